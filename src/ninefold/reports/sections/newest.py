"""What holds now: the newest record of each of some types, with all it answers; nothing of a type is a gap that is said."""

from typing import NamedTuple

from ninefold.evidence.queries import standing
from ninefold.forms.read import Answer, in_text
from ninefold.ledger.models import Record
from ninefold.reports import answered
from ninefold.reports.blocks import Block, Heading, KeyValues, Link, Para, Said, Text, line
from ninefold.reports.frame import Frame
from ninefold.reports.names import moment
from ninefold.reports.scope import Scope

SUBJECTS = ("home", "child")
PARAMETERS = {"types": "types", "heading": "words?", "answers": "questions?", "none": "words?"}
LEFT_OUT = frozenset({"photo", "file", "body-map"})


class Newest(NamedTuple):
    """By type, its newest record and what it answers; None where there is none."""

    heading: str
    records: dict[str, tuple[Record, dict[str, Answer]] | None]
    none: str
    only: tuple[str, ...]


def read(
    scope: Scope, *, types: list[str], heading: str = "", answers: list[str] | None = None, none: str = ""
) -> Newest:
    """The newest of each up to the period's end. ``answers`` narrows what is shown; ``none`` says it is no gap."""
    every = standing(scope.viewer, scope.subject or None).filter(happened_at__lt=scope.period.end)
    newest = {type: every.filter(type=type).order_by("-happened_at", "-id").first() for type in types}
    given = answered.shown(scope.viewer, [one for one in newest.values() if one])
    records = {type: (one, given.get(one.pk, {})) if one else None for type, one in newest.items()}
    return Newest(heading, records, none, tuple(answers or ()))


def draw(data: Newest, frame: Frame) -> list[Block]:
    """Each type with its day, its answers and the child's words."""
    blocks: list[Block] = [Heading(data.heading)] if data.heading else []
    for type, kept in data.records.items():
        title = _title(frame, type)
        if kept is None:
            missing = Para(line(data.none)) if data.none else frame.gap(f"nothing is written here as '{title}'.")
            blocks += [Heading(title, 3), missing]
        else:
            blocks += [Heading(title, 3), *_record(*kept, data.only, frame)]
    return blocks


def _title(frame: Frame, type: str) -> str:
    """What records of a type are called."""
    return frame.library.records[type].title


def _record(record: Record, answers: dict[str, Answer], only: tuple[str, ...], frame: Frame) -> list[Block]:
    when = line("Written for ", Link(moment(record.happened_at, frame.period.year), record.pk), ".")
    shown = {
        name: one for name, one in answers.items() if (not only or name in only) and one.field.kind not in LEFT_OUT
    }
    voices = [one for one in shown.values() if one.field.kind == "voice"]
    rows = tuple((one.field.label, _text(one, frame)) for one in shown.values() if one.field.kind != "voice")
    said = [Said(frame.names.write(in_text(one)), line(one.field.label)) for one in voices if in_text(one)]
    return [Para(when, quiet=True), *([KeyValues(rows)] if rows else []), *said]


def _text(answer: Answer, frame: Frame) -> Text:
    return line(frame.names.write(in_text(answer, frame.names.by_id)) or "not said")
