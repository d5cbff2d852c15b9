"""What was tried to calm a child, and whether it helped."""

from typing import TYPE_CHECKING, Any

from ninefold.forms.checks import is_list_of, texts_problem
from ninefold.forms.kind import SEVERAL, FieldKind, Inputs, Scene
from ninefold.forms.typed import Typed, Unclear
from ninefold.lawbook.kinds import Times
from ninefold.lawbook.model import TRIED, FormField, Yield

if TYPE_CHECKING:
    from ninefold.forms.context import FormContext

OUTCOMES = {"helped": "helped", "no": "did not help", "not-tried": "not tried"}


class StrategiesKind(FieldKind):
    """A list of ways, each with whether it helped and how. The child's own list is offered; nobody but who was there
    knows the rest.
    """

    shown = SEVERAL
    single = False
    several = True
    by_address = False

    def check(self, asked: FormField, answer: Any, times: Times) -> str | None:
        """Ways in a line, each with one of three outcomes."""
        right = is_list_of(answer, {"step", "outcome"}, frozenset({"note"})) and all(
            isinstance(one["step"], str) and isinstance(one["outcome"], str) and one["outcome"] in OUTCOMES
            for one in answer
        )
        if not right:
            return "Please say for each whether it helped."
        return texts_problem(text for one in answer for text in (one["step"], one.get("note", "")))

    def schema(self, asked: FormField) -> dict[str, Any]:
        """A list of ways with outcomes."""
        parts = {"step": {"type": "string"}, "outcome": {"enum": list(OUTCOMES)}, "note": {"type": "string"}}
        item = {"type": "object", "properties": parts, "required": ["step", "outcome"], "additionalProperties": False}
        return {"type": "array", "items": item}

    def states(self, asked: FormField) -> Yield | None:
        """Row by row, what was tried and whether it helped."""
        return Yield(fact=TRIED, rows=asked.id, value="outcome", data={"text": "step"}, unless={"outcome": "not-tried"})

    def parse(self, asked: FormField, key: str, typed: Typed, context: "FormContext") -> Any:
        """What was tried, and whether it helped. A line without an outcome was not said anything about."""
        tried = []
        for n in typed.rows(key):
            step, note = (" ".join(typed.one(f"{key}.{n}.{part}").split()) for part in ("step", "note"))
            outcome = typed.one(f"{key}.{n}.outcome")
            if step and outcome:
                tried.append({"step": step, "outcome": outcome} | ({"note": note} if note else {}))
            elif step and (note or typed.one(f"{key}.{n}.own")):
                raise Unclear(f"Please say whether “{step}” helped.")
            elif outcome or note:
                raise Unclear("Please say what it was that you tried.")
        return tried

    def fill(self, asked: FormField, key: str, answer: Any, context: "FormContext") -> Inputs:
        """A row for each way."""
        return {f"{key}.{n}.{part}": [text] for n, one in enumerate(answer, 1) for part, text in one.items()}

    def draw(self, asked: FormField, key: str, typed: Typed, context: "FormContext") -> Any:
        """The child's own list, then what was added, then a spare line."""
        given = {typed.one(f"{key}.{n}.step"): n for n in typed.rows(key)}
        lines = context.lines(asked.from_)
        steps = [*lines, *(step for step in given if step and step not in lines), ""]
        return [
            {
                "n": place,
                "step": step,
                "own": step not in lines,
                "outcome": typed.one(f"{key}.{given.get(step, 0)}.outcome"),
                "note": typed.raw(f"{key}.{given.get(step, 0)}.note"),
            }
            for place, step in enumerate(steps, 1)
        ]

    def read(self, asked: FormField, answer: Any) -> Any:
        """Each way with what came of it."""
        return [f"{one['step']}: {OUTCOMES[one['outcome']]}{_note(one)}" for one in answer]

    def text(self, asked: FormField, answer: Any) -> str:
        """The same, in a line."""
        return "; ".join(self.read(asked, answer))

    def invent(self, asked: FormField, told: Any, scene: Scene) -> Any:
        """Two of what calms the child; mostly it helped."""
        steps = scene.some(scene.calming(), 2, 2)
        return [{"step": step, "outcome": scene.pick(["helped", "helped", "no"])} for step in steps]


def _note(tried: dict[str, Any]) -> str:
    return f" ({tried['note']})" if tried.get("note") else ""


KIND = StrategiesKind()
