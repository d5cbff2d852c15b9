"""How many questions each page asks the database: as many as queries_per_page.json says, however much was written.

A page that asks more than is written there fails, with its name, the number before and the number now. When that is
meant, or a page asks less or is new: NINEFOLD_WRITE_QUERIES=yes pytest tests/rooms/test_queries_per_page.py, and the
difference is read by whoever looks at the change.
"""

import json
import os
from itertools import product
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ninefold import lawbook
from ninefold.base import clock
from ninefold.duties.models import ObligationRow
from ninefold.ledger.models import Entry
from ninefold.people.models import Worker
from tests.conftest import ROOT
from tests.features.desk import LATER
from tests.rooms.lived import LivedIn, kept
from tests.rooms.test_every_address import PAGES

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

KEPT = ROOT / "tests" / "queries_per_page.json"
SIZES = (1, 4)  # how often a little of everything was written
# Within one page of a list a few more rows may each bring a kind of thing that the small home had none of.
MAY_GROW = 3
# What is kept for some minutes can run out between the two looks at a page.
SLACK = 1


def _words(lived: LivedIn) -> dict[str, list[Any]]:
    """What may stand in each part of an address, for something that is there: the first with which a page opens."""
    house = lived.house
    entry = Entry.objects.filter(record_id=lived.record)[0]
    key = ObligationRow.objects.filter(duty="measure-checked")[0].key
    return {
        "urn": [house.home.urn], "record": [lived.record], "entry": [entry.id], "type": ["daily-note"],
        "id": [house.jay.id, house.dana.id, "leadership-and-management", "measures", lived.record],
        "stage": ["manager-check"], "month": ["2026-10"], "number": [1], "key": [key], "ref": ["11(2)(a)(iv)"],
        "series": list(lawbook.current().series)[:1], "by": list(lawbook.current().series)[:1],
    }  # fmt: skip


def _counted(lived: LivedIn) -> dict[str, int]:
    """The questions of every page that opens, for a manager, else for somebody on shift."""
    words, counted = _words(lived), {}
    for name, page in PAGES.items():
        parts = {word: words.get(word, ["0" * 26]) for word in ("urn", *page.pattern.converters)}
        addresses = [reverse(name, kwargs=dict(zip(parts, tried, strict=True))) for tried in product(*parts.values())]
        for who, address in product((lived.house.helen, lived.house.dana), addresses):
            asked = _asked(lived, who, address)
            if asked is not None:
                counted[name] = asked
                break
    return counted


def _asked(lived: LivedIn, who: Worker, address: str) -> int | None:
    browser = lived.browser(who)
    if browser.get(address, follow=True).status_code != 200:  # the first time fills what is kept between requests
        return None
    cache.clear()
    with CaptureQueriesContext(connection) as asked:
        browser.get(address, follow=True)
    return len(asked)


@pytest.fixture
def counted(
    django_db_setup: None, django_db_blocker: Any, monkeypatch: pytest.MonkeyPatch
) -> dict[str, tuple[int, int]]:
    """What each page asks in a small home and in one where four times as much was written."""
    monkeypatch.setattr(clock, "now", lambda: LATER)
    sizes = []
    for times in SIZES:
        with kept(django_db_blocker, times) as lived:
            sizes.append(_counted(lived))
    few, many = sizes
    return {name: (few[name], many.get(name, 0)) for name in sorted(few)}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the questions are the same")
def test_no_page_asks_more_than_it_did(counted: dict[str, tuple[int, int]]) -> None:
    if os.environ.get("NINEFOLD_WRITE_QUERIES"):
        lines = [f"  {json.dumps(name)}: {json.dumps(list(asked))}" for name, asked in counted.items()]
        KEPT.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    before = {name: tuple(asked) for name, asked in json.loads(KEPT.read_text(encoding="utf-8")).items()}
    nothing = (0, 0)
    more = [
        f"{name}: {before.get(name, nothing)} before, {asked} now"
        for name, asked in counted.items()
        if any(now > was + SLACK for was, now in zip(before.get(name, nothing), asked, strict=True))
    ]
    assert more == []
    assert sorted(before) == sorted(counted), "a page is gone: write the file anew"


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the questions are the same")
def test_no_page_asks_more_because_more_was_written() -> None:
    """Read from the file, which the test above holds to what the pages do."""
    asked = json.loads(KEPT.read_text(encoding="utf-8"))
    assert {name: pair for name, pair in asked.items() if pair[1] > pair[0] + MAY_GROW} == {}
