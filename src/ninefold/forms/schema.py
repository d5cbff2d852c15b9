"""A stage as JSON: for a device that works without a network, for editors and other programs. Pure."""

from datetime import date
from typing import Any

from ninefold.forms.kind import kind_of
from ninefold.lawbook.holds import asked_on
from ninefold.lawbook.model import FormField, RecordType, Stage

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def stage_json(record: RecordType, stage: Stage, day: date) -> dict[str, Any]:
    """All that a device needs to ask ``stage`` as it stands on ``day``: its questions, and the schema of their answers."""
    return {
        "type": record.id,
        "version": record.version,
        "stage": stage.id,
        "title": stage.title,
        "help": stage.help,
        "fields": [_question(asked) for asked in asked_on(stage, day)],
        "schema": stage_schema(stage, day),
    }


def _question(asked: FormField) -> dict[str, Any]:
    """A question in words: what an answer looks like is for the schema."""
    question: dict[str, Any] = {
        "id": asked.id,
        "label": asked.label,
        "kind": asked.kind,
        "required": asked.required,
        "help": asked.help,
        "cite": asked.cite,
        "each": asked.each,
        "when": asked.when,
        "from": asked.from_,
        "options": [option.model_dump() for option in asked.options],
        "columns": [_question(column) for column in asked.columns],
    }
    return {name: value for name, value in question.items() if value not in (None, "", [], {})}


def stage_schema(stage: Stage, day: date) -> dict[str, Any]:
    """The JSON schema of a stage's content: it accepts all that the ledger accepts of answers written on ``day``.

    The ledger looks further: whether people and files are known here, and whether moments have come.
    """
    fields = asked_on(stage, day)
    conditional = [asked for asked in fields if asked.required and asked.when]
    schema: dict[str, Any] = {
        "$schema": DIALECT,
        "title": stage.title,
        "type": "object",
        "properties": {asked.id: _property(asked) for asked in fields},
        "required": [asked.id for asked in fields if asked.required and not asked.when],
        "additionalProperties": False,
    }
    return schema | ({"allOf": [_needed_when(asked) for asked in conditional]} if conditional else {})


def _property(asked: FormField) -> dict[str, Any]:
    answer = kind_of(asked).schema(asked)
    if asked.each:
        answer = {"type": "object", "additionalProperties": answer}
    words = {"title": asked.label, "description": asked.help} if asked.help else {"title": asked.label}
    return words | or_nothing(answer, asked)


def or_nothing(answer: dict[str, Any], asked: FormField) -> dict[str, Any]:
    """The schema of an answer that may also be left empty, where the question may be left open."""
    return answer if asked.required and not asked.when else {"anyOf": [answer, {"enum": [None, "", [], {}]}]}


def _needed_when(asked: FormField) -> dict[str, Any]:
    """That a question has to be answered where the other answers make it one."""
    conditions = {name: _equal(wanted) for name, wanted in asked.when.items()}
    present = [name for name, wanted in asked.when.items() if None not in _listed(wanted)]
    return {"if": {"properties": conditions, "required": present}, "then": {"required": [asked.id]}}


def _equal(wanted: Any) -> dict[str, Any]:
    """An answer that is one of those wanted, or, of several answers, one of them."""
    one = {"enum": _listed(wanted)}
    return {"anyOf": [one, {"type": "array", "contains": one}]}


def _listed(wanted: Any) -> list[Any]:
    return list(wanted) if isinstance(wanted, list | tuple) else [wanted]
