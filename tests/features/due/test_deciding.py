"""What a leader decides about things owed: many old customs at once, one by its page, and which customs the home keeps."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse

from ninefold.base import clock
from ninefold.duties import queries
from ninefold.duties.models import ObligationRow
from ninefold.features.due.asked import asked
from ninefold.features.due.customs import cost, not_kept
from ninefold.features.due.deciding import new_token
from ninefold.ledger.models import Entry, Record
from ninefold.ledger.rebuild import rebuild
from ninefold.people.models import Role
from tests import signing
from tests.factories import NOW, House
from tests.features.desk import LATER, Desk, action, hold, note

pytestmark = pytest.mark.django_db
LONG_AGO = NOW - timedelta(days=90)


def _old_actions(house: House, many: int) -> list[str]:
    """Actions that Dana should have done two months ago, by their keys."""
    for n in range(many):
        action(house, f"Mend chair {n}", house.dana, "2026-08-20", at=LONG_AGO)
    return sorted(ObligationRow.objects.filter(duty="action-done").values_list("key", flat=True))


def _post(desk: Desk, page: str, *args: str, **said: Any) -> HttpResponse:
    return desk.client.post(desk.address(page, *args), {"_token": new_token(), **said})


def _one(duty: str) -> ObligationRow:
    return ObligationRow.objects.filter(duty=duty).order_by("key")[0]


def test_many_old_customs_are_decided_in_one_go_and_leave_every_list(desk: Desk) -> None:
    keys = _old_actions(desk.house, 12)
    assert "12 old customs" in desk.text("today")
    before = Entry.objects.count()
    answer = _post(desk, "old", all="yes", outcome="not-needed", why="The chairs were thrown out in August")
    assert answer.status_code == 302
    assert Entry.objects.count() == before + 1
    assert "old custom" not in desk.text("today")
    assert not queries.due(desk.viewer).filter(key__in=keys).exists()
    page = desk.text("duty", keys[0])
    assert "no longer owed" in page
    assert "The chairs were thrown out in August." in page
    rebuild(desk.house.home)
    assert not queries.due(desk.viewer).filter(key__in=keys).exists()


def test_some_are_chosen_and_the_others_stay(desk: Desk) -> None:
    keys = _old_actions(desk.house, 3)
    _post(desk, "old", key=keys[:2], outcome="done", on="2026-08-19", why="In the repairs book")
    rows = {row.key: row for row in ObligationRow.objects.filter(key__in=keys)}
    assert [bool(rows[key].met_at) for key in keys] == [True, True, False]
    assert rows[keys[0]].state(LATER) == "met"


def test_what_is_given_on_is_asked_of_the_one_it_was_given_to(at_desk: Callable[..., Desk], house: House) -> None:
    desk = at_desk(house.helen)
    key = _old_actions(house, 1)[0]
    _post(desk, "duty-decide", key, outcome="given", to=house.sam.id, why="Sam has the tools")
    assert _one("action-done").owner == house.sam.id
    assert "Sam" in desk.text("duty", key)
    waits = {one.row.key for one in asked(house.viewer(house.dana, now=LATER)).others}
    assert key in waits


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"outcome": "done", "why": "In the book"}, "Please give the day on which it was done."),
        ({"outcome": "done", "on": "2027-01-01", "why": "In the book"}, "That day is still to come."),
        ({"outcome": "given", "why": "Sam can"}, "Please choose somebody who works here."),
        ({"outcome": "not-needed"}, "Please say why, or where it is kept."),
        ({"why": "It is old"}, "Please say what becomes of it."),
    ],
)
def test_what_is_wanting_is_said_and_nothing_is_signed(desk: Desk, said: dict[str, str], sentence: str) -> None:
    keys = _old_actions(desk.house, 2)
    before = Entry.objects.count()
    answer = _post(desk, "old", key=keys, **said)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert Entry.objects.count() == before
    assert said.get("why", "") in answer.content.decode()


def test_the_same_form_sent_twice_is_signed_once(desk: Desk) -> None:
    keys, token = _old_actions(desk.house, 2), new_token()
    for _ in range(2):
        desk.client.post(desk.address("old"), {"_token": token, "key": keys[:1], "outcome": "not-needed", "why": "Old"})
    assert Record.objects.filter(type="owed-decided").count() == 1


def test_the_law_is_set_aside_by_few_and_never_without_a_reason(at_desk: Callable[..., Desk], house: House) -> None:
    hold(house, house.jay)
    key = _one("measure-child-spoken-to").key
    helen = at_desk(house.helen)
    assert "It is not needed" in helen.text("duty", key)
    assert _post(helen, "duty-decide", key, outcome="not-needed").status_code == 422
    Role.objects.filter(worker=house.helen, home=house.home).update(name="deputy-manager")
    assert "It is not needed" not in helen.text("duty", key)
    assert _post(helen, "duty-decide", key, outcome="not-needed", why="He is fine").status_code == 403
    Role.objects.filter(worker=house.helen, home=house.home).update(name="registered-manager")
    assert (
        _post(helen, "duty-decide", key, outcome="not-needed", why="It was no hold, Ofsted agrees").status_code == 302
    )
    assert ObligationRow.objects.get(key=key).void_at
    assert Record.objects.filter(type="law-not-needed").count() == 1
    assert "It was no hold" in helen.text("register", "decided-once")


def test_support_workers_decide_nothing(at_desk: Callable[..., Desk], house: House) -> None:
    key = _old_actions(house, 1)[0]
    client = at_desk(house.dana).client
    for address in (f"/{house.home.urn}/shift/duty/{key}/decide/", f"/{house.home.urn}/desk/due/old/"):
        assert client.post(address, {"_token": new_token(), "outcome": "not-needed", "why": "x"}).status_code == 403
    assert ObligationRow.objects.get(key=key).void_at is None


def test_nobody_decides_what_is_owed_of_themselves(desk: Desk) -> None:
    row = _one("action-done") if _old_actions(desk.house, 1) else None
    ObligationRow.objects.filter(pk=row.pk if row else 0).update(subject=desk.house.helen.id, duty="supervision")
    answer = _post(desk, "duty-decide", row.key if row else "", outcome="not-needed", why="I know it all")
    assert answer.status_code == 422
    assert "somebody else decides it" in answer.content.decode()


def test_a_withdrawn_decision_brings_back_what_it_closed(desk: Desk) -> None:
    key = _old_actions(desk.house, 1)[0]
    _post(desk, "old", key=key, outcome="not-needed", why="Old")
    record = Record.objects.get(type="owed-decided").pk
    entry = Entry.objects.get(record_id=record)
    at = {"written_at": LATER, "received_at": LATER}
    signing.withdraw(
        home=desk.house.home, entry=entry, author=desk.house.helen.id, role="registered-manager", because="A slip", **at
    )
    assert ObligationRow.objects.get(key=key).void_at is None


def test_a_custom_that_is_not_kept_is_asked_of_nobody_until_it_is_kept_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    note(desk.house, desk.house.jay, wish="A new ball")
    shown = desk.text("customs")
    assert "Answer the child" in shown
    assert "Tell the police that the child is missing" not in shown
    keep = [id for id in _kept(shown) if id != "wish-answered"]
    assert _post(desk, "customs", keep=keep, why="We answer at the meeting").status_code == 302
    assert not_kept(desk.viewer) == {"wish-answered"}
    assert _one("wish-answered").void_at
    note(desk.house, desk.house.kit, wish="A louder bell", at=LATER + timedelta(minutes=1))
    assert not ObligationRow.objects.filter(duty="wish-answered", subject=desk.house.kit.id).exists()
    monkeypatch.setattr(clock, "now", lambda: LATER + timedelta(minutes=9))
    assert _post(desk, "customs", keep=[*keep, "wish-answered"], why="We do after all").status_code == 302
    assert not_kept(desk.house.viewer(desk.who, now=clock.now())) == set()


def _kept(page: str) -> list[str]:
    return [part.split('"')[0] for part in page.split('name="keep"')[1:] for part in [part.split('value="', 1)[1]]]


def test_what_a_custom_has_cost_and_shown(desk: Desk) -> None:
    house = desk.house
    _old_actions(house, 1)
    keys = ObligationRow.objects.get(duty="action-done").key
    _post(desk, "old", key=keys, outcome="done", on="2026-08-19", why="In the repairs book")
    found = cost(desk.viewer)["action-done"]
    assert (found.records, found.led) == (1, 0)
    assert found.minutes >= 1


def test_todays_lines_are_nine_at_most_and_one_for_a_matter(desk: Desk) -> None:
    house = desk.house
    hold(house, house.jay)
    for n in range(12):
        hold(house, house.kit, at=NOW - timedelta(days=n + 8))
    shown = desk.text("today")
    assert shown.count('<li class="ask">') == 9
    waits = asked(desk.viewer)
    matters = [group.matter for group in waits.today if group.matter]
    assert len(matters) == len(set(matters))
    assert waits.today[0].first.obligation.subject == house.jay.id


def test_the_badge_counts_the_lines_of_today(desk: Desk) -> None:
    hold(desk.house, desk.house.jay)
    count = asked(desk.viewer).count
    assert count >= 1
    badge = re.search(r'class="count">(\d+)', desk.text("today"))
    assert badge and int(badge[1]) == count
