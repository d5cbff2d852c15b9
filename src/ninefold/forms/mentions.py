"""Names in stories: "@Jay" becomes a reference to Jay, so that it can be found, and left out of another child's copy.

A name without @ stays text.
"""

import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from ninefold.base.letters import plainly, spread
from ninefold.forms.typed import Unclear
from ninefold.lawbook.kinds import is_reference

Run = str | dict[str, str]


@dataclass(frozen=True, slots=True)
class Mentionable:
    """Somebody who can be named: ``label`` is what to type after the @ to mean nobody else.

    ``about`` is who they are in a word or two, ``since`` when they were born or began here, ``role`` a worker's role.
    """

    id: str
    kind: str
    name: str
    about: str = ""
    label: str = ""
    since: str = ""
    role: str = ""

    @property
    def reference(self) -> dict[str, str]:
        """This person as an entry's content holds them."""
        return {"who": self.id, "kind": self.kind, "name": self.name}


def labelled(people: Iterable[Mentionable]) -> list[Mentionable]:
    """``people`` with labels: the name, or, where several share it, the name with the least that tells them apart."""
    people = list(people)
    sharing: dict[str, list[Mentionable]] = {}
    for one in people:
        sharing.setdefault(one.name.lower(), []).append(one)
    return [replace(one, label=_label(one, sharing[one.name.lower()])) for one in people]


def _label(one: Mentionable, namesakes: Sequence[Mentionable]) -> str:
    """A name with who they are, or since when, or, where they share both with a namesake, with a number."""
    if len(namesakes) == 1:
        return one.name
    if one.about and [other.about for other in namesakes].count(one.about) == 1:
        return f"{one.name} ({one.about})"
    if one.since and [other.since for other in namesakes].count(one.since) == 1:
        return f"{one.name} ({one.since})"
    # By id, which is in the order in which they became known: who comes later does not take an earlier number.
    number = sorted(other.id for other in namesakes).index(one.id) + 1
    return f"{one.name} ({one.about or one.kind} {number})"


class Mentionables:
    """The people who can be named, looked up by what was typed."""

    def __init__(self, people: Sequence[Mentionable], beyond: Callable[[], Sequence[Mentionable]] = tuple):
        """``people`` are offered everywhere; ``beyond`` gives those who may be named too, and is asked only when one is."""
        self.people = list(people)
        self.by_id = {one.id: one for one in self.people}
        self._ask_beyond = beyond
        self._by_word: dict[str, list[Mentionable]] = {}
        for one in self.people:
            for word in {plainly(name) for name in (one.label, one.name, one.name.split()[0])}:
                self._by_word.setdefault(word, []).append(one)
        # Whoever is called exactly so comes before those whose first name it is.
        for word, meant in self._by_word.items():
            exact = [one for one in meant if word in (plainly(one.label), plainly(one.name))]
            self._by_word[word] = exact or meant
        self._longest_first = sorted(self._by_word, key=len, reverse=True)

    def runs(self, text: str) -> list[Run]:
        """``text`` as runs. Raises Unclear at the first "@" whose name is unknown or could be several people."""
        if "@" not in text:
            return [text] if text else []
        runs: list[Run] = []
        plain = ""
        at = 0
        letters, places = spread(text)
        while at < len(text):
            if not _mention_at(text, at):
                plain += text[at]
                at += 1
                continue
            word = self._word_at(text, at + 1, letters, places)
            if plain:
                runs.append(plain)
                plain = ""
            further = self.beyond._word_at(text, at + 1, letters, places) if self.beyond.people else ""
            # Zoe lives here and Zoe Brown did: whoever is written out in full is meant.
            meant = self.beyond._meant(text, at, further) if len(further) > len(word) else self._meant(text, at, word)
            word = further if len(further) > len(word) else word
            runs.append(meant.reference)
            at += 1 + len(word)
        return [*runs, plain] if plain else runs

    @cached_property
    def beyond(self) -> "Mentionables":
        """Those who may be named besides; whoever is called as somebody here is told apart by who they are."""
        near = {plainly(one.name) for one in self.people}
        told = labelled(self._ask_beyond())
        return Mentionables([replace(one, label=_apart(one)) if plainly(one.name) in near else one for one in told])

    def _word_at(self, text: str, at: int, letters: str, places: list[int]) -> str:
        """What of ``text`` names somebody at ``at``, the longest first, ending where a word ends; "" when nothing does.

        ``letters`` is the text as names are compared, ``places`` where in the text each of them stands.
        """
        start = bisect_left(places, at)
        for word in self._longest_first:
            stop = start + len(word)
            if letters[start:stop] != word:
                continue
            end = places[stop] if stop < len(places) else len(text)
            if not text[end : end + 1].isalnum():
                return text[at:end]
        return ""

    def _meant(self, text: str, at: int, word: str) -> Mentionable:
        if not word:
            raise Unclear(
                f"We do not know who @{_next_word(text, at + 1)} is. Pick a name from the list, or take the @ away."
            )
        meant = self._by_word[plainly(word)]
        if len(meant) > 1:
            # Zoe and Zoë both live here: whoever is written exactly so is meant.
            typed = _composed(word)
            closest = [
                one for one in meant if typed in {_composed(n) for n in (one.label, one.name, one.name.split()[0])}
            ]
            meant = closest if len(closest) == 1 else meant
        if len(meant) > 1:
            ways = " or ".join(sorted((f"@{one.label}" for one in meant), key=str.casefold))
            raise Unclear(f"@{text[at + 1 : at + 1 + len(word)]} could be several people. Please write {ways}.")
        return meant[0]

    def text(self, runs: Any) -> str:
        """Runs as they would be typed again."""
        if isinstance(runs, str):
            return runs
        return "".join(run if isinstance(run, str) else f"@{self._label(run)}" for run in runs or ())

    def _label(self, reference: dict[str, str]) -> str:
        known = self.by_id.get(reference["who"])
        return known.label if known else reference["name"]


def _apart(one: Mentionable) -> str:
    return f"{one.name} ({one.about}, {one.since})" if one.since else f"{one.name} ({one.about})"


def _composed(name: str) -> str:
    """A name with its marks, without case."""
    return unicodedata.normalize("NFC", name.casefold())


def references_in(content: Any) -> list[dict[str, str]]:
    """Every reference to a person in an entry's content."""
    if is_reference(content):
        return [content]
    parts = content.values() if isinstance(content, dict) else content if isinstance(content, list) else ()
    return [reference for part in parts for reference in references_in(part)]


def _mention_at(text: str, at: int) -> bool:
    """Whether an @ at this place means somebody: before a letter, and not inside a word such as an e-mail address."""
    before = text[at - 1] if at else " "
    return text[at] == "@" and text[at + 1 : at + 2].isalpha() and not before.isalnum()


def _next_word(text: str, at: int) -> str:
    end = at
    while end < len(text) and (text[end].isalnum() or text[end] in "-'’"):
        end += 1
    return text[at:end]
