"""Duties that come again and again, each time counted from the last."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from ninefold.base import clock, english
from ninefold.duties import applying, calendar, clocks, why
from ninefold.duties.known import FactIndex, same_day_or_after
from ninefold.duties.obligation import Obligation
from ninefold.lawbook import durations
from ninefold.lawbook.facts import Fact
from ninefold.lawbook.model import Duty
from ninefold.lawbook.statuses import BORN, Spans, birthday
from ninefold.lawbook.timing import Rhythm, Step


@dataclass(frozen=True, slots=True)
class LifeStretch:
    """A stretch of life that a rhythm runs through: a stay, an employment, a registration."""

    begin: Fact
    end: Fact | None
    number: int
    resumed: Fact | None = None
    record: str = ""

    def holds(self, fact: Fact, early: str | None = None) -> bool:
        """Whether ``fact`` falls inside, or so little before it, and is not the fact that began it."""
        if fact.entry == self.begin.entry and fact.name == self.begin.name:
            return False
        in_time = same_day_or_after(fact, self.begin) or (
            early is not None and fact.at >= calendar.before(self.begin.at, durations.parse(early))
        )
        return in_time and (self.end is None or same_day_or_after(self.end, fact))

    def key(self, duty: str, name: object) -> str:
        """The key of an obligation in this span; spans after the first say which they are."""
        place = f"{self.begin.subject}:{self.record}" if self.record else self.begin.subject
        return f"{duty}:{place}:{name}" + (f":{self.number}" if self.number > 1 else "")


@dataclass(frozen=True, slots=True)
class RhythmTurn:
    """One interval of a rhythm: the n-th occurrence, counted from ``base`` at ``base_at``, by ``step``."""

    n: int
    base: Fact
    base_at: datetime
    step: Step
    first: bool = False
    until: str = ""

    def due_at(self, own: str) -> datetime:
        """The end of the interval: the day that the last one gave for its own end, the step's, or the home's own."""
        if self.until:
            return max(clock.end_of(date.fromisoformat(self.until)), self.base_at)
        return calendar.add(self.base_at, durations.parse(own or self.step.within))


def owed(duty: Duty, rule: Rhythm, known: FactIndex, names: why.Titles) -> Iterator[Obligation]:
    """What a rhythm asks of each subject, through each of its spans."""
    for subject in known.subjects(rule.begins):
        applies = applying.spans(duty, known, subject)
        for span in _spans_of(rule, subject, applies, known):
            yield from _through(duty, rule, span, applies, known, names)
    for begin in _taken_back(rule, known):
        applies = applying.spans(duty, known, begin.subject)
        if applying.holds(applies, begin.at):
            yield from _void(duty, rule, begin, known, names)


def _taken_back(rule: Rhythm, known: FactIndex) -> list[Fact]:
    """The last beginning of everybody (in each record) whose beginnings were all corrected away or withdrawn."""
    live = {_line(rule, fact) for fact in known.named(rule.begins)}
    last = {_line(rule, fact): fact for fact in known.ended(rule.begins) if _line(rule, fact) not in live}
    return list(last.values())


def _line(rule: Rhythm, fact: Fact) -> tuple[str, str]:
    """What the rhythm counts together: a subject, or one record about them."""
    return fact.subject, fact.record if rule.scope == "record" else ""


def _spans_of(rule: Rhythm, subject: str, applies: Spans | None, known: FactIndex) -> Iterator[LifeStretch]:
    """The stretches of one subject through which the duty runs and applies."""
    begins = _applied(known.about(rule.begins, subject), applies)
    ends = [fact for name in rule.ends for fact in known.about(name, subject)]
    ends += _status_ends(applies or ())
    resumes = known.about(rule.resumes, subject) if rule.resumes else []
    for record in dict.fromkeys(_line(rule, fact)[1] for fact in begins):
        here = [fact for fact in begins if _line(rule, fact)[1] == record]
        over = [fact for fact in ends if not record or fact.record == record or fact.name not in rule.ends]
        over = sorted(over, key=lambda f: (f.at, f.entry))
        for span in _stretches(here, [end for end in over if not _resumed(end, here, resumes)]):
            back = [r for end in over if (r := _resumed(end, here, resumes)) and span.begin.at <= r.at]
            if span.begin.elsewhere:  # what the home before left undone is this one's from the day the child came
                back += [r for r in resumes if r.at >= span.begin.at]
            back = sorted((r for r in back if span.end is None or r.at <= span.end.at), key=lambda f: (f.at, f.entry))
            yield replace(span, record=record, resumed=back[-1] if back else None)


def _status_ends(applies: Spans) -> list[Fact]:
    """The facts by which the duty ceased to apply, each at that moment. Time alone ends the last span, and needs none."""
    found: list[Fact] = []
    for n, span in enumerate(applies, 1):
        fact = span.ended_by or span.because
        if span.end is not None and fact and not (span.aged and n == len(applies)):
            found.append(replace(fact, at=span.end, day=False))
    return found


def _applied(begins: Sequence[Fact], applies: Spans | None) -> list[Fact]:
    """The beginnings at which the duty applied; one before it did counts from when it does."""
    if applies is None:
        return list(begins)
    found: list[Fact] = []
    for begin in begins:
        if begin.name == BORN or applying.holds(applies, begin.at):
            found.append(begin)
            continue
        later = next((span.start for span in applies if span.start > begin.at), None)
        if later is not None and later <= calendar.add(begin.at, durations.parse("20 years")):
            found.append(replace(begin, at=later, day=True))
    return sorted(found, key=lambda f: (f.at, f.known_at, f.entry))


def _resumed(end: Fact, begins: Sequence[Fact], resumes: Sequence[Fact]) -> Fact | None:
    """The fact after which what ``end`` ended goes on, if nothing began anew by then."""
    back = next((fact for fact in resumes if fact.at >= end.at), None)
    if back is None:
        return None
    last = calendar.day_of(back.at)
    anew = any(same_day_or_after(b, end) and calendar.day_of(b.at) <= last for b in begins)
    return None if anew else back


def _void(duty: Duty, rule: Rhythm, begin: Fact, known: FactIndex, names: why.Titles) -> Iterator[Obligation]:
    """The first interval after a beginning that was taken back: no longer owed, and not forgotten."""
    span = LifeStretch(begin, None, 1, record=_line(rule, begin)[1])
    turn = _first(duty, rule, span, [], known)
    if turn and begin.ended_at:
        said = why.of_gone(begin, names)
        yield replace(
            _obligation(duty, span, turn, None, known, names), void_at=max(begin.ended_at, turn.base_at), why=said
        )


def spans(begins: str, ends: Sequence[str], known: FactIndex) -> Iterator[LifeStretch]:
    """Every subject's stretches between a beginning and the end that follows it."""
    for subject in known.subjects(begins):
        yield from _stretches(known.about(begins, subject), _endings(ends, subject, known))


