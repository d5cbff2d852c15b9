"""Every section: what it declares is what it takes, it reads an empty home, and it draws plain data without a database."""

import inspect
from datetime import UTC, date, datetime
from importlib import import_module

import pytest

from ninefold import lawbook
from ninefold.lawbook.outlines import declared
from ninefold.people.access import Viewer
from ninefold.reports.blocks import Block, Chart, Figure, Heading, KeyValues, PageBreak, Para, Said, SignOff, Table, Tag
from ninefold.reports.frame import Frame
from ninefold.reports.names import Names
from ninefold.reports.outlines import framed
from ninefold.reports.period import Period
from ninefold.reports.reading.amounts import Amounts
from ninefold.reports.reading.events import Deadline, Happening
from ninefold.reports.reading.obligations import Obligations
from ninefold.reports.reading.residents import Resident
from ninefold.reports.scope import Scope
from ninefold.reports.sections import (
    beside_before,
    children,
    cover,
    in_short,
    late,
    new_page,
    not_known,
    numbers,
    section,
    sign_off,
    staff,
    told,
    what_helped,
    wishes,
    words,
)
from tests.reports.conftest import OCTOBER, at
from tests.reports.reading import chosen, plain

TYPES = ["incident", "measure"]
GIVEN = {
    "words": "Our words.", "lines": ["Who"], "record": "measure", "records": TYPES, "fact": "wish.made",
    "figures": [{"id": "f", "label": "Holds", "types": ["measure"], "where": {"kind": "restraint"}, "of": "children"}],
    "types": TYPES, "questions": ["kind", "story"], "answers": {"kind": "restraint"}, "register": "measures",
    "series": ["mood"], "facts": ["measure.used"], "number": 3,
    "yes or no": True, "records with words": dict.fromkeys(TYPES, "None."), "facts with words": {"wish.made": "Wishes"},
}  # fmt: skip
LONG = "Æthelred-Montmorency " * 12


@pytest.fixture
def frame() -> Frame:
    """October at Larch House, for a manager; nothing of it is in a database."""
    names = Names({"jay": "Jay", "dana": "Dana Price", "long": LONG.strip()})
    made_at = datetime(2026, 11, 2, 9, tzinfo=UTC)
    return Frame("home", "Larch House", "9900001", OCTOBER, "", "registered-manager", made_at, 7, "ab" * 32, lawbook.current(), names)  # fmt: skip


def happening(**more: object) -> Happening:
    usual = {
        "record": "R1", "type": "measure", "at": at(6), "written_at": at(6, 13), "about": ("jay",),
        "headline": "@Jay swung a chair", "voice": "Let go", "stages": ("record",),
    }  # fmt: skip
    return Happening(**{**usual, **more})  # type: ignore[arg-type]


def deadline(**more: object) -> Deadline:
    usual = {
        "key": "k", "duty": "measure-checked", "record": "R1", "subject": "jay", "opened_at": at(6), "due_at": at(8),
        "met_at": None, "state": "overdue",
    }  # fmt: skip
    return Deadline(**{**usual, **more})  # type: ignore[arg-type]


def texts(blocks: list[Block]) -> list[str]:
    return [plain(block.text) for block in blocks if isinstance(block, Para)]


def rows(blocks: list[Block]) -> list[list[str]]:
    return [[plain(cell) for cell in row] for block in blocks if isinstance(block, Table) for row in block.rows]


@pytest.mark.parametrize("name", declared())
def test_a_section_takes_what_it_declares_and_says_what_it_is(name: str) -> None:
    module = import_module(f"ninefold.reports.sections.{name.replace('-', '_')}")
    parameters = list(inspect.signature(module.read).parameters.values())[1:]
    taken = {one.name: one.default is not inspect.Parameter.empty for one in parameters}
    assert taken == {name: kind.endswith("?") for name, kind in declared()[name].parameters.items()}
    assert all(one.kind is inspect.Parameter.KEYWORD_ONLY for one in parameters)
    assert declared()[name][1:] == (module.SUBJECTS, module.PARAMETERS)
    assert declared()[name].says.endswith((".", "."))


