"""A child's page and timeline: what stands first, what is one tap away, what a search finds and where it leaves no trace."""

from datetime import timedelta

import pytest

from ninefold.base import clock
from tests import html, signing
from tests.factories import NOW, write
from tests.features.desk import Desk, about_me, calming_plan, hold, note

pytestmark = pytest.mark.django_db


def test_strengths_own_words_and_what_helps_stand_before_risks(desk: Desk) -> None:
    house = desk.house
    about_me(house, house.jay, "good at maths")
    calming_plan(house, house.jay, "walk to the shop")
    risk = {"kind": "missing", "likelihood": 2, "impact": 4, "helps": "Somebody is free after calls"}
    said = {"story": ["A phone."], "risks": [risk], "review_on": "2027-01-20"}
    write(house, "risk-assessment", said, by=house.helen, about=[house.jay])
    note(house, house.jay, voice=["I scored twice."])
    shown = desk.text("child", house.jay.id)
    order = ["good at maths", "I scored twice.", "walk to the shop", "Risks and hard days", "Going missing"]
    places = [shown.index(words) for words in order]
    assert places == sorted(places)
    assert "<details" in shown[: shown.index("Risks and hard days")]


def test_own_words_are_set_apart_and_are_only_this_childs(desk: Desk) -> None:
    house = desk.house
    note(house, house.jay, voice=["I scored twice."])
    both = {"story": ["Bowling."], "voice": ["That was the best."]}
    write(house, "daily-note", both, about=[house.jay, house.kit])
    shown = desk.text("child", house.jay.id).split("What helps")[0]
    assert '<p class="said">I scored twice.</p>' in shown
    assert "That was the best." not in shown


def test_what_helped_is_counted_and_opens(desk: Desk) -> None:
    house = desk.house
    calming_plan(house, house.jay, "Walk to the shop", "Music")
    for outcome in ("helped", "helped", "no"):
        hold(house, house.jay, ways_tried=[{"step": "Walk to the shop", "outcome": outcome}])
    assert "helped 2 of 3" in desk.text("child", house.jay.id)
    behind = desk.text("step", house.jay.id, 1)
    assert behind.count("It helped.") == 2
    assert behind.count("It did not help this time.") == 1
    assert desk.get("step", house.jay.id, 3).status_code == 404


def test_a_plan_that_an_event_reopened_says_since_when(desk: Desk) -> None:
    house = desk.house
    calming_plan(house, house.jay, "Music")
    assert "needs an answer since" not in desk.text("child", house.jay.id)
    hold(house, house.jay, at=NOW + timedelta(hours=1))
    assert "needs an answer since" in desk.text("child", house.jay.id)


def test_hard_days_are_counted_and_each_number_opens(desk: Desk) -> None:
    house = desk.house
    hold(house, house.jay)
    hold(house, house.jay, at=NOW - timedelta(days=3))
    hold(house, house.jay, at=NOW - timedelta(days=100))
    shown = desk.text("child", house.jay.id)
    link = next(part.split('"')[0] for part in shown.split('href="') if "kind=measure" in part).replace("&amp;", "&")
    assert "2 Hold, consequence or other measure" in shown
    assert html.page(desk.client.get(link)).count("Held for three minutes") == 2


def test_a_timeline_is_paged_by_fifty_and_nothing_is_lost_or_twice(desk: Desk) -> None:
    house = desk.house
    for number in range(52):
        note(house, house.jay, f"Evening {number:02}.", at=NOW - timedelta(hours=number // 2))
    first = desk.text("timeline", house.jay.id)
    before = first.split('name="before" value="')[1].split('"')[0]
    second = html.page(desk.client.post(desk.address("timeline", house.jay.id), {"before": before}))
    counts = [(first + second).count(f"Evening {number:02}.") for number in range(52)]
    assert counts == [1] * 52
    assert first.count("Evening") == 50
    assert 'name="before"' not in second


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ({"words": "scooter"}, {"scooter"}),
        ({"kind": "measure"}, {"Held"}),
        ({"kind": "behaviour"}, {"Held"}),
        ({"voiced": "yes"}, {"cinema"}),
        ({"since": "2026-10-24"}, {"Held", "cinema"}),
        ({"until": "2026-10-23"}, {"scooter"}),
        ({"kind": "no such kind"}, {"Held", "cinema", "scooter"}),
        ({"since": "one day"}, {"Held", "cinema", "scooter"}),
    ],
)
def test_a_timeline_is_narrowed(desk: Desk, chosen: dict[str, str], found: set[str]) -> None:
    house = desk.house
    note(house, house.jay, "Rode the scooter.", at=NOW - timedelta(days=2))
    note(house, house.jay, "At the cinema.", voice=["I cried at the end."])
    hold(house, house.jay)
    shown = html.page(desk.client.post(desk.address("timeline", house.jay.id), chosen))
    assert {word for word in ("scooter.", "cinema.", "Held for") if word in shown} == {
        {"scooter": "scooter.", "cinema": "cinema.", "Held": "Held for"}[word] for word in found
    }


def test_a_search_with_script_gives_only_the_lines(desk: Desk) -> None:
    note(desk.house, desk.house.jay, "Rode the scooter.")
    answer = html.page(
        desk.client.post(
            desk.address("timeline", desk.house.jay.id), {"words": "scooter"}, headers={"HX-Request": "true"}
        )
    )
    assert "Rode the scooter." in answer
    assert "<html" not in answer


def test_a_line_says_who_where_by_whom_and_how_late(desk: Desk) -> None:
    house = desk.house
    at = NOW - timedelta(days=4)
    write(house, "daily-note", {"story": ["Late to write."]}, about=[house.jay], at=at, written=at + timedelta(days=3))
    line = desk.text("timeline", house.jay.id).split("Late to write.")[0].split('class="line')[-1]
    assert "Jay, Larch House. Written by Dana Price, 3 days later." in line


def test_somebody_who_was_there_has_it_in_their_timeline_too(desk: Desk) -> None:
    house = desk.house
    write(house, "daily-note", {"story": ["Loud on the stairs."]}, about=[house.jay], present=[house.kit])
    shown = desk.text("timeline", house.kit.id)
    assert "Loud on the stairs." in shown
    assert "Jay (Kit there)" in shown


def test_a_corrected_and_a_withdrawn_record_say_so(desk: Desk) -> None:

    house = desk.house
    entry = note(house, house.jay, "Went to bed at nine.")
    said = {
        "home": house.home,
        "author": house.dana.id,
        "role": "support-worker",
        "written_at": clock.parse("2026-10-24T14:30"),
        "received_at": clock.parse("2026-10-24T14:30"),
    }
    signing.withdraw(entry=entry, because="Wrong child", **said)
    assert "Withdrawn. Open it for the reason." in desk.text("timeline", house.jay.id)
