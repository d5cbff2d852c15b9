"""The ledger as JSON Lines, one entry a line, in the order of its chain (docs/ledger-format.md)."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ninefold.ledger import chain
from ninefold.ledger.actions import exported
from ninefold.ledger.attachments.keeping import path_of
from ninefold.ledger.models import Chain, Entry, Held, Seal
from ninefold.ledger.verify import Fault
from ninefold.people.models import Home


def lines(home: Home) -> Iterator[dict[str, Any]]:
    """Every entry of ``home`` as it is exported, read in portions. Destroyed content is null, and so is its salt."""
    rows = Entry.objects.filter(home=home).select_related("content").order_by("seq")
    for entry in rows.iterator(chunk_size=2000):
        content = getattr(entry, "content", None)
        yield {
            **exported(entry, home.urn),
            "content": json.loads(content.body) if content else None,
            "salt": content.salt if content else None,
        }


def write(home: Home, out: Path) -> int:
    """Write ``home``'s ledger to ``out``, whole or not at all. Gives the number of entries."""
    part = out.with_name(out.name + ".part")
    count = 0
    with part.open("w", encoding="utf-8", newline="\n") as file:
        for line in lines(home):
            file.write(json.dumps(line, ensure_ascii=False, sort_keys=True) + "\n")
            count += 1
    part.replace(out)
    return count


def write_files(home: Home, folder: Path) -> tuple[int, list[str]]:
    """Write every file that ``home``'s records hold to ``folder``, each under its SHA-256, by which entries name it.

    Gives how many were written, and the SHA-256 of those that are not on this machine. What was sent and is sealed
    (``attachments.sealed``) is not among them: a leader opens that one by one, and says why.
    """
    folder.mkdir(parents=True, exist_ok=True)
    held = Held.objects.filter(record__home=home).values_list("sha256", flat=True)
    written, lost = 0, []
    for sha in sorted(set(held)):
        if path_of(sha).exists():
            shutil.copyfile(path_of(sha), folder / sha)
            written += 1
        else:
            lost.append(sha)
    return written, lost


def read(file: Path) -> Iterator[dict[str, Any]]:
    """The lines of an export. Raises ValueError naming the line that cannot be read."""
    with file.open(encoding="utf-8") as text:
        for number, line in enumerate(text, 1):
            try:
                entry = json.loads(line)
            except ValueError as problem:
                raise ValueError(f"{file.name}, line {number}: this is not JSON ({problem}).") from problem
            if not isinstance(entry, dict):
                raise ValueError(f"{file.name}, line {number}: this is not an entry.")
            yield entry


def seals(home: Home) -> dict[tuple[str, int], str]:
    """The seals of ``home``, by (URN, seq)."""
    return {(home.urn, seal.seq): seal.hash for seal in Seal.objects.filter(home=home)}


def head_findings(home: Home, read: tuple[int, str] | None) -> list[Fault]:
    """Whether the head that appends go on from is the last entry that was ``read``."""
    head = Chain.objects.filter(home=home).first()
    if head is None or (head.seq, head.hash) == (read or (0, chain.FIRST)):
        return []
    return [Fault(home.urn, head.seq, "the ledger's head names this entry, and the last entry here is another.")]
