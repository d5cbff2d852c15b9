"""Duties owed once in each calendar month or year while their subject is under way."""

from collections.abc import Iterator, Sequence
from datetime import date

from ninefold.base import clock
from ninefold.duties import applying, calendar, why
from ninefold.duties.known import FactIndex, same_day_or_after
from ninefold.duties.obligation import Obligation
from ninefold.duties.rhythms import LifeStretch, spans
from ninefold.lawbook.durations import Duration
from ninefold.lawbook.facts import Fact
from ninefold.lawbook.model import Duty
from ninefold.lawbook.timing import Every

# How far beyond the newest fact periods are reckoned ahead, so that time passing needs no write.
AHEAD = {"month": Duration(13, "months"), "year": Duration(13, "years")}

Period = tuple[str, date, date]
Days = Sequence[tuple[date, Fact]]


def owed(duty: Duty, rule: Every, known: FactIndex, names: why.Titles, *, ahead: bool) -> Iterator[Obligation]:
    """What is owed in each period up to the moment, or some periods ahead of the newest fact.

    A period that was over before the home's records began is not asked for.
    """
    for span in spans(rule.begins, rule.ends, known):
        counted = [(calendar.day_of(fact.at), fact) for fact in known.about(rule.counted, span.begin.subject)]
        last = _horizon(rule, span, counted) if ahead else calendar.day_of(known.at)
        applies = applying.spans(duty, known, span.begin.subject)
        end = applying.ending(applies, span.begin.at)
        for period in _periods(rule, span, last):
            if clock.end_of(period[2]) >= span.begin.known_at:
                yield applying.ended(_obligation(duty, rule, span, counted, period, names), end, names)
            if end is not None and clock.start_of(period[1]) > end.at:
                break  # the first period that the end leaves out is told, and no other


def _periods(rule: Every, span: LifeStretch, last: date) -> Iterator[Period]:
    """The periods of a span that have begun by ``last``."""
    if span.end:
        last = min(last, calendar.day_of(span.end.at))
    for period in calendar.periods(calendar.day_of(span.begin.at), rule.calendar):
        if period[1] > last:
            return
        yield period


def _horizon(rule: Every, span: LifeStretch, counted: Days) -> date:
    newest = max(fact.known_at for fact in (span.begin, *(fact for _, fact in counted)))
    return calendar.day_after(calendar.day_of(newest), AHEAD[rule.calendar])


def _met(span: LifeStretch, counted: Days, first: date, last: date) -> Fact | None:
    inside = (fact for day, fact in counted if first <= day <= last and same_day_or_after(fact, span.begin))
    return next(inside, None)


def _obligation(
    duty: Duty, rule: Every, span: LifeStretch, counted: Days, period: Period, names: why.Titles
) -> Obligation:
    name, first, last = period
    opened_at = max(clock.start_of(first), span.begin.at)
    met = _met(span, counted, first, last)
    ended = span.end if met is None and span.end and calendar.day_of(span.end.at) <= last else None
    said = why.of_period(rule.calendar, first, last)
    return Obligation(
        key=span.key(duty.id, name),
        duty=duty.id,
        subject=span.begin.subject,
        record=span.begin.record,
        started_by=span.begin.entry,
        opened_at=opened_at,
        due_at=clock.end_of(last),
        target=False,
        why=why.of_end(said, ended, names) if ended else said,
        met_at=max(met.at, opened_at) if met else None,
        met_by=met.entry if met else "",
        void_at=max(ended.at, opened_at) if ended else None,
    )
