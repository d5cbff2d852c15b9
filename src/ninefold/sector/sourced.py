"""A statement of a file with its day and its source: what the fold and the merging of inspections read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from ninefold.sector.rows import COLUMNS, RowStatement

# Of files that speak of the same day, the one whose word about a provider is the last.
RANK = {kind: place for place, kind in enumerate(("report", "moves", "waiting", "list", "in-year", "as-at"))}


@dataclass(slots=True, kw_only=True)
class SourcedStatement(RowStatement):
    """A statement with its day and its source: what the fold reads."""

    day: date
    source: "StatementSource"

    @property
    def order(self) -> tuple[Any, ...]:
        """Where it stands among all words about the provider, the newest last. Content alone decides."""
        return (self.day, RANK[self.source.kind], self.source.sha256, self.source.sheet, self.line)


class StatementSource(NamedTuple):
    """The sheet that a statement stands in."""

    id: int
    file: int
    sha256: str
    sheet: str
    kind: str
    day: date
    since: date | None
    whole: bool
    national: bool


def sourced(row: Sequence[Any], source: StatementSource) -> SourcedStatement:
    """A row of the table that begins with a statement's columns and its day."""
    return SourcedStatement(*row[: len(COLUMNS)], day=row[len(COLUMNS)], source=source)