def _endings(ends: Sequence[str], subject: str, known: FactIndex) -> list[Fact]:
    return sorted((fact for name in ends for fact in known.about(name, subject)), key=lambda f: (f.at, f.entry))


def _stretches(begins: Sequence[Fact], ends: list[Fact]) -> list[LifeStretch]:
    """Beginnings and ends as stretches, in order; a beginning inside a running stretch is the same one."""
    spans: list[LifeStretch] = []
    left = list(ends)
    for begin in begins:
        last = spans[-1] if spans else None
        if last and (last.end is None or not same_day_or_after(begin, last.end)):
            continue
        left = [end for end in left if same_day_or_after(end, begin) and (last is None or end is not last.end)]
        spans.append(LifeStretch(begin, left[0] if left else None, len(spans) + 1))
    return spans


def _through(
    duty: Duty, rule: Rhythm, span: LifeStretch, applies: Spans | None, known: FactIndex, names: why.Titles
) -> Iterator[Obligation]:
    """Every interval of one span: those that an occurrence closed, and the one that is open while the duty applies."""
    counted = [fact for fact in known.about(rule.counted, span.begin.subject) if span.holds(fact, rule.early)]
    counted = [fact for fact in counted if not span.record or fact.record == span.record]
    turn = _first(duty, rule, span, counted, known)
    for fact in counted:
        if turn and not _before_records(turn, fact, span):
            yield _obligation(duty, span, turn, fact, known, names)
        turn = _next(rule, span, turn, fact, known)
    if turn:
        turn = _since_found(duty, turn, known)
        last = applies[-1] if applies else None
        over = applying.Ending(last.end, last.ended_by, aged=True) if last and last.aged and last.end else None
        if over is None or turn.base_at < over.at:
            yield _open(duty, span, turn, over, known, names)


