"""Who is missing, at the head of a room's first page; nothing while nobody is."""

from typing import Any

from ninefold.features.missing import queries
from ninefold.web.views import HomeRequest


def card(request: HomeRequest) -> dict[str, Any] | None:
    """The children who are missing now."""
    gone = queries.missing_now(request.viewer)
    return {"gone": gone} if gone else None
