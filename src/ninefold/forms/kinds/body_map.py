"""Where on the body, and what can be seen there."""

from typing import TYPE_CHECKING, Any

from ninefold.forms import figure
from ninefold.forms.body import LABELS, PLACES
from ninefold.forms.checks import is_list_of, texts_problem
from ninefold.forms.kind import FieldKind, Inputs, Scene
from ninefold.forms.typed import Typed, Unclear
from ninefold.lawbook.kinds import Times
from ninefold.lawbook.model import FormField

if TYPE_CHECKING:
    from ninefold.forms.context import FormContext


class Marks:
    """Places on the body that were noted, as a picture with numbered marks and as a list."""

    figure = figure

    def __init__(self, answer: list[dict[str, str]]) -> None:
        self.marks = figure.marks(answer)

    @property
    def lines(self) -> list[str]:
        """Each place with its note, in words."""
        return [f"{one.label} ({one.note})" if one.note else one.label for one in self.marks]


class BodyMapKind(FieldKind):
    """A list of places with a note on each. Somebody has to have looked: no link fills it in."""

    shown = "forms/read/body_map.html"
    single = False
    several = True
    by_address = False

    def check(self, asked: FormField, answer: Any, times: Times) -> str | None:
        """Places of the list, each with a short note or none."""
        right = is_list_of(answer, {"place"}, frozenset({"note"})) and all(
            isinstance(one["place"], str) and one["place"] in LABELS for one in answer
        )
        return texts_problem([one.get("note", "") for one in answer]) if right else "Please say where on the body."

    def schema(self, asked: FormField) -> dict[str, Any]:
        """A list of places with notes."""
        parts = {"place": {"enum": list(LABELS)}, "note": {"type": "string"}}
        item = {"type": "object", "properties": parts, "required": ["place"], "additionalProperties": False}
        return {"type": "array", "items": item}

    def parse(self, asked: FormField, key: str, typed: Typed, context: "FormContext") -> Any:
        """Places on the body with a note on each. A note without its tick counts as ticked."""
        start = f"{key}.note."
        noted = {name[len(start) :] for name in typed if name.startswith(start) and typed.one(name)}
        places = list(dict.fromkeys([*typed.all(key), *sorted(noted)]))
        if not LABELS.keys() >= set(places):
            raise Unclear("Please choose where on the body from the list.")
        return [{"place": place, "note": " ".join(typed.one(f"{start}{place}").split())} for place in places]

    def fill(self, asked: FormField, key: str, answer: Any, context: "FormContext") -> Inputs:
        """Ticks and notes."""
        notes = {f"{key}.note.{one['place']}": [one.get("note", "")] for one in answer}
        return {key: [one["place"] for one in answer], **notes}

    def draw(self, asked: FormField, key: str, typed: Typed, context: "FormContext") -> Any:
        """Places on the body, in groups, with what was noted; a group with something in it stands open."""
        chosen = set(typed.all(key))
        groups = []
        for title, places in PLACES:
            rows = [
                {"id": place, "label": label, "on": place in chosen, "note": typed.raw(f"{key}.note.{place}")}
                for place, label in places
            ]
            groups.append({"title": title, "places": rows, "open": any(row["on"] or row["note"] for row in rows)})
        return {"groups": groups, "figure": figure}

    def read(self, asked: FormField, answer: Any) -> Any:
        """The figure with its marks."""
        return Marks(answer)

    def text(self, asked: FormField, answer: Any) -> str:
        """The places in words."""
        return "; ".join(Marks(answer).lines)

    def invent(self, asked: FormField, told: Any, scene: Scene) -> Any:
        """One of those that the scene names."""
        return [scene.pick(told)]


KIND = BodyMapKind()
