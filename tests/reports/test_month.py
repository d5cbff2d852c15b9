"""A month's pack: its numbers open exactly what they count, and compose as blocks without a database."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from ninefold.evidence.queries import of_child, of_home
from ninefold.people.access import Viewer
from ninefold.reports import records
from ninefold.reports.blocks import Figure, Heading, Report, Said, Table
from ninefold.reports.selection import Selection
from tests.factories import House
from tests.reports.conftest import OCTOBER, made
from tests.reports.reading import figures, plain


def table(report: Report, caption: str) -> Table:
    return next(b for b in report.blocks if isinstance(b, Table) and b.caption == caption)


def test_every_number_opens_exactly_as_many_records_as_it_says(helen: Viewer, pack: Report) -> None:
    found = set(figures(pack))
    assert len(found) > 100
    wrong = {f: n for f in found if (n := records.count(helen, f.selection)) != f.number}
    assert wrong == {}


def test_what_was_withdrawn_counts_nowhere_but_is_named(helen: Viewer, pack: Report) -> None:
    assert Figure(9, Selection("all", (), OCTOBER)) in set(figures(pack))
    assert Figure(1, Selection("withdrawn", (), OCTOBER)) in set(figures(pack))


def test_a_measure_shows_which_of_its_clocks_were_kept(pack: Report) -> None:
    rows = [[plain(cell) for cell in row] for row in table(pack, "Hold, consequence or other measure").rows]
    assert "late by 48 hours" in rows[0][3] or "late by 2 days" in rows[0][3]
    assert "in time" in rows[1][3]
    assert "in time" in rows[1][4]
    assert "overdue" in rows[0][4]


def test_a_wish_stands_in_the_childs_words_with_its_age(pack: Report) -> None:
    wish = next(b for b in pack.blocks if isinstance(b, Said) and b.words == "A proper easel")
    assert "Kit" in plain(wish.by)
    assert "no answer for 25 days" in plain(wish.by)


def test_what_was_tried_says_whether_it_helped(pack: Report) -> None:
    rows = [[plain(cell) for cell in row] for row in table(pack, "What helped").rows]
    assert rows == [["Jay", "walk to the shop: slowly", "2", "2"], ["Jay", "music", "0", "2"]]


def test_what_was_brought_forward_did_not_happen_in_the_month(pack: Report) -> None:
    rows = {plain(row[0]): [plain(cell) for cell in row[3:5]] for row in table(pack, "Who worked here").rows}
    assert rows["Dana Price"] == ["1", "12 October 2026"]
    assert rows["Sam Okoro"] == ["0", "3 October 2026"]
    assert all("Brought forward" not in plain(row[0]) for row in table(pack, "Records by kind").rows)


def test_overdue_duties_are_named_with_their_rule(pack: Report) -> None:
    late = [[plain(cell) for cell in row] for row in table(pack, "Duties late, overdue or never done").rows]
    assert any("law: reg 35(3)(b)" in row[1] and row[2] == "Jay" for row in late)


def test_with_initials_nobody_is_named(helen: Viewer, october: House) -> None:
    told = str(made(helen, initials=True).blocks)
    assert not [name for name in ("Jay", "Kit", "Dana", "Helen") if name in told]
    assert "J." in told


def test_who_may_see_less_counts_less(october: House) -> None:
    ines = october.viewer(october.ines)
    pack = made(ines)
    for figure in set(figures(pack)):
        assert records.count(ines, figure.selection) == figure.number
    assert table_or_none(pack, "Hold, consequence or other measure") is None


def table_or_none(report: Report, caption: str) -> Table | None:
    return next((b for b in report.blocks if isinstance(b, Table) and b.caption == caption), None)


def test_a_month_without_records_says_so(helen: Viewer) -> None:
    empty = made(helen, OCTOBER.before.before)
    assert any(isinstance(b, Heading) and b.text == "What is not known" for b in empty.blocks)
    assert {f.number for f in figures(empty)} == {0}


def test_evidence_of_a_home_is_counted_as_it_opens(helen: Viewer) -> None:
    proved = [one for one in of_home(helen, OCTOBER) if one.records]
    assert proved
    for one in proved:
        assert records.count(helen, Selection("paragraph", (one.ref,), OCTOBER)) == one.records


def test_evidence_of_a_child_counts_only_that_child(helen: Viewer, october: House) -> None:
    jay = {one.ref: one.mentions for one in of_child(helen, october.jay.id, OCTOBER)}
    home = {one.ref: one.mentions for one in of_home(helen, OCTOBER)}
    assert 0 < jay["12(2)(b)"] < home["12(2)(b)"]


def test_the_whole_pack_takes_a_fixed_number_of_queries(
    helen: Viewer, october: House, django_assert_max_num_queries: Callable[..., AbstractContextManager[object]]
) -> None:
    with django_assert_max_num_queries(40):
        made(helen)