@pytest.mark.parametrize("name", declared())
def test_a_section_reads_and_draws_a_home_in_which_nothing_was_written(name: str, helen: Viewer) -> None:
    scope = Scope(helen, Period.read("2025-02"), types=tuple(TYPES))
    given = {key: GIVEN[kind.rstrip("?")] for key, kind in declared()[name].parameters.items() if key != "which"}
    one = section(name)
    for block in one.draw(one.read(scope, **given), framed(scope)):
        assert isinstance(block, Block)


@pytest.mark.parametrize("name", declared())
def test_a_section_needs_no_more_than_it_must_be_given(name: str, helen: Viewer) -> None:
    scope = Scope(helen, OCTOBER, types=tuple(TYPES))
    given = {key: GIVEN[kind] for key, kind in declared()[name].parameters.items() if not kind.endswith("?")}
    one = section(name)
    assert isinstance(one.draw(one.read(scope, **given), framed(scope)), list)


def test_the_cover_says_for_whom_it_was_made_and_whether_the_month_is_over(frame: Frame) -> None:
    keys = dict(cover.draw(None, frame)[0].rows)  # type: ignore[union-attr]
    assert plain(keys["Holds"]) == "what a registered manager may see"
    assert plain(keys["Ledger"]) == f"entry 7, {'ab' * 32}"
    assert plain(keys["Month"]) == "1 October 2026 to 31 October 2026"
    early = plain(dict(cover.draw(None, _at(frame, at(9)))[0].rows)["Made"])  # type: ignore[union-attr]
    assert early.endswith("; the month is not over")


def _at(frame: Frame, made_at: datetime) -> Frame:
    return Frame(*[made_at if name == "made_at" else getattr(frame, name) for name in Frame.__dataclass_fields__])


def test_small_sections_are_what_the_outline_gives(frame: Frame) -> None:
    assert new_page.draw(None, frame) == [PageBreak()]
    assert sign_off.draw(("Manager",), frame) == [SignOff(("Manager",))]
    assert words.draw(words.OwnWords("Read me.", "First"), frame) == [Heading("First"), Para(("Read me.",))]
    assert words.draw(words.OwnWords("Read me.", ""), frame) == [Para(("Read me.",))]


def test_in_short_counts_and_says_when_nothing_was_written(frame: Frame) -> None:
    short = in_short.Short(Amounts({"measure": (2, 1)}, {}), {"Wishes": chosen(3)}, ("measure", "incident"), (), Obligations((), 1, 4), 2)  # fmt: skip
    blocks = in_short.draw(short, frame)
    pairs = {key: plain(text) for key, text in next(b for b in blocks if isinstance(b, KeyValues)).rows}
    assert pairs["Records"] == "2, of them 1 with a child's own words"
    assert (pairs["Wishes"], pairs["Incident"], pairs["Duties"]) == ("3", "0", "1 done late, 4 overdue")
    assert texts(blocks) == []
    empty = in_short.draw(short._replace(amounts=Amounts({}, {})), frame)
    assert texts(empty) == ["Nothing was written in this month. 2 children lived here."]


def test_a_child_who_came_and_left_and_was_never_heard(frame: Frame) -> None:
    child = Resident("jay", date(2013, 5, 9), "", date(2026, 10, 2), date(2026, 10, 20), "", 4, 0, None)
    (row,) = rows(children.draw((child,), frame))
    assert row == [
        "Jay",
        "13",
        "2 October 2026, left 20 October 2026",
        "not known",
        "nobody named",
        "4",
        "0",
        "not yet",
    ]
    assert texts(children.draw((), frame)) == ["No child lived here in this month."]


