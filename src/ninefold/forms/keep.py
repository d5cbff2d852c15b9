"""Files sent with a form: stored at once, so that a form drawn again still has them."""

from collections.abc import Iterable, Mapping
from typing import Any

from ninefold.forms.notes import file_note
from ninefold.forms.typed import Typed
from ninefold.lawbook.kinds import kind_of
from ninefold.lawbook.model import FormField, Stage
from ninefold.ledger.attachments import collecting, keeping
from ninefold.ledger.attachments.check import RefusedFile
from ninefold.people.access import Viewer

ENDING = ".new"
MOST_IN_A_FORM = 60


def keep_files(viewer: Viewer, typed: Typed, files: Mapping[str, Any], stage: Stage) -> dict[str, str]:
    """Store every file in ``files`` that ``stage`` asks for, and name it in ``typed``.

    Gives a sentence by field for those not taken. What no question asks for is not looked at.
    """
    errors: dict[str, str] = {}
    for name in files:
        key = name.removesuffix(ENDING)
        field = _asking(stage, key) if name.endswith(ENDING) else None
        if field:
            refused = _keep(viewer, typed, key, _all(files, name), field)
            if refused:
                errors[key.split(".")[0]] = refused
    if files:
        collecting.collect(viewer.home, viewer.now, most=3)
    return errors


def _asking(stage: Stage, key: str) -> FormField | None:
    """The question that an input stands for: of the stage, or of a column of one of its tables."""
    first, *rest = key.split(".")
    field = next((f for f in stage.fields if f.id == first), None)
    if field and field.columns:
        field = next((c for c in field.columns if rest[1:] and c.id == rest[1]), None)
    return field if field and kind_of(field).holds_files else None


def _all(files: Any, name: str) -> Iterable[Any]:
    return files.getlist(name)


def _keep(viewer: Viewer, typed: Typed, key: str, uploads: Iterable[Any], field: FormField) -> str:
    """Store ``uploads`` under ``key``; a sentence for each that was not taken, or nothing."""
    refused = []
    for upload in uploads:
        try:
            if sum(len(notes) for name, notes in typed.items() if name.endswith(".kept")) >= MOST_IN_A_FORM:
                raise RefusedFile(
                    f"A record holds at most {MOST_IN_A_FORM} files. Please begin another one for the rest."
                )
            item = keeping.store(viewer.home, upload, viewer, viewer.now, only_pictures=kind_of(field).only_pictures)
        except RefusedFile as reason:
            refused.append(f"{upload.name}: {reason}")
        else:
            typed.setdefault(f"{key}.kept", []).append(file_note(item))
    return " ".join(refused)
