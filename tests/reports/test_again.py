"""Every figure of the outlines that others rely on, counted again from the exported ledger, in another way."""

import json
from pathlib import Path

import pytest

from ninefold import lawbook
from ninefold.base import clock
from ninefold.ledger import export
from ninefold.ledger.models import Entry
from ninefold.people.access import Viewer
from ninefold.reports import outlines
from ninefold.reports.figures import as_counted
from ninefold.reports.period import Period
from tests.reports import again
from tests.reports.test_simulated import viewers

__all__ = ["viewers"]
pytestmark = pytest.mark.slow
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
    assert nonzero > 100


def test_a_months_pack_is_counted_by_type(viewers: list[Viewer], tmp_path: Path) -> None:
    viewer, period = viewers[0], Period.read("2026-05")
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


def test_the_entries_behind_a_figure_are_those_of_its_records(viewers: list[Viewer]) -> None:
    viewer, period = viewers[0], Period.read("2026-05")
    told = as_counted(viewer, outlines.report(viewer, lawbook.current().reports["annex-a"], period))
    assert json.loads(json.dumps(told)) == told
    for one in told["figures"]:
        entries = Entry.objects.filter(home=viewer.home, record_id__in=one["records"]).values_list("pk", flat=True)
        assert sorted(entries) == sorted(one["entries"])
        if one["of"] == "records":
            assert one["number"] == len(one["records"])
    assert told["gaps"]
    assert clock.parse(told["made_at"]) == viewer.now
