"""Searching, shortlists with reasons, tables as spreadsheets, reports, and names instead of bare numbers."""

import io
import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from django.test import Client

from ninefold.sector import actions, invented, lists, queries_kept, shortlists
from ninefold.sector.models import Import, InspectedHome, InspectionReport, LastLook, Pick
from tests import html
from tests.factories import NOW, House
from tests.sector.test_papers import report

EXPORTS = [
    "/sector/area/",
    "/sector/stability/",
    "/sector/change/",
    "/sector/compare/",
    "/sector/compare/owner/?name=Birchfield%20Care",
    "/sector/grid/",
    "/sector/records/",
]


def _text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.page(answer)))


def _keep(client: Client, urn: str, **said: str) -> str:
    given = {"list": "J", "back": "/sector/lists/"} | said
    return html.page(client.post(f"/sector/homes/{urn}/keep/", given, follow=True))


@pytest.mark.parametrize("typed", ["birchfield", "9900001", "Birchfield Northmoor"])
def test_a_home_is_found_by_what_somebody_types(cora: Client, sector: None, typed: str) -> None:
    assert "1 home ," in _text(cora, f"/sector/shortlist/?q={typed}")


def test_a_postcode_district_finds_its_homes_and_no_other_district(sector: None) -> None:
    row = lists.rows(InspectedHome.objects.filter(urn="9900001"))[0]
    there = row.__class__(**{name: getattr(row, name) for name in row.__slots__} | {"postcode": "LA1 4AA"})
    assert [queries_kept.has_text(there, asked) for asked in ("LA1", "la1 4aa", "LA", "LA14", "L")] == [
        True,
        True,
        True,
        False,
        False,
    ]


def test_a_shortlist_keeps_its_reason_and_says_what_has_changed(cora: Client, dora: Client, sector: None) -> None:
    assert "is on shortlist J" in _keep(cora, "9900001", reason="Same school.")
    pick = Pick.objects.get()
    assert pick.reason == "Same school."
    pick.then |= {"owner": "Elm Care", "places": 9}
    pick.save()
    page = html.page(cora.get("/sector/lists/J/"))
    assert html.problems(page) == []
    assert "Its owner is Birchfield Care, before Elm Care." in page
    assert shortlists.changed("cora") == {"J": 1}
    assert dora.get("/sector/lists/J/").status_code == 404
    _keep(cora, "9900001", act="leave")
    assert not Pick.objects.exists()


@pytest.mark.parametrize("name", ["Jay Kent", "", "JAYDEN"])
def test_a_list_is_never_called_by_a_child_s_name(cora: Client, sector: None, name: str) -> None:
    assert "never by a child" in _keep(cora, "9900001", list=name)
    assert not Pick.objects.exists()


def test_keeping_leads_back_within_the_house_alone(cora: Client, sector: None) -> None:
    given = {"list": "J", "back": "https://example.org/sector/"}
    assert cora.post("/sector/homes/9900001/keep/", given).headers["Location"] == "/sector/lists/"


@pytest.mark.parametrize("address", EXPORTS)
def test_every_table_is_a_spreadsheet_too(cora: Client, sector: None, address: str) -> None:
    joined = "&" if "?" in address else "?"
    sheet = cora.get(f"{address}{joined}as=xlsx")
    assert sheet.status_code == 200
    assert sheet.content.startswith(b"PK")
    csv = html.page(cora.get(f"{address}{joined}as=csv"))
    assert len(csv.splitlines()[0].split(",")) >= 3


def test_no_list_shows_a_bare_number_for_a_name(cora: Client, sector: None) -> None:
    for address in ("/sector/area/", "/sector/shortlist/", "/sector/compare/authority/?name=Northmoor"):
        links = re.findall(r'href="/sector/homes/\w+/">([^<]+)</a>', html.page(cora.get(address)))
        assert links
        assert [label for label in links if re.fullmatch(r"[A-Z]{0,2}\d+", label.strip())] == []


