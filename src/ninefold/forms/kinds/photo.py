"""Pictures."""

from typing import Any

from ninefold.forms.kind import Scene
from ninefold.forms.kinds.file import FileKind
from ninefold.lawbook.model import FormField

FACE = "face"


class PhotoKind(FileKind):
    """Files that are pictures."""

    only_pictures = True
    accepts = "image/jpeg,image/png,image/webp,image/heic,image/heif,image/tiff,.heic"

    def invent(self, asked: FormField, told: Any, scene: Scene) -> Any:
        """The child's face, drawn; of anything else an invented home has no picture."""
        return [scene.picture()] if told == FACE else None


KIND = PhotoKind()
