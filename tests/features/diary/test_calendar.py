"""The calendar: what stands in it, for whom, and the feed that names nobody."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar

from ninefold.features.diary import feed as feed_module
from ninefold.features.diary import queries as diary
from ninefold.features.diary.queries import DiaryFilter
from ninefold.people import feeds
from ninefold.people.models import AccessLog, Feed, Role, Worker
from tests import html
from tests.factories import NOW, House, write
from tests.features.desk import LATER, Desk, action, note

WHOLE = DiaryFilter()
pytestmark = pytest.mark.django_db


def titles(house: House, who: Worker, month: str, wanted: DiaryFilter = WHOLE) -> list[tuple[date, str, str]]:
    """What somebody sees in a month: day, title, about whom."""
    first = date.fromisoformat(f"{month}-01")
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    viewer = house.viewer(who, house.home, LATER)
    return [(one.day, one.title, one.about) for one in diary.entries(viewer, first, last, wanted)]


def test_it_holds_duties_birthdays_and_bank_holidays(house: House) -> None:
    action(house, "Mend the gate", house.dana, "2026-11-12")
    seen = titles(house, house.helen, "2026-11")
    assert (date(2026, 11, 12), "Do what was agreed", "") in seen
    assert (date(2026, 11, 30), "Birthday", "Kit") in seen
    assert (date(2026, 12, 25), "Christmas Day", "") in titles(house, house.helen, "2026-12")


def test_what_records_say_will_come_stands_in_it_once(house: House) -> None:
    kept = {"kind": "dentist", "attended": "attended", "outcome": ["All well."], "follow_up": "Look again",
            "follow_up_on": "2026-11-20"}  # fmt: skip
    write(house, "health-appointment", kept, about=[house.jay])
    seen = [one for one in titles(house, house.helen, "2026-11") if one[0] == date(2026, 11, 20)]
    assert len(seen) == 1 and seen[0][2] == "Jay"


def test_a_date_that_asks_for_nothing_stands_in_it_too(house: House) -> None:
    terms = [{"term": "spring", "begins": "2027-01-04", "ends": "2027-03-26", "half_from": "2027-02-15"}]
    write(house, "term-dates", {"terms": terms, "closed": [{"day": "2027-01-22"}]}, about=[house.jay])
    days = [day for day, title, _ in titles(house, house.dana, "2027-01") if title == "School term dates"]
    assert days == [date(2027, 1, 4), date(2027, 1, 22)]
    half = [day for day, title, _ in titles(house, house.dana, "2027-02") if title == "School term dates"]
    assert half == [date(2027, 2, 15)]
    assert not [title for _, title, _ in titles(house, house.ines, "2027-01") if title == "School term dates"]


def test_somebody_born_on_a_leap_day_is_a_year_older_on_the_first_of_march() -> None:
    assert diary.birthday(date(2012, 2, 29), 2027) == date(2027, 3, 1)
    assert diary.birthday(date(2012, 2, 29), 2028) == date(2028, 2, 29)


def test_it_is_narrowed_to_a_child_to_me_and_to_a_shelf(house: House) -> None:
    action(house, "Mend the gate", house.dana, "2026-11-12")
    note(house, house.jay, wish="A new ball")
    of_kit = titles(house, house.helen, "2026-11", DiaryFilter(who=house.kit.id))
    assert (date(2026, 11, 30), "Birthday", "Kit") in of_kit
    assert "Do what was agreed" not in [title for _, title, _ in of_kit]
    mine = titles(house, house.dana, "2026-11", DiaryFilter(who="mine"))
    assert (date(2026, 11, 12), "Do what was agreed", "") in mine
    assert "Birthday" not in [title for _, title, _ in mine]
    shelf = titles(house, house.helen, "2026-11", DiaryFilter(area="oversight"))
    assert (date(2026, 11, 12), "Do what was agreed", "") in shelf
    assert {title for _, title, _ in shelf}.isdisjoint({"Birthday"})


def test_nobody_reads_a_name_there_that_is_not_for_them(house: House) -> None:
    said = {"category": "online", "story": ["Messages."], "immediate_steps": ["Kept company."]}
    write(house, "concern", said, by=house.helen, about=[house.kit])
    helen, dana = (
        {title for _, title, about in titles(house, who, "2026-10") if about == "Kit"}
        for who in (house.helen, house.dana)
    )
    assert helen and not dana & helen
    assert "Kit" not in {about for _, _, about in titles(house, house.ines, "2026-11")}  # she may not read of Kit


def test_its_page(at_desk: Callable[..., Desk], house: House) -> None:
    action(house, "Mend the gate", house.dana, "2026-11-12")
    page = at_desk(house.helen).text("calendar", month="2026-11")
    assert html.problems(page) == [] and "Mend the gate" in page and "November 2026" in page
    assert "Mend the gate" in at_desk(house.dana).text("calendar", month="2026-11", who="mine")
    assert "October 2026" in at_desk(house.helen).text("calendar", month="never", who="x", what="area:none")
    assert at_desk(house.helen).get("calendar", month="2199-12").status_code == 200


def test_a_fuller_month_is_no_more_queries(at_desk: Callable[..., Desk]) -> None:
    desk, counts = at_desk(), []
    for _ in range(2):
        for number in range(5):
            action(desk.house, f"Thing {number}", desk.house.dana, "2026-11-12")
            note(desk.house, desk.house.jay, wish=f"Wish {number}")
        desk.text("calendar", month="2026-11")
        with CaptureQueriesContext(connection) as seen:
            desk.text("calendar", month="2026-11")
        counts.append(len(seen))
    assert counts[0] == counts[1]


def secret_of(desk: Desk, scope: str = "home") -> str:
    """A fresh private address, made on its page."""
    page = html.page(desk.client.post(desk.address("calendar-feed"), {"scope": scope}))
    assert html.problems(page) == []
    return page.split(".ics")[0].rsplit("/", 1)[1]


def asked(secret: str) -> Calendar:
    """The calendar that a phone gets."""
    answer = Client().get(reverse("feed", args=[secret]))
    assert answer.status_code == 200, answer.status_code
    assert answer["Content-Type"] == "text/calendar; charset=utf-8" and "no-store" in answer["Cache-Control"]
    lines = answer.content.split(b"\r\n")
    assert b"\n" not in b"".join(lines) and max(len(line) for line in lines) <= 75
    return Calendar.from_ical(answer.content)


def test_a_phone_gets_days_and_no_names(at_desk: Callable[..., Desk], house: House) -> None:
    helen = at_desk(house.helen)
    action(house, "Ask Jay about Kit's room", house.helen, "2026-11-12")
    note(house, house.jay, wish="A ball for Jay")
    said = {"category": "online", "story": ["Messages to Kit."], "immediate_steps": ["Kept company."]}
    write(house, "concern", said, by=house.helen, about=[house.kit])
    secret = secret_of(helen)
    calendar = asked(secret)
    text = calendar.to_ical().decode()
    assert not [word for word in ("Jay", "Kit", "room", "ball", "Messages") if word in text]
    events = calendar.walk("VEVENT")
    assert {"Do what was agreed", feed_module.CONFIDENTIAL, feed_module.BIRTHDAY} <= {str(e["SUMMARY"]) for e in events}
    assert all(e["UID"] and e["DTSTAMP"] and e["DTSTART"] for e in events)
    assert len({str(e["UID"]) for e in events}) == len(events)
    agreed = next(e for e in events if e["SUMMARY"] == "Do what was agreed")
    assert agreed.decoded("DTSTART") == date(2026, 11, 12)
    assert {str(e["UID"]) for e in asked(secret).walk("VEVENT")} == {str(e["UID"]) for e in events}
    assert AccessLog.objects.filter(what="calendar feed", account="helen").count() == 2


def test_a_date_on_a_phone_says_which_it_is(at_desk: Callable[..., Desk], house: House) -> None:
    terms = [{"term": "spring", "begins": "2027-01-04", "ends": "2027-03-26"}]
    write(house, "term-dates", {"school": "Kit's school", "terms": terms}, about=[house.kit])
    told = [str(e["SUMMARY"]) for e in asked(secret_of(at_desk(house.helen))).walk("VEVENT")]
    assert "School term dates: First day" in told and "Kit" not in " ".join(told)


def test_the_secret_is_kept_nowhere_replaced_and_switched_off(at_desk: Callable[..., Desk], house: House) -> None:
    desk = at_desk(house.dana)
    first = secret_of(desk, "mine")
    assert first not in str(list(Feed.objects.values()))
    assert first not in desk.text("calendar-feed")
    second = secret_of(desk, "mine")
    assert Client().get(reverse("feed", args=[first])).status_code == 404
    asked(second)
    desk.client.post(desk.address("calendar-feed"), {"scope": "mine", "off": "yes"})
    assert Client().get(reverse("feed", args=[second])).status_code == 404
    assert desk.client.post(desk.address("calendar-feed"), {"scope": "everything"}).status_code == 200
    assert not Feed.objects.exists()


def test_who_has_left_gets_nothing(at_desk: Callable[..., Desk], house: House) -> None:
    secret = secret_of(at_desk(house.dana))
    asked(secret)
    Role.objects.filter(worker=house.dana).update(to_at=NOW)
    assert Client().get(reverse("feed", args=[secret])).status_code == 404
    Role.objects.filter(worker=house.dana).update(to_at=None)
    account = house.account(house.dana)
    account.is_active = False
    account.save()
    assert feeds.opened_by(secret, LATER) is None


def test_guessing_and_asking_too_often_are_refused(
    at_desk: Callable[..., Desk], house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed_module, "MOST_ASKED", 2)
    monkeypatch.setattr(feed_module, "MOST_GUESSED", 2)
    address = reverse("feed", args=[secret_of(at_desk(house.dana))])
    assert [Client().get(address).status_code for _ in range(3)] == [200, 200, 429]
    cache.clear()
    wrong = reverse("feed", args=["x" * 43])
    assert [Client().get(wrong).status_code for _ in range(3)] == [404, 404, 429]


def test_a_time_of_day_is_londons(at_desk: Callable[..., Desk], house: House) -> None:
    from tests.features.desk import hold

    hold(house, house.jay)
    timed = [e for e in asked(secret_of(at_desk(house.helen))).walk("VEVENT") if hasattr(e.decoded("DTSTART"), "hour")]
    assert timed and all(str(e["DTSTART"].params.get("TZID")) == "Europe/London" for e in timed)
