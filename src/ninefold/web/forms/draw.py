"""A stage as bound fields: each question with what was typed, what is wrong with it, and the template that draws it."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from dataclasses import field as part
from typing import Any

from ninefold.base import clock
from ninefold.lawbook.holds import asked_on
from ninefold.lawbook.model import FormField, Stage
from ninefold.people import powers
from ninefold.people.models import Child
from ninefold.web.forms import figure
from ninefold.web.forms.body import PLACES
from ninefold.web.forms.context import FormContext
from ninefold.web.forms.parse import kept_file
from ninefold.web.forms.suggest import suggestions
from ninefold.web.forms.typed import Typed

# Kinds that one input answers, which a label can point at; all others are a group with a legend.
SINGLE = frozenset(
    {"line", "interval", "story", "voice", "number", "date", "duration", "person", "place", "medicine", "money"}
)
TEMPLATES = {"voice": "story", "interval": "line", "place": "line", "medicine": "line", "score": "scale", "child": "one_of", "children": "people",
             "photo": "file", "body-map": "body_map", "money": "line", "duration": "line", "number": "line"}  # fmt: skip
# With more answers than these, a choice is a list to pick from, and one asked of every child with fewer already: four
# long columns are no form, nor is a screen of buttons.
MANY, SPREAD = 14, 6
LONG_SCALE = 12
# Outside the home there are many people; they are a tap away.
FOLDED = ("family", "professional")


@dataclass(slots=True)
class Bound:
    """A question as it is drawn. ``key`` names its inputs; ``value`` is what its template needs.

    ``each`` holds one Bound for every child when the question is asked for each, ``aside`` what was typed for
    children who are not chosen any more; ``suggests`` what the word list would offer for what was typed, ``carried``
    the records (as lines) from which its text was carried.
    """

    field: FormField
    key: str
    value: Any = None
    error: str = ""
    child: Child | None = None
    each: list["Bound"] = part(default_factory=list)
    aside: list[tuple[str, str]] = part(default_factory=list)
    suggests: list[tuple[str, str]] = part(default_factory=list)
    carried: list[Any] = part(default_factory=list)

    @property
    def template(self) -> str:
        """The template of the control."""
        if self.picked:
            return "web/fields/pick.html"
        if _typed_score(self.field):
            return "web/fields/line.html"
        kind = self.field.kind
        return f"web/fields/{TEMPLATES.get(kind, kind)}.html"

    @property
    def picked(self) -> bool:
        """Whether it is a choice with so many answers that one is picked from a list."""
        return self.field.kind == "choice" and len(self.field.options) > (SPREAD if self.child else MANY)

    @property
    def single(self) -> bool:
        """Whether one input answers it."""
        return (self.field.kind in SINGLE or self.picked or _typed_score(self.field)) and not self.field.each

    @property
    def input_id(self) -> str:
        """The id of its first input, which an error summary leads to."""
        return f"f-{self.key}"

    @property
    def described_by(self) -> str:
        """The ids of what explains it: its error, its help."""
        ids = [f"e-{self.key}"] if self.error else []
        help = [f"h-{self.key}"] if self.field.help and not self.child else []
        return " ".join(ids + help)

    @property
    def when(self) -> str:
        """The answers it hangs on, for the script that hides what is not asked."""
        wanted = {name: _as_typed(answer) for name, answer in self.field.when.items()}
        return json.dumps(wanted) if wanted else ""

    @property
    def figure(self) -> Any:
        """The drawing of the body, for a question that asks where on it."""
        return figure

    @property
    def optional(self) -> bool:
        """Whether it may be left out."""
        return not self.field.required


def _as_typed(answer: Any) -> list[str]:
    """An answer of the library as inputs hold it."""
    if isinstance(answer, list | tuple):
        return [text for one in answer for text in _as_typed(one)]
    return ["" if answer is None else "yes" if answer is True else "no" if answer is False else str(answer)]


def draw(stage: Stage, typed: Typed, errors: Mapping[str, str], context: FormContext) -> list[Bound]:
    """Every question of ``stage`` that is asked today, with what was typed and what is wrong with it."""
    today = clock.local(context.viewer.now).date()
    return [_bound(f, typed, errors.get(f.id, ""), context) for f in asked_on(stage, today, context.held, context.kept)]


def _bound(field: FormField, typed: Typed, error: str, context: FormContext) -> Bound:
    if field.each != "child":
        return one(field, field.id, typed, context, error)
    each = []
    for child in context.children:
        bound = one(field, f"{field.id}.{child.id}", typed, context)
        bound.child = child
        each.append(bound)
    key = each[0].key if each else field.id
    drawn = tuple(f"{field.id}.{child.id}" for child in context.children)
    aside = [
        (name, text)
        for name, texts in typed.items()
        for text in texts
        if name.startswith(f"{field.id}.") and not name.startswith(drawn)
    ]
    return Bound(field, key, error=error, each=each, aside=aside)


def one(field: FormField, key: str, typed: Typed, context: FormContext, error: str = "") -> Bound:
    """One question under one key."""
    value = VALUES.get(field.kind, _text)(field, key, typed, context)
    suggests = suggestions(typed.raw(key)) if field.kind in ("story", "line") else []
    return Bound(field, key, value, error, suggests=suggests)


def _text(field: FormField, key: str, typed: Typed, context: FormContext) -> str:
    return typed.raw(key)


def _options(field: FormField, key: str, typed: Typed, context: FormContext) -> list[dict[str, Any]]:
    chosen = set(typed.all(key))
    gives = powers.given_by(context.viewer.role) | chosen if field.of_roles else None
    offered = [o for o in field.options if gives is None or o.id in gives]
    return [{"id": o.id, "label": o.label, "help": o.help, "on": o.id in chosen} for o in offered]


def _choices(field: FormField, key: str, typed: Typed, context: FormContext) -> dict[str, Any]:
    """Options, or the child's own lines with room for more."""
    if field.options or not field.from_:
        return {"options": _options(field, key, typed, context), "own": False}
    chosen = typed.all(key)
    lines = list(dict.fromkeys([*context.lines(field.from_), *chosen]))
    return {
        "options": [{"id": text, "label": text, "help": "", "on": text in chosen} for text in lines],
        "own": True,
        "more": typed.raw(f"{key}.more"),
    }


