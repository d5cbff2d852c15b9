"""Times in care that cannot all be true are refused with a sentence that names the rows."""

from datetime import date
from typing import Any

import pytest

from ninefold import lawbook
from ninefold.ledger import periods

FIELD = next(f for f in lawbook.current().records["child-known"].stages[0].fields if f.id == "care_periods")
TODAY = date(2026, 11, 30)


def why(*rows: tuple[str, str], born: str = "2010-02-28") -> str:
    said: list[dict[str, Any]] = [
        {"from": first, "basis": "remand", **({"to": last} if last else {})} for first, last in rows
    ]
    return periods.problem(FIELD, said, {"born_on": born}, TODAY) or ""


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([("2025-03-02", "2025-03-01")], "Row 1 ends on 1 March 2025, before it begins"),
        ([("2026-12-01", "")], "has not come yet"),
        ([("2026-11-01", "2026-12-24")], "Leave the end out while it goes on"),
        ([("2010-02-27", "")], "before they were born"),
        ([("2028-02-28", "")], "has not come yet"),
        ([("2025-01-01", "2025-03-01"), ("2025-02-01", "")], "Row 2 begins on 1 February 2025, before row 1 ends"),
        ([("2025-02-01", ""), ("2025-01-01", "2025-03-01")], "Row 1 begins on 1 February 2025, before row 2 ends"),
        ([("2025-01-01", ""), ("2025-02-01", "")], "Row 1 has no end, and row 2 begins after it"),
    ],
)
def test_what_cannot_be(rows: list[tuple[str, str]], said: str) -> None:
    assert said in why(*rows)


def test_what_can_be() -> None:
    assert why(("2025-01-01", "2025-03-01"), ("2025-03-01", "")) == ""  # one order follows another within a day
    assert why(("2025-03-02", ""), ("2025-01-01", "2025-03-01")) == ""  # in any order
    assert why(("2025-01-01", "2025-01-01")) == ""  # one day
    assert why(("2026-11-30", "")) == ""


def test_care_that_begins_at_eighteen_of_somebody_born_on_29_february() -> None:
    assert "grown up from 1 March 2022" in why(("2022-03-01", "2022-04-01"), born="2004-02-29")
    assert why(("2022-02-28", "2022-04-01"), born="2004-02-29") == ""
