"""What must be read: asked of those it is for, signed in one tap, asked again when it changes, counted by who has not."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ninefold import lawbook
from ninefold.lawbook import load
from ninefold.ledger import kept, reads
from ninefold.ledger.models import Entry, Record
from ninefold.people.models import Role, Worker
from tests import html, signing
from tests.factories import NOW, House, worker, write
from tests.features.desk import LATER, Desk

pytestmark = pytest.mark.django_db

NEWS = """
id: house-news
title: News for the team
short: News
about: home
area: team
sensitivity: open
source: practice
cite: safe-policy
serves: [safe-policy]
words: [news]
headline: story
keep: home-record
to_read: staff
{newcomers}
stages:
  - id: written
    title: News
    by: staff
    fields:
      - {{id: story, label: "What is new?", kind: story, required: true}}
      - {{id: there, label: "Who was there?", kind: people}}
    yields:
      - {{fact: house-news.read, subject: there}}
  - id: read
    title: I have read it
    by: staff
    repeats: true
"""


@pytest.fixture
def news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """A library in which news must be read by all staff."""

    def shelf(newcomers: str = "") -> None:
        (tmp_path / "records" / "team").mkdir(parents=True, exist_ok=True)
        (tmp_path / "records" / "team" / "house-news.yaml").write_text(NEWS.format(newcomers=newcomers))
        library = load.load(tmp_path)
        monkeypatch.setattr(lawbook, "current", lambda: library)

    shelf()
    return shelf


def told(house: House, story: str = "The back gate sticks.", *there: Worker) -> Entry:
    """News by Helen."""
    present = [{"who": one.id, "kind": "worker", "name": one.name} for one in there]
    return write(house, "house-news", {"story": [story]} | ({"there": present} if there else {}), by=house.helen)


def unread(house: House, who: Worker) -> list[str]:
    """The records that somebody is still to read."""
    return [one.pk for one in reads.unread(house.viewer(who, house.home, LATER))]


@pytest.mark.usefixtures("news")
def test_it_is_asked_of_those_it_is_for_and_not_of_its_writer(house: House) -> None:
    record = told(house).record_id
    assert unread(house, house.dana) == unread(house, house.sam) == [record]
    assert unread(house, house.helen) == unread(house, house.ruth) == []


@pytest.mark.usefixtures("news")
def test_it_is_signed_in_one_tap_and_is_no_news_to_others(at_desk: Callable[..., Desk], house: House) -> None:
    record = told(house).record_id
    changed = Record.objects.get(pk=record).changed_at
    dana = at_desk(house.dana)
    assert "1 to read" in html.page(dana.client.get(reverse("shift:today", args=[house.home.urn])))
    page = dana.text("to-read")
    assert "The back gate sticks." in page and html.problems(page) == []
    opened = html.page(dana.client.get(reverse("write:record", args=[house.home.urn, record])))
    assert "I have read it" in opened and html.problems(opened) == []
    address = reverse("write:have-read", args=[house.home.urn, record])
    assert dana.client.post(address).status_code == 302
    assert dana.client.post(address).status_code == 302
    assert Entry.objects.filter(stage="read").count() == 1
    assert unread(house, house.dana) == [] and unread(house, house.sam) == [record]
    assert Record.objects.get(pk=record).changed_at == changed
    assert "Read by 1" in html.page(dana.client.get(reverse("write:record", args=[house.home.urn, record])))
    assert "You have read everything" in dana.text("to-read")


@pytest.mark.usefixtures("news")
def test_a_correction_asks_again(house: House) -> None:
    entry = told(house)
    write(house, "house-news", {}, by=house.dana, stage="read", record=entry.record_id, at=NOW + timedelta(hours=1))
    assert unread(house, house.dana) == []
    at = NOW + timedelta(minutes=100)
    signing.correct(
        entry=entry, content={"story": ["The front gate."]}, because="Wrong gate", home=house.home,
        author=house.helen.id, role="registered-manager", happened_at=NOW, written_at=at, received_at=at,
        subjects=[{"id": house.home.id, "kind": "home", "as": "about"}],
    )  # fmt: skip
    assert unread(house, house.dana) == [entry.record_id]
    assert unread(house, house.helen) == []


@pytest.mark.usefixtures("news")
def test_who_was_there_has_read_it(house: House) -> None:
    told(house, "We met.", house.dana)
    assert unread(house, house.dana) == []
    assert len(unread(house, house.sam)) == 1


def test_newcomers_read_it_unless_the_library_says_otherwise(house: House, news: Callable[[str], None]) -> None:
    told(house)
    late = worker([house.home], "Lee New", "support-worker", NOW + timedelta(hours=1))
    from tests.factories import account

    house.accounts[late.id] = account(late)
    assert len(unread(house, late)) == 1
    news("newcomers: false")
    assert unread(house, late) == []
    viewer = house.viewer(house.helen, house.home, LATER)
    names = [one.role.worker.name for one in reads.readers(viewer, reads.to_read(viewer))[0].readers]
    assert "Lee New" not in names and "Dana Price" in names


@pytest.mark.usefixtures("news")
def test_who_has_read_it(at_desk: Callable[..., Desk], house: House) -> None:
    entry = told(house)
    write(house, "house-news", {}, by=house.dana, stage="read", record=entry.record_id, at=NOW + timedelta(hours=1))
    helen = at_desk(house.helen)
    page, one = helen.text("readers"), helen.text("readers-of", entry.record_id)
    assert html.problems(page) == html.problems(one) == []
    assert "66%" in page and "2 of 3" in page and "Sam Okoro" in page
    assert one.index("Have not read it") < one.index("Sam Okoro") < one.index("Have read it") < one.index("Dana Price")
    Role.objects.filter(worker=house.sam).update(to_at=NOW)
    kept.forget()  # a role ends by an entry, which this update is not
    assert "100%" in helen.text("readers")
    assert at_desk(house.dana).get("readers").status_code == 403


@pytest.mark.usefixtures("news")
def test_more_to_read_is_no_more_queries(at_desk: Callable[..., Desk], house: House) -> None:
    helen, counts = at_desk(house.helen), []
    for _ in range(2):
        for number in range(4):
            told(house, f"News {number}.")
        helen.text("readers")
        with CaptureQueriesContext(connection) as seen:
            helen.text("readers")
        counts.append(len(seen))
    assert counts[0] == counts[1]


def policy(house: House, which: str, change: str, at: datetime, **more: str) -> str:
    """A version of a policy; its record."""
    owner = {"who": house.helen.id, "kind": "worker", "name": house.helen.name}
    said = {"policy": which, "change": change, "adopted_on": "2026-10-01", "review_on": "2027-10-01", "owner": owner,
            "essence": ["Listen first."]} | more  # fmt: skip
    if change == "changed":
        said |= {"changed": ["Two lines."]}
    return write(house, "policy", said, by=house.helen, at=at).record_id


def test_only_the_newest_edition_of_a_policy_is_to_be_read(house: House) -> None:
    first = policy(house, "visitors", "first", NOW - timedelta(days=9))
    other = policy(house, "other", "first", NOW - timedelta(days=8), name="Pets")
    policy(house, "other", "first", NOW - timedelta(days=7), name="Bicycles")
    assert len(unread(house, house.dana)) == 3 and first in unread(house, house.dana)
    policy(house, "visitors", "same", NOW - timedelta(days=2))
    assert first in unread(house, house.dana) and len(unread(house, house.dana)) == 3
    second = policy(house, "visitors", "changed", NOW - timedelta(days=1))
    assert first not in unread(house, house.dana) and {second, other} <= set(unread(house, house.dana))


def test_what_no_longer_holds_is_to_be_read_no_more(house: House) -> None:
    record = policy(house, "visitors", "first", NOW - timedelta(days=9))
    gone = {"ended_on": "2026-10-20", "why": "Part of another now."}
    write(house, "policy", gone, by=house.helen, stage="ended", record=record)
    assert unread(house, house.dana) == []


def test_a_message_lapses_after_four_weeks_or_on_its_own_day(house: House) -> None:
    def posted(days: int, **more: str) -> str:
        said = {"title": "Heating man on Monday", "story": ["He comes at nine."], **more}
        return write(house, "message", said, by=house.helen, at=NOW - timedelta(days=days)).record_id

    fresh, old = posted(3), posted(40)
    over, still = posted(3, until_day="2026-10-23"), posted(40, until_day="2026-12-24")
    assert set(unread(house, house.dana)) == {fresh, still}
    shown = {one.pk for one in reads.to_read(house.viewer(house.helen, house.home, LATER))}
    assert {fresh, still} <= shown and not {old, over} & shown


def test_who_has_read_little_is_named_and_who_has_read_most_is_not(at_desk: Callable[..., Desk], house: House) -> None:
    posts = [
        write(house, "message", {"title": f"News {n}", "story": ["Read me."]}, by=house.helen).record_id
        for n in range(6)
    ]
    for record in posts[:5]:
        write(house, "message", {}, stage="read", record=record, by=house.sam)
    shown = at_desk().text("readers")
    assert "<b>Dana Price</b> has not read 6 of 6." in shown
    assert "Sam Okoro</b> has not read" not in shown
