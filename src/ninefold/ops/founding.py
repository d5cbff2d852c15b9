"""How a home begins: its rows, its first person, and the entries that say so, so that the chain covers both."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from ninefold.base import clock, ids
from ninefold.ledger import actions
from ninefold.ops.mentions import Reference
from ninefold.ops.pen import Hand, Pen
from ninefold.people import powers
from ninefold.people.models import Home, Provider

# Whoever runs the machine: no worker, and no account signs in as this.
MACHINE = Hand({"who": powers.MACHINE, "kind": "worker", "name": "The machine"}, powers.MACHINE)
STAFF = frozenset({"support-worker", "agency-worker", "senior", "deputy-manager", "registered-manager"})


@dataclass(frozen=True, slots=True)
class Leader:
    """The first person of a home. ``role`` is registered-manager or responsible-individual."""

    name: str
    role: str
    started_on: date
    first_managed_on: date | None = None
    care_role_since: date | None = None
    level5_on: date | None = None
    id: str = ""  # of somebody who is known to the provider already


def open_home(
    *,
    provider: str,
    urn: str,
    name: str,
    registered_on: date,
    places: int,
    ages: tuple[int, int],
    host_authority: str,
    leader: Leader,
    at: datetime,
) -> tuple[Home, Hand]:
    """Open a home with its first person, who signs its first entries. Call it inside a transaction."""
    owner = Provider.objects.filter(name=provider).first() or Provider.objects.create(id=ids.new(at), name=provider)
    home = Home.objects.create(
        id=ids.new(at),
        provider=owner,
        urn=urn,
        name=name,
        registered_on=registered_on,
        places=places,
        age_from=ages[0],
        age_to=ages[1],
        host_authority=host_authority,
    )
    first = Hand({"who": leader.id or ids.new(at), "kind": "worker", "name": leader.name.split()[0]}, leader.role)
    pen = Pen(partial(actions.append, home))
    pen.write(
        "home-registered",
        {
            "name": name,
            "urn": urn,
            "registered_on": registered_on.isoformat(),
            "places": places,
            "age_from": ages[0],
            "age_to": ages[1],
            "host_authority": host_authority,
        },
        by=first,
        at=at,
        written=at,
    )
    employ(pen, first, first, leader, at)
    return home, first


def employ(pen: Pen, by: Hand, whom: Hand, known: Leader, at: datetime) -> None:
    """Make a leader known and give them their role."""
    answers = {
        "name": known.name,
        "started_on": known.started_on.isoformat(),
        "care_role_since": known.care_role_since.isoformat() if known.care_role_since else None,
        "managed_since": known.first_managed_on.isoformat() if known.first_managed_on else None,
        "level5_on": known.level5_on.isoformat() if known.level5_on else None,
    }
    engage(pen, by, whom, answers, at)


def engage(pen: Pen, by: Hand, whom: Hand, details: dict[str, str | None], at: datetime) -> None:
    """Make a worker known with ``details`` and give them ``whom``'s role."""
    pen.write("worker-known", dict(details), by=by, at=at, written=at, about=[whom.ref])
    give_role(pen, by, whom, at)


def give_role(pen: Pen, by: Hand, whom: Hand, at: datetime) -> None:
    """Give ``whom`` their role. What ``by`` may not give (who watches the home), the machine's administrator gives.

    The first role of a home is its founder's own.
    """
    own = by.ref["who"] == whom.ref["who"]
    signs = by if own or whom.role in powers.given_by(by.role) else MACHINE
    pen.write("role-given", {"role": whom.role}, by=signs, at=at, written=at, about=[whom.ref])


def cleared_before(pen: Pen, by: Hand, whom: Hand, started_on: date, at: datetime) -> None:
    """Bring forward that somebody on the staff had every check a week before they began; a story says so, no real home."""
    if whom.role in STAFF:
        carry(pen, by, "recruitment", started_on - timedelta(days=7), at, whom.ref)


def carry(pen: Pen, by: Hand, what: str, on: date, at: datetime, about: Reference | None = None, **more: str) -> None:
    """Bring forward what was last done before the home kept its records here."""
    content = {"what": what, "on": on.isoformat(), **more}
    signs = MACHINE if about and about["who"] == by.ref["who"] else by  # nobody vouches for their own checks
    pen.write("brought-forward", content, by=signs, at=at, written=at, about=[about] if about else [])


def noon_before(day: date) -> datetime:
    """Twelve o'clock in London on the day before ``day``: when a story's setting is written down."""
    before = day - timedelta(days=1)
    return clock.from_local(datetime(before.year, before.month, before.day, 12))
