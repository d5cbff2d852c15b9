"""How grades, years and shares look wherever they appear: in words and shapes, with colour only repeating them."""

from collections.abc import Iterable, Sequence
from datetime import date

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from ninefold.sector import years
from ninefold.sector.commissioning import KINDS
from ninefold.sector.words import GRADES

register = template.Library()
LETTERS = {1: "O", 2: "G", 3: "R", 4: "I"}


@register.filter
def grade_name(grade: int | None) -> str:
    """A grade in words; "no grade" when there is none."""
    return GRADES.get(grade or 0, "no grade")


@register.filter
def grade_chip(grade: int | None) -> SafeString:
    """A grade as a small label."""
    if not grade:
        return SafeString('<span class="chip">no grade</span>')
    return format_html('<span class="grade g{}">{}</span>', grade, GRADES[grade])


@register.filter
def kind_title(kind: str) -> str:
    """What a commissioner's kind of record is called."""
    return KINDS[kind].title if kind in KINDS else ""


@register.filter
def many(number: int) -> str:
    """A number with its thousands set apart: 1,439."""
    return f"{number:,}"


@register.filter
def inspection_year(year: int | str) -> str:
    """2018 as "2018-19"."""
    return years.title(int(year))


@register.filter
def percent(share: float | None) -> str:
    """A share as people read it: 2.4%."""
    return "" if share is None else f"{share:.1%}"


@register.simple_tag
def strip(grades: Iterable[tuple[date, int]], span: Sequence[int]) -> SafeString:
    """A home's grades as a run of small squares with letters, one for each inspection year of ``span``.

    A year without a full inspection of this home is an open square. It is read out as one sentence.
    """
    newest = {years.year_of(on): grade for on, grade in grades}
    told = ", ".join(f"{years.title(year)} {GRADES[newest[year]]}" for year in span if year in newest)
    cells = ((f"g{newest[year]}" if year in newest else "none", LETTERS.get(newest.get(year, 0), "")) for year in span)
    return format_html(
        '<span class="strip"><span class="hide">{}</span>{}</span>',
        told or "no full inspection with a grade",
        format_html_join("", '<i class="{}" aria-hidden="true">{}</i>', cells),
    )


@register.simple_tag
def label(labels: dict[str, str], urn: str) -> str:
    """What a home is called, when that is known; its number alone only when nothing else is."""
    return labels.get(urn, urn)
