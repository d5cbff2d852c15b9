"""Which three records show a paragraph best, and why. Pure: no clock, no database.

A count tells that people write. What an inspector, or a manager, wants to know is what a paragraph looks like here: the
record that was made for it, that says what became of it, in the child's own words or from outside the home.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from ninefold.lawbook.model import Proof

MOST = 3
WEIGHTS: tuple[Proof, ...] = ("direct", "supports", "mentions")
WHY = {"direct": "made for this", "supports": "bears it out", "mentions": "touches on it"}
FROM = {"family": "from the family", "outside": "from outside the home"}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that shows something of a paragraph. ``difference`` is what it says became of it."""

    record: str
    type: str
    weight: Proof
    at: datetime
    voiced: bool = False
    told_by: str = ""
    about: str = ""
    difference: str = ""

    @property
    def why(self) -> tuple[str, ...]:
        """Why it stands where it stands, in a few words each: the strongest first."""
        return tuple(
            word
            for word in (
                WHY[self.weight],
                "says what came of it" if self.difference else "",
                "in the child's own words" if self.voiced else "",
                FROM.get(self.told_by, ""),
            )
            if word
        )


def ranked(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The best first: by weight, by what came of it, by whose words it holds, and then the newest."""
    newest = sorted(candidates, key=lambda one: (one.at, one.record), reverse=True)
    return sorted(
        newest, key=lambda one: (WEIGHTS.index(one.weight), not one.difference, not one.voiced, not one.told_by)
    )


def best(candidates: Iterable[Candidate], most: int = MOST) -> list[Candidate]:
    """At most ``most``, each of another kind of record or about another child while there are such."""
    left, chosen = ranked(candidates), list[Candidate]()
    while left and len(chosen) < most:
        kinds = {(one.type, one.about) for one in chosen}
        types = {one.type for one in chosen}
        alike = [one for one in left if one.weight == left[0].weight]
        one = next(
            (one for one in alike if one.type not in types),
            next((one for one in alike if (one.type, one.about) not in kinds), left[0]),
        )
        chosen.append(one)
        left.remove(one)
    return chosen


def with_difference(candidates: Sequence[Candidate], told: dict[str, str]) -> list[Candidate]:
    """``candidates`` with what each record says became of it, by the record's id."""
    return [replace(one, difference=told.get(one.record, "")) for one in candidates]
