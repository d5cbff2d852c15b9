"""A child in a few lines, strengths first: for the tiles of every room. A handful of queries, however many children."""

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, QuerySet

from ninefold import lawbook
from ninefold.duties import queries as duties
from ninefold.duties.models import ObligationRow
from ninefold.insight.alerts import Alert, alerts
from ninefold.insight.photos import Photo, photos
from ninefold.lawbook.model import TRIED
from ninefold.ledger import plans
from ninefold.ledger import queries as ledger
from ninefold.ledger.kept import until_signed
from ninefold.ledger.models import FactRow, Record
from ninefold.people import queries as people
from ninefold.people import shown
from ninefold.people.access import Viewer
from ninefold.people.models import Child, Placement, Worker
from ninefold.people.prepared import prepared

LONG_ENOUGH = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Helped:
    """Something that calms a child: how often it was tried in a year, and how often it helped."""

    step: str
    helped: int
    tried: int


@dataclass(slots=True)
class Portrait:
    """A child as a tile shows them. ``words`` is the latest record with nobody's words but the child's own."""

    child: Child
    since: datetime | None = None
    strengths: list[str] = field(default_factory=list)
    helps: list[Helped] = field(default_factory=list)
    words: Record | None = None
    wishes: list[ObligationRow] = field(default_factory=list)
    key_worker: Worker | None = None
    alerts: list[Alert] = field(default_factory=list)
    photo: Photo | None = None

    @property
    def best(self) -> Helped | None:
        """What has helped most often."""
        return self.helps[0] if self.helps and self.helps[0].helped else None


def portraits(viewer: Viewer, children: Collection[Child]) -> list[Portrait]:
    """Each of ``children`` as a tile, in their order."""
    ids = [child.pk for child in children]
    shown.show(ids)
    written = _written(viewer, tuple(ids))
    wishes = unanswered(viewer, ids)
    key, pictures = people.key_workers(viewer, ids), photos(viewer, ids)
    return [
        Portrait(
            child,
            **written[child.pk],
            wishes=wishes.get(child.pk, []),
            key_worker=key.get(child.pk),
            photo=pictures.get(child.pk),
        )
        for child in children
    ]


@until_signed
def _written(viewer: Viewer, ids: tuple[str, ...]) -> dict[str, dict[str, Any]]:
    """As much of each child's portrait as follows from what this home wrote."""
    held = plans.plans(viewer, ids, plans.holding("strengths"))
    tried = helped(viewer, ids)
    words = ledger.last_words(viewer, ids)
    marked = alerts(viewer, ids)
    stays = dict(
        Placement.objects.filter(home=viewer.home, child__in=ids, ended_at=None).values_list("child", "began_at")
    )
    return {
        child: {
            "since": stays.get(child),
            "strengths": plans.listed(held[child], "strengths"),
            "helps": tried.get(child, []),
            "words": words.get(child),
            "alerts": marked.get(child, []),
        }
        for child in ids
    }


def helped(viewer: Viewer, children: Collection[str]) -> dict[str, list[Helped]]:
    """What was tried with each child in the last year and how often it helped, best first.

    A step is called as it is written most often: "ringing Leila", also where somebody typed it without the capital.
    """
    rows = tries(viewer, children).values("subject", "data", "value").annotate(times=Count("id")).order_by("-times")
    counts: dict[str, dict[str, list[int]]] = {}
    called: dict[str, str] = {}
    for row in rows:
        step = json.loads(row["data"] or "{}").get("text", "")
        name = called.setdefault(f"{row['subject']} {step.lower()}", step)
        tally = counts.setdefault(row["subject"], {}).setdefault(name, [0, 0])
        tally[0] += row["times"] if row["value"] == "helped" else 0
        tally[1] += row["times"]
    return {
        child: sorted((Helped(step, *n) for step, n in steps.items()), key=lambda h: (-h.helped, h.tried, h.step))
        for child, steps in counts.items()
    }


def tries(viewer: Viewer, children: Collection[str]) -> QuerySet[FactRow]:
    """Every calming step that was tried with ``children`` in the last year, in records that the viewer may see."""
    rows = ledger.stated(viewer).filter(name=TRIED, subject__in=children)
    return rows.filter(at__gt=viewer.now - LONG_ENOUGH, at__lte=viewer.now)


@until_signed
def unanswered(viewer: Viewer, children: Collection[str]) -> dict[str, list[ObligationRow]]:
    """The wishes of each child that wait for an answer, the oldest first."""
    found: dict[str, list[ObligationRow]] = {}
    for row in _unanswered(viewer, tuple(children)):
        found.setdefault(row.subject, []).append(row)
    return found


@prepared
def _unanswered(viewer: Viewer, children: tuple[str, ...]) -> QuerySet[ObligationRow]:
    asked = [duty.id for duty in lawbook.current().duties.values() if duty.starts and duty.starts.fact == "wish.made"]
    return duties.due(viewer).filter(duty__in=asked, subject__in=children).order_by("opened_at")
