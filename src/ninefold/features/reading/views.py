"""What must be read: what the viewer has not read yet, and who in the home has read what."""

from collections import Counter
from collections.abc import Iterable

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ninefold.ledger import queries as ledger
from ninefold.ledger import reads
from ninefold.web.views import HomeRequest, for_readers_of

MOST = 100
FEW = 5  # so little unread is nobody's worry


@require_safe
@for_readers_of("to-read")
def to_read(request: HomeRequest) -> HttpResponse:
    """What the viewer is asked to read and has not."""
    viewer = request.viewer
    context = {
        "lines": ledger.lines(viewer, reads.first_unread(viewer, MOST)),
        "count": reads.unread_count(viewer),
    }
    return render(request, "reading/to_read.html", context)


@require_safe
@for_readers_of("readers")
def readers(request: HomeRequest) -> HttpResponse:
    """Everything that must be read, with how many of those who work here now have read it."""
    viewer = request.viewer
    counted = reads.all_readers(viewer, MOST)
    rows = list(zip(ledger.lines(viewer, [one.record for one in counted]), counted, strict=True))
    return render(request, "reading/readers.html", {"rows": rows, "behind": behind(counted)})


def behind(every: Iterable[reads.Readers]) -> list[tuple[str, int, int]]:
    """Who works here and has read less than half of what is theirs to read: name, how much is unread, of how much."""
    asked, unread = Counter[str](), Counter[str]()
    for one in every:
        asked.update(reader.role.worker.name for reader in one.readers)
        unread.update(reader.role.worker.name for reader in one.have_not)
    few = [
        (name, unread[name], asked[name]) for name in unread if unread[name] >= FEW and 2 * unread[name] > asked[name]
    ]
    return sorted(few, key=lambda row: (-row[1], row[0]))


@require_safe
@for_readers_of("readers")
def readers_of(request: HomeRequest, record: str) -> HttpResponse:
    """Who has read one record, and who has not, with since when they work here."""
    viewer = request.viewer
    found = reads.to_read(viewer).filter(pk=record).first()
    if found is None:
        raise Http404
    context = {
        "line": ledger.lines(viewer, [found])[0],
        "read": reads.readers(viewer, [found])[0],
    }
    return render(request, "reading/readers_of.html", context)
