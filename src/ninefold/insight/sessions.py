"""Half days at school: what each word of the register means, how they are laid out in weeks, how they are counted. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from ninefold.duties import calendar

THERE, AWAY, APART = "there", "away", ""  # learning; not learning though school was on; no school


@dataclass(frozen=True, slots=True)
class Code:
    """An answer of the register: its letter and its word in the calendar, and how it counts."""

    letter: str
    word: str
    counts: str


# By the options of the record type ``attendance``. Who learns somewhere else, or works, has not missed anything.
CODES = {
    "present": Code("P", "there", THERE),
    "late": Code("L", "late", THERE),
    "elsewhere": Code("E", "elsewhere", THERE),
    "work": Code("W", "at work", THERE),
    "ill": Code("I", "ill", AWAY),
    "appointment": Code("M", "appointment", AWAY),
    "authorised": Code("A", "given leave", AWAY),
    "unauthorised": Code("N", "no leave", AWAY),
    "refused": Code("F", "not able", AWAY),
    "excluded": Code("S", "suspended", AWAY),
    "reduced": Code("R", "reduced", AWAY),
    "no-place": Code("X", "no place", AWAY),
    "no-school": Code("0", "no school", APART),
}


@dataclass(frozen=True, slots=True)
class Half:
    """A morning or an afternoon as it was written, and the record it stands in."""

    code: Code
    record: str


@dataclass(frozen=True, slots=True)
class Halves:
    """A day as it was written: both halves, and why somebody was away if that was said."""

    morning: Half
    afternoon: Half
    reason: str = ""

    @property
    def both(self) -> tuple[Half, Half]:
        """Morning and afternoon."""
        return self.morning, self.afternoon


@dataclass(frozen=True, slots=True)
class NamedDays:
    """Days from the first to the last, and what they are called."""

    first: date
    last: date
    name: str = ""

    def holds(self, day: date) -> bool:
        """Whether ``day`` lies in it."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class SchoolCalendar:
    """What lies around a child's school days: terms, holidays within them, closed days, marks, and since when they live here."""

    terms: tuple[NamedDays, ...] = ()
    half_terms: tuple[NamedDays, ...] = ()
    closed: dict[date, str] = field(default_factory=dict)
    marks: tuple[NamedDays, ...] = ()
    here: NamedDays | None = None

    def term_of(self, day: date) -> NamedDays | None:
        """The term that holds ``day``; in a holiday the one before, else the first to come."""
        begun = [term for term in self.terms if term.first <= day]
        return max(begun, key=lambda term: term.first) if begun else self.terms[0] if self.terms else None

    def before(self, term: NamedDays) -> NamedDays | None:
        """The term before ``term``."""
        earlier = [one for one in self.terms if one.last < term.first]
        return max(earlier, key=lambda one: one.first) if earlier else None

    def off(self, day: date) -> str:
        """Why there is no school on ``day``; nothing on a school day, and where no term dates are known."""
        if day in self.closed:
            return self.closed[day] or "school closed"
        if holiday := calendar.bank_holiday(day):
            return holiday.removesuffix(" (observed)")
        if any(span.holds(day) for span in self.half_terms):
            return "half-term"
        known = self.terms and self.terms[0].first <= day <= self.terms[-1].last
        return "holiday" if known and not any(term.holds(day) for term in self.terms) else ""

    def expects(self, day: date) -> bool:
        """Whether there is school for the child on ``day``, as far as the home has said."""
        lives = self.here is None or self.here.holds(day)
        weekday = day.weekday() < calendar.SATURDAY
        return weekday and lives and any(t.holds(day) for t in self.terms) and not self.off(day)

    def marked(self, day: date) -> list[str]:
        """What else is true of ``day``: a suspension, a reduced timetable, no place at school."""
        return [span.name for span in self.marks if span.holds(day)]


@dataclass(frozen=True, slots=True)
class HalfDays:
    """Half days counted: at lessons, away, the days on which no lesson was had, and school days not written down."""

    there: int = 0
    away: int = 0
    days_without: int = 0
    unwritten: int = 0

    @property
    def possible(self) -> int:
        """Half days on which there was something to go to."""
        return self.there + self.away

    @property
    def percent(self) -> int | None:
        """Of a hundred half days so many at lessons, never rounded up; nothing when there were none."""
        return self.there * 100 // self.possible if self.possible else None


@dataclass(frozen=True, slots=True)
class SchoolDay:
    """A weekday in the calendar: what was written, or why there is nothing."""

    on: date
    inside: bool
    halves: Halves | None = None
    off: str = ""
    unwritten: bool = False
    marks: tuple[str, ...] = ()


Written = dict[date, Halves]


def tally(written: Written, frame: SchoolCalendar, over: NamedDays, today: date) -> HalfDays:
    """What was written in ``over``, counted; a day that has not come counts for nothing."""
    school = [halves for day, halves in written.items() if over.holds(day) and day.weekday() < calendar.SATURDAY]
    counts = [half.code.counts for halves in school for half in halves.both]
    without = sum(AWAY in kinds and THERE not in kinds for kinds in ({h.code.counts for h in d.both} for d in school))
    past = _days(over.first, min(over.last, today - timedelta(days=1)))
    missing = sum(frame.expects(day) and day not in written for day in past)
    return HalfDays(counts.count(THERE), counts.count(AWAY), without, missing)


def weeks(written: Written, frame: SchoolCalendar, over: NamedDays, today: date) -> list[list[SchoolDay]]:
    """Every week of ``over`` from Monday to Friday."""
    monday = over.first - timedelta(days=over.first.weekday())
    found = [
        [_day(written, frame, over, today, start + timedelta(days=n)) for n in range(calendar.SATURDAY)]
        for start in _days(monday, over.last)
        if start.weekday() == 0
    ]
    return [week for week in found if any(day.inside for day in week)]


def _day(written: Written, frame: SchoolCalendar, over: NamedDays, today: date, on: date) -> SchoolDay:
    if not over.holds(on):
        return SchoolDay(on, inside=False)
    halves = written.get(on)
    return SchoolDay(
        on=on,
        inside=True,
        halves=halves,
        off="" if halves else frame.off(on),
        unwritten=halves is None and on < today and frame.expects(on),
        marks=tuple(mark for mark in frame.marked(on) if halves is None or not _says(halves, mark)),
    )


def _says(halves: Halves, mark: str) -> bool:
    """Whether what was written says so already: "suspended", "reduced" of a reduced timetable."""
    return any(half.code.word in mark for half in halves.both)


def school_year(day: date) -> NamedDays:
    """The school year that holds ``day``: from 1 September to 31 August."""
    begins = date(day.year if day.month >= 9 else day.year - 1, 9, 1)
    return NamedDays(begins, date(begins.year + 1, 8, 31), f"{begins.year}/{(begins.year + 1) % 100:02}")


def months(over: NamedDays, until: date) -> list[NamedDays]:
    """The months of ``over`` that have begun by ``until``."""
    firsts = [day for day in _days(over.first.replace(day=1), min(over.last, until)) if day.day == 1]
    return [NamedDays(first, calendar.month_end(first), f"{first:%B}") for first in firsts]


def used(written: Iterable[Halves]) -> Sequence[Code]:
    """The codes that stand in the calendar, in their own order: its key."""
    seen = {half.code.letter for halves in written for half in halves.both}
    return [code for code in CODES.values() if code.letter in seen]


def _days(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))
