"""Checks in the library: each names facts that some record type states, and says why it matters."""

from ninefold import lawbook
from ninefold.lawbook import show
from tests.lawbook.conftest import Shelf

GOOD = """- id: hold-by-night
  title: A hold by night
  looks: A hold is written for a moment at which the child slept.
  why: One of the two is not true.
  cite: 35(3)(a)
  about: child
  rank: first
  reads: {holds: hold.used, nights: [sleep.record]}
  mend: hold
"""


def _with(shelf: Shelf, text: str) -> Shelf:
    shelf.write({"checks.yaml": text})
    return shelf


def test_a_check_that_reads_what_is_stated_loads_and_is_shown(shelf: Shelf) -> None:
    library = _with(shelf, GOOD).load()
    assert library.checks["hold-by-night"].facts == {"holds": ("hold.used",), "nights": ("sleep.record",)}
    told = "\n".join(show.show(library, "hold-by-night"))
    assert "A hold by night  (hold-by-night)" in told
    assert "looked at first" in told and "hold.used" in told
    assert show.LISTS["checks"](library)[0].startswith("hold-by-night  A hold by night  reg 35(3)(a)")


def test_a_fact_that_no_type_states_is_refused_with_its_line(shelf: Shelf) -> None:
    [problem] = _with(shelf, GOOD.replace("hold.used", "hold.usd")).problems()
    assert problem.line == shelf.line("checks.yaml", "hold.usd")
    assert "there is no fact 'hold.usd'. Did you mean 'hold.used'?" in problem.reason
    assert "could never find anything" in problem.reason


def test_what_makes_no_sense_is_named(shelf: Shelf) -> None:
    for old, new, words in (
        ("mend: hold", "mend: holds", "there is no record type 'holds'. Did you mean 'hold'?"),
        ("cite: 35(3)(a)\n", "source: practice\n", "this check cites nothing"),
        ("rank: first", "rank: soon", "'soon' is not a rank"),
        ("rank: first", "rank: first\n  days: 0", "days"),
        ("about: child", "about: child\n  serves: well-sleept", "there is no practice point 'well-sleept'"),
        ("looks:", "lookz:", "the key 'lookz' is not known here"),
    ):
        assert any(words in str(one) for one in _with(shelf, GOOD.replace(old, new)).problems()), words


def test_each_of_ours_serves_a_practice_point_and_says_what_it_looks_for() -> None:
    checks = lawbook.current().checks.values()
    assert len(checks) >= 45
    assert [one.id for one in checks if not (one.serves and one.looks[-1] in ".?" and one.why[-1] in ".?")] == []
