"""How numbers go over time: a child's, a worker's and the home's, all of them in small and each at large."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ninefold.features.progress import queries as progress
from ninefold.people import queries as people
from ninefold.web import rooms
from ninefold.web.leaders import may_see_worker
from ninefold.web.views import HomeRequest, in_home, in_room, looked


@require_safe
@in_home
def child(request: HomeRequest, id: str) -> HttpResponse:
    """Every number of a child that is followed."""
    viewer = request.viewer
    found = people.child(viewer, id)
    looked(viewer, "progress", people=[found.pk])
    shown = progress.overview(viewer, found.pk, "child", partial(rooms.at, request, "progress-of", found.pk))
    back = rooms.at(request, "child", found.pk)
    return render(request, "progress/progress.html", shown | {"child": found, "whose": found.name, "back": back})


@require_safe
@in_home
def child_series(request: HomeRequest, id: str, series: str) -> HttpResponse:
    """One of them, with every point."""
    viewer = request.viewer
    found = people.child(viewer, id)
    looked(viewer, "progress", people=[found.pk])
    shown = progress.at_large(viewer, found.pk, "child", series, request.GET.get("year", ""))
    back = rooms.at(request, "progress", found.pk)
    return render(request, "progress/progress_of.html", shown | {"child": found, "whose": found.name, "back": back})


@require_safe
@in_home
def worker(request: HomeRequest, id: str) -> HttpResponse:
    """Every number of a worker that is followed: for those who lead the home, and for the worker."""
    viewer = request.viewer
    if not may_see_worker(viewer, id):
        raise PermissionDenied
    found = people.worker(viewer, id)
    looked(viewer, "progress", people=[found.pk])
    shown = progress.overview(viewer, found.pk, "worker", partial(rooms.at, request, "worker-progress-of", found.pk))
    back = rooms.at(request, "worker", found.pk)
    return render(request, "progress/progress.html", shown | {"whose": found.name, "back": back})


@require_safe
@in_home
def worker_series(request: HomeRequest, id: str, series: str) -> HttpResponse:
    """One of them, with every point."""
    viewer = request.viewer
    if not may_see_worker(viewer, id):
        raise PermissionDenied
    found = people.worker(viewer, id)
    looked(viewer, "progress", people=[found.pk])
    shown = progress.at_large(viewer, found.pk, "worker", series, request.GET.get("year", ""))
    back = rooms.at(request, "worker-progress", found.pk)
    return render(request, "progress/progress_of.html", shown | {"whose": found.name, "back": back})


@require_safe
@in_room
def home(request: HomeRequest) -> HttpResponse:
    """Every number of the home that is followed."""
    viewer = request.viewer
    shown = progress.overview(viewer, viewer.home.id, "home", partial(rooms.at, request, "home-progress-of"))
    back = rooms.at(request, "home")
    return render(request, "progress/progress.html", shown | {"whose": viewer.home.name, "back": back})


@require_safe
@in_room
def home_series(request: HomeRequest, series: str) -> HttpResponse:
    """One of them, with every point."""
    viewer = request.viewer
    shown = progress.at_large(viewer, viewer.home.id, "home", series, request.GET.get("year", ""))
    back = rooms.at(request, "home-progress")
    return render(request, "progress/progress_of.html", shown | {"whose": viewer.home.name, "back": back})
