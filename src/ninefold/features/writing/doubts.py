"""Questions before signing about what the law limits: "This is 92 nights. A short break is 17 at most. Is it one?"

They are answered by a tick that names them: what is changed afterwards is looked at afresh. What cannot be at all, such
as leaving before coming, is refused. The form also says what is counted so far, before anything is typed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ninefold import lawbook
from ninefold.base import clock
from ninefold.base.english import counted
from ninefold.duties import limits
from ninefold.duties.limits import DatedStay
from ninefold.forms.typed import Typed
from ninefold.lawbook.facts import Fact, Signed, facts_of
from ninefold.lawbook.model import RecordType
from ninefold.lawbook.statuses import Limits, Status
from ninefold.ledger import statuses
from ninefold.ledger.records import Slot
from ninefold.people.access import Viewer
from ninefold.people.models import Child

MEANT = "_doubted"
NEW = "new"  # the record that is being written, until it has an id


@dataclass(frozen=True, slots=True)
class Doubt:
    """A sentence that somebody has to say yes to, with the paragraph that sets the limit."""

    key: str
    sentence: str
    cite: str
    source: str


class Doubted(Exception):
    """What is to be signed passes a limit, and nobody has said that it is meant."""

    def __init__(self, doubts: list[Doubt]) -> None:
        super().__init__(f"{len(doubts)} limits are passed")
        self.doubts = doubts


@dataclass(frozen=True, slots=True)
class StageToSign:
    """A stage as it is about to be signed: whose facts, and which entry it replaces if it corrects one."""

    viewer: Viewer
    type: RecordType
    stage: str
    content: dict[str, Any]
    happened_at: datetime
    children: Sequence[Child]
    record: str = ""
    slot: Slot | None = None


def concerned(type: RecordType) -> list[Status]:
    """The statuses with limits of which this type tells a period."""
    told = {rule.fact for rules in type.rules.values() for rule in rules}
    return [
        one
        for one in lawbook.current().statuses.values()
        if one.limits and any(period.ends and {period.fact, period.ends} & told for period in one.periods)
    ]


def so_far(viewer: Viewer, type: RecordType, children: Sequence[Child], own: str = "") -> list[str]:
    """What is counted of each child already, in a sentence; ``own`` is the record that is written in, left out."""
    found = concerned(type)
    if not (found and children):
        return []
    told = statuses.facts(viewer.home, [child.id for child in children], [one.id for one in found])
    told = [fact for fact in told if fact.record != own]
    return [line for one in found for child in children for line in _counted(one, told, child, viewer.now)]


def _counted(status: Status, told: list[Fact], child: Child, now: datetime) -> Iterable[str]:
    rule, today = status.limits, clock.local(now).date()
    if rule and rule.nights_in_a_year:
        stays = limits.stays(status, told, child.id, today)
        nights = limits.in_a_year(limits.nights_of(stays), today)
        left = max(0, rule.nights_in_a_year - nights)
        yield (
            f"{child.name}: {counted(nights, 'night')} signed here in the last twelve months, of "
            f"{rule.nights_in_a_year} at most; {left} left. One stay is {rule.nights} at most."
        )
    if rule and rule.hours:
        used = limits.locked(status, told, child.id, now)
        yield f"{child.name}: {used.used if used else 0:.0f} of {rule.hours} hours in the last {rule.in_days} days."


def doubts(signing: StageToSign) -> tuple[list[Doubt], dict[str, str]]:
    """What passes a limit with this signing, and a sentence by question for what cannot be."""
    found = concerned(signing.type)
    if not found or not signing.children:
        return [], {}
    fresh = facts_of(_signed(signing))
    periods = {name for one in found for period in one.periods for name in (period.fact, period.ends)}
    if not any(fact.name in periods for fact in fresh):
        return [], {}
    kept = statuses.facts(signing.viewer.home, [child.id for child in signing.children], [one.id for one in found])
    replaced = signing.slot.entry.id if signing.slot else ""
    told = sorted([*(fact for fact in kept if fact.entry != replaced), *fresh], key=lambda fact: (fact.at, fact.entry))
    own = signing.record or NEW
    asked: list[Doubt] = []
    errors: dict[str, str] = {}
    for status in found:
        for child in signing.children:
            if status.limits and status.limits.nights:
                asked += _nights(status, status.limits, told, child, own, signing, errors)
            elif status.limits:
                asked += _hours(status, status.limits, told, child, signing.viewer.now)
    return asked, errors


def _signed(signing: StageToSign) -> Signed:
    own = signing.record or NEW
    about = tuple((child.id, "child") for child in signing.children)
    now = signing.viewer.now
    return Signed(
        NEW, own, signing.viewer.home.pk, signing.type, signing.stage, signing.happened_at, now, signing.viewer.person,
        about, signing.content,
    )  # fmt: skip


def _nights(
    status: Status, rule: Limits, told: list[Fact], child: Child, own: str, signing: StageToSign, errors: dict[str, str]
) -> Iterable[Doubt]:
    today = clock.local(signing.viewer.now).date()
    stays = limits.stays(status, told, child.id, today)
    stay = next((one for one in stays if one.begun.record == own), None)
    if stay is None:
        return
    if why := _backwards(stay, status):
        errors[_question(signing, stay)] = why
        return
    ends = "" if stay.ended else " as it is planned"
    if rule.nights is not None and len(stay.nights) > rule.nights:
        yield _doubt(
            "stay", child, stay, len(stay.nights), rule,
            f"From {_said(stay.came)} to {_said(stay.left)} this stay of {child.name}'s is {counted(len(stay.nights), 'night')}"
            f"{ends}. A short break is {rule.nights} at most; a longer one is a placement, with all that is owed in one.",
        )  # fmt: skip
    most, until = limits.most_with(stays, stay)
    if rule.nights_in_a_year is not None and most > rule.nights_in_a_year:
        yield _doubt(
            "year", child, stay, most, rule,
            f"With this stay {child.name} has {counted(most, 'night')} in the twelve months to {_said(until)}{ends}. "
            f"Short breaks are {rule.nights_in_a_year} nights at most in any twelve months.",
        )  # fmt: skip
    if stay.differs and stay.ended and stay.ended.entry == NEW:
        yield _doubt(
            "count", child, stay, stay.counted or 0, rule,
            f"{stay.counted} is written down, and from {_said(stay.came)} to {_said(stay.left)} it is "
            f"{counted(len(stay.nights), 'night')}. Is a day wrong?",
        )  # fmt: skip


def _backwards(stay: DatedStay[Fact], status: Status) -> str:
    planned = next((p.planned for p in status.periods if p.fact == stay.begun.name), None)
    meant = stay.begun.data.get(planned or "", "")[:10]
    if stay.ended is None and meant and meant < stay.came.isoformat():
        return f"That is before they came, on {_said(stay.came)}."
    return f"That is before they came, on {_said(stay.came)}." if stay.left < stay.came else ""


def _question(signing: StageToSign, stay: DatedStay[Fact]) -> str:
    """The question whose answer lies before the coming: of the plan, or of the leaving."""
    stage = signing.type.stage(signing.stage)
    for rule in stage.yields:
        if stay.ended and rule.fact == stay.ended.name:
            return rule.at
        if not stay.ended and rule.fact == stay.begun.name:
            return next(iter(rule.data.values()), rule.at)
    return next((rule.at for rule in stage.yields if rule.fact == stay.begun.name), "")


def _hours(status: Status, rule: Limits, told: list[Fact], child: Child, now: datetime) -> Iterable[Doubt]:
    counted_now = limits.locked(status, told, child.id, now)
    if counted_now and rule.hours and counted_now.used >= rule.hours:
        yield Doubt(
            f"hours.{child.id}.{counted_now.used:.0f}",
            f"{child.name} has {counted_now.used:.0f} hours in a locked place in the last {rule.in_days} days. Without a "
            f"court's word {rule.hours} are the most.",
            rule.cite, rule.source,
        )  # fmt: skip


def _doubt(kind: str, child: Child, stay: DatedStay[Fact], number: int, rule: Limits, sentence: str) -> Doubt:
    key = f"{kind}.{child.id}.{stay.came}.{stay.left}.{number}"
    return Doubt(key, sentence, rule.cite, rule.source)


def unanswered(typed: Typed, found: list[Doubt]) -> list[Doubt]:
    """Those of ``found`` that nobody has said are meant."""
    meant = set(typed.one(MEANT).split(","))
    return [one for one in found if one.key not in meant]


def meant(typed: Typed, found: Sequence[Doubt]) -> str:
    """What a tick says is meant: the questions that are shown, and those that were ticked before."""
    return ",".join(dict.fromkeys([*filter(None, typed.one(MEANT).split(",")), *(one.key for one in found)]))


def _said(day: Any) -> str:
    return f"{day.day} {day:%B %Y}"
