"""What a form belongs to: which forms ask, what they offer, what the choice becomes, and what is carried."""

import json
import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client

from ninefold import lawbook
from ninefold.duties import belonging
from ninefold.ledger.models import Entry, Record
from tests import html
from tests.factories import NOW, House, write
from tests.features.writing.typed import opened, sign

CONCERN = {
    "category": "online",
    "story": ["Messages from a stranger."],
    "immediate_steps": ["Phone looked at together."],
}
TOLD = {"recipients.0.who": "ofsted", "recipients.0.told_at.date": "2026-10-24", "recipients.0.told_at.time": "19:00",
        "actions": "The plan was looked at again.", "limb": "other-serious"}  # fmt: skip
WHY = "Suspicion is enough; I asked the designated officer."


def _concern(house: House, **more: Any) -> Entry:
    return write(house, "concern", {**CONCERN, **more}, about=[house.jay])


def _decision(house: House, after: Entry | None = None, **more: Any) -> Entry:
    said = {"notify": True, "limb": "other-serious", "reasoning": [WHY], **more}
    links = ({"rel": "answers", "to": after.record_id},) if after else ()
    return write(house, "notification-decision", said, by=house.helen, about=[house.jay], links=links)


def _choices(page: str) -> dict[str, bool]:
    """What is offered, and whether it is chosen."""
    found = re.findall(r'<input type="radio" name="_answers" value="([^"]*)"( checked)?', page)
    return {value: bool(checked) for value, checked in found}


def _text(browser: Client, address: str, **typed: object) -> str:
    if typed:
        return html.page(browser.post(address, {**opened(browser, address), **typed, "_redraw": "yes"}))
    return html.page(browser.get(address, follow=True))


@pytest.fixture
def helen(house: House, dana: Client) -> Client:
    """Helen's browser, at the hour of Dana's."""
    browser = Client()
    browser.force_login(house.account(house.helen))
    return browser


def _asks(type: str) -> bool:
    return belonging.asks(lawbook.current().records[type])


@pytest.mark.parametrize(
    "type",
    ["notification", "notification-decision", "referral", "allegation", "serious-event", "barring-referral", "concern",
     "measure", "incident", "police-call-out", "missing-episode", "staff-debrief", "wish-answer", "action-done"],
)  # fmt: skip
def test_what_may_begin_or_answer_an_event_asks(type: str) -> None:
    assert _asks(type)


@pytest.mark.parametrize(
    "type",
    ["daily-note", "meal", "sleep", "handover", "night-check", "dose", "wish", "action", "role-given", "moved-in"],
)
def test_what_is_written_every_day_does_not_ask(type: str) -> None:
    assert not _asks(type)


def test_the_open_matters_of_the_child_are_offered_and_one_must_be_chosen(helen: Client, house: House) -> None:
    decision = _decision(house)
    other = write(house, "notification-decision", {"notify": True, "limb": "enquiry", "reasoning": ["Kit."]},
                  by=house.helen, about=[house.kit])  # fmt: skip
    address = f"/{house.home.urn}/write/notification/"
    page = _text(helen, address, _about=house.jay.id)
    assert f"{decision.record_id}#" in _choices(page)
    assert f"{other.record_id}#" not in _choices(page)
    assert html.problems(page) == []
    assert WHY in unescape(page)
    told = {"_about": house.jay.id, "summary": "All.", "in_writing": "yes", **TOLD,
            "sent_at.date": "2026-10-24", "sent_at.time": "20:00"}  # fmt: skip
    answer = sign(helen, address, told)
    assert answer.status_code == 422
    assert "Please choose what this belongs to" in html.page(answer)
    answer = sign(helen, address, {**told, "_answers": f"{decision.record_id}#"})
    assert answer.status_code == 302
    notice = Entry.objects.get(type="notification")
    assert json.loads(notice.links) == [{"rel": "answers", "to": decision.record_id}]
    assert Record.objects.get(pk=notice.record_id).matter == decision.record_id


def test_something_new_is_no_link(helen: Client, house: House) -> None:
    _decision(house)
    told = {"_about": house.jay.id, "summary": "All.", "in_writing": "yes", **TOLD, "_answers": "new",
            "sent_at.date": "2026-10-24", "sent_at.time": "20:00"}  # fmt: skip
    assert sign(helen, f"/{house.home.urn}/write/notification/", told).status_code == 302
    assert json.loads(Entry.objects.get(type="notification").links) == []


def test_what_begins_an_event_is_something_new_unless_said(helen: Client, house: House) -> None:
    concern = _concern(house)
    page = _text(helen, f"/{house.home.urn}/write/police-call-out/", _about=house.jay.id)
    assert _choices(page) == {f"{concern.record_id}#": False, "new": True}


def test_with_nothing_open_nothing_is_asked(helen: Client, house: House) -> None:
    assert _choices(_text(helen, f"/{house.home.urn}/write/concern/", _about=house.jay.id)) == {}


def test_nobody_is_offered_what_they_may_not_see(dana: Client, house: House) -> None:
    write(house, "allegation", {"received_at": "2026-10-24T10:00:00Z", "story": ["He said it."], "safe_now": ["Apart."]},
          by=house.helen, about=[house.jay])  # fmt: skip
    page = _text(dana, f"/{house.home.urn}/write/concern/", _about=house.jay.id)
    assert "He said it." not in page
    assert _choices(page) == {}


