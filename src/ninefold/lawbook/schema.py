"""JSON schemas of the library's files, for editors: keys are completed, and what is not known is marked while it is typed."""

from collections.abc import Iterator
from typing import Any

from pydantic import TypeAdapter

from ninefold.lawbook import books, model, status
from ninefold.lawbook.kinds import kinds
from ninefold.lawbook.part import Part
from ninefold.lawbook.source import Change

DIALECT = "https://json-schema.org/draft/2020-12/schema"
# By the name of the schema: what stands in a file, whether it is a list of that, and which files they are.
FILES: dict[str, tuple[type[Part], bool, str]] = {
    "record": (model.RecordType, False, "records/*/*.yaml"),
    "duties": (model.Duty, True, "duties/*.yaml"),
    "register": (books.Register, False, "registers/*.yaml"),
    "series": (books.Series, False, "series/*.yaml"),
    "checks": (books.Check, True, "checks.yaml"),
    "pages": (books.Page, True, "pages.yaml"),
    "changes": (Change, True, "changes.yaml"),
    "statuses": (status.Status, True, "statuses.yaml"),
}


def schemas() -> dict[str, dict[str, Any]]:
    """The schema of each kind of file by its name. They say what a file may hold; ``library check`` says what it means."""
    return {name: _schema(kind, several, files) for name, (kind, several, files) in FILES.items()}


def _schema(kind: type[Part], several: bool, files: str) -> dict[str, Any]:
    adapter: TypeAdapter[Any] = TypeAdapter(list[kind] if several else kind)  # type: ignore[valid-type]
    made = adapter.json_schema(by_alias=True, mode="validation")
    for part in _objects(made):
        _as_written(part)
    return {"$schema": DIALECT, "description": f"For {files} of a library of Ninefold."} | made


def _objects(schema: Any) -> Iterator[dict[str, Any]]:
    """Every object's schema in ``schema``."""
    if isinstance(schema, dict):
        if "properties" in schema:
            yield schema
        for part in schema.values():
            yield from _objects(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from _objects(part)


def _as_written(part: dict[str, Any]) -> None:
    """Let a file say what it may say more shortly than the objects that are made of it.

    One thing stands for a list of one, options are a list of ids or a mapping of ids to labels, and numbers are texts.
    """
    for name, value in part["properties"].items():
        if name == "kind" and part.get("title") == "FormField":
            value["enum"] = list(kinds())
        elif name == "options":
            words = {"type": "object", "additionalProperties": {"type": ["string", "number"]}}
            one = {"anyOf": [{"type": ["string", "number"]}, value.pop("items")]}
            part["properties"][name] = {"title": "Options", "anyOf": [words, {"type": "array", "items": one}]}
        else:
            part["properties"][name] = _shorter(value)


def _shorter(value: Any) -> Any:
    """The schema of a value that may be written more shortly: ``several`` as one, a text as a number."""
    if not isinstance(value, dict):
        return value
    if value.get("type") == "array" and value.get("items", {}).get("type") == "string":
        return {"anyOf": [value | {"items": _shorter(value["items"])}, _shorter(value["items"])]}
    if value.get("type") == "string" and "enum" not in value and "format" not in value:
        return value | {"type": ["string", "number"]}
    if "anyOf" in value:
        return value | {"anyOf": [_shorter(one) for one in value["anyOf"]]}
    return (
        value | {"additionalProperties": _shorter(value["additionalProperties"])}
        if "additionalProperties" in value
        else value
    )
