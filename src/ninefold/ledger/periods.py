"""Whether the rows of a table, each a period, can all be true: none ends before it begins, or overlaps another. Pure."""

from datetime import date
from itertools import pairwise
from typing import Any

from ninefold.base import clock
from ninefold.lawbook.model import FormField
from ninefold.lawbook.statuses import birthday


def problem(field: FormField, rows: list[dict[str, Any]], content: dict[str, Any], today: date) -> str | None:
    """What cannot be true of the periods in ``rows``, as a sentence that names the rows; ``content`` is the form's.

    One may end on the day on which the next begins: an order follows another within a day.
    """
    rule = field.periods
    if rule is None:
        return None
    spans = [(n, _day(row.get(rule.first)), _day(row.get(rule.last))) for n, row in enumerate(rows, 1)]
    born = _day(content.get(rule.born)) if rule.born else None
    grown = clock.local(birthday(born, rule.until_age)).date() if born and rule.until_age else None
    told = [(n, first, last) for n, first, last in spans if first]
    for n, first, last in told:
        if why := _alone(first, last, born, grown, today):
            return f"Row {n} {why}"
    told.sort(key=lambda span: (span[1], span[2] or date.max))
    for (n, first, last), (after, begins, _) in pairwise(told):
        if last is None:
            return (
                f"Row {n} has no end, and row {after} begins after it. When did what began on {_said(first)} end? "
                "Please give its last day."
            )
        if begins < last:
            return (
                f"Row {after} begins on {_said(begins)}, before row {n} ends on {_said(last)}. "
                "Which of the two days is right?"
            )
    return None


def _alone(first: date, last: date | None, born: date | None, grown: date | None, today: date) -> str:
    """What is wrong with one period, whatever the others say."""
    if last and last < first:
        return f"ends on {_said(last)}, before it begins on {_said(first)}."
    if first > today:
        return f"begins on {_said(first)}, and that day has not come yet."
    if last and last > today:
        return f"ends on {_said(last)}, and that day has not come yet. Leave the end out while it goes on."
    if born and first < born:
        return f"begins on {_said(first)}, before they were born."
    if grown and first >= grown:
        return f"begins on {_said(first)}, and they were grown up from {_said(grown)}."
    return ""


def _day(answer: Any) -> date | None:
    try:
        return date.fromisoformat(answer) if isinstance(answer, str) else None
    except ValueError:
        return None


def _said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
