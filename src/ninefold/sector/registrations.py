"""When a home was on the register, from everything that files say of it. Pure: no database, no clock.

Each word about a day is a mark: there, or not there. Stronger words win over weaker ones about the same day:

4  a register of that day names the home, or is whole and does not
3  a list of joiners and leavers: a leaver was on the register when its time began, a joiner when it ended
2  such a list covers a time and does not name the home: so it ends that time as it began it
1  an inspection took place, or a file of inspections gives the state of registration
0  a day of registration

A home is on the register from the first mark that it is there, and off it from the first that it is not, or from the
day after a known closing between the two. An as-at file that lists only inspected homes says nothing of homes that were
not, and a later word that a home was there all the time wins over its absence from such a file.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

DAY = timedelta(days=1)
UNPUBLISHED = timedelta(days=120)  # a report without a day of publication is taken to be out after this long


@dataclass(frozen=True, slots=True)
class DayRegister:
    """A register of a day: whether it is whole, and the regions and kinds of home it speaks of."""

    day: date
    whole: bool
    regions: frozenset[str]
    homes: bool
    others: bool

    def covers(self, region: str, *, is_home: bool) -> bool:
        """Whether a provider of this region and kind would stand in it."""
        named = self.homes if is_home else self.others
        return named and (not region or not self.regions or region in self.regions)


@dataclass(frozen=True, slots=True)
class Moves:
    """The time that a list of joiners and leavers covers: from the end of ``since`` to the end of ``day``."""

    since: date
    day: date


@dataclass(slots=True)
class Evidence:
    """What files say of one provider's registration."""

    region: str = ""
    is_home: bool = False
    on_registers: dict[date, bool] = field(default_factory=dict)  # by the registers that name it
    moved: dict[date, tuple[date, bool, bool]] = field(default_factory=dict)  # list's day: since, joined, left
    states: dict[date, bool] = field(default_factory=dict)  # by files of inspections
    inspected: set[date] = field(default_factory=set)
    published: set[date] = field(default_factory=set)  # when reports of full inspections were out
    registered: set[date] = field(default_factory=set)
    closed: set[date] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class TimeOnRegister:
    """A time on the register: ``until`` is the first day off it, null while nothing says so."""

    since: date
    since_known: bool
    until: date | None
    until_known: bool


class _Marks:
    """The words about each day, the strongest of each."""

    def __init__(self) -> None:
        self.by_day: dict[date, tuple[int, bool]] = {}

    def add(self, day: date, there: bool, rank: int) -> None:
        """A word about a day. Of two equally strong ones, that the home is there counts."""
        before = self.by_day.get(day)
        if before is None or (rank, there) > before:
            self.by_day[day] = (rank, there)

    def strong(self, day: date) -> bool | None:
        """What is said of the day by a register or by a list of joiners and leavers."""
        found = self.by_day.get(day)
        return found[1] if found and found[0] >= 2 else None

    def seen_between(self, after: date, before: date) -> bool:
        """Whether the home was seen on a day strictly between the two; a day of registration alone is not enough."""
        return any(there and rank and after < day < before for day, (rank, there) in self.by_day.items())

    def there_after(self, day: date) -> bool:
        """Whether anything later says that the home was there."""
        return any(there and later > day for later, (_, there) in self.by_day.items())


def spans(evidence: Evidence, registers: Sequence[DayRegister], moves: Sequence[Moves]) -> list[TimeOnRegister]:
    """The times on the register that the evidence makes, oldest first."""
    marks = _Marks()
    _direct(marks, evidence)
    _absences(marks, evidence, registers)
    for _ in range(2):
        for period in (*moves, *reversed(moves)):
            _carry(marks, evidence, period)
    _weak_absences(marks, evidence, registers)
    return list(_walk(marks, evidence))


def _direct(marks: _Marks, evidence: Evidence) -> None:
    for day, there in evidence.on_registers.items():
        marks.add(day, there, 4)
    for day, (since, joined, left) in evidence.moved.items():
        marks.add(day, not left, 3)
        marks.add(since, not joined, 3)
        if joined and not any(since < registered <= day for registered in evidence.registered):
            marks.add(since + DAY, True, 0)
    for day, there in evidence.states.items():
        marks.add(day, there, 1)
    for day in evidence.inspected:
        marks.add(day, True, 1)
    for day in evidence.registered:
        marks.add(day, True, 0)


def _absences(marks: _Marks, evidence: Evidence, registers: Iterable[DayRegister]) -> None:
    """Absence from a whole register is that day's word."""
    for register in registers:
        unnamed = register.whole and register.day not in evidence.on_registers
        if unnamed and register.covers(evidence.region, is_home=evidence.is_home):
            marks.add(register.day, False, 4)


def _carry(marks: _Marks, evidence: Evidence, period: Moves) -> None:
    """A home that a list of joiners and leavers does not name ended its time as it began it."""
    if period.day in evidence.moved:
        return
    began, ended = marks.strong(period.since), marks.strong(period.day)
    if began is None and ended is not None:
        came_within = any(period.since < day <= period.day for day in evidence.registered)
        if (ended and not came_within) or (not ended and not marks.seen_between(period.since, period.day)):
            marks.add(period.since, ended, 2)
    elif ended is None and began is not None and (began or not marks.seen_between(period.since, period.day)):
        marks.add(period.day, began, 2)


def _weak_absences(marks: _Marks, evidence: Evidence, registers: Iterable[DayRegister]) -> None:
    """Absence from a list of inspected homes is a word only about a home whose report was out, and that never returns."""
    for register in registers:
        if register.whole or register.day in evidence.on_registers or register.day in marks.by_day:
            continue
        was_out = any(day <= register.day for day in evidence.published)
        if (
            was_out
            and register.covers(evidence.region, is_home=evidence.is_home)
            and not marks.there_after(register.day)
        ):
            marks.add(register.day, False, 1)


def _walk(marks: _Marks, evidence: Evidence) -> Iterable[TimeOnRegister]:
    since: date | None = None
    seen = gone = date.min
    seen_at_all = False
    for day, (rank, there) in sorted(marks.by_day.items()):
        if there:
            seen_at_all = seen_at_all or rank > 0
            if since is None:
                # One that was registered before a register left it out came onto it the day after.
                late = any(seen < registered <= gone for registered in evidence.registered)
                since = gone + DAY if late else day
            seen = day
        elif since is not None:
            until, known = _end(evidence.closed, seen, day)
            if (
                seen_at_all or known
            ):  # else a day of registration alone, which the register of the time did not bear out
                yield TimeOnRegister(since, since in evidence.registered, until, known)
            since, seen_at_all = None, False
        if not there:
            gone = day
    if since is not None:
        ends = [day for day in evidence.closed if day >= seen]
        yield TimeOnRegister(since, since in evidence.registered, min(ends) + DAY if ends else None, bool(ends))


def _end(closed: Iterable[date], seen: date, gone: date) -> tuple[date, bool]:
    """The first day off the register, last ``seen`` on it and known to be gone on a day; and whether that is exact."""
    between = [day for day in closed if seen <= day < gone]
    if between:
        return min(max(between) + DAY, gone), True
    if any(day < seen for day in closed):  # it had closed already when a register still named it
        return min(seen + DAY, gone), False
    return gone, gone in set(closed)
