"""An entry's content to be read: every question with its answer in the shape a page shows it."""

from dataclasses import dataclass
from dataclasses import field as part
from datetime import date
from typing import Any

from ninefold.base import clock
from ninefold.lawbook.model import FormField, Stage
from ninefold.web.forms import figure

OUTCOMES = {"helped": "helped", "no": "did not help", "not-tried": "not tried"}
SHAPES = {"story": "story", "voice": "said", "moment": "moment", "date": "day", "file": "files", "photo": "files"}


@dataclass(slots=True)
class Answer:
    """A question and its answer. ``shape`` says how a template shows ``value``:

    text, story, said, moment, day, files, lines (several texts), people, timed (text and moment), table (rows of
    Answers), each (child's id and Answer), body (a Body).
    """

    field: FormField
    shape: str
    value: Any
    each: list[tuple[str, "Answer"]] = part(default_factory=list)


class Body:
    """Places on the body that were noted, as a picture with numbered marks and as a list."""

    figure = figure

    def __init__(self, answer: list[dict[str, str]]) -> None:
        self.marks = figure.marks(answer)

    @property
    def lines(self) -> list[str]:
        """Each place with its note, in words."""
        return [f"{one.label} ({one.note})" if one.note else one.label for one in self.marks]


def answers(stage: Stage, content: dict[str, Any]) -> list[Answer]:
    """What ``content`` answers, in the order the stage asks."""
    return [_answer(f, content[f.id]) for f in stage.fields if f.id in content]


def _answer(field: FormField, answer: Any) -> Answer:
    if field.each:
        return Answer(field, "each", None, [(who, _one(field, a)) for who, a in answer.items()])
    return _one(field, answer)


def _one(field: FormField, answer: Any) -> Answer:
    if field.kind in SHAPES:
        return Answer(field, SHAPES[field.kind], answer)
    if field.kind == "table":
        return Answer(field, "table", [answers_of(field.columns, row) for row in answer])
    if field.kind == "steps":
        return Answer(field, "timed", [(field.label_of(a["step"]), a["at"]) for a in answer])
    if field.kind == "body-map":
        return Answer(field, "body", Body(answer))
    if field.kind in ("person", "child"):
        return Answer(field, "people", [answer])
    if field.kind in ("people", "children"):
        return Answer(field, "people", answer)
    texts = _texts(field, answer)
    return Answer(field, "text" if len(texts) == 1 else "lines", texts[0] if len(texts) == 1 else texts)


def answers_of(columns: tuple[FormField, ...], row: dict[str, Any]) -> list[Answer]:
    """One row of a table."""
    return [_one(c, row[c.id]) for c in columns if c.id in row]


def _texts(field: FormField, answer: Any) -> list[str]:
    """An answer in words: options by their labels, amounts with their unit."""
    match field.kind:
        case "choices":
            return [field.label_of(a) for a in answer]
        case "strategies":
            return [f"{a['step']}: {OUTCOMES[a['outcome']]}{_note(a)}" for a in answer]
        case "yesno":
            return ["Yes" if answer else "No"]
        case "money":
            return [f"£{answer // 100}.{answer % 100:02}"]
        case "duration":
            return [f"{answer} minute" if answer == 1 else f"{answer} minutes"]
        case "scale" | "score":
            return [f"{answer} of {field.max or 5}"]
    return [field.label_of(str(answer))]


def _note(answer: dict[str, Any]) -> str:
    return f" ({answer['note']})" if answer.get("note") else ""


def in_text(answer: Answer, names: dict[str, str] | None = None) -> str:
    """An answer as one piece of plain text, for a line of a list or the cell of a sheet."""
    match answer.shape:
        case "each":
            return "; ".join(f"{(names or {}).get(who, '')}: {in_text(one)}" for who, one in answer.each)
        case "table":
            return "; ".join(", ".join(in_text(cell) for cell in row) for row in answer.value)
        case "timed":
            return "; ".join(f"{step} {clock.local(clock.parse(at)):%d/%m/%Y %H:%M}" for step, at in answer.value)
        case "moment":
            return f"{clock.local(clock.parse(answer.value)):%d/%m/%Y %H:%M}"
        case "day":
            return f"{date.fromisoformat(answer.value):%d/%m/%Y}"
        case "body":
            return "; ".join(answer.value.lines)
        case "lines":
            return "; ".join(answer.value)
    return _runs(answer.value)


def _runs(value: Any) -> str:
    """Text as it is; people, files and stories by the names in them."""
    if not isinstance(value, list):
        return str(value)
    whole = all(isinstance(part, dict) for part in value)
    return ("; " if whole else "").join(part if isinstance(part, str) else part["name"] for part in value)
