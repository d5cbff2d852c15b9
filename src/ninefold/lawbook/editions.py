"""Editions of a source: which paragraphs each has, when it held, and what a citation stands for in it."""

from datetime import date

from ninefold.lawbook.paragraphs import parts
from ninefold.lawbook.source import NEVER, Edition, Source

__all__ = ["NEVER", "absent", "first", "known", "overlapping", "replaced", "since"]


def overlapping(source: Source, begins: date, ends: date | None) -> list[Edition]:
    """The editions that held on one of the days from ``begins`` to ``ends``. What is not yet in force holds on none,
    but is what a thing may cite that is not in force either."""
    last = date.max if ends is None else ends
    return [
        one
        for one in source.editions
        if (begins >= NEVER if one.not_yet else one.begins <= last and (one.to is None or begins <= one.to))
    ]


def absent(source: Source, cite: str, begins: date, ends: date | None) -> list[str]:
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


def known(source: Source) -> frozenset[str]:
    """Every paragraph that an edition of the source has."""
    return frozenset().union(*(one.paragraphs for one in source.editions))


def first(source: Source, cite: str) -> Edition | None:
    """The first edition that asks for what ``cite`` names, as far as is known: the first that has it, or an earlier one
    that nobody could read. None where the source gives no days."""
    if not any(one.from_ or one.not_yet for one in source.editions):
        return None
    wanted = parts(cite, known(source))
    having = (one for one in source.editions if not one.paragraphs or all(part in one.paragraphs for part in wanted))
    return next(having, source.editions[0])


def since(source: Source, cite: str) -> date | None:
    """The first day of that edition."""
    edition = first(source, cite)
    return edition.begins if edition else None


def replaced(source: Source, cite: str, ends: date | None) -> Edition | None:
    """The edition that ``cite`` names when another has taken its place within the days of what cites it and that one
    was not seen to have it."""
    holding = [
        one for one in source.editions if one.paragraphs and not set(parts(cite, one.paragraphs)) - one.paragraphs
    ]
    if not holding or any(one.to is None or (ends is not None and ends <= one.to) for one in holding):
        return None
    return holding[-1]
