"""What stands behind a number: one value by which ``reports.records`` counts the records and opens them.

A selection is a kind (of ``reports.records``), the words that kind needs, a period, and the child it is about if it is about
one. It holds ids and digests only: nothing that anybody wrote, and no name, because it travels in addresses.
"""

from dataclasses import dataclass

from ninefold.reports.period import Period


@dataclass(frozen=True, slots=True)
class Selection:
    """Some records of a period. The same value gives the number in a report and the list that the number opens."""

    kind: str
    words: tuple[str, ...]
    period: Period
    subject: str = ""
