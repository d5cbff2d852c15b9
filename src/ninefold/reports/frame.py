"""What every section is drawn in: of which home and period, who is called what, by which library. Plain values."""

from dataclasses import dataclass
from datetime import date, datetime

from ninefold.base import clock
from ninefold.lawbook.model import Library
from ninefold.reports.blocks import Figure
from ninefold.reports.names import Names
from ninefold.reports.period import Period
from ninefold.reports.selection import Selection


@dataclass(frozen=True, slots=True)
class Frame:
    """A report's surroundings. ``home`` is the home's id; ``seq`` and ``hash`` name the last entry of its ledger."""

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
