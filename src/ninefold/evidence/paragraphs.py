"""How each paragraph of the nine standards is shown, from counts of records. Pure: no clock, no database.

A record that was made for a paragraph shows it, another bears it out; one that only touches on it (a daily note) is
counted apart and shows nothing by itself.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from ninefold.base import clock
from ninefold.base.english import stopped
from ninefold.evidence.best import WEIGHTS
from ninefold.evidence.months import Span
from ninefold.lawbook.model import Library, Paragraph, Proof, RecordType, Standard

State = Literal["voiced", "shown", "supported", "mentioned", "stale", "empty"]

# How a paragraph stands, in words.
STANDS: dict[State, str] = {
    "voiced": "shown, with a child's own words",
    "shown": "shown",
    "supported": "only borne out by other records",
    "mentioned": "only touched on",
    "stale": "shown before, and not since",
    "empty": "nothing yet",
}
COUNTED: tuple[Proof, ...] = ("direct", "supports")

# A paragraph that nothing has shown for so long is a gap. Our own measure: it is the length of a quarter.
GAP_DAYS = 90


@dataclass(frozen=True, slots=True)
class Count:
    """How much a month holds of one thing that shows paragraphs: records, signed stages, records with a child's words."""

    records: int = 0
    entries: int = 0
    voiced: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(self.records + other.records, self.entries + other.entries, self.voiced + other.voiced)


@dataclass(frozen=True, slots=True)
class Met:
    """A record that met duties in the month. It shows what they show, unless its own type does that already."""

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

    ``records`` are those that show it or bear it out, which a reader can open; ``entries`` counts each signed stage of
    them once, ``direct`` the records that were made for it, ``mentions`` those that only touch on it. ``voiced`` of the
    records hold a child's own words, ``family`` and ``outside`` come from there. ``missing`` says in a sentence what would
    show it.
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
    mentions: int = 0
    family: int = 0
    outside: int = 0

    @property
    def bearing(self) -> int:
        """How many records bear it out and were not made for it."""
        return self.records - self.direct

    @property
    def gap(self) -> bool:
        """Whether nothing has shown it for as long as a quarter."""
        return self.days_old is None or self.days_old > GAP_DAYS


