"""Two simulated homes: every figure of every report of the library is the number of records that it opens."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from ninefold import lawbook
from ninefold.base import clock
from ninefold.ledger import export
from ninefold.ledger.models import Entry, Record
from ninefold.ops.cli.common import viewer_of
from ninefold.ops.simulate.provider import Plan, simulate
from ninefold.people.access import Viewer
from ninefold.people.models import Home
from ninefold.reports import outlines, records
from ninefold.reports.blocks import Chart, Report, Table
from ninefold.reports.figures import as_counted
from ninefold.reports.period import Period
from tests.reports import again
from tests.reports.reading import figures, plain

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
FIRST, UNTIL = date(2026, 5, 11), "2026-06-10T15:00"
MAY = Period.read("2026-05")
HALF = Period.read("2026-01-01--2026-06-30")


@pytest.fixture(scope="module")
def viewers(django_db_setup: None, django_db_blocker: Any) -> Iterator[list[Viewer]]:
    """A manager's eyes on each of two homes, which are lived through once for the module: these tests only read."""
    with django_db_blocker.unblock(), transaction.atomic():
        simulate(Plan(homes=2, children=4, first=FIRST, until=clock.parse(UNTIL), seed=3))
        yield [viewer_of(home, clock.parse(UNTIL)) for home in Home.objects.order_by("urn")]
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def reports(viewers: list[Viewer]) -> dict[str, list[Report]]:
    """By home: each report of the library over a time in which people lived there."""
    library = lawbook.current()
    return {
        viewer.home.pk: [
            outlines.report(viewer, library.reports[name], period)
            for name, period in (("month", MAY), ("six-months", HALF))
        ]
        for viewer in viewers
    }


def test_every_figure_is_what_it_opens_and_nothing_of_another_home(
    viewers: list[Viewer], reports: dict[str, list[Report]]
) -> None:
    for viewer in viewers:
        for report in reports[viewer.home.pk]:
            every = set(figures(report))
            assert len(every) > 100
            assert {f: n for f in every if (n := records.count(viewer, f.selection, f.of)) != f.number} == {}
    first, second = viewers
    here = {f.selection for f in figures(reports[first.home.pk][0]) if f.number}
    assert all(set(records.behind(second, s).values_list("home", flat=True)) <= {second.home.pk} for s in here)


def test_the_tables_are_the_records_counted_by_hand(viewers: list[Viewer], reports: dict[str, list[Report]]) -> None:
    library = lawbook.current()
    for viewer in viewers:
        report = reports[viewer.home.pk][0]
        here = Record.objects.filter(home=viewer.home, withdrawn=False)
        within = [r for r in here if MAY.first <= clock.local(r.happened_at).date() <= MAY.last]
        counted = Counter(library.records[r.type].title for r in within if library.records[r.type].area != "standing")
        kinds = next(b for b in report.blocks if isinstance(b, Table) and b.caption == "Records by kind")
        shown: Counter[str] = Counter()
        for row in kinds.rows:
            shown[plain(row[0])] += int(plain(row[2]))
        assert shown == counted
        days = next(b for b in report.blocks if isinstance(b, Chart) and b.title == "Records by day")
        assert sum(f.number for f in figures(days)) == sum(counted.values())


def test_the_half_year_by_month_is_its_months(reports: dict[str, list[Report]]) -> None:
    for month, half in reports.values():
        bars = next(b for b in half.blocks if isinstance(b, Chart) and b.title == "Records by month")
        may = {str(label): figure for label, figure in bars.rows}["May 26"]
        everything = next(f for f in figures(month) if f.selection.kind == "all")
        assert may.number == everything.number  # type: ignore[union-attr]


SPANS = {
    "annex-a": "2026-05-01--2026-06-10",
    "independent-visit": "2026-05-01--2026-05-31",
    "quality-review": "2026-01-01--2026-06-30",
    "board": "2026-01-01--2026-06-30",
    "notification": "2026-05-01--2026-05-31",
    "incoming-manager": "2026-01-01--2026-06-30",
}


def test_what_is_counted_is_what_the_export_holds(viewers: list[Viewer], tmp_path: Path) -> None:
    differs, nonzero = [], 0
    for viewer in viewers:
        export.write(viewer.home, tmp_path / "ledger.jsonl")
        every = again.read(tmp_path / "ledger.jsonl")
        for name, written in SPANS.items():
            period = Period.read(written)
            report = outlines.report(viewer, lawbook.current().reports[name], period)
            figures = {one["id"]: one for one in as_counted(viewer, report)["figures"]}
            days = again.Days(period.first, period.last, viewer.now)
            for line in again.lines_of(name):
                number = figures[f"{line['id']}/{period}"]["number"]
                counted = again.count(line, every, days)
                nonzero += bool(counted)
                if number != counted:
                    differs.append((viewer.home.urn, name, line["id"], number, counted))
    assert differs == []
    assert nonzero > 60
    _a_months_pack_is_counted_by_type(viewers[0], tmp_path)
    _the_entries_behind_a_figure_are_those_of_its_records(viewers[0])


def _a_months_pack_is_counted_by_type(viewer: Viewer, tmp_path: Path) -> None:
    period = MAY
    export.write(viewer.home, tmp_path / "ledger.jsonl")
    days = again.Days(period.first, period.last, viewer.now)
    every = [one for one in again.read(tmp_path / "ledger.jsonl").values() if one.type not in again.SETTING_UP]
    told = as_counted(viewer, outlines.report(viewer, lawbook.current().reports["month"], period))
    types = [one for one in told["figures"] if one["selection"]["kind"] == "type" and one["id"].endswith("/2026-05")]
    assert len(types) > 10
    for one in types:
        (type,) = one["selection"]["words"]
        assert one["number"] == sum(days.holds(each.happened) for each in every if each.type == type), type
    whole = next(one for one in told["figures"] if one["id"] == "all/2026-05")
    assert whole["number"] == sum(days.holds(each.happened) for each in every)


def _the_entries_behind_a_figure_are_those_of_its_records(viewer: Viewer) -> None:
    period = MAY
    told = as_counted(viewer, outlines.report(viewer, lawbook.current().reports["annex-a"], period))
    assert json.loads(json.dumps(told)) == told
    for one in told["figures"]:
        entries = Entry.objects.filter(home=viewer.home, record_id__in=one["records"]).values_list("pk", flat=True)
        assert sorted(entries) == sorted(one["entries"])
        if one["of"] == "records":
            assert one["number"] == len(one["records"])
    assert told["gaps"]
    assert clock.parse(told["made_at"]) == viewer.now
