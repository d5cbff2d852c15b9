"""Balances are reckoned, nothing goes out that is not there, and a count that differs says why."""

import json
from datetime import timedelta
from typing import Any

import pytest

from ninefold.ledger.brakes import Stopped
from ninefold.ledger.content import Refused
from ninefold.ledger.models import Content, Entry
from tests.factories import NOW, House, write


def move(house: House, kind: str, pence: int, days: int = 0, **more: Any) -> dict[str, Any]:
    own = {"counted": pence} if kind == "counted" else {"amount": pence, "what": "Comic"}
    entry = write(
        house, "childs-money", {"kind": kind, **own, **more}, about=[house.jay], at=NOW - timedelta(days=days)
    )
    return said(entry)


def said(entry: Entry) -> dict[str, Any]:
    return dict(json.loads(Content.objects.get(entry=entry).body))


def test_what_is_left_is_reckoned_whatever_was_typed(house: House) -> None:
    assert move(house, "money-in", 600, days=9)["left"] == 600
    spent = move(house, "money-out", 450, days=8, left=999900)
    assert (spent["before"], spent["left"], spent["account"]) == (600, 150, "pocket")
    assert move(house, "money-in", 4100, days=7, account="savings")["left"] == 4100
    assert move(house, "money-out", 50)["left"] == 100


def test_more_than_there_is_cannot_go_out_and_a_count_comes_first(house: House) -> None:
    move(house, "money-in", 600, days=9)
    with pytest.raises(Stopped, match=r"£6\.00 of pocket money") as stopped:
        move(house, "money-out", 999900)
    assert stopped.value.errors.keys() == {"amount"}
    with pytest.raises(Stopped):
        move(house, "money-out", 500, days=10)  # before it came
    move(house, "counted", 700, differs="A pound from the coat pocket, he says")
    assert move(house, "money-out", 700)["left"] == 0


def test_a_count_that_differs_is_an_entry_of_its_own_with_a_reason(house: House) -> None:
    move(house, "money-in", 935, days=3)
    with pytest.raises(Stopped, match=r"£0\.50 short"):
        move(house, "counted", 885)
    counted = move(house, "counted", 885, differs="We do not know")
    assert (counted["before"], counted["left"]) == (935, 885)
    assert move(house, "counted", 885)["left"] == 885, "a count that agrees asks nothing"


def test_what_went_out_later_is_not_spent_twice_by_writing_it_down_before(house: House) -> None:
    move(house, "money-in", 600, days=9)
    move(house, "money-out", 500, days=2)
    with pytest.raises(Stopped):
        move(house, "money-out", 200, days=5)
    move(house, "money-out", 100, days=5)


def test_petty_cash_is_the_homes_and_reckoned_the_same_way(house: House) -> None:
    def cash(kind: str, pence: int, days: int) -> dict[str, Any]:
        return said(
            write(house, "petty-cash", {"kind": kind, "amount": pence, "what": "Milk"}, at=NOW - timedelta(days=days))
        )

    assert cash("money-in", 5000, 3)["left"] == 5000
    assert cash("money-out", 320, 2)["left"] == 4680
    with pytest.raises(Stopped, match="petty cash"):
        cash("money-out", 5000, 1)


def test_the_count_of_all_shows_each_book_and_does_not_agree_when_one_differs(house: House) -> None:
    move(house, "money-in", 935, days=3)
    row = {"child": {"who": house.jay.id, "kind": "child", "name": "Jay"}, "there": 885, "book": 885}
    content = {
        "with": {"who": house.dana.id, "kind": "worker", "name": "Dana Price"},
        "children": [row],
        "agrees": True,
    }
    with pytest.raises(Stopped, match=r"£9\.35 in the book and £8\.85 there"):
        write(house, "childrens-money-check", content, by=house.helen)
    with pytest.raises(Refused):
        write(house, "childrens-money-check", content | {"agrees": False}, by=house.helen)
    entry = write(house, "childrens-money-check", content | {"agrees": False, "story": ["50p short"]}, by=house.helen)
    assert said(entry)["children"][0]["book"] == 935
