"""The child's own words."""

from typing import Any

from ninefold.forms.kind import Scene
from ninefold.forms.kinds.story import StoryKind
from ninefold.lawbook.model import FormField


class VoiceKind(StoryKind):
    """A story in the child's words, shown as theirs. No better words are offered for them, and none carried in."""

    shown = "forms/read/voice.html"
    suggests = False
    carries = ()

    def invent(self, asked: FormField, told: Any, scene: Scene) -> Any:
        """As a child would say it."""
        return scene.voice(told)


KIND = VoiceKind()
