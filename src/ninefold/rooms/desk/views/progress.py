"""How numbers go over time: a child's, a worker's and the home's, all of them in small and each at large."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ninefold.people import queries as people
from ninefold.people.access import Viewer
from ninefold.web import progress
from ninefold.web.leaders import may_see_worker
from ninefold.web.views import HomeRequest, in_home, in_room, looked


@require_safe
@in_room
def child(request: HomeRequest, id: str) -> HttpResponse:
    """Every number of a child that is followed."""
    viewer = request.viewer
    found = people.child(viewer, id)
    looked(viewer, "progress", people=[found.pk])
    shown = progress.overview(viewer, found.pk, "child", partial(_large, viewer, "progress-of", found.pk))
    back = reverse("desk:child", args=[viewer.home.urn, found.pk])
    return render(request, "web/progress.html", shown | {"child": found, "whose": found.name, "back": back})


@require_safe
@in_room
def child_series(request: HomeRequest, id: str, series: str) -> HttpResponse:
    """One of them, with every point."""
    viewer = request.viewer
    found = people.child(viewer, id)
    looked(viewer, "progress", people=[found.pk])
    shown = progress.at_large(viewer, found.pk, "child", series, request.GET.get("year", ""))
    back = reverse("desk:progress", args=[viewer.home.urn, found.pk])
    return render(request, "web/progress_of.html", shown | {"child": found, "whose": found.name, "back": back})


@require_safe
@in_home
def worker(request: HomeRequest, id: str) -> HttpResponse:
    """Every number of a worker that is followed: for those who lead the home, and for the worker."""
    viewer = request.viewer
    if not may_see_worker(viewer, id):
        raise PermissionDenied
    found = people.worker(viewer, id)
    looked(viewer, "progress", people=[found.pk])
    shown = progress.overview(viewer, found.pk, "worker", partial(_large, viewer, "worker-progress-of", found.pk))
    back = reverse("desk:worker", args=[viewer.home.urn, found.pk])
    return render(request, "web/progress.html", shown | {"whose": found.name, "back": back})


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
    back = reverse("desk:worker-progress", args=[viewer.home.urn, found.pk])
    return render(request, "web/progress_of.html", shown | {"whose": found.name, "back": back})


@require_safe
@in_room
def home(request: HomeRequest) -> HttpResponse:
    """Every number of the home that is followed."""
    viewer = request.viewer
    shown = progress.overview(viewer, viewer.home.id, "home", partial(_large, viewer, "home-progress-of"))
    back = reverse("desk:home", args=[viewer.home.urn])
    return render(request, "web/progress.html", shown | {"whose": viewer.home.name, "back": back})


@require_safe
@in_room
def home_series(request: HomeRequest, series: str) -> HttpResponse:
    """One of them, with every point."""
    viewer = request.viewer
    shown = progress.at_large(viewer, viewer.home.id, "home", series, request.GET.get("year", ""))
    back = reverse("desk:home-progress", args=[viewer.home.urn])
    return render(request, "web/progress_of.html", shown | {"whose": viewer.home.name, "back": back})


def _large(viewer: Viewer, name: str, *args: str) -> str:
    """The address of the page that has a series at large."""
    return reverse(f"desk:{name}", args=[viewer.home.urn, *args])
