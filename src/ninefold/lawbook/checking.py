"""A check under way: what is known of the library, the problems found so far, and the small checks all things share."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from ninefold.lawbook import durations, editions, pages
from ninefold.lawbook.citations import PRACTICE, REGULATIONS
from ninefold.lawbook.gather import Files
from ninefold.lawbook.model import Library
from ninefold.lawbook.pages import Where
from ninefold.lawbook.problems import Problem, nearest, unknown
from ninefold.lawbook.statements import FactStatement

WORD = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
FIELD_WORD = re.compile(r"[a-z][a-z0-9]*([_-][a-z0-9]+)*")
OPTION_WORD = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
FACT = re.compile(r"[a-z][a-z0-9]*([_-][a-z0-9]+)*(\.[a-z][a-z0-9]*([_-][a-z0-9]+)*)+")
REFERENCE = re.compile(r"(\d+[A-Z]?)((?:\([0-9a-zA-Z]+\))*)")
ALWAYS = (date.min, None)  # the days of what holds as long as the library does
CITED = re.compile(rf"({REFERENCE.pattern})(-\([0-9a-zA-Z]+\))?( Sch \d.*)?")


@dataclass
class Checking:
    """One check of a whole library: what is known, and the problems found so far."""

    library: Library
    files: Files
    problems: list[Problem] = field(default_factory=list)
    facts: Mapping[str, list[FactStatement]] = field(default_factory=dict)

    def told(self, thing: "Thing", where: Where) -> bool:
        """Whether a problem was noted already at ``where`` in ``thing``."""
        here = pages.problem(self.files[thing.section][thing.id], where, "")
        return any((one.file, one.line) == (here.file, here.line) for one in self.problems)

    def on(self, section: str, thing: str) -> "Thing":
        """The thing whose turn it is."""
        return Thing(self, section, thing)


@dataclass(frozen=True)
class Thing:
    """A thing being checked, and the small checks that every kind of thing shares."""

    all: Checking
    section: str
    id: str

    def say(self, where: Where, reason: str) -> None:
        """Notes a problem at ``where`` in this thing."""
        self.all.problems.append(pages.problem(self.all.files[self.section][self.id], where, reason))

    def word(self, where: Where, given: str, pattern: re.Pattern[str] = WORD) -> None:
        """An id is made of small letters, figures and hyphens, so that it can stand in an address."""
        if not pattern.fullmatch(given):
            joined = "hyphens or underscores" if pattern is FIELD_WORD else "hyphens"
            self.say(where, f"'{given}' cannot be an id. Use small letters and figures, joined by {joined}.")

    def known(self, where: Where, what: str, given: Iterable[str], known: Iterable[str]) -> None:
        """Each of ``given`` stands for something in ``known``."""
        names = list(known)
        for index, name in enumerate(given):
            if name not in names:
                self.say([*where, index], unknown(what, name, names))

    def different(self, where: Where, what: str, given: Iterable[str], key: str = "id") -> None:
        """No two of ``given`` are the same."""
        seen: set[str] = set()
        for index, name in enumerate(given):
            if name in seen:
                self.say([*where, index, key], f"there are two {what} called '{name}' here. Give one another {key}.")
            seen.add(name)

    def days(self, begins: date, ends: date | None) -> None:
        """What ends, ends after it began."""
        if ends is not None and ends <= begins:
            self.say(["holds_to"], f"it holds to {ends}, which is not after {begins}, the day it holds from.")

    def duration(self, where: Where, given: str | None) -> None:
        """A length of time can be read."""
        try:
            durations.parse(given if given is not None else "1 day")
        except ValueError as error:
            self.say(where, str(error))

    def source(self, source: str) -> None:
        """The source is one of sources.yaml."""
        if source not in self.all.library.sources:
            self.say(["source"], unknown("source", source, self.all.library.sources))

    def cite(self, where: Where, cite: str, source: str) -> None:
        """A citation of the regulations is well formed and names what the standards have; of practice, a point."""
        if source == PRACTICE and cite and cite not in self.all.library.words.practice:
            self.say(where, unknown("practice point", cite, self.all.library.words.practice))
        if source != REGULATIONS:
            return
        for part in re.split(r"\s*(?:[,;]|\band\b|\bto\b)\s*", cite):
            found = CITED.fullmatch(part)
            if found:
                self.paragraph(where, found[1], "within")
            elif part[:1].isdigit():
                self.say(
                    where, f"'{part}' is not a reference to a regulation. Write it like 35(3)(a), or 36 Sch 3 para 1."
                )

    def exists(self, where: Where, cite: str, source: str, days: tuple[date, date | None]) -> None:
        """What is cited stands in an edition of its source that held on one of the thing's days."""
        its = self.all.library.sources.get(source)
        if its is None or not cite or self.all.told(self, where):
            return
        for part in editions.absent(its, cite, *days):
            begun = editions.since(its, part) if part in editions.known(its) else None
            if begun == editions.NEVER:
                said = f"'{part}' of {its.short} is not yet in force. Say 'not_yet' and why, or cite what holds."
            elif begun:
                said = f"'{part}' of {its.short} holds from {begun} only, and not on the days of this."
            else:
                said = f"{its.short} has no '{part}'.{nearest(part, editions.known(its))}"
            self.say(where, said)

    def begun(self, begins: date, cite: str, source: str) -> None:
        """A thing does not hold before what it cites."""
        its = self.all.library.sources.get(source)
        since = editions.since(its, cite) if its and cite else None
        if since and begins < since:
            what = "is not yet in force" if since == editions.NEVER else f"holds from {since} only"
            self.say(["holds_from"], f"it holds from {begins}, and what it cites ({cite}) {what}.")

    def proves(self, proves: Iterable[str]) -> None:
        """Each paragraph that is proved exists."""
        for ref in proves:
            if REFERENCE.fullmatch(ref):
                self.paragraph(["proves", ref], ref, "exact")
                self.exists(["proves", ref], ref, REGULATIONS, ALWAYS)
            else:
                self.say(["proves", ref], f"'{ref}' is not a reference to a paragraph. Write it like 35(3)(a).")

    def served(self, serves: Iterable[str], covers: Iterable[str]) -> None:
        """The practice points and the wanted items that it answers exist."""
        self.known(["serves"], "practice point", serves, self.all.library.words.practice)
        self.known(["covers"], "wanted item", covers, self.all.library.wanted)

    def paragraph(self, where: Where, ref: str, how: Literal["exact", "within"]) -> None:
        """A paragraph of a standard's regulation exists; ``within`` lets ``ref`` name what holds paragraphs."""
        regulation = ref.split("(", maxsplit=1)[0]
        standard = next((s for s in self.all.library.standards.values() if s.regulation == regulation), None)
        if standard is None:
            return
        refs = [paragraph.ref for paragraph in standard.paragraphs]
        holds = any(known.startswith(ref) for known in refs) or ref == f"{regulation}(1)"
        if ref not in refs and not (how == "within" and holds):
            said = f"regulation {regulation} has no paragraph '{ref}' among the standards.{nearest(ref, refs)}"
            self.say(where, said)
