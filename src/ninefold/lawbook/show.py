"""A thing of the library in lines of plain text: what it asks, who signs, what it proves, what it starts, and why."""

from collections.abc import Callable

from ninefold.lawbook import citations, clocks, coverage, show_books
from ninefold.lawbook.books import Check
from ninefold.lawbook.editions import NEVER
from ninefold.lawbook.model import Duty, FormField, Library, Paragraph, RecordType, Stage, Standard
from ninefold.lawbook.source import Change, Source

Lines = list[str]


def show(library: Library, thing: str) -> Lines:
    """Everything called ``thing``: a record type, a duty, a standard, a check, a paragraph. No lines when nothing is."""
    found = [lines for shown in SHOWN if (lines := shown(library, thing))]
    if thing in library.wanted or thing in library.words.practice:
        found += [show_books.wanted(item) for item in _wanted(library) if item.id == thing]
    for one in library.standards.values():
        found += [paragraph(library, one, part) for part in one.paragraphs if part.ref == thing]
    return [line for lines in found for line in (*lines, "")][:-1]


def ids(library: Library) -> list[str]:
    """Everything that can be shown."""
    refs = [part.ref for one in library.standards.values() for part in one.paragraphs]
    things = (
        library.records, library.duties, library.standards, library.checks, library.registers, library.series,
        library.reports, library.changes, library.sources,
    )  # fmt: skip
    return [*(name for section in things for name in section), *library.wanted, *library.words.practice, *refs]


def _wanted(library: Library) -> list[coverage.WantedItem]:
    """Practice points, and what law, guidance and custom want."""
    known = {*library.words.practice, *library.wanted}
    return [item for items in coverage.coverage(library).values() for item in items if item.id in known]


def record(library: Library, one: RecordType) -> Lines:
    """A record type with its stages, what it proves and the duties it starts and meets."""
    return [
        f"{one.title}  ({one.id}, version {one.version})",
        *_if(one.help),
        "",
        f"Cites     {_cited(library, one.source, one.cite) or 'good practice: ' + _points(library, one.serves)}",
        f"About     {', '.join(one.about)}" + (f"; also {', '.join(one.also)}" if one.also else ""),
        *_doubt(one),
        f"Area      {library.words.areas[one.area]}",
        f"Seen as   {one.sensitivity}",
        f"Kept      {show_books.kept(library.words.keeping[one.keep])}",
        *([f"Read by   {', '.join(sorted(library.roles_in(one.to_read)))}, each signing it"] if one.to_read else []),
        f"Holds     {_days(one)}",
        *(f"Reopens   {library.records[other].title}  ({other})" for other in one.reopens),
        *(line for stage in one.stages for line in _stage(library, one, stage)),
        *_proves(library, one),
        *_duties("Starts", clocks.started_by(library, one.id), library),
        *_duties("Meets", clocks.met_by(library, one.id), library),
        *show_books.serves(library, one.serves, one.covers),
    ]


def duty(library: Library, one: Duty) -> Lines:
    """A duty with its clock, its source, and the records that start and meet it."""
    return [
        f"{one.title}  ({one.id})",
        *_if(one.says),
        "",
        f"Cites     {_cited(library, one.source, one.cite)}",
        *_doubt(one),
        f"Weight    {one.weight}" + (", and a home can set its own interval" if one.can_change else ""),
        f"About     {one.about}",
        f"Done by   {', '.join(one.who)}" + (", while the home chases" if one.owed_by_others else ""),
        f"Holds     {_days(one)}",
        f"Clock     {clocks.clock(one)}",
        *_proves(library, one),
        "",
        "Facts",
        *(f"  {fact}: {_stated(library, fact)}" for fact in clocks.facts_in(one)),
        *show_books.serves(library, one.serves, one.covers),
    ]


def standard(library: Library, one: Standard) -> Lines:
    """A standard, its paragraphs, and how many record types can prove each."""
    return [
        f"{one.title}  ({one.id})",
        f"Regulation {one.regulation}, {citations.address(library, 'regs', one.regulation)}",
        one.outcome,
        f"Feeds the judgement: {library.judgements[one.judgement].title}",
        "",
        *(f"  {part.ref:<16} {part.text}  [{_many(len(_provers(library, part.ref)))}]" for part in one.paragraphs),
    ]


