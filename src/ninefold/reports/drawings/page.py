"""A report as HTML: each block by a small template of its own, each number a link to the records behind it.

Where a link leads is the room's to say: whoever draws a page gives the ``Links`` of the room that it is shown in.
"""

import base64
from collections.abc import Callable
from typing import Any, NamedTuple

from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import slugify

from ninefold.reports import charts
from ninefold.reports.blocks import (
    Block,
    Chart,
    Figure,
    Heading,
    Inline,
    KeyValues,
    Link,
    Para,
    Report,
    Said,
    Squares,
    Table,
    Tag,
    Text,
    Words,
)
from ninefold.reports.selection import Selection

TONES = {"good": "chip leaf", "soon": "chip amber", "late": "chip brick"}


class Links(NamedTuple):
    """Addresses in the room that a report is shown in: of a record, of an obligation, of the records of a selection."""

    record: Callable[[str], str]
    obligation: Callable[[str], str]
    selection: Callable[[Selection], str]


def render_blocks(report: Report, links: Links) -> SafeString:
    """The report's body, to stand in a page that has its title as h1. It brings its own style sheet."""
    names = anchors(report)
    drawn = format_html_join(
        "\n", "{}", ((block(each, report, links, name),) for each, name in zip(report.blocks, names, strict=True))
    )
    return render_to_string("reports/report.html", {"report": report, "blocks": drawn, "sections": sections(report)})


def sections(report: Report) -> list[tuple[str, str]]:
    """The report's sections for a list of contents: anchor and title."""
    named = zip(report.blocks, anchors(report), strict=True)
    return [(name, head.text) for head, name in named if isinstance(head, Heading) and head.level == 2]


def anchors(report: Report) -> list[str]:
    """What each heading of the report is called in an address, "" for other blocks; no two are called the same."""
    names: list[str] = []
    for each in report.blocks:
        name = slugify(each.text) if isinstance(each, Heading) else ""
        again = 2
        while name and name in names:
            name, again = f"{slugify(each.text)}-{again}" if isinstance(each, Heading) else "", again + 1
        names.append(name)
    return names


def block(each: Block, report: Report, links: Links, anchor: str = "") -> SafeString:
    """One block as HTML; a heading is called ``anchor``. Its text is made HTML here, because a template cannot call with arguments."""
    context: dict[str, Any] = {"block": each, "report": report}
    match each:
        case Heading():
            context["anchor"] = anchor
        case Para():
            context["text"] = flow(each.text, links)
        case Said():
            context["by"] = flow(each.by, links)
        case KeyValues():
            context["rows"] = [(name, flow(text, links)) for name, text in each.rows]
        case Table():
            context["rows"] = [[flow(cell, links) for cell in row] for row in each.rows]
        case Chart():
            context["picture"] = picture(each)
            context["rows"] = [[flow((_part(cell),), links) for cell in row] for row in each.listed]
        case Squares():
            context["squares"] = [
                (square, [(cell, links.selection(cell.records.selection)) for cell in square.cells])
                for square in each.squares
            ]
    return render_to_string(f"reports/blocks/{type(each).__name__.lower()}.html", context)


def picture(chart: Chart) -> str:
    """A chart as an address that holds the whole drawing: nothing is fetched, and no page has to be asked for it."""
    return "data:image/svg+xml;base64," + base64.b64encode(charts.svg(chart).encode()).decode()


def _part(cell: str | float | Figure) -> Inline:
    return cell if isinstance(cell, Figure) else str(cell)


def flow(text: Text, links: Links) -> SafeString:
    """Text as HTML. Whatever people wrote is escaped."""
    return format_html_join("", "{}", ((inline(part, links),) for part in text))


def inline(part: Inline, links: Links) -> SafeString:
    """A part of a text as HTML."""
    if isinstance(part, str):
        return format_html("{}", part)
    if isinstance(part, Figure):
        return format_html('<a class="figure" href="{}">{}</a>', links.selection(part.selection), part.number)
    if isinstance(part, Link):
        return format_html('<a href="{}">{}</a>', links.record(part.record), part.text)
    if isinstance(part, Words):
        return format_html('<q class="said">{}</q>', part.text)
    return tag(part, links)


def tag(part: Tag, links: Links) -> SafeString:
    """A word set apart, by shape as well as colour; what is owed opens why."""
    known = TONES.get(part.tone) or (f"law weight-{part.tone}" if part.tone else "chip")
    if not part.obligation:
        return format_html('<span class="{}">{}</span>', known, part.text)
    return format_html('<a class="{}" href="{}">{}</a>', known, links.obligation(part.obligation), part.text)
