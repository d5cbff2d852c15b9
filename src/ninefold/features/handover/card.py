"""The handover on a room's first page: whole until it is read, then one line."""

from typing import Any

from ninefold.features.handover import queries
from ninefold.web.views import HomeRequest

WHOLE = 3  # so many are shown in full; older ones by their first lines


def card(request: HomeRequest) -> dict[str, Any]:
    """The handovers since the viewer was last here."""
    since = queries.last_here(request.viewer)
    found = queries.handovers(request.viewer, since)
    unread = [one for one in found if not one.mine]
    return {"since": since, "handovers": found, "unread": unread[:WHOLE], "older": unread[WHOLE:]}
