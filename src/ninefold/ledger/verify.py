"""Check a ledger line by line: content, times, order, gaps, forged hashes. Pure; docs/ledger-format.md in Python.

``check`` reads exported lines, from a file or straight from the database, and names everything that is wrong.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ninefold.ledger import chain

FIELDS = frozenset(
    [
        "home",
        "seq",
        "id",
        "record",
        "type",
        "stage",
        "act",
        "happened_at",
        "written_at",
        "received_at",
        "author",
        "author_role",
        "subjects",
        "links",
        "content",
        "salt",
        "digest",
        "prev",
        "hash",
    ]
)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong, at a place in the chain."""

    home: str
    seq: int
    what: str

    def __str__(self) -> str:
        return f"{self.home}, entry {self.seq}: {self.what}"


@dataclass(slots=True)
class Tally:
    """How far a check has come: entries read, and the head of each home's chain."""

    entries: int = 0
    destroyed: int = 0
    gone: dict[tuple[str, str], int] = field(
        default_factory=dict
    )  # (home, entry) of what says nothing any more, and its place
    let_go: set[tuple[str, str]] = field(default_factory=set)  # (home, entry) that a signed entry let go
    heads: dict[str, tuple[int, str]] = None  # type: ignore[assignment]

    def __post_init__(self) -> None:
        self.heads = self.heads or {}


def check(
    lines: Iterable[dict[str, Any]], tally: Tally, seals: dict[tuple[str, int], str] | None = None
) -> Iterator[Fault]:
    """Everything wrong with exported ``lines``, which stand in the order of their chain.

    ``tally`` is filled while reading. ``seals`` gives hashes by (home, seq) that were told to people outside the
    database: only they show that a tail was cut off or a whole chain made anew.
    """
    for line in lines:
        if (problem := _shape(line)) is not None:
            yield Fault(str(line.get("home", "?")), _number(line), problem)
            continue
        tally.entries += 1
        yield from _chained(line, tally)
        yield from _sound(line, tally)
        sealed = (seals or {}).get((line["home"], line["seq"]))
        if sealed and sealed != line["hash"]:
            yield Fault(line["home"], line["seq"], "its hash is not the one that was sealed.")
        tally.let_go |= {(line["home"], link["to"]) for link in line["links"] if link.get("rel") == "destroys"}
        tally.heads[line["home"]] = (line["seq"], line["hash"])
    for (home, entry), seq in sorted(tally.gone.items(), key=lambda one: (one[0][0], one[1])):
        if (home, entry) not in tally.let_go:
            yield Fault(home, seq, "what it says is gone, and no signed entry let it go.")
    for (home, seq), _ in sorted((seals or {}).items()):
        if seq > tally.heads.get(home, (0, ""))[0]:
            yield Fault(home, seq, "was sealed and is not here: the end of the ledger has been cut off.")


def _shape(line: dict[str, Any]) -> str | None:
    """What keeps ``line`` from being read at all."""
    if missing := FIELDS - set(line):
        return f"fields are missing: {', '.join(sorted(missing))}."
    if strange := set(line) - FIELDS:
        return f"there are fields that no entry has: {', '.join(sorted(strange))}."
    if type(line["seq"]) is not int or not all(
        isinstance(line[name], str) for name in ("home", "prev", "hash", "digest")
    ):
        return "its place, home or hashes are not written as they should be."
    if not isinstance(line["links"], list) or not all(isinstance(one, dict) for one in line["links"]):
        return "its links are not written as they should be."
    return None


def _number(line: dict[str, Any]) -> int:
    seq = line.get("seq")
    return seq if isinstance(seq, int) else 0


def _chained(line: dict[str, Any], tally: Tally) -> Iterator[Fault]:
    home, seq = line["home"], line["seq"]
    last, head = tally.heads.get(home, (0, chain.FIRST))
    if seq > last + 1:
        gone = f"entry {last + 1} is" if seq == last + 2 else f"entries {last + 1} to {seq - 1} are"
        yield Fault(home, seq, f"{gone} missing before it.")
    elif seq <= last:
        yield Fault(home, seq, f"it stands after entry {last}: the order was changed, or it is here twice.")
    elif line["prev"] != head:
        before = f"entry {last}, as that stands here" if last else "the beginning of the ledger"
        yield Fault(home, seq, f"it does not follow {before}.")


def _sound(line: dict[str, Any], tally: Tally) -> Iterator[Fault]:
    if chain.entry_hash(line) != line["hash"]:
        yield Fault(
            line["home"],
            line["seq"],
            "its times, author, links or other fields were changed: its hash does not match them.",
        )
    if line["content"] is None and line["salt"] is None:
        tally.destroyed += 1
        tally.gone[line["home"], line["id"]] = line["seq"]
    elif line["content"] is None or line["salt"] is None or _digest(line) != line["digest"]:
        yield Fault(line["home"], line["seq"], "what it says was changed: its digest does not match its content.")


def _digest(line: dict[str, Any]) -> str:
    try:
        return chain.digest(line["salt"], line["content"])
    except (ValueError, TypeError):
        return ""
