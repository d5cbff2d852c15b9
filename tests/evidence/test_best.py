"""Which records stand for a paragraph: by what they were made for and say, never by how many there are."""

from datetime import UTC, datetime
from typing import Any

from ninefold.evidence.best import Candidate, best, ranked


def one(record: str, weight: Any = "direct", day: int = 1, type: str = "talk", **more: Any) -> Candidate:
    return Candidate(record, type, weight, datetime(2026, 10, day, tzinfo=UTC), **more)


def order(*candidates: Candidate) -> list[str]:
    return [each.record for each in ranked(candidates)]


def test_what_was_made_for_it_stands_before_a_newer_one_that_bears_it_out() -> None:
    assert order(one("bears", "supports", 30), one("made", day=1), one("touches", "mentions", 31)) == [
        "made",
        "bears",
        "touches",
    ]


def test_what_came_of_it_stands_before_words_and_words_before_what_is_new() -> None:
    told, spoken = one("told", difference="He sleeps"), one("spoken", day=2, voiced=True)
    assert order(one("new", day=9), spoken, told) == ["told", "spoken", "new"]


def test_three_stand_for_it_and_not_three_of_a_kind_while_there_are_others() -> None:
    talks = [one(f"talk {n}", day=n) for n in range(1, 9)]
    found = best([*talks, one("survey", type="survey"), one("visit", type="visit")])
    assert {each.type for each in found} == {"talk", "survey", "visit"}
    assert [each.record for each in best(talks)] == ["talk 8", "talk 7", "talk 6"]


def test_a_kind_that_only_bears_it_out_does_not_push_out_what_was_made_for_it() -> None:
    made = [one("a", day=3), one("b", day=2), one("c", day=1)]
    assert [each.record for each in best([*made, one("other", "supports", type="survey")])] == ["a", "b", "c"]


def test_of_one_kind_another_child_comes_first() -> None:
    found = best([one("jay 2", day=9, about="jay"), one("jay 1", day=8, about="jay"), one("kit", about="kit")], 2)
    assert [each.record for each in found] == ["jay 2", "kit"]


def test_why_names_the_weight_what_came_of_it_and_whose_words_it_holds() -> None:
    whole = one("x", difference="More sleep", voiced=True, told_by="outside")
    assert whole.why == ("made for this", "says what came of it", "in the child's own words", "from outside the home")
    assert one("x", "mentions").why == ("touches on it",)
