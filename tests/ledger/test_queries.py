"""Reading records: what a line says, where a timeline's page ends, what changed, whose own words are whose."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.http import Http404

from ninefold.ledger import plans, queries
from ninefold.ledger.models import Entry, Record
from ninefold.ledger.reading import mark_read, read_up_to
from ninefold.people.models import Child
from tests import signing
from tests.factories import NOW, House, write

pytestmark = pytest.mark.django_db


def note(house: House, *about: Child, at: Any = NOW, present: tuple[Child, ...] = (), **content: Any) -> Entry:
    """A daily note by Dana."""
    return write(house, "daily-note", {"story": ["Played."], **content}, about=about, present=present, at=at)


@pytest.fixture
def rest(house: House) -> Callable[[int], dict[str, Any]]:
    """What a correction or withdrawal by Dana needs, so many hours later."""

    def later(hours: int) -> dict[str, Any]:
        at = NOW + timedelta(hours=hours)
        return {
            "home": house.home, "author": house.dana.id, "role": "support-worker", "written_at": at, "received_at": at,
        }  # fmt: skip

    return later


def test_a_record_that_is_not_theirs_and_one_that_never_was_are_the_same(house: House) -> None:
    record = note(house, house.jay).record_id
    assert queries.record(house.viewer(house.helen), record).pk == record
    for viewer, id in ((house.viewer(house.noor), record), (house.viewer(house.helen), "0" * 26)):
        with pytest.raises(Http404):
            queries.record(viewer, id)


def test_a_line_names_everybody_by_their_part(house: House) -> None:
    said = {"story": ["Out with ", {"who": house.jay.id, "kind": "child", "name": "Jay"}, "."]}
    note(house, house.jay, present=(house.kit,), **said)
    viewer = house.viewer(house.helen)
    [line] = queries.lines(viewer, queries.records(viewer))
    assert (line.about, line.present, line.author) == (["Jay"], ["Kit"], "Dana Price")
    assert line.headline == "Out with Jay."
    assert line.newest == line.type.stages[0].title


@pytest.mark.parametrize(("hours", "late"), [(24, False), (25, True)])
def test_a_record_is_late_when_it_was_written_more_than_a_day_after(house: House, hours: int, late: bool) -> None:
    write(house, "daily-note", {"story": ["Late."]}, about=[house.jay], at=NOW, written=NOW + timedelta(hours=hours))
    viewer = house.viewer(house.helen, now=NOW + timedelta(days=2))
    assert queries.lines(viewer, queries.records(viewer))[0].late is late


def test_a_timeline_goes_on_where_its_page_ended_also_within_one_moment(house: House) -> None:
    made = {note(house, house.jay, at=NOW - timedelta(hours=number // 3)).record_id for number in range(7)}
    viewer, seen, before = house.viewer(house.helen), [], None
    while page := queries.timeline(viewer, house.jay.id, before=before, limit=2):
        seen += [one.pk for one in page]
        before = (page[-1].happened_at, page[-1].pk)
    assert len(seen) == 7
    assert set(seen) == made


def test_a_timeline_holds_only_what_the_viewer_may_see(house: House) -> None:
    said = {"category": "online", "story": ["Messages."], "immediate_steps": ["Kept company."]}
    write(house, "concern", said, by=house.helen, about=[house.jay])
    assert len(queries.timeline(house.viewer(house.helen), house.jay.id)) == 1
    assert queries.timeline(house.viewer(house.sam), house.jay.id) == []


def test_what_changed_is_what_was_written_since_whenever_it_happened(house: House, rest: Callable[..., Any]) -> None:
    old = note(house, house.jay, at=NOW - timedelta(days=9))
    note(house, house.kit, at=NOW - timedelta(days=8))
    viewer = house.viewer(house.helen, now=NOW + timedelta(hours=3))
    assert queries.changed(viewer, NOW) == []
    signing.withdraw(entry=old, because="Wrong child", **rest(1))
    assert [one.pk for one in queries.changed(viewer, NOW)] == [old.record_id]


def test_own_words_are_only_those_that_nobody_else_can_have_said(house: House, rest: Callable[..., Any]) -> None:
    viewer = house.viewer(house.helen)
    note(house, house.jay, voice=["Mine."], at=NOW - timedelta(days=2))
    gone = note(house, house.jay, voice=["Taken back."], at=NOW - timedelta(days=1))
    note(house, house.jay, house.kit, voice=["Ours."])
    signing.withdraw(entry=gone, because="Wrong child", **rest(1))
    assert [one.voice for one in queries.recent_voice(viewer, house.jay.id)] == ["Mine."]
    found = queries.last_words(viewer, [house.jay.id, house.kit.id])
    assert {child: one.voice for child, one in found.items()} == {house.jay.id: "Mine."}


def test_records_are_counted_by_type_and_shelf(house: House) -> None:
    viewer = house.viewer(house.helen)
    for days in (1, 2, 40):
        note(house, house.jay, at=NOW - timedelta(days=days))
    note(house, house.kit, present=(house.jay,))
    since = NOW - timedelta(days=30)
    assert queries.counts(viewer, house.jay.id, since, ["everyday"]) == {"daily-note": 2}
    assert queries.counts(viewer, house.jay.id, since, ["behaviour"]) == {}


def test_a_plan_stands_as_its_latest_change_says(house: House) -> None:
    first = {"story": ["Slowly."], "calming_steps": [{"step": "Music"}], "never": "Shout", "review_on": "2027-01-20"}
    plan = write(house, "behaviour-plan", first, about=[house.jay])
    changed = {
        "answer": "changed",
        "reason": ["It grew old."],
        "change": ["Walks."],
        "calming_steps": [{"step": "A walk"}],
    }
    asked = {field.id for field in plans.lawbook.current().records["behaviour-plan"].stage("review").fields}
    said = {name: answer for name, answer in changed.items() if name in asked}
    write(
        house,
        "behaviour-plan",
        said,
        by=house.helen,
        stage="review",
        record=plan.record_id,
        about=[house.jay],
        at=NOW + timedelta(hours=1),
    )
    found = plans.plans(house.viewer(house.helen), [house.jay.id, house.kit.id])
    assert found[house.kit.id] == {}
    one = found[house.jay.id]["behaviour-plan"]
    assert one.column("calming_steps", "step") == ["A walk"]
    assert one.answers["never"] == "Shout"


def test_a_newer_plan_stands_in_place_of_an_older(house: House) -> None:
    for day, step in ((2, "Music"), (1, "A walk")):
        said = {"story": ["Slowly."], "calming_steps": [{"step": step}], "review_on": "2027-01-20"}
        write(house, "behaviour-plan", said, about=[house.jay], at=NOW - timedelta(days=day))
    plan = plans.plans(house.viewer(house.helen), [house.jay.id])[house.jay.id]["behaviour-plan"]
    assert plan.column("calming_steps", "step") == ["A walk"]


def test_a_reading_is_never_of_what_is_still_to_come(house: House) -> None:
    account = house.account(house.helen)
    assert read_up_to(account, house.home) is None
    mark_read(account=account, home=house.home, up_to=NOW + timedelta(days=1), now=NOW)
    assert read_up_to(account, house.home) == NOW
    assert read_up_to(account, house.other) is None


def test_a_line_says_what_was_answered_for_each_child_and_no_id(house: House) -> None:
    sessions = {house.jay.id: "late", house.kit.id: "late"}
    why = {house.jay.id: "Slow start", house.kit.id: "Slow start"}
    write(house, "attendance", {"session": sessions, "differs": False, "reason": why}, about=[house.jay, house.kit])
    assert Record.objects.get(type="attendance").headline == "Slow start"
