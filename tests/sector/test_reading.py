"""Files of other years' shapes, and damaged ones."""

from datetime import date
from pathlib import Path

import pytest

from ninefold.sector import columns, reading
from ninefold.sector.columns import MappingWrong
from ninefold.sector.files import Damaged
from ninefold.sector.reading import FileReading, NotSure
from tests.sector.sheets import TITLES, as_csv, as_ods, as_xlsx, row

DAY = date(2026, 10, 25)


def read(path: Path, mapping: dict[str, str] | None = None, *, anyway: bool = False) -> FileReading:
    return reading.read(path, path.name, DAY, mapping, anyway=anyway)


def told(found: FileReading) -> list[tuple[str, str, date, int | None]]:
    return [(one.urn, one.kind, one.on, one.grade) for one in found.inspections]


def test_numbers_are_grades_on_full_inspections_and_progress_on_interim_ones(tmp_path: Path) -> None:
    titles = (
        "Unique reference number",
        "Provider type",
        "Inspection type",
        "Date of inspection",
        "Overall effectiveness",
    )
    rows = [
        ("sc 000001", "Childrens Home", "Full", "01/04/2012", "1"),
        ("SC000001", "Childrens Home", "Interim", "01/10/2012", "2"),
        ("SC000002", "Children's Home", "Full inspection", "31/03/2013", "3"),
        ("SC000003", "Residential Special School (>295 days/year)", "Key Inspection", "02/06/2010", 4),
        ("SC000004", "Secure children’s home", "Full", "02/06/2012", "5"),
        ("SC000005", "Independent Fostering Agency", "Full", "02/06/2012", "Adequate"),
    ]
    found = read(as_csv(tmp_path / "old.csv", [titles, *rows], encoding="cp1252"))
    assert found.refusals == []
    assert told(found) == [
        ("SC000001", "full", date(2012, 4, 1), 1),
        ("SC000001", "interim", date(2012, 10, 1), None),
        ("SC000002", "full", date(2013, 3, 31), 3),
        ("SC000003", "full", date(2010, 6, 2), 4),
        ("SC000004", "full", date(2012, 6, 2), None),
        ("SC000005", "full", date(2012, 6, 2), 3),
    ]
    assert [one.is_home for one in found.inspections] == [True, True, True, True, True, False]
    assert [one.year for one in found.inspections] == [2012, 2012, 2012, 2010, 2012, 2012]
    assert found.inspections[1].outcome == "progress 2"


def test_titles_and_notes_above_the_header_and_empty_columns_after_it(tmp_path: Path) -> None:
    head = [("Children's social care data 2023",), ("This worksheet has one table. URN is in column A.",), ()]
    body = [(*TITLES, "", "", ""), (*row(), "", "", ""), ("Source: Ofsted, which publishes these data each year.",)]
    found = read(as_csv(tmp_path / "x.csv", [*head, *body]))
    assert told(found) == [("SC000001", "full", date(2018, 5, 10), 2)]
    assert found.inspections[0].line == 5


@pytest.mark.parametrize("make", ["csv", "semicolons", "tabs", "xlsx", "ods"])
def test_the_same_rows_from_every_kind_of_file(tmp_path: Path, make: str) -> None:
    rows = [
        TITLES,
        row(1027077, "10/05/2018", 2),
        row("SC000002", "11/05/2018", "Requires improvement to be good", number=10000002),
    ]  # type: ignore[arg-type]
    dated = [rows[0], *((*one[:3], date(2018, 5, day), *one[4:]) for day, one in zip((10, 11), rows[1:], strict=True))]
    path = {
        "csv": lambda: as_csv(tmp_path / "a.csv", rows),
        "semicolons": lambda: as_csv(tmp_path / "a.csv", rows, delimiter=";"),
        "tabs": lambda: as_csv(tmp_path / "a.csv", rows, delimiter="\t", encoding="utf-16"),
        "xlsx": lambda: as_xlsx(tmp_path / "a.bin", {"Cover": [("Notes",)], "Data": dated}),
        "ods": lambda: as_ods(tmp_path / "a.bin", dated),
    }[make]()
    found = read(path)
    assert told(found) == [("1027077", "full", date(2018, 5, 10), 2), ("SC000002", "full", date(2018, 5, 11), 3)]
    assert [one.number for one in found.inspections] == ["10000001", "10000002"]


