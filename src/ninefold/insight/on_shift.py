"""Who is on shift now: by the roster of today, and whoever signed something in the last hours."""

import json
from datetime import timedelta

from ninefold.base import clock
from ninefold.ledger.models import Entry, FactRow
from ninefold.people.access import Viewer

PLANNED = "worker.planned-on-shift"
LATELY = timedelta(hours=8)  # whoever signed within so long is most likely still here
NIGHT_ENDS = timedelta(hours=8)  # until the morning those count who were planned for the evening before
WAKING = ("waking", "sleep")


def on_shift(viewer: Viewer) -> frozenset[str]:
    """The workers who are on shift in the viewer's home now, the viewer among them where they work there."""
    rostered = _rostered(viewer)
    signed = Entry.objects.filter(home=viewer.home, received_at__gt=viewer.now - LATELY, received_at__lte=viewer.now)
    return frozenset({viewer.person, *rostered, *signed.values_list("author", flat=True)})


def _rostered(viewer: Viewer) -> set[str]:
    """Who is planned for today; in the small hours, for the night that began yesterday."""
    wall = clock.local(viewer.now)
    night = clock.local(viewer.now - NIGHT_ENDS).date() < wall.date()
    day = clock.local(viewer.now - NIGHT_ENDS).date() if night else wall.date()
    rows = FactRow.objects.filter(home=viewer.home, name=PLANNED, ended_at=None, at__gt=viewer.now - timedelta(days=60))
    planned = rows.filter(data__contains=f'"{day.isoformat()}"').values_list("subject", "value", "data")
    return {
        who
        for who, shift, data in planned
        if json.loads(data).get("due", "").startswith(day.isoformat()) and (not night or shift in WAKING)
    }
