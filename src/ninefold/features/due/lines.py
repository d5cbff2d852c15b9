"""Obligations as a page shows them: whom they are about, who is to meet them, how they stand. Names in a few queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from ninefold.duties import store
from ninefold.duties.models import ObligationRow
from ninefold.duties.obligation import Obligation, State
from ninefold.duties.queries import Brief
from ninefold.duties.touch import rules
from ninefold.features.due import who
from ninefold.features.due.who import Doers
from ninefold.lawbook.model import Duty, RecordType
from ninefold.people.access import Viewer
from ninefold.web import words

NEAR = timedelta(days=7)
WEIGHTS = ("law", "guidance", "custom")


@dataclass(frozen=True, slots=True)
class Item:
    """One obligation as a page shows it: the rule, whom it is about, who is to meet it by when, how it stands.

    ``met_in`` is the record that met it and ``answers`` the types that would, where a page asks for them
    (``because.because_of``).
    """

    obligation: Obligation
    duty: Duty
    about: str
    by: str
    state: State
    by_when: str = ""
    met_in: str = ""
    answers: tuple[RecordType, ...] = ()

    @property
    def kind(self) -> str:
        """child, worker, home or provider."""
        return self.duty.about

    @property
    def wanted(self) -> bool:
        """Whether it is still to be done."""
        return self.state in ("open", "overdue")

    @property
    def begins(self) -> str:
        """The query of a form's address with which the form is about the same person and answers the same record."""
        one = self.obligation
        parts = (("answers", one.record), ("row", one.row), (self.kind, one.subject))
        return "&".join(f"{name}={id}" for name, id in parts if id and name not in ("home", "provider"))

    @property
    def sentence(self) -> str:
        """What is wanted, of whom, by when."""
        return f"{self.duty.title}: {self.by}, by {self.by_when}"


def duty(id: str) -> Duty:
    """The duty with this id, those that reopen plans among them."""
    return rules().duties[id][0]


def items(viewer: Viewer, rows: Iterable[ObligationRow]) -> list[Item]:
    """Each of ``rows`` as a line, with everybody's names in the same few queries whatever their number."""
    owed = [(one, duty(one.duty)) for one in map(store.from_row, rows)]
    doers = who.read(viewer, owed) if owed else None
    return [_item(viewer, one, its, doers) for one, its in owed] if doers else []


def foremost(viewer: Viewer, owed: Iterable[Brief], most: int) -> list[tuple[Brief, int]]:
    """The most urgent of each duty among ``owed``, and how many more of it there are: at most ``most`` of them.

    What is over or near stands before what is far; there the law before guidance, and guidance before what the home
    has set for itself. So a short list tells of different things, and twenty late courses do not hide one late report.
    """
    alike: dict[str, list[Brief]] = defaultdict(list)
    for one in owed:
        alike[one.duty].append(one)
    near = viewer.now + NEAR

    def urgent(some: list[Brief]) -> tuple[bool, int, datetime]:
        return some[0].due_at > near, WEIGHTS.index(some[0].weight), some[0].due_at

    first = sorted(alike.values(), key=urgent)[:most]
    return [(some[0], len(some) - 1) for some in first]


def _item(viewer: Viewer, one: Obligation, its: Duty, doers: Doers) -> Item:
    return Item(
        obligation=one,
        duty=its,
        about="The home" if its.about == "home" else doers.names.get(one.subject, ""),
        by=doers.who(one, its),
        state=one.state(viewer.now),
        by_when=words.by_when(one.due_at, viewer.now),
    )