def test_columns_of_the_inspection_before_are_not_read(tmp_path: Path) -> None:
    titles = (*TITLES[:3], "Inspection start date", "Inspection end date", "First publication date", "Event number")
    titles = (*titles, "Previous inspection start date", "Previous overall effectiveness", "Overall effectiveness")
    one = ("SC000001", "Children's home", "Full inspection", "30/03/2018", "02/04/2018", "01/05/2018", "10000001")
    found = read(as_csv(tmp_path / "a.csv", [titles, (*one, "01/01/2017", "Inadequate", "Outstanding")]))
    assert told(found) == [("SC000001", "full", date(2018, 3, 30), 1)]
    assert found.inspections[0].year == 2017
    assert found.inspections[0].published_on == date(2018, 5, 1)


def test_a_heading_over_the_columns_says_which_are_of_the_inspection_before(tmp_path: Path) -> None:
    above = ("Provider", "", "Latest inspection", "", "", "", "Previous inspection", "", "", "")
    titles = (*TITLES, *TITLES[2:])
    path = as_csv(tmp_path / "a.csv", [above, titles, (*row(), "Full inspection", "01/01/2017", "9", "Inadequate")])
    assert told(read(path)) == [("SC000001", "full", date(2018, 5, 10), 2)]


def test_a_column_whose_values_contradict_its_title_is_not_taken(tmp_path: Path) -> None:
    titles = (
        "URN",
        "Provider reference",
        "Provision type",
        "Type",
        "Inspection type",
        "Inspection date",
        "Overall effectiveness",
    )
    one = ("SC000001", "Reference", "Children's home", "Unit", "Full inspection", "10/05/2018", "Good")
    found = read(as_csv(tmp_path / "a.csv", [titles, one]))
    assert found.sheets[0].header.chosen["event type"].title == "Inspection type"


def test_the_kind_is_read_where_every_word_is_understood(tmp_path: Path) -> None:
    titles = ("Provider URN", "Provider type", "Event type", "Event type group", "Event date", "Overall effectiveness")
    home = ("SC000001", "Children's home")
    rows = [
        (*home, "CH full", "Full inspection", "10/05/2013", "2"),
        (*home, "CH 2", "Interim inspection", "10/09/2013", "1"),
    ]
    found = read(as_csv(tmp_path / "a.csv", [titles, *rows]))
    assert [(one.kind, one.grade) for one in found.inspections] == [("full", 2), ("interim", None)]


@pytest.mark.parametrize(
    ("title", "meaning"),
    [
        ("Provider URN", "urn"),
        ("Unique Reference Number (URN)", "urn"),
        ("Inspection event type", "event type"),
        ("Event type group", "event type"),
        ("Type of inspection", "event type"),
        ("Event start date", "inspection date"),
        ("Date of inspection", "inspection date"),
        ("First day of inspection", "inspection date"),
        ("Date inspection started", "inspection date"),
        ("Inspection date (start)", "inspection date"),
        ("Inspection overall experiences and progress of children and young people", "overall"),
        ("Overall effectiveness [note 3]", "overall"),
        ("overall_effectiveness", "overall"),
        ("Provider type", "provision type"),
        ("Inspection ID", "event number"),
        ("Inspection event number", "event number"),
        ("The safety of children and young people", "protection"),
        ("Organisation which owns the children's home", "owner"),
        ("government_office_region_name", "region"),
        ("Reg Status", "status"),
        ("Number of registered places", "places"),
        ("Publication date", "publication date"),
        ("Registration date", "registration date"),
        ("Inspection end date", ""),
        ("Linked Education URN", ""),
        ("Previous inspection date", ""),
        ("Experiences and progress of, and outcomes for, children and young people", ""),
    ],
)
def test_a_title_is_known_by_its_meaning(title: str, meaning: str) -> None:
    reading = columns.read_header([columns.Column(0, title)], 1, [], {})
    assert list(reading.chosen) == ([meaning] if meaning else [])


