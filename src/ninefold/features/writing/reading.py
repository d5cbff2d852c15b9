""" "I have read it": the stage ``read`` of a record that must be read, signed in one tap."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from ninefold import lawbook
from ninefold.features.writing.writing import TOKEN, new_token
from ninefold.lawbook.model import READ, RecordType, Stage
from ninefold.ledger import actions, queries, reads, threads
from ninefold.ledger.models import Record
from ninefold.ledger.signing import Author, signed_now
from ninefold.people.access import Viewer, may_sign
from ninefold.web import rooms
from ninefold.web.doors import first_room
from ninefold.web.views import HomeRequest, in_home


def taps(type: RecordType, stage: Stage) -> bool:
    """Whether a stage is signed by one tap: that a record was read, where the stage asks nothing that must be answered."""
    return bool(type.to_read) and stage.id == READ and not any(asked.required for asked in stage.fields)


def asked(viewer: Viewer, record: Record) -> str:
    """A fresh token when the viewer is asked to read ``record`` and has not; "" for anybody else."""
    type = lawbook.current().records[record.type]
    if not type.to_read or not taps(type, type.stage(READ)):
        return ""
    return new_token() if reads.unread(viewer).filter(pk=record.pk).exists() else ""


@require_POST
@in_home
def have_read(request: HomeRequest, record: str) -> HttpResponse:
    """Sign that the viewer has read a record; then on to the next, or back to their day."""
    viewer = request.viewer
    found = queries.record(viewer, record)
    library = lawbook.current()
    type = library.records[found.type]
    if not type.to_read or not may_sign(viewer.role, library.roles_in(type.stage(READ).by)):
        raise PermissionDenied
    if not taps(type, type.stage(READ)):
        return redirect(rooms.address(viewer, "stage", record, READ))
    token = request.POST.get("_token", "")
    if reads.unread(viewer).filter(pk=record).exists():
        signing = signed_now(
            viewer.now,
            type=type.id,
            stage=READ,
            content={},
            subjects=threads.thread(viewer.home, record)[0].subjects,
            record=record,
            token=token if TOKEN.fullmatch(token) else new_token(),
        )
        actions.append(viewer.home, signing, Author(viewer.person, viewer.role))
    messages.success(request, "Signed: you have read it.")
    if reads.unread(viewer).exists():
        return redirect(rooms.address(viewer, "to-read"))
    return redirect(first_room(viewer))
