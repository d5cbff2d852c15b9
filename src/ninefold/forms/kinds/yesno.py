"""Yes or no."""

from typing import TYPE_CHECKING, Any

from ninefold.forms.kind import FieldKind, Inputs, Scene
from ninefold.forms.typed import Typed
from ninefold.lawbook.kinds import Times
from ninefold.lawbook.model import FormField

if TYPE_CHECKING:
    from ninefold.forms.context import FormContext


class YesNoKind(FieldKind):
    """True or false. Nobody is asked it by a link: somebody has to have seen or done it."""

    single = False
    by_address = False

    def check(self, asked: FormField, answer: Any, times: Times) -> str | None:
        """True or false."""
        return None if isinstance(answer, bool) else "Please answer yes or no."

    def schema(self, asked: FormField) -> dict[str, Any]:
        """True or false."""
        return {"type": "boolean"}

    def values(self, asked: FormField) -> frozenset[str] | None:
        """As facts carry it: yes, no."""
        return frozenset({"yes", "no"})

    def never(self, asked: FormField, answer: Any) -> str:
        """A condition compares it with true or false."""
        return (
            "" if isinstance(answer, bool) else f"'{asked.id}' is answered with true or false, never with '{answer}'."
        )

    def parse(self, asked: FormField, key: str, typed: Typed, context: "FormContext") -> Any:
        """Yes, no, or nothing."""
        return {"yes": True, "no": False}.get(typed.one(key))

    def fill(self, asked: FormField, key: str, answer: Any, context: "FormContext") -> Inputs:
        """The button that was pressed."""
        return {key: ["yes" if answer else "no"]}

    def text(self, asked: FormField, answer: Any) -> str:
        """Yes or No."""
        return "Yes" if answer else "No"

    def invent(self, asked: FormField, told: Any, scene: Scene) -> Any:
        """As the scene says, or as often as it says."""
        return told if isinstance(told, bool) else scene.chances(told)


KIND = YesNoKind()
