"""What an entry may say. No database."""

from datetime import UTC, date, datetime

import pytest

from ninefold.lawbook.model import FormField, Stage
from ninefold.ledger.content import Refused, check

ENDING = Stage(
    id="record",
    title="A form",
    by="staff",
    fields=(FormField(id="old", label="Old?", kind="line", until=date(2026, 7, 9)),),
)


def test_a_question_is_asked_on_its_last_day_in_london_and_not_on_the_next() -> None:
    check(ENDING, {"old": "Yes."}, children=[], now=datetime(2026, 7, 9, 22, 30, tzinfo=UTC))
    with pytest.raises(Refused, match="no such question"):
        check(ENDING, {"old": "Yes."}, children=[], now=datetime(2026, 7, 9, 23, 30, tzinfo=UTC))