def _open(
    duty: Duty, span: LifeStretch, turn: RhythmTurn, over: applying.Ending | None, known: FactIndex, names: why.Titles
) -> Obligation:
    """The interval that is open, with the birthday (``over``) that will end it."""
    one = _obligation(duty, span, turn, None, known, names)
    if span.resumed and turn.base_at < span.resumed.at and one.due_at < span.resumed.at:
        one = replace(one, due_at=clock.end_of(calendar.day_of(span.resumed.at)))
    if span.resumed and span.begin.elsewhere:
        one = replace(one, opened_at=max(one.opened_at, min(span.resumed.at, one.due_at)))
    return applying.ended(one, over, names)


def _since_found(duty: Duty, turn: RhythmTurn, known: FactIndex) -> RhythmTurn:
    """The open interval; counted from when the home came to have what it had lacked, if that was later."""
    found = clocks.found_again(duty, known)
    return replace(turn, base=found, base_at=found.at, first=True) if found and found.at > turn.base_at else turn


def _before_records(turn: RhythmTurn, fact: Fact, span: LifeStretch) -> bool:
    """Whether an interval was over, done or missed, before the home kept its records here."""
    known_at = span.begin.known_at
    return fact.carried or (fact.at < known_at and turn.due_at("") < known_at)


def _first(duty: Duty, rule: Rhythm, span: LifeStretch, counted: Sequence[Fact], known: FactIndex) -> RhythmTurn | None:
    """The first interval. When it was over before the home's records began, and they hold nothing from then,
    the rhythm is taken up where they begin, by the step for later occurrences. What is owed only once keeps the day
    that law or guidance gave it; what the home asks of itself once is asked from when its records begin."""
    begin = span.begin
    until = _until(rule, begin) if begin.name == rule.counted else ""
    turn = _turn(rule, span, RhythmTurn(1, begin, begin.at, rule.steps[0], first=True, until=until), known)
    if (
        turn is None
        or turn.step.not_before
        or turn.due_at("") >= begin.known_at
        or any(_before_records(turn, f, span) for f in counted)
    ):
        return turn
    later = 1 + max(step.nth or 0 for step in rule.steps)
    again = 1 if duty.weight == "custom" and all(step.nth for step in rule.steps) else later
    return _turn(rule, span, RhythmTurn(again, begin, begin.known_at, rule.steps[0], first=True), known) or turn


def _next(rule: Rhythm, span: LifeStretch, turn: RhythmTurn | None, fact: Fact, known: FactIndex) -> RhythmTurn | None:
    """The interval after ``fact``, which says itself which occurrence it was or is one more than the last."""
    n = turn.n if turn else 1
    if fact.value.isdigit():
        n = max(n, int(fact.value))
    return _turn(rule, span, RhythmTurn(n + 1, fact, fact.at, rule.steps[0], until=_until(rule, fact)), known)


def _until(rule: Rhythm, fact: Fact) -> str:
    """The day that what was counted gave for its own end, where the rule asks for one."""
    return fact.data.get(rule.until, "") if rule.until else ""


def _turn(rule: Rhythm, span: LifeStretch, turn: RhythmTurn, known: FactIndex) -> RhythmTurn | None:
    """``turn`` with the first step that fits it; nothing when none does and the rhythm is over."""
    for step in rule.steps:
        if _fits(step, turn, span, known):
            return replace(turn, step=step)
    return None


