"""Who looked at a child, an adult or a record; and for the home, who signed in, was refused, or searched."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ninefold import lawbook
from ninefold.features.looks import queries
from ninefold.ledger import queries as ledger
from ninefold.people import queries as people
from ninefold.people.access import may_sign
from ninefold.people.models import Child, Person
from ninefold.web.leaders import may_see_worker
from ninefold.web.views import HomeRequest, for_readers_of, in_home, looked


@require_safe
@for_readers_of("looks")
def home(request: HomeRequest) -> HttpResponse:
    """What leaders should see without asking: refusals and failed sign-ins."""
    viewer, library = request.viewer, lawbook.current()
    context = {
        "refused": queries.refused(viewer),
        "sign_ins": queries.sign_ins(viewer),
        "words": may_sign(viewer.role, library.roles_in(library.pages["search-words"].by)),
    }
    return render(request, "looks/home.html", context)


@require_safe
@for_readers_of("search-words")
def searches(request: HomeRequest) -> HttpResponse:
    """What people searched for. Not for managers: a worker may have looked for what one of them did."""
    return render(request, "looks/searches.html", {"searches": queries.searches(request.viewer)})


@require_safe
@for_readers_of("looks")
def person(request: HomeRequest, person: str) -> HttpResponse:
    """Who looked at what is kept about a child or an adult of this home."""
    viewer = request.viewer
    whose: Person
    if Child.objects.filter(pk=person).exists():
        whose, page = people.child(viewer, person), "child"
    elif may_see_worker(viewer, person):
        whose, page = people.worker(viewer, person), "worker"
    else:
        raise Http404
    visits = queries.at_person(viewer, whose.pk)
    looked(viewer, "looks", people=[whose.pk])
    return render(request, "looks/person.html", {"person": whose, "page": page, "visits": visits})


@require_safe
@in_home
def own(request: HomeRequest) -> HttpResponse:
    """Who looked at what is kept about oneself: everybody's own file, but for records that they may not read."""
    viewer = request.viewer
    visits = queries.at_person(viewer, viewer.person)
    looked(viewer, "looks", people=[viewer.person])
    return render(request, "looks/own.html", {"visits": visits})


@require_safe
@for_readers_of("looks")
def record(request: HomeRequest, record: str) -> HttpResponse:
    """Who looked at one record."""
    viewer = request.viewer
    visits = queries.at_record(viewer, record)
    line = ledger.lines(viewer, [ledger.record(viewer, record)])[0]
    return render(request, "looks/record.html", {"line": line, "visits": visits})
