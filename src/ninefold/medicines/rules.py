"""Why a dose must not be given, or not yet. Pure: a dose, what stands on the chart, and what was given before.

Reckoned between moments in UTC, never by the day or by the clock on the wall: midnight ends no limit, and the hour that
comes twice is two hours. Both rules of an as-needed medicine must hold, and the later time is the one that is told.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from ninefold.base import clock
from ninefold.base.english import counted, listed
from ninefold.medicines.names import Amount, Key, same, spoken

TWICE = timedelta(minutes=45)  # two doses of one medicine so close are one written twice, or one too many
EARLY = timedelta(hours=2)  # how long before its time a regular dose may be given
DAY = timedelta(hours=24)
COUNTED = ("", "tablet", "capsule", "sachet", "patch")  # what comes in and is given in the same units


@dataclass(frozen=True, slots=True)
class ChartLine:
    """A medicine as it stands on a child's chart, or on the home's list of remedies (``remedy``).

    ``amount`` is one dose and ``most`` the most at once, both in ``unit``; ``gap`` the least time between two doses,
    ``in_a_day`` the most doses in any 24 hours. ``by_label`` marks what came in with a box and was not charted: its
    limits are not known. Days include both ends.
    """

    name: str
    key: Key
    unit: str = ""
    amount: Decimal | None = None
    as_needed: bool = False
    times: tuple[time, ...] = ()
    most: Decimal | None = None
    gap: timedelta | None = None
    in_a_day: int | None = None
    begins: date | None = None
    ends: date | None = None
    stopped: date | None = None
    controlled: bool = False
    by_label: bool = False
    remedy: bool = False
    from_age: int | None = None
    for_what: str = ""
    record: str = ""


@dataclass(frozen=True, slots=True)
class Dose:
    """A dose that was taken, or is to be. ``by`` is the name of who gave it."""

    at: datetime
    name: str
    key: Key
    amount: Amount | None = None
    by: str = ""
    record: str = ""


@dataclass(frozen=True, slots=True)
class MedicineChart:
    """What is known of one child: their medicines, the doses they took, what they cannot have, and what is left.

    ``allergies`` are pairs of what it is and why this medicine is of it. ``consent`` says whether anybody with the right
    has agreed to remedies without prescription; None when nobody was asked. ``left`` is what the book says is left of a
    medicine, and None where nothing ever came in or was counted.
    """

    child: str
    lines: Sequence[ChartLine] = ()
    remedies: Sequence[ChartLine] = ()
    doses: Sequence[Dose] = ()
    allergies: Sequence[tuple[str, str]] = ()
    consent: bool | None = None
    age: int | None = None
    left: dict[Key, Decimal] = field(default_factory=dict)

    def line(self, key: Key, on: date | None = None) -> ChartLine | None:
        """The line that stands for a medicine: one in force on the day before one that is over, one charted before a label."""
        own = [one for one in (*self.lines, *self.remedies) if same(one.key, key)]
        own.sort(
            key=lambda one: (bool(on and outside(one, on)), one.remedy, one.by_label, one.key.strength != key.strength)
        )
        return own[0] if own else None


@dataclass(frozen=True, slots=True)
class Why:
    """Why a dose is stopped: what kind of reason, as the library names it, a sentence, and from when it may be given."""

    kind: str
    sentence: str
    allowed_from: datetime | None = None


def judge(dose: Dose, chart: MedicineChart) -> list[Why]:
    """Everything that speaks against giving ``dose``; nothing when it may be given."""
    line = chart.line(dose.key, clock.local(dose.at).date())
    reasons = [
        Why(
            "allergy",
            f"{chart.child} must not have this: an allergy to {known} is written down{_kin(known, why, dose)}.",
        )
        for known, why in chart.allergies
    ]
    if line is None:
        return [*reasons, _not_charted(dose, chart)]
    reasons += _days(dose, line, chart.child)
    if line.remedy:
        reasons += _remedy(line, chart)
    reasons += _amount(dose, line)
    before = sorted((one for one in chart.doses if _counts(one, line)), key=lambda one: one.at)
    reasons += _times(dose, line, before, chart)
    reasons += _stock(dose, line, chart)
    return reasons


def _counts(dose: Dose, line: ChartLine) -> bool:
    """Whether an earlier dose counts for a line: of the same substance as needed, of the very strength at fixed times.

    A child may have two strengths of one medicine at one hour; of what is given as needed, all of it counts together.
    """
    return same(dose.key, line.key) if line.times and not line.as_needed else dose.key.substance == line.key.substance


def outside(line: ChartLine, on: date) -> bool:
    """Whether a medicine is not to be given on a day: before its first, after its last, or since it was stopped."""
    over = min((day for day in (line.ends, line.stopped) if day), default=None)
    return bool((line.begins and on < line.begins) or (over and on > over))


def earliest(line: ChartLine, doses: Sequence[Dose], after: datetime) -> datetime:
    """From when the next dose may be given: ``after``, or later when gap or number in 24 hours say so."""
    own = sorted((one.at for one in doses if one.key.substance == line.key.substance and one.at <= after), reverse=True)
    allowed = after
    if own and line.gap:
        allowed = max(allowed, own[0] + line.gap)
    if line.in_a_day and len(own) >= line.in_a_day:
        allowed = max(allowed, own[line.in_a_day - 1] + DAY)
    return allowed


def slot(line: ChartLine, at: datetime) -> datetime | None:
    """The time of the chart that a dose at this moment is nearest to; None where the chart gives no times."""
    day = clock.local(at).date()
    near = [
        clock.from_local(datetime.combine(day + timedelta(days=days), one)) for days in (-1, 0, 1) for one in line.times
    ]
    return min(near, key=lambda one: abs(one - at), default=None)


def _kin(known: str, why: str, dose: Dose) -> str:
    return f", and {dose.name} is of that family ({why})" if why.casefold() not in known.casefold() else ""


def _not_charted(dose: Dose, chart: MedicineChart) -> Why:
    other = [one for one in chart.lines if one.key.substance == dose.key.substance and not one.by_label]
    if other:
        strengths = listed([one.name for one in other])
        return Why("not-charted", f"{chart.child}'s chart has {strengths}, not {dose.name}. Is it the right strength?")
    names = [one.name for one in chart.lines]
    theirs = f"On it: {listed(names)}." if names else "Nothing is on it yet."
    return Why(
        "not-charted", f"{dose.name} is not on {chart.child}'s chart, and not a remedy that the home keeps. {theirs}"
    )


def _days(dose: Dose, line: ChartLine, child: str) -> Iterable[Why]:
    on = clock.local(dose.at).date()
    if line.begins and on < line.begins:
        yield Why("ended", f"{line.name} is to be given from {_day(line.begins)}, not before.")
    if line.stopped and on > line.stopped:
        yield Why("ended", f"{line.name} was stopped on {_day(line.stopped)}.")
    elif line.ends and on > line.ends:
        yield Why("ended", f"{line.name} was to be given until {_day(line.ends)}, and that is past.")


def _remedy(line: ChartLine, chart: MedicineChart) -> Iterable[Why]:
    if not chart.consent:
        agreed = "Nobody with parental responsibility has agreed" if chart.consent is None else "It was not agreed"
        yield Why("consent", f"{agreed} to remedies without prescription for {chart.child}.")
    if line.from_age is not None and chart.age is not None and chart.age < line.from_age:
        yield Why(
            "consent", f"The home's list has {line.name} from {line.from_age} years. {chart.child} is {chart.age}."
        )


def _amount(dose: Dose, line: ChartLine) -> Iterable[Why]:
    most = line.most if line.most is not None else line.amount
    if most is None:
        return
    if dose.amount is None:
        yield Why("amount", f"Say how much in figures, as it stands on the chart: {spoken(most, line.unit)}.")
    elif dose.amount.unit and line.unit and dose.amount.unit != line.unit:
        given = spoken(dose.amount.number, dose.amount.unit)
        yield Why("amount", f"The chart has {line.name} in {_many(line.unit)}, and this says {given}.")
    elif dose.amount.number > most:
        given = spoken(dose.amount.number, line.unit or dose.amount.unit)
        yield Why("most", f"{given} is more than may be given at once: {spoken(most, line.unit)} of {line.name}.")
    elif dose.amount.number <= 0:
        yield Why("amount", "That is no dose. How much was it?")


def _times(dose: Dose, line: ChartLine, before: Sequence[Dose], chart: MedicineChart) -> Iterable[Why]:
    near = next((one for one in before if abs(one.at - dose.at) < TWICE), None)
    if near:
        allowed = earliest(line, before, near.at)
        later = (
            f" The next may be given {_at(allowed, dose.at, 'from')}." if allowed > near.at and not line.times else ""
        )
        yield Why(
            "twice", f"{_had(chart.child, near, dose.at)}. This would be the same medicine twice.{later}", allowed
        )
        return
    if line.as_needed or not line.times:
        yield from _limits(dose, line, before, chart)
    else:
        yield from _regular(dose, line, before, chart)


def _limits(dose: Dose, line: ChartLine, before: Sequence[Dose], chart: MedicineChart) -> Iterable[Why]:
    """Gap and number in 24 hours, looked at in both directions: a dose may be written down after a later one."""
    if line.gap:
        for one in before:
            if abs(one.at - dose.at) < line.gap:
                allowed = earliest(line, [other for other in before if other.at <= dose.at], dose.at)
                later = f"It may be given {_at(allowed, dose.at, 'from')}." if one.at <= dose.at else ""
                yield Why(
                    "too-soon",
                    f"Too soon. {_had(chart.child, one, dose.at)}. {_hours(line.gap)} at least must lie between two doses. {later}".rstrip(),
                    allowed,
                )
                break
    if line.in_a_day is not None:
        moments = sorted([*(one.at for one in before), dose.at])
        fullest = max(
            sum(1 for other in moments if one <= other < one + DAY) for one in moments if one <= dose.at < one + DAY
        )
        if fullest > line.in_a_day:
            allowed = earliest(line, before, dose.at)
            last = max((one for one in before if one.at <= dose.at), key=lambda one: one.at, default=None)
            had = f" {_had(chart.child, last, dose.at)}." if last else ""
            later = f" The next may be given {_at(allowed, dose.at, 'from')}." if allowed > dose.at else ""
            yield Why(
                "most",
                f"That would be {counted(fullest, 'dose')} in 24 hours, and {line.in_a_day} of {line.name} is the most.{had}{later}",
                allowed,
            )


def _regular(dose: Dose, line: ChartLine, before: Sequence[Dose], chart: MedicineChart) -> Iterable[Why]:
    due = slot(line, dose.at)
    if due is None:
        return
    given = next((one for one in before if slot(line, one.at) == due), None)
    if given:
        following = min((one for one in _slots(line, due) if one > due), default=None)
        later = f" The next is due {_at(following, dose.at, 'at')}." if following else ""
        yield Why("twice", f"The dose of {clock.wall_time(due)} was given. {_had(chart.child, given, dose.at)}.{later}")
    elif due - dose.at > EARLY:
        yield Why(
            "too-soon",
            f"Too soon. {line.name} is due {_at(due, dose.at, 'at')}. It may be given {_at(due - EARLY, dose.at, 'from')}.",
            due - EARLY,
        )


def _slots(line: ChartLine, near: datetime) -> list[datetime]:
    day = clock.local(near).date()
    return [clock.from_local(datetime.combine(day + timedelta(days=n), one)) for n in (0, 1) for one in line.times]


def _stock(dose: Dose, line: ChartLine, chart: MedicineChart) -> Iterable[Why]:
    left = chart.left.get(line.key)
    if line.by_label and dose.amount and dose.amount.unit not in COUNTED:
        return  # what came in was counted in inhalers or bottles
    if left is None or dose.amount is None or (dose.amount.unit and line.unit and dose.amount.unit != line.unit):
        return
    if dose.amount.number > left:
        there = f"{spoken(left, line.unit)} left" if left > 0 else "nothing left"
        yield Why("stock", f"By the book there is {there} of {line.name}. Count it, or write down what came in, first.")


def _had(child: str, dose: Dose, now: datetime) -> str:
    """The fact that a stop rests on: what was taken, when, and who gave it."""
    much = f" ({spoken(dose.amount.number, dose.amount.unit)})" if dose.amount else ""
    by = f", from {dose.by}" if dose.by else ""
    return f"{child} had {dose.name}{much} {_at(dose.at, now, 'at')}{by}"


def _at(moment: datetime, now: datetime, word: str) -> str:
    """A moment as it is said beside another: "at 20:05", "from 02:10 on Tuesday 1 December"."""
    wall, today = clock.local(moment), clock.local(now)
    day = "" if wall.date() == today.date() else f" on {wall:%A} {wall.day} {wall:%B}"
    return f"{word} {clock.wall_time(moment)}{day}"


def _hours(span: timedelta) -> str:
    minutes = int(span.total_seconds() // 60)
    hours, rest = divmod(minutes, 60)
    parts = [counted(hours, "hour")] if hours else []
    return " and ".join([*parts, *([counted(rest, "minute")] if rest else [])])


def _many(unit: str) -> str:
    return unit if unit in ("ml", "mg", "g") else "patches" if unit == "patch" else f"{unit}s"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