def _fits(step: Step, turn: RhythmTurn, span: LifeStretch, known: FactIndex) -> bool:
    subject = span.begin.subject
    if step.nth not in (None, turn.n):
        return False
    if step.age_under is not None and not _younger(subject, step.age_under, turn.base_at, known):
        return False
    if step.placed_under and turn.base_at > calendar.add(span.begin.at, durations.parse(step.placed_under)):
        return False
    if step.when and not known.holds(step.when, subject, turn.base_at):
        return False
    return not (step.unless and known.holds(step.unless, subject, turn.base_at))


def _younger(subject: str, years: int, at: datetime, known: FactIndex) -> bool:
    born = known.about("child.born", subject)
    return bool(born) and english.age(calendar.day_of(born[-1].at), calendar.day_of(at)) < years


def _no_sooner(step: Step, span: LifeStretch, due_at: datetime, known: FactIndex) -> datetime:
    """``due_at``, or the end of the day on which the child came to be known here, where the step asks for that: nobody
    answers for a child whom nobody here knew."""
    if not step.not_before:
        return due_at
    told = known.about(step.not_before, span.begin.subject)
    return max(due_at, clock.end_of(calendar.day_of(told[0].known_at)) if told else span.begin.at)


def _known_since(turn: RhythmTurn, span: LifeStretch, known: FactIndex) -> datetime:
    """When the turn began, or when somebody here came to know the child, if that was later."""
    told = known.about(turn.step.not_before, span.begin.subject) if turn.step.not_before else []
    return max(told[0].known_at, turn.base_at) if told else turn.base_at


def _within_age(step: Step, span: LifeStretch, due_at: datetime, known: FactIndex) -> datetime:
    """``due_at``, or the last moment before the birthday with which the step ends, if that is sooner."""
    born = known.about("child.born", span.begin.subject)
    if step.by_age is None or not born:
        return due_at
    end = birthday(calendar.day_of(born[-1].at), step.by_age) - timedelta(seconds=1)
    return max(min(due_at, end), span.begin.at)


def _moved(duty: Duty, span: LifeStretch, turn: RhythmTurn, known: FactIndex) -> Fact | None:
    """The last fact that put off the end of this turn, if the duty may be put off and it was."""
    name = duty.rhythm.moved_by if duty.rhythm else None
    told = known.about(name, span.begin.subject) if name else []
    return next((fact for fact in reversed(told) if fact.data.get("due") and fact.at >= turn.base_at), None)


def _obligation(
    duty: Duty, span: LifeStretch, turn: RhythmTurn, met: Fact | None, known: FactIndex, names: why.Titles
) -> Obligation:
    met_at = max(met.at, turn.base_at) if met else None
    own = clocks.own_interval(duty, known, met_at)
    due_at = _within_age(turn.step, span, _no_sooner(turn.step, span, turn.due_at(own), known), known)
    within = "" if turn.until else own or turn.step.within
    said = why.of_turn(turn.base, turn.base_at, due_at, within, own, names, first=turn.first)
    if moved := _moved(duty, span, turn, known):
        due_at = max(clock.end_of(date.fromisoformat(moved.data["due"])), turn.base_at)
        said = why.of_deferral(said, moved, due_at)
    ended = (span.end or clocks.lacking(duty, known)) if met is None else None
    notice = durations.parse(turn.step.notice) if turn.step.notice else None
    return Obligation(
        key=span.key(duty.id, turn.n),
        duty=duty.id,
        subject=span.begin.subject,
        record=turn.base.record,
        started_by=turn.base.entry,
        opened_at=calendar.in_sight(_known_since(turn, span, known), due_at, notice, met_at),
        due_at=due_at,
        target=False,
        why=why.of_end(said, ended, names) if ended else said,
        met_at=met_at,
        met_by=met.entry if met else "",
        void_at=max(ended.at, turn.base_at) if ended else None,
        ended_by=ended.entry if ended else "",
    )
