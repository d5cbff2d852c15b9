"""The invented sector, and homes beside each other."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from ninefold.sector import actions, invented, lists, queries, queries_kept, register
from ninefold.sector.lists import Shortlist
from ninefold.sector.models import Event, Import, InspectedHome

NOW = datetime(2026, 10, 24, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def sector(db: None) -> None:
    invented.fill(homes=150, seed=3, at=NOW)


def test_the_same_seed_invents_the_same_homes_and_none_that_is_real() -> None:
    once, again = (list(invented.inspections(40, 5, date(2026, 10, 24))) for _ in range(2))
    assert once == again
    assert once != list(invented.inspections(40, 6, date(2026, 10, 24)))
    assert all(one.urn.startswith("XX") for one in once)


def test_an_invented_sector_has_ten_years_with_a_gap_and_every_class(sector: None) -> None:
    assert queries.covered_years() == [2016, 2017, 2018, 2019, 2021, 2022, 2023, 2024, 2025]
    newest = queries.newest_stable(1, 3)
    assert newest is not None
    assert newest.years == [2023, 2024, 2025]
    assert all(queries.classes().values())
    assert invented.fill(homes=150, seed=3, at=NOW).new == 0


def test_a_table_of_homes_asks_the_same_few_questions_however_many_there_are(sector: None) -> None:
    authority = lists.names("authority")[0][0]
    queries.graded_by_home()
    with CaptureQueriesContext(connection) as few:
        some = lists.rows(lists.open_homes().filter(authority=authority))
    with CaptureQueriesContext(connection) as many:
        every = lists.rows(lists.open_homes())
    # The state of the files twice, and the homes; the first time PostgreSQL is asked once more about itself.
    assert len(many) == 3 <= len(few)
    assert 0 < len(some) < len(every)
    assert {row.authority for row in some} == {authority}


def test_a_shortlist_keeps_what_was_asked(sector: None) -> None:
    asked = Shortlist(region="north west", places_from=2, places_to=5, grades=(1, 2), in_class="never below good")
    found = queries_kept.shortlist(asked)
    assert found
    for row in found:
        assert row.region == "North West"
        assert 2 <= (row.places or 0) <= 5
        assert row.grade in (1, 2)
        assert max(grade for _, grade in row.grades) <= 2


def test_an_owner_s_homes_however_it_is_spelt(sector: None) -> None:
    owner, homes, _ = max(lists.names("owner"), key=lambda one: one[1])
    assert len(queries_kept.shortlist(Shortlist(owner=owner.replace("Limited", "LTD")))) == homes


def test_places_and_homes_by_grade_over_the_years(sector: None) -> None:
    for row in lists.over_the_years(Q(region="London")):
        seen = Event.objects.filter(year=row.year, region="London", grade__isnull=False)
        assert row.homes == sum(row.by_grade.values()) == seen.values("provider").distinct().count()


def test_who_joined_and_left(sector: None) -> None:
    homes = InspectedHome.objects.filter(is_home=True)
    changes = register.changes()
    assert sum(len(one.joined) for one in changes) == homes.count()
    assert sorted(urn for one in changes for urn in one.left) == sorted(
        homes.filter(closed_on__isnull=False).values_list("urn", flat=True)
    )


def test_a_watch_list_shows_what_the_newest_import_brought(sector: None) -> None:
    urn = lists.rows(lists.open_homes())[0].urn
    actions.watch(watcher="ada", urn=urn, note="", at=NOW)
    [watched] = lists.watch_list("ada")
    assert watched.row.urn == urn
    assert [event.provider_id for event in watched.news] == [urn] * Event.objects.filter(provider=urn).count()
    assert lists.watch_list("ben") == []


def test_a_row_for_a_spreadsheet_reckons_nothing_out(sector: None) -> None:
    InspectedHome.objects.filter(is_home=True).update(name="=HYPERLINK(1)")
    plain = lists.rows(lists.open_homes())[0].as_plain()
    assert plain["name"] == "'=HYPERLINK(1)"
    assert all(isinstance(value, str | int | date | None) for value in plain.values())


def test_what_homes_of_a_kind_usually_do_next(sector: None) -> None:
    home = lists.open_homes().order_by("urn")[0]
    usual = queries.usually_next(home)
    assert list(usual) == ["all", "sector", "size"]
    for table in usual.values():
        assert [rate.after for rate in table] == [1, 2, 3, 4]
        assert sum(rate.count for rate in table) == table[0].of
    assert usual["sector"][0].of <= usual["all"][0].of


def test_histories_that_are_kept_follow_the_files(sector: None) -> None:
    before = queries.graded_by_home()
    assert queries.graded_by_home() is before
    Import.objects.all().delete()
    invented.fill(homes=10, seed=4, at=NOW)
    assert len(queries.graded_by_home()) <= 10
