"""An installation follows its library: when the library has changed, everything derived is worked out again, once.

What is owed, what a fact is and what proves what are derived from the entries by the library in force. A new duty holds
for what was written before it came, and one that is gone must not stand about.
"""

import sys
from pathlib import Path

KEPT = "library.sha256"


def sentence(lacking: list[str]) -> str:
    """That the library lacks types that something was signed as, which, and what to do."""
    one = len(lacking) == 1
    return (
        f"The library no longer has {'the record type' if one else f'{len(lacking)} record types'} {', '.join(lacking)}, "
        "as which something was signed here. What was signed can be read, and nothing is worked out anew. Is "
        "NINEFOLD_LIBRARY set to your folder? To go on without, run: ninefold rebuild --without-missing-types"
    )


def follow(data: Path) -> bool:
    """Rebuild every home if the library is another than the one that ``data`` was last derived by. Django is set up.

    Gives whether that was needed. The first start of an installation only notes its library. With types missing that
    something was signed as nothing is worked out again: all that there is stays as it is, until somebody says otherwise
    (``ninefold rebuild --without-missing-types``).
    """
    from ninefold import lawbook
    from ninefold.ledger import kept_types
    from ninefold.ledger.rebuild import rebuild
    from ninefold.people.models import Home

    kept_types.keep_all()
    digest, note = lawbook.current().digest, data / KEPT
    if lacking := kept_types.lacking():
        # A folder that was forgotten is put back; what was derived with it must not be lost meanwhile.
        print(sentence(lacking), file=sys.stderr)
        return False
    before = note.read_text(encoding="ascii").strip() if note.exists() else ""
    homes = list(Home.objects.filter(chain__seq__gt=0).order_by("urn"))
    if before == digest:
        # Homes of a version that did not yet derive who lives and works there.
        homes = [home for home in homes if not home.statements.exists()]
        if not homes:
            return False
    if homes:
        print("Working out again what follows from the records ...", file=sys.stderr)
    for home in homes:
        rebuild(home)
    note.write_text(f"{digest}\n", encoding="ascii")
    return bool(homes)
