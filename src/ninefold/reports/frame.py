"""What every section is drawn in: of which home and period, who is called what, by which library. Plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from ninefold.base import clock
from ninefold.lawbook.model import Library
from ninefold.reports.blocks import Figure, Para, Tag, line
from ninefold.reports.names import Names
from ninefold.reports.period import Period
from ninefold.reports.selection import Selection

GAP = "Gap:"


@dataclass(frozen=True, slots=True)
class Frame:
    """A report's surroundings. ``home`` is the home's id; ``seq`` and ``hash`` name the last entry of its ledger.

    ``answers`` are what people answered to the outline's questions, by the question's id; ``gaps`` what is missing,
    as the sections come to it.
    """

    home: str
    home_name: str
    urn: str
    period: Period
    subject: str
    role: str
    made_at: datetime
    seq: int
    hash: str
    library: Library
    names: Names
    answers: Mapping[str, Any] = field(default_factory=dict)
    gaps: list[str] = field(default_factory=list, compare=False)

    def gap(self, text: str) -> Para:
        """Something that the report should say and cannot: said where it is missing, and again among all the gaps."""
        self.gaps.append(text)
        return Para(line(Tag(GAP, "soon"), f" {text}"))

    def figure(self, number: int, kind: str, *words: str) -> Figure:
        """A number that has been counted, with the selection that opens it."""
        return Figure(number, Selection(kind, words, self.period, self.subject))

    @property
    def made_on(self) -> date:
        """The day on which the report is made, in London."""
        return clock.local(self.made_at).date()

    @property
    def finished(self) -> bool:
        """Whether the period is over."""
        return self.made_at >= self.period.end
