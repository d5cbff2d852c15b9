"""What proves each paragraph of the nine standards, from counts of records. Pure: no clock, no database."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from ninefold.base import clock
from ninefold.evidence.months import Span
from ninefold.lawbook.model import Library, Paragraph, RecordType, Standard

State = Literal["voiced", "proved", "stale", "empty"]
Weight = Literal["direct", "supports"]

# A paragraph that nothing has proved for so long is a gap. Our own measure: it is the length of a quarter.
GAP_DAYS = 90


@dataclass(frozen=True, slots=True)
class Count:
    """How much a month holds of one thing that proves paragraphs: records, signed stages, records with a child's words."""

    records: int = 0
    entries: int = 0
    voiced: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(self.records + other.records, self.entries + other.entries, self.voiced + other.voiced)


@dataclass(frozen=True, slots=True)
class Met:
    """A record that met duties in the month. It proves what they prove, unless its own type proves that already."""

    record: str
    type: str
    duties: frozenset[str]
    voiced: bool = False


@dataclass(frozen=True, slots=True)
class Counts:
    """What the records of a home or a child come to, by record type: in the month, and the newest up to its end.

    ``met`` holds the records that met a duty in the month.
    """

    by_type: dict[str, Count]
    newest: dict[str, datetime]
    met: tuple[Met, ...] = ()


@dataclass(frozen=True, slots=True)
class ParagraphEvidence:
    """One paragraph, and how it stands at the end of a month.

    ``records`` is what a reader can open; ``entries`` counts each signed stage of them once. ``direct`` counts
    the entries that prove the paragraph by themselves. ``missing`` says in a sentence what would prove it.
    """

    standard: str
    ref: str
    short: str
    text: str
    state: State
    records: int
    entries: int
    direct: int
    voiced: int
    newest: date | None
    days_old: int | None
    missing: str

    @property
    def gap(self) -> bool:
        """Whether nothing has proved it for as long as a quarter."""
        return self.days_old is None or self.days_old > GAP_DAYS


def paragraphs(library: Library, counts: Counts, month: Span, today: date | None = None) -> list[ParagraphEvidence]:
    """Every paragraph of every standard in the order of the law. Ages are counted to the month's end, or ``today``."""
    until = min(month.last, today or month.last)
    types, by_duty = _proving(library), _met(library, counts.met)
    return [
        _paragraph(
            standard, paragraph, types.get(paragraph.ref, []), by_duty.get(paragraph.ref, []), counts, until, month.noun
        )
        for standard in ordered(library)
        for paragraph in standard.paragraphs
    ]


def ordered(library: Library) -> list[Standard]:
    """The standards in the order of their regulations."""
    return sorted(library.standards.values(), key=lambda standard: int(standard.regulation))


def by_standard(
    library: Library, evidence: Iterable[ParagraphEvidence]
) -> list[tuple[Standard, list[ParagraphEvidence]]]:
    """The evidence standard by standard."""
    found = list(evidence)
    return [(standard, [e for e in found if e.standard == standard.id]) for standard in ordered(library)]


def proving_types(library: Library, ref: str) -> dict[str, RecordType]:
    """The record types that are evidence for a paragraph, those that prove it directly first."""
    types = [t for t in library.records.values() if ref in t.proves]
    return {t.id: t for t in sorted(types, key=lambda t: (t.proves[ref] != "direct", t.title))}


def _proving(library: Library) -> dict[str, list[RecordType]]:
    """``proving_types`` of every paragraph at once, in one walk through the library."""
    found: dict[str, list[RecordType]] = defaultdict(list)
    for one in sorted(library.records.values(), key=lambda one: one.title):
        for ref in one.proves:
            found[ref].append(one)
    return {ref: sorted(types, key=lambda one: one.proves[ref] != "direct") for ref, types in found.items()}


def proving_by_duty(library: Library, ref: str, met: Iterable[Met]) -> Iterator[Met]:
    """Those of ``met`` that prove a paragraph only because a duty was met."""
    for one in met:
        if ref not in library.records[one.type].proves and any(ref in library.duties[d].proves for d in one.duties):
            yield one


def _met(library: Library, met: Iterable[Met]) -> dict[str, list[tuple[Met, Weight]]]:
    """For each paragraph the records that prove it only because a duty was met, with the weight of that."""
    found: dict[str, list[tuple[Met, Weight]]] = defaultdict(list)
    for one in met:
        weights: dict[str, Weight] = {}
        for duty in one.duties:
            for ref, weight in library.duties[duty].proves.items():
                weights[ref] = "direct" if "direct" in (weight, weights.get(ref)) else weight
        for ref, weight in weights.items():
            if ref not in library.records[one.type].proves:
                found[ref].append((one, weight))
    return found


def _paragraph(
    standard: Standard,
    paragraph: Paragraph,
    types: list[RecordType],
    by_duty: list[tuple[Met, Weight]],
    counts: Counts,
    until: date,
    noun: str,
) -> ParagraphEvidence:
    parts = [(counts.by_type[t.id], t.proves[paragraph.ref]) for t in types if t.id in counts.by_type]
    parts += [(Count(1, 1, int(one.voiced)), weight) for one, weight in by_duty]
    total = sum((count for count, _ in parts), Count())
    direct = sum(count.entries for count, weight in parts if weight == "direct")
    newest = max((clock.local(counts.newest[t.id]).date() for t in types if t.id in counts.newest), default=None)
    state = _state(total, newest)
    return ParagraphEvidence(
        standard=standard.id,
        ref=paragraph.ref,
        short=paragraph.short or paragraph.ref,
        text=paragraph.text,
        state=state,
        records=total.records,
        entries=total.entries,
        direct=direct,
        voiced=total.voiced,
        newest=newest,
        days_old=max(0, (until - newest).days) if newest else None,
        missing=_missing(state, types, noun),
    )


def _state(total: Count, newest: date | None) -> State:
    if total.voiced:
        return "voiced"
    if total.records:
        return "proved"
    return "stale" if newest else "empty"


def _missing(state: State, types: list[RecordType], noun: str) -> str:
    if state == "voiced":
        return ""
    if state == "proved":
        asking = [t for t in types if asks_child(t)]
        return f"Not yet in a child's own words. Asked for in: {_named(asking)}." if asking else ""
    if not types:
        return "No kind of record shows this by itself."
    return f"{'Nothing yet' if state == 'empty' else f'Nothing this {noun}'}. Shown by: {_named(types)}."


def asks_child(record_type: RecordType) -> bool:
    """Whether a form of this type has a place for a child's own words."""
    return any(f.kind == "voice" for stage in record_type.stages for f in stage.fields)


def _named(types: Iterable[RecordType], at_most: int = 3) -> str:
    """Record types by name within a sentence: "key-work session, wish or incident"."""
    names = [t.title[:1].lower() + t.title[1:] for t in types][:at_most]
    return " or ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
