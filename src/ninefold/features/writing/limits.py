"""Questions before signing about what the law limits: "This is 92 nights. A short break is 17 at most. Is it one?"

What cannot be at all, such as leaving before coming, is refused. The form also says what is counted so far, before
anything is typed.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from ninefold import lawbook
from ninefold.base import clock
from ninefold.base.english import counted
from ninefold.duties import limits
from ninefold.duties.limits import DatedStay
from ninefold.features.writing.questions import AboutToSign, Question
from ninefold.lawbook.facts import Fact, Signed, facts_of
from ninefold.lawbook.model import RecordType
from ninefold.lawbook.status import Limits, Status
from ninefold.ledger import statuses
from ninefold.ledger.content import Refused
from ninefold.people.access import Viewer
from ninefold.people.models import Child

NEW = "new"  # the record that is being written, until it has an id
TICK = "Yes, it is so, and it is known"


def concerned(type: RecordType) -> list[Status]:
    """The statuses with limits of which this type tells a period."""
    stated = {rule.fact for rules in type.rules.values() for rule in rules}
    return [
        one
        for one in lawbook.current().statuses.values()
        if one.limits and any(period.ends and {period.fact, period.ends} & stated for period in one.periods)
    ]


def so_far(viewer: Viewer, type: RecordType, children: Sequence[Child], own: str = "") -> list[str]:
    """What is counted of each child already, in a sentence; ``own`` is the record that is written in, left out."""
    limited = concerned(type)
    if not (limited and children):
        return []
    kept = statuses.facts(viewer.home, [child.id for child in children], [one.id for one in limited])
    facts = [fact for fact in kept if fact.record != own]
    return [line for one in limited for child in children for line in _counted(one, facts, child, viewer.now)]


def _counted(status: Status, facts: list[Fact], child: Child, now: datetime) -> Iterable[str]:
    rule, today = status.limits, clock.local(now).date()
    if rule and rule.nights_in_a_year:
        stays = limits.stays(status, facts, child.id, today)
        nights = limits.in_a_year(limits.nights_of(stays), today)
        left = max(0, rule.nights_in_a_year - nights)
        yield (
            f"{child.name}: {counted(nights, 'night')} signed here in the last twelve months, of "
            f"{rule.nights_in_a_year} at most; {left} left. One stay is {rule.nights} at most."
        )
    if rule and rule.hours:
        used = limits.locked(status, facts, child.id, now)
        yield f"{child.name}: {used.used if used else 0:.0f} of {rule.hours} hours in the last {rule.in_days} days."


def passed(signing: AboutToSign) -> list[Question]:
    """What passes a limit with this signing. Raises Refused for what cannot be, such as leaving before coming."""
    limited = concerned(signing.type)
    if not limited or not signing.children:
        return []
    fresh = facts_of(_signed(signing))
    periods = {name for one in limited for period in one.periods for name in (period.fact, period.ends)}
    if not any(fact.name in periods for fact in fresh):
        return []
    kept = statuses.facts(signing.viewer.home, [child.id for child in signing.children], [one.id for one in limited])
    replaced = signing.slot.entry.id if signing.slot else ""
    facts = sorted([*(fact for fact in kept if fact.entry != replaced), *fresh], key=lambda fact: (fact.at, fact.entry))
    questions: list[Question] = []
    errors: dict[str, str] = {}
    for status in limited:
        for child in signing.children:
            if status.limits and status.limits.nights:
                questions += _nights(status, status.limits, facts, child, signing, errors)
            elif status.limits:
                questions += _hours(status, status.limits, facts, child, signing.viewer.now)
    if errors:
        raise Refused(errors)
    return questions


def _signed(signing: AboutToSign) -> Signed:
    own = signing.record or NEW
    about = tuple((child.id, "child") for child in signing.children)
    now = signing.viewer.now
    return Signed(
        NEW, own, signing.viewer.home.pk, signing.type, signing.stage.id, signing.happened_at, now, signing.viewer.person,
        about, signing.answers,
    )  # fmt: skip


def _nights(
    status: Status, rule: Limits, facts: list[Fact], child: Child, signing: AboutToSign, errors: dict[str, str]
) -> Iterable[Question]:
    own, today = signing.record or NEW, clock.local(signing.viewer.now).date()
    stays = limits.stays(status, facts, child.id, today)
    stay = next((one for one in stays if one.begun.record == own), None)
    if stay is None:
        return
    if why := _backwards(stay, status):
        errors[_field(signing, stay)] = why
        return
    ends = "" if stay.ended else " as it is planned"
    if rule.nights is not None and len(stay.nights) > rule.nights:
        yield _question(
            "stay", child, stay, len(stay.nights), rule,
            f"From {_day(stay.came)} to {_day(stay.left)} this stay of {child.name}'s is {counted(len(stay.nights), 'night')}"
            f"{ends}. A short break is {rule.nights} at most; a longer one is a placement, with all that is owed in one.",
        )  # fmt: skip
    most, until = limits.most_with(stays, stay)
    if rule.nights_in_a_year is not None and most > rule.nights_in_a_year:
        yield _question(
            "year", child, stay, most, rule,
            f"With this stay {child.name} has {counted(most, 'night')} in the twelve months to {_day(until)}{ends}. "
            f"Short breaks are {rule.nights_in_a_year} nights at most in any twelve months.",
        )  # fmt: skip
    if stay.differs and stay.ended and stay.ended.entry == NEW:
        yield _question(
            "count", child, stay, stay.counted or 0, rule,
            f"{stay.counted} is written down, and from {_day(stay.came)} to {_day(stay.left)} it is "
            f"{counted(len(stay.nights), 'night')}. Is a day wrong?",
        )  # fmt: skip


def _backwards(stay: DatedStay[Fact], status: Status) -> str:
    planned = next((p.planned for p in status.periods if p.fact == stay.begun.name), None)
    meant = stay.begun.data.get(planned or "", "")[:10]
    if stay.ended is None and meant and meant < stay.came.isoformat():
        return f"That is before they came, on {_day(stay.came)}."
    return f"That is before they came, on {_day(stay.came)}." if stay.left < stay.came else ""


def _field(signing: AboutToSign, stay: DatedStay[Fact]) -> str:
    """The question whose answer lies before the coming: of the plan, or of the leaving."""
    for rule in signing.stage.yields:
        if stay.ended and rule.fact == stay.ended.name:
            return rule.at
        if not stay.ended and rule.fact == stay.begun.name:
            return next(iter(rule.data.values()), rule.at)
    return next((rule.at for rule in signing.stage.yields if rule.fact == stay.begun.name), "")


def _hours(status: Status, rule: Limits, facts: list[Fact], child: Child, now: datetime) -> Iterable[Question]:
    counted_now = limits.locked(status, facts, child.id, now)
    if counted_now and rule.hours and counted_now.used >= rule.hours:
        yield Question(
            f"hours.{child.id}.{counted_now.used:.0f}",
            f"{child.name} has {counted_now.used:.0f} hours in a locked place in the last {rule.in_days} days. Without a "
            f"court's word {rule.hours} are the most.",
            TICK, rule.cite, rule.source,
        )  # fmt: skip


def _question(kind: str, child: Child, stay: DatedStay[Fact], number: int, rule: Limits, sentence: str) -> Question:
    mark = f"{kind}.{child.id}.{stay.came}.{stay.left}.{number}"
    return Question(mark, sentence, TICK, rule.cite, rule.source)


def _day(day: Any) -> str:
    return f"{day.day} {day:%B %Y}"
