"""A child of a simulated home, as its story knows them."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from ninefold.ops.mentions import Reference
from ninefold.ops.pen import Hand


@dataclass
class SoFar:
    """What happened to a child since somebody last summed up."""

    school: Counter[str] = field(default_factory=Counter)
    family: list[str] = field(default_factory=list)
    missed: int = 0
    good: list[str] = field(default_factory=list)
    hard: list[str] = field(default_factory=list)
    ill: int = 0
    wishes: list[str] = field(default_factory=list)


@dataclass
class Kid:
    """A child who lives here, as the story knows them. ``card`` is their entry in the cast."""

    ref: Reference
    card: dict[str, Any]
    born: date
    key: Hand
    family: list[tuple[Reference, str]]
    social_worker: Reference
    since: date
    authority: str
    looked_after: date
    legal: str = ""
    reviews: int = 0
    last_health: date | None = None
    arcs: list[str] = field(default_factory=list)
    next_beat: date = date.min
    mates: list[str] = field(default_factory=list)
    teachers: list[str] = field(default_factory=list)
    shelf: list[Any] = field(default_factory=list)  # their medicines (medicines.Supply)
    purse: int = 0  # pence kept for them
    has_book: bool = False  # whether some money of theirs was ever kept
    plans: dict[str, str] = field(default_factory=dict)
    last_key_work: date = date.min
    mood: float = 3.5
    school: Any = None  # a stretch of days on which they are not at school as others are
    school_records: dict[str, str] = field(default_factory=dict)
    terms_until: date = date.min
    code: str = "weekend"  # where they are today, as the school's register says it, or: weekend, holiday
    ill_until: date = date.min
    gone_since: datetime | None = None  # missing, from when
    seen_last: datetime | None = None  # when they were seen last, before they are missing
    woke: str = ""  # what the night had for them, for whoever takes over
    today: dict[str, str] = field(
        default_factory=dict
    )  # what is the same in everything that is written about their day
    today_is: date = date.min
    hard_until: date = date.min  # a stretch in which things go wrong more often
    promised: str = ""  # what the next shift has to keep
    week: SoFar = field(default_factory=SoFar)
    month: SoFar = field(default_factory=SoFar)
    hard_day: date = date.min  # the last day on which something hard happened
    back_on: date = date.min  # the day after they were missing
    looked_in: bool = False  # whether their plan asks for a look in the night

    @property
    def name(self) -> str:
        """What they are called."""
        return self.ref["name"]

    def away(self, now: datetime) -> bool:
        """Whether they are missing, or on their way to be."""
        return bool(self.gone_since or (self.seen_last and self.seen_last <= now))

    def note(self, what: str, detail: str = "") -> None:
        """Keep something of the day in mind for the week and the month."""
        for one in (self.week, self.month):
            if what == "school":
                one.school[detail] += 1
            elif what in ("ill", "missed"):
                setattr(one, what, getattr(one, what) + 1)
            else:
                getattr(one, what).append(detail)

    def age(self, day: date) -> int:
        """Years on ``day``."""
        return day.year - self.born.year - ((day.month, day.day) < (self.born.month, self.born.day))
