"""What stands behind a number: one value that counts the records and opens them.

A selection is a kind (``reports.records``), the words that kind needs, a period, and the child it is about if it is about
one. It holds ids and digests only: nothing that anybody wrote, and no name, because it travels in addresses.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ninefold.reports.period import Period

if TYPE_CHECKING:
    from ninefold.people.access import Viewer
    from ninefold.reports.records import Records


@dataclass(frozen=True, slots=True)
class Selection:
    """Some records of a period. The same value gives the number in a report and the list that the number opens."""

    kind: str
    words: tuple[str, ...]
    period: Period
    subject: str = ""

    def records(self, viewer: "Viewer") -> "Records":
        """The records as ``viewer`` may see them, newest first. Raises LookupError when it stands for nothing."""
        from ninefold.reports import records  # reads the database, which drawing a report does not need

        return records.behind(viewer, self)

    def count(self, viewer: "Viewer") -> int:
        """How many those are."""
        return self.records(viewer).count()

    @property
    def title(self) -> str:
        """What they are, as the head of their page."""
        from ninefold.reports import records

        return records.title(self)
