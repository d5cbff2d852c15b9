"""Writing: a form begun, kept, corrected, withdrawn, signed."""

import json
from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from ninefold import lawbook
from ninefold.base import clock
from ninefold.features.writing import page, unsigned, writing
from ninefold.features.writing.belonging import NEW, target_of
from ninefold.features.writing.choose import may_write
from ninefold.features.writing.questions import Asked
from ninefold.features.writing.whom import ABOUT, WORKER
from ninefold.features.writing.writing import Writing
from ninefold.forms.context import names_for
from ninefold.forms.keep import keep_files
from ninefold.forms.kind import kind_of
from ninefold.forms.typed import Typed
from ninefold.lawbook.model import RecordType
from ninefold.ledger import drafts, queries, threads
from ninefold.ledger.actions import submitted
from ninefold.ledger.brakes import Stopped
from ninefold.ledger.content import Refused
from ninefold.ledger.matters import BELONGS
from ninefold.ledger.permissions import NotYours, why_not
from ninefold.ledger.records import Slot
from ninefold.medicines import halted
from ninefold.people.access import Viewer, may_sign
from ninefold.web import rooms
from ninefold.web.doors import first_room
from ninefold.web.views import HomeRequest, in_home

BEGIN = "_begin"  # a form that begins with something said, which nobody has written yet: it is kept once it is touched


