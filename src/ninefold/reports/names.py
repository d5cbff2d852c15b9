"""What people and days are called in a report: in full inside the home, initials in what leaves it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from ninefold.base import clock
from ninefold.base.english import counted, listed


@dataclass(frozen=True)
class Names:
    """Who is called what. ``write`` does the same to names within a story."""

    by_id: dict[str, str]
    initials: bool = False
    _known: re.Pattern[str] | None = field(default=None, init=False, repr=False)

    def __post_init__(self) -> None:
        words = sorted({name for name in self.by_id.values() if name}, key=len, reverse=True)
        pattern = re.compile(rf"@?\b({'|'.join(map(re.escape, words))})\b") if words else None
        object.__setattr__(self, "_known", pattern)

    def of(self, id: str) -> str:
        """What the person with this id is called here."""
        name = self.by_id.get(id, "")
        return initials(name) if self.initials else name

    def all(self, ids: Iterable[str]) -> str:
        """Several people, as one says it."""
        return listed([name for name in map(self.of, ids) if name])

    def write(self, text: str) -> str:
        """Text as this report may show it: without the sign that marks a person, with initials if it leaves the home."""
        if not self._known:
            return text
        return self._known.sub(lambda found: initials(found[1]) if self.initials else found[1], text)


def initials(name: str) -> str:
    """ "Jay" is "J.", "Dana Price" is "D. P."."""
    return " ".join(f"{word[0].upper()}." for word in name.split())


def short_day(on: date, year: int) -> str:
    """ "24 Oct"; another year than ``year`` is named."""
    return f"{on.day} {on:%b}" if on.year == year else f"{on.day} {on:%b} {on.year}"


def moment(at: datetime, year: int | None = None) -> str:
    """ "Sat 24 Oct 21:40", in London; another year than ``year`` is named."""
    wall = clock.local(at)
    named = f" {wall.year}" if year and wall.year != year else ""
    return f"{wall:%a} {wall.day} {wall:%b}{named} {clock.wall_time(at)}"


def by(at: datetime, year: int | None = None) -> str:
    """A limit: only its day when it ends with the day."""
    wall = clock.local(at)
    if (wall.hour, wall.minute) != (23, 59):
        return moment(at, year)
    return moment(at, year).removesuffix(" 23:59")


def length(span: timedelta) -> str:
    """A length of time in its largest whole unit: "40 minutes", "16 hours", "7 days"."""
    minutes = max(int(span.total_seconds()) // 60, 1)
    if minutes < 60:
        return counted(minutes, "minute")
    if minutes < 48 * 60:
        return counted(minutes // 60, "hour")
    return counted(minutes // (24 * 60), "day")
