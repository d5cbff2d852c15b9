"""No page of a lived-in home says a word of the machine: crawled as a manager, a worker, and a visitor who may read little."""

import re
from collections import deque
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from ninefold.people.models import Worker
from tests.leftovers import leftovers, on_page
from tests.rooms.lived import LivedIn, kept, kind_of, links

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

READ = ("text/html", "text/calendar", "text/csv")
MOST = 220  # kinds of pages for one person


# What a page may not say to somebody from whom it hides what is written.
UNTRUE = re.compile(
    r"Nobody has written|None of \w+'s own|Nothing is due for (?:Jay|Kit)|waits for no answer|No strengths are|No plan is"
    r"|No risk assessment|Nothing is written|Nothing yet|Nothing this month|has had an answer|Nothing was written"
)


@pytest.fixture(scope="module")
def lived(django_db_setup: None, django_db_blocker: Any) -> Iterator[LivedIn]:
    """The home, made once for this module."""
    with kept(django_db_blocker) as home:
        yield home


def pages(lived: LivedIn, who: Worker) -> Iterator[tuple[str, str]]:
    """A page of every kind that ``who`` can click to, with its address."""
    browser = Client()
    browser.force_login(lived.house.account(who))
    urn = lived.house.home.urn
    todo = deque([f"/{urn}/desk/", f"/{urn}/shift/"])
    seen: set[str] = set()
    while todo and len(seen) < MOST:
        link = todo.popleft()
        if kind_of(link) in seen or "logout" in link:
            continue
        seen.add(kind_of(link))
        answer = browser.get(link, follow=True)
        media = answer.headers.get("Content-Type", "").split(";")[0]
        if answer.status_code == 200 and media in READ:
            text = answer.content.decode()
            yield link, text
            if media == "text/html":
                todo.extend(
                    one
                    for one in links(text)
                    if one.startswith(f"/{urn}/") and not one.endswith((".pdf", ".docx", ".xlsx"))
                )


@pytest.mark.parametrize("who", ["helen", "dana", "ines"])
def test_no_page_says_a_word_of_the_machine(lived: LivedIn, who: str) -> None:
    wrong: dict[str, list[str]] = {}
    count = 0
    for link, text in pages(lived, getattr(lived.house, who)):
        count += 1
        found = [*on_page(text), *(UNTRUE.findall(text) if who == "ines" else [])]
        if found:
            wrong[link] = found
    assert count > 20
    assert wrong == {}


@pytest.mark.parametrize(
    "text",
    [
        "and True more of these",
        "None",
        "{'who': '01JW8PCCW0C467C62VKG05EF8X'}",
        "It is 01JW8PCCW0C467C62VKG05EF8X",
        "childs_view",
        "custom: practice voice-influence",
        "reg 36 Sch 3 para 23",
        "What was it?:",
        "Signed: May they read the records?.",
        "4 hours of elapsed time",
        "9 things is still open",
        "3 record",
        "1 days over",
        "met by missing.police-told",
        "Due: measure-child-spoken-to",
        "{{ home.name }}",
    ],
)
def test_each_kind_of_slip_is_seen(text: str) -> None:
    assert list(leftovers(text))


@pytest.mark.parametrize(
    "text",
    [
        "None of Jay's own words are here yet.",
        "24 hours is a target, not the law's limit.",
        "Hold the return-to-work talk within 3 days",
        "law: reg 35(3)(a), Sch 3 paras 23 and 26",
        "1 of 4 children, 1 hour, 11 years old",
        "“What was it?” he said.",
        "What is due ...",
    ],
)
def test_what_people_say_is_let_be(text: str) -> None:
    assert not list(leftovers(text))
