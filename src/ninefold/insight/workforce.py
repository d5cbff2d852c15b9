"""How the team is doing as a team: who came and went, days lost, what supervision is about, leaders' time with
children, and what children's lives ask of the adults against what they have learnt.

Everything is counted from facts. Nobody's own words are read; themes are shown only where several people stand behind.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation

from django.db.models import QuerySet

from ninefold import lawbook
from ninefold.base import clock, english
from ninefold.lawbook.model import FormField
from ninefold.ledger import books
from ninefold.ledger import queries as ledger
from ninefold.ledger.kept import until_signed
from ninefold.ledger.models import FactRow
from ninefold.people import queries as people
from ninefold.people.access import Viewer

YEAR, QUARTER, HALF_YEAR, MONTH = (timedelta(days=days) for days in (365, 91, 182, 28))
WEEKS = 6
ENOUGH, OFTEN = 4, 3  # supervisions behind the themes, and behind each, so that nobody can be told from them
# What happens in children's lives, and the course that it asks of the adults.
ASKS = (
    ("Self-harm", ("self-harm.happened",), "training.self-harm"),
    ("Going missing, or being exploited", ("missing.reported", "exploitation.screened"), "training.exploitation"),
    ("Being held or kept apart", ("measure.used",), "training.holds"),
    ("Harm and trouble online", ("online.happened",), "training.online-safety"),
    ("Accidents", ("accident.happened",), "training.first-aid"),
    ("Medicines given", ("dose.given",), "training.medicines"),
    ("Fire set", ("fire.set",), "training.fire"),
    ("Worries passed on", ("concern.raised",), "training.safeguarding"),
)


@dataclass(frozen=True, slots=True)
class TeamYear:
    """A year of the team: who was there at its end, who came, who went, and which share of the team that is."""

    title: str
    came: int
    went: int
    share: int | None


@dataclass(frozen=True, slots=True)
class Ask:
    """Something children's lives ask: how often it came up, and how many of the staff have learnt for it."""

    title: str
    times: int
    able: int
    staff: int

    @property
    def short(self) -> bool:
        """Whether it came up, and fewer than three in four have learnt for it."""
        return bool(self.times) and self.able * 4 < self.staff * 3


@dataclass(frozen=True, slots=True)
class LeadersWeek:
    """A week of leaders' time: the minutes each spent with children, as the rosters say."""

    first: datetime
    minutes: list[tuple[str, int]]

    @property
    def total(self) -> int:
        """Minutes of all of them."""
        return sum(minutes for _, minutes in self.minutes)


def staff(viewer: Viewer) -> list[str]:
    """The ids of everybody on the staff now."""
    roles = lawbook.current().roles_in(("staff",))
    return [role.worker_id for role in people.at_work(viewer) if role.name in roles]


@until_signed
def turnover(viewer: Viewer) -> list[TeamYear]:
    """The last year and the year before: who came, who went, and the share of the team that went."""
    here, found = len(staff(viewer)), []
    end = viewer.now
    for title in ("The last year", "The year before"):
        came = _between(viewer, ("worker.started",), end - YEAR, end).values("subject").distinct().count()
        went = _between(viewer, ("worker.left",), end - YEAR, end).values("subject").distinct().count()
        found.append(TeamYear(title, came, went, round(100 * went / here) if here else None))
        here, end = max(here - came + went, 0), end - YEAR
    return found


@until_signed
def reasons(viewer: Viewer) -> list[tuple[str, int]]:
    """Why people left in the last two years, the most frequent first."""
    asked = _question("exit-talk", "reason")
    values = _between(viewer, ("worker.leaving",), viewer.now - 2 * YEAR, viewer.now).values_list("value", flat=True)
    return [(asked.label_of(value), count) for value, count in Counter(values).most_common()]