def paragraphs(
    library: Library, counts: Counts, month: Span, today: date | None = None, *, partial: bool = False
) -> list[ParagraphEvidence]:
    """Every paragraph of every standard in the order of the law. Ages are counted to the month's end, or ``today``.

    ``partial`` says that the counts are those of somebody who may not read all of it: then nothing is nothing they may read.
    """
    until = min(month.last, today or month.last)
    types, by_duty = _proving(library), _met(library, counts.met)
    return [
        _paragraph(
            standard,
            paragraph,
            types.get(paragraph.ref, []),
            by_duty.get(paragraph.ref, []),
            counts,
            until,
            month.noun,
            partial=partial,
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
    """The record types that say something of a paragraph, those that were made for it first."""
    types = [t for t in library.records.values() if ref in t.proves]
    return {t.id: t for t in sorted(types, key=lambda t: (WEIGHTS.index(t.proves[ref]), t.title))}


def _proving(library: Library) -> dict[str, list[RecordType]]:
    """``proving_types`` of every paragraph at once, in one walk through the library."""
    found: dict[str, list[RecordType]] = defaultdict(list)
    for one in sorted(library.records.values(), key=lambda one: one.title):
        for ref in one.proves:
            found[ref].append(one)
    return {ref: sorted(types, key=lambda one: WEIGHTS.index(one.proves[ref])) for ref, types in found.items()}


def proving_by_duty(library: Library, ref: str, met: Iterable[Met]) -> Iterator[Met]:
    """Those of ``met`` that show a paragraph only because a duty was met."""
    for one in met:
        if ref not in library.records[one.type].proves and any(ref in library.duties[d].proves for d in one.duties):
            yield one


def _met(library: Library, met: Iterable[Met]) -> dict[str, list[tuple[Met, Proof]]]:
    """For each paragraph the records that show it only because a duty was met, with the weight of that."""
    found: dict[str, list[tuple[Met, Proof]]] = defaultdict(list)
    for one in met:
        weights: dict[str, Proof] = {}
        for duty in one.duties:
            for ref, weight in library.duties[duty].proves.items():
                weights[ref] = min(weight, weights.get(ref, weight), key=WEIGHTS.index)
        for ref, weight in weights.items():
            if ref not in library.records[one.type].proves:
                found[ref].append((one, weight))
    return found


def _paragraph(
    standard: Standard,
    paragraph: Paragraph,
    types: list[RecordType],
    by_duty: list[tuple[Met, Proof]],
    counts: Counts,
    until: date,
    noun: str,
    *,
    partial: bool,
) -> ParagraphEvidence:
    ref = paragraph.ref
    parts = [(counts.by_type[t.id], t.proves[ref], t.told_by) for t in types if t.id in counts.by_type]
    parts += [(Count(1, 1, int(one.voiced)), weight, "") for one, weight in by_duty]
    counted = [part for part in parts if part[1] in COUNTED]
    total = sum((count for count, _, _ in counted), Count())
    direct = sum(count.records for count, weight, _ in counted if weight == "direct")
    mentions = sum(count.records for count, weight, _ in parts if weight not in COUNTED)
    telling = [t for t in types if t.proves[ref] in COUNTED]
    newest = max((clock.local(counts.newest[t.id]).date() for t in telling if t.id in counts.newest), default=None)
    state = _state(total, direct, mentions, newest)
    return ParagraphEvidence(
        standard=standard.id,
        ref=ref,
        short=paragraph.short or ref,
        text=paragraph.text,
        state=state,
        records=total.records,
        entries=total.entries,
        direct=direct,
        voiced=total.voiced,
        newest=newest,
        days_old=max(0, (until - newest).days) if newest else None,
        missing=_missing(state, total, types, telling, noun, partial=partial),
        mentions=mentions,
        family=sum(count.records for count, _, told_by in counted if told_by == "family"),
        outside=sum(count.records for count, _, told_by in counted if told_by == "outside"),
    )


def _state(total: Count, direct: int, mentions: int, newest: date | None) -> State:
    if direct:
        return "voiced" if total.voiced else "shown"
    if total.records:
        return "supported"
    if mentions:
        return "mentioned"
    return "stale" if newest else "empty"


def _missing(
    state: State, total: Count, types: list[RecordType], telling: list[RecordType], noun: str, *, partial: bool
) -> str:
    if state == "voiced" or (partial and state == "shown"):
        return ""
    if partial and types:
        made_for = " was made for it" if state == "supported" else ""
        return stopped(f"Nothing that you may read{made_for}. Shown by: {_named(types)}")
    if state in ("shown", "supported"):
        made = [t for t in telling if asks_child(t)] if not total.voiced else []
        words = stopped(f"Not yet in a child's own words. Asked for in: {_named(made)}") if made else ""
        if state == "shown":
            return words
        return f"{stopped(f'Nothing that was made for it. Shown by: {_named(types)}')} {words}".strip()
    if not types:
        return "No kind of record shows this by itself."
    begun = {"empty": "Nothing yet", "mentioned": "Only touched on in passing"}.get(state, f"Nothing this {noun}")
    return stopped(f"{begun}. Shown by: {_named(types)}")


def asks_child(record_type: RecordType) -> bool:
    """Whether a form of this type has a place for a child's own words."""
    return any(f.kind == "voice" for stage in record_type.stages for f in stage.fields)


def _named(types: Iterable[RecordType], at_most: int = 3) -> str:
    """Record types by name within a sentence: "key-work session, wish or incident"."""
    names = [t.title[:1].lower() + t.title[1:] for t in types][:at_most]
    return " or ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
