"""Who leads the home, and what is for their eyes: adults' pages, and what is kept of all workers."""

from ninefold.people.access import RESTRICTED, SEES, Viewer

# Who answers for the adults who work here, and so may open their pages (everybody may open their own).
LEADERS = frozenset({"deputy-manager", "registered-manager", "responsible-individual"})


def leads(viewer: Viewer) -> bool:
    """Whether the viewer answers for the adults who work here."""
    return viewer.role in LEADERS


def may_see_worker(viewer: Viewer, worker: str) -> bool:
    """Whether the viewer may open a worker's page: those who lead the home, and the worker."""
    return leads(viewer) or viewer.person == worker


def may_see_checks(viewer: Viewer) -> bool:
    """Whether the viewer may read what is kept of all workers: those who lead the home, and inspectors."""
    return RESTRICTED in SEES.get(viewer.role, frozenset())
