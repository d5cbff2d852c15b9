"""Who is on the register, by every kind of file, in every order of import."""

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from itertools import permutations
from pathlib import Path

import pytest
from django.forms.models import model_to_dict

from ninefold.ops.command import main
from ninefold.sector import actions, queries, register
from ninefold.sector.fold import fold
from ninefold.sector.models import Event, Import, InspectedHome, Registration, SourceSheet, StoredStatement
from tests.sector.sheets import as_csv, as_xlsx
from tests.sector.test_papers import report

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db

PROVIDER = ("URN", "Provision type", "Registration status", "Local authority", "Government Office Region", "Places")
OWNER = ("Organisation which owns the provider", "Registration date")
INSPECTION = ("Inspection event type", "Inspection date", "Inspection publication date", "Inspection event number")
LATEST = tuple(f"Latest full {title.lower()}" for title in INSPECTION)
OVERALL = ("Overall experiences and progress of children and young people",)
MOVES = (
    *("URN", "Provision type", "Government Office Region", "First effective date (that the provider became active)"),
    *("First effective date (that the provider closed)", "Joiner status", "Leaver status"),
    *("Registration status (as at 1 April 2023)", "Registration status (as at 31 March 2024)"),
)
NONE = ("", "", "", "", "")


def home(urn: str, registered: str = "", *, status: str = "Active", owner: str = "Elm Care") -> tuple[str, ...]:
    """What a file says of a home."""
    return (urn, "Children's home", status, "Lancashire", "North West", "4", owner, registered)


def full(day: str, number: str, grade: str = "Good", published: str = "") -> tuple[str, ...]:
    """A full inspection in a file."""
    return ("Full inspection", day, published, number, grade)


def in_year(*rows: tuple[str, ...]) -> list[tuple[str, ...]]:
    """A file of inspections."""
    return [(*PROVIDER, *OWNER, *INSPECTION, *OVERALL), *rows]


def as_at(day: str, *rows: tuple[str, ...]) -> list[tuple[str, ...]]:
    """A register with the newest inspection of each."""
    title = (f"Children's social care data in England - Provider level as at {day}",)
    return [title, (*PROVIDER, *OWNER, *LATEST, *OVERALL), *rows]


