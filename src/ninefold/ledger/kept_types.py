"""The types that a home's records were signed as, kept with them: what was signed is read as that, whatever comes after.

A library changes, and a provider's own folder may be forgotten at one start. So each type is kept, as it was in each of
its versions, from the first time that something is signed as it; ``lawbook.lost`` asks for it when the library has none.
"""

from collections.abc import Iterable

from django.db import DatabaseError, transaction
from pydantic import ValidationError

from ninefold import lawbook
from ninefold.lawbook import lost
from ninefold.lawbook.model import RecordType
from ninefold.ledger import rows
from ninefold.ledger.kept import until_signed
from ninefold.ledger.models import Entry, KeptType, Record
from ninefold.people.access import Viewer

_known: set[tuple[str, str, int]] = set()  # what this process has kept: the library's digest, the type, its version


def keep(types: Iterable[RecordType]) -> None:
    """Keep each of ``types`` as it is now, if this process has not: one statement, and mostly none."""
    digest = lawbook.current().digest
    fresh = {(digest, one.id, one.version): one for one in types if (digest, one.id, one.version) not in _known}
    if not fresh:
        return
    definitions = [
        {"type": one.id, "version": one.version, "definition": one.model_dump_json(exclude_defaults=True)}
        for one in fresh.values()
    ]
    rows.add(KeptType, definitions, unique=("type", "version"))
    transaction.on_commit(lambda: _known.update(fresh))


def keep_all() -> None:
    """Keep every type of the library as which something was ever signed: at a start, for what was signed before."""
    records = lawbook.current().records
    used = set(Entry.objects.order_by().values_list("type", flat=True).distinct())
    with transaction.atomic():
        keep(records[id] for id in sorted(used & records.keys()))


def as_signed(id: str) -> RecordType | None:
    """The type with this id as it was signed last, if it was kept and can still be understood."""
    try:
        kept = KeptType.objects.filter(type=id).order_by("-version").first()
        return RecordType.model_validate_json(kept.definition) if kept else None
    except (DatabaseError, ValidationError):
        return None


def lacking() -> list[str]:
    """The ids of the types as which something was signed in any home, and which the library no longer has."""
    used = set(Entry.objects.order_by().values_list("type", flat=True).distinct())
    return sorted(used - lawbook.current().records.keys())


@until_signed
def lacking_here(viewer: Viewer) -> list[str]:
    """The titles of those of the viewer's home, as far as the viewer may see records of them."""
    records = lawbook.current().records
    used = set(Record.objects.filter(home=viewer.home).order_by().values_list("type", flat=True).distinct())
    return sorted(records[id].title for id in used - records.keys())


lost.kept_by(as_signed)
