"""A citation as people read it, and the address where the cited text stands."""

import re

from ninefold.base.english import listed
from ninefold.lawbook.model import Library

REGULATIONS = "regs"  # the source that most citations mean
_SCHEDULED = re.compile(r"(?:\d+ )?(Sch \d+) para (\d+)")  # the regulation before it says only where the schedule hangs
PRACTICE = "practice"  # the source whose citations are practice points
UNVERIFIED = "not checked in full"  # what stands beside a duty that could not be held against the text it cites


def said(library: Library, source: str, cite: str) -> str:
    """The citation with its source's short name: "reg 35(3)(a)", "Guide 9.45"; the short name alone without a cite.

    A schedule of the regulations stands for itself: "Sch 3 para 12", "Sch 3 paras 23 and 26".
    """
    paras = [_SCHEDULED.fullmatch(one) for one in cite.split(", ")]
    named = {one[1] for one in paras if one}
    if source == REGULATIONS and all(paras) and len(named) == 1:
        numbers = [one[2] for one in paras if one]
        return f"{named.pop()} {'para' if len(numbers) == 1 else 'paras'} {listed(numbers)}"
    if source == REGULATIONS and cite and not cite[0].isdigit():
        return cite
    return f"{library.sources[source].short} {cite}".strip()


def address(library: Library, source: str, cite: str) -> str:
    """Where the cited text can be read: the regulation's own page where the source has one for each."""
    url = library.sources[source].url
    if "{n}" not in url:
        return url
    number = re.match(r"\d+[A-Z]?", cite)
    return url.replace("{n}", number[0]) if number else url.replace("/{n}", "").removesuffix("/regulation")
