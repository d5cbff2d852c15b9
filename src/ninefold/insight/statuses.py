"""What a child, or the home, is in law, as a page shows it: each status with its days and the record behind it.

Only for who may read of the child, and only what stands in records that they may see. What is ordinary is told in a
line; what is special, or counted against a limit, stands first.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ninefold import lawbook
from ninefold.base import clock
from ninefold.base.english import counted
from ninefold.duties import limits
from ninefold.lawbook.facts import Fact
from ninefold.lawbook.status import Limits, Status, Sum
from ninefold.lawbook.statuses import BORN, EVER, Fold, StatusSpan, birthday
from ninefold.ledger import queries as ledger
from ninefold.ledger import statuses, threads
from ninefold.ledger.kept import until_signed
from ninefold.ledger.permissions import why_not
from ninefold.ledger.queries import Line
from ninefold.people.access import Viewer, reads_of

SOON = timedelta(days=365)  # so long before it, the end of a status is said
NEAR = timedelta(days=90)  # so long before it, its beginning is


@dataclass(frozen=True, slots=True)
class ShownStatus:
    """One status and its days. ``sure`` is false for what is only taken to be so. ``correct`` is the entry that the viewer
    may correct to put it right, "" where it is not theirs."""

    status: Status
    since: date | None
    until: date | None
    by_age: bool
    sure: bool
    line: Line | None
    correct: str
    more: str = ""
    over: bool = False
    coming: bool = False


@dataclass(frozen=True, slots=True)
class LimitCount:
    """What is counted against a limit, with its paragraph; ``over`` says that it is passed."""

    sentence: str
    over: bool
    rule: Limits


@dataclass(frozen=True, slots=True)
class InLaw:
    """All of it: what is special now, what is usual, what is counted, days on the way to a right, and what was."""

    special: list[ShownStatus]
    usual: list[ShownStatus]
    counts: list[LimitCount]
    toward: list[str]
    before: list[ShownStatus]

    @property
    def loud(self) -> bool:
        """Whether there is anything to say beyond the ordinary."""
        return bool(self.special or self.counts)


def of_child(viewer: Viewer, child: str, *, brief: bool = False) -> InLaw | None:
    """What a child is in law now and was; nothing for who may not read of the child. ``brief`` leaves out who corrects."""
    return _in_law(viewer, child, "child", brief) if reads_of(viewer, child) else None


def of_home(viewer: Viewer) -> InLaw:
    """What the home is: registered, closing, closed."""
    return _in_law(viewer, viewer.home.pk, "home", brief=False)


def _in_law(viewer: Viewer, who: str, kind: str, brief: bool) -> InLaw:
    """What a sister home wrote may change without a word here, so whoever brought such facts along is never kept."""
    came = statuses.came_along(viewer.home, [who], [one.id for one in _declared(kind)])
    return _worked_out(viewer, who, kind, brief, came) if came else _of_here(viewer, who, kind, brief)


def _declared(kind: str) -> list[Status]:
    return [one for one in lawbook.current().statuses.values() if one.of == kind and (one.shown or one.limits)]


@until_signed
def _of_here(viewer: Viewer, who: str, kind: str, brief: bool) -> InLaw:
    return _worked_out(viewer, who, kind, brief, [])


def _worked_out(viewer: Viewer, who: str, kind: str, brief: bool, came: list[Fact]) -> InLaw:
    declared = _declared(kind)
    told = statuses.facts(viewer.home, [who], [one.id for one in declared], came)
    known = statuses.fold(told)
    seen = _seen(viewer, told)
    special: list[ShownStatus] = []
    usual: list[ShownStatus] = []
    before: list[ShownStatus] = []
    for one in declared:
        for span in known.spans(one.id, who) if one.shown else ():
            if span.because is not None and span.because.record not in seen and one.shown != "usual":
                continue
            shown = _standing(viewer, one, span, known, seen, told, brief)
            if span.end is not None and span.end <= viewer.now:
                before.append(shown)
            elif span.start - viewer.now < NEAR:
                (special if one.shown == "special" else usual).append(shown)
    visible = [fact for fact in told if fact.record in seen]
    counts = [count for one in declared for count in _counts(one, visible, who, viewer.now)]
    toward = [said for one in declared if one.sum and (said := _toward(one, one.sum, known, who, viewer.now))]
    return InLaw(special, usual, counts, toward, sorted(before, key=lambda one: one.since or date.min))


def _seen(viewer: Viewer, told: Sequence[Fact]) -> dict[str, Line]:
    """The records behind ``told`` that the viewer may see."""
    wanted = {fact.record for fact in told}
    if not wanted:
        return {}
    return {line.record.pk: line for line in ledger.lines(viewer, ledger.records(viewer).filter(pk__in=list(wanted)))}


def _standing(
    viewer: Viewer, one: Status, span: StatusSpan, known: Fold, seen: dict[str, Line], told: Sequence[Fact], brief: bool
) -> ShownStatus:
    behind = span.because or next((fact for fact in told if fact.name == BORN), None)
    line = seen.get(behind.record) if behind else None
    end = span.end if span.end is not None and (span.end - viewer.now < SOON or span.end <= viewer.now) else None
    if end and span.aged and span.ended_by is span.because and end > viewer.now:
        end = None  # the longest that it may be is no day that anybody set
    sure = span.because is not None and (
        not any(word.presumes for word in one.begins)
        or any(sure.start <= span.start for sure in known.certain(one.id, span.subject))
    )
    return ShownStatus(
        status=one,
        since=None if span.start == EVER else _day(span.start),
        until=_last(one, end) if end else None,
        by_age=(span.aged and span.ended_by is None) or bool(end and span.ended_by and span.ended_by.name == BORN),
        sure=sure,
        line=line,
        correct=_correct(viewer, behind, line) if not brief else "",
        more=_sum(one.sum, known, span.subject) if one.sum else _planned(one, span, told),
        coming=span.start > viewer.now,
    )


def _last(one: Status, end: datetime) -> date:
    """The last day of what ends at ``end``."""
    return _day(end - timedelta(seconds=1)) if one.whole_days else _day(end)


def _sum(rule: Sum, known: Fold, who: str) -> str:
    found = known.sum_of(rule, who)
    return f"Counted: {found[2]}." if found else ""


def _planned(one: Status, span: StatusSpan, told: Sequence[Fact]) -> str:
    """The day to which a stay that goes on is planned, or a home's closing."""
    because = span.because
    if because is None or not because.data.get("due") or (span.ended_by is not None and not span.aged):
        return ""
    return f"Planned to {_said(date.fromisoformat(because.data['due'][:10]))}."


