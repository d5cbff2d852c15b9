"""What a record must always hold and does not yet: items of a schedule that no fact shows. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from ninefold.lawbook.model import Library, RecordType

Way = tuple[str, str]  # a fact, and the value that it must have (none: any)


@dataclass(frozen=True, slots=True)
class Gap:
    """An item of a schedule that is still missing, with the record types that fill it, the nearest first."""

    id: str
    says: str
    cite: str
    forms: tuple[RecordType, ...]


def ways(words: str) -> list[Way]:
    """The facts of which each is as good as the other: "school.place|particulars.authority:contact"."""
    split = (one.split(":", maxsplit=1) for one in words.split("|"))
    return [(one[0], one[1] if len(one) > 1 else "") for one in split]


def names(library: Library, prefix: str) -> frozenset[str]:
    """The names of all facts that show items of the list ``prefix`` ("sch3")."""
    return frozenset(fact for item in _always(library, prefix).values() for words in item for fact, _ in ways(words))


def gaps(library: Library, prefix: str, shown: Collection[Way]) -> list[Gap]:
    """The items of the list that must always be there and that ``shown``, the facts with their values, do not show."""
    known = {fact for fact, _ in shown} | {f"{fact}:{value}" for fact, value in shown}
    found = []
    for name, needed in _always(library, prefix).items():
        lacking = [words for words in needed if not any(_key(way) in known for way in ways(words))]
        if lacking:
            wanted = library.wanted[name]
            found.append(Gap(name, wanted.says, wanted.cite, _forms(library, name, lacking)))
    return found


def _key(way: Way) -> str:
    return f"{way[0]}:{way[1]}" if way[1] else way[0]


def _always(library: Library, prefix: str) -> Mapping[str, Collection[str]]:
    return {
        name: item.shown_by
        for name, item in library.wanted.items()
        if item.always and name.split(":", maxsplit=1)[0] == prefix
    }


def _forms(library: Library, name: str, lacking: Collection[str]) -> tuple[RecordType, ...]:
    """The record types that cover the item and state what is lacking; none that only other ways would need."""
    wanted = {fact for words in lacking for fact, _ in ways(words)}
    return tuple(one for one in library.records.values() if name in one.covers and wanted & _stated(one))


def _stated(record: RecordType) -> set[str]:
    return {rule.fact for rules in record.rules.values() for rule in rules} | {
        asked.fact for stage in record.stages for asked in stage.fields if asked.fact
    }
