"""The question before signing: "This reads almost like what you wrote for Kit. Is it what happened to Jay?"

It is answered by a tick, which names the records that were shown: a text changed afterwards is looked at afresh.
"""

from dataclasses import dataclass
from typing import Any

from ninefold.base.english import listed
from ninefold.forms.typed import Typed
from ninefold.insight.copies import copies
from ninefold.lawbook.facts import plain
from ninefold.lawbook.model import Stage
from ninefold.ledger import queries
from ninefold.ledger.queries import Line, named
from ninefold.people.access import Viewer

MEANT = "_copied"


@dataclass(frozen=True, slots=True)
class Twin:
    """What was typed, and what a record already says almost so. ``asks`` says whom both are about."""

    question: str
    typed: str
    line: Line
    wrote: str
    asks: str


class Copied(Exception):
    """What is to be signed reads almost like something else, and nobody has said that it is meant."""

    def __init__(self, twins: list[Twin]) -> None:
        super().__init__(f"{len(twins)} texts read almost like something written before")
        self.twins = twins


def twins(viewer: Viewer, stage: Stage, answers: dict[str, Any], about: list[str], own: str) -> list[Twin]:
    """Every story in ``answers`` beside the record it reads almost like, if there is one that the viewer may see."""
    typed = dict(_stories(stage, answers))
    found = copies(viewer, {key: text for key, (_, text) in typed.items()}, own)
    lines = {line.record.pk: line for line in _lines(viewer, [one.record for one in found])}
    return [
        Twin(
            question=typed[one.text][0],
            typed=named(typed[one.text][1]),
            line=lines[one.record],
            wrote="you" if lines[one.record].record.author == viewer.person else lines[one.record].author,
            asks=_asks(about, lines[one.record].about),
        )
        for one in found
        if one.record in lines
    ]


def _lines(viewer: Viewer, records: list[str]) -> list[Line]:
    return queries.lines(viewer, queries.records(viewer).filter(pk__in=records)) if records else []


def _stories(stage: Stage, answers: dict[str, Any]) -> list[tuple[str, tuple[str, str]]]:
    """Each story that was told: a key, and its question with its text."""
    told: list[tuple[str, tuple[str, str]]] = []
    for field in stage.fields:
        answer = answers.get(field.id) if field.kind == "story" else None
        each = answer.items() if isinstance(answer, dict) else [("", answer)]
        told += [(f"{field.id}.{who}", (field.label, plain(runs))) for who, runs in each if runs]
    return told


def _asks(about: list[str], before: list[str]) -> str:
    """What has to be asked: of the other child, or of the other day."""
    return f"Is it what happened to {listed(about)}?" if about and about != before else "Is it what happened this time?"


def unanswered(typed: Typed, found: list[Twin]) -> list[Twin]:
    """Those of ``found`` that nobody has said are meant."""
    meant = set(typed.one(MEANT).split(","))
    return [one for one in found if one.line.record.pk not in meant]
