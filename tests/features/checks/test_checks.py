"""Look again: who comes in, what is listed, and the three ways to answer."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ninefold.base import clock
from ninefold.ledger.models import Record
from tests import html
from tests.factories import NOW, write
from tests.features.desk import LATER, Desk

pytestmark = pytest.mark.django_db

SAID = "Kit is down as asleep on Sat 24 Oct at 04:00, and was missing then."
WHY = "He was back at 3; the return was written with the wrong hour."


def contradict(desk: Desk) -> str:
    """Kit is missing, and asleep in his room. Gives the night check's record."""
    house = desk.house
    gone = {"last_seen_at": clock.text(NOW - timedelta(hours=16)), "last_seen_where": "Park", "story": ["Not back."]}
    write(house, "missing-episode", gone, about=[house.kit], at=NOW - timedelta(hours=16))
    return again(desk)


def again(desk: Desk) -> str:
    """Another look into Kit's room at the same hour."""
    asleep = {"asleep": {desk.house.kit.id: "asleep"}}
    return write(desk.house, "night-check", asleep, about=[desk.house.kit], at=NOW - timedelta(hours=9)).record_id


def page_of(desk: Desk, sentence: str = SAID) -> str:
    """The address of a finding's own page."""
    found = re.search(rf'href="([^"]+)">{re.escape(sentence)}', desk.text("checks"))
    assert found, "the finding is not on the list"
    return found[1]


def answer(desk: Desk, address: str, **given: str) -> str:
    """Sends one of the forms of a finding's page, and gives the page that follows."""
    token = re.search(r'name="_token" value="([^"]+)"', html.page(desk.client.get(address)))
    assert token
    return html.page(desk.client.post(address, {"_token": token[1], **given}, follow=True))


def test_the_list_says_what_does_not_fit_and_opens_its_records(at_desk: Callable[..., Desk]) -> None:
    desk = at_desk()
    record = contradict(desk)
    text = desk.text("checks")
    assert SAID in text
    assert text.index("Look at these first") < text.index(SAID)
    assert f"/record/{record}/" in text or record in text
    assert "to look at again" in desk.text("today")


def test_only_those_who_lead_come_in(at_desk: Callable[..., Desk]) -> None:
    assert at_desk().get("checks").status_code == 200
    house = at_desk().house
    assert at_desk(house.ruth).get("checks").status_code == 200
    for other in (house.ines, house.dana):
        assert at_desk(other).get("checks").status_code == 403
    assert "to look at again" not in at_desk(house.ines).text("today")


def test_what_is_explained_stays_quiet_until_the_facts_change(at_desk: Callable[..., Desk]) -> None:
    desk = at_desk()
    contradict(desk)
    after = answer(desk, page_of(desk), _explain="yes", why=WHY)
    assert "Explained. It stays quiet" in after
    listed = desk.text("checks")
    assert listed.index("Explained, and quiet") < listed.index(SAID) < listed.index(WHY)
    signed = Record.objects.get(type="check-explained")
    assert signed.sensitivity == "restricted"
    again(desk)
    assert desk.text("checks").count(SAID) == 2, "another night check is another finding"


def test_without_a_reason_nothing_is_signed_and_what_was_typed_stays(at_desk: Callable[..., Desk]) -> None:
    desk = at_desk()
    contradict(desk)
    address = page_of(desk)
    assert "Nothing is lost, but it is not signed yet" in answer(desk, address, _explain="yes", why=" ")
    page = answer(desk, address, _assign="yes", action="Ask who looked in", owner="", due="2026-10-01")
    assert "Please choose who does it." in page
    assert "still to come" in page
    assert 'value="Ask who looked in"' in page
    assert not Record.objects.filter(type__in=("check-explained", "action")).exists()


