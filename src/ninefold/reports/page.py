"""A report as HTML: each block by a small template of its own, each number a link to the records behind it."""

import base64
from typing import Any
from urllib.parse import urlencode

from django.template.loader import render_to_string
from django.urls import reverse
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

TONES = {"good": "chip leaf", "soon": "chip amber", "late": "chip brick"}


def render_blocks(report: Report) -> SafeString:
    """The report's body, to stand in a page that has its title as h1. It brings its own style sheet."""
    drawn = format_html_join("\n", "{}", ((block(one, report),) for one in report.blocks))
    return render_to_string("reports/report.html", {"report": report, "blocks": drawn, "sections": sections(report)})


def sections(report: Report) -> list[tuple[str, str]]:
    """The report's sections for a list of contents: anchor and title."""
    heads = [one for one in report.blocks if isinstance(one, Heading) and one.level == 2]
    return [(slugify(one.text), one.text) for one in heads]


def block(one: Block, report: Report) -> SafeString:
    """One block as HTML. Its text is made HTML here, because a template cannot call with arguments."""
    context: dict[str, Any] = {"block": one}
    match one:
        case Heading():
            context["anchor"] = slugify(one.text)
        case Para():
            context["text"] = flow(one.text, report)
        case Said():
            context["by"] = flow(one.by, report)
        case KeyValues():
            context["rows"] = [(name, flow(text, report)) for name, text in one.rows]
        case Table():
            context["rows"] = [[flow(cell, report) for cell in row] for row in one.rows]
        case Chart():
            context["picture"] = picture(one)
            context["rows"] = [[flow((_part(cell),), report) for cell in row] for row in one.listed]
        case Squares():
            context["squares"] = [
                (square, [(cell, behind(cell.records, report)) for cell in square.cells]) for square in one.squares
            ]
    return render_to_string(f"reports/blocks/{type(one).__name__.lower()}.html", context)


def picture(chart: Chart) -> str:
    """A chart as an address that holds the whole drawing: nothing is fetched, and no page has to be asked for it."""
    return "data:image/svg+xml;base64," + base64.b64encode(charts.svg(chart).encode()).decode()


def _part(cell: str | float | Figure) -> Inline:
    return cell if isinstance(cell, Figure) else str(cell)


def flow(text: Text, report: Report) -> SafeString:
    """Text as HTML. Whatever people wrote is escaped."""
    return format_html_join("", "{}", ((inline(part, report),) for part in text))


def inline(part: Inline, report: Report) -> SafeString:
    """A part of a text as HTML."""
    if isinstance(part, str):
        return format_html("{}", part)
    if isinstance(part, Figure):
        return format_html('<a class="figure" href="{}">{}</a>', behind(part, report), part.number)
    if isinstance(part, Link):
        return format_html('<a href="{}">{}</a>', reverse("write:record", args=[report.urn, part.record]), part.text)
    if isinstance(part, Words):
        return format_html('<q class="said">{}</q>', part.text)
    return tag(part, report)


def tag(part: Tag, report: Report) -> SafeString:
    """A word set apart, by shape as well as colour; what is owed opens why."""
    known = TONES.get(part.tone) or (f"law weight-{part.tone}" if part.tone else "chip")
    if not part.obligation:
        return format_html('<span class="{}">{}</span>', known, part.text)
    address = reverse("desk:duty", args=[report.urn, part.obligation])
    return format_html('<a class="{}" href="{}">{}</a>', known, address, part.text)


def behind(figure: Figure, report: Report) -> str:
    """Where the records behind a number are shown."""
    return f"{reverse('desk:behind', args=[report.urn])}?{urlencode({'what': figure.behind, 'month': report.month})}"
