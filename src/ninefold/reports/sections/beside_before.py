"""Figures of the period with those of the period before beside them, each opening its own records."""

from typing import NamedTuple

from ninefold.reports.blocks import Block, Figure, Heading, Para, Table, Text, line
from ninefold.reports.frame import Frame
from ninefold.reports.reading.amounts import amounts
from ninefold.reports.scope import Scope

SUBJECTS = ("home", "child")
PARAMETERS = {"heading": "words", "types": "records?", "facts": "facts with words?"}
WIDTHS = (8, 3, 3, 3)


class FigurePair(NamedTuple):
    """What is counted, now and in the period before. ``label`` is empty for a record type, whose title it has."""

    type: str
    label: str
    now: Figure
    before: Figure


class Beside(NamedTuple):
    """The pairs, under their heading; ``whole`` says that the home was open in all of the period before."""

    heading: str
    pairs: list[FigurePair]
    whole: bool


def read(scope: Scope, *, heading: str, types: list[str] | None = None, facts: dict[str, str] | None = None) -> Beside:
    """All records and those with own words, then ``types``, then ``facts`` with what their lines are called."""
    before = scope.before
    now, then = scope.once(amounts), before.once(amounts)
    pairs = [
        FigurePair("", "Records", Figure(now.all, scope.select("all")), Figure(then.all, before.select("all"))),
        FigurePair(
            "",
            "Of them with a child's own words",
            Figure(now.voiced, scope.select("voice")),
            Figure(then.voiced, before.select("voice")),
        ),
        *(_type(type, scope, before) for type in types or ()),
        *(
            FigurePair("", label, scope.figure("fact", fact), before.figure("fact", fact))
            for fact, label in (facts or {}).items()
        ),
    ]
    return Beside(heading, pairs, scope.viewer.home.registered_on <= before.period.first)


def _type(type: str, *scopes: Scope) -> FigurePair:
    now, before = (
        Figure(scope.once(amounts).by_type.get(type, (0, 0))[0], scope.select("type", type)) for scope in scopes
    )
    return FigurePair(type, "", now, before)


def draw(data: Beside, frame: Frame) -> list[Block]:
    """A row for each pair, with the difference."""
    columns = ("What", frame.period.title, frame.period.before.title, "Difference")
    rows = tuple(_row(pair, frame) for pair in data.pairs)
    young: list[Block] = [] if data.whole else [Para(line(YOUNG), quiet=True)]
    return [Heading(data.heading), *young, Table(data.heading, columns, rows, WIDTHS)]


YOUNG = "The home was not yet registered on the first day of the period before, so the two cannot be compared in full."


def _row(pair: FigurePair, frame: Frame) -> tuple[Text, ...]:
    label = frame.library.records[pair.type].title if pair.type else pair.label
    return line(label), line(pair.now), line(pair.before), line(difference(pair.now.number - pair.before.number))


def difference(number: int) -> str:
    """ "3 more", "3 fewer", "as many"."""
    if not number:
        return "as many"
    return f"{number} more" if number > 0 else f"{-number} fewer"