def test_two_columns_that_fit_are_asked_about_and_a_mapping_answers(tmp_path: Path) -> None:
    titles = (*TITLES[:4], "Inspection date", *TITLES[4:])
    path = as_csv(
        tmp_path / "a.csv", [titles, ("SC000001", "Children's home", "Full", "10/05/2018", "12/06/2018", "1", "Good")]
    )
    with pytest.raises(NotSure, match=r"'Inspection date' \(column D\) or 'Inspection date' \(column E\)"):
        read(path)
    assert told(read(path, {"inspection date": "[E]"}))[0][2] == date(2018, 6, 12)
    with pytest.raises(MappingWrong, match=r"\[D\] or \[E\]"):
        read(path, {"inspection date": "Inspection date"})


def test_a_missing_column_is_asked_about_and_a_fixed_value_answers(tmp_path: Path) -> None:
    rows = [("URN", "Inspected", "Event type", "Overall effectiveness"), ("SC000001", "10/05/2018", "Full", "Good")]
    path = as_csv(tmp_path / "a.csv", rows)
    with pytest.raises(NotSure, match=r"the day the inspection began.*the kind of provision"):
        read(path)
    answers = tmp_path / "answers.yaml"
    answers.write_text("inspection date: Inspected\nprovision type: '= Children''s home'\n")
    assert told(read(path, reading.mapping_from(answers))) == [("SC000001", "full", date(2018, 5, 10), 2)]


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        ({"colour": "URN"}, "names 'colour'"),
        ({"urn": "Number of the moon"}, "header has none of that name"),
        ({"urn": ""}, "which is needed"),
    ],
)
def test_a_mapping_that_is_wrong_says_so(tmp_path: Path, mapping: dict[str, str], said: str) -> None:
    with pytest.raises(MappingWrong, match=said):
        read(as_csv(tmp_path / "a.csv", [TITLES, row()]), mapping)


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (row(event="Mystery visit"), "event type"),
        (row(event="Full or interim inspection"), "event type"),
        (row(overall="Splendid"), "grade"),
        (row(overall="Improved effectiveness"), "grade"),
        (row(overall="7"), "grade"),
        (row(provision="Lighthouse"), "provision type"),
        (row(day="31/02/2018"), "date"),
        (row(day="01/01/1900"), "date"),
        (row(day="2"), "date"),
        (row(day="10/05/2031"), "date"),
        (row(day=""), "date"),
        (row(urn="home"), "urn"),
        (row(urn="=A2"), "formula"),
        (row(overall="#REF!"), "formula"),
        (("SC000001", "Children's home", "Full"), "short"),
    ],
)
def test_a_row_that_is_not_understood_is_listed_with_its_line_and_reason(
    tmp_path: Path, bad: tuple[object, ...], code: str
) -> None:
    good = [row(urn=f"SC{number:06}") for number in range(12)]
    found = read(as_csv(tmp_path / "a.csv", [TITLES, *good, bad, row()]))
    assert [(no.code, no.line) for no in found.refusals] == [(code, 14)]
    assert found.refusals[0].why
    assert len(found.inspections) == 13


def _cut(path: Path, share: float) -> Path:
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    return path


def _many(count: int = 60) -> list[tuple[object, ...]]:
    return [TITLES, *(row(urn=f"SC{number:06}", number=f"{10000000 + number}") for number in range(count))]


