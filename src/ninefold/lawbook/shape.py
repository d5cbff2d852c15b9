"""The shape of each thing: nodes become model objects, and what pydantic refuses becomes a plain sentence."""

from typing import Any, TypeVar, get_args

from pydantic import TypeAdapter, ValidationError

from ninefold.lawbook import editions, pages
from ninefold.lawbook.books import Check, Keeping, Page, Register, Series, Wanted
from ninefold.lawbook.escalation import EscalationStep
from ninefold.lawbook.gather import Files, Section
from ninefold.lawbook.missing import MissingStep
from ninefold.lawbook.model import Duty, Judgement, Library, RecordType, Standard, WordLists
from ninefold.lawbook.outlines import Outline
from ninefold.lawbook.pages import Node
from ninefold.lawbook.part import Part
from ninefold.lawbook.problems import Problem, nearest
from ninefold.lawbook.roles import RolePowers
from ninefold.lawbook.source import Change, Source
from ninefold.lawbook.status import Status

T = TypeVar("T")
Holding = TypeVar("Holding", RecordType, Duty, Change)


def build(files: Files, digest: str) -> tuple[Library, list[Problem]]:
    """The library in ``files``, and what is out of shape. It is whole only when there are no problems."""
    problems: list[Problem] = []
    words = WordLists.model_construct(
        powers=made(files["roles"], RolePowers, problems),
        groups=made(files["groups"], tuple[str, ...], problems),
        suggestions=made(files["suggestions"], str, problems),
        practice=made(files["practice"], str, problems),
        areas=made(files["areas"], str, problems),
        keeping=made(files["keeping"], Keeping, problems),
        unread=made(files["unread"], str, problems),
        substances=made(files["substances"], tuple[str, ...], problems),
        families=made(files["families"], tuple[str, ...], problems),
        missing=made(files["missing"], MissingStep, problems),
    )
    sources = made(files["sources"], Source, problems)
    library = Library.model_construct(
        sources=sources,
        judgements=made(files["judgements"], Judgement, problems),
        standards=made(files["standards"], Standard, problems),
        records=_dated(made(files["records"], RecordType, problems), sources),
        duties=_dated(made(files["duties"], Duty, problems), sources),
        statuses=made(files["statuses"], Status, problems),
        registers=made(files["registers"], Register, problems),
        series=made(files["series"], Series, problems),
        reports=made(files["reports"], Outline, problems),
        pages=made(files["pages"], Page, problems),
        checks=made(files["checks"], Check, problems),
        wanted=made(files["wanted"], Wanted, problems),
        changes=_dated(made(files["changes"], Change, problems), sources),
        escalation=made(files["escalation"], EscalationStep, problems),
        words=words,
        digest=digest,
    )
    return library, problems


def _dated(things: dict[str, Holding], sources: dict[str, Source]) -> dict[str, Holding]:
    """``things`` with the day from which each holds: its own, or else that of the edition it cites."""
    return {name: _since(thing, sources.get(thing.source)) for name, thing in things.items()}


def _since(thing: Holding, source: Source | None) -> Holding:
    """``thing`` from the first day of what it cites; with the reason why that is not in force, if it is not."""
    if thing.not_yet:
        return thing.model_copy(update={"holds_from": editions.NEVER})
    if "holds_from" in thing.model_fields_set or not thing.cite or source is None:
        return thing
    first = editions.first(source, thing.cite)
    return thing.model_copy(update={"holds_from": first.begins, "not_yet": first.not_yet}) if first else thing


def made(things: Section, kind: type[T], problems: list[Problem]) -> dict[str, T]:
    """Every thing of a section as ``kind``; what is out of shape joins ``problems``."""
    adapter = TypeAdapter(kind)
    whole: dict[str, T] = {}
    for thing, node in things.items():
        try:
            whole[thing] = adapter.validate_python(pages.value(node))
        except ValidationError as error:
            found = [dict(one) for one in error.errors(include_url=False)]
            problems += [_problem(node, one, kind) for one in found if not _follows(one, found)]
    return whole


def _follows(one: dict[str, Any], found: list[dict[str, Any]]) -> bool:
    """Whether a list is too short only because what stands in it could not be read."""
    where = one["loc"]
    within = (other["loc"] for other in found if other is not one)
    return one["type"] == "too_short" and any(place[: len(where)] == where for place in within)


def _problem(node: Node, found: dict[str, Any], kind: Any) -> Problem:
    where = found["loc"]
    return pages.problem(node, where, _sentence(found, where, kind))


def _sentence(found: dict[str, Any], where: tuple[str | int, ...], kind: Any) -> str:
    """What pydantic found, said plainly."""
    key = next((str(step) for step in reversed(where) if isinstance(step, str)), "this")
    given = found.get("input")
    match found["type"]:
        case "missing":
            return f"'{key}' is missing here. Add it."
        case "extra_forbidden":
            cut = " " in key or given is None  # the rest of a sentence with a comma, which nobody meant as a key
            quotes = " A comma inside {...} begins a new key: put text with commas in quotes."
            return f"the key '{key}' is not known here.{quotes if cut else nearest(key, _keys(kind, where[:-1]))}"
        case "literal_error":
            known = [str(word) for word in _words_of(found)]
            return f"'{given}' is not a {key}.{nearest(str(given), known)} It can be: {', '.join(known)}."
        case "value_error":
            return f"{str(found['ctx']['error']).rstrip('.')}."
        case "string_type":
            return f"'{key}' should be text, and is {_said(given)}. Write it in words, in quotes if it looks like code."
        case "bool_parsing" | "bool_type":
            return f"'{key}' should be true or false, and is {_said(given)}."
        case "int_parsing" | "int_type" | "int_from_float":
            return f"'{key}' should be a whole number, and is {_said(given)}."
        case "date_from_datetime_parsing" | "date_type" | "date_parsing":
            return f"'{key}' should be a day such as 2026-04-01, and is {_said(given)}."
        case "too_short":
            return f"'{key}' should hold at least one. Add one."
    return f"'{key}' cannot be read: {found['msg'][:1].lower()}{found['msg'][1:]}."


def _words_of(found: dict[str, Any]) -> list[str]:
    """The words a literal may be, out of pydantic's "'a', 'b' or 'c'"."""
    return [word.strip(" '") for word in found["ctx"]["expected"].replace(" or ", ", ").split(",")]


def _said(given: Any) -> str:
    if given is None:
        return "empty"
    if isinstance(given, bool):
        return "true" if given else "false"
    if isinstance(given, dict):
        return "a mapping of keys"
    return "a list" if isinstance(given, list) else f"'{given}'"


def _keys(kind: Any, where: tuple[str | int, ...]) -> list[str]:
    """The keys that may stand at ``where`` in a thing of ``kind``, to offer the nearest."""
    for step in where:
        fields = kind.model_fields if _is_part(kind) else {}
        by_name = {field.alias or name: field.annotation for name, field in fields.items()}
        kind = _part_in(by_name[step]) if step in by_name else kind
    return [field.alias or name for name, field in kind.model_fields.items()] if _is_part(kind) else []


def _part_in(annotation: Any) -> Any:
    """The kind of part that an annotation such as ``tuple[Stage, ...]`` or ``Due | None`` holds."""
    if _is_part(annotation):
        return annotation
    return next((found for arg in get_args(annotation) if _is_part(found := _part_in(arg))), None)


def _is_part(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Part)
