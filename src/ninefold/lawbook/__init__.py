"""The law and the home's own rules as data: read, checked, frozen, and asked "what holds on this day?".

current()                       the library this process works by, read once
load.load(folder)               ours with a provider's folder over it; LibraryError says what is wrong, line by line
model.*                         what a record type, a stage, a field, a duty and a standard are
facts.facts_of(signed)          what a signed stage means to duties, evidence and reports
durations.parse("5 days")       a count and a unit
"""

from ninefold.lawbook.load import current

__all__ = ["current"]
