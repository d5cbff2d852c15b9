"""The calendar: a month of the home's diary, of one child's, one worker's or one's own, or of one shelf of the library."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ninefold import lawbook
from ninefold.base import clock
from ninefold.evidence.months import Month
from ninefold.features.books import queries as books
from ninefold.features.diary import queries as diary
from ninefold.features.diary.queries import DiaryFilter, DiaryItem
from ninefold.people import feeds
from ninefold.people import queries as people
from ninefold.people.access import Viewer
from ninefold.people.models import Feed
from ninefold.web import address, filters, rooms
from ninefold.web.filters import Filter
from ninefold.web.leaders import leads
from ninefold.web.views import HomeRequest, for_readers_of

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SCOPES = {"mine": "What is mine to do", "home": "Everything in the home that I may see"}
SHOWN = 2  # of a day, before the rest is folded
DONE = (("", "What is still to come"), ("yes", "And what is done"))


@dataclass(frozen=True, slots=True)
class DiaryDay:
    """A day of the month with what stands on it; ``on`` is nothing where a week reaches over the month's edge."""

    on: date | None
    today: bool
    entries: list[DiaryItem]

    @property
    def look(self) -> str:
        """The classes of its square."""
        free = "" if self.entries else "free"
        return " ".join(filter(None, (free if self.on else "outside", "today" if self.today else "")))

    @property
    def first(self) -> list[DiaryItem]:
        """What is shown at once."""
        return self.entries[:SHOWN]

    @property
    def rest(self) -> list[DiaryItem]:
        """What is folded."""
        return self.entries[SHOWN:]


@require_safe
@for_readers_of("calendar")
def month(request: HomeRequest) -> HttpResponse:
    """A month of the diary, narrowed as chosen."""
    viewer = request.viewer
    shown = _month(request)
    chosen = _filters(request)
    first, last = shown.first, shown.last
    found = diary.entries(viewer, first, last, _wanted({one.name: one.chosen for one in chosen}))
    kept = {one.name: one.chosen for one in chosen if one.chosen}
    context = {
        "month": shown,
        "weeks": list(_weeks(viewer, first, last, found)),
        "days": DAYS,
        "count": len(found),
        "filters": chosen,
        "keep": f"&{urlencode(kept)}" if kept else "",
    }
    return render(request, "diary/calendar.html", context)


@for_readers_of("calendar")
def feed(request: HomeRequest) -> HttpResponse:
    """The calendar on one's phone: make a private address, replace it, or switch it off. The address is told once."""
    viewer, account = request.viewer, request.user
    told, scope = "", request.POST.get("scope", "")
    if request.method == "POST" and scope in Feed.Scope.values:
        if "off" in request.POST:
            feeds.switch_off(account=account, viewer=viewer, scope=scope)
            messages.success(request, "It is switched off. Your phone gets nothing more from it.")
            return redirect(rooms.at(request, "calendar-feed"))
        secret = feeds.make(account=account, viewer=viewer, scope=scope)
        told = request.build_absolute_uri(reverse("feed", args=[secret]))
    kept = feeds.of(account, viewer)
    rows = [(scope, title, kept.get(scope)) for scope, title in SCOPES.items()]
    context = {"rows": rows, "told": told, "told_of": scope}
    return render(request, "diary/calendar_feed.html", context)


def _month(request: HomeRequest) -> Month:
    asked = request.GET.get("month", "")
    return Month.read(asked) if address.is_month(asked) else Month.of(request.now)


def _filters(request: HomeRequest) -> list[Filter]:
    viewer, given = request.viewer, request.GET
    who = [
        ("", "The whole home"),
        ("mine", "What is mine"),
        *((one.pk, one.name) for one in people.living_here(viewer)),
    ]
    if leads(viewer):
        who += [(role.worker_id, role.worker.name) for role in people.at_work(viewer)]
    areas = [(f"area:{area}", title) for area, title in lawbook.current().words.areas.items()]
    kept = [(f"book:{one.id}", one.title) for one in books.readable(viewer)]
    return [
        filters.read(given, "who", "Whose", who),
        filters.read(given, "what", "What", [("", "Everything"), *areas, *kept]),
        filters.read(given, "done", "Show", DONE),
    ]


def _wanted(chosen: dict[str, str]) -> DiaryFilter:
    kind, _, name = chosen["what"].partition(":")
    book = lawbook.current().registers.get(name) if kind == "book" else None
    return DiaryFilter(
        who=chosen["who"],
        area=name if kind == "area" else "",
        types=frozenset(book.types) if book else frozenset(),
        done=bool(chosen["done"]),
    )


def _weeks(viewer: Viewer, first: date, last: date, found: list[DiaryItem]) -> Iterator[list[DiaryDay]]:
    """The month in weeks from Monday to Sunday."""
    by_day: dict[date, list[DiaryItem]] = defaultdict(list)
    for one in found:
        by_day[one.day].append(one)
    today = clock.local(viewer.now).date()
    monday = first - timedelta(days=first.weekday())
    while monday <= last:
        week = [monday + timedelta(days=ahead) for ahead in range(7)]
        yield [
            DiaryDay(on, on == today, by_day[on]) if first <= on <= last else DiaryDay(None, False, []) for on in week
        ]
        monday += timedelta(days=7)
