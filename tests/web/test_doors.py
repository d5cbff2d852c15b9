"""The way round the house: every door leads somewhere, and says what waits behind it."""

from datetime import timedelta

import pytest
from django.test import Client

from ninefold.web import doors, rooms
from tests import html
from tests.factories import NOW, House, write


@pytest.mark.parametrize("room", ["shift", "desk"])
def test_every_door_of_a_room_is_there(house: House, room: str) -> None:
    helen = house.viewer(house.helen)
    found = doors.of(helen, rooms.rooms()[room], "/")
    hers = [door for door in rooms.rooms()[room].doors if door.only is None or door.only(helen)]
    assert [door.label for door in found] == [door.label for door in hers]


@pytest.mark.parametrize(
    ("page", "label"),
    [("due/", "Due"), ("", "Today"), ("duty/x/", "Due"), ("child/x/", "Children"), ("team/training/", "Team")],
)
def test_one_door_is_the_one_you_stand_in(house: House, page: str, label: str) -> None:
    found = doors.of(house.viewer(house.helen), rooms.rooms()["desk"], f"/{house.home.urn}/desk/{page}")
    assert [door.label for door in found if door.here] == [label]


def test_what_is_due_today_stands_on_its_door(house: House) -> None:
    measure = {
        "kind": "other",
        "lead_up": ["Loud."],
        "began_at": "2026-10-24T12:00:00Z",
        "where": "Hall",
        "story": ["Sat together."],
        "used_by": [{"who": house.dana.id, "kind": "worker", "name": house.dana.name}],
        "effect": ["Calm."],
        "injured": False,
    }
    write(house, "measure", measure, about=[house.jay])
    later = house.viewer(house.helen, now=NOW + timedelta(days=6))
    due = next(door for door in doors.of(later, rooms.rooms()["desk"], "/") if door.label == "Due")
    assert due.count == 1  # one hold is one line, however many duties it holds


def test_people_begin_in_the_room_they_work_in(client: Client, house: House) -> None:
    assert doors.first_room(house.viewer(house.dana)) == f"/{house.home.urn}/shift/"
    assert doors.first_room(house.viewer(house.helen)) == f"/{house.home.urn}/desk/"


def test_somebody_with_two_homes_chooses(client: Client, house: House) -> None:
    client.force_login(house.account(house.ruth))
    page = html.page(client.get("/"))
    assert "Which home?" in page
    assert house.other.name in page
