"""What holds on a day is told by its first and last day, both included."""

from datetime import date

from ninefold.lawbook.holds import fields_on, holds, records_on
from tests.lawbook.conftest import Shelf


def test_a_record_type_and_a_duty_hold_on_their_first_and_last_day(shelf: Shelf) -> None:
    days = "holds_from: 2026-04-01\nholds_to: 2026-10-25\n"
    shelf.swap("records/daily/hold.yaml", "area: daily\n", "area: daily\n" + days)
    shelf.swap("duties/all.yaml", "  who: owner", "  who: owner\n  holds_from: 2026-04-01\n  holds_to: 2026-10-25")
    library = shelf.load()
    held = {}
    for day in (date(2026, 3, 31), date(2026, 4, 1), date(2026, 10, 25), date(2026, 10, 26)):
        records = "hold" in [record.id for record in records_on(library, day)]
        duties = holds(library.duties["step-taken"], day)
        held[day.isoformat()] = (records, duties)
    assert held == {
        "2026-03-31": (False, False),
        "2026-04-01": (True, True),
        "2026-10-25": (True, True),
        "2026-10-26": (False, False),
    }


def test_an_ended_question_is_asked_until_its_day(shelf: Shelf) -> None:
    shelf.swap("records/daily/hold.yaml", "when: {injured: true}", "until: 2026-12-31")
    stage = shelf.load().records["hold"].stage("record")
    assert "injury" in [asked.id for asked in fields_on(stage, date(2026, 12, 31))]
    assert "injury" not in [asked.id for asked in fields_on(stage, date(2027, 1, 1))]
