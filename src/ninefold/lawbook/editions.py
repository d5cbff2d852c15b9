"""Editions of a source: which paragraphs each has, when it held, and what a citation stands for in it."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ninefold.lawbook.source import Edition, Source

NEVER = date(9999, 1, 1)  # the first day of what is not yet in force: after every day that is asked about
ROMAN = (
    "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii",
    "xviii", "xix", "xx",
)  # fmt: skip
BRACKETS = re.compile(r"(.*)\((\w+)\)-\((\w+)\)")
NUMBERS = re.compile(r"(.*?)(\d+)-(?:(?:\d+\.)|(?:s\.))?(\d+)")
CAPITALS = re.compile(r"(.*\d[A-Z]*?)([A-Z])-(?:(?:s\.)?\d+[A-Z]*?)?([A-Z])")
SCHEDULE = re.compile(r"(?<![\w(])Sch(?:edule)? (?=\d)")
NUMBER = re.compile(r"(?:\d+[A-Z]*|Sch \d+|Sch \d+ para \d+)(?=\()")


def listed(text: str) -> frozenset[str]:
    """Every paragraph that a compact list names, and all that hold one: "35(3)(a)-(c)" has 35(3)(b), 35(3) and 35.

    Pieces are separated by commas or lines. A range ends in the last part only: "(a)-(c)", "1.1-1.26", "s.16LA-16LD".
    """
    return _listed(text)


@cache
def _listed(text: str) -> frozenset[str]:
    every: set[str] = set()
    for piece in re.split(r",\s+|\n", text):
        for ref in opened(piece.strip()):
            every.add(ref)
            every.update(holders(ref))
    return frozenset(every - {""})


def opened(piece: str) -> list[str]:
    """What a range stands for, one after the other; the piece itself when it is none."""
    if found := BRACKETS.fullmatch(piece):
        return [f"{found[1]}({part})" for part in _run(found[2], found[3])]
    if found := NUMBERS.fullmatch(piece):
        return [f"{found[1]}{number}" for number in range(int(found[2]), int(found[3]) + 1)]
    if found := CAPITALS.fullmatch(piece):
        return [f"{found[1]}{chr(letter)}" for letter in range(ord(found[2]), ord(found[3]) + 1)]
    return [piece]


def _run(first: str, last: str) -> list[str]:
    """The names from ``first`` to ``last``: figures, Roman figures when it begins with (i), figures with a capital,
    or letters."""
    if first.isdigit() and last.isdigit():
        return [str(number) for number in range(int(first), int(last) + 1)]
    if first in ROMAN and last in ROMAN and (first == "i" or len(first) > 1 or len(last) > 1):
        return list(ROMAN[ROMAN.index(first) : ROMAN.index(last) + 1])
    head = first[:-1]
    if last[:-1] == head:
        return [f"{head}{chr(letter)}" for letter in range(ord(first[-1]), ord(last[-1]) + 1)]
    return [first, last]


def holders(ref: str) -> Iterator[str]:
    """What holds a paragraph: 35(3)(a) stands in 35(3) and in 35; "Sch 3 para 12" in "Sch 3"."""
    while ref.endswith(")") and "(" in ref:
        ref = ref[: ref.rindex("(")]
        yield ref.strip()
    if " para " in ref:
        yield ref.split(" para ")[0]


def parts(cite: str, known: frozenset[str]) -> list[str]:
    """The single paragraphs that a citation names, ranges opened: "36, Sch 3 para 1 and 12(2)(a)-(b)" names four.

    A name in ``known`` that has a comma or an "and" of its own is one. "40(1), (3)" is 40(1) and 40(3).
    """
    if not cite or cite in known:
        return [cite] if cite else []
    found: list[str] = []
    for piece in re.split(r"\s*(?:[,;]|\band\b)\s*", SCHEDULE.sub("; Sch ", cite)):
        number = NUMBER.match(found[-1]) if piece.startswith("(") and found else None
        whole = f"{number[0]}{piece}" if number else piece
        found += [ref.strip() for ref in opened(whole.strip()) if ref.strip()]
    return found


def overlapping(source: "Source", begins: date, ends: date | None) -> list["Edition"]:
    """The editions that held on one of the days from ``begins`` to ``ends``. What is not yet in force holds on none,
    but is what a thing may cite that is not in force either."""
    last = date.max if ends is None else ends
    return [
        one
        for one in source.editions
        if (begins >= NEVER if one.not_yet else one.begins <= last and (one.to is None or begins <= one.to))
    ]


def absent(source: "Source", cite: str, begins: date, ends: date | None) -> list[str]:
    """The paragraphs of ``cite`` that no edition of those days has.

    Where no edition of those days could be read, those that were read speak for it; a source none of whose editions
    lists anything can have everything.
    """
    if not any(one.paragraphs for one in source.editions):
        return []
    holding = overlapping(source, begins, ends)
    lists = [one.paragraphs for one in holding if one.paragraphs]
    if holding and not lists:
        lists = [one.paragraphs for one in source.editions if one.paragraphs and not one.not_yet]
    known = frozenset().union(*lists)
    return [part for part in parts(cite, known) if part not in known]


def known(source: "Source") -> frozenset[str]:
    """Every paragraph that an edition of the source has."""
    return frozenset().union(*(one.paragraphs for one in source.editions))


def first(source: "Source", cite: str) -> "Edition | None":
    """The first edition that asks for what ``cite`` names, as far as is known: the first that has it, or an earlier one
    that nobody could read. None where the source gives no days."""
    if not any(one.from_ or one.not_yet for one in source.editions):
        return None
    wanted = parts(cite, known(source))
    having = (one for one in source.editions if not one.paragraphs or all(part in one.paragraphs for part in wanted))
    return next(having, source.editions[0])


def since(source: "Source", cite: str) -> date | None:
    """The first day of that edition."""
    edition = first(source, cite)
    return edition.begins if edition else None


def replaced(source: "Source", cite: str, ends: date | None) -> "Edition | None":
    """The edition that ``cite`` names when another has taken its place within the days of what cites it and that one
    was not seen to have it."""
    holding = [
        one for one in source.editions if one.paragraphs and not set(parts(cite, one.paragraphs)) - one.paragraphs
    ]
    if not holding or any(one.to is None or (ends is not None and ends <= one.to) for one in holding):
        return None
    return holding[-1]
