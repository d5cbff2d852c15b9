"""Bringing in Ofsted's files: sent, taken in the background, followed, and explained when a header is not clear."""

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from ninefold.rooms.commission import background
from ninefold.rooms.commission.door import SectorRequest, importing
from ninefold.sector import queries_kept, works
from ninefold.sector.columns import HeaderReading
from ninefold.sector.meanings import BY_ID, MEANINGS
from ninefold.sector.models import RefusedRow, Work
from ninefold.sector.rows import REASONS

# What every row of a file may be when it has no column that says so.
EVERY_ROW = {
    "provision type": ("= Children's home", "every row is a children's home"),
    "event type": ("= Full inspection", "every row is a full inspection"),
}


@importing
def send(request: SectorRequest) -> HttpResponse:
    """The place to drop files onto; a POST stores them and begins."""
    sent = request.FILES.getlist("files") if request.method == "POST" else []
    made = [
        works.accept(
            name=file.name or "a file",
            size=file.size or 0,
            chunks=file.chunks(),
            folder=background.folder(),
            account=request.reader.account,
            at=request.now,
        )
        for file in sent
    ]
    if made:
        background.start()
        return redirect("commission:work", made[-1].pk)
    context = {"forgotten": request.method == "POST", "open": Work.objects.filter(state__in=works.OPEN)}
    return render(request, "commission/import.html", context, status=422 if context["forgotten"] else 200)


@importing
def work(request: SectorRequest, id: int) -> HttpResponse:
    """How far a file is: what came of it, or what it asks. The part that moves is asked for again by itself."""
    one = get_object_or_404(Work, pk=id)
    beside = list(Work.objects.filter(began_at=one.began_at, account=one.account).exclude(pk=one.pk))
    stalled = works.stalled(one, request.now)
    follows = not stalled and _moves([one, *beside])
    context = {"work": one, "beside": beside, "follows": follows, "stalled": stalled, **_outcome(one)}
    moving = request.headers.get("HX-Request") == "true"
    return render(request, "commission/_work.html" if moving else "commission/work.html", context)


def _moves(sent: list[Work]) -> bool:
    """Whether one of these files, the first of them the page's own, is still to be taken by itself.

    A page that asks stays as it is: what somebody has chosen there must not be taken from under their hand.
    """
    return sent[0].state != Work.State.ASKS and any(
        one.state in (Work.State.WAITING, Work.State.READING) for one in sent
    )


def _outcome(one: Work) -> dict[str, Any]:
    """What else its state has to show."""
    if one.state == Work.State.ASKS:
        return {"sheets": [_asked(sheet.header, sheet.table.name) for sheet in _readings(one)]}
    if one.state == Work.State.DONE:
        return {"here": queries_kept.here(), "reasons": reasons(one.file_id)}
    return {"moves": one.state in works.OPEN, "share": round(100 * one.rows_read / one.rows) if one.rows else 0}


def _readings(one: Work) -> list[Any]:
    return works.readings(one, background.folder())


def reasons(file: int | None) -> list[dict[str, Any]]:
    """Why rows of a file were not taken: how many for each reason, the commonest first."""
    rows = RefusedRow.objects.filter(file=file).order_by().values("code").annotate(count=Count("id")).order_by("-count")
    return [{"code": row["code"], "count": row["count"], "why": REASONS[row["code"]]} for row in rows]


def _asked(header: HeaderReading, sheet: str) -> dict[str, Any]:
    """The reading of a header for the page: each meaning, what it was read as, and what is asked."""
    rows = [
        {
            "id": meaning.id,
            "title": meaning.title,
            "column": header.chosen.get(meaning.id),
            "question": header.questions.get(meaning.id, ""),
            "doubt": header.doubts.get(meaning.id, ""),
            "needed": meaning.needed,
            "every": EVERY_ROW.get(meaning.id),
        }
        for meaning in MEANINGS
    ]
    return {"name": sheet, "line": header.line, "columns": header.columns, "rows": rows}


@require_POST
@importing
def answer(request: SectorRequest, id: int) -> HttpResponse:
    """Somebody said how the header is meant: what they left to us stays as it was read."""
    one = get_object_or_404(Work, pk=id, state=Work.State.ASKS)
    works.answer(work=one, mapping=told(request), at=request.now)
    background.start()
    return redirect("commission:work", one.pk)


def told(request: HttpRequest) -> dict[str, str]:
    """The answers of the form: each meaning with the letters of its column."""
    return {meaning: value for meaning in BY_ID if (value := request.POST.get(meaning, ""))}


@require_POST
@importing
def leave(request: SectorRequest, id: int) -> HttpResponse:
    """A file that asks is taken out of the queue."""
    works.give_up(work=get_object_or_404(Work, pk=id), folder=background.folder(), at=request.now)
    messages.success(request, "The file was left out. Nothing of it was taken.")
    return redirect("commission:import")
