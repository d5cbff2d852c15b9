"""Registers, series, outlines of reports, keepings and wanted items in lines of plain text, beside ``show``."""

from ninefold.lawbook import citations, outlines
from ninefold.lawbook.books import Keeping, Register, Series
from ninefold.lawbook.coverage import WantedItem
from ninefold.lawbook.model import Library
from ninefold.lawbook.outlines import Outline, SectionUse

SINCE = {"birth": "from the child's birth", "last-entry": "from the last entry"}


def register(library: Library, one: Register) -> list[str]:
    """A register: what it is for, what it lists, who reads it."""
    types = ", ".join(library.records[name].title for name in one.types)
    return [
        f"{one.title}  ({one.id}, a register)",
        f"  {one.says}",
        "",
        f"Area      {library.words.areas[one.area]}",
        f"Lists     {types}",
        f"Columns   {', '.join(one.columns)}",
        f"Read by   {', '.join(sorted(library.roles_in(one.by)))}",
        *([f"Closed by {', '.join(one.closed_by)}"] if one.closed_by else []),
        *serves(library, one.serves, one.covers),
    ]


def series(library: Library, one: Series) -> list[str]:
    """A number that is followed over time."""
    return [
        f"{one.title}  ({one.id}, a series{f', in {one.unit}' if one.unit else ''})",
        *([f"  {one.says}"] if one.says else []),
        "",
        f"About     {one.about}",
        f"Facts     {', '.join(one.facts)}",
        *serves(library, one.serves, one.covers),
    ]


def outline(library: Library, one: Outline) -> list[str]:
    """A report: what it is for, over what time, who reads it, and its sections."""
    since = f", which begins after the last: {library.records[one.since].title}" if one.since else ""
    cited = citations.said(library, one.source, one.cite) if one.cite else ""
    return [
        f"{one.title}  ({one.id}, a report)",
        f"  {one.says}",
        "",
        *([f"Cites     {cited}"] if cited else []),
        f"Period    {one.period}{since}",
        f"About     {one.subject}",
        f"Read by   {', '.join(sorted(library.roles_in(one.readers)))}",
        "Sections",
        *(line for use in one.sections for line in _section(use)),
        *serves(library, one.serves, one.covers),
    ]


def _section(use: SectionUse) -> list[str]:
    """A section of an outline: what it tells, and what it is given here."""
    given = (
        f"      {name}: {', '.join(map(_brief, outlines.names(value)))}" for name, value in use.given.items() if value
    )
    return [f"  {use.name:<16} {outlines.declared()[use.name].says}", *given]


def _brief(given: object) -> str:
    """A figure of a list by its id; an id as it is."""
    return str(given.get("id", "")) if isinstance(given, dict) else str(given)


def wanted(item: WantedItem) -> list[str]:
    """Something wanted of a home, and what serves it."""
    return [item.id, f"  {item.says}", "", "Served by", *(f"  {name}" for name in item.served_by or (item.not_ours,))]


def kept(keeping: Keeping) -> str:
    """How long, why, and whether a law fixes it: "75 years from the child's birth. It is the child's own history"."""
    death = f" (if the child dies before 18, {keeping.after_death} years from then)" if keeping.after_death else ""
    least = f", never less than {keeping.at_least} from the last entry" if keeping.at_least else ""
    said = "Law" if keeping.by_law else "Our convention, no law"
    return f"{keeping.years} years {SINCE[keeping.since]}{death}{least}. {keeping.why} ({said}: {keeping.cite})"


def serves(library: Library, points: tuple[str, ...], covers: tuple[str, ...]) -> list[str]:
    """The practice points and the wanted items that something answers."""
    lines = [f"  {name:<16} {library.words.practice[name]}" for name in points]
    lines += [f"  {name}  {library.wanted[name].says}" for name in covers]
    return ["", "Serves", *lines] if lines else []
