"""Before signing: whether what somebody typed was written nearly so already, of another child or on another day.

A carer who is tired copies; a coroner has found what that can do. Nothing is forbidden: it is asked about.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from ninefold import lawbook
from ninefold.insight import alike
from ninefold.lawbook.model import RecordType
from ninefold.ledger.models import Record
from ninefold.people import queries as people
from ninefold.people.access import Viewer, visible
from ninefold.people.prepared import prepared

LATELY = timedelta(days=14)
MOST = 300  # so many of the newest records are held against it, which keeps signing quick


@dataclass(frozen=True, slots=True)
class Copy:
    """A text that is nearly what a record already says. ``text`` is its key among those that were typed."""

    text: str
    record: str


def copies(viewer: Viewer, typed: Mapping[str, str], own: str = "") -> list[Copy]:
    """For each of the ``typed`` texts the record of the last days that reads most like it, if one nearly does.

    Only records that the viewer may see count. ``own`` is the record that is being written further. Two queries, and
    none at all when every text is short.
    """
    if not any(alike.runs(text) for text in typed.values()):
        return []
    names = alike.name_words(child.name for child in people.living_here(viewer))
    written = {
        record: alike.runs(text, names) for record, text in _written(viewer, viewer.now - LATELY) if record != own
    }
    found = {key: alike.nearest(alike.runs(text, names), written) for key, text in typed.items()}
    return [Copy(key, record) for key, (record, measure) in found.items() if measure >= alike.NEARLY]


@prepared
def _written(viewer: Viewer, since: datetime) -> QuerySet[Record, tuple[str, str]]:
    """What was lately told in whole sentences: each record and how it begins, the newest first."""
    kinds = [kind.id for kind in lawbook.current().records.values() if tells(kind)]
    lately = Record.objects.filter(type__in=kinds, happened_at__gt=since, withdrawn=False)
    newest = visible(viewer, lately).order_by("-happened_at", "-pk")[:MOST]
    return newest.values_list("pk", "headline")


def tells(kind: RecordType) -> bool:
    """Whether records of this kind are headed by somebody's own sentences about what happened. A plan is worked on."""
    return not kind.plan and kind.headline in kind.stages[0].asked.get("story", ())
