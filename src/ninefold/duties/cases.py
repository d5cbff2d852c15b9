"""Worked examples in the words of a home (library/cases): what happened, what was then owed, and by when.

They are run as tests and can be shown beside the duty they explain. Times are London time.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Literal

import yaml

from ninefold.base import clock
from ninefold.duties.engine import obligations
from ninefold.duties.obligation import Obligation, State
from ninefold.lawbook.facts import Fact
from ninefold.lawbook.load import OURS
from ninefold.lawbook.model import Library
from ninefold.lawbook.part import Names, Part

FOLDER = OURS / "cases"


class Told(Part):
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


class Owed(Part):
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
    told: tuple[Told, ...]
    at: str
    owed: tuple[Owed, ...] = ()
    not_owed: Names = ()


def read(folder: Path = FOLDER) -> list[Case]:
    """Every example below ``folder``, file by file."""
    return [Case.model_validate(_texts(raw)) for path in sorted(folder.glob("*.yaml")) for raw in _items(path)]


def about(cases: Iterable[Case], duty: str) -> list[Case]:
    """The examples that explain a duty."""
    return [case for case in cases if duty in case.not_owed or any(owed.duty == duty for owed in case.owed)]


def run(case: Case, library: Library) -> list[Obligation]:
    """What the engine says of an example."""
    return obligations(library, [_fact(told, n) for n, told in enumerate(case.told)], moment(case.at))


def fits(one: Obligation, owed: Owed, case: Case) -> bool:
    """Whether an obligation is the one that the example expects, to the second, in its state and for its reason."""
    told = (one.duty, one.due_at, one.state(moment(case.at)))
    about = not owed.about or one.subject == owed.about
    return told == (owed.duty, moment(owed.due), owed.state) and about and owed.why in one.why


def holds(case: Case, library: Library) -> bool:
    """Whether the engine owes what the example says, of these duties nothing more, and nothing it says is not owed."""
    found = run(case, library)
    left = [one for one in found if one.duty in {owed.duty for owed in case.owed}]
    for owed in case.owed:
        match = next((one for one in left if fits(one, owed, case)), None)
        if match is None:
            return False
        left.remove(match)
    return not left and not {one.duty for one in found} & set(case.not_owed)


def moment(written: str, day: Literal["start", "end"] = "end") -> datetime:
    """The moment that an example names, to the second; a day alone is its ``day`` end or start."""
    if "T" in written:
        return clock.parse(written)
    start = clock.parse(f"{written}T00:00")
    return clock.end_of(clock.local(start).date()) if day == "end" else start


def _items(path: Path) -> list[Any]:
    return yaml.safe_load(path.read_text(encoding="utf-8")) or []


def _texts(raw: Any) -> Any:
    """Dates are text here, as they are written."""
    if isinstance(raw, dict):
        return {key: _texts(value) for key, value in raw.items()}
    if isinstance(raw, list):
        return [_texts(value) for value in raw]
    return raw if isinstance(raw, bool) else str(raw)


def _fact(told: Told, n: int) -> Fact:
    at = moment(told.at, "start")
    ended = told.withdrawn or told.corrected
    record = told.record or f"record {n}"
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
    )