def for_script(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view of a form that its script may send: the way on is told instead of gone, so that the page stays till then.

    Without a connection a browser shows its own page of errors, and what was typed is behind it.
    """

    @wraps(view)
    def answer(request: HomeRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if request.headers.get("X-Ninefold-Form") and "Location" in response:
            return JsonResponse({"to": response["Location"]})
        return response

    return answer


@in_home
@for_script
def first_stage(request: HomeRequest, type: str) -> HttpResponse:
    """A new record of this type."""
    wanted = lawbook.current().records.get(type)
    if wanted is None:
        raise Http404
    if not any(wanted is one for one in may_write(request.viewer)):
        raise PermissionDenied
    return _write(request, Writing(request.viewer, wanted, wanted.stages[0], Typed(), ""))


def _answered(request: HomeRequest) -> None:
    """A form that belongs to something names a record the viewer may see. Raises Http404."""
    for value in (request.POST.get(BELONGS, ""), request.GET.get("answers", "")):
        target, _ = target_of(value)
        if target:
            queries.record(request.viewer, target)


@in_home
@for_script
def next_stage(request: HomeRequest, record: str, stage: str) -> HttpResponse:
    """A further stage of a record."""
    found = queries.record(request.viewer, record)
    type = lawbook.current().records[found.type]
    if threads.taken_back(request.viewer.home, record):
        return _withdrawn(request, record)
    before = threads.thread(request.viewer.home, record)
    wanted = next((s for s in type.stages[1:] if s.id == stage), None)
    if wanted is None or not before:
        raise Http404
    return _write(request, Writing(request.viewer, type, wanted, Typed(), "", record=record, before=before))


@in_home
@for_script
def correct(request: HomeRequest, record: str, entry: str) -> HttpResponse:
    """Write a signed stage again, saying why; what was signed first stays to be read."""
    sent = _sent_already(request, request.GET.get("draft", ""))
    if sent:
        return sent
    queries.record(request.viewer, record)
    if threads.taken_back(request.viewer.home, record, entry):
        return _withdrawn(request, record)
    newer = threads.instead_of(request.viewer.home, record, entry)
    if newer:
        return _on_to(request, record, newer)
    type, before, slot = _slot(request.viewer, record, entry)
    stage = type.stage(slot.entry.stage)
    made = Writing(request.viewer, type, stage, Typed(), "", act="correct", record=record, before=before, slot=slot)
    return _write(request, made)


def _on_to(request: HomeRequest, record: str, newer: str) -> HttpResponse:
    """To the correction of what somebody else has made of it in the meantime, with all that was typed."""
    type, _, slot = _slot(request.viewer, record, newer)
    typed = Typed.posted(request.POST) | {"_entry": [newer]}
    token = _own_token(request, request.POST.get("_token") or request.GET.get("draft", ""))
    if request.method == "POST":
        made = Writing(request.viewer, type, type.stage(slot.entry.stage), Typed(typed), token, "correct", record)
        keep_files(request.viewer, made.typed, request.FILES, made.stage)
        writing.keep(made, request.user)
        messages.warning(
            request,
            "Somebody corrected this while you were writing, so yours is not signed. What you typed is here; "
            "please look at the record again before you sign.",
        )
    return redirect(f"{rooms.address(request.viewer, 'correct', record, newer)}?draft={token}")


def _withdrawn(request: HomeRequest, record: str) -> HttpResponse:
    """To the page of what somebody has withdrawn in the meantime: it says why, and shows what was typed."""
    token = _own_token(request, request.POST.get("_token") or request.GET.get("draft", ""))
    if "_type" in request.POST:
        made = _named(request.viewer, Typed.posted(request.POST), token)
        keep_files(request.viewer, made.typed, request.FILES, made.stage)
        writing.keep(made, request.user)
    said = "This has been withdrawn, so nothing more can be signed in it."
    kept = drafts.get(request.user, request.viewer.home, token)
    messages.warning(request, f"{said} What you typed is kept, and stands below." if kept else said)
    return redirect(f"{rooms.address(request.viewer, 'record', record)}?draft={token}")


def _slot(viewer: Viewer, record: str, entry: str) -> tuple[RecordType, list[Slot], Slot]:
    """The signed stage that stands under ``entry``, with its record's type and stages.

    Raises Http404, and PermissionDenied for who may not change it.
    """
    found = queries.record(viewer, record)
    before = threads.thread(viewer.home, record)
    slot = next((s for s in before if s.entry.id == entry), None)
    if slot is None:
        raise Http404
    type = lawbook.current().records[found.type]
    if why := writing.why_not(viewer, type, before, slot):
        raise NotYours(why)
    return type, before, slot


@in_home
def withdraw(request: HomeRequest, record: str, entry: str) -> HttpResponse:
    """Take a signed stage back, saying why. It stays to be read, and counts for nothing."""
    sent = _sent_already(request)
    if sent:
        return sent
    queries.record(request.viewer, record)
    if threads.taken_back(request.viewer.home, record, entry):
        return _withdrawn(request, record)
    type, _, slot = _slot(request.viewer, record, entry)
    error, because = "", request.POST.get("because", "")
    token = _own_token(request, request.POST.get("_token", ""))
    if request.method == "POST":
        try:
            writing.withdraw(request.viewer, slot, because, token)
        except Refused as refused:
            error = next(iter(refused.errors.values()))
        else:
            messages.success(request, "It is withdrawn. What was written and why it went can still be read.")
            return redirect(rooms.address(request.viewer, "record", record))
    shown = {"type": type, "slot": slot, "record_id": record, "error": error, "because": because, "token": token}
    shown["changes"] = writing.would_undo(request.viewer, type, slot)
    return render(request, "writing/withdraw.html", shown, status=422 if error else 200)


def _sent_already(request: HomeRequest, token: str = "") -> HttpResponse | None:
    """Where to go when this very form has been signed before: a double tap, a back button, a lost answer."""
    token = token or request.POST.get("_token", "")
    sent = next(iter(submitted(token)), None) if token else None
    if sent is None:
        return None
    if sent.entry.home_id != request.viewer.home.id or sent.entry.author != request.viewer.person:
        raise PermissionDenied
    messages.info(request, "This form was signed already. This is what was signed; to write another, begin a new one.")
    return redirect(rooms.address(request.viewer, "record", sent.entry.record_id))


def _write(request: HomeRequest, made: Writing) -> HttpResponse:
    """Show the form of ``made``, or take what was sent: signed, kept for later, or asked to be drawn again.

    Raises PermissionDenied for whoever may not sign it, before they type anything.
    """
    viewer = made.viewer
    if why := why_not(made.type, made.stage, made.act, viewer.person, viewer.role, made.before, made.slot):
        raise NotYours(why)
    _answered(request)
    if request.method != "POST":
        return _begin(request, made)
    sent = _sent_already(request)
    if sent:
        return sent
    typed = Typed.posted(request.POST)
    made = replace(made, typed=typed, token=_own_token(request, typed.one("_token")))
    errors = keep_files(made.viewer, typed, request.FILES, made.stage)
    if "_sign" in request.POST:
        return _sign(request, made, errors)
    if "_add-row" in request.POST or "_drop-row" in request.POST:
        page.change_rows(typed, request.POST.get("_add-row", ""), request.POST.get("_drop-row", ""))
    if BEGIN in request.POST:
        return page.show(request, writing.begun(made, typed), {})
    made = writing.filled(made)
    writing.keep(made, request.user)
    if "_later" in request.POST and not errors:
        messages.success(request, f"Kept for later: {made.type.short}. You find it under Write.")
        return redirect(first_room(made.viewer))
    return page.show(request, made, errors)


def _begin(request: HomeRequest, made: Writing) -> HttpResponse:
    """A form as it is first seen: from a draft, from what is corrected, or empty.

    The form's token stands in its address, so that reloading and going back lead to the same form: to what was
    typed, or to what was signed.
    """
    asked = request.GET.copy()
    token = _own_token(request, asked.get("draft", ""))
    if token != asked.get("draft"):
        asked["draft"] = token
        return redirect(f"{request.path}?{asked.urlencode()}")
    sent = _sent_already(request, token)
    if sent:
        return sent
    draft = drafts.get(request.user, request.viewer.home, token)
    if draft and (draft.type, draft.stage, draft.record_id) == (made.type.id, made.stage.id, made.record):
        return page.show(request, replace(made, typed=_kept(page.read(draft)), token=draft.token), {})
    return page.show(request, writing.begun(replace(made, token=token), _given(request, made)), {})


def _kept(draft: Any) -> Typed:
    """What a draft kept; one of before forms asked what they belong to names what it answers in other ways."""
    typed = Typed.kept(draft)
    before, row = typed.pop("_answering", []), typed.pop("_row", [])
    target = typed.one(BELONGS) or (before[-1] if before else "")
    if target and target != NEW and "#" not in target:
        target = f"{target}#{row[-1] if row else ''}"
    return Typed(typed | ({BELONGS: [target]} if target else {}))


def _own_token(request: HomeRequest, token: str) -> str:
    """``token`` if it can name this form; a new one if it is none, or names what somebody else is writing.

    On a shared tablet the next person may come to the address of a form that the last one left open.
    """
    own = writing.TOKEN.fullmatch(token) and not drafts.taken(request.user, request.viewer.home, token)
    return token if own else writing.new_token()


def _given(request: HomeRequest, made: Writing) -> Typed:
    """What the address says of a new form: whom it is about, what it answers, and answers to its questions."""
    of_a_child = "child" in made.type.about
    asked = {f.id for f in made.stage.fields if kind_of(f).may_be_given(f, about_child=of_a_child)}
    given = Typed({name: request.GET.getlist(name) for name in request.GET if name in asked})
    for own, said in ((ABOUT, "child"), (WORKER, "worker")):
        given[own] = request.GET.getlist(said)
    if target := request.GET.get("answers", ""):
        given[BELONGS] = [f"{target}#{request.GET.get('row', '')}"]
    return given


def _sign(request: HomeRequest, made: Writing, errors: dict[str, str]) -> HttpResponse:
    try:
        entry = writing.sign(made, errors)
    except Stopped as stopped:
        writing.keep(made, request.user)
        halted.keep(made.viewer, made.token, stopped)
        return page.show(request, made, stopped.errors, stopped=stopped)
    except Refused as refused:
        made = writing.filled(made)
        writing.keep(made, request.user)
        return page.show(request, made, refused.errors)
    except Asked as asked:
        writing.keep(made, request.user)
        return page.show(request, made, {}, questions=asked.questions)
    address = rooms.address(made.viewer, "record", entry.record_id)
    return redirect(f"{address}?signed={entry.id}")


@require_POST
@in_home
def draft(request: HomeRequest, token: str) -> HttpResponse:
    """Keep what is being typed. Answers with when it was kept, and with notes for files that came along.

    A form may send only what changed since it was kept last (``_base``, with the names that are gone); when it has been
    kept from elsewhere meanwhile, it is asked for all of it (409).
    """
    if not writing.TOKEN.fullmatch(token):
        raise Http404
    typed = Typed.posted(request.POST)
    base, gone = typed.pop("_base", [""])[-1], typed.pop("_gone", [])
    if base:
        kept = drafts.get(request.user, request.viewer.home, token)
        if kept is None or kept.saved_at.isoformat() != base:
            return JsonResponse({"whole": True}, status=409)
        typed = unsigned.merged(json.loads(kept.typed), typed, gone)
    made = _named(request.viewer, typed, token)
    before = {name: list(notes) for name, notes in typed.items() if name.endswith(".kept")}
    errors = keep_files(request.viewer, typed, request.FILES, made.stage)
    saved = None
    if not submitted(token):
        saved = writing.keep(made, request.user)
    notes = {name: all[len(before.get(name, ())) :] for name, all in typed.items() if name.endswith(".kept")}
    base = saved.saved_at.isoformat() if saved else ""
    return JsonResponse({"saved": clock.text(request.now), "base": base, "kept": notes, "errors": errors})


def _named(viewer: Viewer, typed: Typed, token: str) -> Writing:
    """The piece of writing that a draft's form names. Raises Http404, and PermissionDenied for who may not sign it."""
    type = lawbook.current().records.get(typed.one("_type"))
    stage = next((s for s in type.stages if s.id == typed.one("_stage")), None) if type else None
    if type is None or stage is None:
        raise Http404
    if not may_sign(viewer.role, lawbook.current().roles_in(stage.by)):
        raise PermissionDenied
    record = typed.one("_record")
    if record:
        queries.record(viewer, record)
    act = "correct" if typed.one("_act") == "correct" else "write"
    return Writing(viewer, type, stage, typed, token, act=act, record=record)


@require_POST
@in_home
def drop_draft(request: HomeRequest, token: str) -> HttpResponse:
    """Let a draft go."""
    drafts.drop(request.user, token)
    messages.success(request, "It is gone. Nothing of it was signed.")
    return redirect(rooms.address(request.viewer, "choose"))


@require_POST
@in_home
def names(request: HomeRequest) -> JsonResponse:
    """Everybody who can be named with @, and the words that have better ones. By POST, so that no cache keeps it."""
    names = names_for(request.viewer)
    known: list[dict[str, Any]] = [
        {"label": one.label, "about": one.about, "kind": one.kind} for one in (*names.people, *names.beyond.people)
    ]
    return JsonResponse({"names": known, "words": lawbook.current().words.suggestions})
