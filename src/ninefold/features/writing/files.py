"""Files that records hold: given only to those who may see a record that holds them, and never run by a browser."""

import re
from typing import Any, BinaryIO

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from ninefold.ledger import queries
from ninefold.ledger.attachments import keeping, sealed, seen
from ninefold.ledger.attachments.check import PICTURES
from ninefold.ledger.models import Attachment
from ninefold.people.queries import subject_names
from ninefold.web.views import HomeRequest, in_home, looked

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
}
PART = re.compile(r"bytes=(\d*)-(\d*)")


@require_safe
@in_home
def file(request: HomeRequest, sha: str) -> HttpResponse | FileResponse:
    """The bytes of a file. The same answer for one that is not there and one that is not theirs to see."""
    record, item = _through(request, sha)
    kept, opened = _opened(request, sha)
    looked(request.viewer, "file", record=record)
    return _answer(request, opened, kept, item["name"])


@require_safe
@in_home
def read(request: HomeRequest, sha: str) -> HttpResponse:
    """What can be read or heard of a file that a browser does not show by itself."""
    record, item = _through(request, sha)
    kept = Attachment.objects.filter(home=request.viewer.home, sha256=sha).first()
    if kept is None:
        raise Http404
    looked(request.viewer, "file", record=record)
    shown = {"item": item, "file": kept, "record_id": record, "is_sound": kept.media_type.startswith("audio/")}
    return render(request, "writing/file.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@in_home
def original(request: HomeRequest, record: str, sha: str) -> HttpResponse | FileResponse:
    """What was sent, for a leader who says why; who did so before, and their reasons."""
    viewer = request.viewer
    queries.record(viewer, record)
    item = sealed.item(viewer, record, sha)
    error = ""
    if request.method == "POST":
        try:
            opened = sealed.unseal(viewer, record, sha, request.POST.get("because", ""), request.now)
        except ValueError as lacking:
            error = str(lacking)
        else:
            looked(viewer, "original", record=record)
            return FileResponse(
                opened, as_attachment=True, filename=item["name"], content_type="application/octet-stream",
                headers=HEADERS,
            )  # fmt: skip
    before = [one for one in sealed.openings(viewer, record) if one.sha256 == sha]
    shown = {
        "item": item,
        "record_id": record,
        "openings": before,
        "names": subject_names(viewer, {one.by for one in before}),
        "error": error,
        "because": request.POST.get("because", ""),
    }
    return render(request, "writing/original.html", shown, status=422 if error else 200)


def _through(request: HomeRequest, sha: str) -> tuple[str, dict[str, Any]]:
    way = seen.through(request.viewer, sha, request.GET.get("in", ""))
    if way is None:
        raise Http404
    return way


def _opened(request: HomeRequest, sha: str) -> tuple[Attachment, BinaryIO]:
    try:
        return keeping.open_file(request.viewer.home, sha)
    except (Attachment.DoesNotExist, FileNotFoundError) as missing:
        raise Http404 from missing


def _answer(request: HomeRequest, opened: BinaryIO, kept: Attachment, name: str) -> HttpResponse | FileResponse:
    """The whole file, or for sound the part that a player asks for: a telephone plays nothing without."""
    asked = PART.fullmatch(request.headers.get("Range", "")) if kept.media_type.startswith("audio/") else None
    whole = FileResponse(
        opened,
        as_attachment=kept.media_type not in PICTURES,
        filename=name,
        content_type=kept.media_type,
        headers=HEADERS,
    )
    if kept.media_type.startswith("audio/"):
        whole.headers["Accept-Ranges"] = "bytes"
    if asked is None or not (asked[1] or asked[2]):
        return whole
    first = int(asked[1]) if asked[1] else max(0, kept.size - int(asked[2]))
    last = min(int(asked[2]) if asked[1] and asked[2] else kept.size - 1, kept.size - 1)
    if first > last:
        opened.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{kept.size}"})
    opened.seek(first)
    part = opened.read(last - first + 1)
    opened.close()
    headers = {
        **HEADERS,
        "Accept-Ranges": "bytes",
        "Content-Range": f"bytes {first}-{last}/{kept.size}",
        "Content-Disposition": whole.headers["Content-Disposition"],
    }
    return HttpResponse(part, status=206, content_type=kept.media_type, headers=headers)
