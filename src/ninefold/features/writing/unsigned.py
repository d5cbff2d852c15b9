"""What somebody has begun and not signed: when it is worth keeping, its first words, where it is gone on with.

Choosing a child and leaving begins nothing: a draft is kept once something is said, and goes when it is empty again.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from ninefold import lawbook
from ninefold.features.writing.whom import ABOUT
from ninefold.forms.kind import kind_of
from ninefold.forms.typed import Typed
from ninefold.lawbook.model import RecordType, Stage
from ninefold.ledger import drafts
from ninefold.ledger.models import Draft
from ninefold.people.access import Viewer
from ninefold.people.models import Account
from ninefold.people.queries import subject_names
from ninefold.web import rooms

MOST = 60  # drafts that a page looks through
WORDS = 80  # letters of a draft's first words


@dataclass(frozen=True, slots=True)
class Begun:
    """Something begun and not signed: what it is, about whom, its first words, since and until when, and where to go on."""

    title: str
    about: str
    words: str
    saved_at: datetime
    until: datetime
    address: str
    token: str


def is_worth_keeping(stage: Stage, typed: Typed) -> bool:
    """Whether anything is said in it: whom it is about and when it was say nothing by themselves."""
    return any(text.strip() for _, text in _answers(stage, typed))


def first_words(stage: Stage, typed: Typed) -> str:
    """The first words of it, the stories before all else."""
    worded = {f.id for f in stage.fields if kind_of(f).in_words}
    pieces = sorted(_answers(stage, typed), key=lambda one: one[0].split(".")[0] not in worded)
    text = next(
        (" ".join(text.split()) for name, text in pieces if len(text.strip()) > 1 and _is_text(name, stage)), ""
    )
    return text if len(text) <= WORDS else f"{text[:WORDS].rsplit(' ', 1)[0]} …"


def begun_drafts(account: Account, viewer: Viewer) -> list[Begun]:
    """What ``account`` has begun in this home and not signed, the latest first."""
    types = lawbook.current().records
    kept = [
        (draft, types[draft.type], Typed.kept(json.loads(draft.typed)))
        for draft in drafts.mine(account, viewer.home)[:MOST]
        if draft.type in types
    ]
    begun = [(draft, type, typed) for draft, type, typed in kept if is_worth_keeping(_stage(type, draft), typed)]
    called = subject_names(viewer, {who for _, _, typed in begun for who in typed.all(ABOUT)}) if begun else {}
    return [
        Begun(
            title=_title(type, draft),
            about=", ".join(called[who] for who in typed.all(ABOUT) if who in called),
            words=first_words(_stage(type, draft), typed),
            saved_at=draft.saved_at,
            until=draft.saved_at + timedelta(days=settings.DRAFT_DAYS),
            address=draft_address(draft, typed, viewer),
            token=draft.token,
        )
        for draft, type, typed in begun
    ]


def draft_address(draft: Draft, typed: Typed, viewer: Viewer) -> str:
    """Where a draft is gone on with."""
    if draft.act == "correct":
        address = rooms.address(viewer, "correct", draft.record_id, typed.one("_entry") or "-")
    elif draft.record_id:
        address = rooms.address(viewer, "stage", draft.record_id, draft.stage)
    else:
        address = rooms.address(viewer, "form", draft.type)
    return f"{address}?draft={draft.token}"


def merged(before: Any, changed: Typed, gone: list[str]) -> Typed:
    """What a draft held with what has changed since: a form sends only that. What the page says of itself is all sent."""
    stays = {k: texts for k, texts in Typed.kept(before).items() if not k.startswith("_") and k not in gone}
    return Typed(stays | changed)


def _answers(stage: Stage, typed: Typed) -> Iterator[tuple[str, str]]:
    """Each text that is typed as an answer, with the name of its input."""
    timed = {f.id for f in stage.fields if f.kind in ("moment", "date")} | {"happened_at"}
    for name, texts in typed.items():
        if name.startswith("_") or name.split(".")[0] in timed or name.endswith((".own", ".more")):
            continue
        if name.endswith(".step") and f"{name.removesuffix('.step')}.own" not in typed:
            continue  # a step of the child's own plan, which the page has filled in
        yield from ((name, text) for text in texts)


def _is_text(name: str, stage: Stage) -> bool:
    """Whether an input holds text, and not the id of a choice, a person or a file."""
    field = next((f for f in stage.fields if f.id == name.split(".", maxsplit=1)[0]), None)
    return (
        field is not None
        and (kind_of(field).in_words or field.kind in ("table", "strategies", "voice"))
        and not (name.endswith((".outcome", ".kept")))
    )


def _stage(type: RecordType, draft: Draft) -> Stage:
    return next((one for one in type.stages if one.id == draft.stage), type.stages[0])


def _title(type: RecordType, draft: Draft) -> str:
    if draft.act == "correct":
        return f"Correction: {type.short}"
    return type.title if draft.stage == type.stages[0].id else f"{type.short}: {_stage(type, draft).title}"
