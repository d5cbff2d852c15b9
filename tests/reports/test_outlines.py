"""Which reports there are for whom, over which periods, about whom; and a provider's own, which is one file."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied

from ninefold import lawbook
from ninefold.lawbook import load
from ninefold.lawbook.model import Library
from ninefold.lawbook.outlines import Outline, SectionUse
from ninefold.people.access import Viewer
from ninefold.people.models import Home
from ninefold.reports import outlines, records
from ninefold.reports.blocks import Heading, KeyValues, Report, Table
from ninefold.reports.period import Period
from tests.factories import House
from tests.reports.conftest import NOVEMBER, OCTOBER, made
from tests.reports.reading import figures, plain

OWN = """
id: weekly-look
title: Our week
says: What the home talks about on Mondays.
period: since-last
since: handover
readers: [staff]
sections:
  - words: {text: Read this before the team meets.}
  - in-short: {types: [measure], facts: {wish.made: Wishes}}
  - told: {heading: Holds, types: {measure: None this week.}}
"""
CHILDS = """
id: childs-month
title: A child's month
says: For the social worker.
period: month
subject: child
readers: [leaders]
sections: [cover, {in-short: {types: [measure]}}, children, {told: {types: {measure: No measure was used.}}},
  what-helped, {wishes: {asks: wish.made}}, {late: {asks: wish.made}}, {numbers: {mood: mood.said}}, standards,
  not-known, new-page, {sign-off: {lines: [Key-worker]}}]
"""


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    """The library with a provider's two reports over it: no line of Python."""
    (tmp_path / "reports").mkdir()
    for name, text in (("weekly-look", OWN), ("childs-month", CHILDS)):
        (tmp_path / "reports" / f"{name}.yaml").write_text(text, encoding="utf-8")
    library = load.load(tmp_path)
    monkeypatch.setattr(lawbook, "current", lambda: library)
    yield library


def headings(report: Report) -> list[str]:
    return [block.text for block in report.blocks if isinstance(block, Heading) and block.level == 2]


def test_the_months_pack_has_its_sections_in_order(pack: Report) -> None:
    assert headings(pack) == [
        "In short", "Children", "Arrivals and leavers", "The nine standards", "Incidents",
        "Hold, consequence or other measure", "What helped", "Missing", "Complaints", "Wishes", "Staff",
        "Duties late, overdue or never done", "The month in numbers", "What is not known",
    ]  # fmt: skip


def test_a_report_is_for_its_readers(october: House) -> None:
    ines, noor = october.viewer(october.ines), october.viewer(october.noor, october.other)
    library = lawbook.current()
    assert [one.id for one in outlines.readable(ines, library)] == ["independent-visit", "month"]
    assert {one.subject for one in outlines.readable(noor, library)} == {"child"}
    with pytest.raises(PermissionDenied):
        made(noor)


def test_months_are_offered_since_the_records_began_and_none_before(helen: Viewer) -> None:
    offered = outlines.periods(helen, lawbook.current().reports["month"])
    assert [str(offered[0]), str(offered[-1])] == ["2026-11", "2026-10"]


def test_six_months_are_counted_from_the_month_of_registration(helen: Viewer) -> None:
    offered = outlines.periods(helen, lawbook.current().reports["six-months"])
    assert [period.title for period in offered] == ["September 2026 to February 2027"]
    assert all(outlines.fits(lawbook.current().reports["six-months"], period) for period in offered)


def test_a_year_is_the_calendars(helen: Viewer) -> None:
    yearly = Outline(
        id="y", title="Y", says="", period="year", readers=("managers",), sections=(SectionUse(name="cover"),)
    )
    assert [period.title for period in outlines.periods(helen, yearly)] == ["January to December 2026"]


def test_a_home_registered_this_month_has_one_report(october: House, helen: Viewer) -> None:
    Home.objects.filter(pk=october.home.pk).update(registered_on=NOVEMBER.date())
    young = october.viewer(october.helen, now=NOVEMBER)
    assert [str(one) for one in outlines.periods(young, lawbook.current().reports["month"])] == ["2026-11"]


