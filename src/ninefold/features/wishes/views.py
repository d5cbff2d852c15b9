"""What children asked for, whichever record it was said in."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ninefold.base.english import after
from ninefold.duties import queries
from ninefold.duties.models import ObligationRow
from ninefold.features.due import queries as owed
from ninefold.features.due.queries import Item
from ninefold.insight import listening
from ninefold.ledger import queries as ledger
from ninefold.ledger.models import Entry
from ninefold.ledger.queries import Line
from ninefold.people.access import Viewer
from ninefold.web import rooms
from ninefold.web.views import HomeRequest, in_room
from ninefold.web.words import length

MOST = 200
ANSWERED = 30


@dataclass(frozen=True, slots=True)
class Wish:
    """A wish as a line: what was asked, where to answer it, or what the answer was and when it came."""

    item: Item
    href: str
    took: str
    reply: str
    reply_record: str
    changed: str


@require_safe
@in_room
def wishes(request: HomeRequest) -> HttpResponse:
    """Unanswered wishes by how long they have waited; below them those that have been answered."""
    viewer = request.viewer
    heard = listening.listening(viewer)
    wanted = set(owed.started_by(owed.WISHES))
    briefs = sorted((one for one in queries.due_in_brief(viewer) if one.duty in wanted), key=lambda one: one.opened_at)
    waiting = queries.whole(briefs[:MOST])
    given = _wishes(viewer, [*waiting, *owed.answered_wishes(viewer)[:ANSWERED]])
    context = {
        "heard": heard,
        "usual": length(heard.usual) if heard.usual is not None else "",
        "open": given[: len(waiting)],
        "answered": given[len(waiting) :],
    }
    return render(request, "wishes/wishes.html", context)


def _wishes(viewer: Viewer, rows: Iterable[ObligationRow]) -> list[Wish]:
    items = owed.items(viewer, rows)
    replies = _replies(viewer, items)
    changed = listening.changes(viewer, {item.obligation.met_by for item in items if item.obligation.met_by})
    about = ledger.these(viewer, tuple({item.obligation.record for item in items}))
    own = {one.pk for one in about if one.type == "wish"}
    return [
        _wish(
            viewer,
            item,
            replies.get(item.obligation.met_by),
            item.obligation.record in own,
            changed.get(item.obligation.met_by, ""),
        )
        for item in items
    ]


def _replies(viewer: Viewer, items: list[Item]) -> dict[str, Line]:
    """The records that answered, by the entry that did."""
    entries = [item.obligation.met_by for item in items if item.obligation.met_by]
    in_record = dict(Entry.objects.filter(pk__in=entries, home=viewer.home).values_list("pk", "record_id"))
    found = ledger.lines(viewer, ledger.these(viewer, tuple(set(in_record.values()))))
    lines = {line.record.pk: line for line in found}
    return {entry: lines[record] for entry, record in in_record.items() if record in lines}


def _wish(viewer: Viewer, item: Item, reply: Line | None, own: bool, changed: str) -> Wish:
    one = item.obligation
    took = one.met_at - one.opened_at if one.met_at else None
    separate = reply is not None and reply.record.pk != one.record
    return Wish(
        item=item,
        href=answer_address(viewer, item, own),
        took=after(took, length(took)) if took is not None else "",
        reply=reply.headline if reply and separate else "",
        reply_record=reply.record.pk if reply else "",
        changed=changed,
    )


def answer_address(viewer: Viewer, item: Item, own: bool) -> str:
    """Where a wish is answered: in its own record, or by an answer that names the record it was said in."""
    one = item.obligation
    if own:
        return rooms.address(viewer, "stage", one.record, "answer")
    return rooms.address(viewer, "form", "wish-answer") + f"?child={one.subject}&answers={one.record}"
