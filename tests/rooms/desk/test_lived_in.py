"""The desk of a home that is lived in: every page is valid, is reached by clicking, and leads nowhere that is not there."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import resolve, reverse

from ninefold.duties.models import ObligationRow
from ninefold.reports.address import written
from ninefold.reports.period import Period
from ninefold.reports.selection import Selection
from tests import html
from tests.rooms.lived import LivedIn, kept, kind_of, links

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ALONE = (
    "today", "children", "team", "due", "signoff", "standards", "wishes", "actions", "changed", "reports", "home", "homes"
)  # fmt: skip
OTHERS = (
    "child", "timeline", "step", "worker", "duty", "signoff-record", "standard", "paragraph", "report", "behind"
)  # fmt: skip
PAGES = (*ALONE, *OTHERS)


@pytest.fixture(scope="module")
def lived(django_db_setup: None, django_db_blocker: Any) -> Iterator[LivedIn]:
    """The home, made once for this module."""
    with kept(django_db_blocker) as home:
        yield home


@pytest.fixture(scope="module")
def answered() -> dict[str, int]:
    """What each kind of link answered so far: the pages share most of theirs."""
    return {}


def _address(lived: LivedIn, name: str) -> str:
    """Where a page of the desk is, about Jay, Dana or the hold."""
    jay, dana = lived.house.jay.id, lived.house.dana.id
    key = ObligationRow.objects.filter(duty="measure-checked")[0].key
    urn = lived.house.home.urn
    about = {
        "child": [jay], "timeline": [jay], "step": [jay, 1], "worker": [dana], "duty": [key],
        "signoff-record": [lived.record], "standard": ["leadership-and-management"], "paragraph": ["11(2)(a)(iv)"],
        "report": ["month", "2026-10"],
        "behind": [written(Selection("type", ("measure",), Period.read("2026-10")), urn)],
    }  # fmt: skip
    asked = {"paragraph": "?month=2026-10&words=with"}
    return reverse(f"desk:{name}", args=[urn, *about.get(name, [])]) + asked.get(name, "")


@pytest.fixture
def page(lived: LivedIn, request: pytest.FixtureRequest) -> str:
    """The page as Helen sees it; it must be there."""
    answer = lived.browser(lived.house.helen).get(_address(lived, request.param))
    assert answer.status_code == 200
    return html.page(answer)


@pytest.mark.parametrize("page", PAGES, indirect=True)
def test_every_page_is_valid(page: str) -> None:
    assert html.problems(page) == []


@pytest.mark.parametrize("page", PAGES, indirect=True)
def test_no_link_is_dead(lived: LivedIn, answered: dict[str, int], page: str) -> None:
    """Of links that differ only in whose page it is, or which note, one is followed."""
    browser = lived.browser(lived.house.helen)
    for link in links(page):
        if link.startswith(f"/{lived.house.home.urn}/") and ".pdf" not in link and kind_of(link) not in answered:
            answered[kind_of(link)] = code = browser.get(link, follow=True).status_code
            assert code == 200, link


def test_a_dead_link_would_be_seen(lived: LivedIn) -> None:
    """The kinds tell what is dead from what is there: a page that is not, a type that is not, a duty that is not."""
    urn = lived.house.home.urn
    assert len({kind_of(f"/{urn}/desk/{word}/") for word in ("due", "no-such-page", "no-other-page")}) == 3
    assert len({kind_of(f"/{urn}/write/{word}/") for word in ("daily-note", "no-such-type")}) == 2
    assert len({kind_of(f"/{urn}/desk/duty/{word}:x:y/") for word in ("wish-answered", "nothing")}) == 2


def test_every_page_is_reached_by_clicking_from_today(lived: LivedIn) -> None:
    wanted = {_address(lived, name).split("?")[0] for name in PAGES}
    today = _address(lived, "today")
    waiting, reached, opened = [today], {today}, Counter[str]()
    while waiting and wanted - reached:
        address = waiting.pop(0)
        view = resolve(address.split("?")[0])
        kind = view.view_name + view.kwargs.get("outline", "")  # each report is of its own kind
        opened[kind] += 1
        if opened[kind] > 3:  # the fourth standard's page leads to no kind of page that the first three do not
            continue
        answer = lived.browser(lived.house.helen).get(address)
        if not answer["content-type"].startswith("text/html"):
            continue  # a file to take away leads nowhere
        new = [
            link
            for link in links(html.page(answer))
            if link.startswith(today) and ".pdf" not in link and link.split("?")[0] not in reached
        ]
        reached |= {link.split("?")[0] for link in new}
        waiting += new
    # The home is one of one: there are no homes beside it to lead to.
    assert wanted - reached == {_address(lived, "homes")}


def test_pages_that_change_nothing_take_no_post(lived: LivedIn) -> None:
    """So that the guard against writing while reading stands before each of them."""
    takes_post = {"changed", "timeline"}
    browser = lived.browser(lived.house.helen)
    taken = {name for name in PAGES if browser.post(_address(lived, name).split("?")[0]).status_code != 405}
    assert taken == takes_post
