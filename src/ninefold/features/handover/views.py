"""That somebody has read the handover: one tap for all that is shown."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from ninefold import lawbook
from ninefold.features.handover import queries
from ninefold.ledger import actions, threads
from ninefold.ledger.signing import Author, signed_now
from ninefold.people.access import may_sign
from ninefold.web import rooms
from ninefold.web.views import HomeRequest, in_room

STAGE = "read"


@require_POST
@in_room
def taken_over(request: HomeRequest) -> HttpResponse:
    """Sign that the viewer has read each handover that was shown, once."""
    viewer = request.viewer
    library = lawbook.current()
    stage = library.records[queries.KIND].stage(STAGE)
    if may_sign(viewer.role, library.roles_in(stage.by)):
        for record in queries.unread(viewer, request.POST.getlist("handover")[: queries.MOST]):
            signing = signed_now(
                viewer.now,
                type=queries.KIND,
                stage=STAGE,
                content={},
                subjects=threads.thread(viewer.home, record.pk)[0].subjects,
                record=record.pk,
            )
            actions.append(viewer.home, signing, Author(viewer.person, viewer.role))
        messages.success(request, "Signed: you have read the handover.")
    return redirect(rooms.at(request, "today"))
