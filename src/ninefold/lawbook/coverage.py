"""What is wanted of a home, and what of the library answers it: practice points, paragraphs, duties, clocks, schedules."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ninefold.lawbook.books import Check, Page, Register, Series
from ninefold.lawbook.model import Duty, Library, RecordType
from ninefold.lawbook.outlines import Outline

Server = RecordType | Duty | Register | Series | Outline | Page | Check


class WantedItem(NamedTuple):
    """One thing that is wanted: its name, what it says, what serves it, and why nobody need (if nobody need)."""

    id: str
    says: str
    served_by: tuple[str, ...]
    not_ours: str = ""

    @property
    def lacking(self) -> bool:
        """Whether nothing serves it, and something should."""
        return not self.served_by and not self.not_ours


WANTED = {
    "duty": "Duties of the Regulations",
    "calendar": "Clocks of law, guidance and custom",
    "sch1": "Schedule 1, the statement of purpose",
    "sch3": "Schedule 3, a child's case record",
    "sch4": "Schedule 4, the home's records",
}


def coverage(library: Library) -> dict[str, list[WantedItem]]:
    """Every list of wanted things, by its title, in the order of the files."""
    serving = _by(library, "serves")
    covering = _by(library, "covers")
    found = {
        "Practice points": [_item(name, says, serving) for name, says in library.words.practice.items()],
        "Paragraphs of the nine standards": _paragraphs(library),
    }
    for prefix, title in WANTED.items():
        found[title] = [
            _item(name, wanted.says, covering, wanted.not_ours)
            for name, wanted in library.wanted.items()
            if name.split(":", maxsplit=1)[0] == prefix
        ]
    return found


def lacking(library: Library) -> list[str]:
    """The names of everything wanted that nothing serves."""
    return [item.id for items in coverage(library).values() for item in items if item.lacking]


def servers(library: Library) -> Iterable[tuple[str, Server]]:
    """Everything that can serve, with the name of its kind."""
    for kind, things in (
        ("record", library.records),
        ("duty", library.duties),
        ("register", library.registers),
        ("series", library.series),
        ("report", library.reports),
        ("page", library.pages),
        ("check", library.checks),
        ("check", library.checks),
    ):
        for thing in things.values():
            yield kind, thing


def _by(library: Library, key: str) -> Mapping[str, list[str]]:
    """For each name under ``key``, what carries it, as "record daily-note"."""
    found: dict[str, list[str]] = {}
    for kind, thing in servers(library):
        for name in getattr(thing, key):
            found.setdefault(name, []).append(f"{kind} {thing.id}")
    return found


def _item(name: str, says: str, by: Mapping[str, list[str]], not_ours: str = "") -> WantedItem:
    return WantedItem(name, says, tuple(by.get(name, ())), not_ours)


def _paragraphs(library: Library) -> list[WantedItem]:
    """Each paragraph, and the record types that prove it directly."""
    provers: dict[str, list[str]] = {}
    for record in library.records.values():
        for ref, how in record.proves.items():
            if how == "direct":
                provers.setdefault(ref, []).append(f"record {record.id}")
    return [
        _item(part.ref, part.text, provers) for standard in library.standards.values() for part in standard.paragraphs
    ]