def test_it_is_given_to_somebody_until_it_is_done_and_comes_back_if_that_did_not_help(
    at_desk: Callable[..., Desk],
) -> None:
    desk = at_desk()
    contradict(desk)
    given = {"action": "Correct the night check", "owner": desk.house.dana.id, "due": "2026-10-30"}
    assert "in somebody" in answer(desk, page_of(desk), _assign="yes", **given)
    listed = desk.text("checks")
    assert listed.index("In somebody") < listed.index(SAID)
    assert "Correct the night check" in desk.text("actions")
    action = Record.objects.get(type="action")
    done = {"done_on": "2026-10-24", "story": ["Looked."], "worked": "yes"}
    write(desk.house, "action", done, stage="done", record=action.pk, at=LATER, written=LATER)
    listed = desk.text("checks")
    assert "done, and still so" in listed
    assert listed.index("Look at these first") < listed.index(SAID)


def test_a_day_that_no_home_will_live_is_no_day(at_desk: Callable[..., Desk]) -> None:
    desk = at_desk()
    contradict(desk)
    given = {"action": "Correct the night check", "owner": desk.house.dana.id, "due": "9999-12-31"}
    assert "Please give a day." in answer(desk, page_of(desk), _assign="yes", **given)


def test_the_same_form_sent_twice_is_signed_once(at_desk: Callable[..., Desk]) -> None:
    desk = at_desk()
    contradict(desk)
    address = page_of(desk)
    given = {"_token": "a" * 32, "_explain": "yes", "why": WHY}
    assert [desk.client.post(address, given).status_code for _ in range(2)] == [302, 302]
    assert Record.objects.filter(type="check-explained").count() == 1


def test_what_has_changed_in_the_meantime_is_not_signed(at_desk: Callable[..., Desk]) -> None:
    desk = at_desk()
    assert desk.get("check", "0" * 32).status_code == 404
    sent = desk.client.post(desk.address("check", "0" * 32), {"_explain": "yes", "why": WHY}, follow=True)
    assert "has changed in the meantime" in html.page(sent)


def test_nobody_answers_what_is_about_themselves(at_desk: Callable[..., Desk]) -> None:
    house = at_desk().house
    desk = at_desk(house.ruth)
    about = [{"who": house.ruth.id, "kind": "worker", "name": house.ruth.name}]
    write(house, "complaint", {"story": ["Late."], "complained_about": about}, about=[house.jay], by=house.helen)
    assert "complaint" not in desk.text("checks"), "whom it is about does not even see it"


def test_an_action_is_read_by_all_and_its_finding_is_not(at_desk: Callable[..., Desk]) -> None:
    desk = at_desk()
    house = desk.house
    about = [{"who": house.dana.id, "kind": "worker", "name": house.dana.name}]
    write(house, "complaint", {"story": ["Late."], "complained_about": about}, about=[house.jay], by=house.dana)
    sentence = "Dana Price handled a complaint that is about Dana Price."
    given = {"action": "Hear Jay again", "owner": house.helen.id, "due": "2026-10-30"}
    answer(desk, page_of(desk, sentence), _assign="yes", **given)
    assert Record.objects.get(type="action").headline == "Hear Jay again"
    assert house.dana.id in Record.objects.get(type="check-explained").barred


def test_whoever_may_not_read_what_is_behind_a_finding_reads_no_answer_to_it(at_desk: Callable[..., Desk]) -> None:
    desk = at_desk()
    house = desk.house
    about = [{"who": one.id, "kind": "worker", "name": one.name} for one in (house.dana, house.ruth)]
    write(house, "complaint", {"story": ["Late."], "complained_about": about}, about=[house.jay], by=house.dana)
    answer(desk, page_of(desk, "Dana Price handled a complaint that is about Dana Price."), _explain="yes", why=WHY)
    signed = Record.objects.get(type="check-explained")
    assert set(signed.barred.split(",")) == {house.dana.id, house.ruth.id}


def test_more_findings_cost_no_more_queries(at_desk: Callable[..., Desk]) -> None:
    desk = at_desk()
    contradict(desk)

    def queries() -> int:
        with CaptureQueriesContext(connection) as made:
            desk.text("checks")
        return len(made)

    answer(desk, page_of(desk), _explain="yes", why=WHY)
    queries()
    few = queries()
    for _ in range(4):
        again(desk)
    assert queries() > few, "something was signed, so it is looked for again"
    assert queries() == few
