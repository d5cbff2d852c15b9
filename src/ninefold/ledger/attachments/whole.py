"""Whether every file that is kept is there and is what it was: its name is its SHA-256."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from ninefold.ledger.attachments import at_rest
from ninefold.ledger.attachments.keeping import path_of, sealed_path
from ninefold.ledger.models import Attachment, Original
from ninefold.ledger.verify import Fault


def faults() -> Iterator[Fault]:
    """Every kept file that is missing or changed, by home. A file that two homes hold is read once."""
    for model, place in ((Attachment, path_of), (Original, sealed_path)):
        rows = model._default_manager.order_by("sha256", "home__urn").values_list("sha256", "home__urn")
        last, wrong = "", ""
        for sha, urn in rows.iterator():
            if sha != last:
                last, wrong = sha, fault_of(place(sha), sha)
            if wrong:
                yield Fault(urn, 0, f"the file {sha[:12]}… {wrong}")


def fault_of(file: Path, sha: str) -> str:
    """What is wrong with the file that should have this SHA-256; "" when nothing is."""
    try:
        digest = hashlib.sha256(at_rest.read(file)).hexdigest()
    except FileNotFoundError:
        return "is not here. Put it back from a backup."
    except at_rest.NoKey as lacking:
        return f"cannot be opened: {lacking}"
    return "" if digest == sha else "is not what was kept: its bytes are others. Put it back from a backup."
