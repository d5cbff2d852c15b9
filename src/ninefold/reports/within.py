"""What every selection is read within."""

from dataclasses import dataclass

from ninefold.people.access import Viewer
from ninefold.reports.period import Period


@dataclass(frozen=True)
class Within:
    """Who looks, over which days, and at which child, if at one: what a selection's records are read within."""

    viewer: Viewer
    period: Period
    subject: str = ""
