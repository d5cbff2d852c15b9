"""A day and a time."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from ninefold.base import clock
from ninefold.forms import times as wall
from ninefold.forms.kind import FieldKind, Inputs, Scene
from ninefold.forms.typed import Typed
from ninefold.lawbook.kinds import MOMENT, Times, moment_problem
from ninefold.lawbook.model import FormField, Yield

if TYPE_CHECKING:
    from ninefold.forms.context import FormContext


class MomentKind(FieldKind):
    """A moment, UTC in the ledger, on the clock on the wall to people. No link knows when something was."""

    shown = "forms/read/moment.html"
    single = False
    timed = True
    by_address = False

    def check(self, asked: FormField, answer: Any, times: Times) -> str | None:
        """A moment that has come, and that does not lie before its record began, unless the question says that it may."""
        return moment_problem(answer, Times(times.now) if asked.may_precede else times)

    def schema(self, asked: FormField) -> dict[str, Any]:
        """A moment as 2026-10-24T20:40:00Z."""
        return {"type": "string", "pattern": f"^{MOMENT}$"}

    def states(self, asked: FormField) -> Yield | None:
        """Where the question names a fact, it is true at that moment."""
        return Yield(fact=asked.fact, at=asked.id) if asked.fact and not asked.each else None

    def parse(self, asked: FormField, key: str, typed: Typed, context: "FormContext") -> Any:
        """A date and a time on the clock on the wall, as a moment."""
        return wall.moment(key, typed, context.viewer.now, None if asked.may_precede else context.began)

    def fill(self, asked: FormField, key: str, answer: Any, context: "FormContext") -> Inputs:
        """Its inputs."""
        return wall.moment_inputs(key, answer)

    def draw(self, asked: FormField, key: str, typed: Typed, context: "FormContext") -> Any:
        """Date and time as typed; the date begins as today."""
        return wall.drawn_moment(key, typed, context.viewer.now)

    def read(self, asked: FormField, answer: Any) -> Any:
        """The moment, which a page writes out."""
        return answer

    def text(self, asked: FormField, answer: Any) -> str:
        """As 24/10/2026 21:40."""
        return wall.in_words(answer)

    def invent(self, asked: FormField, told: Any, scene: Scene) -> Any:
        """So many minutes ago."""
        before = scene.now - timedelta(minutes=scene.number(told))
        return clock.text(before.replace(second=0, microsecond=0))


KIND = MomentKind()
