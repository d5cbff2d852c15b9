"""Finding the record type that somebody means, from the words they would use themselves.

"He fell down the stairs" finds the accident: words that say nothing are left out, each other word is read in its plain
form (fell is fall, stairs is stair), a small slip of the finger is forgiven, and a word that few types know counts for
more than one that many know. Nothing here knows a type by name: what finds a type is its title, its short name, its
list of ordinary words, and a little what it asks.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from math import log

from ninefold.lawbook.load import current
from ninefold.lawbook.model import RecordType
from ninefold.lawbook.of_library import of_library

_SKIP = frozenset(
    re.findall(
        r"\w+",
        "a about am an and are as at be been but by can could did do does for from get getting got had has have he her "
        "here hers him his how i if in into is it its just me my need needs not now of on or our she so some "
        "someone something that the their them then there they this to today tonight us want was we "
        "went were what when where which who will with would write you your child children young person kid kids "
        "record form please yesterday we've i've he's she's they're been bit really very also again",
    )
)
# Forms that no rule of spelling finds, as people at work use them.
_FORMS = {
    "fell": "fall", "fallen": "fall", "broke": "broken", "ran": "run", "gave": "give",
    "given": "give", "took": "take", "taken": "take", "stole": "steal", "stolen": "steal", "hurt": "hurt",
    "bitten": "bite", "fought": "fight", "left": "leave", "lost": "lose", "rang": "ring", "rung": "ring",
    "said": "say", "told": "tell", "spoke": "speak", "slept": "sleep", "ate": "eat", "eaten": "eat", "swore": "swear",
    "threw": "throw", "thrown": "throw", "met": "meet", "seen": "see", "saw": "see", "held": "hold", "paid": "pay",
    "spent": "spend", "bought": "buy", "taught": "teach", "won": "win", "drove": "drive", "hid": "hide",
    "hidden": "hide", "burnt": "burn", "felt": "feel", "kept": "keep", "chose": "choose", "chosen": "choose",
    "teeth": "tooth", "wives": "wife", "knives": "knife", "women": "woman", "men": "man", "mum's": "mum",
    "drunk": "drink", "drank": "drink", "wrote": "write", "leaving": "leave", "died": "die", "ill": "ill",
}  # fmt: skip

# How much a word counts by where it stands. A name's words share what the name counts, so that a short name says more.
_NAME, _WORD, _IN_PHRASE, _OPTION, _HELP, _QUESTION = 10.0, 7.0, 3.5, 2.0, 2.0, 1.0
_NAMING = 3.5  # a word that counts as much names the type
_WHOLE, _BEGINNING, _SLIP, _LONGER = 1.0, 0.7, 0.65, 0.5
_PHRASE = 4.0  # what each word of a name or phrase adds when all of it was said
_NEAR = 0.12  # what scores less than this share of the best is not what was meant


@dataclass(slots=True)
class _Known:
    """One type as it is found: what each of its words counts, its names and phrases, and these as they are written."""

    type: RecordType
    words: dict[str, float]
    phrases: list[frozenset[str]]
    said: list[str]


@dataclass(slots=True)
class Finder:
    """Record types with their words, read once and asked often."""

    known: list[_Known]
    holders: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    named: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    short: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def of(cls, types: Iterable[RecordType]) -> "Finder":
        """A finder over ``types``."""
        made = cls([_known(one) for one in types])
        for place, one in enumerate(made.known):
            for word, weight in one.words.items():
                made.holders[word].append(place)
                made.named[word] += weight >= _NAMING
        for word in made.holders:
            for cut in _cuts(word):
                made.short[cut].add(word)
        return made

    def find(self, asked: str, among: Collection[str] | None = None) -> list[RecordType]:
        """The types that fit what was typed, the best first; all of them when nothing was typed.

        ``among`` narrows them to those ids; what a word counts is still judged by the whole library. Of types that fit
        equally well, the one with the shorter title comes first.
        """
        wanted, said = _plain(asked), f" {' '.join(_raw(asked))} "
        here = [one for one in self.known if among is None or one.type.id in among]
        if not said.strip():
            return [one.type for one in here]
        fits = {word: self._fits(word) for word in wanted}
        scored = [(self._score(one, wanted, fits, said), one.type) for one in here]
        best = max((score for score, _ in scored), default=0.0)
        kept = [(score, one) for score, one in scored if score and score >= best * _NEAR]
        return [one for _, one in sorted(kept, key=lambda pair: (-pair[0], len(pair[1].title)))]

    def _fits(self, word: str) -> dict[str, float]:
        """The known words that ``word`` can stand for, and how well: itself, longer, shorter, or with a slip."""
        found = {word: _WHOLE} if word in self.holders else {}
        if len(word) >= 3:
            found |= {one: _BEGINNING for one in self.holders if one.startswith(word) and one != word}
        found |= {cut: _LONGER for cut in _beginnings(word) if cut in self.holders}
        if word not in found and len(word) >= 4:
            slips = {one for cut in _cuts(word) for one in self.short.get(cut, ()) if _one_slip(word, one)}
            found |= dict.fromkeys(slips - found.keys(), _SLIP)
        return found

    def _score(self, one: _Known, wanted: list[str], fits: dict[str, dict[str, float]], said: str) -> float:
        """How well a type fits: the sum of what its words count, rare ones more, and of whole names and phrases."""
        counted = (
            max((one.words.get(w, 0.0) * fit * self._rare(w) for w, fit in fits[word].items()), default=0.0)
            for word in wanted
        )
        heard = {w for word in wanted for w, fit in fits[word].items() if fit >= _SLIP}
        whole = (sum(_PHRASE * self._rare(w) for w in part) for part in one.phrases if part <= heard)
        written = (_PHRASE * len(words.split()) for words in one.said if f" {words} " in said)
        return sum(counted) + max(whole, default=0.0) + max(written, default=0.0)

    def _rare(self, word: str) -> float:
        """More for a word that names few types."""
        return log(2 + len(self.known) / (1 + self.named[word]))


@of_library
def finder() -> Finder:
    """Over the types of the library this process works by."""
    return Finder.of(current().records.values())


def find(records: Iterable[RecordType], asked: str) -> list[RecordType]:
    """The record types among ``records`` that fit what was typed, the best first."""
    return Finder.of(records).find(asked)


def _known(one: RecordType) -> _Known:
    asked = [f for stage in one.stages for f in stage.fields]
    labels = [*(stage.title for stage in one.stages), *(f.label for f in asked)]
    parts = [(_QUESTION, text) for text in labels]
    parts += [(_HELP, one.help), *((_OPTION, option.label) for f in asked for option in f.options)]
    parts += [(_WORD if len(_plain(text)) < 2 else _IN_PHRASE, text) for text in one.words]
    parts += [(_NAME / max(len(_plain(text)), 1) ** 0.5, text) for text in (one.title, one.short)]
    words: dict[str, float] = {}
    for weight, text in parts:
        for word in _plain(text):
            words[word] = max(weight, words.get(word, 0.0))
    names = (one.title, one.short, *one.words)
    phrases = [frozenset(part) for text in names if (part := _plain(text))]
    return _Known(one, words, phrases, [" ".join(raw) for text in names if len(raw := _raw(text)) > 1])


def _plain(text: str) -> list[str]:
    """The words that say something, each once, in their plain form: "I want to write about two falls" gives two, fall."""
    return list(dict.fromkeys(_form(word) for word in _raw(text) if word not in _SKIP))


def _raw(text: str) -> list[str]:
    """The words of ``text`` in small letters, every one of them."""
    return re.findall(r"[a-z0-9]+(?:'[a-z]+)?", text.lower().replace("\u2019", "'"))


def plain_form(word: str) -> str:
    """The plain form of a word in small letters, without accents: fell, falls and falling are fall."""
    return _form(word)


@cache
def _form(word: str) -> str:
    """A word without the endings of grammar: falls, falling and fell are fall; worries, worried and worry are worri."""
    word = _FORMS.get(word, word).removesuffix("'s").replace("'", "")
    for ending, least in (("ing", 3), ("ed", 3), ("es", 4), ("s", 3), ("e", 3)):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= least and not (ending == "s" and stem[-1] in "su"):
            word = _single(stem) if ending in ("ing", "ed") else stem
            break
    word = word.removesuffix("e") if len(word) > 3 else word
    return word[:-1] + "i" if len(word) > 2 and word.endswith("y") else word


def _single(stem: str) -> str:
    """A stem whose last letter was doubled before its ending: "stopp" is stop; "fall" and "miss" stay."""
    return stem[:-1] if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "lsz" else stem


def _beginnings(word: str) -> Iterator[str]:
    """Shorter words that are most of ``word``: of "bullying" also "bully", of "restraint" not "rest"."""
    return (word[:length] for length in range(max(4, (2 * len(word) + 2) // 3), len(word)))


def _cuts(word: str) -> set[str]:
    """``word``, and what it is with any one letter gone: two words with one slip between them share one of these."""
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)) if len(word) >= 4)}


def _one_slip(one: str, other: str) -> bool:
    """Whether one letter too many, too few, wrong, or swapped with its neighbour lies between two words."""
    if abs(len(one) - len(other)) > 1:
        return False
    if len(one) == len(other):
        apart = [i for i in range(len(one)) if one[i] != other[i]]
        swapped = len(apart) == 2 and apart[1] == apart[0] + 1
        return len(apart) == 1 or (swapped and one[apart[0]] == other[apart[1]] and one[apart[1]] == other[apart[0]])
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))
