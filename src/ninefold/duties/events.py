"""Duties that something happening opens: one obligation for each time it happened."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from ninefold.base import clock
from ninefold.duties import applying, calendar, clocks, why
from ninefold.duties.known import FactIndex
from ninefold.duties.obligation import Obligation
from ninefold.lawbook import durations
from ninefold.lawbook.facts import Fact
from ninefold.lawbook.model import Duty
from ninefold.lawbook.timing import Due, MetBy, Starts


@dataclass(frozen=True, slots=True)
class Rule:
    """A duty that an event opens: what starts it, by when it is due, what meets it."""

    duty: Duty
    starts: Starts
    due: Due
    met_by: MetBy


@dataclass(frozen=True, slots=True)
class OpeningFact:
    """The fact that opens an obligation, the obligation's key, and when the fact was taken back, if it was.

    ``again`` marks what the same record opens once more: a restriction that was renewed and will lapse again.
    """

    fact: Fact
    key: str
    void_at: datetime | None = None
    again: bool = False


def owed(rule: Rule, known: FactIndex, names: why.Titles) -> Iterator[Obligation]:
    """What the duty asks, for each fact that starts it."""
    for opening in _openings(rule.duty.id, rule.starts, known):
        if _excepted(rule.starts, opening.fact, known):
            continue
        applies = applying.spans(rule.duty, known, opening.fact.subject)
        if opening.void_at is None and not applying.holds(applies, opening.fact.at):
            continue
        for turn in _turns(rule, opening, known, names):
            obligation = _spared(rule, opening, turn, known, names)
            yield applying.ended(obligation, applying.ending(applies, opening.fact.at), names)


def _openings(duty: str, starts: Starts, known: FactIndex) -> Iterator[OpeningFact]:
    """The facts that start something, each once however often it was corrected.

    A fact that was corrected is followed to what it says now; one that nothing stands for any more leaves a
    void obligation. What came before the home kept its records starts nothing.
    """
    live: dict[tuple[str, str, str], list[Fact]] = defaultdict(list)
    gone: dict[tuple[str, str, str], list[Fact]] = defaultdict(list)
    for facts, into in ((known.named(starts.fact), live), (known.ended(starts.fact), gone)):
        for fact in facts:
            if not fact.carried and (not starts.value or fact.value in starts.value):
                into[fact.subject, fact.record, fact.row].append(fact)
    for place, facts in live.items():
        for n, fact in enumerate(sorted(facts, key=_when_known), 1):
            yield OpeningFact(fact, _key(duty, starts, place, n), again=n > 1)
    for place in gone.keys() - live.keys():
        last = max(gone[place], key=lambda fact: (fact.ended_at or fact.known_at, fact.entry))
        yield OpeningFact(last, _key(duty, starts, place, 1), void_at=last.ended_at)


def _when_known(fact: Fact) -> tuple[datetime, str]:
    return fact.known_at, fact.entry


def _key(duty: str, starts: Starts, place: tuple[str, str, str], n: int) -> str:
    named = (*place, starts.fact) if starts.one_of_several else place
    return ":".join((duty, *named)) + (f":{n}" if n > 1 else "")


def _excepted(starts: Starts, fact: Fact, known: FactIndex) -> bool:
    """Whether the duty's own exceptions take this fact out."""
    if starts.unless_same:
        one, other = (known.value(name, fact.subject, fact.at).strip().casefold() for name in starts.unless_same)
        if one and one == other:
            return True
    if any(known.passes(test, fact) for test in starts.unless):
        return True
    if starts.unless_earlier and _is_later(starts, fact, known):
        return True
    return not all(known.passes(test, fact) for test in starts.when)


def _is_later(starts: Starts, fact: Fact, known: FactIndex) -> bool:
    """Whether the latest of what the duty hangs on came on an earlier day than ``fact``."""
    day = calendar.day_of(fact.at)
    days = [calendar.day_of(f.at) for name in starts.unless_earlier for f in known.about(name, fact.subject)]
    return max((d for d in days if d <= day), default=day) < day


