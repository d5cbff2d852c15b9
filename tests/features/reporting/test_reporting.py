"""Reports at the desk: who opens which, in four drawings, and where their numbers and the links of before lead."""

import io
import re
from urllib.parse import unquote

import pytest
from docx import Document
from python_calamine import CalamineWorkbook

from ninefold import lawbook
from ninefold.people.models import AccessLog
from ninefold.reports import kept_links
from tests import html
from tests.features.desk import Desk, behind, hold

STEP = "her rabbit blanket"


@pytest.fixture
def comforted(desk: Desk) -> Desk:
    """Jay was held, and a thing of hers was tried."""
    hold(desk.house, desk.house.jay, ways_tried=[{"step": STEP, "outcome": "helped"}], childs_view=["I wanted Mum."])
    return desk


def test_no_address_of_a_report_holds_a_childs_words_or_a_name(comforted: Desk) -> None:
    page = comforted.text("report", "month", "2026-10")
    assert STEP in page
    addresses = re.findall(r'href="([^"]+)"', page)
    assert sum("/desk/behind/" in address for address in addresses) > 100
    for word in ("rabbit", "blanket", "Jay", "Mum"):
        assert [address for address in addresses if word in unquote(address)] == []


def test_a_number_opens_its_records(comforted: Desk) -> None:
    page = comforted.text("report", "month", "2026-10")
    row = re.search(rf"<td>{STEP}</td><td><a class=\"figure\" href=\"([^\"]+)\">1</a>", page)
    assert row
    opened = html.page(comforted.client.get(row[1]))
    assert "1 record stands behind this number in the report of October 2026" in opened
    assert "I wanted Mum." in opened


def test_a_link_of_before_leads_to_the_same_records_without_words(comforted: Desk) -> None:
    child = comforted.house.jay.id
    answer = comforted.get("behind-kept", what=f"step:helped:{child}:{STEP}", month="2026-10")
    assert answer.status_code == 302
    assert "rabbit" not in unquote(answer.headers["Location"])
    assert "1 record stands" in html.page(comforted.client.get(answer.headers["Location"]))


@pytest.mark.parametrize(
    ("query", "to"),
    [
        ({"what": "nonsense", "month": "2026-10"}, ("report", "month", "2026-10")),
        ({"what": "hours:a", "month": "2026-10"}, ("report", "month", "2026-10")),
        ({"what": "type:measure", "month": "never"}, ("reports",)),
        ({}, ("reports",)),
    ],
)
def test_a_link_of_before_that_says_little_leads_to_the_reports(
    desk: Desk, query: dict[str, str], to: tuple[str, ...]
) -> None:
    assert desk.get("behind-kept", **query).headers["Location"] == desk.address(*to)


def test_a_link_that_was_changed_or_is_another_homes_opens_nothing(desk: Desk) -> None:
    right = behind(desk, "all")
    assert desk.client.get(right).status_code == 200
    assert desk.client.get(right[:-3] + "x/").status_code == 404
    urn, other = desk.house.home.urn, desk.house.other.urn
    desk.client.force_login(desk.house.account(desk.house.ruth))
    assert desk.client.get(right).status_code == 200
    assert desk.client.get(right.replace(urn, other)).status_code == 404


def test_the_files_are_what_they_say(comforted: Desk) -> None:
    word = comforted.get("report-file", "month", "2026-10", "docx")
    assert "Evidence pack" in [p.text for p in Document(io.BytesIO(word.content)).paragraphs]
    book = comforted.get("report-file", "month", "2026-10", "xlsx")
    assert CalamineWorkbook.from_filelike(io.BytesIO(book.content)).sheet_names[0] == "Report"
    assert book.headers["Content-Disposition"] == 'attachment; filename="9900001-2026-10.xlsx"'
    pdf = comforted.get("report-file", "month", "2026-10", "pdf", initials="yes")
    assert pdf.content.startswith(b"%PDF-")
    assert pdf.headers["Content-Disposition"] == 'inline; filename="9900001-2026-10-initials.pdf"'


def test_each_look_is_written_down(desk: Desk) -> None:
    desk.text("report", "month", "2026-10")
    assert AccessLog.objects.filter(what="month report").count() == 1


def test_a_report_is_for_its_readers_only(desk: Desk) -> None:
    period = "2026-09-01--2027-02-28"
    assert desk.get("report", "six-months", period).status_code == 200
    desk.client.force_login(desk.house.account(desk.house.ines))
    assert "Figures for the quality of care review" not in desk.text("reports")
    assert desk.get("report", "six-months", period).status_code == 403
    assert desk.get("report-file", "six-months", period, "xlsx").status_code == 403
    assert desk.get("report", "month", "2026-10").status_code == 200


def test_a_period_that_the_report_is_not_of_is_not_there(desk: Desk) -> None:
    assert desk.get("report", "six-months", "2026-10").status_code == 404
    assert desk.get("report", "month", "2026-09-01--2027-02-28").status_code == 404


def test_every_report_of_the_library_stands_on_the_shelf_and_opens(desk: Desk) -> None:
    shelf = desk.text("reports")
    for outline in lawbook.current().reports.values():
        assert f"<h3>{outline.title}</h3>" in shelf.replace("&#x27;", "'")
        address = re.search(rf'href="([^"]+/reports/{outline.id}/[^"/]+/(?:\?child=[^"]+)?)"', shelf)
        assert address
        assert desk.client.get(address[1]).status_code == 200


def test_the_shelf_shows_the_newest_and_all_of_one_on_a_page_of_its_own(desk: Desk) -> None:
    months = re.compile(r'href="[^"]+/reports/month/(\d{4}-\d\d)/"')
    assert months.findall(desk.text("reports")) == ["2026-10"]
    whole = desk.client.get(desk.address("reports") + "?of=month").content.decode()
    assert months.findall(whole)[0] == "2026-10"
    assert "annex-a" not in whole
    assert desk.client.get(desk.address("reports") + "?of=nothing").status_code == 404


def test_old_keys_are_read_as_they_were_written() -> None:
    hours = kept_links.selection("hours:incident+measure:4:18", "2026-10")
    assert hours is not None and hours.words == ("4", "18", "incident", "measure")
    kind = kept_links.selection("type:measure", "2026-10")
    assert kind is not None and (kind.kind, kind.words, str(kind.period)) == ("type", ("measure",), "2026-10")
