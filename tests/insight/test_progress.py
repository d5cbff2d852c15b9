"""Numbers over time: which points a series has, who sees them, and what the pages make of them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from ninefold.base import clock
from ninefold.features.progress import queries as progress
from ninefold.insight.progress import courses
from ninefold.ledger.models import Entry
from tests import html
from tests.factories import NOW, House, write

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def measured(house: House, height: str, days: int) -> Entry:
    """Jay's height, so many days ago."""
    return write(
        house, "growth", {"reason": "child", "height_cm": height}, about=[house.jay], at=NOW - timedelta(days=days)
    )


@pytest.fixture
def helens(house: House, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Helen's browser, an hour later."""
    monkeypatch.setattr(clock, "now", lambda: LATER)
    client = Client()
    client.force_login(house.account(house.helen))
    return client


def test_a_series_runs_from_its_start_and_says_how_far_it_has_come(house: House) -> None:
    measured(house, "150.5", 100)
    measured(house, "152", 10)
    [height] = courses(house.viewer(house.dana, now=LATER), house.jay.id, "child")
    assert [point.said for point in height.points] == ["150.5", "152"]
    assert (height.start.said, height.latest.said, height.change) == ("150.5", "152", "up by 1.5 since the start")


@pytest.mark.parametrize(
    ("first", "then", "said"),
    [
        ("20", "14", "down by 6 since the start, which is good news"),
        ("14", "20", "up by 6 since the start, which is harder"),
        ("14", "14", "as at the start"),
    ],
)
def test_which_way_is_good_news_is_said_in_words(house: House, first: str, then: str, said: str) -> None:
    for total, day in ((first, "2026-05-01"), (then, "2026-10-01")):
        write(house, "sdq", {"filled_on": day, "filled_by": "carer", "total": total}, about=[house.jay])
    [total_] = courses(house.viewer(house.dana, now=LATER), house.jay.id, "child", only="sdq-total")
    assert total_.change == said


def test_of_many_points_the_first_and_the_last_quarter_are_compared(house: House) -> None:
    for days, mood in enumerate([5, 5, 5, 1, 1, 1, 1, 1, 1, 2, 2, 5]):
        said = {"story": ["A day."], "mood": {house.jay.id: mood}}
        write(house, "daily-note", said, about=[house.jay], at=NOW - timedelta(days=days))
    [moods] = courses(house.viewer(house.dana, now=LATER), house.jay.id, "child")
    assert moods.change == "lately 5.0 on average, 3.0 at first, which is good news"


def test_who_may_not_read_of_a_child_sees_no_line(house: House) -> None:
    measured(house, "150", 100)
    viewer = house.viewer(house.ines, house.home, LATER)
    assert courses(viewer, house.jay.id, "child") == []
    assert courses(house.viewer(house.noor, now=LATER), house.jay.id, "child") == []


def test_it_is_one_query_however_many_points(house: House, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for days in range(1, 9):
        measured(house, str(150 - days), days)
    viewer = house.viewer(house.dana, now=LATER)
    with django_assert_num_queries(1):
        assert len(courses(viewer, house.jay.id, "child")[0].points) == 8


@pytest.mark.parametrize("room", ["desk", "shift"])
def test_the_page_shows_lines_and_every_point_opens_its_record(house: House, helens: Client, room: str) -> None:
    first, second = measured(house, "150", 100), measured(house, "152", 10)
    shown = html.page(helens.get(reverse(f"{room}:progress", args=[house.home.urn, house.jay.id])))
    assert "<polyline" in shown
    assert "up by 2 since the start" in shown
    large = html.page(helens.get(reverse(f"{room}:progress-of", args=[house.home.urn, house.jay.id, "height"])))
    for entry in (first, second):
        opens = reverse("write:record", args=[house.home.urn, entry.record_id])
        assert f'xlink:href="{opens}"' in large
        assert f'<a href="{opens}">' in large
    assert "vega.github.io" not in large
    assert " style=" not in large


def test_a_series_without_points_is_not_there(house: House, helens: Client) -> None:
    for series in ("height", "no-such-series"):
        assert helens.get(reverse("desk:progress-of", args=[house.home.urn, house.jay.id, series])).status_code == 404


def test_more_points_ask_no_more_questions(house: House, helens: Client) -> None:
    address = reverse("desk:progress", args=[house.home.urn, house.jay.id])
    counts = []
    for turn in (1, 2):
        for days in range(1, 6):
            measured(house, "150", 20 * turn + days)
        with CaptureQueriesContext(connection) as asked:
            helens.get(address)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_homes_and_a_workers_numbers_have_their_pages(house: House, helens: Client) -> None:
    urn = house.home.urn
    assert helens.get(reverse("desk:home-progress", args=[urn])).status_code == 200
    assert helens.get(reverse("desk:worker-progress", args=[urn, house.dana.id])).status_code == 200


def test_of_a_long_series_the_table_shows_one_year_and_the_line_fewer_points(
    house: House, helens: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "LINE", 20)
    monkeypatch.setattr(progress, "MARKED", 5)
    for weeks in range(60):
        day = (NOW - timedelta(weeks=weeks)).date().isoformat()
        write(house, "sdq", {"filled_on": day, "filled_by": "carer", "total": str(weeks % 9)}, about=[house.jay])
    address = reverse("desk:progress-of", args=[house.home.urn, house.jay.id, "sdq-total"])
    shown = html.page(helens.get(address))
    before = html.page(helens.get(address, {"year": "2025"}))
    assert shown.count(">open</a>") + before.count(">open</a>") == 60
    assert "one in 4" in shown
    assert html.page(helens.get(address, {"year": "no year"})).count(">open</a>") == shown.count(">open</a>")
    small = html.page(helens.get(reverse("desk:progress", args=[house.home.urn, house.jay.id])))
    assert small.split('<polyline points="')[1].split('"')[0].count(" ") < 20
