"""Whether two texts are nearly the same, whoever they were written about.

Names of children and the small words that follow them (he, hers) are taken out first, because they are what somebody
changes who copies. What is left is cut into runs of three words. Two texts are as alike as the runs they share, of all
that either has (Jaccard's measure): one word changed in twelve leaves more than half, two notes about two ordinary
evenings share next to nothing. Short texts ("Slept well.") are alike by nature and are never compared.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

RUN = 3  # words in a run
SHORTEST = 12  # words a text must have to be compared
NEARLY = 0.5  # texts at least so alike are nearly the same
LONGEST = 400  # letters that are compared: as much as a record's headline keeps

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_FOLLOWS = frozenset(
    {"he", "him", "his", "himself", "she", "her", "hers", "herself", "they", "them", "their", "theirs", "themself"}
    | {"themselves", "he's", "she's", "they're", "he'd", "she'd", "they'd"}
)

Runs = frozenset[tuple[str, ...]]


# Each signing compares with the newest few hundred texts of the home, and most of them stood there at the last one.
CUT_TEXTS = 4096


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that are nearly the same, by their keys in the order they were given, and how alike they are."""

    first: str
    second: str
    alike: float


@lru_cache(CUT_TEXTS)
def runs(text: str, names: frozenset[str] = frozenset()) -> Runs:
    """What ``text`` is compared by; empty when it is too short. ``names`` are words to be taken out, in small letters."""
    words = [word.replace("’", "'") for word in _WORD.findall(text[:LONGEST].lower())]
    kept = [word for word in words if word not in _FOLLOWS and word.removesuffix("'s") not in names]
    if len(kept) < SHORTEST:
        return frozenset()
    return frozenset(tuple(kept[at : at + RUN]) for at in range(len(kept) - RUN + 1))


def alike(one: Runs, other: Runs) -> float:
    """How alike two texts are, from 0 to 1."""
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared) if shared else 0.0


def nearest(text: Runs, others: Mapping[str, Runs]) -> tuple[str, float]:
    """The key of the one among ``others`` that is most like ``text``, and how alike; ("", 0.0) when none is like it."""
    best = ("", 0.0)
    for key, other in others.items():
        if (found := alike(text, other)) > best[1]:
            best = (key, found)
    return best


def pairs(texts: Mapping[str, Runs], least: float = NEARLY) -> list[Pair]:
    """Every two of ``texts`` that are at least so alike, without comparing each with each.

    Texts are brought together by the runs they share, so that those with nothing in common never meet.
    """
    same: dict[Runs, list[str]] = defaultdict(list)
    for key, text in texts.items():
        if text:
            same[text].append(key)
    place = {key: number for number, key in enumerate(texts)}
    found = [Pair(one, other, 1.0) for keys in same.values() for one, other in combinations(keys, 2)]
    for one, other, measure in _met(list(same), least):
        met = ((a, b) if place[a] < place[b] else (b, a) for a in same[one] for b in same[other])
        found += [Pair(a, b, measure) for a, b in met]
    return sorted(found, key=lambda pair: (place[pair.second], place[pair.first]))


def _met(texts: list[Runs], least: float) -> Iterator[tuple[Runs, Runs, float]]:
    """Different texts that share enough runs."""
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, text in enumerate(texts):
        for run in text:
            holders[run].append(number)
    shared = Counter(two for numbers in holders.values() if len(numbers) > 1 for two in combinations(numbers, 2))
    for (one, other), count in shared.items():
        measure = count / (len(texts[one]) + len(texts[other]) - count)
        if measure >= least:
            yield texts[one], texts[other], measure


def name_words(names: Iterable[str]) -> frozenset[str]:
    """The words of people's names, in small letters."""
    return frozenset(word for name in names for word in _WORD.findall(name.lower()))
