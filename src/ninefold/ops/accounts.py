"""Accounts: what people sign in with. Made by an administrator or a command, never by signing up."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from ninefold.base.letters import plainly
from ninefold.people.models import Account, Worker


def give(worker: Worker, password: str, username: str = "") -> Account:
    """An account for ``worker``, called by their first name unless told otherwise; the one they have, if they have one."""
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