def change(library: Library, one: Change) -> Lines:
    """What changed in the law or will, from when, and where it stands."""
    return [
        f"{one.title}  ({one.id})",
        f"  {one.says}",
        "",
        f"Cites     {_cited(library, one.source, one.cite)}",
        *_doubt(one),
        f"Holds     {_days(one)}",
    ]


def source(one: Source) -> Lines:
    """A source with its editions: when each held, what followed, and what could not be read."""
    lines = [f"{one.title}  ({one.id}, {one.kind})", one.url]
    for edition in one.editions:
        from_, to = edition.from_ or "the first", f" to {edition.to}" if edition.to else ""
        days = f"not yet in force: {edition.not_yet}" if edition.not_yet else f"from {from_}{to}"
        count = len(edition.paragraphs)
        listed = f"{count} paragraphs and what holds them may be cited" if count else "nothing of it is listed"
        after = f", then {edition.replaced_by}" if edition.replaced_by else ""
        lines += ["", *([edition.title] if edition.title else []), f"  {days}{after}", f"  {listed}"]
        lines += [f"  Unchecked: {edition.unverified}"] if edition.unverified else []
    return lines


RANKS = {"first": "looked at first", "next": "looked at this week", "last": "looked at when there is time"}


def check(library: Library, one: Check) -> Lines:
    """A check: what it looks for, why that matters, and the facts it reads."""
    why = _cited(library, one.source, one.cite) or "good practice: " + _points(library, one.serves)
    mended = [f"Mended by {library.records[one.mend].title}  ({one.mend})"] if one.mend else []
    return [
        f"{one.title}  ({one.id})",
        *_if(one.looks),
        *_if(one.why),
        "",
        f"Cites     {why}",
        f"About     {one.about}",
        f"Rank      {RANKS[one.rank]}",
        *mended,
        "",
        "Facts",
        *(f"  {fact}: {_stated(library, fact)}" for group in one.facts.values() for fact in group),
    ]


def paragraph(library: Library, one: Standard, part: Paragraph) -> Lines:
    """A paragraph, and the record types and duties that prove it."""
    provers = [f"  {thing.title}  ({thing.id}, {thing.proves[part.ref]})" for thing in _provers(library, part.ref)]
    return [
        f"{part.ref}  {part.text}",
        f"{one.title}, {citations.address(library, 'regs', part.ref)}",
        "",
        "Proved by",
        *(provers or ["  nothing yet"]),
    ]


SHOWN: tuple[Callable[[Library, str], Lines], ...] = (
    lambda library, name: record(library, library.records[name]) if name in library.records else [],
    lambda library, name: duty(library, library.duties[name]) if name in library.duties else [],
    lambda library, name: standard(library, library.standards[name]) if name in library.standards else [],
    lambda library, name: check(library, library.checks[name]) if name in library.checks else [],
    lambda library, name: change(library, library.changes[name]) if name in library.changes else [],
    lambda library, name: source(library.sources[name]) if name in library.sources else [],
    lambda library, name: show_books.register(library, library.registers[name]) if name in library.registers else [],
    lambda library, name: show_books.series(library, library.series[name]) if name in library.series else [],
    lambda library, name: show_books.outline(library, library.reports[name]) if name in library.reports else [],
)


LISTS: dict[str, Callable[[Library], Lines]] = {
    "changes": lambda library: _table([(c.id, c.title, _days(c)) for c in library.changes.values()]),
    "sources": lambda library: _table([(s.id, s.title, s.kind) for s in library.sources.values()]),
    "records": lambda library: _table([(r.id, r.title, r.cite) for r in library.records.values()]),
    "duties": lambda library: _table(
        [
            (d.id, d.title, f"{_cited(library, d.source, d.cite, link=False)}, {d.weight}")
            for d in library.duties.values()
        ]
    ),
    "registers": lambda library: _table(
        [(r.id, r.title, library.words.areas[r.area]) for r in library.registers.values()]
    ),
    "reports": lambda library: _table(
        [(r.id, r.title, f"{r.period}, about a {r.subject}") for r in library.reports.values()]
    ),
    "series": lambda library: _table([(s.id, s.title, s.about) for s in library.series.values()]),
    "checks": lambda library: _table(
        [(c.id, c.title, _cited(library, c.source, c.cite, link=False) or c.rank) for c in library.checks.values()]
    ),
    "standards": lambda library: _table([(s.id, s.title, f"reg {s.regulation}") for s in library.standards.values()]),
}


