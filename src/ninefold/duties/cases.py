"""Worked examples in the words of a home (library/cases): what happened, what was then owed, and by when.

They are run as tests and can be shown beside the duty they explain. Times are London time.
"""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from ninefold.base import clock
from ninefold.duties.engine import obligations
from ninefold.duties.obligation import Obligation, State
from ninefold.lawbook import pages, shape
from ninefold.lawbook.facts import Fact
from ninefold.lawbook.load import OURS
from ninefold.lawbook.model import Library
from ninefold.lawbook.pages import Node, Where
from ninefold.lawbook.part import Names, Part
from ninefold.lawbook.problems import LibraryError, Problem, nearest, unknown
from ninefold.lawbook.statements import statements

FOLDER = OURS / "cases"
_TIME = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d.*)?")  # what else Python reads as a time is most likely a slip


class GivenFact(Part):
    """Something that happened. ``at`` without an hour is known only to the day; ``written`` is ten minutes later.

    ``about`` is whom it is about: the home if nobody. What shares a ``record`` stands in one thread; ``answers``
    names a record that this one links to. ``corrected`` or ``withdrawn`` say when it was.
    """

    fact: str
    at: str
    about: str = "the home"
    written: str = ""
    value: str = ""
    record: str = ""
    row: str = ""
    data: dict[str, str] = {}
    answers: str = ""
    brought_forward: bool = False
    corrected: str = ""
    withdrawn: str = ""


class ExpectedObligation(Part):
    """What is expected of one obligation. ``due`` without an hour is the end of that day; ``why`` is part of the reason."""

    duty: str
    due: str
    state: State
    about: str = ""
    why: str = ""


class Case(Part):
    """One example: its title, the story, what is told, when it is looked at, what is owed, and which duties are not."""

    case: str
    story: str = ""
    told: tuple[GivenFact, ...]
    at: str
    owed: tuple[ExpectedObligation, ...] = ()
    not_owed: Names = ()


def read(folder: Path = FOLDER) -> list[Case]:
    """Every example in ``folder``, file by file; raises LibraryError, which names what cannot be read and where."""
    return [case for case, _ in _placed(folder)]


def wrong(folder: Path, library: Library) -> list[Problem]:
    """What is wrong with the examples in ``folder``: words that stand for nothing, and what the engine says instead."""
    stated = statements(library)
    return [
        problem
        for case, node in _placed(folder)
        for problem in _unknown(case, node, stated, library.duties) or _disagreed(case, node, library)
    ]


def about(cases: Iterable[Case], duty: str) -> list[Case]:
    """The examples that explain a duty."""
    return [case for case in cases if duty in case.not_owed or any(owed.duty == duty for owed in case.owed)]


def run(case: Case, library: Library) -> list[Obligation]:
    """What the engine says of an example."""
    return obligations(library, _facts(case), moment(case.at))


def fits(one: Obligation, owed: ExpectedObligation, case: Case) -> bool:
    """Whether an obligation is the one that the example expects, to the second, in its state and for its reason."""
    told = (one.duty, one.due_at, one.state(moment(case.at)))
    about = not owed.about or one.subject == owed.about
    return told == (owed.duty, moment(owed.due), owed.state) and about and owed.why in one.why


def holds(case: Case, library: Library, *, whole: bool = False) -> bool:
    """Whether the engine owes what the example says, and nothing that it says is not owed.

    With ``whole``, of the duties it names nothing more either: our own examples leave nothing out.
    """
    found = run(case, library)
    left = [one for one in found if one.duty in {owed.duty for owed in case.owed}]
    for owed in case.owed:
        match = next((one for one in left if fits(one, owed, case)), None)
        if match is None:
            return False
        left.remove(match)
    return not (whole and left) and not {one.duty for one in found} & set(case.not_owed)


def moment(written: str, day: Literal["start", "end"] = "end") -> datetime:
    """The moment that an example names, to the second; a day alone is its ``day`` end or start."""
    if "T" in written:
        return clock.parse(written)
    start = clock.parse(f"{written}T00:00")
    return clock.end_of(clock.local(start).date()) if day == "end" else start


