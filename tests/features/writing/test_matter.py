"""A matter's page: one event told in order, with what is owed of it, for those who may see each part."""

from datetime import timedelta
from html import unescape

import pytest
from django.test import Client

from ninefold.ledger.models import Entry
from ninefold.people.models import AccessLog
from tests import html, signing
from tests.factories import NOW, House, write

CONCERN = {"category": "online", "story": ["Messages from a stranger."], "immediate_steps": ["Phone looked at."],
           "childs_words": ["I did not know him."]}  # fmt: skip


@pytest.fixture
def helen(house: House, dana: Client) -> Client:
    """Helen's browser, at the hour of Dana's."""
    browser = Client()
    browser.force_login(house.account(house.helen))
    return browser


def _event(house: House) -> tuple[Entry, Entry, Entry]:
    """A concern, the decision about it, and the notice."""
    concern = write(house, "concern", CONCERN, about=[house.jay], at=NOW - timedelta(hours=3))
    decided = {"notify": True, "limb": "other-serious", "reasoning": ["It is enough."]}
    decision = write(house, "notification-decision", decided, by=house.helen, about=[house.jay],
                     at=NOW - timedelta(hours=2), links=({"rel": "answers", "to": concern.record_id},))  # fmt: skip
    sent = {"sent_at": "2026-10-24T11:00:00Z", "summary": ["All of it."], "in_writing": True}
    notice = write(house, "notification", sent, by=house.helen, about=[house.jay],
                   at=NOW - timedelta(hours=1), links=({"rel": "answers", "to": decision.record_id},))  # fmt: skip
    return concern, decision, notice


def _page(browser: Client, house: House, entry: Entry) -> str:
    answer = browser.get(f"/{house.home.urn}/record/{entry.record_id}/matter/")
    assert answer.status_code == 200
    page = html.page(answer)
    assert html.problems(page) == []
    return unescape(page)


def test_the_story_is_told_in_order_and_each_part_opens(helen: Client, house: House) -> None:
    event = _event(house)
    page = _page(helen, house, event[2])
    story = page[page.index('<ol class="told">') :]
    places = [story.index(f"/record/{one.record_id}/#e-{one.id}") for one in event]
    assert places == sorted(places)
    assert "I did not know him." in story
    assert "It is enough." in story


def test_every_part_leads_to_it_and_a_record_alone_does_not(helen: Client, house: House) -> None:
    event = _event(house)
    for one in event:
        page = html.page(helen.get(f"/{house.home.urn}/record/{one.record_id}/"))
        assert f"/record/{one.record_id}/matter/" in page
    alone = write(house, "concern", CONCERN, about=[house.kit])
    page = html.page(helen.get(f"/{house.home.urn}/record/{alone.record_id}/"))
    assert "/matter/" not in page
    assert "Nothing else belongs to this yet" in _page(helen, house, alone)


def test_what_is_owed_says_by_whom_and_opens_the_form_that_answers_it(helen: Client, house: House) -> None:
    concern = write(house, "concern", CONCERN, about=[house.jay], at=NOW - timedelta(hours=3))
    decided = {"notify": True, "limb": "other-serious", "reasoning": ["It is enough."]}
    decision = write(house, "notification-decision", decided, by=house.helen, about=[house.jay],
                     links=({"rel": "answers", "to": concern.record_id},))  # fmt: skip
    owed = _page(helen, house, concern)
    owed = owed[owed.index('id="owed"') :]
    assert f"/write/notification/?child={house.jay.id}&answers={decision.record_id}" in owed


def test_what_was_met_is_said_with_its_time(helen: Client, house: House) -> None:
    event = _event(house)
    page = _page(helen, house, event[0])
    met = page[page.index('id="met"') :]
    assert f"/record/{event[2].record_id}/" in met


def test_corrections_and_withdrawals_are_said(helen: Client, house: House) -> None:
    concern, decision, notice = _event(house)
    common = {"home": house.home, "author": house.helen.id, "role": "registered-manager",
              "written_at": NOW, "received_at": NOW, "token": None}  # fmt: skip
    signing.withdraw(entry=notice, because="Sent to nobody.", **common)
    about = [{"id": house.jay.id, "kind": "child", "as": "about"}]
    content = {"notify": True, "limb": "other-serious", "reasoning": ["More than enough."]}
    signing.correct(entry=decision, content=content, because="Said better.", happened_at=decision.happened_at,
                    subjects=about, **common)  # fmt: skip
    page = _page(helen, house, concern)
    assert "Withdrawn because: Sent to nobody." in page
    assert "Corrected because: Said better." in page
    assert "More than enough." in page


def test_nobody_reads_what_they_may_not_see_and_each_look_is_written_down(dana: Client, house: House) -> None:
    concern, decision, _ = _event(house)
    page = _page(dana, house, concern)
    assert "Messages from a stranger." in page  # it is her own
    assert "It is enough." not in page
    assert decision.record_id not in page
    assert AccessLog.objects.filter(account="dana", what="matter", person=house.jay.id).count() == 1
    answer = dana.get(f"/{house.home.urn}/record/{decision.record_id}/matter/")
    assert answer.status_code == 404
