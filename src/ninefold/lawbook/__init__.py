"""The law and the home's own rules as data: read, checked, frozen, and asked "what holds on this day?".

current()                        the library this process works by, read once
load.load(folder)                ours with a provider's folder over it; LibraryError says what is wrong, line by line
model.*, timing.*                what a record type, a stage, a field, a duty and its clock, a standard are
of_library.of_library            keeps what a function makes of the library, for as long as that library is in force
holds.records_on(library, day)   what can be written on a day; fields_on, holds
search.find(records, words)      the record types that somebody means, the best first
facts.facts_of(signed)           what a signed stage means to duties, evidence and reports
statements.statements(library)   which facts the library's records can state, and where
clocks.clock(duty)               a duty's clock in a sentence; started_by and met_by for a record type
citations.said / address         a citation as people read it, and where the text stands
durations.parse("5 days")        a count and a unit
diff.changes(old, new)           what changed, and what it means for a home
show.show(library, id)           one thing of the library in lines of plain text
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ninefold.lawbook.load import current

__all__ = ["current"]


def __getattr__(name: str) -> Any:
    """``current``, once somebody asks for it: a command that needs no library does not wait for what reads it."""
    if name != "current":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from ninefold.lawbook.load import current

    globals()[name] = current
    return current
