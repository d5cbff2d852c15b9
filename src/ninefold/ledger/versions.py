"""The versions of a child's plan: what it said after each signing, who signed that, and what they gave as the reason."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef

from ninefold import lawbook
from ninefold.lawbook.model import Stage
from ninefold.ledger.models import Content, Record, RecordSubject
from ninefold.ledger.projections import Written, written
from ninefold.ledger.records import Slot, slots
from ninefold.people.access import Viewer, visible


@dataclass(frozen=True, slots=True)
class Version:
    """A plan as one signing left it: ``answers`` is all it said then, ``said`` what that signing itself added.

    Versions are numbered from 1 through all the records in which this child's plan has been written.
    """

    number: int
    record: str
    entry: str
    stage: Stage
    author: str
    author_role: str
    happened_at: datetime
    written_at: datetime
    answers: dict[str, Any]
    said: dict[str, Any]


def versions(viewer: Viewer, type: str, child: str) -> list[Version]:
    """Every version of the plans of one kind about one child that the viewer may see, oldest first. Two queries.

    A corrected stage stands as it was corrected, a withdrawn one not at all. A new record begins anew: what an older
    one said is not carried into it.
    """
    about = RecordSubject.objects.filter(record=OuterRef("pk"), subject=child, role="about")
    records = visible(viewer, Record.objects.filter(Exists(about), type=type, withdrawn=False))
    contents = Content.objects.filter(entry__record_id__in=records.values("pk"), entry__home=viewer.home)
    threads: dict[str, list[Written]] = defaultdict(list)
    roles: dict[str, str] = {}
    for content in contents.select_related("entry").order_by("entry__seq"):
        items = threads[content.entry.record_id]
        items.append(written(content.entry, viewer.home, content.body, opens=not items))
        roles[content.entry.id] = content.entry.author_role
    return _numbered([slots(items)[0] for items in threads.values()], type, roles)


def _numbered(threads: list[list[Slot]], type: str, roles: dict[str, str]) -> list[Version]:
    """The signed stages of each thread as versions, the threads in the order in which they began."""
    known = lawbook.current().records[type]
    found: list[Version] = []
    for standing in sorted(threads, key=lambda slots: (slots[0].entry.happened_at, slots[0].entry.seq)):
        answers: dict[str, Any] = {}
        for slot in standing:
            answers = answers | slot.content
            entry = slot.entry
            found.append(
                Version(
                    number=len(found) + 1,
                    record=entry.record_id,
                    entry=entry.id,
                    stage=known.stage(entry.stage),
                    author=entry.author,
                    author_role=roles[entry.id],
                    happened_at=entry.happened_at,
                    written_at=entry.written_at,
                    answers=answers,
                    said=slot.content,
                )
            )
    return found