def test_the_six_months_stand_beside_those_before(october: House, helen: Viewer) -> None:
    report = made(helen, Period.read("2026-09-01--2027-02-28"), "six-months")
    table = next(b for b in report.blocks if isinstance(b, Table) and b.caption == "Beside the six months before")
    rows = {plain(row[0]): [plain(cell) for cell in row[1:]] for row in table.rows}
    assert table.columns[1:3] == ("September 2026 to February 2027", "March to August 2026")
    assert rows["Records"] == ["9", "0", "9 more"]
    assert rows["Hold, consequence or other measure"] == ["2", "0", "2 more"]
    assert rows["Complaint"] == ["0", "0", "as many"]
    assert {f.number for f in figures(report)} >= {9, 2, 0}
    assert [f for f in figures(report) if records.count(helen, f.selection) != f.number] == []


def test_a_providers_report_is_one_file(own: Library, october: House) -> None:
    dana = october.viewer(october.dana, now=NOVEMBER)
    weekly = own.reports["weekly-look"]
    assert [one.id for one in outlines.readable(dana, own) if one.subject == "home"] == ["weekly-look"]
    period = outlines.periods(dana, weekly)[0]
    report = outlines.report(dana, weekly, period)
    assert (report.title, headings(report)) == ("Our week", ["In short", "Holds"])
    assert [f for f in figures(report) if records.count(dana, f.selection) != f.number] == []


def test_since_the_last_begins_the_day_after_it(own: Library, october: House) -> None:
    outline = own.reports["weekly-look"].model_copy(update={"since": "supervision"})
    helen = october.viewer(october.helen, now=NOVEMBER)
    assert str(outlines.periods(helen, outline)[0]) == "2026-10-13--2026-11-02"
    never = outline.model_copy(update={"since": "complaint"})
    assert outlines.periods(helen, never)[0].first == outlines.records_began(helen) > october.home.registered_on


def test_since_the_last_on_the_same_day_is_today(own: Library, october: House) -> None:
    outline = own.reports["weekly-look"].model_copy(update={"since": "supervision"})
    same = october.viewer(october.helen, now=datetime(2026, 10, 12, 20, tzinfo=UTC))
    assert outlines.periods(same, outline)[0].last == same.now.date()


def test_a_report_about_a_child_counts_only_that_child(own: Library, october: House, helen: Viewer) -> None:
    jays = made_of(own, helen, october.jay.id)
    assert jays.title == "A child's month, Jay"
    short = next(b for b in jays.blocks[2:] if isinstance(b, KeyValues))
    assert plain(short.rows[0][1]) == "6, of them 2 with a child's own words"
    assert [f for f in figures(jays) if records.count(helen, f.selection) != f.number] == []
    kits = made_of(own, helen, october.kit.id)
    assert "No measure was used." in [
        plain(b.text) for b in kits.blocks if hasattr(b, "text") and isinstance(b.text, tuple)
    ]
    children = next(b for b in kits.blocks if isinstance(b, Table) and b.caption == "Children who lived here")
    assert [plain(row[0]) for row in children.rows] == ["Kit"]


def test_of_another_child_nothing_is_said_by_name(own: Library, october: House, helen: Viewer) -> None:
    told = str(made_of(own, helen, october.jay.id, initials=True).blocks)
    assert not [name for name in ("Jay", "Kit", "Dana", "Helen") if name in told]


def made_of(library: Library, viewer: Viewer, child: str, *, initials: bool = False) -> Report:
    return outlines.report(viewer, library.reports["childs-month"], OCTOBER, subject=child, initials=initials)


def test_the_six_months_take_a_fixed_number_of_queries(
    helen: Viewer, django_assert_max_num_queries: Callable[..., object]
) -> None:
    with django_assert_max_num_queries(50):  # type: ignore[attr-defined]
        made(helen, Period.read("2026-09-01--2027-02-28"), "six-months")
