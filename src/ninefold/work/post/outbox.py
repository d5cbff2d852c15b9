"""Letters into the outbox: written in the same transaction as what causes them, so that neither is ever without the other."""

from datetime import datetime

from django.db import IntegrityError, transaction

from ninefold.base import clock
from ninefold.people.models import Account, Home
from ninefold.work.models import Letter
from ninefold.work.post import choices
from ninefold.work.post.kinds import KINDS

NO_ADDRESS = "This account has no e-mail address."


def send(
    account: Account,
    kind: str,
    link: str,
    until: datetime | None = None,
    *,
    home: Home | None = None,
    role: str = "",
    key: str = "",
    now: datetime | None = None,
) -> Letter | None:
    """Put a letter for ``account`` into the outbox, to go with the transaction that this is called in.

    It says that something waits for ``role`` (a role of the library; else for the person), until when, and ``link``: a path
    of ours ("/9900001/desk/due/"), which asks for signing in; only an invitation's opens by itself. ``home`` is the one
    whose leaders are told when it does not go. ``key`` names what it is about, so that a second letter of the same key
    is none. Nothing is written when the person has switched the kind off, or the key was used. Raises KeyError for a kind
    that there is not, ValueError for a link that is no path of ours.
    """
    its = KINDS[kind]
    if not link.startswith("/") or link.startswith("//"):
        raise ValueError("A letter's link is a path of ours, and begins with one stroke.")
    now = now or clock.now()
    if not choices.reaches(account, its, role, now):
        return None
    letter = Letter(
        account=account,
        home=home,
        kind=kind,
        role=role,
        link=link,
        until=until,
        key=key or None,
        written_at=now,
        next_at=now,
    )
    if not account.email:
        letter.given_up_at, letter.trouble = now, NO_ADDRESS
    return _keep(letter)


def seal_letter(address: str, text: str, home: Home, now: datetime) -> Letter:
    """The letter of a seal to a witness: the one that says something itself, a number and a hash, about nobody."""
    return Letter.objects.create(
        address=address, home=home, kind="seal", link="/", text=text, written_at=now, next_at=now
    )


def _keep(letter: Letter) -> Letter | None:
    try:
        with transaction.atomic():
            letter.save(force_insert=True)
    except IntegrityError:
        if letter.key and Letter.objects.filter(key=letter.key).exists():
            return None
        raise
    return letter
