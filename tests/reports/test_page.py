"""A report as HTML: links behind numbers, words as words, charts as pictures that fetch nothing."""

import base64
import re

import pytest

from ninefold.reports import charts
from ninefold.reports.address import read
from ninefold.reports.blocks import Chart, Link, Para, Report, Said, Table
from ninefold.reports.drawings.page import block, render_blocks
from tests.html import problems
from tests.reports.conftest import NASTY
from tests.reports.reading import LINKS, chosen, figures


def test_every_number_is_a_link_to_its_records(pack: Report) -> None:
    page = render_blocks(pack, LINKS)
    links = re.findall(r'<a class="figure" href="/room/behind/([^"]+)/">(\d+)</a>', page)
    assert len(links) > 100
    opened = {(read(word, pack.urn), int(number)) for word, number in links}
    assert opened <= {(figure.selection, figure.number) for figure in figures(pack)}


def test_words_stay_words(pack: Report) -> None:
    page = render_blocks(pack, LINKS)
    assert "<b>bold</b>" not in page
    assert "&lt;b&gt;bold&lt;/b&gt;" in page


def test_a_record_is_linked_and_a_childs_words_look_like_nothing_else(pack: Report) -> None:
    assert "/room/record/R1/" in block(Para((Link("A hold", "R1"),)), pack, LINKS)
    assert '<p class="said">Let go</p>' in block(Said("Let go", ()), pack, LINKS)


def test_a_chart_is_a_picture_with_words_and_its_numbers(pack: Report) -> None:
    chart = next(b for b in pack.blocks if isinstance(b, Chart))
    page = block(chart, pack, LINKS)
    assert f'alt="{chart.alt}"' in page
    assert page.count('class="figure"') == sum(1 for f in figures(chart) if f.number)
    svg = base64.b64decode(re.search(r"base64,([^\"]+)", page)[1]).decode()  # type: ignore[index]
    assert "<script" not in svg
    assert not re.search(r"(href|src)=.https?:", svg)


def test_words_in_a_chart_stay_words() -> None:
    spec = charts.lines("Day", "Mood", "Child", least=1, most=5)
    chart = Chart("Mood", "Mood", spec, ("Day", "Mood", "Child"), (("2026-10-01", 3.0, NASTY),))
    assert "<b>bold" not in charts.svg(chart)


def test_a_chart_may_not_fetch_anything() -> None:
    spec = {"mark": "image", "encoding": {"url": {"value": "http://127.0.0.1:9/x.png"}}}
    outside = Chart(
        "x",
        "x",
        {
            **spec,
            "transform": [
                {"lookup": "a", "from": {"data": {"url": "http://127.0.0.1:9/d.csv"}, "key": "a", "fields": ["b"]}}
            ],
        },
        ("a",),
        ((chosen(1),),),
    )
    with pytest.raises(ValueError, match=r"(?i)allow|url|load"):
        charts.svg(outside)


def test_the_body_is_valid_html(pack: Report) -> None:
    page = f"<!doctype html><html lang='en-GB'><head><title>x</title></head><body><main><h1>x</h1>{render_blocks(pack, LINKS)}</main></body></html>"
    assert problems(page) == []


def test_a_red_mark_opens_the_rule_and_the_reason(pack: Report) -> None:
    table = next(b for b in pack.blocks if isinstance(b, Table) and b.caption == "Duties late, overdue or never done")
    marks = re.findall(r'<a class="(?:chip brick|law weight-law)" href="([^"]+)">', block(table, pack, LINKS))
    assert marks
    assert all(address.startswith("/room/owed/") for address in marks)
