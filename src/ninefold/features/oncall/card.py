"""Who is on call, with the number and a line for the answer, on a room's first page."""

from typing import Any

from ninefold.features.oncall import queries
from ninefold.features.writing.writing import new_token
from ninefold.web.views import HomeRequest


def card(request: HomeRequest) -> dict[str, Any]:
    """Who answers now; where no rota is written the card says so, because then nobody knows whom to ring."""
    return {"on_call": queries.on_call(request.viewer), "token": new_token(), "asked": "", "advice": "", "error": ""}
