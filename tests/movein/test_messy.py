"""Lists of many habits: what is read, what is asked, and that every row is accounted for."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from ninefold.movein import plan, sheets
from tests.movein import lists

TODAY = date(2026, 12, 1)
OLD = Path(__file__).parent / "files" / "staff-1997.xls"


def _plan(*paths: Path, answers: dict[str, str] | None = None) -> plan.MovePlan:
    return plan.of_files([(path, path.name) for path in paths], here=plan.PeopleHere(), today=TODAY, answers=answers)


def _asked(row: plan.PlannedRow) -> list[str]:
    return [ask.field for ask in row.open]


def test_a_workbook_of_1997_with_leavers_and_a_total() -> None:
    made = _plan(OLD)
    assert [row.name for row in made.adults] == ["Joan Whittaker", "Anil Patel", "A. Novak", "Peter Dunn", "Sue Kay"]
    anil, novak, peter, sue = made.adults[1:]
    assert anil.made["started_on"] == date(2004, 1, 14) and anil.made["dbs_number"] == "001111111112"
    assert novak.made["started_on"] == date(2019, 2, 3) and {"name", "dbs_on", "level3_on"} <= set(_asked(novak))
    assert peter.made["left_on"] == date(2025, 6, 30)
    assert _asked(sue) == ["left_on"] and sue.made["leaver"]
    assert [one.row for one in made.left_out] == [1, 2, 6, 9]


def test_a_matrix_of_days_that_run_out(tmp_path: Path) -> None:
    made = _plan(OLD, lists.matrix(tmp_path))
    joan = [row for row in made.training if row.name == "Joan Whittaker"]
    assert joan[0].made["expires_on"] == date(2027, 1, 1) and not joan[0].made["passed_on"]
    assert joan[1].made["state"] == "expired" and "passed_on" not in joan[1].made
    patel = [row for row in made.training if row.row == 6]
    assert all("adult" in _asked(row) for row in patel)
    assert patel[1].made["passed_on"] == date(2024, 6, 1)  # three years, as the heading says
    assert next(row for row in patel if row.made["course"] == "holds").made["state"] == "booked"
    assert not any("compliant" in row.name for row in made.training)
    months = next(ask for row, ask in made.asks if ask.id.endswith("Safeguarding L3:months"))
    again = _plan(OLD, lists.matrix(tmp_path), answers={months.id: "12"})
    assert again.training[0].made["passed_on"] == date(2026, 1, 1)


def test_medicines_under_a_merged_name_and_children_on_their_side(tmp_path: Path) -> None:
    made = _plan(lists.medicines(tmp_path))
    tariq, mia = made.children
    assert tariq.made["born_on"] == date(2011, 6, 5) and mia.made["moved_in_on"] == date(2026, 4, 2)
    assert tariq.made["no_allergies_said"] and not mia.made["allergies"] and "allergies-0" in _asked(mia)
    elvanse, salbutamol, sertraline, ibuprofen = made.medicines
    assert salbutamol.made["child"] == "Tariq Hall" and "child_written" not in _asked(salbutamol)
    assert {"times", "controlled", "prescribed_by"} <= set(_asked(elvanse)) and not elvanse.made["times"]
    amount = next(ask for ask in sertraline.open if ask.field == "amount")
    assert amount.offers[0][0] == "2" and not sertraline.made["amount"]
    assert "child_written" in _asked(ibuprofen) and not ibuprofen.made.get("child")
    assert any(one.text.startswith("*") and "note" in one.reason for one in made.left_out)


def test_contacts_with_tabs_in_wide_letters(tmp_path: Path) -> None:
    made = _plan(lists.medicines(tmp_path), lists.contacts(tmp_path))
    dawn, okoro, lee = made.contacts
    assert _asked(dawn) == ["child"] and _asked(okoro) == ["child"]
    assert lee.made["child"] == "Mia Ford" and lee.made["ring"] == "no"
    assert dawn.made["parental_responsibility"] is True


def test_days_month_first_are_asked(tmp_path: Path) -> None:
    made = _plan(lists.month_first(tmp_path))
    ciara, cillian, sam = made.children
    assert ciara.name == "Ciara O’Neill" and not ciara.made["born_on"]
    offers = {ask.field: [value for value, _ in ask.offers] for ask in ciara.open}
    assert offers == {"born_on": ["2012-03-25"], "moved_in_on": ["2025-05-04", "2025-04-05"]}
    assert "twice" not in _asked(cillian)  # twins are two
    assert sam.made["moved_out_on"] == date(2024, 6, 6) and "born_on" in _asked(sam)


def test_tables_beside_each_other(tmp_path: Path) -> None:
    made = _plan(lists.beside(tmp_path))
    assert [row.made["role"] for row in made.adults] == ["senior", None, "other"]
    assert _asked(made.adults[2]) == ["started_on"]
    assert made.training[0].made["expires_on"] == date(2027, 5, 1)
    assert set(_asked(made.training[1])) == {"passed_on", "adult"}


def test_cards_of_lines(tmp_path: Path) -> None:
    made = _plan(lists.cards(tmp_path))
    assert [(row.name, row.row) for row in made.children] == [("Asha Deen", 3), ("Kit Deen", 9)]
    assert all(row.made["moved_in_on"] == date(2026, 11, 1) for row in made.children)


@pytest.mark.parametrize(
    "file", [lists.medicines, lists.matrix, lists.beside, lists.contacts, lists.month_first, lists.cards]
)
def test_every_row_of_every_sheet_is_accounted_for(tmp_path: Path, file: Callable[[Path], Path]) -> None:
    path = file(tmp_path)
    made = _plan(path)
    told = {(one.sheet, one.row) for one in [*made.rows, *made.left_out]}
    for sheet in sheets.opened(path):
        assert {line for name, line in told if name == sheet.name} >= set(sheet.lines)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"%PDF-1.7", "document or a picture"),
        (b"PK\x03\x04cut", "Save it again"),
        (b"<html><table>", "web page"),
    ],
)
def test_what_is_no_table_is_said(tmp_path: Path, data: bytes, says: str) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(data)
    made = _plan(path)
    assert len(made.problems) == 1 and says in made.problems[0] and "Ofsted" not in made.problems[0]
    assert made.left_out[0].file == "list.xlsx"
