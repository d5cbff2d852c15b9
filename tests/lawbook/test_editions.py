"""What a source's editions have, and what a citation stands for in them."""

from datetime import date

import pytest

from ninefold.lawbook import paragraphs
from ninefold.lawbook.editions import NEVER
from ninefold.lawbook.holds import holds
from ninefold.lawbook.source import Source
from tests.lawbook.conftest import Shelf

HOLD, DUTIES, SOURCES = "records/daily/hold.yaml", "duties/all.yaml", "sources.yaml"
OLD_AND_NEW = """
- id: regs
  title: The regulations
  short: reg
  kind: law
  url: https://law.example/regulation/{n}
  editions:
    - {id: old, from: 2015-04-01, to: 2020-12-31, replaced_by: new, read_on: 2026-06-29,
       paragraphs: "7, 12(2)(a)(i), 12(2)(b), 35(3)(a)(i)-(ii), 35(3)(b), 37"}
    - {id: new, from: 2021-01-01, read_on: 2026-06-29,
       paragraphs: "7, 12(2)(a)(i), 12(2)(b), 35(3)(a)(i)-(iii), 35(3)(b), 35(4), 37"}
    - {id: coming, not_yet: No day is named., read_on: 2026-06-29, paragraphs: "99"}
- {id: practice, title: Good practice, short: practice, url: /library/practice, read_on: 2026-06-29}
- {id: house, title: House rules, short: Rule, url: "https://house.example/rules", read_on: 2026-06-29}
"""


@pytest.mark.parametrize(
    ("piece", "refs"),
    [
        ("35(3)(a)", ["35(3)(a)"]),
        ("35(3)(a)-(c)", ["35(3)(a)", "35(3)(b)", "35(3)(c)"]),
        ("6(2)(b)(i)-(iv)", ["6(2)(b)(i)", "6(2)(b)(ii)", "6(2)(b)(iii)", "6(2)(b)(iv)"]),
        ("39(1)-(3)", ["39(1)", "39(2)", "39(3)"]),
        ("3(1)(h)-(j)", ["3(1)(h)", "3(1)(i)", "3(1)(j)"]),
        ("22(1C)-(1D)", ["22(1C)", "22(1D)"]),
        ("Sch 1 para 9-11", ["Sch 1 para 9", "Sch 1 para 10", "Sch 1 para 11"]),
        ("9.64-9.66", ["9.64", "9.65", "9.66"]),
        ("s.16LA-16LC", ["s.16LA", "s.16LB", "s.16LC"]),
        ("47A-47C", ["47A", "47B", "47C"]),
        ("wholly or mainly", ["wholly or mainly"]),
    ],
)
def test_a_range_names_each_of_its_paragraphs(piece: str, refs: list[str]) -> None:
    assert paragraphs.opened(piece) == refs


def test_what_holds_a_paragraph_can_be_cited_too() -> None:
    assert paragraphs.listed("35(3)(a)(i), Sch 3 para 2(a)") == {
        "35(3)(a)(i)", "35(3)(a)", "35(3)", "35", "Sch 3 para 2(a)", "Sch 3 para 2", "Sch 3"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("cite", "refs"),
    [
        ("36, Sch 3 para 12", ["36", "Sch 3 para 12"]),
        ("36 Sch 3 para 12, 12(2)(d)", ["36", "Sch 3 para 12", "12(2)(d)"]),
        ("40(1), (3)", ["40(1)", "40(3)"]),
        ("19(2)(a)-(b) and 20", ["19(2)(a)", "19(2)(b)", "20"]),
        ("", []),
    ],
)
def test_a_citation_names_single_paragraphs(cite: str, refs: list[str]) -> None:
    assert paragraphs.parts(cite, frozenset()) == refs


@pytest.fixture
def dated(shelf: Shelf) -> Shelf:
    """A shelf whose regulations have an old edition, a new one and one to come."""
    shelf.write({SOURCES: OLD_AND_NEW})
    return shelf


@pytest.mark.parametrize(
    ("path", "old", "new", "words"),
    [
        (DUTIES, "cite: 35(3)(b)", "cite: 35(3)(c)", "reg has no '35(3)(c)'. Did you mean '35(3)(b)'?"),
        (DUTIES, "cite: 35(3)(b)", "cite: 40", "reg has no '40'."),
        (DUTIES, "cite: 35(3)(b)", "cite: 35(3)(b)-(c)", "reg has no '35(3)(c)'."),
        (DUTIES, "cite: 35(3)(b)", "cite: 35(4)\n  holds_from: 2016-01-01", "what it cites (35(4)) holds from 2021-01-01 only"),
        (DUTIES, "cite: 35(3)(b)", "cite: 35(4)\n  holds_from: 2016-01-01\n  holds_to: 2018-01-01", "'35(4)' of reg holds from 2021-01-01 only"),
        (DUTIES, "cite: 35(3)(b)", 'cite: "99"\n  holds_from: 2026-01-01', "'99' of reg is not yet in force"),
        (DUTIES, "cite: 35(3)(b)", "cite: rule one\n  source: house", "called law, and house is a text of our own"),
        (DUTIES, "weight: law", "weight: guidance", "called guidance, and regs is law"),
        (HOLD, "cite: 35(3)(a)(ii)", "cite: 35(3)(a)(iv)", "reg has no '35(3)(a)(iv)'. Did you mean '35(3)(a)(i"),
        (SOURCES, "to: 2020-12-31, ", "", "must end before new begins"),
        (SOURCES, "replaced_by: new", "replaced_by: newer", "no edition of this source 'newer'. Did you mean 'new'?"),
        (SOURCES, "not_yet: No day is named., read_on: 2026-06-29,", "not_yet: No day is named.,", "nobody has read this edition"),
    ],
)  # fmt: skip
def test_a_citation_stands_in_an_edition_of_its_days(dated: Shelf, path: str, old: str, new: str, words: str) -> None:
    dated.swap(path, old, new)
    assert any(words in problem.reason for problem in dated.problems()), [str(p) for p in dated.problems()]


def test_a_law_without_a_first_day_makes_no_duty(shelf: Shelf) -> None:
    shelf.swap(SOURCES, "from: 2015-04-01, ", "")
    assert any("nothing says from which day this holds" in p.reason for p in shelf.problems())


def test_a_thing_holds_from_the_first_day_of_what_it_cites(dated: Shelf) -> None:
    dated.swap(DUTIES, "cite: 35(3)(b)", "cite: 35(4)")
    library = dated.load()
    assert library.duties["hold-checked"].holds_from == date(2021, 1, 1)
    assert library.records["hold"].holds_from == date(2015, 4, 1)


def test_what_is_not_yet_in_force_holds_on_no_day_and_says_why(dated: Shelf) -> None:
    dated.swap(DUTIES, "cite: 35(3)(b)", 'cite: "99"')
    duty = dated.load().duties["hold-checked"]
    assert (duty.holds_from, duty.not_yet) == (NEVER, "No day is named.")
    assert not any(holds(duty, date(year, 6, 1)) for year in (2015, 2026, 2100, 9998))


def test_a_source_of_one_edition_gives_its_keys_itself() -> None:
    source = Source(id="x", title="X", short="X", url="u", **{"from": "2020-01-01", "paragraphs": "1, 2"})
    assert [(one.begins, one.paragraphs) for one in source.editions] == [(date(2020, 1, 1), {"1", "2"})]
