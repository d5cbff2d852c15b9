"""One row of a file as a statement, or the reason why it is not taken. Pure: no database, no clock."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from ninefold.sector import authorities, cells, words, years
from ninefold.sector.columns import INSPECTIONS, PURPOSES, Cells, HeaderReading
from ninefold.sector.words import NotKnown

T = TypeVar("T")


# Not frozen: a file has a hundred thousand rows, and an object that is takes ten times as long to make.
@dataclass(slots=True)
class RowStatement:
    """What a row says of a provider, and of one inspection when it names one (``kind`` and ``on`` are then filled)."""

    urn: str
    number: str
    kind: str
    on: date | None
    grade: int | None
    protection: int | None
    leadership: int | None
    outcome: str
    published_on: date | None
    provision: str
    is_home: bool
    name: str
    owner: str
    sector: str
    authority: str
    region: str
    places: int | None
    registered_on: date | None
    closed_on: date | None
    status: str
    line: int
    on_register: bool | None = None
    joined: bool = False
    left: bool = False
    constituency: str = ""
    town: str = ""
    postcode: str = ""
    company: str = ""
    short_breaks: bool | None = None

    @property
    def year(self) -> int:
        """The inspection year of its inspection, by the day that began; 0 when the row names none."""
        return years.year_of(self.on) if self.on else 0


COLUMNS = tuple(RowStatement.__dataclass_fields__)  # the same in the table of statements (``models.StoredStatement``)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that is not taken: where it stands, of which provider, and why. ``code`` groups like reasons."""

    line: int
    urn: str
    code: str
    why: str


class _No(Exception):
    """Ends the reading of a row."""

    def __init__(self, code: str, why: str) -> None:
        super().__init__(why)
        self.code = code


# Reasons that speak of the file and not of the inspection: when many rows give them, the file is damaged.
DAMAGE = frozenset(("urn", "date", "formula", "short"))
REASONS = {
    "urn": "no provider's number that can be read",
    "date": "no inspection date that can be read",
    "formula": "a formula, or a spreadsheet's error, in place of a value",
    "short": "the row ends early",
    "event type": "a type of event that is not known",
    "provision type": "a type of provision that is not known",
    "grade": "a grade that is not known",
    "differs": "another file, or another row, says otherwise of the same inspection; the newest counts",
}
_NEEDED = ("urn", "event type", "inspection date", "provision type")


def read_row(row: Cells, line: int, header: HeaderReading, latest: date) -> RowStatement | Refusal:
    """What the row says. ``latest`` is the last day that an inspection may have been on."""
    try:
        return _statement(row, line, header, latest)
    except _No as no:
        return Refusal(line, cells.text_of(header.cell(row, "urn"))[:16], no.code, str(no))


def _statement(row: Cells, line: int, header: HeaderReading, latest: date) -> RowStatement:
    _refuse_what_is_no_value(row, header)
    inspection = _inspection(row, header, latest) if _tells_of_an_inspection(row, header) else _NO_INSPECTION

    def text(meaning: str) -> str:
        return cells.text_of(header.cell(row, meaning))

    def word(meaning: str, length: int) -> str:
        return cells.word_of(header.cell(row, meaning), length)

    def day(meaning: str) -> date | None:
        return cells.optional_date(header.cell(row, meaning), latest)

    urn = _or_no("urn", lambda: cells.urn_of(text("urn")))
    provision = _or_no("provision type", lambda: words.provision_of(text("provision type")))
    closings = [closing for name in ("closing date", "resigned date", "cancelled date") if (closing := day(name))]
    status = "" if header.purpose == "moves" else word("status", 40)
    return RowStatement(
        urn=urn,
        **inspection,
        provision=provision.name,
        is_home=provision.is_home,
        name=word("name", 200),
        owner=word("owner", 200),
        sector=_sentence_case(word("sector", 60)),
        authority=authorities.spelt(word("local authority", 120)),
        region=words.region_of(word("region", 80)),
        places=cells.places_of(text("places")),
        registered_on=day("registration date"),
        closed_on=max(closings, default=None),
        status=status,
        line=line,
        on_register=words.is_on_register(status),
        joined=bool(word("joiner", 20)),
        left=bool(word("leaver", 20)),
        constituency=word("constituency", 120),
        town=word("town", 80),
        postcode=cells.postcode_of(text("postcode")),
        company=word("company", 16),
        short_breaks=words.yes_or_no(text("short breaks")),
    )


_NO_INSPECTION: dict[str, Any] = {
    **dict.fromkeys(("number", "kind", "outcome"), ""),
    **dict.fromkeys(("on", "grade", "protection", "leadership", "published_on")),
}


def _tells_of_an_inspection(row: Cells, header: HeaderReading) -> bool:
    if header.purpose != INSPECTIONS:
        return False
    told = ("event type", "inspection date", "overall")
    return not all(words.is_nothing(header.cell(row, meaning)) for meaning in told)


def _inspection(row: Cells, header: HeaderReading, latest: date) -> dict[str, Any]:
    """The inspection that the row tells of."""

    def text(meaning: str) -> str:
        return cells.text_of(header.cell(row, meaning))

    kind = _or_no("event type", lambda: words.kind_of(text("event type")))
    on = _or_no("date", lambda: cells.date_of(header.cell(row, "inspection date"), "inspection date", latest))
    graded = kind == words.FULL
    return {
        "number": cells.number_of(text("event number")),
        "kind": kind,
        "on": on,
        "grade": _or_no("grade", lambda: words.grade_of(text("overall"))) if graded else None,
        "protection": _judgement(text("protection")) if graded else None,
        "leadership": _judgement(text("leadership")) if graded else None,
        "outcome": "" if graded else words.outcome_of(kind, text("overall")),
        "published_on": cells.optional_date(header.cell(row, "publication date"), latest),
    }


def _refuse_what_is_no_value(row: Cells, header: HeaderReading) -> None:
    """Rows that end early, and those with a formula or an error where something that counts should stand."""
    named = (*_NEEDED, "overall") if header.purpose == INSPECTIONS else PURPOSES[header.purpose]
    needed = [header.chosen[meaning].place for meaning in named if meaning in header.chosen]
    if len(row) <= max(needed, default=-1):
        raise _No("short", f"The row has {len(row)} cells, and the header {header.columns[-1].place + 1}.")
    for place in needed:
        value = cells.text_of(row[place])
        if value.startswith(("=", "#")) and len(value) > 1:
            raise _No("formula", f"'{value[:40]}' stands where a value should.")


def _or_no(code: str, read: Callable[[], T]) -> T:
    """What ``read`` gives, or the end of the row's reading."""
    try:
        return read()
    except NotKnown as problem:
        raise _No(code, str(problem)) from None


def _judgement(text: str) -> int | None:
    """A further judgement; one that is not known is left open, since the overall one decides what is counted."""
    return words.grade_of(text) if words.is_judgement(text) else None


def _sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:].lower()
