"""A database that restarts is not noticed: a request waits a little for it, and a page that only reads is asked for again.

Django looks at a connection before its first use in a request (CONN_HEALTH_CHECKS) and makes a broken one anew. What
remains is a database that does not take connections yet, and one that goes away in the middle of a page.
Nothing that writes is ever done twice: a form that was being kept when the database went fails, and says so.
"""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse

from ninefold.web.middleware import Handler

PATIENCE = 10.0  # seconds that a request waits for a database that is starting
PAUSE = 0.2
FAILED = 500
_log = logging.getLogger("ninefold.again")


class Losses:
    """A database execute wrapper that notes whether the connection was lost."""

    lost = False

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        """Ask, and note what went wrong."""
        try:
            return execute(sql, params, many, context)
        except (OperationalError, InterfaceError):
            self.lost = self.lost or not connection.is_usable()
            raise


def once_more(get_response: Handler) -> Handler:
    """Wait for the database before the request, and ask for a page once more that lost it on the way."""

    def answer(request: HttpRequest) -> HttpResponse:
        if connection.vendor != "postgresql" or connection.in_atomic_block:
            return get_response(request)  # a file does not restart
        _reach()
        losses = Losses()
        with connection.execute_wrapper(losses):
            response = get_response(request)
        if losses.lost and response.status_code >= FAILED and request.method in ("GET", "HEAD"):
            _log.warning("The database was gone in the middle of a page. It is asked for once more.")
            connection.close()
            _reach()
            response = get_response(request)
        return response

    return answer


def _reach() -> None:
    """Have a connection that works, waiting for a database that is starting; after that it fails as it would have."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            connection.close_if_health_check_failed()
            connection.ensure_connection()
        except OperationalError:
            connection.close()
            if time.monotonic() > until:
                return
            time.sleep(PAUSE)
        else:
            return
