"""Accounts: what people sign in with. Made by those who lead the home or by a command, never by signing up.

Who may look after whose account is one rule, ``why_not``, over the same data that says who gives which role: whoever
sets back somebody's password could come in as them, so nobody looks after an account that can do more than they may give,
in whatever home. Nobody looks after their own.
"""

from datetime import datetime, timedelta

from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet

from ninefold import lawbook
from ninefold.base.letters import plainly
from ninefold.people import powers
from ninefold.people.access import Viewer
from ninefold.people.mandates import of_account
from ninefold.people.models import Account, FactorReset, OpenSession, Person, Role, Worker

GRACE = timedelta(days=7)  # until a second factor must be there
GRACE_AFTER_RESET = timedelta(days=1)
A_SESSION_IDLE, A_SESSION = 60 * 60, 12 * 60 * 60  # seconds, where a session does not say its own
RESET_HOLDS = timedelta(days=2)  # how long a reset waits for its second person


def give(worker: Worker, password: str | None, username: str = "") -> Account:
    """An account for ``worker``, called by their first name unless told otherwise; the one they have, if they have one.

    Without a password nobody comes in with it until its owner has chosen one by a link (``people.invitations``).
    """
    theirs = Account.objects.filter(person=worker).first()
    return theirs or Account.objects.create_user(username or free_username(worker.name), password, person=worker)


def commissioner(authority: str, password: str, username: str) -> Account:
    """An account for somebody who commissions for ``authority``, and works in no home."""
    return Account.objects.create_user(username, password, commissions_for=authority)


def free_username(name: str) -> str:
    """The first name in small letters, with a number when somebody has it already."""
    first = name.split(maxsplit=1)[0].lower()
    plain = plainly(first)
    taken = set(Account.objects.filter(plain_name__startswith=plain).values_list("plain_name", flat=True))
    ways = ((first, plain), *((f"{first}{n}", f"{plain}{n}") for n in range(2, 1000)))
    return next(word for word, compared in ways if compared not in taken)


def weakness(password: str, account: Account | None = None) -> str:
    """Why ``password`` will not do for ``account``, in a sentence; nothing when it will."""
    try:
        validate_password(password, account)
    except ValidationError as problem:
        return " ".join(problem.messages)
    return ""


def of_home(viewer: Viewer) -> QuerySet[Role]:
    """The roles that are held in the viewer's home, or will be, by name; of each person the first is theirs."""
    rows = Role.objects.filter(Q(to_at=None) | Q(to_at__gt=viewer.now), home=viewer.home)
    return rows.select_related("worker__account").order_by("worker__name", "from_at")


def to_come(person: str, now: datetime) -> set[tuple[str, str]]:
    """The homes and roles that ``person`` has at ``now`` or is going to have."""
    rows = Role.objects.filter(Q(to_at=None) | Q(to_at__gt=now), worker=person)
    return set(rows.values_list("home_id", "name"))


def why_not(viewer: Viewer, person: str) -> str:
    """Why ``viewer`` may not look after the account of ``person``, as a sentence; "" when they may."""
    if person == viewer.person:
        return "Nobody looks after their own account here. What is yours to change stands under Your account."
    own = _own_roles(viewer)
    for home, role in sorted(to_come(person, viewer.now)):
        if not any(role in powers.given_by(mine) for mine in own.get(home, ())):
            title = lawbook.current().words.roles.get(role, role).lower()
            if home != viewer.home.pk:
                return f"They are {title} in another home too. Somebody who gives that role there as well does this."
            return f"That is for somebody who gives the role of {title}."
    return ""


def _own_roles(viewer: Viewer) -> dict[str, set[str]]:
    """What the viewer's person is now, by home."""
    own: dict[str, set[str]] = {viewer.home.pk: {viewer.role}}
    account = Account.objects.filter(username=viewer.account).select_related("person").first()
    for mandate in of_account(account, viewer.now) if account else ():
        own.setdefault(mandate.home, set()).add(mandate.role)
    return own


def is_anybody(account: Account, now: datetime) -> bool:
    """Whether ``account`` opens anything at ``now``: a mandate somewhere, or the published data for an authority."""
    return bool(account.commissions_for or account.is_administrator or of_account(account, now))


def needs_factor(account: Account, now: datetime) -> bool:
    """Whether somebody must prove by a second factor who they are: any of their roles asks for it, or they come from outside."""
    if account.commissions_for or account.is_administrator:
        return True
    said = lawbook.current().words.powers
    return any(said[one.role].factor for one in of_account(account, now) if one.role in said)


