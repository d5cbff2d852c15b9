"""Charts: drawn by this machine from Vega-Lite, readable without colour, the same in page and PDF.

No data address ever stands in a specification, and the drawing process is denied every base address, so nothing
is fetched. Drawings are kept by what they show, up to a bound.
"""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from ninefold.reports.blocks import Chart, Figure

FONTS = Path(__file__).parent / "fonts"
FONT = "Atkinson Hyperlegible Next, system-ui, sans-serif"  # a picture on a page cannot use the page's own fonts
INK, SOFT, LINE, LAKE = "#20252b", "#59616b", "#ddd5c7", "#0d5c63"
KEPT = 128
ELSEWHERE = "https://vega.github.io/vega-datasets/"  # what the drawing puts before an address of ours; never fetched

LOOK: dict[str, Any] = {
    "font": FONT,
    "background": "#ffffff",
    "view": {"stroke": None},
    "axis": {
        "labelColor": SOFT,
        "titleColor": SOFT,
        "labelFontSize": 11,
        "titleFontSize": 11,
        "titleFontWeight": "normal",
        "domainColor": LINE,
        "gridColor": LINE,
        "tickColor": LINE,
        "labelOverlap": True,
    },
    "bar": {"color": LAKE},
    "line": {"color": LAKE, "strokeWidth": 2},
    "point": {"color": LAKE, "filled": True, "size": 40},
    "rect": {"stroke": "#ffffff", "strokeWidth": 2},
}


def svg(chart: Chart) -> str:
    """The chart as SVG."""
    values = [dict(zip(chart.columns, map(value, row), strict=True)) for row in chart.rows]
    spec = {**chart.spec, "data": {"values": values}, "config": LOOK}
    return _drawn(json.dumps(spec, sort_keys=True, ensure_ascii=False))


def png(chart: Chart, scale: float = 2.0) -> bytes:
    """The chart as a picture of dots, for files that take no other."""
    import vl_convert

    return bytes(vl_convert.svg_to_png(svg(chart), scale=scale))


def linked(chart: Chart) -> str:
    """The chart as SVG to stand in a page itself, so that its points can be links: within the house, as they are given."""
    return svg(chart).replace(ELSEWHERE, "")


def value(cell: str | float | Figure) -> str | float:
    """What a cell of a chart's rows is worth."""
    return cell.number if isinstance(cell, Figure) else cell


@lru_cache(maxsize=KEPT)
def _drawn(spec: str) -> str:
    import vl_convert  # slow to import, and only charts need it

    _register_fonts()
    return str(vl_convert.vegalite_to_svg(spec, vl_version="6.4", allowed_base_urls=[]))


@lru_cache(maxsize=1)
def _register_fonts() -> None:
    import vl_convert

    vl_convert.register_font_directory(str(FONTS))


def bars(x: str, y: str, *, width: int = 520, height: int = 150, order: list[str] | None = None) -> dict[str, Any]:
    """A specification: one bar for each x, its number written above it."""
    base = {
        "x": {"field": x, "type": "nominal", "sort": order, "axis": {"labelAngle": 0, "title": x}},
        "y": {
            "field": y,
            "type": "quantitative",
            "axis": {"tickMinStep": 1, "title": y, "tickCount": 4, "format": "d"},
        },
    }
    return {
        "width": width,
        "height": height,
        "layer": [
            {"mark": {"type": "bar"}, "encoding": base},
            {
                "transform": [{"filter": {"field": y, "gt": 0}}],
                "mark": {"type": "text", "dy": -7, "color": INK, "fontSize": 11},
                "encoding": {**base, "text": {"field": y}},
            },
        ],
    }


def lines(x: str, y: str, series: str, *, width: int = 500, least: int, most: int) -> dict[str, Any]:
    """A specification: one small line of points for each of a series below one another, from ``least`` to ``most``."""
    return {
        "width": width,
        "height": 56,
        "mark": {"type": "line", "point": {"size": 45, "filled": True}},
        "encoding": {
            "x": {
                "field": x,
                "type": "temporal",
                "scale": {"type": "utc"},
                "axis": {"format": "%-d %b", "title": None, "grid": False, "tickCount": 8},
            },
            "y": {
                "field": y,
                "type": "quantitative",
                "scale": {"domain": [least, most]},
                "axis": {"values": [least, (least + most) // 2, most], "title": None},
            },
            "row": {
                "field": series,
                "type": "nominal",
                "spacing": 14,
                "header": {
                    "labelAngle": 0,
                    "labelAlign": "left",
                    "labelFontSize": 12,
                    "title": None,
                    "labelColor": INK,
                },
            },
        },
    }


def squares(x: str, y: str, number: str, *, width: int = 520, height: int = 150, days: list[str]) -> dict[str, Any]:
    """A specification: a field of hours and weekdays, darker for more, each with its number."""
    place = {
        "x": {"field": x, "type": "ordinal", "axis": {"labelAngle": 0, "title": x}},
        "y": {"field": y, "type": "ordinal", "sort": days, "axis": {"title": None}},
    }
    shade = {"field": number, "type": "quantitative", "scale": {"range": ["#f6f3ec", "#8fbfbf"]}, "legend": None}
    return {
        "width": width,
        "height": height,
        "layer": [
            {"mark": "rect", "encoding": {**place, "color": shade}},
            {
                "transform": [{"filter": {"field": number, "gt": 0}}],
                "mark": {"type": "text", "fontSize": 11, "color": INK},
                "encoding": {**place, "text": {"field": number}},
            },
        ],
    }


def course(*, width: int = 560, height: int = 170) -> dict[str, Any]:
    """A specification: one number over time, its starting point a diamond with its number, every marked point a link.

    Rows have ``on``, ``number``, ``said``, ``opens`` and ``place`` (start, point, or line for what is not marked).
    """
    base = {
        "x": {
            "field": "on",
            "type": "temporal",
            "scale": {"type": "utc"},
            "axis": {"format": "%-d %b %y", "title": None, "grid": False, "tickCount": 6},
        },
        "y": {
            "field": "number",
            "type": "quantitative",
            "scale": {"zero": False, "nice": True},
            "axis": {"title": None, "tickCount": 4},
        },
    }
    opens = {**base, "href": {"field": "opens"}, "description": {"field": "said"}}
    start = {"filter": {"field": "place", "equal": "start"}}
    return {
        "width": width,
        "height": height,
        "padding": {"left": 40, "right": 30, "top": 24, "bottom": 5},
        "layer": [
            {"mark": {"type": "line"}, "encoding": base},
            {
                "transform": [{"filter": {"field": "place", "equal": "point"}}],
                "mark": {"type": "point", "filled": True, "size": 110, "opacity": 1},
                "encoding": opens,
            },
            {
                "transform": [start],
                "mark": {
                    "type": "point",
                    "shape": "diamond",
                    "size": 320,
                    "filled": False,
                    "strokeWidth": 3,
                    "opacity": 1,
                    "fill": "#ffffff",
                },
                "encoding": opens,
            },
            {
                "transform": [start],
                "mark": {"type": "text", "dy": -16, "fontSize": 11, "color": INK, "text": "start", "align": "center"},
                "encoding": base,
            },
        ],
    }
