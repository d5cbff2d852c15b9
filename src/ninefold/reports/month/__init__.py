"""The month's evidence pack of a home: gathered for a viewer, composed as blocks."""

from ninefold.evidence.months import Month
from ninefold.people.access import Viewer
from ninefold.reports.blocks import Report
from ninefold.reports.month.compose import compose
from ninefold.reports.month.gather import gather


def report(viewer: Viewer, month: Month, initials: bool = False) -> Report:
    """The pack as ``viewer`` may see it; with ``initials`` nobody is named in it, for what leaves the home."""
    return compose(gather(viewer, month), initials)


__all__ = ["report"]
