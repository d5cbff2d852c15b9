"""The round as it stands: each child's plan for the night, the last checks, and where the child is."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from ninefold.insight import nights
from ninefold.insight.nights import NightPlan, NightTurn
from ninefold.insight.photos import Photo, photos
from ninefold.insight.whereabouts import HERE, Whereabouts, whereabouts
from ninefold.lawbook.facts import plain
from ninefold.ledger import plans
from ninefold.ledger import queries as ledger
from ninefold.people import queries as people
from ninefold.people.access import Viewer
from ninefold.people.models import Child

LOOKED = "night.looked-in"
STATES = {"asleep": "asleep", "awake": "awake", "unwell": "unwell", "out": "not in their room"}
LATELY, LAST = timedelta(hours=30), 2
UNDO = timedelta(minutes=10)
NOBODY = NightTurn(None, None)


@dataclass(frozen=True, slots=True)
class NightLook:
    """That somebody looked in on a child: when, what they saw, who, and in which record."""

    at: datetime
    state: str
    author: str
    record: str
    entry: str

    @property
    def says(self) -> str:
        """What was seen, in a word or two."""
        return STATES.get(self.state, self.state)


@dataclass(frozen=True, slots=True)
class Bed:
    """One child on the round: the plan if there is one, where they are, the last checks, which turn is now."""

    child: Child
    where: Whereabouts
    plan: NightPlan | None = None
    photo: Photo | None = None
    checks: list[NightLook] = field(default_factory=list)
    turn: NightTurn = NOBODY
    fresh: NightLook | None = None  # the viewer's own of the last minutes, which one tap takes back

    @property
    def asked(self) -> bool:
        """Whether somebody is to look in now."""
        return self.turn.now is not None and not self.where.out

    @property
    def last(self) -> list[NightLook]:
        """The last checks before the one that is now, the older first."""
        return [one for one in self.checks if one is not self.fresh][:LAST][::-1]


@dataclass(frozen=True, slots=True)
class Round:
    """Everybody who sleeps here, by what is asked of whoever goes round now."""

    now: list[Bed]
    done: list[Bed]
    later: list[Bed]
    out: list[Bed]
    without: list[Bed]

    @property
    def next(self) -> Bed | None:
        """Whose turn comes next."""
        coming = [bed for bed in (*self.done, *self.later) if bed.turn.next]
        return min(coming, key=lambda bed: bed.turn.next or datetime.max, default=None)


def beds(viewer: Viewer) -> list[Bed]:
    """Every child who lives here, as the round shows them; the same few questions however many they are."""
    here = list(people.children_here(viewer))
    ids = [child.pk for child in here]
    held, checks, where, pictures = (
        _plans(viewer, ids),
        _checks(viewer, ids),
        whereabouts(viewer, ids),
        photos(viewer, ids),
    )
    return [
        _bed(
            viewer,
            child,
            held.get(child.pk),
            checks.get(child.pk, []),
            where.get(child.pk, HERE),
            pictures.get(child.pk),
        )
        for child in here
    ]


def _bed(
    viewer: Viewer,
    child: Child,
    plan: NightPlan | None,
    checks: list[NightLook],
    where: Whereabouts,
    photo: Photo | None,
) -> Bed:
    turn = nights.turn(plan, [one.at for one in checks], viewer.now) if plan else NOBODY
    own = next(iter(checks), None)
    fresh = own if own and own.author == viewer.person and viewer.now - own.at <= UNDO else None
    return Bed(child, where, plan, photo, checks, turn, fresh)


def _plans(viewer: Viewer, children: Collection[str]) -> dict[str, NightPlan]:
    """The night plan of each child who has one that still asks for anything tonight."""
    tonight = nights.night_of(viewer.now)
    by_child = {}
    for child, held in plans.plans(viewer, children, [nights.KIND]).items():
        if plan := held.get(nights.KIND):
            why = ledger.named(plain(plan.answers.get("story") or []))
            made = nights.read(child, plan.record.pk, plan.answers, why)
            if made.holds(tonight):
                by_child[child] = made
    return by_child


def _checks(viewer: Viewer, children: Collection[str]) -> dict[str, list[NightLook]]:
    """Who was looked in on lately, the latest first."""
    rows = ledger.stated(viewer).filter(name=LOOKED, subject__in=children, at__gt=viewer.now - LATELY)
    by_child: dict[str, list[NightLook]] = {}
    for row in rows.order_by("-at", "-pk"):
        by_child.setdefault(row.subject, []).append(
            NightLook(row.at, row.value, row.author, row.record_id, row.entry_id)
        )
    return by_child


def the_round(viewer: Viewer) -> Round:
    """The round at this moment."""
    parts: dict[str, list[Bed]] = {"now": [], "done": [], "later": [], "out": [], "without": []}
    for bed in beds(viewer):
        parts[_part(bed)].append(bed)
    return Round(**parts)


def _part(bed: Bed) -> str:
    if bed.where.out:
        return "out"
    if bed.fresh:
        return "done"
    if bed.asked:
        return "now"
    return "later" if bed.plan else "without"
