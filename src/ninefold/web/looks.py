"""Every page that somebody is shown inside a home leaves who looked, at what, about whom: one door for all of them.

A view may say it better itself (``web.readonly.looked``). Of a page of which no view has said anything, this writes down
its name, the record and the people that its address names, and whoever stands in the lines it shows. What was refused to
somebody who is signed in is written down too, and so are the words that somebody searched for.
"""

import re
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from ninefold.base import clock
from ninefold.ledger.models import RecordSubject
from ninefold.people import shown
from ninefold.people.access import Viewer
from ninefold.people.models import AccessLog, Home, Person
from ninefold.people.shown import Looks
from ninefold.web.room_to_write import keep_looks

Handler = Callable[[HttpRequest], HttpResponse]

ID = re.compile(r"[0-9A-Za-z]{26}")
REFUSED = (403, 404)
# Answers to what somebody types: a page was shown before, and is written down. Names alone are in every form.
NO_PAGES = frozenset({"draft", "drop", "names"})
ABOUT = ("child", "worker", "person", "about")  # inputs that say whose page it is
SEARCHED = ("words", "q")  # inputs that say what was looked for


def every_look(get_response: Handler) -> Handler:
    """The middleware. A fault here is a fault of the page; where the disk is full, who looked waits in memory."""

    def answer(request: HttpRequest) -> HttpResponse:
        with shown.gathering() as looks:
            response = get_response(request)
        viewer = getattr(request, "viewer", None)
        if response.status_code in REFUSED:
            _refused(request)
        elif viewer is not None and _is_page(response):
            _seen(request, viewer, looks)
        return response

    return answer


def _is_page(response: HttpResponse) -> bool:
    """Whether something was shown: not a way on to another page, nor an answer to a form's script."""
    return response.status_code < 300 or response.status_code == 422


def _seen(request: Any, viewer: Viewer, looks: Looks) -> None:
    page = _page(request)
    given = request.POST if request.method == "POST" else request.GET
    words = " ".join(given.get(name, "").strip()[:200] for name in SEARCHED if given.get(name))
    if page in NO_PAGES or (looks.said and not words):
        return
    people, (record, named) = looks.people, _addressed(request)
    known = people | _people(named | {one for name in ABOUT for one in given.getlist(name)}, record)
    keep_looks(
        [
            AccessLog(
                at=viewer.now,
                account=viewer.account,
                home=viewer.home,
                person=person,
                record=record,
                what=page,
                words=words,
            )
            for person in sorted(known) or [""]
        ]
    )


def _refused(request: Any) -> None:
    user = getattr(request, "user", None)
    match = getattr(request, "resolver_match", None)
    if user is None or not user.is_authenticated or match is None or "urn" not in match.kwargs:
        return
    home = Home.objects.filter(urn=match.kwargs["urn"]).first()
    record, named = _addressed(request)
    look = AccessLog(
        at=getattr(request, "now", None) or clock.now(),
        account=user.username,
        home=home,
        person=next(iter(sorted(named)), ""),
        record=record,
        what=f"refused {_page(request)}"[:60],
    )
    keep_looks([look])


def _page(request: Any) -> str:
    """The name of a page, without the room that it lies in."""
    match = request.resolver_match
    return str(match.url_name or match.view_name)[:50] if match else ""


def _addressed(request: Any) -> tuple[str, set[str]]:
    """The record that a page's address names, and whoever else might be."""
    named = request.resolver_match.kwargs if request.resolver_match else {}
    record = str(named.get("record", ""))
    others = {str(value) for name, value in named.items() if name not in ("record", "entry", "token", "sha")}
    return (record if ID.fullmatch(record) else ""), {one for one in others if ID.fullmatch(one)}


def _people(ids: set[str], record: str) -> set[str]:
    """Those of ``ids`` who are children or adults, and whom ``record`` is about."""
    known = {one for one in ids if ID.fullmatch(one)}
    people = set(Person.objects.filter(pk__in=known).values_list("pk", flat=True)) if known else set()
    if record:
        about = RecordSubject.objects.filter(record=record, role="about", kind__in=("child", "worker"))
        people |= set(about.values_list("subject", flat=True))
    return people
