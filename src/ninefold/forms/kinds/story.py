"""A story: text in which people are named with @, kept as references to them."""

from typing import TYPE_CHECKING, Any

from ninefold.forms.checks import LONGEST_STORY, NOT_KEPT, can_be_kept
from ninefold.forms.kind import FieldKind, Inputs, Scene
from ninefold.forms.references import REFERENCE
from ninefold.forms.typed import Typed
from ninefold.lawbook.kinds import Times, is_reference
from ninefold.lawbook.model import FormField

if TYPE_CHECKING:
    from ninefold.forms.context import FormContext


class StoryKind(FieldKind):
    """A list of runs: text, or a reference to a person."""

    shown = "forms/read/story.html"
    in_words = True
    worded = True
    suggests = True
    by_address = False
    carries: tuple[str, ...] = ("line",)

    def check(self, asked: FormField, answer: Any, times: Times) -> str | None:
        """Runs that say something, and not too much."""
        if not isinstance(answer, list) or not all(isinstance(run, str) or is_reference(run) for run in answer):
            return "Please write this as text."
        text = self.text(asked, answer)
        if not text.strip():
            return "Please write something here."
        if not can_be_kept(text):
            return NOT_KEPT
        return f"Please keep this under {LONGEST_STORY:,} characters." if len(text) > LONGEST_STORY else None

    def schema(self, asked: FormField) -> dict[str, Any]:
        """A list of texts and references."""
        return {"type": "array", "minItems": 1, "items": {"anyOf": [{"type": "string"}, REFERENCE]}}

    def parse(self, asked: FormField, key: str, typed: Typed, context: "FormContext") -> list[Any]:
        """Text with the people named in it as references."""
        return list(context.names.runs(typed.one(key).replace("\r\n", "\n")))

    def fill(self, asked: FormField, key: str, answer: Any, context: "FormContext") -> Inputs:
        """The text, with its names as they would be typed."""
        return {key: [context.names.text(answer)]}

    def read(self, asked: FormField, answer: Any) -> Any:
        """The runs: a page makes links of the people."""
        return answer

    def text(self, asked: FormField, answer: Any) -> str:
        """The text with its names."""
        return "".join(run if isinstance(run, str) else run["name"] for run in answer)

    def invent(self, asked: FormField, told: Any, scene: Scene) -> Any:
        """A text of the scene's, its people as references."""
        return scene.story(told)


KIND = StoryKind()
