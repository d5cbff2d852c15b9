"""A home in which a little of everything was written, made once for all tests of a module, and what leads where in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.db import transaction
from django.test import Client
from django.urls import Resolver404, resolve

from ninefold import lawbook
from ninefold.base import clock
from ninefold.ledger.models import Record
from ninefold.people.models import Home, Worker
from tests import factories
from tests.factories import NOW, House, write
from tests.features.desk import LATER, about_me, action, calming_plan, hold, note


@dataclass(frozen=True)
class LivedIn:
    """Larch House after a while, ``record`` a hold in it that waits for its check, and who is signed in where."""

    house: House
    record: str
    browsers: dict[str, Client]

    def browser(self, worker: Worker) -> Client:
        """The browser in which ``worker`` is signed in."""
        return self.browsers[worker.id]


def lived_in(house: House, times: int = 1) -> LivedIn:
    """``house`` with a little of everything, ``times`` over: what a page asks of the database must not grow with it."""
    Home.objects.filter(pk=house.home.pk).update(registered_on=date(2026, 9, 1))  # so that there are two reports
    about_me(house, house.jay, "football")
    calming_plan(house, house.jay, "walk to the shop", "music")
    for number in range(times):
        write(house, "child-known", {"name": f"Tam{number or ''}", "born_on": "2016-02-29"}, by=house.helen)
        note(house, house.jay, voice=[f"I scored {number + 2} times."], wish=f"A ball, number {number}")
        for days in range(52):
            note(house, house.jay, f"Day {days}.{number}", at=NOW - timedelta(days=days, hours=1))
        action(house, f"Mend gate {number}", house.dana, "2026-10-20")
        said = {"category": "online", "story": ["Messages."], "immediate_steps": ["Kept company."]}
        write(house, "concern", said, about=[house.kit])
        missing = {"last_seen_at": "2026-10-24T11:00:00Z", "last_seen_where": "Park", "story": ["Not on the bus."]}
        write(house, "missing-episode", missing, about=[house.kit])
        tried = [{"step": "walk to the shop", "outcome": "helped"}]
        record = hold(house, house.jay, childs_view=["Let go."], ways_tried=tried).record_id
    return LivedIn(house, record, {who.id: _signed_in(house, who) for who in (house.helen, house.dana, house.ruth)})


def _signed_in(house: House, who: Worker) -> Client:
    browser = Client()
    browser.force_login(house.account(who))
    return browser


@contextmanager
def kept(blocker: Any, times: int = 1) -> Iterator[LivedIn]:
    """A lived-in home for as long as this lasts, however many tests roll back what they did in it."""
    with blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: LATER)
        yield lived_in(factories.house(), times)
        transaction.set_rollback(True)


def links(text: str) -> list[str]:
    """Every address that a page leads to, without the place in it."""
    return [part.split('"')[0].replace("&amp;", "&").split("#")[0] for part in text.split('href="')[1:]]


def kind_of(link: str) -> str:
    """What kind of page ``link`` leads to: two links of a kind differ only in whose page, or which record, it is."""
    parts = urlsplit(link)
    try:
        leads = resolve(parts.path)
    except Resolver404:
        return link  # dead, and each by itself
    named = {word: _kind(str(value)) for word, value in leads.kwargs.items()}
    if named.get("type") in lawbook.current().records:
        named["type"] = "of the library"  # the form of every type is opened in tests/rooms/write
    asked = sorted({(word, _kind(value)) for word, value in parse_qsl(parts.query)})
    return f"{leads.view_name} {named} {asked}"


def _kind(value: str) -> str:
    """A record's type, a duty's name, or that it is somebody; what else stands in an address is told as it is."""
    if ":" in value:
        return value.split(":", maxsplit=1)[0]
    if len(value) == 26 and value.isalnum():
        record = Record.objects.filter(pk=value).first()
        return f"a {record.type}" if record else "somebody"
    return "a day" if value[:4].isdigit() else value