def test_a_file_cut_in_the_middle_is_refused(tmp_path: Path) -> None:
    path = as_csv(tmp_path / "a.csv", _many())
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(Damaged, match="ends in the middle of line 61"):
        read(path)
    titles = (*TITLES, "Safeguarding", "Leadership and management")
    for end in (b"Good", b"Good,", b"Good,Goo"):
        path.write_bytes(
            as_csv(path, [titles, *((*one, "Good", "Good") for one in _many()[1:])]).read_bytes()
            + b"SC1,Children's home,Full,1/5/18,77777,"
            + end
        )
        with pytest.raises(Damaged, match="ends in the middle of line 62"):
            read(path)
    for make, said in (
        (as_xlsx(tmp_path / "a.xlsx", {"Data": _many()}), "cut off"),
        (as_ods(tmp_path / "a.ods", _many()), "cut off"),
    ):
        with pytest.raises(Damaged, match=said):
            read(_cut(make, 0.6))
    quoted = tmp_path / "b.csv"
    quoted.write_text(
        '"URN","Provision type","Event type","Inspection date","Event number","Overall effectiveness"\n"SC0'
    )
    with pytest.raises(Damaged, match="ends inside a quoted cell"):
        read(quoted)


def test_files_that_are_no_tables_are_refused_with_a_sentence(tmp_path: Path) -> None:
    import zipfile

    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("readme.txt", "hello")
    (tmp_path / "empty.csv").write_bytes(b"")
    (tmp_path / "words.csv").write_text("Dear all,\nplease find attached.\n")
    (tmp_path / "bytes.csv").write_bytes(bytes(range(256)) * 10)
    (tmp_path / "half.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 900)
    (tmp_path / "report.pdf").write_bytes(b"%PDF-1.7 and so on")
    for name, said in (
        ("a.zip", "zip archive, not a spreadsheet. It holds readme.txt"),
        ("empty.csv", "is empty"),
        ("words.csv", "No row at the head"),
        ("bytes.csv", "neither|no text"),
        ("half.xls", "damaged or cut off"),
        ("report.pdf", "The PDF is damaged"),
        ("nowhere.csv", "cannot be opened"),
    ):
        with pytest.raises(Damaged, match=said):
            read(tmp_path / name)


def test_a_header_with_nothing_below_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Damaged, match="no rows below"):
        read(as_csv(tmp_path / "a.csv", [TITLES]))


def test_a_file_of_which_much_is_damaged_is_refused_whole_unless_told_otherwise(tmp_path: Path) -> None:
    rows = _many(20)
    path = as_csv(tmp_path / "a.csv", [*rows, *(row(day="01/01/1900") for _ in range(5))])
    with pytest.raises(Damaged, match=r"5 of 25 rows are damaged \(line 22: The inspection date is 01/01/1900"):
        read(path)
    assert len(read(path, anyway=True).inspections) == 20
    with pytest.raises(NotSure, match="but not the values: The date is 01/01/1900"):
        read(as_csv(tmp_path / "b.csv", [TITLES, *(row(day="01/01/1900") for _ in range(5))]))


def test_an_apostrophe_that_was_lost_on_the_way_hides_no_home(tmp_path: Path) -> None:
    path = as_csv(tmp_path / "a.csv", [TITLES, row(provision="Children’s home")], encoding="mac-roman")
    assert read(path).inspections[0].is_home


def test_one_cell_in_the_last_row_does_not_make_a_million_rows(tmp_path: Path) -> None:
    path = as_xlsx(tmp_path / "a.xlsx", {"Data": _many()}, far_cell=True)
    with pytest.raises(Damaged, match="far too many cells"):
        read(path)


def test_a_formula_without_a_result_is_a_row_not_taken(tmp_path: Path) -> None:
    found = read(as_xlsx(tmp_path / "a.xlsx", {"Data": _many()}, formula_at="D5"))
    assert [(no.code, no.line) for no in found.refusals] == [("formula", 5)]


def test_too_many_rows_are_refused_before_they_fill_the_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ninefold.sector.files.MOST_ROWS", 50)
    for path in (
        as_csv(tmp_path / "a.csv", _many()),
        as_xlsx(tmp_path / "a.xlsx", {"Data": _many()}),
        as_ods(tmp_path / "a.ods", _many()),
    ):
        with pytest.raises(Damaged, match="more than 50 rows"):
            read(path)
