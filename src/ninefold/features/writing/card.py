"""What somebody has begun and not signed, on a room's first page: before they leave, nothing of theirs is to be open."""

from typing import Any

from ninefold.features.writing.unsigned import begun_drafts
from ninefold.web.views import HomeRequest

FEW = 3


def card(request: HomeRequest) -> dict[str, Any]:
    """The viewer's drafts, newest first."""
    begun = begun_drafts(request.user, request.viewer)
    return {"begun": begun[:FEW], "begun_count": len(begun)}
