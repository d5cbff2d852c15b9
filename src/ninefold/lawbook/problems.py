"""What is wrong with a library, said so that the person who wrote the file knows what to do next."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

FEW = 20  # names that can all be said in one sentence


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to put right, and the file and line it stands on."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        """As editors and terminals link it: ``file:line: reason``."""
        return f"{self.file}:{self.line}: {self.reason}"


class LibraryError(Exception):
    """A library that cannot be used. ``problems`` holds everything found, in the order of files and lines."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def nearest(given: str, known: Iterable[str], *, likeness: float = 0.6) -> str:
    """A question that offers the known word closest to ``given``, or nothing when none is close."""
    close = difflib.get_close_matches(str(given), list(known), n=1, cutoff=likeness)
    return f" Did you mean '{close[0]}'?" if close else ""


def unknown(what: str, given: str, known: Iterable[str]) -> str:
    """The sentence for a name that stands for nothing: with the name that was surely meant, or all if few."""
    names = list(known)
    few = f" It can be: {', '.join(names)}." if 0 < len(names) <= FEW else ""
    surely = nearest(given, names, likeness=0.8)
    return f"there is no {what} '{given}'.{surely or nearest(given, names) + few}"
