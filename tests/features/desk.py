"""Somebody at the desk of Larch House, two hours after noon on Saturday 24 October 2026, and what was written there."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from ninefold.base import clock
from ninefold.ledger.models import Entry
from ninefold.people.access import Viewer
from ninefold.people.models import Child, Worker
from ninefold.reports.address import written
from ninefold.reports.period import Period
from ninefold.reports.selection import Selection
from tests import html
from tests.factories import NOW, House, write

LATER = NOW + timedelta(hours=2)


@dataclass(frozen=True)
class Desk:
    """Larch House with a browser in which one of its people is signed in."""

    house: House
    who: Worker
    client: Client

    @property
    def viewer(self) -> Viewer:
        """The one who is signed in, looking at Larch House."""
        return self.house.viewer(self.who, self.house.home, LATER)

    def address(self, name: str, *args: Any) -> str:
        """Where a page of the desk is."""
        return reverse(f"desk:{name}", args=[self.house.home.urn, *args])

    def get(self, name: str, *args: Any, **query: str) -> HttpResponse:
        """A page of the desk."""
        return self.client.get(self.address(name, *args), query)

    def text(self, name: str, *args: Any, **query: str) -> str:
        """A page of the desk as text; it must be there."""
        response = self.get(name, *args, **query)
        assert response.status_code == 200, response.status_code
        return html.page(response)


def behind(desk: Desk, kind: str, *words: str) -> str:
    """Where the records of a selection of October are."""
    urn = desk.house.home.urn
    return desk.address("behind", written(Selection(kind, words, Period.read("2026-10")), urn))


@pytest.fixture
def two_hours_later(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is two hours after noon."""
    monkeypatch.setattr(clock, "now", lambda: LATER)


@pytest.fixture
def at_desk(house: House, two_hours_later: None) -> Callable[..., Desk]:
    """The desk with somebody signed in, two hours after noon: Helen, if not said."""

    def signed_in(who: Worker | None = None) -> Desk:
        client = Client()
        client.force_login(house.account(who or house.helen))
        return Desk(house, who or house.helen, client)

    return signed_in


@pytest.fixture
def desk(at_desk: Callable[..., Desk]) -> Desk:
    """Helen, who manages Larch House, at her desk."""
    return at_desk()


def note(house: House, child: Child, story: str = "Played out.", at: datetime = NOW, **content: Any) -> Entry:
    """A daily note by Dana."""
    return write(house, "daily-note", {"story": [story], **content}, about=[child], at=at)


def hold(house: House, child: Child, at: datetime = NOW, **content: Any) -> Entry:
    """A hold by Dana, with what its form asks for."""
    said = {
        "kind": "restraint",
        "lead_up": ["A call that ended badly."],
        "began_at": clock.text(at),
        "where": "Lounge",
        "story": ["Held for three minutes, then let go."],
        "hold": "standing",
        "why_needed": ["injury-other"],
        "minutes": 3,
        "used_by": [{"who": house.dana.id, "kind": "worker", "name": house.dana.name}],
        "effect": ["Cocoa."],
        "injured": False,
    }
    return write(house, "measure", {**said, **content}, about=[child], at=at)


def managers_check(house: House, record: str, at: datetime = NOW + timedelta(hours=1)) -> Entry:
    """Helen has spoken to Dana about a hold, and signs that it is written as it was."""
    dana = {"who": house.dana.id, "kind": "worker", "name": "Dana"}
    said = {"spoke_to": [dana], "accurate": True, "learnt": ["Calls."]}
    return write(house, "measure", said, by=house.helen, stage="manager-check", record=record, about=[house.jay], at=at)


def calming_plan(house: House, child: Child, *steps: str) -> Entry:
    """A behaviour plan with the child's own calming steps."""
    said = {"story": ["Go slowly."], "calming_steps": [{"step": one} for one in steps], "review_on": "2027-01-20"}
    return write(house, "behaviour-plan", said, about=[child])


def about_me(house: House, child: Child, *strengths: str) -> Entry:
    """The page that says who a child is."""
    said = {
        "story": ["Kind and quick."],
        "strengths": [{"strength": one} for one in strengths],
        "review_on": "2027-01-20",
    }
    return write(house, "about-me", said, about=[child])


def action(house: House, what: str, owner: Worker, due: str) -> Entry:
    """Something that was agreed."""
    said = {"action": what, "owner": {"who": owner.id, "kind": "worker", "name": owner.name}, "due": due}
    return write(house, "action", said)
