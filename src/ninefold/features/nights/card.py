"""What went wrong in the night, on a room's first page; nothing while all is well."""

from django.conf import settings

from ninefold.people.access import Viewer
from ninefold.web.leaders import leads
from ninefold.work import clockwork
from ninefold.work.clockwork import State


def troubles(viewer: Viewer) -> list[State]:
    """The jobs of the night with which something is wrong, for who leads a home on an installation that has nights."""
    return clockwork.troubles(viewer.now) if settings.NINEFOLD_NIGHTS and leads(viewer) else []
