"""Stories as people type them, "@Jay came in", and as the ledger keeps them: text and references, run by run."""

import re
from collections.abc import Mapping

Reference = dict[str, str]
Runs = list[str | Reference]

MENTION = re.compile(r"@(\w[\w'’-]*\w|\w)")


class UnknownName(Exception):
    """A story mentions somebody who is not known. ``name`` is what was written."""

    def __init__(self, name: str):
        super().__init__(f"@{name} is nobody who is known here")
        self.name = name


def runs(text: str, people: Mapping[str, Reference]) -> Runs:
    """``text`` with every ``@Name`` replaced by its reference in ``people``. Raises UnknownName."""
    found: Runs = []
    at = 0
    for mention in MENTION.finditer(text):
        name = _named(mention.group(1), people)
        found += [text[at : mention.start()], people[name]]
        at = mention.start() + 1 + len(name)
    found.append(text[at:])
    return [run for run in found if run != ""]


def _named(written: str, people: Mapping[str, Reference]) -> str:
    """The name in ``written``, which may carry an ending: "Jay's" is Jay."""
    for name in (written, *(written.partition(mark)[0] for mark in ("'", "’", "-"))):
        if name in people:
            return name
    raise UnknownName(written)


def plain(text: str) -> str:
    """``text`` without the marks of its mentions."""
    return MENTION.sub(r"\1", text)
