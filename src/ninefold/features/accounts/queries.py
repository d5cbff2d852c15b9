"""Who has which access to the viewer's home, and how each of them gets in."""

from dataclasses import dataclass, field
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.http import Http404

from ninefold.base import clock
from ninefold.people import accounts
from ninefold.people.access import Viewer
from ninefold.people.models import Account, FactorReset, Invitation, OpenSession, Role, Worker

FACTORS = {Authenticator.Type.TOTP: "codes", Authenticator.Type.WEBAUTHN: "passkey"}


@dataclass(slots=True)
class Access:
    """One person's way into this home: roles, account, and how it stands."""

    worker: Worker
    roles: list[Role]
    account: Account | None
    needs_factor: bool = False
    factors: list[str] = field(default_factory=list)
    grace_ends: datetime | None = None
    invited_until: datetime | None = None
    open_sessions: int = 0
    yours: str = ""  # why the viewer may not look after it; "" when they may

    @property
    def state(self) -> str:
        """How it stands, in a word that templates know."""
        if self.account is None:
            return "none"
        if not self.account.is_active:
            return "closed"
        if not self.account.has_usable_password() and self.account.last_login is None:
            return "invited" if self.invited_until else "lapsed"
        return "open"


def everybody(viewer: Viewer) -> list[Access]:
    """Everybody with a role in the viewer's home, now or to come, by name."""
    by_worker: dict[str, list[Role]] = {}
    for role in accounts.of_home(viewer):
        by_worker.setdefault(role.worker_id, []).append(role)
    rows = [_access(viewer, held) for held in by_worker.values()]
    theirs = [one.account.pk for one in rows if one.account]
    factors: dict[int, list[str]] = {}
    for pk, kind in Authenticator.objects.filter(user__in=theirs).values_list("user", "type").distinct():
        if kind in FACTORS:
            factors.setdefault(pk, []).append(FACTORS[kind])
    invited = dict(
        Invitation.objects.filter(account__in=theirs, used_at=None, ends_at__gt=viewer.now).values_list(
            "account", "ends_at"
        )
    )
    sessions: dict[int, int] = {}
    for pk in OpenSession.objects.filter(account__in=theirs, ends_at__gt=viewer.now).values_list("account", flat=True):
        sessions[pk] = sessions.get(pk, 0) + 1
    for one in rows:
        if one.account:
            one.factors = sorted(factors.get(one.account.pk, []))
            one.invited_until = invited.get(one.account.pk)
            one.open_sessions = sessions.get(one.account.pk, 0)
    return rows


def _access(viewer: Viewer, held: list[Role]) -> Access:
    from ninefold import lawbook

    worker = held[0].worker
    account = getattr(worker, "account", None)
    said = lawbook.current().words.powers
    needs = any(said[role.name].factor for role in held if role.name in said)
    ends = accounts.grace_ends(account) if account else None
    return Access(worker, held, account, needs, grace_ends=ends)


def one_of(viewer: Viewer, person: str) -> Access:
    """The access of one of them. Raises Http404 for whoever has no role here."""
    access = next((one for one in everybody(viewer) if one.worker.pk == person), None)
    if access is None:
        raise Http404
    access.yours = accounts.why_not(viewer, person)
    return access


def waiting_resets(account: Account, now: datetime) -> list[FactorReset]:
    """Resets of a second factor that one leader has asked for and a second has not done."""
    rows = FactorReset.objects.filter(account=account, done_at=None, asked_at__gt=now - accounts.RESET_HOLDS)
    return list(rows.order_by("-asked_at"))


def called(username: str) -> str:
    """The name of whoever signs in so."""
    account = Account.objects.filter(username=username).select_related("person").first()
    return account.person.name if account and account.person else username


def days_left(ends: datetime | None, now: datetime) -> int:
    """How many days there are until ``ends``, the last one counted."""
    return max((clock.local(ends).date() - clock.local(now).date()).days, 0) if ends else 0