def limits_of(account: Account, now: datetime) -> tuple[int, int]:
    """After how many minutes without a touch, and after how many hours, a session of theirs ends: the least of their roles."""
    said = lawbook.current().words.powers
    roles = {one.role for one in of_account(account, now)} | ({"commissioner"} if account.commissions_for else set())
    held = [said[role] for role in roles if role in said]
    return min((one.idle for one in held), default=30), min((one.longest for one in held), default=8)


def ask_for_factor(account: Account, now: datetime) -> None:
    """Begin the grace of somebody who must have a second factor and has none, at their first signing in."""
    if account.factor_since is None and account.factor_asked_at is None and needs_factor(account, now):
        account.factor_asked_at = now
        account.save(update_fields=["factor_asked_at"])


def grace_ends(account: Account) -> datetime | None:
    """Until when somebody may come in without the second factor they must have; None when nobody has asked for one."""
    return account.factor_asked_at + GRACE if account.factor_asked_at and account.factor_since is None else None


@transaction.atomic
def close(account: Account) -> None:
    """Nobody signs in with ``account`` any more, and whoever is signed in with it is out with their next click."""
    account.is_active = False
    account.save(update_fields=["is_active"])
    account.invitations.filter(used_at=None).delete()
    end_sessions(account)


def reopen(account: Account) -> None:
    """``account`` may be signed in with again, with the password it had."""
    account.is_active = True
    account.save(update_fields=["is_active"])


def end_sessions(account: Account, besides: str = "") -> int:
    """End every session of ``account`` but the one with the key ``besides``; how many there were."""
    rows = OpenSession.objects.filter(account=account).exclude(key=besides)
    keys = list(rows.values_list("key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    rows.delete()
    return len(keys)


def end_session(account: Account, pk: int) -> None:
    """End one session of ``account``."""
    row = OpenSession.objects.filter(account=account, pk=pk).first()
    if row:
        Session.objects.filter(session_key=row.key).delete()
        row.delete()


def sessions_of(account: Account, now: datetime) -> list[OpenSession]:
    """The sessions in which ``account`` is signed in, the latest first."""
    alive = Session.objects.filter(expire_date__gt=now).values("session_key")
    rows = OpenSession.objects.filter(account=account, ends_at__gt=now, key__in=alive)
    return list(rows.select_related("tablet").order_by("-began_at"))


def resets_need_two(person: Person, now: datetime) -> bool:
    """Whether taking a second factor away needs two leaders: of whoever holds a role that a second person must sign."""
    return any(powers.needs_second(role) for _, role in to_come(person.pk, now))


@transaction.atomic
def reset_factor(account: Account, by: str, why: str, now: datetime) -> FactorReset:
    """Take away a lost second factor, or ask for it where a second leader must agree (``done_at`` is then None).

    ``by`` is the user name of a leader for whom ``why_not`` is "". Asked for before by somebody else, it is done now.
    The owner comes in with the password alone for a day, in which they set up a new one.
    """
    two = account.person is not None and resets_need_two(account.person, now)
    waiting = FactorReset.objects.select_for_update().filter(
        account=account, done_at=None, asked_at__gt=now - RESET_HOLDS
    )
    row = waiting.exclude(asked_by=by).first() if two else None
    if row is None:
        row = waiting.filter(asked_by=by).first() or FactorReset(account=account, asked_by=by, asked_at=now, why=why)
        if two:
            row.save()
            return row
    row.done_by, row.done_at = by, now
    row.save()
    take_factors(account, now)
    return row


def take_factors(account: Account, now: datetime) -> None:
    """Nothing proves any more who ``account``'s owner is but the password, for a day; their sessions end."""
    from allauth.mfa.models import Authenticator

    Authenticator.objects.filter(user=account).delete()
    account.factor_since, account.factor_asked_at = None, now - GRACE + GRACE_AFTER_RESET
    account.save(update_fields=["factor_since", "factor_asked_at"])
    end_sessions(account)


def settle_factor(account: Account, now: datetime) -> None:
    """Keep beside the account whether it has a second factor, so that no page has to ask."""
    from allauth.mfa.models import Authenticator

    has = Authenticator.objects.filter(user=account).exclude(type=Authenticator.Type.RECOVERY_CODES).exists()
    if has == (account.factor_since is not None):
        return
    account.factor_since = now if has else None
    account.factor_asked_at = account.factor_asked_at if has else None
    account.save(update_fields=["factor_since", "factor_asked_at"])
