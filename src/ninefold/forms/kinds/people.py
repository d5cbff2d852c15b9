"""Several people."""

from typing import TYPE_CHECKING, Any

from ninefold.forms.kind import FieldKind, Inputs, Scene
from ninefold.forms.references import REFERENCE, TITLES, groups, offered, reference
from ninefold.forms.typed import Typed
from ninefold.lawbook.kinds import Times, is_reference
from ninefold.lawbook.model import FormField

if TYPE_CHECKING:
    from ninefold.forms.context import FormContext


class PeopleKind(FieldKind):
    """A list of references. ``offers`` are the kinds of people who can be chosen."""

    shown = "forms/read/people.html"
    single = False
    several = True
    names_people = True
    offers: tuple[str, ...] = tuple(TITLES)

    def check(self, asked: FormField, answer: Any, times: Times) -> str | None:
        """People of those it offers."""
        right = isinstance(answer, list) and all(
            is_reference(one) and one["kind"] in offered(self.offers, asked) for one in answer
        )
        return None if right else "Please choose people."

    def schema(self, asked: FormField) -> dict[str, Any]:
        """A list of references."""
        return {"type": "array", "items": REFERENCE}

    def parse(self, asked: FormField, key: str, typed: Typed, context: "FormContext") -> Any:
        """Who was chosen, each once."""
        return [reference(who, context, asked) for who in dict.fromkeys(typed.all(key))]

    def fill(self, asked: FormField, key: str, answer: Any, context: "FormContext") -> Inputs:
        """The ids of who was chosen."""
        return {key: [one["who"] for one in answer]}

    def draw(self, asked: FormField, key: str, typed: Typed, context: "FormContext") -> Any:
        """Everybody who can be named."""
        return groups(self.offers, set(typed.all(key)), context, asked)

    def read(self, asked: FormField, answer: Any) -> Any:
        """Who they are."""
        return answer

    def text(self, asked: FormField, answer: Any) -> str:
        """Their names."""
        return "; ".join(one["name"] for one in answer)

    def invent(self, asked: FormField, told: Any, scene: Scene) -> Any:
        """All children, or people by what the scene calls them, each once."""
        if told == "all":
            return scene.everybody()
        return list({who["who"]: who for who in (scene.person(one) for one in told)}.values())


KIND = PeopleKind()
