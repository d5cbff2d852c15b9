"""The kinds of letter: what each says of itself, and who may not switch it off. Pure.

A letter never says what waits. A new kind is one entry of ``KINDS``.
"""

from collections.abc import Collection
from dataclasses import dataclass

EVERYBODY = "everybody"


@dataclass(frozen=True, slots=True)
class LetterKind:
    """A kind of letter. ``waits`` ends the sentence "In Ninefold ..."; ``title`` is what the page of choices calls it.

    ``always`` are roles or groups of roles that it reaches whatever they chose: ``EVERYBODY`` for nobody's choice.
    ``offered`` says whether the page of choices lists it.
    """

    id: str
    title: str
    waits: str
    always: tuple[str, ...] = ()
    offered: bool = True
    why_always: str = ""


KINDS: dict[str, LetterKind] = {
    one.id: one
    for one in (
        LetterKind(
            "law-clock", "A clock of the law runs out", "something that the law asks for is waiting",
            always=("leaders",), why_always="Who leads a home is always told of the law's clocks.",
        ),
        LetterKind("clock", "Another clock runs out", "something is waiting"),
        LetterKind("asked", "Something was given to you to do", "something was given to you and is waiting"),
        LetterKind(
            "trouble", "A job of the night went wrong", "the machine itself needs somebody to look at it",
            always=("registered-manager",), why_always="Who manages a home is always told when a backup failed.",
        ),
        LetterKind("keeping", "Records are over their time", "a list is waiting to be looked at"),
        LetterKind(
            "invitation", "An invitation, or a new password that you asked for", "an account is waiting for you",
            always=(EVERYBODY,), offered=False,
        ),
        LetterKind(
            "seal", "A ledger was sealed", "a ledger was sealed", always=(EVERYBODY,), offered=False,
        ),
    )
}  # fmt: skip


def may_be_switched_off(kind: LetterKind, roles: Collection[str]) -> bool:
    """Whether somebody with these roles (groups opened already into roles on both sides) may do without ``kind``."""
    return EVERYBODY not in kind.always and not set(kind.always) & set(roles)
