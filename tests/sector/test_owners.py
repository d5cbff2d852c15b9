"""Who answers for homes: one owner for each company, whatever it was called; and the names that stood there before."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ninefold.sector import actions, lists, queries_kept
from ninefold.sector.lists import Shortlist
from ninefold.sector.models import InspectedHome
from ninefold.sector.words import company_in, company_number
from tests.sector.sheets import as_csv
from tests.sector.test_register import INSPECTION, OVERALL, OWNER, PROVIDER, full

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
NUMBER = ("Company number",)


def _file(path: Path, *rows: Sequence[object]) -> None:
    sheet = as_csv(path, [(*PROVIDER, *OWNER, *NUMBER, *INSPECTION, *OVERALL), *rows])
    actions.import_file(path=sheet, name=sheet.name, at=NOW)


def _row(urn: str, owner: str, number: str, day: str, event: str) -> tuple[object, ...]:
    place = (urn, "Children's home", "Active", "Lancashire", "North West", "4", owner, "", number)
    return (*place, *full(day, event))


@pytest.mark.django_db
def test_a_company_that_changed_its_name_is_one_owner(tmp_path: Path) -> None:
    _file(
        tmp_path / "a.csv",
        _row("SC900001", "Elm Care Limited", "1234567", "01/05/2023", "10000001"),
        _row("SC900002", "Elm Care Ltd", "01234567", "01/06/2023", "10000002"),
        _row("SC900003", "Oak and Elm Homes", "01234567", "01/07/2023", "10000003"),
        _row("SC900004", "Beech Care", "07654321", "01/07/2023", "10000004"),
        _row("SC900005", "Beech Care", "", "01/08/2023", "10000005"),
    )
    keys = dict(InspectedHome.objects.values_list("urn", "owner_key"))
    assert keys["SC900001"] == keys["SC900002"] == keys["SC900003"] == "elm care"
    assert keys["SC900004"] == keys["SC900005"] == "beech care"
    for name in ("Elm Care Limited", "oak AND elm homes"):
        assert {row.urn for row in queries_kept.shortlist(Shortlist(owner=name))} == {
            "SC900001", "SC900002", "SC900003",
        }  # fmt: skip
    homes = InspectedHome.objects.filter(owner_key="elm care")
    assert {(one.name, one.homes) for one in lists.owner_names(homes)} == {
        ("Elm Care Ltd", 2),
        ("Oak and Elm Homes", 1),
    }


@pytest.mark.django_db
def test_the_name_that_a_home_was_bought_of_stands_among_its_owners_names(tmp_path: Path) -> None:
    _file(tmp_path / "a.csv", _row("SC900001", "Elm Care", "", "01/05/2022", "10000001"))
    _file(tmp_path / "b.csv", _row("SC900001", "Beech Care", "", "01/05/2023", "10000002"))
    names = lists.owner_names(InspectedHome.objects.filter(owner_key="beech care"))
    assert [one.name for one in names] == ["Beech Care", "Elm Care"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1234567", "01234567"),
        ("SC 123456", "SC123456"),
        ("0123 4567", "01234567"),
        ("none", ""),
        ("2023", ""),
        ("123456789", ""),
    ],
)
def test_a_company_number_is_read_as_the_register_of_companies_writes_it(text: str, number: str) -> None:
    assert company_number(text) == number


@pytest.mark.parametrize(
    ("name", "number"),
    [("Elm - company number 02978546", "02978546"), ("Elm Care 2020 Ltd", ""), ("Elm (SC123456)", "SC123456")],
)
def test_a_number_in_an_owners_name_counts_too(name: str, number: str) -> None:
    assert company_in(name) == number
