"""What entries say about who lives and works in a home: one statement for each person that a signed stage is about.

A record type's ``effect`` says which kind of statement its first stage makes; some make another in a later stage.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ninefold import lawbook
from ninefold.base import clock, ids
from ninefold.lawbook.model import RecordType
from ninefold.ledger.projections import Written

Subject = dict[str, str]

MAKES = {"child-known": "child", "worker-known": "worker"}
# What the first stage of a record type with this effect says, and what a later stage says.
OPENING = {
    "home-registered": "home-registered",
    "child-known": "child-known",
    "worker-known": "worker-known",
    "role-given": "role-given",
    "role-ended": "role-ended",
    "key-worker-named": "key-worker-named",
    "contact-known": "contact-known",
    "visitor-consent": "visitor-consent",
    "moved-in": "moved-in",
    "moved-out": "moved-out",
    "carried": "brought-in",
    "short-break": "break-began",
}
LATER = {
    ("worker-known", "left"): "left",
    ("role-given", "seconded"): "seconded",
    ("recruitment", "started"): "started",
    ("short-break", "went"): "break-ended",
}
EFFECTS = frozenset(OPENING) | {effect for effect, _ in LATER}
ARRIVES = frozenset({"moved-in", "short-break"})  # effects that bring a child here who may be known elsewhere

# Whoever was made known and withdrawn is offered nowhere, but what names them is still read: these stay, marked.
NAMES = frozenset({"child-known", "worker-known", "contact-known"})
# Whose arrival was withdrawn: what was written here about the child meanwhile can still be put right.
CAME = frozenset({"moved-in", "break-began"})


@dataclass(frozen=True, slots=True)
class StageStatement:
    """What a signed stage says of ``subject`` now.

    ``seq`` and ``received_at`` are those of the stage's first signing: a correction changes what is said, never
    its place among the others. ``place`` is the subject's among those the entry is about. ``earlier`` are names that
    somebody was known by before a correction.
    """

    home: str
    record: str
    entry: str
    place: int
    what: str
    subject: str
    happened_at: datetime
    received_at: datetime
    seq: int
    said: dict[str, Any]
    stands: bool = True
    earlier: tuple[str, ...] = ()

    @property
    def moment(self) -> datetime:
        """From when on what it says holds: a day that it names, else when it happened."""
        days = {"brought-in": "on", "started": "started_on", "break-began": "came_on"}
        if day := _day(self.said.get(days.get(self.what, ""))):
            return clock.start_of(day)
        if day := _day(self.said.get({"left": "left_on", "break-ended": "went_on"}.get(self.what, ""))):
            return clock.end_of(day)
        return self.happened_at


def _day(answer: Any) -> date | None:
    return date.fromisoformat(answer) if isinstance(answer, str) and answer else None


def makes_people(record_type: RecordType) -> bool:
    """Whether signing this type makes somebody known who may not have been."""
    return record_type.effect in MAKES


def subjects_for(record_type: RecordType, subjects: list[Subject], *, at: datetime) -> list[Subject]:
    """``subjects``, with an id for the person that this entry makes known."""
    kind = MAKES.get(record_type.effect or "", "")
    if makes_people(record_type) and not any(s["kind"] == kind for s in subjects):
        return [*subjects, {"id": ids.new(at), "kind": kind, "as": "about"}]
    return subjects


def telling_types() -> frozenset[str]:
    """The record types that can say something about who lives and works in a home."""
    return frozenset(type.id for type in lawbook.current().records.values() if type.effect in EFFECTS)


def kind_of(item: Written) -> str:
    """Which kind of statement an entry's stage makes; nothing when it makes none."""
    record_type = lawbook.current().records[item.entry.type]
    if record_type.effect not in EFFECTS:
        return ""
    if item.entry.stage == record_type.stages[0].id:
        return OPENING.get(record_type.effect, "")
    return LATER.get((record_type.effect, item.entry.stage), "")


def states(item: Written) -> bool:
    """Whether an entry says, or takes back, something about who lives and works here."""
    kind = kind_of(item)
    if item.entry.act == "withdraw" and item.opens:
        return lawbook.current().records[item.entry.type].effect in EFFECTS
    return bool(kind) and (item.entry.act != "write" or _bears(kind, item.content))


def _bears(kind: str, content: dict[str, Any]) -> bool:
    return kind != "brought-in" or content.get("what") == "moved-in"


@dataclass(slots=True)
class _Stage:
    """A signed stage while its thread is read: the entry that counts, and the one that was signed first."""

    item: Written
    first: Written
    names: list[str]


def statements(thread: Iterable[Written]) -> list[StageStatement]:
    """What a record's entries, in order, say as they now stand."""
    stages: list[_Stage] = []
    withdrawn = False
    for item in thread:
        if item.entry.act == "write":
            stages.append(_Stage(item, item, []))
            continue
        place = next((i for i, stage in enumerate(stages) if stage.item.entry.id == item.replaced), None)
        if place is None:
            continue
        if item.entry.act == "correct":
            stages[place].names.append(str(stages[place].item.content.get("name", "")))
            stages[place].item = item
        elif place == 0:
            withdrawn = True
        else:
            del stages[place]
    return [one for stage in stages for one in _of_stage(stage, not withdrawn)]


def _of_stage(stage: _Stage, stands: bool) -> list[StageStatement]:
    item, first = stage.item, stage.first
    kind = kind_of(item)
    if not kind or item.destroyed or not _bears(kind, item.content) or not (stands or kind in NAMES | CAME):
        return []
    about = [s["id"] for s in item.subjects if s["as"] == "about"] or [item.home.id]
    if kind == "home-registered":
        about = [item.home.id]
    said = {name: answer for name, answer in item.content.items() if name in SAYS[kind]}
    earlier = tuple(dict.fromkeys(n for n in stage.names if n and n != said.get("name")))
    return [
        StageStatement(
            home=item.home.id,
            record=item.entry.record_id,
            entry=item.entry.id,
            place=place,
            what=kind,
            subject=subject,
            happened_at=item.entry.happened_at,
            received_at=first.entry.received_at,
            seq=first.entry.seq,
            said=said,
            stands=stands,
            earlier=earlier if kind in NAMES else (),
        )
        for place, subject in enumerate(about)
    ]


# The answers that each kind of statement rests on; a story or a reason is no standing fact.
SAYS: dict[str, frozenset[str]] = {
    "home-registered": frozenset({"name", "registered_on", "places", "age_from", "age_to", "host_authority"}),
    "child-known": frozenset({"name", "born_on", "pronouns", "legal_status", "authority", "looked_after_since"}),
    "worker-known": frozenset({"name", "started_on", "care_role_since", "level3_on", "managed_since", "level5_on"}),
    "left": frozenset({"left_on"}),
    "started": frozenset({"started_on", "care_role_since", "level3_on"}),
    "role-given": frozenset({"role", "second"}),
    "seconded": frozenset(),
    "role-ended": frozenset(),
    "key-worker-named": frozenset({"worker"}),
    "contact-known": frozenset({"name", "kind", "relation", "organisation"}),
    "visitor-consent": frozenset({"child_agrees", "authority_agrees"}),
    "moved-in": frozenset({"legal", "authority"}),
    "moved-out": frozenset(),
    "brought-in": frozenset({"what", "on"}),
    "break-began": frozenset({"came_on"}),
    "break-ended": frozenset({"went_on"}),
}
