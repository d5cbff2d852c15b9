"""The page of somebody's own choices, and where a letter leads to."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from ninefold.web import rooms
from ninefold.web.views import HomeRequest, in_home
from ninefold.work.post import choices, delivering


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def post(request: Any) -> HttpResponse:
    """What reaches me by e-mail, to choose; what is not mine to choose says why."""
    if request.method == "POST":
        choices.choose(request.user, request.POST.getlist("kind"), request.now)
        messages.success(request, "Kept. It holds from the next letter on.")
        return redirect("post")
    context = {"choices": choices.of(request.user, request.now), "has_post": delivering.is_set_up()}
    return render(request, "post/post.html", context)


@require_safe
@in_home
def waits(request: HomeRequest) -> HttpResponse:
    """Where a letter leads: to what is due, in the room of whoever opens it."""
    return redirect(rooms.at(request, "due"))
