"""The page of on call: the number, and a line for what was said."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from ninefold.features.oncall import actions, queries
from ninefold.features.writing.writing import TOKEN, new_token
from ninefold.ledger.content import Refused
from ninefold.web import rooms
from ninefold.web.views import HomeRequest, in_room


@in_room
def page(request: HomeRequest) -> HttpResponse:
    """Who is on call now; by POST, what they said."""
    duty = queries.on_call(request.viewer)
    typed = {name: " ".join(request.POST.get(name, "").split()) for name in ("asked", "advice")}
    error = ""
    if request.method == "POST":
        token = request.POST.get("_token", "")
        if duty is None or duty.now is None or not TOKEN.fullmatch(token):
            raise Http404
        try:
            actions.keep(viewer=request.viewer, asked_of=duty.now, token=token, **typed)
        except Refused as refused:
            error = next(iter(refused.errors.values()))
        else:
            messages.success(request, f"Signed: what {duty.now.name} said.")
            return redirect(rooms.at(request, "today"))
    context = {
        "on_call": duty,
        "lately": queries.lately(request.viewer),
        "token": new_token(),
        "error": error,
        **typed,
    }
    return render(request, "oncall/oncall.html", context, status=422 if error else 200)
