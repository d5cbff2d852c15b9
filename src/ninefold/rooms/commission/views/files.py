"""The files that were taken, and every row of each that was not."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from ninefold.rooms.commission.door import SectorRequest, reading
from ninefold.rooms.commission.views.importing import reasons
from ninefold.sector import queries, queries_kept
from ninefold.sector.models import Import

ON_A_PAGE = 100


@reading
def files(request: SectorRequest) -> HttpResponse:
    """Each file that was taken, and what all of them hold together."""
    context = {"files": queries.imports(), "here": queries_kept.here(), "reader": request.reader}
    return render(request, "commission/files.html", context)


@reading
def file(request: SectorRequest, id: int) -> HttpResponse:
    """A file's rows that were not taken, by reason, each with its line."""
    one = get_object_or_404(Import, pk=id)
    code = request.GET.get("reason", "")
    rows = one.refusals.filter(code=code) if code else one.refusals.all()
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    return render(
        request, "commission/file.html", {"file": one, "reasons": reasons(one.pk), "code": code, "page": page}
    )
