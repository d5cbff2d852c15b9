"""The pages of published data: each is sound, asks few questions, and says what the queries say."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from ninefold.rooms.commission import charts
from ninefold.sector import histories, invented, lists, queries, years
from ninefold.sector.models import Event, InspectedHome
from tests import html
from tests.factories import NOW

PAGES = [
    "/sector/",
    "/sector/import/",
    "/sector/files/",
    "/sector/homes/9900001/",
    "/sector/homes/SC000000/",
    "/sector/stability/",
    "/sector/stability/?what=falling&region=London",
    "/sector/stability/?grade=2&years=2&to=2020-03-31&size=3-4",
    "/sector/change/",
    "/sector/change/?by=size&before=4&gap=without",
    "/sector/compare/",
    "/sector/compare/?q=larch",
    "/sector/compare/authority/?name=Northmoor",
    "/sector/compare/owner/?name=Birchfield%20Care",
    "/sector/compare/region/?name=London",
    "/sector/shortlist/?grade=1&unbroken=2&history=stable&page=7",
    "/sector/watching/",
    "/sector/area/",
    "/sector/grid/",
    "/sector/lists/",
    "/sector/reports/",
    "/sector/shortlist/?q=birchfield&near=Northmoor&since=2023",
    "/sector/stability/?what=that grade or a better one&grade=2&years=3",
    "/sector/records/",
    "/sector/homes/9900001/sign/matching/",
]


def _text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html.page(answer)))


@pytest.mark.parametrize("address", PAGES)
def test_every_page_is_sound_with_and_without_data(cora: Client, sector: None, address: str) -> None:
    assert html.problems(cora.get(address).content.decode()) == []


@pytest.mark.parametrize("address", [page for page in PAGES if "9900001" not in page])
def test_every_page_stands_before_the_first_file(cora: Client, address: str) -> None:
    answer = cora.get(address)
    assert answer.status_code == 200
    assert html.problems(answer.content.decode()) == []


@pytest.mark.parametrize("address", PAGES)
def test_a_page_asks_few_questions_once_the_files_are_known(
    cora: Client, sector: None, address: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    cora.get(address)
    with django_assert_max_num_queries(24):
        cora.get(address)


@pytest.mark.parametrize(
    "address",
    [
        "/sector/years.svg",
        "/sector/homes/9900001/line.svg",
        "/sector/change/staying.svg?by=region",
        "/sector/compare/region/years.svg?name=London",
    ],
)
def test_pictures_are_pictures_and_run_nothing(cora: Client, sector: None, address: str) -> None:
    answer = cora.get(address)
    assert answer["Content-Type"] == "image/svg+xml"
    assert "script-src" not in answer["Content-Security-Policy"]
    assert answer.content.startswith(b"<svg")


def test_before_any_file_the_first_page_says_where_to_get_them(cora: Client) -> None:
    said = _text(cora, "/sector/")
    assert "Children's social care data in England" in said.replace("&#x27;", "'")
    assert "Drop Ofsted" in said


def test_the_first_page_answers_the_question_of_2011(cora: Client, sector: None) -> None:
    newest = queries.newest_stable(1, 3)
    assert newest is not None
    said = _text(cora, "/sector/")
    assert f"{len(newest.homes)} of {newest.inspected}" in said
    assert f"{newest.share:.1%} of the homes fully inspected in {years.title(newest.years[-1])}" in said
    assert "35 of 1,439" in said
    assert "These homes are invented" in said


def test_without_three_years_in_a_row_the_first_page_says_so(cora: Client) -> None:
    invented.fill(homes=21, seed=77, at=NOW)  # as no other test does: answers are kept by what was imported
    Event.objects.filter(year__in=(2017, 2019, 2022, 2024)).delete()
    assert "do not cover three inspection years in a row" in _text(cora, "/sector/")


def test_the_stability_page_lists_the_homes_it_counts(cora: Client, sector: None) -> None:
    found = queries.stable(2, 2, years.last_day(2018))
    page = html.page(cora.get("/sector/stability/?grade=2&years=2&to=2019-03-31"))
    listed = set(re.findall(r'<th scope="row"><a href="/sector/homes/(\w+)/', page))
    assert listed == set(found.homes)
    assert f"of {found.inspected}" in re.sub(r"<[^>]+>", "", page)


def test_a_narrower_question_counts_the_homes_of_the_narrower_kind(cora: Client, sector: None) -> None:
    wide = queries.stable(2, 1, years.last_day(2018))
    inside = {home.urn for home in InspectedHome.objects.filter(region="London")}
    seen = {event.provider_id for event in Event.objects.filter(year=2018, grade__isnull=False)} & inside
    said = _text(cora, "/sector/stability/?grade=2&years=1&to=2019-03-31&region=London")
    assert f"{len(set(wide.homes) & inside)} of {len(seen)}" in said


@pytest.mark.parametrize("kind", histories.CLASSES)
def test_histories_are_listed_as_they_are_classed(cora: Client, sector: None, kind: str) -> None:
    found = queries.classes()[kind]
    assert f"{len(found)} of " in _text(cora, f"/sector/stability/?what={kind}")


def test_a_home_shows_every_inspection_and_the_gap(cora: Client, sector: None) -> None:
    home = InspectedHome.objects.get(urn="9900001")
    page = html.page(cora.get(reverse("commission:home", args=[home.urn])))
    for event in home.events.all():
        assert event.number in page
    assert "2020-21" in page
    assert "never what will be found" in page
    assert page.count('<li class="full">') == home.events.filter(kind="full").count()


def test_the_line_is_not_drawn_over_the_gap(cora: Client, sector: None) -> None:
    chart = charts.line_of_time("A home", [("2019-05-01", 2), ("2021-05-01", 2), ("2022-05-01", 1)], [2020])
    assert [row[2] for row in chart.rows] == ["0", "1", "1"]


def test_small_numbers_are_marked(cora: Client, sector: None) -> None:
    assert "few" in _text(cora, "/sector/change/?by=region&before=4")


def test_a_shortlist_keeps_what_was_asked_and_hands_on_the_same(cora: Client, sector: None) -> None:
    london = lists.open_homes().filter(region="London")
    newest = {home.urn: queries.graded().filter(provider=home).order_by("on").last() for home in london}
    expected = [urn for urn, event in newest.items() if event and event.grade == 2]
    lines = html.page(cora.get("/sector/shortlist/homes.csv?region=London&grade=2")).splitlines()
    assert sorted(line.split(",")[0] for line in lines[1:]) == sorted(expected)


@pytest.mark.parametrize("address", ["/sector/compare/planet/?name=x", "/sector/compare/region/", "/sector/files/99/"])
def test_what_is_not_there_is_not_there(cora: Client, sector: None, address: str) -> None:
    assert cora.get(address).status_code == 404
