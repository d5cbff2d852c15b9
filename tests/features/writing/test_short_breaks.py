"""A short break is counted before it is signed: past a limit it is asked about, and what cannot be is refused."""

import re
from datetime import UTC, datetime

import pytest
from django.test import Client

from ninefold.insight.checks.run import findings
from ninefold.ledger.models import Entry
from tests import html
from tests.factories import House, write
from tests.features.writing.typed import NOW, opened, sign

pytestmark = pytest.mark.django_db


def address(house: House, end: str = "short-break/") -> str:
    return f"/{house.home.urn}/write/{end}"


def stay(house: House, came: str, until: str, **more: str) -> dict[str, object]:
    return {"_about": house.jay.id, "came_on": came, "until": until, **more}


def test_a_stay_within_both_limits_is_signed_and_no_number_is_asked(dana: Client, house: House) -> None:
    page = html.page(dana.get(address(house), follow=True))
    assert "days have they had" not in page
    assert sign(dana, address(house), stay(house, "2026-10-23", "2026-10-26")).status_code == 302
    assert Entry.objects.get().type == "short-break"


def test_ninety_two_nights_are_asked_about_and_a_tick_signs_them(dana: Client, house: House) -> None:
    first = sign(dana, address(house), stay(house, "2026-10-23", "2027-01-23", days_so_far="70"))
    assert first.status_code == 422
    text = html.page(first)
    assert "is 92 nights as it is planned" in text
    assert "17 at most" in text
    assert "75 nights at most" in text
    assert not Entry.objects.exists()
    ticks = re.findall(r'name="_sure" value="([^"]+)"', text)
    assert [one.split(".")[0] for one in ticks] == ["stay", "year"]
    one_tick = stay(house, "2026-10-23", "2027-01-23", days_so_far="70", _sure=ticks[0])
    assert sign(dana, address(house), one_tick).status_code == 422, "each question has a tick of its own"
    again = sign(dana, address(house), stay(house, "2026-10-23", "2027-01-23", _sure=ticks))
    assert again.status_code == 302
    found = [one.sentence for one in findings(house.viewer(house.helen, now=NOW))]
    assert any("Jay" in one and "92 nights" in one for one in found)


def test_a_tick_for_one_day_says_nothing_of_another(dana: Client, house: House) -> None:
    text = html.page(sign(dana, address(house), stay(house, "2026-10-23", "2026-11-20")))
    key = re.findall(r'name="_sure" value="([^"]+)"', text)
    assert sign(dana, address(house), stay(house, "2026-10-23", "2026-12-20", _sure=key)).status_code == 422


def test_any_twelve_months_are_counted_from_what_was_signed(dana: Client, house: House) -> None:
    for month in (1, 2, 4, 5):  # four stays of 17 nights: 68
        content = {"came_on": f"2026-{month:02}-06", "until": f"2026-{month:02}-23"}
        began = write(house, "short-break", content, about=[house.jay])
        write(house, "short-break", {"went_on": content["until"], "story": ["Good."]}, stage="went",
              record=began.record_id, about=[house.jay])  # fmt: skip
    page = html.page(dana.get(address(house) + f"?child={house.jay.id}", follow=True))
    assert "68 nights signed here in the last twelve months, of 75 at most; 7 left" in page
    assert sign(dana, address(house), stay(house, "2026-10-20", "2026-10-27")).status_code == 302  # 75
    assert "76 nights" in html.page(sign(dana, address(house), stay(house, "2026-10-27", "2026-10-28")))


def test_going_home_before_coming_is_refused_and_a_night_of_55_days_is_asked_about(dana: Client, house: House) -> None:
    began = write(house, "short-break", {"came_on": "2026-10-22", "until": "2026-10-24"}, about=[house.jay])
    went = f"/{house.home.urn}/record/{began.record_id}/went/"
    opened(dana, went)
    wrong = sign(dana, went, {"went_on": "2026-10-20", "story": "Good."})
    assert wrong.status_code == 422
    assert "before they came" in html.page(wrong)
    many = sign(dana, went, {"went_on": "2026-10-23", "days": "55", "story": "Good."})
    assert many.status_code == 422
    assert "55 is written down" in html.page(many)
    assert sign(dana, went, {"went_on": "2026-10-23", "story": "Good."}).status_code == 302


def test_old_answers_stay_readable(dana: Client, house: House) -> None:
    old = datetime(2026, 9, 20, 12, 0, tzinfo=UTC)
    said = {"came_on": "2026-09-19", "until": "2026-09-21", "days_so_far": "12"}
    began = write(house, "short-break", said, about=[house.jay], at=old)
    assert "How many days have they had" in html.page(dana.get(f"/{house.home.urn}/record/{began.record_id}/"))