def _turns(rule: Rule, opening: OpeningFact, known: FactIndex, names: why.Titles) -> Iterator[Obligation]:
    """What the opening asks; and once more for each time that what had been checked was corrected after its time.

    A check undone in time is simply open again. One undone afterwards stays as it was, met or late, and the new look is
    owed within the same time, counted from the correction.
    """
    undone = known.undone(rule.met_by.fact, opening.fact) if rule.met_by.scope == "thread" else []
    first = _obligation(rule, opening, known, names)
    span = rule.due.within or rule.due.target
    if first is None or opening.void_at or not span or not undone:
        yield from [first] if first else []
        return
    late = [fact for fact in undone if fact.ended_at and fact.ended_at > first.due_at]
    met_at, met_by = _met(rule.met_by, opening, known, late)
    yield replace(first, met_at=met_at, met_by=met_by)
    due_at = first.due_at
    for n, fact in enumerate(late, 2):
        since = fact.ended_at or fact.known_at
        if since <= due_at:
            continue  # undone within the time of the last look: that one is open again
        due_at = calendar.add(since, durations.parse(span))
        still = [other for other in late if other.ended_at and other.ended_at > due_at]
        met_at, met_by = _met(rule.met_by, opening, known, still, since)
        said = why.of_second_look(opening.fact, since, durations.parse(span), due_at, names)
        yield replace(
            first, key=f"{opening.key}:again:{n}", opened_at=since, due_at=due_at, why=said, met_at=met_at,
            met_by=met_by,
        )  # fmt: skip


def _obligation(rule: Rule, opening: OpeningFact, known: FactIndex, names: why.Titles) -> Obligation | None:
    fact = opening.fact
    met_at, met_by = _met(rule.met_by, opening, known)
    own = clocks.own_interval(rule.duty, known, met_at)
    since = _since(rule.due, fact, known)
    due_at = _due(rule.due, own, fact, since)
    if due_at is None:
        return None
    notice = durations.parse(rule.due.notice) if rule.due.notice else None
    return Obligation(
        key=opening.key,
        duty=rule.duty.id,
        subject=fact.subject,
        record=fact.record,
        started_by=fact.entry,
        opened_at=calendar.in_sight(fact.at, due_at, notice, met_at or opening.void_at),
        due_at=due_at,
        target=rule.due.target is not None,
        why=why.of_event(
            rule.due,
            rule.duty.weight,
            since if due_at > fact.at else fact,
            due_at,
            own,
            names,
            void=opening.void_at is not None,
        ),
        row=fact.row,
        owner=fact.data.get("owner", ""),
        text=fact.data.get("text", ""),
        met_at=met_at,
        met_by=met_by,
        void_at=opening.void_at,
    )


def _due(due: Due, own: str, fact: Fact, since: Fact) -> datetime | None:
    """When it is due; nothing when the date it hangs on was never given. Never before the opening."""
    if due.on:
        told = fact.data.get(due.on)
        if not told:
            return None
        end = _end_of(told, due.before)
        return max(calendar.add(end, durations.parse(due.after)) if due.after else end, fact.at)
    if due.by == "the-start":
        return fact.at
    if due.by:
        return clock.end_of(calendar.ending(calendar.day_of(fact.at), due.by))
    return max(calendar.add(since.at, durations.parse(own or due.within or due.target or "")), fact.at)


def _since(due: Due, fact: Fact, known: FactIndex) -> Fact:
    """From what the limit counts: the first fact of the matter that the rule names, or else the opening."""
    told = [f for name in due.since for f in known.in_matter(name, fact) if f.at <= fact.at]
    return min(told, key=lambda f: (f.at, f.entry), default=fact)


def _end_of(told: str, before: str | None) -> datetime:
    """A day ends with its last second; a moment is itself. ``before`` counts back from its day."""
    if before:
        day = date.fromisoformat(told) if len(told) == 10 else calendar.day_of(clock.parse(told))
        return clock.end_of(calendar.day_before(day, durations.parse(before)))
    return clock.end_of(date.fromisoformat(told)) if len(told) == 10 else clock.parse(told)


