"""A home's own inspection report, read as a table and taken like any other file."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import typst

from ninefold.sector import actions, papers, queries
from ninefold.sector.files import Damaged
from ninefold.sector.models import Event, InspectedHome
from ninefold.sector.reading import read
from tests.sector.sheets import TITLES, as_csv, row

NOW = datetime(2026, 10, 25, 9, 0, tzinfo=UTC)
DAY = date(2026, 10, 25)
SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "data" / "ofsted-reports"
FRONT = """{kind}

Inspection dates: {days}

Overall experiences and progress of children and young people, taking into account {overall}

How well children and young people are helped and protected {protection}

The effectiveness of leaders and managers {leadership}
"""
BACK = """Recent inspection history

14/02/2024 Full Good

09/03/2023 Assurance

== Details

Unique reference number: SC900001

Provision sub-type: Children’s home

Registered provider: Birchfield Care
"""


def report(folder: Path, days: str = "27 and 28 February 2025", kind: str = "Full inspection", **said: str) -> Path:
    """A report made up for the test, as PDF."""
    told = {"overall": "outstanding", "protection": "good", "leadership": "requires improvement to be good"} | said
    (folder / "report.typ").write_text(FRONT.format(kind=kind, days=days, **told) + BACK, encoding="utf-8")
    typst.compile(str(folder / "report.typ"), output=str(folder / "report.pdf"))
    return folder / "report.pdf"


def test_a_report_tells_of_its_own_inspection_and_of_those_before(tmp_path: Path) -> None:
    found = read(report(tmp_path), "report.pdf", DAY).inspections
    assert [(i.urn, i.kind, i.on, i.grade, i.protection, i.leadership) for i in found] == [
        ("SC900001", "full", date(2025, 2, 27), 1, 2, 3),
        ("SC900001", "full", date(2024, 2, 14), 2, None, None),
        ("SC900001", "assurance", date(2023, 3, 9), None, None, None),
    ]
    assert {i.owner for i in found} == {"Birchfield Care"}


@pytest.mark.parametrize(
    ("days", "first"),
    [
        ("3 June 2025", date(2025, 6, 3)),
        ("30 June and 1 July 2025", date(2025, 6, 30)),
        ("31 December 2024 and 2 January 2025", date(2024, 12, 31)),
        ("4, 5 and 6 March 2025", date(2025, 3, 4)),
        ("4 to 6 March 2025", date(2025, 3, 4)),
    ],
)
def test_the_first_of_its_days_counts(tmp_path: Path, days: str, first: date) -> None:
    assert read(report(tmp_path, days), "report.pdf", DAY).inspections[0].on == first


def test_a_judgement_that_was_not_made_is_not_taken_from_the_next(tmp_path: Path) -> None:
    own = read(report(tmp_path, protection=""), "report.pdf", DAY).inspections[0]
    assert (own.grade, own.protection, own.leadership) == (1, None, 3)


def test_a_report_of_a_visit_grades_nothing(tmp_path: Path) -> None:
    own = read(report(tmp_path, kind="Monitoring visit"), "report.pdf", DAY).inspections[0]
    assert (own.kind, own.grade) == ("monitoring", None)


def test_another_pdf_is_refused_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "menu.typ").write_text("Tomato soup on Monday")
    typst.compile(str(tmp_path / "menu.typ"), output=str(tmp_path / "menu.pdf"))
    with pytest.raises(Damaged, match="not an inspection report"):
        read(tmp_path / "menu.pdf", "menu.pdf", DAY)


def test_a_cut_pdf_is_refused(tmp_path: Path) -> None:
    whole = report(tmp_path).read_bytes()
    with pytest.raises(papers.NoReport):
        papers.table(whole[: len(whole) // 3])


def test_it_joins_the_line_of_time_and_adds_nothing_that_is_known(db: None, tmp_path: Path) -> None:
    year = as_csv(tmp_path / "2023.csv", [TITLES, row("SC900001", "14/02/2024", number="77")])
    actions.import_file(path=year, name="2023.csv", at=NOW)
    taken = actions.import_file(path=report(tmp_path), name="report.pdf", at=NOW)
    assert (taken.new, taken.known) == (2, 1)
    again = actions.import_file(path=report(tmp_path), name="report.pdf", at=NOW)
    assert (again.new, again.known) == (0, 3)
    home = InspectedHome.objects.get(urn="SC900001")
    assert Event.objects.filter(provider=home).count() == 3
    assert queries.history(home, DAY).grade == 1


@pytest.mark.skipif(not SAMPLES.exists(), reason="Ofsted's sample reports are not beside the project")
def test_two_published_reports_are_read() -> None:
    told = {
        path.name: [(i.on, i.grade) for i in read(path, path.name, DAY).inspections]
        for path in sorted(SAMPLES.glob("*.pdf"))
    }
    assert [len(rows) for rows in told.values()] == [4, 5]
    assert [rows[0] for rows in told.values()] == [(date(2025, 6, 18), 1), (date(2024, 2, 27), 1)]
