"""What speaks against a roster: who does not work here, is not cleared, not trained, alone, twice, tired. Pure."""

from datetime import UTC, date, datetime

import pytest

from ninefold.rota.plans import PlannedShift, Staff, hours, problems

DAY = date(2026, 12, 1)
WANTS = {"medicines": "training.medicines", "first aid": "training.first-aid"}
LIMITS = {"rest": 11, "week": 60}


def staff(lacks: dict[str, list[str]] | None = None, *trained: str) -> Staff:
    full = frozenset(WANTS.values())
    names = {"d": "Dee Farah", "g": "Gwen", "c": "Chidi"}
    return Staff(names, frozenset(names), lacks or {}, dict.fromkeys(trained or names, full))


def shift(who: str, kind: str, said: str, day: date = DAY) -> PlannedShift:
    return PlannedShift(who, kind, *(hours(day, said) or (None, None)))


@pytest.mark.parametrize(
    ("said", "begins", "ends"),
    [
        ("07:30, 7 hours", (7, 30), (1, 14, 30)),
        ("07:30, 7.5 hours", (7, 30), (1, 15, 0)),
        ("22:00 to 08:00", (22, 0), (2, 8, 0)),
        ("7.30-15", (7, 30), (1, 15, 0)),
        ("22:00, 10 hours", (22, 0), (2, 8, 0)),
    ],
)
def test_hours_are_read_as_people_write_them(said: str, begins: tuple[int, int], ends: tuple[int, int, int]) -> None:
    assert hours(DAY, said) == (
        datetime(2026, 12, 1, *begins, tzinfo=UTC),
        datetime(2026, 12, *ends, tzinfo=UTC),
    )


@pytest.mark.parametrize("said", ["as usual", "", "99:00 to 7"])
def test_what_cannot_be_read_is_not_reckoned(said: str) -> None:
    assert hours(DAY, said) is None


def test_a_night_of_the_clock_change_is_as_long_as_it_is() -> None:
    span = hours(date(2026, 10, 24), "22:00 to 08:00")
    assert span and (span[1] - span[0]).total_seconds() == 11 * 3600


def kinds(
    *shifts: PlannedShift, others: tuple[PlannedShift, ...] = (), known: Staff | None = None, agreed: bool = False
) -> list[str]:
    return [one.kind for one in problems(shifts, others, known or staff(), WANTS, LIMITS, agreed)]


def test_an_uncleared_adult_alone_on_a_waking_night_is_said_at_once() -> None:
    night = shift("d", "waking", "22:00 to 08:00")
    found = problems([night], [], staff({"d": ["checks before they begin were never done"]}, "g"), WANTS, LIMITS)
    assert [one.kind for one in found] == ["not-cleared", "not-trained", "alone"]
    assert "Dee Farah is not cleared" in found[0].sentence
    assert found[1].sentence == "Nobody on the waking night is trained in medicines and first aid: Dee Farah."
    assert kinds(night, agreed=True) == []
    assert kinds(night, shift("g", "sleep", "22:00 to 07:00")) == []


def test_one_adult_is_not_in_two_places_and_rests_in_between() -> None:
    late, early = shift("g", "late", "14:00 to 22:00"), shift("g", "early", "07:00 to 14:30", date(2026, 12, 2))
    assert kinds(late, shift("g", "long", "09:00 to 17:00")) == ["twice"]
    assert kinds(late, others=(early,)) == ["too-little-rest"]
    assert kinds(late, others=(shift("g", "late", "14:00 to 22:00", date(2026, 12, 2)),)) == []


def test_more_hours_than_a_week_holds() -> None:
    others = tuple(shift("g", "long", "08:00, 12 hours", date(2026, 11, 25 + n)) for n in range(1, 6))
    assert kinds(shift("g", "long", "08:00, 12 hours"), others=others) == ["too-many-hours"]


def test_a_child_or_a_mum_does_not_work_here() -> None:
    assert kinds(shift("kit", "early", "07:00 to 14:00")) == ["not-here", "not-trained"]
