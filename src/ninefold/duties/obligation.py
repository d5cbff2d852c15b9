"""What is owed, as the engine says it and the store keeps it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

State = Literal["open", "overdue", "met", "late", "void", "spared", "undone"]


@dataclass(frozen=True, slots=True)
class Obligation:
    """Something owed under a duty, about somebody, with the reason in a sentence.

    ``key`` stays the same while the obligation's dates move. Times are UTC, ``due_at`` inclusive.
    ``target`` says that the due is only a target ("without delay"). ``row`` is the table row it is about.
    ``started_by`` is the entry that opened it, ``met_by`` the entry that met it. ``ends_at`` is a birthday from which it
    is not owed any more, also when that is still to come. ``ended_by`` is the entry by which life ended it at ``void_at``: the
    child left, the need was gone. Without one it was taken back. ``spared`` marks an end that the duty itself names.
    """

    key: str
    duty: str
    subject: str
    record: str
    started_by: str
    opened_at: datetime
    due_at: datetime
    target: bool
    why: str
    row: str = ""
    owner: str = ""
    text: str = ""
    met_at: datetime | None = None
    met_by: str = ""
    void_at: datetime | None = None
    ends_at: datetime | None = None
    ended_by: str = ""
    spared: bool = False

    def state(self, at: datetime) -> State:
        """What it is at ``at``: void, spared, undone, met, late, overdue or open. Met late stays late."""
        return state_of(self, at)


class Dated(Protocol):
    """What a state is read from: an obligation, or the row that keeps one."""

    @property
    def due_at(self) -> datetime:
        """The last moment at which it is on time."""

    @property
    def met_at(self) -> datetime | None:
        """When it was done, or nothing while it is owed."""

    @property
    def void_at(self) -> datetime | None:
        """When it ceased to be owed without being done, or nothing."""

    @property
    def ends_at(self) -> datetime | None:
        """The birthday with which it ceases to be owed, or nothing."""

    @property
    def ended_by(self) -> str:
        """The entry by which life ended it, or nothing when it was taken back."""

    @property
    def spared(self) -> bool:
        """Whether what ended it is what its duty names as sparing it."""


def state_of(obligation: Dated, at: datetime) -> State:
    """What an obligation is at ``at``. Met late stays late, and what was spared after its time stays undone."""
    if obligation.void_at and obligation.spared:
        return "undone" if obligation.void_at > obligation.due_at else "spared"
    if obligation.void_at:
        return "void"
    if obligation.ends_at and obligation.ends_at <= at and not obligation.met_at:
        return "void"
    if obligation.met_at:
        return "met" if obligation.met_at <= obligation.due_at else "late"
    return "overdue" if at > obligation.due_at else "open"


def left_undone(obligation: Dated, at: datetime) -> bool:
    """Whether it ceased to be owed when its time was over and nobody had done it: no report may pass over it."""
    if obligation.met_at:
        return False
    if obligation.void_at:
        return bool(obligation.ended_by) and obligation.void_at > obligation.due_at
    return obligation.ends_at is not None and obligation.due_at < obligation.ends_at <= at