def _table(rows: list[tuple[str, ...]]) -> Lines:
    """Columns as wide as their widest word."""
    widths = [max((len(row[i]) for row in rows), default=0) for i in range(3)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def _stage(library: Library, one: RecordType, stage: Stage) -> Lines:
    needed = one.needed(stage)
    after = f", after {' and '.join(needed)}" if needed else ""
    other = ", by another person than the writer" if stage.not_by else ""
    again = ", as often as needed" if stage.repeats else ""
    by = ", ".join(sorted(library.roles_in(stage.by)))
    head = f"{stage.title}  ({stage.id}{after}{other}{again})"
    return [
        "",
        head,
        *_if(stage.help),
        f"  Signed by {by}",
        *(line for asked in stage.fields for line in _field(asked)),
        f"  States {', '.join(dict.fromkeys(rule.fact for rule in one.rules[stage.id]))}",
    ]


def _field(asked: FormField) -> Lines:
    """A question on a line, with its answers and its columns on lines below."""
    options = "; ".join(option.label for option in asked.options)
    below = [f"          one of: {options}"] if options else []
    columns = [f"        {line}" for column in asked.columns for line in _field(column)]
    return [_question(asked), *below, *columns]


def _question(asked: FormField) -> str:
    must = "must " if asked.required else "     "
    when = f", when {' and '.join(f'{name} is {_plain(wanted)}' for name, wanted in asked.when.items())}"
    cite = f"  [{asked.cite}]" if asked.cite else ""
    each = ", for each child" if asked.each else ""
    ended = f", until {asked.until}" if asked.until else ""
    return f"  {must} {asked.label}  ({asked.id}: {asked.kind}{each}{when if asked.when else ''}{ended}){cite}"


def _plain(wanted: object) -> str:
    if isinstance(wanted, list | tuple):
        return " or ".join(_plain(part) for part in wanted)
    return {True: "yes", False: "no"}.get(wanted, str(wanted)) if isinstance(wanted, bool) else str(wanted)


def _proves(library: Library, one: RecordType | Duty) -> Lines:
    texts = {part.ref: part.text for each in library.standards.values() for part in each.paragraphs}
    lines = [f"  {ref:<16} {how:<9} {texts.get(ref, '')}".rstrip() for ref, how in one.proves.items()]
    return ["", "Proves", *lines] if lines else []


def _duties(what: str, duties: list[Duty], library: Library) -> Lines:
    lines = [
        f"  {d.title}  ({d.id}, {_cited(library, d.source, d.cite, link=False)}, {d.weight}): {clocks.clock(d)}"
        for d in duties
    ]
    return ["", what, *lines] if lines else []


def _stated(library: Library, fact: str) -> str:
    places = [f"{way.record.title} ({way.record.id}, {way.stage.id})" for way in clocks.where_stated(library, fact)]
    return "; ".join(dict.fromkeys(places))


def _provers(library: Library, ref: str) -> list[RecordType | Duty]:
    things: list[RecordType | Duty] = [*library.records.values(), *library.duties.values()]
    return [thing for thing in things if ref in thing.proves]


def _many(count: int) -> str:
    return "proved by 1 kind" if count == 1 else f"proved by {count} kinds" if count else "nothing proves it"


def _points(library: Library, serves: tuple[str, ...]) -> str:
    return "; ".join(library.words.practice[point] for point in serves)


def _cited(library: Library, source: str, cite: str, *, link: bool = True) -> str:
    if not cite:
        return ""
    if source == citations.PRACTICE:
        return f"good practice: {library.words.practice[cite]}"
    return citations.said(library, source, cite) + (f", {citations.address(library, source, cite)}" if link else "")


def _doubt(one: RecordType | Duty | Change) -> Lines:
    """What of the text it cites could not be checked."""
    return [f"Unchecked {one.unverified}"] if one.unverified else []


def _days(one: RecordType | Duty | Change) -> str:
    """From when to when it holds; an edition that is not in force has said already why, for a thing that does not."""
    if one.holds_from >= NEVER:
        return "not yet in force" + (f": {one.not_yet}" if one.not_yet else "")
    return f"from {one.holds_from}" + (f" to {one.holds_to}" if one.holds_to else "")


def _if(text: str) -> Lines:
    return [f"  {text}"] if text else []
