"""The real registers, reckoned a second way: sets of numbers out of the sheets, without a line of the sector's code."""

import csv
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from python_calamine import load_workbook

from ninefold.sector import actions, register

FOLDER = Path(__file__).parents[3] / "shared" / "data"
REGISTERS = FOLDER / "ofsted-registers"
FILES = [*sorted((FOLDER / "ofsted-inspections").glob("*.csv")), *sorted(REGISTERS.glob("*"))]
NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)

pytestmark = [
    pytest.mark.skipif(not REGISTERS.exists(), reason="the registers are not in ../shared/data/ofsted-registers"),
    pytest.mark.slow,
]


def _rows(rows: list[list[Any]]) -> list[dict[str, str]]:
    start = next(place for place, row in enumerate(rows) if "URN" in [str(cell).strip() for cell in row])
    titles = [str(cell).strip() for cell in rows[start]]
    found = [dict(zip(titles, (str(cell).strip() for cell in row), strict=False)) for row in rows[start + 1 :]]
    return [row for row in found if "children's home" in row["Provision type"].lower().replace("’", "'")]


def _sheet(book: str, sheet: str) -> list[dict[str, str]]:
    return _rows(load_workbook(str(REGISTERS / book)).get_sheet_by_name(sheet).to_python())


def _csv(name: str) -> list[dict[str, str]]:
    data = (REGISTERS / name).read_bytes()
    text = data.decode("utf-8-sig") if data[:3] == b"\xef\xbb\xbf" else data.decode("cp1252")
    return _rows(list(csv.reader(text.splitlines())))


def _urns(rows: list[dict[str, str]]) -> set[str]:
    return {row["URN"].removesuffix(".0") for row in rows}


def _moved(rows: list[dict[str, str]]) -> tuple[set[str], set[str]]:
    return _urns([row for row in rows if row["Joiner status"]]), _urns([row for row in rows if row["Leaver status"]])


def test_open_homes_joiners_and_leavers_are_ofsted_s_own_to_the_last_home(db: None) -> None:
    actions.finish([actions.import_file(path=path, name=path.name, at=NOW, fold_now=False) for path in FILES])
    in_2022 = _urns(_sheet("2022-workbook.ods", "Providers+places_at_31_Mar_2022"))
    in_2025 = _urns(_sheet("2025-workbook.ods", "Providers+places_at_31_Mar_2025"))
    came_22, went_22 = _moved(_sheet("2022-workbook.ods", "Leavers+Joiners_at_31_Mar_2022"))
    came_23, went_23 = _moved(_csv("2023-joiners-leavers.csv"))
    came_25, went_25 = _moved(_sheet("2025-workbook.ods", "Leavers+Joiners_at_31_Mar_2025"))
    expected = {
        2021: (in_2022 - came_22) | (went_22 - came_22),
        2022: in_2022,
        2023: (in_2022 - went_23) | (came_23 - went_23),
        2024: (in_2025 - came_25) | (went_25 - came_25),
        2025: in_2025,
    }
    for year, homes in expected.items():
        assert set(register.on(date(year, 3, 31))) == homes, year
    # Ofsted's own totals, printed in the workbooks; 16 leavers of 2024-25 are missing from the published list.
    assert {year: len(homes) for year, homes in expected.items()} == {
        2021: 2706,
        2022: 2873,
        2023: 3119,
        2024: 3491 - 16,
        2025: 4009,
    }
    assert _urns(_csv("2018-03-31.csv")) <= set(register.on(date(2018, 3, 31)))
    for year, came, went in ((2021, came_22, went_22), (2022, came_23, went_23), (2024, came_25, went_25)):
        change = register.moved(year)
        assert (set(change.joined), set(change.left), change.listed) == (came, went, True), year
