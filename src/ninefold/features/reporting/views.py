"""Reports, on the page and as files, and the records behind each of their numbers."""

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from ninefold import lawbook
from ninefold.lawbook.outlines import Outline
from ninefold.ledger import queries as ledger
from ninefold.people.models import Child, Placement
from ninefold.reports import address, kept_links, outlines
from ninefold.reports import records as selected
from ninefold.reports.blocks import Report
from ninefold.reports.drawings import FILES, page
from ninefold.reports.drawings.page import Links
from ninefold.reports.period import Period
from ninefold.reports.selection import Selection
from ninefold.web import rooms
from ninefold.web.views import HomeRequest, in_room, looked

MOST = 200
FIRST = {"home": 2, "child": 1}  # periods on the shelf: what runs now, and of the home what is whole
MONTH = "month"


class ReportChoice(NamedTuple):
    """A report that can be opened: of which period, and of which child if it is about one."""

    title: str
    address: str
    running: bool
    files: list[tuple[str, str, str]]


class Shelf(NamedTuple):
    """The reports of one outline: the newest of them, and how many others there are."""

    outline: Outline
    choices: list[ReportChoice]
    older: int


@require_safe
@in_room
def reports(request: HomeRequest) -> HttpResponse:
    """The reports that are for the viewer: of each the newest. With ``?of=`` an outline's, all of that one."""
    readable = outlines.readable(request.viewer, lawbook.current())
    wanted = request.GET.get("of", "")
    if wanted and wanted not in {one.id for one in readable}:
        raise Http404
    children = list(_children(request).values_list("pk", "name"))
    shelves = [_shelf(request, one, children, whole=bool(wanted)) for one in readable if wanted in ("", one.id)]
    groups = [
        ("About the home", [one for one in shelves if one.outline.subject == "home"]),
        ("About a child", [one for one in shelves if one.outline.subject == "child"]),
    ]
    return render(request, "reporting/reports.html", {"groups": groups, "whole": wanted})


def _shelf(request: HomeRequest, outline: Outline, children: list[tuple[str, str]], *, whole: bool) -> Shelf:
    about = children if outline.subject == "child" else [("", "")]
    periods = outlines.periods(request.viewer, outline)
    shown = periods if whole else periods[: FIRST[outline.subject]]
    return Shelf(outline, list(_choices(request, outline, shown, about)), len(about) * (len(periods) - len(shown)))


def _choices(
    request: HomeRequest, outline: Outline, periods: list[Period], about: list[tuple[str, str]]
) -> Iterator[ReportChoice]:
    """Each period; of each the children, when the report is about a child."""
    for period in periods:
        for child, name in about:
            which = (outline.id, str(period))
            address = rooms.at(request, "report", *which) + _query(child)
            title = f"{name}, {period.title}" if name else period.title
            yield ReportChoice(title, address, period.end > request.now, _files(request, which, child))


def _files(
    request: HomeRequest, which: tuple[str, str], child: str, initials: bool = False
) -> list[tuple[str, str, str]]:
    """Each kind of file: its ending, what it is called, and where the report is as such a file."""
    query = _query(child, initials)
    return [
        (ending, file.title, rooms.at(request, "report-file", *which, ending) + query) for ending, file in FILES.items()
    ]


def _query(child: str, initials: bool = False) -> str:
    given = {**({"child": child} if child else {}), **({"initials": "yes"} if initials else {})}
    return f"?{urlencode(given)}" if given else ""


@require_safe
@in_room
def report(request: HomeRequest, outline: str, period: str) -> HttpResponse:
    """A report as a page: every number opens the records behind it."""
    made, child = _made(request, outline, period), request.GET.get("child", "")
    which = (outline, period)
    context = {
        "report": made,
        "body": page.render_blocks(made, _links(request)),
        "files": _files(request, which, child),
        "initialled": _files(request, which, child, initials=True),
    }
    return render(request, "reporting/report.html", context)


@require_safe
@in_room
def report_file(request: HomeRequest, outline: str, period: str, drawing: str) -> HttpResponse:
    """The same as PDF, Word file or workbook. With ``?initials=yes`` nobody is named in it, for what leaves the home."""
    file = FILES.get(drawing)
    if file is None:
        raise Http404
    made = _made(request, outline, period)
    initials = "-initials" if request.GET.get("initials") == "yes" else ""
    kind = "" if outline == MONTH else f"-{outline}"
    where = "inline" if drawing == "pdf" else "attachment"
    headers = {"Content-Disposition": f'{where}; filename="{made.urn}{kind}-{made.key}{initials}.{drawing}"'}
    return HttpResponse(file.draw(made), content_type=file.media_type, headers=headers)


@require_safe
@in_room
def behind(request: HomeRequest, selection: str) -> HttpResponse:
    """The records that a number of a report stands for."""
    chosen = address.read(selection, request.viewer.home.urn)
    if chosen is None:
        raise Http404
    try:
        records = selected.behind(request.viewer, chosen)
    except LookupError:
        raise Http404 from None
    newest = list(records[: MOST + 1])
    context = {
        "title": selected.title(chosen),
        "period": chosen.period,
        "lines": ledger.lines(request.viewer, newest[:MOST]),
        "count": records.count() if len(newest) > MOST else len(newest),
        "more": len(newest) > MOST,
    }
    return render(request, "reporting/behind.html", context)


@require_safe
@in_room
def behind_kept(request: HomeRequest) -> HttpResponseRedirect:
    """A link of before selections were signed leads to its records; one that names none, to its month, or all reports."""
    month = request.GET.get("month", "")
    chosen = kept_links.selection(request.GET.get("what", ""), month)
    if chosen is not None:
        return redirect(_links(request).selection(chosen))
    try:
        return redirect(rooms.at(request, "report", MONTH, str(Period.read(month))))
    except ValueError:
        return redirect(rooms.at(request, "reports"))


def _made(request: HomeRequest, outline: str, written: str) -> Report:
    """The report that an address names. Raises Http404 for an outline, a period or a child that there is not."""
    known, period = outlines.named(lawbook.current(), outline), _period(written)
    if known is None or not outlines.fits(known, period):
        raise Http404
    child, initials = _child(request, known), request.GET.get("initials") == "yes"
    made = outlines.report(request.viewer, known, period, subject=child, initials=initials)
    looked(request.viewer, f"{outline} report", people=[child] if child else [])
    return made


def _period(written: str) -> Period:
    try:
        return Period.read(written)
    except ValueError:
        raise Http404 from None


def _child(request: HomeRequest, outline: Outline) -> str:
    """The child whom a report about a child is about: one who lived in this home."""
    if outline.subject == "home":
        return ""
    child = request.GET.get("child", "")
    if child not in set(_children(request).values_list("pk", flat=True)):
        raise Http404
    return child


def _children(request: HomeRequest) -> QuerySet[Child]:
    """The children who live or lived in this home."""
    here = Placement.objects.filter(home=request.viewer.home).exclude(began_at=None)
    return Child.objects.filter(pk__in=here.values("child")).order_by("name", "pk")


def _links(request: HomeRequest) -> Links:
    """Where what stands in a report leads in the room that it is shown in."""

    def selection(chosen: Selection) -> str:
        return rooms.at(request, "behind", address.written(chosen, request.viewer.home.urn))

    return Links(
        record=lambda record: rooms.at(request, "record", record),
        obligation=lambda key: rooms.at(request, "duty", key),
        selection=selection,
    )
