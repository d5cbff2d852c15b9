"""Rewards beside consequences in a quarter, child by child and adult by adult: whether praise or losing things does the work."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from ninefold.ledger import queries as ledger
from ninefold.ledger.kept import until_signed
from ninefold.people import queries as people
from ninefold.people.access import Viewer

AGREED, GIVEN, MEASURE, BY = "reward.agreed", "reward.given", "measure.used", "measure.used-by"
CONSEQUENCE = "sanction"  # as the record of a measure calls one
QUARTER = timedelta(days=91)


@dataclass(frozen=True, slots=True)
class Balance:
    """Of one child or one adult: rewards agreed, rewards given, and consequences."""

    name: str
    agreed: int
    given: int
    consequences: int


@until_signed
def of_children(viewer: Viewer) -> list[Balance]:
    """Every child who lives here, by name."""
    here = {one.pk: one.name for one in people.living_here(viewer)}
    return _balances(here, _counted(viewer, "subject", {AGREED, GIVEN, MEASURE}))


@until_signed
def of_adults(viewer: Viewer) -> list[Balance]:
    """Everybody who agreed or gave a reward or used a consequence, by name: rewards are theirs who wrote them down."""
    times = _counted(viewer, "author", {AGREED, GIVEN}) + _counted(viewer, "subject", {BY})
    whose = {who for who, _ in times}
    named = people.subject_names(viewer, whose)
    return _balances({who: name for who, name in named.items() if who in whose}, times)


def _counted(viewer: Viewer, whose: str, facts: Collection[str]) -> Counter[tuple[str, str]]:
    """How often each fact was stated in the quarter, by whose it is. Of measures only consequences count."""
    rows = ledger.stated(viewer).filter(name__in=facts, carried=False, known_at__lte=viewer.now)
    rows = rows.filter(at__gt=viewer.now - QUARTER, at__lte=viewer.now)
    told = rows.values_list(whose, "name", "value")
    return Counter((who, name) for who, name, value in told if name not in (MEASURE, BY) or value == CONSEQUENCE)


def _balances(names: dict[str, str], times: Counter[tuple[str, str]]) -> list[Balance]:
    found = [
        Balance(name, times[who, AGREED], times[who, GIVEN], times[who, MEASURE] + times[who, BY])
        for who, name in names.items()
    ]
    return sorted(found, key=lambda one: one.name)