def moves(*rows: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Joiners and leavers of 2023-24."""
    return [("Leavers and Joiners at 31 March 2024",), MOVES, *rows]


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Three homes that stay, one that closed unseen, one that left, one that came, one that waits for an inspection."""
    a, b = (
        in_year(
            (*home("SC000001"), *full("10/05/2021", "1001", "Outstanding")),
            (*home("SC000002"), *full("11/05/2021", "1002")),
            (*home("SC000003"), *full("12/05/2021", "1003")),
            (*home("SC000009"), *full("13/05/2021", "1009", "Inadequate")),
        ),
        as_at(
            "31 March 2025",
            (*home("SC000001", "01/02/2010", owner="Oak Homes Limited"), *full("10/06/2024", "2001", "Outstanding")),
            (*home("SC000002"), *full("11/06/2024", "2002", "Requires improvement to be good")),
            (*home("SC000005", "01/11/2023"), *NONE),
            (*home("SC000006", "09/12/2024"), *NONE),
        ),
    )
    c = moves(
        ("SC000003", "Children's home", "North West", "", "03/01/2024", "", "Leaver", "Active", "Resigned"),
        ("SC000005", "Children's home", "North West", "01/11/2023", "", "Joiner", "", "", "Active"),
    )
    d = in_year(
        (*home("SC000001"), *full("11/06/2024", "2999", "Outstanding", "20/07/2024")),
        (*home("SC000002"), *full("11/06/2024", "2002", "Requires improvement to be good")),
    )
    paths = [as_csv(tmp_path / f"{number}.csv", rows) for number, rows in enumerate((a, b, c, d))]
    return [*paths, report(tmp_path)]


def take(paths: Sequence[Path], *, fold_now: bool = True) -> list[actions.Taken]:
    taken = [actions.import_file(path=path, name=path.name, at=NOW, fold_now=fold_now) for path in paths]
    actions.finish(taken)
    return taken


def everything() -> str:
    """All that is derived, to the last number, and all that was said."""
    tables = [
        [model_to_dict(row) | {"id": row.pk} for row in model.objects.order_by("pk")]
        for model in (Event, InspectedHome, Registration)
    ]
    said = sorted(
        json.dumps(
            model_to_dict(row, exclude=["id", "source"]) | {"file": row.source.file.name, "kind of": row.source.kind},
            default=str,
            sort_keys=True,
        )
        for row in StoredStatement.objects.select_related("source__file")
    )
    return json.dumps([tables, said], default=str, sort_keys=True)


def test_every_order_of_import_gives_the_same_database(files: list[Path]) -> None:
    seen = set()
    for place, order in enumerate(permutations(files)):
        Import.objects.all().delete()
        take(order, fold_now=place % 10 == 0)  # folded after each file, or once after all of them
        seen.add(everything())
    assert len(seen) == 1
    assert Event.objects.count() == 9
    fold()
    assert everything() in seen


def test_each_kind_of_file_is_told_apart(files: list[Path]) -> None:
    take(files)
    kinds = [(one.kind, one.day, one.whole, one.national) for one in SourceSheet.objects.order_by("file__name")]
    assert kinds == [
        ("in-year", date(2021, 5, 13), False, True),
        ("as-at", date(2025, 3, 31), True, True),
        ("moves", date(2024, 3, 31), False, True),
        ("in-year", date(2024, 7, 20), False, True),
        ("report", date(2025, 2, 27), False, False),
    ]


def test_who_is_on_the_register_on_a_day(files: list[Path]) -> None:
    take(files)
    assert register.on(date(2025, 3, 31)) == ["SC000001", "SC000002", "SC000005", "SC000006"]
    # Neither joiner nor leaver of 2023-24, and gone in 2025: it is not known when; the leaver and the joiner are.
    assert register.on(date(2024, 3, 31)) == ["SC000001", "SC000002", "SC000005", "SC000009"]
    assert register.on(date(2023, 12, 31)) == ["SC000001", "SC000002", "SC000003", "SC000005", "SC000009"]
    assert register.on(date(2023, 3, 31)) == ["SC000001", "SC000002", "SC000003", "SC000009"]
    assert register.on(date(2015, 3, 31)) == ["SC000001"]
    change = register.moved(2023)
    assert (change.joined, change.left, change.listed) == (["SC000005"], ["SC000003"], True)
    assert not register.basis(date(2024, 3, 31)).whole
    assert register.basis(date(2025, 3, 31)).whole


def test_the_register_as_it_is_typed(files: list[Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sector", "import", *map(str, files)]) == 0
    capsys.readouterr()
    assert main(["sector", "register", "--on", "2025-03-31", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["count"], said["homes"]) == (4, ["SC000001", "SC000002", "SC000005", "SC000006"])


def test_absence_from_a_list_of_inspected_homes_closes_only_those_that_had_been_inspected(tmp_path: Path) -> None:
    listed = as_at("31 March 2023", (*home("SC000001"), *full("10/05/2022", "1001", published="01/07/2022")))
    before = in_year(
        (*home("SC000001"), *full("10/05/2022", "1001")),
        (*home("SC000002"), *full("10/05/2021", "1002", published="01/07/2021")),
        (*home("SC000003", "05/02/2021"), *full("20/03/2023", "1003", published="28/04/2023")),
    )
    take([as_csv(tmp_path / "a.csv", listed), as_csv(tmp_path / "b.csv", before)])
    assert register.on(date(2023, 3, 31)) == ["SC000001", "SC000003"]
    waiting = [
        ("Providers not yet inspected as at 31 March 2023",),
        (*PROVIDER, "Organisation", "Registration date"),
        home("SC000004", "01/03/2023"),
    ]
    take([as_csv(tmp_path / "c.csv", waiting)])
    assert register.basis(date(2023, 3, 31)).whole
    assert register.on(date(2023, 3, 31)) == ["SC000001", "SC000004"]


def test_a_register_of_one_region_says_nothing_of_another(tmp_path: Path) -> None:
    elsewhere = ("SC000002", "Children's home", "Active", "Kent", "South East", "4", "Elm Care", "")
    take(
        [
            as_csv(tmp_path / "a.csv", in_year((*elsewhere, *full("10/05/2021", "1002")))),
            as_csv(tmp_path / "b.csv", as_at("31 March 2025", (*home("SC000001"), *NONE))),
        ]
    )
    assert register.on(date(2025, 3, 31)) == ["SC000001", "SC000002"]


def test_a_whole_workbook_is_read_at_once(tmp_path: Path, files: list[Path]) -> None:
    sheets = {
        "Provider_level_at_31_Mar_2024": as_at("31 March 2024", (*home("SC000001"), *full("10/05/2023", "1001"))),
        "Leavers+Joiners_at_31_Mar_2024": moves(
            ("SC000003", "Children's home", "North West", "", "03/01/2024", "", "Leaver", "Active", "Resigned")
        ),
        "Notes": [("Note", "Text"), ("1", "Nothing")],
    }
    [taken] = take([as_xlsx(tmp_path / "book.xlsx", sheets)])
    assert [part.nature.kind for part in taken.reading.parts] == ["as-at", "moves"]
    assert register.on(date(2024, 1, 1)) == ["SC000001", "SC000003"]


def test_one_report_adds_to_its_home_and_moves_no_figure_of_the_country(files: list[Path]) -> None:
    take(files[:4])
    before = (queries.summary(), queries.data_until(), queries.covered_years(), register.on(date(2026, 1, 1)))
    take(files[4:])
    assert (queries.summary(), queries.data_until(), queries.covered_years(), register.on(date(2026, 1, 1))) == before
    own = Event.objects.get(provider="SC900001", on=date(2025, 2, 27))
    assert (own.grade, own.national) == (1, False)


def test_a_report_of_a_year_that_the_country_lacks_continues_its_home_s_run(tmp_path: Path) -> None:
    rows = [
        (*home(urn), *full(day, f"{day[-4:]}{urn[-1]}"))
        for day in ("10/05/2022", "14/02/2024")
        for urn in ("SC900001", "SC900002")
    ]
    take([as_csv(tmp_path / "a.csv", in_year(*rows)), report(tmp_path, "3 June 2024", overall="good")])
    known = queries.provider("SC900001")
    assert known is not None
    history = queries.history(known, date(2025, 1, 1))
    assert (history.unbroken_years, history.years_missing) == (3, ())
    assert queries.covered_years() == [2022, 2023]


def test_a_name_comes_from_the_newest_file_that_has_one(tmp_path: Path) -> None:
    titles = (*PROVIDER, *OWNER, "Name", *INSPECTION, *OVERALL)
    older = [titles, (*home("SC000001"), "Tarnside", *full("10/05/2018", "1001"))]
    newer = [titles, (*home("SC000001", owner="Oak Homes"), "REDACTED", *full("10/05/2022", "1002"))]
    take([as_csv(tmp_path / "a.csv", newer), as_csv(tmp_path / "b.csv", older)])
    known = InspectedHome.objects.get()
    assert (known.name, known.name_on, known.owner, known.label) == (
        "Tarnside",
        date(2018, 5, 10),
        "Oak Homes",
        "Tarnside",
    )
