"""The question before signing: "This reads almost like what you wrote for Kit. Is it what happened to Jay?\""""

from typing import Any

from ninefold.base.english import listed
from ninefold.features.writing.questions import AboutToSign, Question, Twin
from ninefold.insight.copies import copies
from ninefold.lawbook.facts import plain
from ninefold.lawbook.model import Stage
from ninefold.ledger import queries
from ninefold.ledger.queries import Line, named
from ninefold.people.access import Viewer


def copied(signing: AboutToSign) -> list[Question]:
    """One question for each record that a story reads almost like, if the viewer may see it.

    A correction is of what stands there already, and its texts are not compared.
    """
    if signing.slot:
        return []
    typed = dict(_stories(signing.stage, signing.answers))
    alike = copies(signing.viewer, {key: text for key, (_, text) in typed.items()}, signing.record)
    names = [child.name for child in signing.children]
    return [
        Question(
            mark=f"copied:{line.record.pk}",
            asks=_asks(names, line.about),
            tick="Yes, this is what happened",
            twins=tuple(
                Twin(typed[one.text][0], named(typed[one.text][1]), line, _by(signing.viewer, line))
                for one in alike
                if one.record == line.record.pk
            ),
        )
        for line in _lines(signing.viewer, [one.record for one in alike])
    ]


def _by(viewer: Viewer, line: Line) -> str:
    return "you" if line.record.author == viewer.person else line.author


def _lines(viewer: Viewer, records: list[str]) -> list[Line]:
    return queries.lines(viewer, queries.records(viewer).filter(pk__in=records)) if records else []


def _stories(stage: Stage, answers: dict[str, Any]) -> list[tuple[str, tuple[str, str]]]:
    """Each story that was told: a key, and its question with its text."""
    stories: list[tuple[str, tuple[str, str]]] = []
    for field in stage.fields:
        answer = answers.get(field.id) if field.kind == "story" else None
        each = answer.items() if isinstance(answer, dict) else [("", answer)]
        stories += [(f"{field.id}.{who}", (field.label, plain(runs))) for who, runs in each if runs]
    return stories


def _asks(about: list[str], before: list[str]) -> str:
    """What has to be asked: of the other child, or of the other day."""
    return f"Is it what happened to {listed(about)}?" if about and about != before else "Is it what happened this time?"
