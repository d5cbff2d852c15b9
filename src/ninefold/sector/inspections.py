"""Which statements are about the same inspection, and what they come to. Pure.

The same inspection has the same number, or is of the same kind and began at most three days apart: Ofsted has given
one inspection a second number, and moved its first day by a few. The newest statement gives day, kind and judgement;
a judgement that the newest leaves open is filled from the newest that has one. When two of the same day and rank differ,
the lower judgement counts, since nobody can say which is right. What the provider was then is the oldest statement's.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from ninefold.sector.sourced import SourcedStatement
from ninefold.sector.words import FULL

RENUMBERED = timedelta(days=3)
_ABOUT = (
    *("provision", "is_home", "name", "owner", "sector", "authority", "region", "places", "registered_on"),
    *("closed_on", "status"),
)
_EMPTY: dict[str, Any] = dict.fromkeys(("places", "registered_on", "closed_on"))


@dataclass(frozen=True, slots=True)
class Inspection:
    """An inspection as all its statements together tell it."""

    number: str
    kind: str
    on: date
    grade: int | None
    protection: int | None
    leadership: int | None
    outcome: str
    published_on: date | None
    about: dict[str, Any]
    national: bool
    differs: bool
    source_kinds: frozenset[str]
    first_file: int
    words: tuple[SourcedStatement, ...]


def merged(said: Sequence[SourcedStatement]) -> list[Inspection]:
    """The inspections that the statements of one provider tell of, oldest first."""
    told = [word for word in said if word.kind]
    if not told:
        return []
    found = [_inspection(group) for group in _groups(told)]
    return sorted(found, key=lambda one: (one.on, one.kind, one.number))


def _groups(told: Sequence[SourcedStatement]) -> list[list[SourcedStatement]]:
    """Statements about the same inspection, put together; within each the newest last."""
    root = list(range(len(told)))

    def top(place: int) -> int:
        while root[place] != place:
            place = root[place]
        return place

    numbers: dict[str, int] = {}
    for place, word in enumerate(told):
        if word.number:
            root[top(place)] = top(numbers.setdefault(word.number, place))
    listed: dict[int, set[str]] = {}
    for word in told:
        listed.setdefault(word.source.id, set()).add(word.number)
    by_day = sorted(range(len(told)), key=lambda place: (told[place].kind, told[place].on))
    for earlier, later in itertools.pairwise(by_day):
        one, other = told[earlier], told[later]
        near = one.kind == other.kind and one.on and other.on and other.on - one.on <= RENUMBERED
        if near and not _two_visits(one, other, listed):
            root[top(later)] = top(earlier)
    groups: dict[int, list[SourcedStatement]] = {}
    for place, word in enumerate(told):
        groups.setdefault(top(place), []).append(word)
    return list(groups.values())


def _two_visits(one: SourcedStatement, other: SourcedStatement, listed: dict[int, set[str]]) -> bool:
    """Whether one file lists both, each under its number, and they are visits: those do follow each other in days."""
    if one.kind == FULL or not one.number or not other.number or one.number == other.number:
        return False
    return any({one.number, other.number} <= numbers for numbers in listed.values())


def _inspection(group: list[SourcedStatement]) -> Inspection:
    newest = group[-1]
    kind = newest.kind
    graded = _graded(group) if kind == FULL else None
    judged = [word for word in group if word.kind == FULL]
    return Inspection(
        number=next((word.number for word in reversed(group) if word.number), ""),
        kind=kind,
        on=newest.on or date.min,
        grade=graded.grade if graded else None,
        protection=_newest(judged, "protection", graded) if graded else None,
        leadership=_newest(judged, "leadership", graded) if graded else None,
        outcome=next((word.outcome for word in reversed(group) if word.outcome), "") if kind != FULL else "",
        published_on=min((word.published_on for word in group if word.published_on), default=None),
        about={name: _oldest(group, name) for name in _ABOUT},
        national=any(word.source.national for word in group),
        differs=_differs(group),
        source_kinds=frozenset(word.source.kind for word in group),
        first_file=min(word.source.file for word in group),
        words=tuple(group),
    )


def _graded(group: list[SourcedStatement]) -> SourcedStatement | None:
    """The statement whose judgement counts: the newest; of equally new ones the one with the lower judgement."""
    graded = [word for word in group if word.kind == FULL and word.grade]
    return max(graded, key=lambda word: (word.day, word.order[1], word.grade or 0), default=None)


def _newest(judged: list[SourcedStatement], name: str, first: SourcedStatement) -> int | None:
    """A further judgement: that of the statement that counts, else the newest that has one."""
    value: int | None = getattr(first, name)
    return value or next((getattr(word, name) for word in reversed(judged) if getattr(word, name)), None)


def _oldest(group: list[SourcedStatement], name: str) -> Any:
    """What the oldest statement says of the provider, a table's before a report's, filled from later ones."""
    if name == "is_home":
        return next((word.is_home for word in group if word.source.national), group[0].is_home)
    ordered = sorted(group, key=lambda word: not word.source.national)
    return next((value for word in ordered if (value := getattr(word, name)) not in ("", None)), _EMPTY.get(name, ""))


def _differs(group: list[SourcedStatement]) -> bool:
    """Whether the statements contradict each other on the day, the kind or the overall judgement."""
    grades = {word.grade for word in group if word.grade}
    return len(grades) > 1 or len({(word.kind, word.on) for word in group}) > 1
