"""Who looks, over which days, at whom: what every section of a report reads within."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from ninefold.lawbook.counts import CountedFigure
from ninefold.reports import records
from ninefold.reports.blocks import Figure
from ninefold.reports.records import Records
from ninefold.reports.selection import Selection
from ninefold.reports.within import Within

T = TypeVar("T")


@dataclass(frozen=True)
class Scope(Within):
    """What a report reads within. ``subject`` is the child whom a report is about; none means the home.

    ``types`` are the record types that the report's sections tell one by one, so that they are read together.
    """

    types: tuple[str, ...] = ()
    _kept: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)

    def select(self, kind: str, *words: str) -> Selection:
        """Records of this scope's period, by a kind of ``reports.records`` and what that kind needs."""
        return Selection(kind, words, self.period, self.subject)

    def records(self, kind: str, *words: str) -> Records:
        """The records of such a selection, newest first."""
        return records.behind(self.viewer, self.select(kind, *words))

    def figure(self, kind: str, *words: str) -> Figure:
        """A number that is counted now, by the selection that opens it."""
        selection = self.select(kind, *words)
        return Figure(records.count(self.viewer, selection), selection)

    def counted(self, line: CountedFigure) -> Figure:
        """The figure that a line of an outline asks for."""
        selection = self.select(*words_of(line))
        return Figure(records.count(self.viewer, selection, line.of), selection, line.id, line.of)

    def once(self, read: Callable[["Scope"], T]) -> T:
        """What ``read`` gives for this scope, read once however many sections ask."""
        if read not in self._kept:
            self._kept[read] = read(self)
        kept: T = self._kept[read]
        return kept

    @property
    def before(self) -> "Scope":
        """The same for the period before."""
        return replace(self, period=self.period.before, _kept={})


def words_of(line: CountedFigure) -> tuple[str, ...]:
    """The kind of selection, and its words, of a line of figures."""
    conditions = tuple(f"{name}={'|'.join(values)}" for name, values in line.where.items())
    if line.types and line.without:
        return "lacking", "+".join(line.types), line.without, *conditions
    if line.types:
        return "answers", "+".join(line.types), *conditions
    if line.newest:
        return "newest", line.newest, *conditions, *([f"{records.NOT}{line.without}"] if line.without else [])
    if line.fact:
        return ("stated", line.fact, *line.values) if line.values else ("fact", line.fact)
    if line.duty:
        return "clock", line.duty, line.state
    if line.stay:
        return "stay", line.stay
    return "work", str(line.work), *line.roles
