"""The training matrix: workers down the side, courses across, in each cell how it stands, in words and with a sign.

The columns are the library's: every rhythm about a worker that answers the clock of the training matrix.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Max

from ninefold import lawbook
from ninefold.base import clock
from ninefold.duties import queries
from ninefold.duties.models import ObligationRow
from ninefold.lawbook.model import Duty
from ninefold.ledger import queries as ledger
from ninefold.people import queries as people
from ninefold.people.access import Viewer
from ninefold.people.models import Role

CLOCK = "calendar:training-matrix"
SOON = timedelta(days=60)
# What a state is called, its sign, its colour, and whether it is a gap.
STATES = {
    "gap": ("Missing since", "!", "brick", True),
    "over": ("Ran out", "!", "brick", True),
    "soon": ("Runs out", "~", "amber", False),
    "wanted": ("Not yet", "-", "line", False),
    "held": ("Until", "✓", "leaf", False),
    "done": ("Done", "✓", "leaf", False),
    "none": ("Not asked", "", "", False),
}


@dataclass(frozen=True, slots=True)
class CourseState:
    """One course of one worker: its state, the day that counts, when it was last done."""

    state: str
    until: date | None = None
    done: date | None = None

    @property
    def said(self) -> str:
        """The state in words, without its day."""
        return STATES[self.state][0]

    @property
    def sign(self) -> str:
        """A sign for the state, so that colour is not needed."""
        return STATES[self.state][1]

    @property
    def colour(self) -> str:
        """The colour of its chip."""
        return STATES[self.state][2]

    @property
    def gap(self) -> bool:
        """Whether it is missing or has run out."""
        return STATES[self.state][3]

    @property
    def day(self) -> date | None:
        """The day that counts: until when it holds or by when it is wanted, else when it was done."""
        return self.until or self.done

    @property
    def text(self) -> str:
        """The whole cell in words."""
        by = "by " if self.state == "wanted" else ""
        return f"{self.said} {by}{self.day:%d/%m/%Y}" if self.day else self.said


@dataclass(frozen=True, slots=True)
class CourseColumn:
    """A course: its duty, and what it is called above the column."""

    duty: Duty

    @property
    def label(self) -> str:
        """The course by name."""
        return self.duty.title.removesuffix(": training")

    @property
    def fact(self) -> str:
        """The fact that says it was done."""
        return self.duty.rhythm.counted if self.duty.rhythm else ""

    @property
    def course(self) -> str:
        """The answer that stands for it on the form."""
        return self.fact.rpartition(".")[2]


@dataclass(frozen=True, slots=True)
class TrainingRow:
    """A worker with every course."""

    role: Role
    cells: list[tuple[CourseColumn, CourseState]]

    @property
    def gaps(self) -> int:
        """How many courses are missing or have run out."""
        return sum(cell.gap for _, cell in self.cells)


def columns() -> list[CourseColumn]:
    """The courses, in the library's order."""
    return [
        CourseColumn(duty)
        for duty in lawbook.current().duties.values()
        if CLOCK in duty.covers and duty.rhythm and duty.about == "worker"
    ]


def matrix(viewer: Viewer) -> list[TrainingRow]:
    """Everybody on the staff of the home now with how each course stands, in three queries."""
    staff = lawbook.current().roles_in(("staff",))
    return _rows(viewer, [role for role in people.at_work(viewer) if role.name in staff])


def of_worker(viewer: Viewer, worker: str) -> list[tuple[CourseColumn, CourseState]]:
    """One worker's courses: those that are asked of them, or that they have done."""
    rows = _rows(viewer, [role for role in people.at_work(viewer) if role.worker_id == worker][:1])
    return [(column, cell) for row in rows for column, cell in row.cells if cell.state != "none"]


def _rows(viewer: Viewer, roles: list[Role]) -> list[TrainingRow]:
    heads = columns()
    owed = _owed(viewer, heads, [role.worker_id for role in roles])
    done = _done(viewer, heads, [role.worker_id for role in roles])
    return [
        TrainingRow(
            role,
            [
                (head, _cell(owed.get((head.duty.id, role.worker_id)), done.get((head.fact, role.worker_id)), viewer))
                for head in heads
            ],
        )
        for role in roles
    ]


def gaps(rows: list[TrainingRow]) -> list[tuple[CourseColumn, int]]:
    """How many workers lack each course, in the order of the columns."""
    return [(head, sum(row.cells[n][1].gap for row in rows)) for n, head in enumerate(columns())]


def _owed(viewer: Viewer, heads: list[CourseColumn], workers: Collection[str]) -> dict[tuple[str, str], ObligationRow]:
    """The turn of each course that runs now, by duty and worker."""
    wanted = queries.running(viewer).filter(duty__in=[head.duty.id for head in heads], subject__in=list(workers))
    return {(row.duty, row.subject): row for row in wanted}


def _done(viewer: Viewer, heads: list[CourseColumn], workers: Collection[str]) -> dict[tuple[str, str], datetime]:
    """When each course was last done, by fact and worker."""
    kept = ledger.stated(viewer).filter(name__in=[head.fact for head in heads], subject__in=list(workers))
    last = kept.filter(known_at__lte=viewer.now).values_list("name", "subject").annotate(last=Max("at")).order_by()
    return {(name, subject): at for name, subject, at in last}


def _cell(owed: ObligationRow | None, done: datetime | None, viewer: Viewer) -> CourseState:
    """How a course stands: by the turn that runs now and the day it was last done."""
    last = clock.local(done).date() if done else None
    if owed is None:
        return CourseState("done", done=last) if last else CourseState("none")
    until = clock.local(owed.due_at).date()
    if owed.due_at < viewer.now:
        return CourseState("over" if last else "gap", until, last)
    if last is None:
        return CourseState("wanted", until)
    return CourseState("soon" if owed.due_at - viewer.now < SOON else "held", until, last)
