"""Whom a complaint or a worry is about learns nothing of it from any page: not a word, not a line, not a number."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from ninefold import lawbook
from ninefold.base import clock
from ninefold.people.models import Worker
from tests import factories
from tests.factories import NOW, House, write
from tests.rooms.test_every_address import PAGES
from tests.rooms.test_odd_addresses import address, known

pytestmark = pytest.mark.django_db

# What is new on a page each time: tokens of forms. A report names the ledger's last entry by number and hash, which says
# that something was signed and not what; its PDF is made of the same blocks.
# Who looked at a page grows with each look of this test's own.
_NEW = re.compile(
    r'(csrfmiddlewaretoken|_token)" value="[^"]*|draft/[\w-]+|draft=[\w-]+|entry \d+, [0-9a-f]{64}'
    r"|<h2>Who looked at this page</h2>.*?</ul>",
    re.DOTALL,
)
# Who looked at a page tells of these very looks; what it leaves out is held by tests/features/looks. How long pages took
# and a workbook's own hour change with every look too.
OF_THE_LOOK = ("desk:looks", "desk:slowest", "desk:moving-in-workbook")
_SAME_BLOCKS = "desk:report-file"


def _named(*workers: Worker) -> list[dict[str, str]]:
    return [{"who": one.id, "kind": "worker", "name": one.name} for one in workers]


def _complaint(house: House) -> None:
    said = {"story": ["She shouted."], "complained_about": _named(house.helen, house.dana)}
    write(house, "complaint", said, by=house.dana, about=[house.jay])


def _concern(house: House) -> None:
    said = {"category": "online", "story": ["She shouted."], "immediate_steps": ["Kept company."]}
    write(house, "concern", said | {"about_adult": _named(house.helen)[0]}, by=house.dana, about=[house.jay])


def _low_level(house: House) -> None:
    write(house, "low-level-concern", {"story": ["She shouted."]}, by=house.dana, about=[house.helen])


def _pages(client: Client, house: House, record: str) -> dict[str, str]:
    """Every page as it answers, without what is new on it each time."""
    found: dict[str, str] = {}
    addresses = {
        name: address(name, known(name, house, record), house.home.urn) for name in PAGES if name != _SAME_BLOCKS
    }
    for register in lawbook.current().registers:
        for page in ("desk:register", "desk:register-sheet"):
            addresses[f"{page} {register}"] = address(page, {"id": register}, house.home.urn) + "?state=all"
    for name, at in addresses.items():
        answer = client.get(at)
        found[name] = f"{answer.status_code} " + _NEW.sub("", b"".join(answer).decode(errors="replace"))
    return found


@dataclass(frozen=True)
class Quiet:
    """A home in which nothing is said of anybody yet, and every page of it as each of two people sees it."""

    house: House
    note: str
    browsers: dict[str, Client]
    before: dict[str, dict[str, str]]

    def pages(self, who: str) -> dict[str, str]:
        """Every page as ``who`` sees it now. Who looked is forgotten again, so that each round begins the same."""
        point = transaction.savepoint()
        seen = _pages(self.browsers[who], self.house, self.note)
        transaction.savepoint_rollback(point)
        return seen


@pytest.fixture(scope="module")
def quiet(django_db_setup: None, django_db_blocker: Any) -> Iterator[Quiet]:
    """Made once: looking at every page is what takes the time. What a test tells is rolled back with it."""
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: NOW.replace(hour=15))
        house = factories.house()
        note = write(house, "daily-note", {"story": ["A quiet evening."]}, by=house.dana, about=[house.jay]).record_id
        home = Quiet(house, note, {"helen": Client(), "dana": Client()}, {})
        for who, browser in home.browsers.items():  # both before any page: who has an account stands on one
            browser.force_login(house.account(getattr(house, who)))
        for who in home.browsers:
            home.before[who] = home.pages(who)
        yield home
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("told", "who"), [(_complaint, "helen"), (_complaint, "dana"), (_concern, "helen"), (_low_level, "helen")]
)
def test_the_one_it_is_about_sees_every_page_as_before(quiet: Quiet, told: Callable[[House], None], who: str) -> None:
    before = quiet.before[who]
    told(quiet.house)
    after = quiet.pages(who)
    assert [name for name in before if before[name] != after[name] and not name.startswith(OF_THE_LOOK)] == []


def test_who_it_is_not_about_sees_it(quiet: Quiet) -> None:
    """Or the pages above would be the same whatever was told."""
    _complaint(quiet.house)
    page = reverse("desk:child", args=[quiet.house.home.urn, quiet.house.jay.pk])
    client = Client()
    client.force_login(quiet.house.account(quiet.house.ruth))
    assert "She shouted." in client.get(page, follow=True).content.decode()
