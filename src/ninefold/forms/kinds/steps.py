"""Steps that are done one after another, each with its time."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from ninefold.base import clock
from ninefold.forms import times as wall
from ninefold.forms.checks import is_list_of
from ninefold.forms.kind import FieldKind, Inputs, Scene
from ninefold.forms.options import option_ids
from ninefold.forms.typed import Typed, Unclear
from ninefold.lawbook.kinds import MOMENT, Times, moment_problem
from ninefold.lawbook.model import FormField

if TYPE_CHECKING:
    from ninefold.forms.context import FormContext

BETWEEN = timedelta(minutes=5)  # from one invented step to the next


class StepsKind(FieldKind):
    """A list of options that were done, each with the moment. Somebody did them: no link fills them in."""

    shown = "forms/read/steps.html"
    single = False
    several = True
    options = "must"
    by_address = False

    def check(self, asked: FormField, answer: Any, times: Times) -> str | None:
        """Options, each with a moment that has come. What was done may have been done before the record began."""
        right = is_list_of(answer, {"step", "at"}) and all(
            isinstance(one["step"], str) and one["step"] in option_ids(asked) for one in answer
        )
        if not right:
            return "Please give the time beside each step you ticked."
        return next((why for one in answer if (why := moment_problem(one["at"], Times(times.now)))), None)

    def schema(self, asked: FormField) -> dict[str, Any]:
        """A list of options with moments."""
        parts = {"step": {"enum": option_ids(asked)}, "at": {"type": "string", "pattern": f"^{MOMENT}$"}}
        item = {"type": "object", "properties": parts, "required": ["step", "at"], "additionalProperties": False}
        return {"type": "array", "items": item}

    def parse(self, asked: FormField, key: str, typed: Typed, context: "FormContext") -> Any:
        """Steps that were done, each with its time."""
        done = []
        for option in asked.options:
            base = f"{key}.{option.id}"
            at = wall.moment(base, typed, context.viewer.now, context.began)
            if at:
                done.append({"step": option.id, "at": at})
            elif typed.one(f"{base}.done"):
                raise Unclear(f"Please give the time of: {option.label[:1].lower()}{option.label[1:]}.")
        return done

    def fill(self, asked: FormField, key: str, answer: Any, context: "FormContext") -> Inputs:
        """A tick and a time for each."""
        typed: Inputs = {}
        for one in answer:
            base = f"{key}.{one['step']}"
            typed |= {f"{base}.done": ["yes"]} | wall.moment_inputs(base, one["at"])
        return typed

    def draw(self, asked: FormField, key: str, typed: Typed, context: "FormContext") -> Any:
        """Each step with its tick and its time."""
        return [
            {
                "id": option.id,
                "label": option.label,
                "help": option.help,
                "on": bool(typed.one(f"{key}.{option.id}.done")),
                **wall.drawn_moment(f"{key}.{option.id}", typed, context.viewer.now),
            }
            for option in asked.options
        ]

    def read(self, asked: FormField, answer: Any) -> Any:
        """Each step with its moment."""
        return [(asked.label_of(one["step"]), one["at"]) for one in answer]

    def text(self, asked: FormField, answer: Any) -> str:
        """The same, in a line."""
        return "; ".join(f"{step} {wall.in_words(at)}" for step, at in self.read(asked, answer))

    def invent(self, asked: FormField, told: Any, scene: Scene) -> Any:
        """Those that the scene names, one after another until now."""
        first = (scene.now - BETWEEN * len(told)).replace(second=0, microsecond=0)
        return [{"step": step, "at": clock.text(first + BETWEEN * n)} for n, step in enumerate(told)]


KIND = StepsKind()
