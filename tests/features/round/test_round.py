"""The round: who is on it and why, one tap for all, and never a check for a child who is not there."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from ninefold.base import clock
from ninefold.ledger.models import Entry, FactRow, Record
from ninefold.people.models import Child
from tests import factories
from tests.factories import House, write

pytestmark = pytest.mark.django_db
EVENING = clock.from_local(datetime(2026, 10, 23, 20, 0))
NIGHT = clock.from_local(datetime(2026, 10, 24, 2, 43))
TOKEN = "a-round-of-the-night-token"


@pytest.fixture
def clock_at(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    def set_to(moment: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: moment)

    set_to(NIGHT)
    return set_to


@pytest.fixture
def dana(client: Client, house: House, clock_at: Any) -> Client:
    client.force_login(house.account(house.dana))
    return client


def night_plan(house: House, child: Child, why: str = "After the hold.", **more: Any) -> Entry:
    said = {"story": [why], "how": "every", "every": "m60", "first": "t2200", "last": "t0600"}
    said |= {"way": "Door ajar.", "agreed_by": "Jay and his social worker", "review_on": "2026-11-20", **more}
    return write(house, "night-plan", said, by=house.helen, about=[child], at=EVENING)


def page(house: House, client: Client) -> str:
    return client.get(f"/{house.home.urn}/shift/round/").content.decode()


def look(house: House, client: Client, state: str, *children: Child, token: str = TOKEN) -> Any:
    sent = {"state": state, "child": [one.pk for one in children], "_token": token}
    return client.post(f"/{house.home.urn}/shift/round/looked/", sent, follow=True)


def checks() -> list[tuple[str, str]]:
    rows = FactRow.objects.filter(name="night.looked-in", ended_at=None).order_by("pk")
    return [(row.subject, row.value) for row in rows]


def test_only_who_has_a_plan_is_on_it_with_the_reason_and_who_agreed(house: House, dana: Client) -> None:
    night_plan(house, house.jay)
    text = page(house, dana)
    assert "After the hold." in text
    assert "Jay and his social worker" in text
    assert "Kit" in text and "no check in the plan" in text
    assert "all 1 asleep" not in text  # one child is one tap already


def test_one_tap_signs_a_check_for_each_at_the_time_it_is(house: House, dana: Client) -> None:
    night_plan(house, house.jay)
    night_plan(house, house.kit)
    assert "all 2 asleep" in page(house, dana)
    look(house, dana, "asleep", house.jay, house.kit)
    assert sorted(checks()) == sorted([(house.jay.pk, "asleep"), (house.kit.pk, "asleep")])
    kept = Record.objects.filter(type="night-check")
    assert {one.happened_at for one in kept} == {NIGHT}
    assert kept.count() == 2
    assert "I looked in: all" not in page(house, dana)


def test_a_double_tap_is_one_check(house: House, dana: Client) -> None:
    night_plan(house, house.jay)
    look(house, dana, "asleep", house.jay)
    look(house, dana, "asleep", house.jay)
    assert len(checks()) == 1


def test_undo_takes_it_back_for_ten_minutes_and_both_stay(house: House, dana: Client, clock_at: Any) -> None:
    night_plan(house, house.jay)
    look(house, dana, "asleep", house.jay)
    back = f"/{house.home.urn}/shift/round/back/{house.jay.pk}/"
    clock_at(NIGHT + timedelta(minutes=11))
    assert "more than ten minutes ago" in dana.post(back, follow=True).content.decode()
    assert len(checks()) == 1
    clock_at(NIGHT + timedelta(minutes=9))
    dana.post(back)
    assert checks() == []
    assert Entry.objects.filter(type="night-check").count() == 2
    assert "Asleep" in page(house, dana)


def test_nobody_takes_back_what_another_signed(house: House, dana: Client) -> None:
    night_plan(house, house.jay)
    look(house, dana, "asleep", house.jay)
    sam = Client()
    sam.force_login(house.account(house.sam))
    sam.post(f"/{house.home.urn}/shift/round/back/{house.jay.pk}/")
    assert len(checks()) == 1


@pytest.mark.parametrize("kind", ["missing", "away"])
def test_never_a_check_for_a_child_who_is_not_here(house: House, dana: Client, kind: str) -> None:
    night_plan(house, house.jay)
    night_plan(house, house.kit)
    if kind == "missing":
        said: dict[str, Any] = {"last_seen_at": clock.text(EVENING), "last_seen_where": "Gate"}
        write(house, "missing-episode", said, about=[house.kit], at=EVENING)
    else:
        said = {"since": clock.text(EVENING), "where": "At Leo's", "story": ["Late."], "done": "Fetched at ten"}
        write(house, "away", said, about=[house.kit], at=EVENING)
    text = page(house, dana)
    assert "No check is written." in text
    assert f'value="{house.kit.pk}"' not in text
    answer = look(house, dana, "asleep", house.jay, house.kit).content.decode()
    assert "nobody can have looked in" in answer
    assert checks() == []


def test_a_child_of_another_home_is_no_part_of_it(house: House, dana: Client) -> None:
    assert look(house, dana, "asleep", house.ada).status_code == 404
    assert look(house, dana, "dancing", house.jay).status_code == 404


def test_awake_and_three_words_in_one_tap(house: House, dana: Client) -> None:
    look(house, dana, "awake", house.jay)
    record = Record.objects.get(type="night-check").pk
    assert "Talked, a drink, settled again" in page(house, dana)
    dana.post(f"/{house.home.urn}/shift/round/more/{record}/", {"usual": "yes", "_token": TOKEN})
    assert Record.objects.get(pk=record).stages == "check,later"


def test_nothing_to_keep_is_refused_in_a_sentence(house: House, dana: Client) -> None:
    look(house, dana, "awake", house.jay)
    record = Record.objects.get(type="night-check").pk
    sent = {"story": " ", "_token": TOKEN}
    answer = dana.post(f"/{house.home.urn}/shift/round/more/{record}/", sent, follow=True).content.decode()
    assert "Tap a word or write a line" in answer


def test_not_in_the_room_leads_to_looking_and_then_to_missing(house: House, dana: Client) -> None:
    night_plan(house, house.jay)
    answer = look(house, dana, "out", house.jay)
    text = answer.content.decode()
    assert "is not in their room" in text
    assert f"/shift/missing/?child={house.jay.pk}" in text
    assert checks() == [(house.jay.pk, "out")]


def test_a_plan_that_ended_asks_for_nothing(house: House, dana: Client) -> None:
    night_plan(house, house.jay, ends_on="2026-10-22")
    assert "no check in the plan" in page(house, dana)


def test_the_tools_of_the_night_lie_at_hand_at_night_only(house: House, dana: Client, clock_at: Any) -> None:
    today = f"/{house.home.urn}/shift/"
    for hour, shown in ((20, False), (21, True), (2, True), (6, True), (7, False)):
        clock_at(clock.from_local(datetime(2026, 10, 24, hour, 5)))
        dana.logout()
        dana.force_login(house.account(house.dana))
        assert (f'href="{today}round/"' in dana.get(f"{today}home/").content.decode()) == shown, hour


def test_the_card_names_tonight_and_is_gone_by_day(house: House, dana: Client, clock_at: Any) -> None:
    night_plan(house, house.jay)
    today = f"/{house.home.urn}/shift/"
    assert "Look in now" in dana.get(today).content.decode()
    clock_at(factories.NOW)
    assert "Look in now" not in dana.get(today).content.decode()


def test_the_form_does_not_write_one_either(house: House, dana: Client) -> None:
    """Last seen at eight, back at one: a look at midnight is refused, one before and one after are not."""
    gone = {"last_seen_at": clock.text(EVENING), "last_seen_where": "Gate"}
    record = write(house, "missing-episode", gone, about=[house.kit], at=EVENING).record_id
    back = clock.from_local(datetime(2026, 10, 24, 1, 0))
    said = {"returned_at": clock.text(back), "how": "On foot", "injured": False}
    write(house, "missing-episode", said, stage="returned", record=record, about=[house.kit], at=back)
    form = f"/{house.home.urn}/write/night-check/"
    for day, hour, status in (("23", "19:30", 302), ("24", "00:10", 422), ("24", "01:30", 302)):
        token = f"a-look-into-the-room-{hour.replace(':', '')}"
        sent = {
            "_token": token, "_about": house.kit.pk, f"asleep.{house.kit.pk}": "asleep", "_sign": "yes",
            "happened_at.date": f"2026-10-{day}", "happened_at.time": hour,
        }  # fmt: skip
        answer = dana.post(form, sent)
        assert answer.status_code == status, (hour, answer.content.decode()[-3000:])
    assert len(checks()) == 2
