"""The charts of this room: what is drawn, and the numbers that stand in a table behind each drawing."""

from datetime import date
from typing import Any

from django.http import HttpResponse

from ninefold.reports import charts
from ninefold.reports.blocks import Chart
from ninefold.sector import years
from ninefold.sector.words import GRADES

# A picture is a document of its own: it may style itself and do nothing else.
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
# A picture on a page is drawn in whatever face the reader has, which may be wider than the one it was measured in.
PADDING = {"left": 45, "right": 45, "top": 5, "bottom": 5}
NAMES = list(GRADES.values())


def answer(chart: Chart) -> HttpResponse:
    """The drawing alone, so that no page waits for its pictures."""
    drawn = charts.svg(chart)
    return HttpResponse(drawn, content_type="image/svg+xml", headers={"Content-Security-Policy": POLICY})


def by_year(title: str, counted: dict[int, dict[int, int]], what: str = "homes") -> Chart:
    """How many of each grade in each inspection year: a row of bars for each grade, with its numbers above them."""
    span = range(min(counted, default=0), max(counted, default=-1) + 1)
    rows = tuple(
        (years.title(year), GRADES[grade], counted.get(year, {}).get(grade, 0)) for year in span for grade in GRADES
    )
    newest = max(counted, default=0)
    said = ", ".join(f"{count} {GRADES[grade]}" for grade, count in sorted(counted.get(newest, {}).items()))
    alt = f"{title}. In the newest year, {years.title(newest)}: {said}." if counted else f"{title}. There is nothing."
    return Chart(title, alt, _rows_of_bars(), ("inspection year", "grade", what), rows)


def _rows_of_bars(what: str = "homes") -> dict[str, Any]:
    base = {
        "x": {"field": "inspection year", "type": "ordinal", "axis": {"labelAngle": 0, "title": None}},
        "y": {"field": what, "type": "quantitative", "axis": None},
    }
    row = {"field": "grade", "type": "nominal", "sort": NAMES, "spacing": 16}
    header = {"labelAngle": 0, "labelAlign": "left", "labelFontSize": 12, "title": None, "labelColor": charts.INK}
    number = {"type": "text", "dy": -7, "color": charts.INK, "fontSize": 11}
    return {
        "padding": PADDING,
        "facet": {"row": {**row, "header": header}},
        "spec": {
            "width": {"step": 54},
            "height": 52,
            "layer": [
                {"mark": {"type": "bar", "size": 22}, "encoding": base},
                {
                    "transform": [{"filter": {"field": what, "gt": 0}}],
                    "mark": number,
                    "encoding": {**base, "text": {"field": what}},
                },
            ],
        },
        "resolve": {"scale": {"y": "shared"}},
    }


def line_of_time(title: str, seen: list[tuple[str, int]], gaps: list[int]) -> Chart:
    """A home's full inspections: a point for each at its grade, joined only where no year is missing between them."""
    rows, run = [], 0
    missing = set(gaps)
    last_year: int | None = None
    for on, grade in seen:
        year = years.year_of(date.fromisoformat(on))
        if last_year is not None and any(between in missing for between in range(last_year, year + 1)):
            run += 1
        rows.append((on, GRADES[grade], str(run)))
        last_year = year
    said = ", ".join(f"{on[:4]} {GRADES[grade]}" for on, grade in seen)
    alt = f"{title}: {said}." + (f" No data for {', '.join(map(years.title, gaps))}." if gaps else "")
    return Chart(title, alt, _points(gaps), ("inspected on", "overall judgement", "run"), tuple(rows))


def _points(gaps: list[int]) -> dict[str, Any]:
    time = {
        "type": "temporal",
        "scale": {"type": "utc"},
        "axis": {"format": "%Y", "title": None, "grid": False, "tickCount": {"interval": "year", "step": 1}},
    }
    grade = {"type": "nominal", "scale": {"domain": NAMES}, "axis": {"title": None, "grid": True, "labelLimit": 220}}
    place = {"x": {**time, "field": "inspected on"}, "y": {**grade, "field": "overall judgement"}}
    layers: list[dict[str, Any]] = []
    if gaps:
        spans = [{"from": f"{year}-04-01", "until": f"{year + 1}-03-31", "said": "no data"} for year in gaps]
        band = {"x": {**time, "field": "from"}, "x2": {"field": "until"}}
        layers.append({"data": {"values": spans}, "mark": {"type": "rect", "color": "#eee8dc"}, "encoding": band})
        words = {"x": {**time, "field": "from"}, "text": {"field": "said"}, "y": {"value": 12}}
        mark = {"type": "text", "align": "left", "dx": 3, "color": charts.SOFT, "fontSize": 10}
        layers.append({"data": {"values": spans}, "mark": mark, "encoding": words})
    layers.append(
        {
            "mark": {"type": "line", "point": {"size": 70, "filled": True}},
            "encoding": {**place, "detail": {"field": "run"}},
        }
    )
    return {"width": 560, "height": 130, "padding": PADDING, "layer": layers}


def _percent(share: float) -> float:
    return round(100 * share, 1)


def staying(title: str, rows: list[tuple[str, float, float, float, str]]) -> Chart:
    """A share with its 95 per cent interval for each group: a point on a line, the count beside it."""
    shown = [(name, _percent(share), _percent(low), _percent(high), said) for name, share, low, high, said in rows]
    alt = f"{title}: " + "; ".join(
        f"{group} {share}% ({low} to {high}), {said}" for group, share, low, high, said in shown
    )
    names = [row[0] for row in shown]
    y = {"field": "group", "type": "nominal", "sort": names, "axis": {"title": None, "labelLimit": 220}}
    x: dict[str, Any] = {
        "field": "from",
        "type": "quantitative",
        "scale": {"domain": [0, 100]},
        "axis": {"title": "per cent, with the 95 per cent interval", "tickCount": 5},
    }
    layers = [
        {
            "mark": {"type": "rule", "strokeWidth": 3, "color": charts.LAKE},
            "encoding": {"y": y, "x": x, "x2": {"field": "until"}},
        },
        {"mark": {"type": "point", "size": 80, "filled": True}, "encoding": {"y": y, "x": {**x, "field": "per cent"}}},
        {
            "mark": {"type": "text", "align": "left", "dx": 8, "fontSize": 10, "color": charts.SOFT},
            "encoding": {"y": y, "x": {**x, "field": "until"}, "text": {"field": "count"}},
        },
    ]
    spec = {"width": 420, "height": {"step": 26}, "padding": PADDING, "layer": layers}
    return Chart(title, alt, spec, ("group", "per cent", "from", "until", "count"), tuple(shown))
