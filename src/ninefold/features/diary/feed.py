"""The diary as a calendar for a phone, at a private address. It names nobody: a phone is lost more easily than a house.

No session is needed, so the address is the key. What it opens is what the account's role may see today; a worker who
has left, and an address that never was, get the same answer.
"""

import hashlib
from datetime import timedelta

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event

from ninefold import lawbook
from ninefold.base import clock
from ninefold.features.diary import queries as diary
from ninefold.features.diary.queries import DiaryFilter, DiaryItem
from ninefold.people import feeds
from ninefold.people.access import Viewer, may_sign
from ninefold.people.models import Feed
from ninefold.web.views import looked

BACK, AHEAD = timedelta(days=31), timedelta(days=366)
EVERY = timedelta(hours=6)  # how often a phone is asked to look
MOST_ASKED, MOST_GUESSED, WINDOW = 60, 60, 3600  # of one address, and of addresses that are none, in an hour
CONFIDENTIAL = "Something due, in confidence"
BIRTHDAY = "A birthday in the home"


@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar behind a private address."""
    now = request.now  # type: ignore[attr-defined]
    found = feeds.opened_by(secret, now)
    if found is None or not _may(found[1]):
        if not _within("guess", request.META.get("REMOTE_ADDR", ""), MOST_GUESSED):
            return HttpResponse(status=429)
        raise Http404
    kept, viewer = found
    if not _within("feed", kept.digest, MOST_ASKED):
        return HttpResponse(status=429)
    looked(viewer, "calendar feed")
    answer = HttpResponse(written(viewer, kept.scope, request), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="ninefold.ics"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _may(viewer: Viewer) -> bool:
    """Whether the calendar is for the role its holder has today."""
    library = lawbook.current()
    return may_sign(viewer.role, library.roles_in(library.pages["calendar"].by))


def _within(what: str, whose: str, most: int) -> bool:
    """Count one more, and say whether it is within the hour's limit."""
    key = "feed-" + hashlib.sha256(f"{what}:{whose}".encode()).hexdigest()
    count = cache.get(key, 0) + 1
    cache.set(key, count, WINDOW)
    return count <= most


def written(viewer: Viewer, scope: str, request: HttpRequest) -> bytes:
    """The calendar as RFC 5545 writes it, times as the clock on the wall in London shows them."""
    today = clock.local(viewer.now).date()
    made = Calendar()
    made.add("prodid", "-//Ninefold//Calendar//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", f"Ninefold: {'mine' if scope == Feed.Scope.MINE else viewer.home.name}")
    made.add("x-wr-timezone", "Europe/London")
    made.add("refresh-interval", EVERY, parameters={"VALUE": "DURATION"})
    wanted = DiaryFilter(who="mine" if scope == Feed.Scope.MINE else "")
    for one in diary.entries(viewer, today - BACK, today + AHEAD, wanted):
        if one.kind != "holiday":
            made.add_component(_event(one, viewer, request))
    made.add_missing_timezones()
    return made.to_ical()


def _event(one: DiaryItem, viewer: Viewer, request: HttpRequest) -> Event:
    """An entry without anybody's name, and without a word of what somebody wrote."""
    event = Event()
    event.add("uid", hashlib.sha256(f"{viewer.home.pk}:{one.key}".encode()).hexdigest()[:40] + "@ninefold")
    event.add("dtstamp", viewer.now)
    event.add("dtstart", clock.local(one.at) if one.at else one.day)
    event.add("summary", title(one))
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    if one.href:
        event.add("url", request.build_absolute_uri(one.href))
    return event


def title(one: DiaryItem) -> str:
    """What a phone shows: the rule or the kind of record, in the library's words, never a person's."""
    if one.confidential:
        return CONFIDENTIAL
    if one.kind == "birthday":
        return BIRTHDAY
    if one.kind == "date" and one.note:  # the form's own question: "When is it looked at again?"
        return f"{one.title}: {one.note}"
    return f"{one.title} (over)" if one.state == "overdue" else one.title