def test_what_happened_is_told_with_its_deadlines_and_the_childs_words(frame: Frame) -> None:
    each = happening(deadlines=(deadline(),))
    blocks = told.draw(told.Told("", {"measure": "None."}, {"measure": (each,)}), frame)
    assert blocks[0] == Heading("Hold, consequence or other measure")
    assert texts(blocks)[0] == "Hold, consequence or other measure: 1 record."
    assert rows(blocks)[0][:3] == ["Tue 6 Oct 13:00", "Jay", "Jay swung a chair"]
    assert rows(blocks)[0][3].startswith("overdue since")
    assert [block.words for block in blocks if isinstance(block, Said)] == ["Let go"]


def test_nothing_of_a_type_is_said_in_the_outlines_words(frame: Frame) -> None:
    blocks = told.draw(told.Told("Holds", {"measure": "None."}, {"measure": ()}), frame)
    assert blocks == [Heading("Holds"), Para(("None.",))]


@pytest.mark.parametrize(
    ("more", "says", "tone"),
    [
        ({"met_at": at(7), "state": "met"}, "Wed 7 Oct 13:00, in time", "good"),
        ({"met_at": at(9), "state": "late"}, "Fri 9 Oct 13:00, late by 24 hours", "late"),
        ({"state": "overdue"}, "overdue since Thu 8 Oct 13:00", "late"),
        ({"state": "open"}, "by Thu 8 Oct 13:00", "soon"),
        ({"state": "undone"}, "never done, was due Thu 8 Oct 13:00", "late"),
        ({"state": "spared"}, "not needed any more", ""),
    ],
)
def test_what_became_of_a_deadline(more: dict[str, object], says: str, tone: str) -> None:
    text = told.became(deadline(**more))
    assert plain(text) == says
    assert [part.tone for part in text if isinstance(part, Tag)] == [tone]


def test_what_helped_stands_in_the_order_it_was_read(frame: Frame) -> None:
    steps = [what_helped.CalmingStep("jay", "music", "d1", 4, 3)]
    assert rows(what_helped.draw(steps, frame)) == [["Jay", "music", "3", "4"]]
    assert what_helped.draw([], frame) == []


def test_wishes_that_wait_stand_before_those_answered(frame: Frame) -> None:
    waits = deadline(text="An easel", owner="dana")
    answered = deadline(text="Boots", met_at=at(7), state="met")
    blocks = wishes.draw(Obligations((answered, waits), 90, 5), frame)
    assert texts(blocks) == ["90 wishes answered, 5 waiting. The 93 oldest are not listed here."]
    assert [block.words for block in blocks if isinstance(block, Said)] == ["An easel", "Boots"]
    by = [plain(block.by) for block in blocks if isinstance(block, Said)]
    assert by[0].endswith("; no answer for 26 days; with Dana Price.")
    assert texts(wishes.draw(Obligations((), 0, 0), frame)) == [
        "No child's wish was written down, and none was waiting."
    ]


def test_a_late_duty_names_whose_rule_it_is_and_the_childs_words(frame: Frame) -> None:
    found = late.Late(Obligations((deadline(text="An easel"),), 0, 1), frozenset({"measure-checked"}))
    (row,) = rows(late.draw(found, frame))
    assert row[1].startswith("law: reg 35")
    assert (row[2], row[4]) == ("Jay", "overdue for 24 days")
    assert row[0].endswith(": An easel")
    of_home = late.Late(Obligations((deadline(subject="home", met_at=at(9), state="late"),), 1, 0), frozenset())
    assert rows(late.draw(of_home, frame))[0][2] == "Larch House"
    none = late.draw(late.Late(Obligations((), 0, 0), frozenset()), frame)
    assert texts(none) == ["Every duty that fell due in the month was met in time."]


