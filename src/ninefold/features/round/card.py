"""The round on a room's first page: at night, whom somebody is to look in on now, and who comes next."""

from datetime import time
from typing import Any

from ninefold.base import clock
from ninefold.features.round import queries
from ninefold.web.views import HomeRequest

BEGINS, ENDS = time(20), time(8, 30)


def card(request: HomeRequest) -> dict[str, Any] | None:
    """The round, from evening to morning and where somebody has a plan for the night; else nothing."""
    wall = clock.local(request.now).time()
    if ENDS <= wall < BEGINS:
        return None
    around = queries.the_round(request.viewer)
    planned = [*around.now, *around.done, *around.later]
    return {"round": around, "planned": planned} if planned or around.out else None