@until_signed
def days_lost(viewer: Viewer) -> list[tuple[str, int]]:
    """Working days lost to absence in each of the last four quarters, the latest first."""
    found = []
    for number in range(4):
        end = viewer.now - number * QUARTER
        values = _between(viewer, ("absence.ended",), end - QUARTER, end).values_list("value", flat=True)
        found.append(
            (f"to {english.long_day(clock.local(end).date())}", round(sum(_number(value) for value in values)))
        )
    return found


@until_signed
def themes(viewer: Viewer) -> tuple[int, list[tuple[str, int]]]:
    """How many supervisions of the last quarter named a theme, and how often the frequent ones came up: no names, no words."""
    asked = _question("supervision", "themes")
    held = books.book(viewer, ["supervision"]).filter(happened_at__gt=viewer.now - QUARTER)
    said = [slot.content.get("themes", []) for slots in books.standing(viewer, held).values() for slot in slots[:1]]
    named = [one for one in said if one]
    counted = Counter(theme for one in named for theme in one)
    if len(named) < ENOUGH:
        return len(named), []
    return len(named), [(asked.label_of(theme), count) for theme, count in counted.most_common() if count >= OFTEN]


@until_signed
def leaders_time(viewer: Viewer) -> list[LeadersWeek]:
    """Minutes that each leader spent with children in each of the last weeks, the latest first."""
    monday = clock.start_of(clock.local(viewer.now).date() - timedelta(days=clock.local(viewer.now).weekday()))
    firsts = [monday - timedelta(weeks=number) for number in range(WEEKS)]
    stated = _between(viewer, ("leader.with-children",), firsts[-1], viewer.now)
    rows = list(stated.values_list("subject", "at", "value"))
    names = people.subject_names(viewer, {subject for subject, _, _ in rows})
    weeks = []
    for first in firsts:
        minutes: Counter[str] = Counter()
        for subject, at, value in rows:
            if first <= at < first + timedelta(weeks=1):
                minutes[names.get(subject, "")] += round(_number(value))
        weeks.append(LeadersWeek(first, sorted(minutes.items())))
    return weeks


@until_signed
def agency_share(viewer: Viewer) -> tuple[int, int]:
    """Of the shifts worked in the last four weeks: how many by somebody from an agency, and how many in all."""
    rows = _between(viewer, ("worker.on-shift",), viewer.now - MONTH, viewer.now).values_list("data", flat=True)
    shifts = list(rows)
    return sum('"agency": "yes"' in data for data in shifts), len(shifts)


@until_signed
def asks(viewer: Viewer) -> list[Ask]:
    """What children's lives asked of the adults in the last half-year, and how many of the staff have learnt for it."""
    here = staff(viewer)
    facts = tuple(name for _, names, _ in ASKS for name in names)
    times = Counter(_between(viewer, facts, viewer.now - HALF_YEAR, viewer.now).values_list("name", flat=True))
    able = _able(viewer, {course for _, _, course in ASKS}, here)
    return [Ask(title, sum(times[name] for name in names), able[course], len(here)) for title, names, course in ASKS]


def _able(viewer: Viewer, courses: Collection[str], workers: Collection[str]) -> Counter[str]:
    """How many of ``workers`` have done each of ``courses``, ever."""
    done = ledger.stated(viewer).filter(name__in=courses, subject__in=workers)
    return Counter(name for name, _ in set(done.values_list("name", "subject")))


def _between(viewer: Viewer, names: Collection[str], start: datetime, end: datetime) -> QuerySet[FactRow]:
    stated = ledger.stated(viewer).filter(name__in=names, carried=False)
    return stated.filter(at__gt=start, at__lte=end, known_at__lte=viewer.now)


def _question(type: str, field: str) -> FormField:
    stage = lawbook.current().records[type].stages[0]
    return next(one for one in stage.fields if one.id == field)


def _number(value: str) -> Decimal:
    try:
        return Decimal(value)
    except InvalidOperation:
        return Decimal(0)