def test_staff_with_and_without_their_diplomas(frame: Frame) -> None:
    old = date(2020, 1, 1)
    people = [
        staff.Colleague("dana", "registered-manager", old, 1, date(2026, 10, 3), None, None, old, date(2024, 1, 1)),
        staff.Colleague("long", "support-worker", old, 0, date(2026, 9, 1), old, date(2026, 11, 3), None, None),
        staff.Colleague("jay", "agency-worker", old, 0, None, None, None, None, None),
    ]
    table = rows(staff.draw(staff.Team(people, chosen(1), "supervision.held"), frame))
    assert [row[4:] for row in table] == [
        ["3 October 2026", "Level 5, 1 January 2024"],
        ["1 September 2026 (60 days before the month's end)", "Level 3 not yet, care role since 1 January 2020"],
        ["none kept here", "none asked for"],
    ]
    assert table[1][0] == LONG.strip()


def test_numbers_by_day_in_a_month_and_by_month_in_more(frame: Frame) -> None:
    data = numbers.Numbers(Amounts({"measure": (3, 0)}, {date(2026, 10, 6): 3}), [], {}, (), "records")
    month = numbers.draw(data, frame)[1]
    assert isinstance(month, Chart)
    assert month.alt == "Bars: records on each day of October 2026. Most on 6 October 2026, 3."
    assert len(month.rows) == 31
    half = Frame(*[Period.read("2026-05-01--2026-10-31") if n == "period" else getattr(frame, n) for n in Frame.__dataclass_fields__])  # fmt: skip
    months = numbers.draw(data, half)[1]
    assert isinstance(months, Chart)
    assert [cell.number for _, cell in months.rows if isinstance(cell, Figure)] == [0, 0, 0, 0, 0, 3]
    assert months.rows[-1][1].selection.words == ("2026-10-01", "2026-10-31")  # type: ignore[union-attr]
    assert numbers.draw(data._replace(amounts=Amounts({}, {})), frame) == []


def test_moods_and_hours_are_drawn_only_when_there_are_some(frame: Frame) -> None:
    data = numbers.Numbers(
        Amounts({"measure": (1, 0)}, {}), [(date(2026, 10, 1), "jay", 3.5)], {(4, 18): 2}, ("measure",), "holds"
    )
    titles = [block.title for block in numbers.draw(data, frame) if isinstance(block, Chart)]
    assert titles == ["Records by day", "Mood, in the children's own scale", "Holds by hour and weekday"]
    field = next(b for b in numbers.draw(data, frame) if isinstance(b, Chart) and b.title.startswith("Holds"))
    assert "Most on Fri from 18:00 to 20:00, 2." in field.alt
    assert len(field.listed) == 1


def test_what_is_not_known_is_said_and_nothing_else(frame: Frame) -> None:
    silent = Resident("jay", date(2013, 5, 9), "", date(2026, 1, 5), None, "", 4, 0, None)
    right = (chosen(1), chosen(0), chosen(2))
    days = {date(2026, 10, n): 1 for n in range(1, 32) if n not in (4, 5)}
    said = texts(not_known.draw(not_known.Unknown((silent,), {"measure": (happening(),)}, days, right, ()), frame))
    assert said[0] == "No words of their own are kept this month from Jay."
    assert any("is not signed in 1 of 1 record." in text for text in said)
    assert "On 2 days nothing was written: 4 and 5 October 2026." in said
    assert said[-1] == (
        "Of the month's records, 1 signed more than a day after what they tell; 0 corrected since; "
        "2 withdrawn and counted nowhere here."
    )


def test_two_periods_side_by_side_say_the_difference(frame: Frame) -> None:
    pairs = [
        beside_before.FigurePair("measure", "", chosen(2), chosen(5)),
        beside_before.FigurePair("", "Wishes", chosen(4), chosen(4)),
    ]
    blocks = beside_before.draw(beside_before.Beside("Beside", pairs, False), frame)
    assert rows(blocks) == [
        ["Hold, consequence or other measure", "2", "5", "3 fewer"],
        ["Wishes", "4", "4", "as many"],
    ]
    assert texts(blocks)[0].startswith("The home was not yet registered")
    assert texts(beside_before.draw(beside_before.Beside("Beside", pairs, True), frame)) == []
