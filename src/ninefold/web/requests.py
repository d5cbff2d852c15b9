"""One line in the log for every request: when, which page, how it was answered, how long it took, how much it asked.

No address, no name, no id and nothing that was typed: the page is named by its route, and who asked by their role. What
took longer than SLOW is a warning, and so is a single question to the database that did.
"""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

from ninefold.web import tallies
from ninefold.web.middleware import Handler

SLOW = 1.0  # seconds
SLOW_QUESTION = 0.2  # seconds; one that takes longer is named on the page of the slowest
FAILED = 500
_log = logging.getLogger("ninefold.requests")


class Questions:
    """How many statements a request sent to the database, and the longest of them."""

    def __init__(self) -> None:
        self.number = 0
        self.longest = 0.0
        self.slowest = ""

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        """A database execute wrapper that counts."""
        began = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            took = time.perf_counter() - began
            self.number += 1
            if took > self.longest:
                self.longest, self.slowest = took, sql


def one_line(get_response: Handler) -> Handler:
    """Write the line when the request is answered."""

    def answer(request: HttpRequest) -> HttpResponse:
        began, questions = time.perf_counter(), Questions()
        with connection.execute_wrapper(questions):
            response = get_response(request)
        took = time.perf_counter() - began
        match = request.resolver_match
        page = match.view_name if match and match.view_name else "no page of ours"
        _count(page, took, response.status_code, questions)
        viewer = getattr(request, "viewer", None)
        _log.log(
            logging.WARNING if took > SLOW else logging.INFO,
            "%s %s %d %d ms %d queries %s%s",
            request.method,
            page,
            response.status_code,
            round(took * 1000),
            questions.number,
            viewer.role if viewer else "nobody",
            # Values are not part of a statement: its text names tables and columns only.
            f" slowest {questions.longest * 1000:.0f} ms: {questions.slowest[:300]}"
            if questions.longest > SLOW
            else "",
        )
        return response

    return answer


def _count(page: str, took: float, status: int, questions: Questions) -> None:
    slow = questions.slowest[:300] if questions.longest > SLOW_QUESTION else ""
    tallies.count(
        page,
        tallies.PageTally(
            count=1,
            seconds=took,
            longest=took,
            questions=questions.number,
            failed=int(status >= FAILED),
            slowest=slow,
            slowest_took=questions.longest if slow else 0.0,
            within=[int(took <= limit) for limit in tallies.LIMITS],
        ),
    )
