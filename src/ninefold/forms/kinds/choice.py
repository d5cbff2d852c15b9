"""One of several answers."""

from typing import TYPE_CHECKING, Any

from ninefold.forms.kind import FieldKind, Scene
from ninefold.forms.options import drawn_options, option_ids
from ninefold.forms.typed import Typed
from ninefold.lawbook.kinds import Times
from ninefold.lawbook.model import FormField

if TYPE_CHECKING:
    from ninefold.forms.context import FormContext

# With more answers than these, a choice is a list to pick from, and one asked of every child with fewer already: four
# long columns are no form, nor is a screen of buttons.
MANY, MANY_FOR_A_CHILD = 14, 6


class ChoiceKind(FieldKind):
    """The id of one option. How a child is no link can know."""

    single = False
    options = "must"
    by_address_of_child = False

    def check(self, asked: FormField, answer: Any, times: Times) -> str | None:
        """One of its options."""
        chosen = isinstance(answer, str) and answer in option_ids(asked)
        return None if chosen else "Please choose one of the answers."

    def schema(self, asked: FormField) -> dict[str, Any]:
        """One of the options' ids."""
        return {"enum": option_ids(asked)}

    def values(self, asked: FormField) -> frozenset[str] | None:
        """Its options, unless they stand in a plan."""
        return None if asked.from_ else frozenset(option_ids(asked))

    def parse(self, asked: FormField, key: str, typed: Typed, context: "FormContext") -> Any:
        """The id of the one that was chosen."""
        return typed.one(key)

    def draw(self, asked: FormField, key: str, typed: Typed, context: "FormContext") -> Any:
        """Its options, with which one was chosen."""
        return drawn_options(asked, set(typed.all(key)), context)

    def control(self, asked: FormField, *, of_child: bool = False) -> str:
        """Buttons, or a list of many."""
        return "forms/fields/pick.html" if _picked(asked, of_child) else super().control(asked, of_child=of_child)

    def one_input(self, asked: FormField, *, of_child: bool = False) -> bool:
        """Where it is a list to pick from."""
        return _picked(asked, of_child)

    def invent(self, asked: FormField, told: Any, scene: Scene) -> Any:
        """One of those the scene names."""
        return scene.pick(told)


def _picked(asked: FormField, of_child: bool) -> bool:
    """Whether it has so many answers that one is picked from a list."""
    return len(asked.options) > (MANY_FOR_A_CHILD if of_child else MANY)


KIND = ChoiceKind()
