"""What a month's report is composed of: plain values, read by ``gather`` and by nothing else."""

from dataclasses import dataclass, field
from datetime import date, datetime

from ninefold.duties.obligation import State
from ninefold.evidence.months import Month
from ninefold.evidence.paragraphs import ParagraphEvidence
from ninefold.lawbook.model import Duty, Library
from ninefold.people.models import Home

# The kinds of record that a month's report tells one by one.
INCIDENT, MEASURE, MISSING, COMPLAINT = "incident", "measure", "missing-episode", "complaint"
ARRIVAL, LEAVING = "moved-in", "moved-out"
TOLD = (INCIDENT, MEASURE, MISSING, COMPLAINT, ARRIVAL, LEAVING)
# Facts that it counts.
WISH, MOOD, SUPERVISION, GOOD_THING = "wish.made", "mood.said", "supervision.held", "good-thing.noticed"
MOST_LISTED = 80
HELPED = "helped"


@dataclass(frozen=True, slots=True)
class Clock:
    """A duty that a record started, and what became of it. ``key`` is the obligation's."""

    key: str
    duty: str
    record: str
    subject: str
    opened_at: datetime
    due_at: datetime
    met_at: datetime | None
    state: State
    text: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Owed:
    """Obligations as a report lists them: the newest of them, oldest first, and how many there are of all."""

    listed: tuple[Clock, ...]
    done: int
    open: int

    @property
    def unlisted(self) -> int:
        """How many older ones are not listed."""
        return self.done + self.open - len(self.listed)


@dataclass(frozen=True, slots=True)
class Event:
    """A record told by itself: when, about whom, in a line, in the child's own words, with the clocks it started."""

    record: str
    type: str
    at: datetime
    written_at: datetime
    about: tuple[str, ...]
    headline: str
    voice: str
    stages: tuple[str, ...]
    clocks: tuple[Clock, ...] = ()
    values: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ChildHere:
    """A child who lived here in the month, and how often they were written about and heard."""

    id: str
    born_on: date
    authority: str
    came: date
    left: date | None
    key_worker: str
    records: int
    voiced: int
    last_heard: date | None


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who worked here in the month."""

    id: str
    role: str
    since: date
    supervisions: int
    last_supervised: date | None
    care_role_since: date | None
    level3_on: date | None
    managed_since: date | None
    level5_on: date | None


@dataclass(frozen=True, slots=True)
class Step:
    """Something that was tried to calm a child: in how many of the month's records, and in how many it helped."""

    child: str
    step: str
    tried: int
    helped: int


@dataclass(frozen=True, slots=True)
class Written:
    """How much was written in the month."""

    by_type: dict[str, tuple[int, int]]  # type: records, of them with a child's own words
    by_day: dict[date, int]
    by_hour: dict[tuple[int, int], int]  # (weekday, first of two hours): incidents and measures
    corrected: int
    withdrawn: int
    signed_late: int


@dataclass(frozen=True, slots=True)
class MonthData:
    """All that a month's report is composed of."""

    home: Home
    month: Month
    role: str
    made_at: datetime
    seq: int
    hash: str
    library: Library
    duties: dict[str, Duty]
    names: dict[str, str]
    children: tuple[ChildHere, ...]
    evidence: tuple[ParagraphEvidence, ...]
    events: dict[str, tuple[Event, ...]]
    wishes: Owed
    late: Owed
    staff: tuple[Colleague, ...]
    supervisions: int
    written: Written
    moods: tuple[tuple[date, str, float], ...]
    good_things: int
    steps: tuple[Step, ...]
