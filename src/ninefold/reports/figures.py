"""A report as data with, for each figure, its id and the entries of the ledger that it stands for: to be counted again.

Whoever exports the ledger can count every figure independently, because each names its entries.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from ninefold.ledger.models import Entry
from ninefold.people.access import Viewer
from ninefold.reports import records
from ninefold.reports.blocks import Figure, Heading, Report, Table, as_data
from ninefold.reports.drawings import flat
from ninefold.reports.selection import Selection


def as_counted(viewer: Viewer, report: Report) -> dict[str, Any]:
    """The report's blocks, and ``figures``: id, section, label, number, unit, what selects it, records and entries."""
    told = as_data(report)
    figures = list(_figures(report))
    behind = {figure.selection: _records(viewer, figure) for _, _, figure in figures}
    every = {record for ids in behind.values() for record in ids}
    entries = _entries(viewer, every)
    told["figures"] = [
        {
            "id": name_of(figure),
            "section": section,
            "label": label,
            "number": figure.number,
            "of": figure.of,
            "selection": as_data(figure.selection),
            "records": behind[figure.selection],
            "entries": [entry for record in behind[figure.selection] for entry in entries[record]],
        }
        for section, label, figure in figures
    ]
    return dict(told)


def name_of(figure: Figure) -> str:
    """The id that its outline gives a figure, or what selects it; the period tells the one before from the one now."""
    return f"{figure.id or _selected(figure.selection)}/{figure.selection.period}"


def _selected(selection: Selection) -> str:
    return ":".join(filter(None, (selection.kind, *selection.words, selection.subject)))


def _records(viewer: Viewer, figure: Figure) -> list[str]:
    return sorted(records.behind(viewer, figure.selection).order_by().values_list("pk", flat=True))


def _entries(viewer: Viewer, ids: set[str]) -> dict[str, list[str]]:
    by_record: dict[str, list[str]] = defaultdict(list)
    wanted = Entry.objects.filter(home=viewer.home).order_by("seq").values_list("record_id", "pk")
    for record, entry in wanted:
        if record in ids:
            by_record[record].append(entry)
    return by_record


def _figures(report: Report) -> Iterator[tuple[str, str, Figure]]:
    """Each figure once, with its section and what its row or line says it is."""
    section, seen = "", set[tuple[str, str, str]]()
    for block in report.blocks:
        if isinstance(block, Heading):
            section = block.text
        for label, figure in _in(block):
            key = (section, name_of(figure), figure.of)
            if key not in seen:
                seen.add(key)
                yield section, label, figure


def _in(block: Any) -> Iterator[tuple[str, Figure]]:
    if isinstance(block, Table):
        for row in block.rows:
            label = " | ".join(
                flat.plain(cell) for cell in row if cell and not any(isinstance(c, Figure) for c in cell)
            )
            yield from ((label, part) for cell in row for part in cell if isinstance(part, Figure))
        return
    yield from _within(block, "")


def _within(thing: Any, label: str) -> Iterator[tuple[str, Figure]]:
    if isinstance(thing, Figure):
        yield label, thing
    elif isinstance(thing, tuple | list):
        first = next((part for part in thing if isinstance(part, str)), label)
        for part in thing:
            yield from _within(part, first)
    elif is_dataclass(thing) and not isinstance(thing, type):
        for one in fields(thing):
            yield from _within(getattr(thing, one.name), getattr(thing, "title", label))
