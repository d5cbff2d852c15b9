"""All checks over one home, and what they found kept for as long as nothing changes."""

from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock

from ninefold import lawbook
from ninefold.insight.checks import (
    adults,
    health,
    house,
    limited,
    measures,
    medicine,
    missing,
    plans,
    school,
    voice,
    writing,
)
from ninefold.insight.checks.gather import gather
from ninefold.insight.checks.look import Look
from ninefold.insight.checks.registry import CHECKS
from ninefold.insight.findings import Finding
from ninefold.lawbook.books import Check
from ninefold.ledger import kept
from ninefold.ledger.models import Chain
from ninefold.medicines import halted
from ninefold.people.access import Viewer

MODULES = (
    adults,
    health,
    house,
    limited,
    measures,
    medicine,
    missing,
    plans,
    school,
    voice,
    writing,
)  # named, so that their checks are there
ORDER = {"first": 0, "next": 1, "last": 2}
MOST_KEPT = 64
MOST_OF_ONE = 25  # so many findings of one check are shown; more say the same thing


def look_again(look: Look) -> list[Finding]:
    """What the checks find, the most serious first, then in the order of the library."""
    found: list[Finding] = []
    for check in sorted(lawbook.current().checks.values(), key=lambda one: ORDER[one.rank]):
        found += run(check, look)
    return found


def run(check: Check, look: Look) -> list[Finding]:
    """What one check finds, each finding once, the latest first."""
    given = {name: look.facts(facts) for name, facts in check.facts.items()}
    made = (one if isinstance(one, Finding) else one.finding(check.id) for one in CHECKS[check.id](look, **given))
    return list({one.digest: one for one in made}.values())[: -MOST_OF_ONE - 1 : -1]


@dataclass
class _Kept:
    """What was found lately in this process: looking costs a tenth of a second, and between two entries nothing changes."""

    found: OrderedDict[tuple[str, ...], list[Finding]] = field(default_factory=OrderedDict)
    lock: Lock = field(default_factory=Lock)

    def get(self, key: tuple[str, ...]) -> list[Finding] | None:
        """What was found under this key, if it is still kept."""
        with self.lock:
            return self.found.get(key)

    def keep(self, key: tuple[str, ...], found: list[Finding]) -> None:
        """Keeps what was found, and lets the oldest go."""
        with self.lock:
            self.found[key] = found
            while len(self.found) > MOST_KEPT:
                self.found.popitem(last=False)


_exact, _lately = _Kept(), _Kept()


def findings(viewer: Viewer) -> list[Finding]:
    """What the checks find for the viewer. Looked for again when something was signed or stopped, and every hour."""
    hour = _hour(viewer)
    key = (*hour, kept.head(viewer) or str(_seq(viewer)), halted.mark(viewer.home))
    found = _exact.get(key)
    if found is None:
        found = look_again(gather(viewer))
        _exact.keep(key, found)
        _lately.keep(hour, found)
    return found


def _seq(viewer: Viewer) -> int:
    return Chain.objects.filter(home=viewer.home).values_list("seq", flat=True).first() or 0


def lately(viewer: Viewer) -> list[Finding]:
    """The same for a page that only counts: what was found within this hour will do."""
    found = _lately.get(_hour(viewer))
    return findings(viewer) if found is None else found


def _hour(viewer: Viewer) -> tuple[str, ...]:
    """Who looks at what in which hour, by which library."""
    return (viewer.home.pk, viewer.person, viewer.role, f"{viewer.now:%Y-%m-%dT%H}", lawbook.current().digest)
