"""Sending what waits in the outbox, and trying again what did not go, after growing pauses.

A letter is taken by moving its next time on, so of several processes one sends it. A machine that stops between the
sending and the writing down sends it once more after the pause, under the same Message-ID, by which a mailbox knows it
again: twice is possible, never not at all.
"""

import smtplib
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import Q, QuerySet

from ninefold import lawbook
from ninefold.base import clock
from ninefold.work.models import Letter
from ninefold.work.post.kinds import KINDS
from ninefold.work.post.outbox import NO_ADDRESS

PAUSES = tuple(timedelta(minutes=so_many) for so_many in (1, 5, 15, 60, 180, 360, 720))
TOO_OLD = timedelta(days=3)
AT_ONCE = 50  # letters in one round, so that the clock is looked at again
FOREVER = 500  # from this answer of a mail server on, it means it
OLD = "It could not be sent within three days, so it is not sent any more. What it told of still stands in Ninefold."
NOT_SET_UP = "No e-mail is set up on this machine."


def is_set_up() -> bool:
    """Whether letters can leave this machine at all."""
    return not str(settings.EMAIL_BACKEND).endswith("dummy.EmailBackend")


def waiting(now: datetime) -> QuerySet[Letter]:
    """Letters whose time to be sent, or sent again, has come."""
    return Letter.objects.filter(sent_at=None, given_up_at=None, next_at__lte=now).order_by("next_at", "pk")


def deliver(now: datetime) -> int:
    """Send what waits. Gives how many letters went."""
    if not is_set_up() or not waiting(now).exists():
        return 0
    went = 0
    connection = get_connection(fail_silently=False)
    try:
        for letter in waiting(now).select_related("account")[:AT_ONCE]:
            if _taken(letter, now):
                went += _sent(letter, connection, now)
    finally:
        connection.close()
    return went


def _taken(letter: Letter, now: datetime) -> bool:
    """Whether this process may send ``letter``: whoever moves its time on first."""
    pause = PAUSES[min(letter.tries, len(PAUSES) - 1)]
    free = Letter.objects.filter(pk=letter.pk, sent_at=None, given_up_at=None, next_at=letter.next_at)
    return bool(free.update(next_at=now + pause, tries=letter.tries + 1))


def _sent(letter: Letter, connection: BaseEmailBackend, now: datetime) -> int:
    row = Letter.objects.filter(pk=letter.pk)
    address = letter.address or (letter.account.email if letter.account and letter.account.is_active else "")
    if not address:
        row.update(given_up_at=now, trouble=NO_ADDRESS)
        return 0
    if now - letter.written_at > TOO_OLD:
        row.update(given_up_at=now, trouble=f"{letter.trouble} {OLD}".strip(), link="/")
        return 0
    try:
        connection.send_messages([message(letter, address, connection)])
    except (OSError, smtplib.SMTPException) as problem:
        why, means_it = reason(problem)
        row.update(trouble=why, given_up_at=now if means_it else None)
        connection.close()
        return 0
    # What it led to is forgotten: an invitation's link opens by itself.
    row.update(sent_at=now, trouble="", link="/", text="")
    return 1


def reason(problem: Exception) -> tuple[str, bool]:
    """Why a letter did not go, as a sentence, and whether the mail server meant it for good."""
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(problem.recipients.values()))
        return f"The mail server does not take letters for this address: {code} {_text(said)}", code >= FOREVER
    if isinstance(problem, smtplib.SMTPAuthenticationError):
        return "The mail server does not accept the name and password in NINEFOLD_SMTP.", False
    if isinstance(problem, smtplib.SMTPResponseException):
        code = problem.smtp_code
        return f"The mail server answered: {code} {_text(problem.smtp_error)}", code >= FOREVER
    if isinstance(problem, smtplib.SMTPServerDisconnected):
        return "The mail server broke the connection off.", False
    if isinstance(problem, smtplib.SMTPException):
        return f"The mail server could not be used: {type(problem).__name__}.", False
    return (
        f"The mail server could not be reached: {getattr(problem, 'strerror', None) or type(problem).__name__}.",
        False,
    )


def _text(said: bytes | str) -> str:
    return (said.decode("ascii", "replace") if isinstance(said, bytes) else said).splitlines()[0][:200] if said else ""


def message(letter: Letter, address: str, connection: BaseEmailBackend | None = None) -> EmailMessage:
    """``letter`` as it is sent: that something waits, for whom it is, until when, and where to sign in. No name, no detail."""
    lines = [letter.text] if letter.text else list(_lines(letter))
    if letter.account_id and letter.kind != "invitation":
        lines += ["", f"You choose what reaches you by e-mail: {settings.NINEFOLD_ADDRESS}/account/post/"]
    return EmailMessage(
        subject="Ninefold: a ledger was sealed" if letter.kind == "seal" else "Ninefold: something waits for you",
        body="\n".join(lines) + "\n",
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[address],
        connection=connection,
        headers={
            "Message-ID": f"<letter-{letter.pk}-{letter.written_at:%Y%m%d%H%M%S}@{settings.NINEFOLD_MAIL_HOST}>",
            "Auto-Submitted": "auto-generated",
        },
    )


def _lines(letter: Letter) -> Iterable[str]:
    yield f"In Ninefold {KINDS[letter.kind].waits}."
    role = lawbook.current().words.roles.get(letter.role)
    if role:
        yield f"It is for you as {role[:1].lower()}{role[1:]}."
    if letter.until:
        yield f"It waits until {clock.local(letter.until):%A %d %B %Y, %H:%M}."
    yield ""
    signing_in = "Open" if letter.kind == "invitation" else "Sign in to see it"
    yield f"{signing_in}: {settings.NINEFOLD_ADDRESS}{letter.link}"


def not_gone(home_id: str, now: datetime) -> QuerySet[Letter]:
    """Letters of a home, and of the machine, of the last fortnight that did not go or are being tried again."""
    lately = Letter.objects.filter(written_at__gt=now - timedelta(days=14), sent_at=None)
    failed = Q(given_up_at__isnull=False) | Q(tries__gt=0)
    return (
        lately.filter(failed, Q(home=home_id) | Q(home=None)).select_related("account").order_by("-written_at", "-pk")
    )


def again(home_id: str, now: datetime) -> int:
    """Let what did not go be tried once more, from now. Gives how many letters."""
    return (
        not_gone(home_id, now)
        .exclude(link="/", kind="invitation")
        .update(given_up_at=None, next_at=now, tries=0, written_at=now)
    )


def tidy(now: datetime) -> int:
    """Forget letters of more than ninety days ago. Gives how many."""
    gone, _ = Letter.objects.filter(written_at__lt=now - timedelta(days=90)).delete()
    return gone
