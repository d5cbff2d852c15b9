"""The month's reports, on the page and as PDF, and the records behind each of their numbers."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ninefold.evidence.months import Month
from ninefold.ledger import queries as ledger
from ninefold.reports import behind as numbers
from ninefold.reports import month as month_pack
from ninefold.reports import page, typeset
from ninefold.web import address
from ninefold.web.views import HomeRequest, in_room, looked

MOST_MONTHS = 36
MOST = 200


@require_safe
@in_room
def reports(request: HomeRequest) -> HttpResponse:
    """The months there is a report of: every month since the home was registered, the newest first."""
    return render(request, "desk/reports.html", {"months": _months(request)})


def _months(request: HomeRequest) -> list[Month]:
    month, first = Month.of(request.now), request.viewer.home.registered_on
    found: list[Month] = []
    while month.last >= first and len(found) < MOST_MONTHS:
        found.append(month)
        month = month.before
    return found


@require_safe
@in_room
def report(request: HomeRequest, month: str) -> HttpResponse:
    """The month's evidence pack as a page: every number opens the records behind it."""
    chosen = _month(month)
    made = month_pack.report(request.viewer, chosen)
    looked(request.viewer, "month report")
    context = {"month": chosen, "report": made, "body": page.render_blocks(made), "sections": page.sections(made)}
    return render(request, "desk/report.html", context)


@require_safe
@in_room
def report_pdf(request: HomeRequest, month: str) -> HttpResponse:
    """The same as PDF. With ``?initials=yes`` nobody is named in it, for what leaves the home."""
    chosen, initials = _month(month), request.GET.get("initials") == "yes"
    made = month_pack.report(request.viewer, chosen, initials=initials)
    looked(request.viewer, "month report")
    name = f"{request.viewer.home.urn}-{chosen}{'-initials' if initials else ''}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(typeset.pdf(made), content_type="application/pdf", headers=headers)


@require_safe
@in_room
def behind(request: HomeRequest) -> HttpResponse:
    """The records that a number of a report stands for."""
    month, key = _month(request.GET.get("month", "")), request.GET.get("what", "")
    found = numbers.records_behind(request.viewer, month, key)
    newest = list(found[: MOST + 1])
    context = {
        "title": numbers.title(key),
        "month": month,
        "lines": ledger.lines(request.viewer, newest[:MOST]),
        "count": found.count() if len(newest) > MOST else len(newest),
        "more": len(newest) > MOST,
    }
    return render(request, "desk/behind.html", context)


def _month(written: str) -> Month:
    """The month that an address names. Raises Http404 for anything else."""
    if not address.is_month(written):
        raise Http404
    return Month.read(written)
