"""Files: kept before the form is signed, and held in the answer by their digest."""

from typing import TYPE_CHECKING, Any

from ninefold.forms import notes
from ninefold.forms.checks import is_list_of, is_whole
from ninefold.forms.kind import FieldKind, Inputs, Scene
from ninefold.forms.typed import Typed
from ninefold.lawbook.kinds import Times
from ninefold.lawbook.model import FormField

if TYPE_CHECKING:
    from ninefold.forms.context import FormContext

NEEDED = {"sha256", "name", "media_type", "size"}
ALSO = frozenset({"taken_out", "original"})  # where the kept copy differs from what was sent
ACCEPTS = (
    "image/jpeg,image/png,image/webp,image/heic,image/heif,image/tiff,.heic,application/pdf,.docx,.odt,.eml,.msg,.txt,"
    ".csv,audio/mp4,audio/x-m4a,audio/mpeg,audio/wav,audio/ogg,.m4a,.mp3,.wav,.ogg"
)


class FileKind(FieldKind):
    """A list of files, each with its digest, name, type and size. ``accepts`` is what the browser offers to choose."""

    template = "forms/fields/file.html"
    shown = "forms/read/files.html"
    single = False
    several = True
    holds_files = True
    accepts = ACCEPTS

    def check(self, asked: FormField, answer: Any, times: Times) -> str | None:
        """Files as this home keeps them; whether it has them is for the ledger to say."""
        right = is_list_of(answer, NEEDED, ALSO) and all(_is_file(one) for one in answer)
        return None if right else "Please attach the file again."

    def schema(self, asked: FormField) -> dict[str, Any]:
        """A list of files."""
        text = {"type": "string"}
        parts: dict[str, Any] = {
            "sha256": text,
            "name": text,
            "media_type": text,
            "size": {"type": "integer"},
            "original": text,
        }
        parts["taken_out"] = {"type": "array", "items": text}
        item = {"type": "object", "properties": parts, "required": sorted(NEEDED), "additionalProperties": False}
        return {"type": "array", "items": item}

    def parse(self, asked: FormField, key: str, typed: Typed, context: "FormContext") -> Any:
        """Files that were stored when they were sent, by the signed notes that stand for them."""
        return [item for note in dict.fromkeys(typed.all(f"{key}.kept")) if (item := notes.kept_file(note))]

    def fill(self, asked: FormField, key: str, answer: Any, context: "FormContext") -> Inputs:
        """A note for each."""
        return {f"{key}.kept": [notes.file_note(item) for item in answer]}

    def draw(self, asked: FormField, key: str, typed: Typed, context: "FormContext") -> Any:
        """Files stored already, each with the note that stands for it."""
        return [item | {"note": note} for note in typed.all(f"{key}.kept") if (item := notes.kept_file(note))]

    def read(self, asked: FormField, answer: Any) -> Any:
        """The files, which a page links."""
        return answer

    def text(self, asked: FormField, answer: Any) -> str:
        """Their names."""
        return "; ".join(item["name"] for item in answer)

    def invent(self, asked: FormField, told: Any, scene: Scene) -> Any:
        """None: an invented home has no papers."""
        return None


def _is_file(item: dict[str, Any]) -> bool:
    texts = [item["sha256"], item["name"], item["media_type"], item.get("original", "")]
    gone = item.get("taken_out", [])
    listed = isinstance(gone, list) and all(isinstance(one, str) for one in gone)
    return all(isinstance(text, str) for text in texts) and is_whole(item["size"]) and listed


KIND = FileKind()
