"""What this is, of which home and period, and by which state of the ledger."""

from ninefold.base import clock
from ninefold.base.english import long_day
from ninefold.reports.blocks import Block, KeyValues, Para, line
from ninefold.reports.frame import Frame
from ninefold.reports.scope import Scope

SUBJECTS = ("home", "child")
PARAMETERS: dict[str, str] = {}


def read(scope: Scope) -> None:
    """Nothing: the frame has it all."""


def draw(data: None, frame: Frame) -> list[Block]:
    """The particulars, and what the numbers and the hash are worth."""
    about = [("About", line(frame.names.of(frame.subject)))] if frame.subject else []
    rows = [
        ("Home", line(frame.home_name)),
        ("URN", line(frame.urn)),
        *about,
        (frame.period.noun.capitalize(), line(f"{long_day(frame.period.first)} to {long_day(frame.period.last)}")),
        ("Made", line(f"{long_day(frame.made_on)}, {clock.local(frame.made_at):%H:%M}{_unfinished(frame)}")),
        ("Holds", line(f"what {_somebody(frame)} may see")),
        ("Ledger", line(f"entry {frame.seq}, {frame.hash}")),
    ]
    return [KeyValues(tuple(rows)), Para(line(WORTH), quiet=True)]


WORTH = (
    "Every number here was counted from signed records and opens them on the page in Ninefold. "
    "The hash names the last entry of the home's ledger when this was made: if any entry before it were "
    "changed, it would no longer fit."
)


def _unfinished(frame: Frame) -> str:
    return "" if frame.finished else f"; the {frame.period.noun} is not over"


def _somebody(frame: Frame) -> str:
    """The role that the report was made for: "a registered manager", "an inspector"."""
    role = frame.library.words.roles.get(frame.role, frame.role.replace("-", " "))
    return f"{'an' if role[:1].lower() in 'aeiou' else 'a'} {role[:1].lower()}{role[1:]}"