def _placed(folder: Path) -> list[tuple[Case, Node]]:
    """Every example with the place it stands in."""
    problems: list[Problem] = []
    nodes: dict[str, Node] = {}
    for path in sorted(folder.glob("*.yaml")):
        name = f"{folder.parent.name}/{folder.name}/{path.name}"
        node, found = pages.read(path, name)
        problems += found
        if node is not None and not pages.parts(node):
            problems.append(pages.problem(node, (), "examples stand in a list, each beginning with '- case: '."))
        nodes |= {f"{name} {n}": part for n, part in enumerate(pages.parts(node))}
    cases = shape.made(nodes, Case, problems)
    if problems:
        raise LibraryError(problems)
    return [(cases[name], node) for name, node in nodes.items()]


def _unknown(case: Case, node: Node, facts: Iterable[str], duties: Iterable[str]) -> list[Problem]:
    """Facts that no record states, duties that there are not, times that are none."""
    found: list[Problem] = []
    for n, told in enumerate(case.told):
        if told.fact not in facts:
            reason = f"no record type states the fact '{told.fact}'.{nearest(told.fact, facts)}"
            found.append(pages.problem(node, ["told", n, "fact"], reason))
        found += _no_time(node, ["told", n, "at"], told.at)
        found += _no_time(node, ["told", n, "written"], told.written or told.at)
    for n, owed in enumerate(case.owed):
        if owed.duty not in duties:
            found.append(pages.problem(node, ["owed", n, "duty"], unknown("duty", owed.duty, duties)))
        found += _no_time(node, ["owed", n, "due"], owed.due)
    for n, duty in enumerate(case.not_owed):
        if duty not in duties:
            found.append(pages.problem(node, ["not_owed", n], unknown("duty", duty, duties)))
    return found + _no_time(node, ["at"], case.at)


def _no_time(node: Node, where: Where, given: str) -> list[Problem]:
    """A problem if ``given`` is no moment that an example can name."""
    try:
        moment(given if _TIME.fullmatch(given) else "")
    except ValueError:
        said = "is not a time. Write a day, 2026-10-05, or a day and an hour, 2026-10-05T17:30."
        return [pages.problem(node, where, f"'{given}' {said}")]
    return []


def _disagreed(case: Case, node: Node, library: Library) -> list[Problem]:
    """What the engine owes instead, when it does not owe what the example says."""
    if holds(case, library):
        return []
    named = {*(owed.duty for owed in case.owed), *case.not_owed}
    found = [one for one in run(case, library) if one.duty in named]
    each = [f"{one.duty}, {_due(one)}, {one.state(moment(case.at))}" for one in found]
    said = "; ".join(each) or "none of these duties is owed"
    return [pages.problem(node, ["owed"], f"the engine does not agree. It says: {said}.")]


def _due(one: Obligation) -> str:
    """When an obligation is due, as an example writes it."""
    day = clock.local(one.due_at)
    return f"due {day:%Y-%m-%d}" if clock.end_of(day.date()) == one.due_at else f"due {day:%Y-%m-%dT%H:%M}"


def _facts(case: Case) -> list[Fact]:
    """What an example tells, each with its matter: the record at the head of the line of answers it stands in."""
    named = [told.record or f"record {n}" for n, told in enumerate(case.told)]
    follows = {record: told.answers for record, told in zip(named, case.told, strict=True) if told.answers}
    return [
        _fact(told, n, record, _head(record, follows))
        for n, (told, record) in enumerate(zip(case.told, named, strict=True))
    ]


def _head(record: str, follows: dict[str, str]) -> str:
    seen = {record}
    while (before := follows.get(record, "")) and before not in seen:
        seen.add(before)
        record = before
    return record


def _fact(told: GivenFact, n: int, record: str, matter: str) -> Fact:
    at = moment(told.at, "start")
    ended = told.withdrawn or told.corrected
    return Fact(
        name=told.fact,
        subject=told.about,
        record=record,
        entry=f"entry {n}",
        at=at,
        known_at=moment(told.written) if told.written else at + timedelta(minutes=10),
        day="T" not in told.at,
        value=told.value,
        row=told.row,
        carried=told.brought_forward,
        withdrawn=bool(told.withdrawn),
        ended_at=moment(ended) if ended else None,
        data=told.data,
        answers=((told.answers, told.row),) if told.answers else (),
        matter=matter,
    )
