"""Statuses by hand-worked stories: who has which, from when to when, and what ends it."""

from datetime import datetime

from ninefold import lawbook
from ninefold.base import clock
from ninefold.lawbook import statuses as law
from ninefold.lawbook.facts import Fact
from ninefold.lawbook.status import Applies
from tests.duties.lives import at, fact

DECLARED = lawbook.current().statuses


def spans(status: str, facts: list[Fact], who: str = "ali") -> list[tuple[str, str]]:
    """The days of a status, first and the day it is over; a bare word where there is no end or beginning."""
    found = [one for one in law.statuses(facts, DECLARED, who) if one.status == status]
    return [("ever" if one.start == law.EVER else _day(one.start), _day(one.end) if one.end else "") for one in found]


def _day(moment: datetime) -> str:
    return str(clock.local(moment).date())


def test_nobody_says_so_and_a_child_is_taken_to_be_looked_after() -> None:
    assert spans("looked-after", []) == [("ever", "")]


def test_the_latest_word_stands_and_a_withdrawn_one_is_no_word() -> None:
    told = [
        fact("child.looked-after", "ali", "2024-01-10"),
        fact("child.not-looked-after", "ali", "2025-01-10T11:00", record="said"),
        fact("child.looked-after", "ali", "2026-01-10"),
    ]
    assert spans("looked-after", told) == [("2024-01-10", "2025-01-10"), ("2026-01-10", "")]
    gone = [
        told[0],
        fact("child.not-looked-after", "ali", "2025-01-10T11:00", ended_at=at("2025-02-01"), withdrawn=True),
    ]
    assert spans("looked-after", gone) == [("2024-01-10", "")]


def test_care_ends_at_eighteen_and_one_born_on_29_february_is_eighteen_on_1_march() -> None:
    told = [fact("child.born", "ali", "2008-02-29"), fact("child.looked-after", "ali", "2024-01-10")]
    assert spans("looked-after", told) == [("2024-01-10", "2026-03-01")]
    assert spans("adult", told) == [("2026-03-01", "")]


def test_periods_of_care_are_joined_and_short_breaks_taken_out() -> None:
    told = [
        fact("care.period", "ali", "2024-01-10", value="accommodated", row="1", data={"to": "2024-03-01"}),
        fact("care.period", "ali", "2024-02-10", value="remand", row="2", data={"to": "2024-04-01"}),
        fact("care.period", "ali", "2025-02-10", value="short-break", row="3", data={"to": "2025-04-01"}),
    ]
    assert spans("in-care", told) == [("2024-01-10", "2024-04-02")]
    assert spans("remand", told) == [("2024-02-10", "2024-04-02")]


def test_ninety_one_days_since_fourteen_make_an_eligible_child() -> None:
    born = fact("child.born", "ali", "2010-05-01")
    one = fact("child.looked-after", "ali", "2026-03-02")
    assert spans("eligible-child", [born, one]) == [("2026-06-01", "2028-05-01")]
    early = fact("child.looked-after", "ali", "2020-03-02")
    assert spans("eligible-child", [born, early]) == [("2026-05-01", "2028-05-01")]
    left = fact("child.not-looked-after", "ali", "2026-05-20T10:00")
    assert spans("eligible-child", [born, one, left]) == []


def test_a_home_is_closed_when_the_day_is_over_and_the_records_have_gone() -> None:
    plan = fact("home-closing.planned", "house", "2026-10-01T13:00", record="close", data={"due": "2027-01-15"})
    gone = fact("home-closing.records-moved", "house", "2027-01-10T12:00", record="close")
    assert spans("closed", [plan], "house") == []
    assert spans("closed", [plan, gone], "house") == [("2027-01-16", "")]
    assert spans("registered", [plan, gone], "house") == [("ever", "2027-01-16")]


def test_something_applies_to_those_with_a_status() -> None:
    wanted = Applies(child=("short-break",))
    assert law.applies(None, {"child": []})
    assert law.applies(wanted, {"child": ["looked-after", "short-break"]})
    assert not law.applies(wanted, {"child": ["looked-after"]})
    assert law.applies(wanted, {"home": ["registered"]})
