"""The only writes to the sector's tables: take a file, follow a home. Each is one transaction.

What a file says is stored as it stands (``StoredStatement``), and everything else is derived from all statements by
``sector.fold``. A file that was taken before adds nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction

from ninefold.base import clock
from ninefold.sector import natures
from ninefold.sector.fold import Folding, fold, insert
from ninefold.sector.models import (
    INVENTED_NAME,
    Import,
    InspectedHome,
    InspectionReport,
    LastLook,
    Pick,
    RefusedRow,
    SourceSheet,
    StoredStatement,
    Watch,
)
from ninefold.sector.reading import FileReading, Progress, SheetStatements, read
from ninefold.sector.rows import COLUMNS, Refusal

BATCH = 500


@dataclass(slots=True)
class Taken:
    """What came of a file. ``new`` and ``known`` count its inspections once it is folded in; a file that was taken
    before has no ``file`` and nothing new."""

    reading: FileReading
    new: int = 0
    known: int = 0
    inspections: int = 0
    differing: list[Refusal] = field(default_factory=list)
    invented_gone: int = 0
    refusals: list[Refusal] = field(default_factory=list)
    file: Import | None = None


def import_file(
    *,
    path: Path,
    name: str,
    at: datetime,
    mapping: Mapping[str, str] | None = None,
    anyway: bool = False,
    progress: Progress | None = None,
    fold_now: bool = True,
) -> Taken:
    """Take a file. Raises ``Damaged``, ``NotSure`` or ``MappingWrong``, and then nothing has changed.

    With ``fold_now`` false the caller takes several files and calls ``finish`` after the last.
    """
    tomorrow = clock.local(at).date() + timedelta(days=1)
    reading = read(path, name, tomorrow, mapping, anyway=anyway, progress=progress)
    return take(reading=reading, at=at, fold_now=fold_now)


@transaction.atomic
def take(*, reading: FileReading, at: datetime, fold_now: bool = True) -> Taken:
    """Store what a reading holds. A file that was taken before leaves no trace twice."""
    taken = Taken(reading, refusals=list(reading.refusals), inspections=len(reading.inspections))
    if reading.name != INVENTED_NAME:
        taken.invented_gone = _clear_invented()
    if Import.objects.filter(sha256=reading.sha256).exists():
        taken.known = taken.inspections
        if taken.invented_gone:
            fold()
        return taken
    taken.file = _write_import(taken, at)
    for part in reading.parts:
        _write_part(part, taken.file)
    if reading.report and reading.report.on:
        facts = reading.report.facts.as_plain()
        unsure = facts.pop("unsure")
        InspectionReport.objects.create(
            file=taken.file, urn=reading.report.urn, on=reading.report.on, facts=facts, unsure=unsure
        )
    if fold_now:
        finish([taken])
    else:  # what was stored need not stay in memory while further files are read
        reading.parts = [replace(part, statements=[]) for part in reading.parts]
    return taken


def finish(taken: Iterable[Taken]) -> None:
    """Fold what was taken into everything else, and count what was new in each file."""
    files = [one for one in taken if one.file]
    if not files and not Import.objects.filter(folded=False).exists():
        return
    with transaction.atomic():
        _count(files, fold())


def _count(taken: Iterable[Taken], folding: Folding) -> None:
    for one in taken:
        if one.file is None:
            continue
        one.new = folding.new[one.file.pk]
        one.known = one.inspections - one.new
        one.differing = folding.differing.get(one.file.pk, [])
        Import.objects.filter(pk=one.file.pk).update(new=one.new, known=one.known)
        one.file.refresh_from_db()


def _clear_invented() -> int:
    """Invented homes go when real ones come, so that no figure ever mixes them. Gives how many there were."""
    files = list(Import.objects.filter(name=INVENTED_NAME).values_list("pk", flat=True))
    if not files:
        return 0
    invented = InspectedHome.objects.filter(
        urn__in=StoredStatement.objects.filter(source__file__in=files).values("urn")
    )
    count = invented.count()
    invented.delete()
    StoredStatement.objects.filter(source__file__in=files).delete()
    Import.objects.filter(pk__in=files).delete()
    return count


def _write_import(taken: Taken, at: datetime) -> Import:
    days = [one.on for one in taken.reading.inspections if one.on]
    file = Import.objects.create(
        name=taken.reading.name[:200],
        sha256=taken.reading.sha256,
        at=at,
        rows=taken.reading.rows,
        new=0,
        known=0,
        refused=len(taken.refusals),
        first_on=min(days, default=None),
        last_on=max(days, default=None),
        folded=False,
    )
    rows = (RefusedRow(file=file, line=no.line, urn=no.urn, code=no.code, why=no.why[:300]) for no in taken.refusals)
    RefusedRow.objects.bulk_create(rows, batch_size=BATCH)
    return file


def _write_part(part: SheetStatements, file: Import) -> None:
    """Write down a sheet and what its rows say."""
    nature = part.nature
    source = SourceSheet.objects.create(
        file=file,
        sheet=part.sheet[:120],
        kind=nature.kind,
        day=nature.day,
        day_known=nature.day_known,
        since=nature.since,
        whole=nature.whole,
        national=nature.national,
        rows=len(part.statements),
    )
    spread = natures.is_spread(nature, part.statements)
    rows: list[tuple[Any, ...]] = [
        (source.pk, natures.row_day(nature, one, spread), *(getattr(one, name) for name in COLUMNS))
        for one in part.statements
    ]
    insert(StoredStatement, ("source_id", "day", *COLUMNS), rows)


def watch(*, watcher: str, urn: str, note: str, at: datetime) -> Watch:
    """Follow a home, or change the note on it."""
    kept, _ = Watch.objects.update_or_create(
        watcher=watcher,
        provider_id=urn,
        defaults={"note": note.strip()},
        create_defaults={"note": note.strip(), "at": at},
    )
    return kept


def unwatch(*, watcher: str, urn: str) -> None:
    """Follow a home no longer."""
    Watch.objects.filter(watcher=watcher, provider_id=urn).delete()


def look(*, account: str, subject: str, at: datetime) -> None:
    """Write down that somebody has seen what is new about an area, a home or an owner: what comes after is new again."""
    LastLook.objects.update_or_create(account=account, subject=subject[:220], defaults={"at": at})


def pick(*, account: str, list_name: str, urn: str, reason: str, then: dict[str, Any], at: datetime) -> Pick:
    """Keep a home on a shortlist, or change the reason. What it was when it was first kept stays."""
    kept, _ = Pick.objects.update_or_create(
        account=account,
        list=list_name,
        urn=urn,
        defaults={"reason": reason.strip()},
        create_defaults={"reason": reason.strip(), "at": at, "then": then},
    )
    return kept


def unpick(*, account: str, list_name: str, urn: str) -> None:
    """Take a home off a shortlist."""
    Pick.objects.filter(account=account, list=list_name, urn=urn).delete()


def finish_report(*, report: InspectionReport, field: str, words_added: str, account: str, at: datetime) -> None:
    """Add what the reading of a report was unsure of. What was read stays as it is."""
    if field in report.unsure:
        report.finished[field] = {"said": words_added.strip(), "by": account, "at": at.isoformat()}
        report.save(update_fields=["finished"])