def test_opened_as_an_answer_it_is_chosen_and_the_rest_can_be(helen: Client, house: House) -> None:
    first, second = _concern(house), _concern(house, story=["A second thing."])
    address = f"/{house.home.urn}/write/notification-decision/?child={house.jay.id}&answers={second.record_id}"
    choices = _choices(_text(helen, address))
    assert choices[f"{second.record_id}#"]
    assert f"{first.record_id}#" in choices
    assert not choices["new"]


def test_what_is_written_already_is_carried_and_says_from_where(helen: Client, house: House) -> None:
    concern = _concern(house)
    decision = _decision(house, after=concern)
    address = f"/{house.home.urn}/write/notification/?child={house.jay.id}&answers={decision.record_id}"
    page = unescape(_text(helen, address))
    summary = page[page.index('data-field="summary"') : page.index('data-field="actions"')]
    assert "Messages from a stranger." in summary
    assert WHY in summary
    assert "Carried from" in summary
    assert f"/record/{concern.record_id}/" in summary
    assert f"/record/{decision.record_id}/" in summary
    assert "Phone looked at together." in page
    assert re.search(r'value="other-serious"[^>]*checked', page)


def test_what_was_typed_is_never_written_over(helen: Client, house: House) -> None:
    decision = _decision(house)
    address = f"/{house.home.urn}/write/notification/"
    mine = {"_about": house.jay.id, "summary": "My own words.", "_answers": f"{decision.record_id}#"}
    page = unescape(_text(helen, address, **mine))
    assert "My own words." in page
    assert f">{WHY}" not in page[page.index('data-field="summary"') :]


def test_another_choice_carries_the_other_and_takes_the_first_away(helen: Client, house: House) -> None:
    first, second = _decision(house), _decision(house, reasoning=["The other thing."])
    address = f"/{house.home.urn}/write/notification/?child={house.jay.id}&answers={first.record_id}"
    sent = opened(helen, address)
    page = unescape(_text(helen, address))
    typed = re.search(r'<textarea[^>]*name="summary"[^>]*>(.*?)</textarea>', page, re.S)
    assert typed
    given = {**sent, "_about": house.jay.id, "summary": typed[1].strip(), "_answers": f"{second.record_id}#"}
    page = unescape(html.page(helen.post(address, {**given, "_redraw": "yes"})))
    summary = page[page.index('data-field="summary"') : page.index('data-field="actions"')]
    assert "The other thing." in summary
    assert WHY not in summary


def test_nothing_is_carried_past_somebody_from_whom_it_is_hidden(helen: Client, house: House) -> None:
    sam = {"who": house.sam.id, "kind": "worker", "name": house.sam.name}
    concern = write(house, "concern", {**CONCERN, "about_adult": sam}, by=house.helen, about=[house.jay])
    page = unescape(_text(helen, f"/{house.home.urn}/write/referral/?child={house.jay.id}&answers={concern.record_id}"))
    assert "Messages from a stranger." in page[page.index('data-field="story"') :]
    assert re.search(rf'<option value="{house.sam.id}" selected', page)  # so he cannot see this one either
    page = unescape(
        _text(helen, f"/{house.home.urn}/write/authority-challenge/?child={house.jay.id}&answers={concern.record_id}")
    )
    assert "Messages from a stranger." not in page[page.index('data-field="issue"') :]


def test_a_correction_shows_the_choice_and_may_change_it(helen: Client, house: House) -> None:
    first, second = _concern(house), _concern(house, story=["Another."])
    decision = _decision(house, after=first)
    address = f"/{house.home.urn}/record/{decision.record_id}/{decision.id}/correct/"
    assert _choices(_text(helen, address))[f"{first.record_id}#"]
    typed = {
        "_about": house.jay.id,
        "notify": "yes",
        "limb": "other-serious",
        "reasoning": WHY,
        "because": "Wrong one.",
    }
    assert sign(helen, address, {**typed, "_answers": f"{second.record_id}#"}).status_code == 302
    assert Record.objects.get(pk=decision.record_id).matter == second.record_id
    newest = Entry.objects.filter(record_id=decision.record_id).latest("seq")
    address = f"/{house.home.urn}/record/{decision.record_id}/{newest.id}/correct/"
    assert sign(helen, address, typed).status_code == 302
    assert Record.objects.get(pk=decision.record_id).matter == second.record_id
    newest = Entry.objects.filter(record_id=decision.record_id).latest("seq")
    address = f"/{house.home.urn}/record/{decision.record_id}/{newest.id}/correct/"
    assert sign(helen, address, {**typed, "_answers": "new"}).status_code == 302
    assert Record.objects.get(pk=decision.record_id).matter == decision.record_id


def test_a_choice_nobody_may_see_or_that_never_was_is_not_found(dana: Client, house: House) -> None:
    hidden = write(house, "concern", CONCERN, by=house.helen, about=[house.kit]).record_id
    for target in (hidden, "01NOSUCHRECORD000000000000"):
        typed = {"_answers": f"{target}#", "_sign": "yes", "_token": "t" * 24}
        assert dana.post(f"/{house.home.urn}/write/concern/", typed).status_code == 404


def test_the_event_of_weeks_ago_is_not_offered_unless_something_is_owed(helen: Client, house: House) -> None:
    old = NOW - timedelta(days=60)
    concern = write(house, "concern", CONCERN, about=[house.jay], at=old)
    page = _text(helen, f"/{house.home.urn}/write/police-call-out/", _about=house.jay.id)
    assert f"{concern.record_id}#" not in _choices(page)
