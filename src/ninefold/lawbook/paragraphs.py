"""How citations and lists of paragraphs are written, and what they stand for. Text alone: it knows no source."""

import re
from collections.abc import Iterator
from functools import cache

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
    if span := BRACKETS.fullmatch(piece):
        return [f"{span[1]}({part})" for part in _run(span[2], span[3])]
    if span := NUMBERS.fullmatch(piece):
        return [f"{span[1]}{number}" for number in range(int(span[2]), int(span[3]) + 1)]
    if span := CAPITALS.fullmatch(piece):
        return [f"{span[1]}{chr(letter)}" for letter in range(ord(span[2]), ord(span[3]) + 1)]
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
    refs: list[str] = []
    for piece in re.split(r"\s*(?:[,;]|\band\b)\s*", SCHEDULE.sub("; Sch ", cite)):
        number = NUMBER.match(refs[-1]) if piece.startswith("(") and refs else None
        whole = f"{number[0]}{piece}" if number else piece
        refs += [ref.strip() for ref in opened(whole.strip()) if ref.strip()]
    return refs
