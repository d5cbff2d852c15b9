"""What homes did next: tables of change between successive full inspections, with counts and intervals."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from ninefold.rooms.commission import charts, tables
from ninefold.rooms.commission.door import SectorRequest, reading
from ninefold.rooms.commission.filters import Choice, choice
from ninefold.sector import queries_kept, rates, years
from ninefold.sector.words import GRADES

BY = {
    "era": "framework",
    "year": "inspection year",
    "region": "region",
    "sector": "sector",
    "size": "size of the home",
    "owner": "size of the owner",
    "since": "time since the inspection before",
}
# In the order of what they mean, where the alphabet would not give it.
ORDER = {
    title: place
    for place, title in enumerate(
        [
            *(
                "to March 2015",
                "2015-16 to 2016-17",
                "2017-18 to 2019-20",
                "2021-22 onwards",
                "over a change of framework",
            ),
            *("1-2 places", "3-4 places", "5-6 places", "7-9 places", "10 or more places"),
            *("1 home", "2-4 homes", "5-9 homes", "10-24 homes", "25 or more homes"),
            *("up to 6 months", "6-12 months", "12-18 months", "18-24 months", "over 2 years", "not said"),
        ]
    )
}


@reading
def change(request: SectorRequest) -> HttpResponse:
    """The table, and the one question people ask most: how often does a home of this grade stay so?"""
    asks = _asks(request)
    by, before, gap = (one.chosen for one in asks)
    table = _table(by, int(before), gap)
    eras = _table("era", int(before), gap)
    newest = next((row for row in eras if row["group"] == rates.NEWEST_ERA), None)
    columns = ("Group", "Times", "Homes", "Next", "Count", "Share", "From", "To")
    plain = [
        (row["group"], rate.of, rate.homes, GRADES[rate.after], rate.count, rate.share, *rate.interval)
        for row in table
        for rate in row["rates"]
    ]
    if sheet := tables.answer(request, "change", [tables.PageTable(f"From {GRADES[int(before)]}", columns, plain)]):
        return sheet
    context = {
        "choices": asks,
        "grades": list(GRADES.items()),
        "before": int(before),
        "by": BY[by],
        "table": table,
        "every": newest or (eras[-1] if eras else None),
        "pooled": by not in ("era", "year"),
        "chart": _chart(by, int(before), gap),
        "picture": f"{reverse('commission:change-picture')}?{urlencode({'by': by, 'before': before, 'gap': gap})}",
        "small": rates.SMALL,
        "over_gap": sum(rate.over_gap for row in eras for rate in row["rates"]),
    }
    return render(request, "commission/change.html", context)


@reading
def picture(request: SectorRequest) -> HttpResponse:
    """The drawing of how often homes of a grade stay so."""
    by, before, gap = (one.chosen for one in _asks(request))
    return charts.answer(_chart(by, int(before), gap))


def _asks(request: HttpRequest) -> list[Choice]:
    return [
        choice(request.GET, "by", "By", list(BY.items())),
        choice(request.GET, "before", "From", [(str(grade), name) for grade, name in GRADES.items()]),
        choice(
            request.GET, "gap", "Over years without data", [("", "counted, and marked"), ("without", "not counted")]
        ),
    ]


def _table(by: str, before: int, gap: str) -> list[dict[str, Any]]:
    """For each group that started at the grade: how many, and the rate of each grade next."""
    across = by in ("era", "year")  # all else is never pooled over changes of framework: the newest alone
    if gap:
        known = [step for step in queries_kept.steps() if not step.over_gap]
        rows = rates.transitions([s for s in known if across or rates.step_era(s) == rates.NEWEST_ERA], by)
    else:
        rows = (queries_kept.changes() if across else queries_kept.newest_changes())[by]
    groups: dict[str, list[rates.Rate]] = {}
    for rate in rows:
        if rate.before == before:
            groups.setdefault(rate.group, []).append(rate)
    return [
        {"group": _title(by, group), "rates": found, "of": found[0].of, "small": found[0].small}
        for group, found in sorted(groups.items(), key=lambda pair: (ORDER.get(pair[0], -1), pair[0]))
    ]


def _title(by: str, group: str) -> str:
    return years.title(int(group)) if by == "year" else group


def _chart(by: str, before: int, gap: str) -> Any:
    rows = [
        (row["group"], rate.share, *rate.interval, f"{rate.count} of {rate.of}")
        for row in _table(by, before, gap)
        for rate in row["rates"]
        if rate.after == before
    ]
    return charts.staying(f"How often {GRADES[before]} homes were so again, by {BY[by]}", rows)