def test_what_is_new_is_new_until_it_was_seen(cora: Client, sector: None) -> None:
    assert "New in the newest file" in _text(cora, "/sector/area/")
    cora.post("/sector/seen/", {"subject": "area Northmoor", "back": "/sector/area/"})
    assert LastLook.objects.get().at == NOW
    assert "Nothing about these homes." in _text(cora, "/sector/area/")


def test_a_home_that_left_the_register_is_left_out_and_said(cora: Client, sector: None) -> None:
    gone = InspectedHome.objects.filter(is_home=True, is_open=False).exclude(owner="").first()
    assert gone is not None
    said = _text(cora, f"/sector/shortlist/?q={gone.urn}")
    assert "0 home" in said
    assert "off the register by" in said


def test_a_report_is_shown_whole_and_what_was_unsure_is_finished_by_a_person(
    cora: Client, db: None, tmp_path: Path
) -> None:
    invented.fill(homes=3, seed=9, at=NOW)
    path = report(tmp_path)
    actions.import_file(path=path, name="report.pdf", at=NOW)
    row = InspectionReport.objects.get()
    row.unsure = {"requirement 1: due": "by the summer"}
    row.save()
    page = html.page(cora.get(f"/sector/reports/{row.pk}/"))
    assert html.problems(page) == []
    assert "by the summer" in page
    cora.post(f"/sector/reports/{row.pk}/", {"field": "requirement 1: due", "said": "30 June 2025"})
    cora.post(f"/sector/reports/{row.pk}/", {"field": "something else", "said": "x"})
    row.refresh_from_db()
    assert row.finished["requirement 1: due"]["said"] == "30 June 2025"
    assert list(row.finished) == ["requirement 1: due"]
    assert "added by cora" in _text(cora, f"/sector/reports/{row.pk}/")


def test_the_grid_says_in_its_table_what_it_draws(cora: Client, sector: None) -> None:
    from python_calamine import load_workbook

    book = load_workbook(io.BytesIO(cora.get("/sector/grid/?as=xlsx").content))
    rows = book.get_sheet_by_index(0).to_python()
    assert sum(int(row[1]) for row in rows[1:]) == lists.open_homes().count()


def test_a_requirement_of_the_reader_s_own_home_leads_to_the_form_of_an_action(
    helen: Client, cora: Client, house: House
) -> None:
    file = Import.objects.create(name="r.pdf", sha256="r", at=NOW, rows=1, new=0, known=0, refused=0)
    asked = {"text": "The registered person must keep records.", "regulation": "36", "paragraphs": "(1)", "also": []}
    facts = {"requirements": [asked | {"due": "2026-11-30", "enforced": False}], "recommendations": []}
    row = InspectionReport.objects.create(file=file, urn=house.home.urn, on=date(2026, 10, 1), facts=facts)
    page = html.page(helen.get(f"/sector/reports/{row.pk}/"))
    [form] = re.findall(r'href="(/[^"]*write/action/[^"]+)"', page)
    opened = html.page(helen.get(unescape(form), follow=True))
    assert "The registered person must keep records." in opened
    assert 'value="2026-11-30"' in opened
    assert "Make it an action" not in html.page(cora.get(f"/sector/reports/{row.pk}/"))


def test_what_was_required_stands_beside_a_home_and_its_group_and_opens(cora: Client, sector: None) -> None:
    file = Import.objects.create(name="r.pdf", sha256="r", at=NOW, rows=1, new=0, known=0, refused=0)
    asked = {"text": "Keep records.", "regulation": "36", "paragraphs": "(1)", "also": [], "due": "", "enforced": False}
    facts = {"requirements": [asked], "recommendations": []}
    row = InspectionReport.objects.create(file=file, urn="9900001", on=date(2026, 10, 1), facts=facts)
    for page in (
        "/sector/homes/9900001/",
        "/sector/compare/owner/?name=Birchfield+Care",
        "/sector/compare/authority/?name=Northmoor",
    ):
        drawn = html.page(cora.get(page))
        assert html.problems(drawn) == []
        assert f"/sector/reports/{row.pk}/" in drawn.partition("Each of them")[2]
