"""From content back to what would have been typed: so that a correction starts from what stands."""

from collections.abc import Callable
from typing import Any

from ninefold.base import clock
from ninefold.lawbook.model import FormField, Stage
from ninefold.web.forms.context import FormContext
from ninefold.web.forms.parse import file_note
from ninefold.web.forms.typed import Typed

Filler = Callable[[FormField, str, Any, FormContext], dict[str, list[str]]]


def fill(stage: Stage, content: dict[str, Any], context: FormContext) -> Typed:
    """What somebody would have typed to give ``content``."""
    typed = Typed()
    for field in stage.fields:
        answer = content.get(field.id)
        if answer is None:
            continue
        each = {f"{field.id}.{who}": a for who, a in answer.items()} if field.each else {field.id: answer}
        for key, one in each.items():
            typed.update(FILLERS.get(field.kind, _text)(field, key, one, context))
    return typed


def moment_inputs(key: str, moment: str) -> dict[str, list[str]]:
    """A moment as its two inputs."""
    wall = clock.local(clock.parse(moment))
    return {f"{key}.date": [f"{wall:%Y-%m-%d}"], f"{key}.time": [f"{wall:%H:%M}"]}


def _text(field: FormField, key: str, answer: Any, context: FormContext) -> dict[str, list[str]]:
    return {key: [str(answer)]}


def _story(field: FormField, key: str, answer: Any, context: FormContext) -> dict[str, list[str]]:
    return {key: [context.names.text(answer)]}


def _several(field: FormField, key: str, answer: Any, context: FormContext) -> dict[str, list[str]]:
    return {key: list(answer)}


def _yesno(field: FormField, key: str, answer: Any, context: FormContext) -> dict[str, list[str]]:
    return {key: ["yes" if answer else "no"]}


def _moment(field: FormField, key: str, answer: Any, context: FormContext) -> dict[str, list[str]]:
    return moment_inputs(key, answer)


def _money(field: FormField, key: str, answer: Any, context: FormContext) -> dict[str, list[str]]:
    return {key: [f"{answer // 100}.{answer % 100:02}"]}


def _person(field: FormField, key: str, answer: Any, context: FormContext) -> dict[str, list[str]]:
    return {key: [answer["who"]]}


def _people(field: FormField, key: str, answer: Any, context: FormContext) -> dict[str, list[str]]:
    return {key: [one["who"] for one in answer]}


def _files(field: FormField, key: str, answer: Any, context: FormContext) -> dict[str, list[str]]:
    return {f"{key}.kept": [file_note(item) for item in answer]}


def _body_map(field: FormField, key: str, answer: Any, context: FormContext) -> dict[str, list[str]]:
    return {key: [a["place"] for a in answer]} | {f"{key}.note.{a['place']}": [a.get("note", "")] for a in answer}


def _strategies(field: FormField, key: str, answer: Any, context: FormContext) -> dict[str, list[str]]:
    typed: dict[str, list[str]] = {}
    for n, one in enumerate(answer, 1):
        typed |= {f"{key}.{n}.{part}": [text] for part, text in one.items()}
    return typed


def _steps(field: FormField, key: str, answer: Any, context: FormContext) -> dict[str, list[str]]:
    typed: dict[str, list[str]] = {}
    for one in answer:
        typed |= {f"{key}.{one['step']}.done": ["yes"]} | moment_inputs(f"{key}.{one['step']}", one["at"])
    return typed


def _table(field: FormField, key: str, answer: Any, context: FormContext) -> dict[str, list[str]]:
    typed: dict[str, list[str]] = {}
    columns = {c.id: c for c in field.columns}
    for n, row in enumerate(answer, 1):
        for name, one in row.items():
            column = columns[name]
            typed |= FILLERS.get(column.kind, _text)(column, f"{key}.{n}.{name}", one, context)
    return typed


FILLERS: dict[str, Filler] = {
    "story": _story, "voice": _story, "choices": _several, "yesno": _yesno, "moment": _moment, "money": _money,
    "person": _person, "child": _person, "people": _people, "children": _people, "file": _files, "photo": _files,
    "body-map": _body_map, "strategies": _strategies, "steps": _steps, "table": _table,
}  # fmt: skip