def _met(
    rule: MetBy, opening: OpeningFact, known: FactIndex, late: Sequence[Fact] = (), since: datetime | None = None
) -> tuple[datetime | None, str]:
    """The first moment at which something met it, and the entry that did; nothing and nothing while it is open.

    What a record opens again is met there only by what was written later: the renewal that opened it does not end it.
    ``late`` are checks that were undone when their time was over, and count as they did; with ``since``, only what was
    written after a correction counts, and not before it.
    """
    also = [fact for fact in late if fact.name == rule.fact and _fits(rule, fact, opening.fact)]
    found = [
        (_counted_at(way, fact, opening.fact, since), fact.entry)
        for way in (rule, *(way for way in rule.or_ if not way.spares))
        for fact in [*_candidates(way, opening.fact, known), *(also if way is rule else ())]
        if fact is not opening.fact
        and (since is None or fact.known_at > since)
        and (not way.value or fact.value in way.value)
        and not (opening.again and way.scope == "thread" and fact.known_at <= opening.fact.known_at)
    ]
    return min(found, default=(None, ""))


def _spared(rule: Rule, opening: OpeningFact, one: Obligation, known: FactIndex, names: why.Titles) -> Obligation:
    """``one`` ended by what spares it, if that came before it was done.

    Spared in time it stays spared, whatever is done later. When its time was over, what is done later in the same matter
    still does it, late; what happens to the same child elsewhere, perhaps in another stay, does not.
    """
    ways_out = [
        (_counted_at(way, fact, opening.fact), fact)
        for way in rule.met_by.or_
        if way.spares
        for fact in _candidates(way, opening.fact, known)
        if fact is not opening.fact and (not way.value or fact.value in way.value)
    ]
    if not ways_out or one.void_at is not None:
        return one
    at, fact = min(ways_out, key=lambda each: (each[0], each[1].entry))
    bound = rule.met_by.scope != "subject"
    if one.met_at is not None and (one.met_at <= at or (bound and at > one.due_at)):
        return one
    over = at > one.due_at
    reason = why.of_spared(one.why, fact, names, rule.duty.undone, over=over)
    return replace(one, met_at=None, met_by="", void_at=at, ended_by=fact.entry, spared=True, why=reason)


def _counted_at(rule: MetBy, fact: Fact, opening: Fact, since: datetime | None = None) -> datetime:
    """The moment that counts. A day has no hour, so one that began before the opening counts from the opening."""
    moment = fact.known_at if rule.at == "written" else fact.at
    return moment if rule.early else max(moment, since or opening.at)


def _candidates(rule: MetBy, opening: Fact, known: FactIndex) -> list[Fact]:
    found = [f for f in _in_scope(rule, opening, known) if _fits(rule, f, opening)]
    return [f for f in found if f.value == opening.value] if rule.match else found


def _fits(rule: MetBy, fact: Fact, opening: Fact) -> bool:
    """Whether nothing that ``fact`` says of itself speaks against its meeting what ``opening`` opened."""
    return all(
        not fact.data.get(name) or fact.data[name] in (wanted or (opening.value,)) for name, wanted in rule.fits.items()
    )


def _in_scope(rule: MetBy, opening: Fact, known: FactIndex) -> list[Fact]:
    if rule.scope == "thread":
        return [f for f in known.in_record(rule.fact, opening.record) if f.subject == opening.subject]
    if rule.scope == "link":
        return known.answering(rule.fact, opening.record)
    if rule.scope == "matter":
        return [f for f in known.in_matter(rule.fact, opening) if _in_time(rule, f, opening)]
    if rule.scope == "row":
        return _for_row(rule, opening, known)
    return [f for f in known.about(rule.fact, opening.subject) if _in_time(rule, f, opening)]


def _for_row(rule: MetBy, opening: Fact, known: FactIndex) -> list[Fact]:
    """What answers this row: a stage of the same record that names it, or an entry elsewhere that links to it."""
    here = [f for f in known.in_record(rule.fact, opening.record) if opening.row in (f.row, f.data.get("row"))]
    place = (opening.record, opening.row)
    return here + [f for f in known.answering(rule.fact, opening.record) if place in f.answers]


def _in_time(rule: MetBy, fact: Fact, opening: Fact) -> bool:
    """Whether ``fact`` came after the opening, on the same day where only days are known, or early as allowed."""
    if rule.early:
        return fact.at >= calendar.before(opening.at, durations.parse(rule.early))
    moment = fact.known_at if rule.at == "written" else fact.at
    if opening.day or (fact.day and rule.at == "fact"):
        return calendar.day_of(moment) >= calendar.day_of(opening.at)
    return moment >= opening.at
