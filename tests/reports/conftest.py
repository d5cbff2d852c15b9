"""October at Larch House: a little of everything that a month's report tells."""

from datetime import UTC, datetime

import pytest

from ninefold import lawbook
from ninefold.ledger.models import Entry
from ninefold.people.access import Viewer
from ninefold.reports import outlines
from ninefold.reports.blocks import Report
from ninefold.reports.period import Period
from tests import signing
from tests.factories import House, write

OCTOBER = Period.read("2026-10")
NOVEMBER = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
NASTY = 'Jay said #emph[go] $x$ `r` *b* <b>bold</b> "q" & \\ // https://x.test {{ y }} {% z %}'


def at(day: int, hour: int = 12, month: int = 10) -> datetime:
    """A moment of October 2026, or of another month."""
    return datetime(2026, month, day, hour, tzinfo=UTC)


def person(one: object) -> dict[str, str]:
    """Somebody as a story mentions them."""
    return {"who": one.id, "kind": one.kind, "name": one.name}  # type: ignore[attr-defined]


def hold(there: House, day: int, written: datetime | None = None) -> Entry:
    """Jay is held."""
    content = {
        "kind": "restraint",
        "lead_up": ["A call ended badly."],
        "began_at": f"2026-10-{day:02}T12:00:00Z",
        "where": "Lounge",
        "story": [person(there.jay), " swung a chair; we held him standing."],
        "hold": "standing",
        "why_needed": ["injury-other"],
        "minutes": 3,
        "ways_tried": [
            {"step": "Walk to the shop: slowly", "outcome": "helped", "note": ""},
            {"step": "Music", "outcome": "no", "note": ""},
            {"step": "Blanket den", "outcome": "not-tried", "note": ""},
        ],
        "used_by": [person(there.dana)],
        "effect": ["He said let go, and we did."],
        "injured": False,
        "childs_view": [NASTY],
    }
    return write(there, "measure", content, about=[there.jay], at=at(day), written=written)


def made(viewer: Viewer, period: Period = OCTOBER, outline: str = "month", **more: object) -> Report:
    """A report of the library's, as ``viewer`` may see it."""
    return outlines.report(viewer, lawbook.current().reports[outline], period, **more)  # type: ignore[arg-type]


@pytest.fixture
def october(house: House) -> House:
    """Larch House after a month of life."""
    for day in (1, 2, 3, 20):
        both = {
            "mood": {house.jay.id: 4, house.kit.id: 3},
            "story": [person(house.jay), " and ", person(house.kit), " baked."],
        }
        write(house, "daily-note", both, about=[house.jay, house.kit], at=at(day, 19))
    write(
        house,
        "daily-note",
        {"story": ["A quiet day."], "voice": ["I liked the soup."], "good_thing": "Soup"},
        about=[house.kit],
        at=at(5),
    )
    hold(house, 6, written=at(9))
    held = hold(house, 21)
    check = {"spoke_to": [person(house.dana)], "accurate": True, "lawful": True, "learnt": ["Be near after calls."]}
    write(
        house,
        "measure",
        check,
        stage="manager-check",
        record=held.record_id,
        by=house.helen,
        about=[house.jay],
        at=at(22),
    )
    ask = {"wish": "A proper easel", "who_answers": person(house.helen)}
    write(house, "wish", ask, stage="ask", about=[house.kit], at=at(7))
    for day, month in ((20, 9), (3, 10)):
        before = {"what": "supervision", "on": f"2026-{month:02}-{day:02}"}
        write(house, "brought-forward", before, by=house.helen, about=[house.sam], at=at(6))
    talked = {"held_on": "2026-10-12", "story": ["What went well."]}
    write(house, "supervision", talked, by=house.helen, about=[house.dana], at=at(12))
    taken_back = write(house, "daily-note", {"story": ["Wrong child."]}, about=[house.kit], at=at(8))
    signing.withdraw(
        home=house.home,
        entry=taken_back,
        because="Wrong child.",
        author=house.dana.id,
        role="support-worker",
        written_at=at(8, 13),
        received_at=at(8, 13),
    )
    return house


@pytest.fixture
def helen(october: House) -> Viewer:
    """The manager, on the second of November."""
    return october.viewer(october.helen, now=NOVEMBER)


@pytest.fixture
def pack(helen: Viewer) -> Report:
    """October's evidence pack."""
    return made(helen)
