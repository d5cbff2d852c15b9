"""Links that let somebody choose a password, once: for a new account, or when the password was forgotten.

The secret has 256 random bits and is told once; its SHA-256 is kept. A link is worth nothing once it was used, replaced or
too old, the account closed, or its owner without a role: then it says the same as one that never was.
"""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction

from ninefold.people import accounts
from ninefold.people.models import Account, Invitation

HOLDS = {Invitation.Why.INVITE: timedelta(days=7), Invitation.Why.PASSWORD: timedelta(days=1)}


@transaction.atomic
def make(account: Account, why: Invitation.Why, by: str, now: datetime) -> tuple[str, Invitation]:
    """A new secret for ``account``, made by the user name ``by``; all before it open nothing any more.

    A forgotten password opens nothing from now on either, and ends the sessions that it began.
    """
    secret = secrets.token_urlsafe(32)
    Invitation.objects.filter(account=account, used_at=None).delete()
    if why == Invitation.Why.PASSWORD:
        account.set_unusable_password()
        account.save(update_fields=["password"])
        accounts.end_sessions(account)
    made = Invitation.objects.create(
        account=account, digest=_digest(secret), why=why, made_by=by, made_at=now, ends_at=now + HOLDS[why]
    )
    return secret, made


def opened_by(secret: str, now: datetime) -> Invitation | None:
    """The invitation that ``secret`` opens at ``now``; None when it opens nothing."""
    row = Invitation.objects.filter(digest=_digest(secret)).select_related("account__person").first()
    if row is None or row.used_at or row.ends_at <= now or not row.account.is_active:
        return None
    person = row.account.person
    if not (accounts.is_anybody(row.account, now) or (person and accounts.to_come(person.pk, now))):
        return None
    return row


@transaction.atomic
def use(row: Invitation, now: datetime, password: str | None = None) -> bool:
    """Use the invitation, with the password its owner chose; False when somebody else was quicker.

    Without a password its owner comes in by single sign-on alone (``web.oidc``).
    """
    if not Invitation.objects.filter(pk=row.pk, used_at=None).update(used_at=now):
        return False
    if password is not None:
        row.account.set_password(password)
        row.account.save(update_fields=["password"])
        accounts.end_sessions(row.account)
    return True


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
