"""One person."""

from typing import TYPE_CHECKING, Any

from ninefold.forms.kind import FieldKind, Inputs, Scene
from ninefold.forms.references import REFERENCE, TITLES, groups, offered, reference
from ninefold.forms.typed import Typed
from ninefold.lawbook.kinds import Times, is_reference
from ninefold.lawbook.model import FormField

if TYPE_CHECKING:
    from ninefold.forms.context import FormContext


class PersonKind(FieldKind):
    """A reference to one person, picked from a list. ``offers`` are the kinds of people who stand in it."""

    shown = "forms/read/people.html"
    names_people = True
    offers: tuple[str, ...] = tuple(TITLES)

    def check(self, asked: FormField, answer: Any, times: Times) -> str | None:
        """Somebody of those it offers."""
        return (
            None
            if is_reference(answer) and answer["kind"] in offered(self.offers, asked)
            else "Please choose a person."
        )

    def schema(self, asked: FormField) -> dict[str, Any]:
        """A reference."""
        return REFERENCE

    def parse(self, asked: FormField, key: str, typed: Typed, context: "FormContext") -> Any:
        """Who was chosen."""
        return reference(typed.one(key), context, asked) if typed.one(key) else None

    def fill(self, asked: FormField, key: str, answer: Any, context: "FormContext") -> Inputs:
        """The id of who was chosen."""
        return {key: [answer["who"]]}

    def draw(self, asked: FormField, key: str, typed: Typed, context: "FormContext") -> Any:
        """Everybody who can be named."""
        return groups(self.offers, set(typed.all(key)), context, asked)

    def read(self, asked: FormField, answer: Any) -> Any:
        """Who it is, as a list of one."""
        return [answer]

    def text(self, asked: FormField, answer: Any) -> str:
        """The name."""
        return str(answer["name"])

    def invent(self, asked: FormField, told: Any, scene: Scene) -> Any:
        """Somebody, by what the scene calls them."""
        return scene.person(scene.pick(told))


KIND = PersonKind()
