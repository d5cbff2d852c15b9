"""One home's inspection report, as Ofsted publishes it (PDF), read as a table of that home's inspections.

A report tells of its own inspection with three judgements, and of earlier ones with their date, kind and judgement. It
becomes a table with a header like those of the yearly files, so that all that holds for them holds for it: what is not
understood is listed, and an inspection that is known already changes nothing. Reports under the framework of 2017 and
after are read; of older ones it is said that they are not.
"""

import io
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from ninefold.sector.cells import day_of_text
from ninefold.sector.report_facts import Facts
from ninefold.sector.report_facts import read as read_facts

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what is wrong with a file is said in our sentence alone

HEADER = (
    "URN",
    "Provision type",
    "Owner name",
    "Event type",
    "Event start date",
    "Overall experiences and progress of children and young people",
    "How well children and young people are helped and protected",
    "The effectiveness of leaders and managers",
)
MOST_PAGES = 60  # a report has under twenty
FEW_LETTERS = 10  # fewer on all pages together: a scan
_GRADE = r"(outstanding|good|requires improvement to be good|requires improvement|adequate|inadequate)"
_NUMBER = re.compile(r"Unique reference number:\s*([A-Z]{0,2}\s?\d{6,7})\b")
_PROVISION = re.compile(r"Provision sub-?type:\s*([^\n]+)")
_OWNER = re.compile(r"Registered provider:\s*([^\n]+)")
_KIND = re.compile(r"^\s*((?:Full|Interim|Monitoring|Assurance|Emergency)(?: inspection| visit)?)\s*$", re.M)
_DAY = re.compile(
    r"(?:Inspection|Visit) dates?:\s*(?P<day>\d{1,2})"
    r"(?:(?:\s+(?P<month>[A-Z][a-z]+))?(?:\s+(?P<year>\d{4}))?\s*(?:and|to|,|-|–)\s*[^\n]*?)?"
    r"\s+(?P<last_month>[A-Z][a-z]+)\s+(?P<last_year>\d{4})"
)
_JUDGED = tuple(
    # Up to the next of the three, so that a judgement that was not made is not taken from it.
    re.compile(rf"{begins}(?:(?!How well|The effectiveness).){{0,160}}?\b{_GRADE}\b", re.S | re.I)
    for begins in (
        "Overall experiences and progress",
        "How well children and young people",
        "The effectiveness of lead",
    )
)
_EARLIER = re.compile(
    r"^\s*(\d\d/\d\d/\d{4})\s+(Full|Interim|Monitoring|Assurance|Emergency)\b[ \t]*([^\n]*)$", re.M | re.I
)


class NoReport(ValueError):
    """A document that is no inspection report that can be read, with the sentence that says so."""


@dataclass(frozen=True, slots=True)
class ReportText:
    """A report: the home's number, its first day, its inspections as a table below a header, and what else it says."""

    urn: str
    on: date | None
    rows: list[list[str]]
    facts: Facts


def report(data: bytes) -> ReportText:
    """A report read. Raises ``NoReport``."""
    text = _text(data)
    number, day = _NUMBER.search(text), _DAY.search(text)
    if not number or not day:
        raise NoReport(
            "This is a PDF, and not an inspection report of a children's home that can be read: it should name the "
            "home's number (URN) and the dates of the inspection. Reports from 2017 on are read."
        )
    urn = number[1].replace(" ", "")
    about = [urn, _line(_PROVISION, text) or "Children's home", _line(_OWNER, text)]
    rows = [list(HEADER), *([*about, *row] for row in (_own(text, day), *_earlier(text)))]
    on = day_of_text(rows[1][HEADER.index("Event start date")])
    return ReportText(urn, on, rows, read_facts(text, on))


def table(data: bytes) -> list[list[str]]:
    """The report's inspections below a header, its own first. Raises ``NoReport``."""
    return report(data).rows


def _text(data: bytes) -> str:
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise NoReport("The PDF is locked with a password. Download the report from Ofsted, where it has none.")
        if len(reader.pages) > MOST_PAGES:
            raise NoReport(f"This PDF has {len(reader.pages)} pages. An inspection report has a handful.")
        pages = [page.extract_text() for page in reader.pages]
    except (PyPdfError, OSError, ValueError, KeyError, RecursionError) as problem:
        if isinstance(problem, NoReport):
            raise
        raise NoReport("The PDF is damaged or cut off. Download the report again.") from problem
    text = "\n".join(pages)
    if len("".join(text.split())) < FEW_LETTERS:
        raise NoReport(
            "The pages of this PDF are pictures: it was scanned, and no words can be read from it. "
            "Download the report from Ofsted, where it is text."
        )
    return text


def _line(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[1].strip() if found else ""


def _own(text: str, day: re.Match[str]) -> list[str]:
    """The inspection that the report is of: its kind, its first day, and its judgements on the first page."""
    kind = _KIND.search(text)
    first = f"{day['day']} {day['month'] or day['last_month']} {day['year'] or day['last_year']}"
    front = text[day.end() : day.end() + 1500]
    named = kind[1] if kind else ""
    graded = named.startswith("Full")  # other kinds make no judgement in three parts
    judged = [found[1] if graded and (found := pattern.search(front)) else "" for pattern in _JUDGED]
    return [named, first, *judged]


def _earlier(text: str) -> Iterator[list[str]]:
    """The inspections before, of which only the overall judgement is told."""
    for day, kind, judged in _EARLIER.findall(text):
        yield [f"{kind} inspection", day, judged.strip(), "", ""]