def _correct(viewer: Viewer, fact: Fact | None, line: Line | None) -> str:
    """The entry that says so, if the viewer may correct it."""
    if fact is None or line is None:
        return ""
    before = threads.thread(viewer.home, fact.record)
    slot = next((slot for slot in before if slot.entry.id == fact.entry), None)
    if slot is None:
        return ""
    form = line.type.stage(slot.entry.stage)
    return "" if why_not(line.type, form, "correct", viewer.person, viewer.role, before, slot) else fact.entry


def _counts(one: Status, told: Sequence[Fact], who: str, now: datetime) -> Iterable[LimitCount]:
    rule, today = one.limits, clock.local(now).date()
    if rule is None:
        return
    if rule.nights and rule.nights_in_a_year:
        stays = limits.stays(one, told, who, today)
        nights = limits.nights_of(stays)
        year = limits.in_a_year(nights, today)
        long = [stay for stay in stays if len(stay.nights) > rule.nights and (stay.ended is None or year)]
        most = max((limits.most_with(stays, stay)[0] for stay in stays if stay.left >= today), default=year)
        if year or any(stay.left >= today for stay in stays):
            planned = f", {most} with the nights that are planned" if most > year else ""
            yield LimitCount(
                f"{counted(year, 'night')} of short breaks in the last twelve months{planned}, of "
                f"{rule.nights_in_a_year} at most.",
                most > rule.nights_in_a_year or year > rule.nights_in_a_year,
                rule,
            )
        for stay in long[-1:]:
            yield LimitCount(
                f"The stay from {_said(stay.came)} to {_said(stay.left)} is {counted(len(stay.nights), 'night')}; "
                f"{rule.nights} are the most.",
                True,
                rule,
            )
    elif rule.hours:
        used = limits.locked(one, told, who, now)
        if used and used.used:
            yield LimitCount(_hours(used, rule), used.used >= rule.hours, rule)


def _hours(used: limits.Locked, rule: Limits) -> str:
    said = f"{used.used:.0f} of {rule.hours} hours in a locked place in the last {rule.in_days} days, without a court."
    if used.full_at is None:
        return said
    wall = clock.local(used.full_at)
    why = ", put off over a Sunday or holiday" if used.put_off else ""
    return f"{said} They are full on {_said(wall.date())} at {wall:%H:%M}{why}."


def _toward(one: Status, rule: Sum, known: Fold, who: str, now: datetime) -> str:
    """The days on the way to a right that days give: from the age at which they count, until it is there."""
    born = known.born(who)
    if born is None or any(span.start <= now for span in known.spans(one.id, who)):
        return ""
    if not birthday(born, rule.since_age) <= now < birthday(born, one.until_age or 100):
        return ""
    days = known.days_of(rule, who, _day(now))
    return (
        f"{counted(days, 'day')} in care since {rule.since_age} by what is written here. {rule.days} days, and being "
        f"{rule.at_age}, give a right to a pathway plan."
    )


def _day(at: datetime) -> date:
    return clock.local(at).date()


def _said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