def _ends(field: FormField) -> tuple[int, int]:
    """The least and the most of a scale."""
    return 1 if field.min is None else field.min, field.max or 5


def _typed_score(field: FormField) -> bool:
    """Whether a scale is so long that its number is typed: a hundred buttons are no scale."""
    low, high = _ends(field)
    return field.kind == "score" and high - low > LONG_SCALE


def _scale(field: FormField, key: str, typed: Typed, context: FormContext) -> Any:
    """The numbers of a scale, with a word under those that have one; what was typed, where it is a long one."""
    if _typed_score(field):
        return _text(field, key, typed, context)
    low, high = _ends(field)
    words = {n: o.label for n, o in enumerate(field.options, low)}
    return [{"n": n, "word": words.get(n, ""), "on": typed.one(key) == str(n)} for n in range(low, high + 1)]


def _moment(field: FormField, key: str, typed: Typed, context: FormContext) -> dict[str, str]:
    """Date and time as typed; the date begins as today."""
    on = typed.raw(f"{key}.date") if f"{key}.date" in typed else clock.local(context.viewer.now).date().isoformat()
    return {"date": on, "time": typed.raw(f"{key}.time")}


def _person(field: FormField, key: str, typed: Typed, context: FormContext) -> list[dict[str, Any]]:
    """Everybody who can be named, in groups, with who is chosen."""
    chosen = set(typed.all(key))
    wanted = ("child",) if field.kind in ("child", "children") else ("worker", "child", "family", "professional")
    titles = {"worker": "Who works here", "child": "Children", "family": "Family", "professional": "Professionals"}
    groups = []
    for kind in wanted:
        people = [{"who": k, "on": k.id in chosen} for k in context.names.people if k.kind == kind]
        if people:
            folded = kind in FOLDED and not any(p["on"] for p in people)
            groups.append({"title": titles[kind], "people": people, "folded": folded})
    return groups


def _files(field: FormField, key: str, typed: Typed, context: FormContext) -> list[dict[str, Any]]:
    """Files stored already, each with the note that stands for it."""
    return [item | {"note": note} for note in typed.all(f"{key}.kept") if (item := kept_file(note))]


def _body_map(field: FormField, key: str, typed: Typed, context: FormContext) -> list[dict[str, Any]]:
    """Places on the body, in groups, with what was noted; a group with something in it stands open."""
    chosen = set(typed.all(key))
    groups = []
    for title, places in PLACES:
        rows = [
            {"id": place, "label": label, "on": place in chosen, "note": typed.raw(f"{key}.note.{place}")}
            for place, label in places
        ]
        groups.append({"title": title, "places": rows, "open": any(r["on"] or r["note"] for r in rows)})
    return groups


def _strategies(field: FormField, key: str, typed: Typed, context: FormContext) -> list[dict[str, Any]]:
    """The child's own list, then what was added, then a spare line."""
    given = {typed.one(f"{key}.{n}.step"): n for n in typed.rows(key)}
    lines = context.lines(field.from_)
    steps = [*lines, *(step for step in given if step and step not in lines), ""]
    rows = []
    for place, step in enumerate(steps, 1):
        n = given.get(step, 0)
        rows.append(
            {
                "n": place,
                "step": step,
                "own": step not in lines,
                "outcome": typed.one(f"{key}.{n}.outcome"),
                "note": typed.raw(f"{key}.{n}.note"),
            }
        )
    return rows


def _steps(field: FormField, key: str, typed: Typed, context: FormContext) -> list[dict[str, Any]]:
    """Each step with its tick and its time."""
    return [
        {
            "id": option.id,
            "label": option.label,
            "help": option.help,
            "on": bool(typed.one(f"{key}.{option.id}.done")),
            **_moment(field, f"{key}.{option.id}", typed, context),
        }
        for option in field.options
    ]


def _table(field: FormField, key: str, typed: Typed, context: FormContext) -> list[dict[str, Any]]:
    """The rows typed so far, at least one, each with a cell for every column."""
    numbers = typed.rows(key) or [1]
    return [
        {"n": n, "place": place, "cells": [one(c, f"{key}.{n}.{c.id}", typed, context) for c in field.columns]}
        for place, n in enumerate(numbers, 1)
    ]


VALUES: dict[str, Callable[[FormField, str, Typed, FormContext], Any]] = {
    "choice": _options, "choices": _choices, "score": _scale, "scale": _scale, "moment": _moment, "person": _person,
    "child": _person, "people": _person, "children": _person, "file": _files, "photo": _files,
    "body-map": _body_map, "strategies": _strategies, "steps": _steps, "table": _table, "yesno": _text,
}  # fmt: skip
