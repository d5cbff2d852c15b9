"""An installation follows its library: when the library has changed, everything derived is worked out again, once.

What is owed, what a fact is and what proves what are derived from the entries by the library in force. A new duty holds
for what was written before it came, and one that is gone must not stand about. ``notice`` is quick and comes before the
port opens; the work is done beside the server (``ninefold.work.anew``).
"""

import sys
from pathlib import Path

KEPT = "library.sha256"
UNKNOWN = "unknown"


def sentence(lacking: list[str]) -> str:
    """That the library lacks types that something was signed as, which, and what to do."""
    one = len(lacking) == 1
    return (
        f"The library no longer has {'the record type' if one else f'{len(lacking)} record types'} {', '.join(lacking)}, "
        "as which something was signed here. What was signed can be read, and nothing is worked out anew. Is "
        "NINEFOLD_LIBRARY set to your folder? To go on without, run: ninefold rebuild --without-missing-types"
    )


def notice(data: Path) -> bool:
    """Note which homes were derived by another library than the one in force. Gives whether there are any. Django is set up.

    The first start of an installation only notes its library. With types missing that something was signed as nothing is
    worked out again: all that there is stays as it is, until somebody says otherwise (``ninefold rebuild
    --without-missing-types``).
    """
    from ninefold import lawbook
    from ninefold.ledger import kept_types
    from ninefold.ledger.models import Chain
    from ninefold.people.models import Home
    from ninefold.work import anew

    kept_types.keep_all()
    if lacking := kept_types.lacking():
        # A folder that was forgotten is put back; what was derived with it must not be lost meanwhile.
        print(sentence(lacking), file=sys.stderr)
        anew.expect([])
        return False
    digest, note = lawbook.current().digest, data / KEPT
    before = note.read_text(encoding="ascii").strip() if note.exists() else digest
    # Homes that were there before each knew its library share what the folder knows of it.
    Chain.objects.filter(library="").update(library=before)
    # Homes of a version that did not yet derive who lives and works there.
    undescribed = Home.objects.filter(chain__seq__gt=0, statements=None)
    Chain.objects.filter(home__in=undescribed).update(library=UNKNOWN)
    if not note.exists() or before != digest:
        note.write_text(f"{digest}\n", encoding="ascii")
    homes = anew.behind()
    anew.expect(homes)
    return bool(homes)


def follow(data: Path) -> bool:
    """Notice, and work out again at once what is behind. Gives whether that was needed."""
    from ninefold.work import anew

    return notice(data) and bool(anew.work_out())
