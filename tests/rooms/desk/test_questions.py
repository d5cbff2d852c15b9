"""How many questions a page asks the database: as many for thirty rows as for three."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ninefold.insight.checks import run
from tests import factories
from tests.factories import NOW
from tests.rooms.desk.conftest import Desk, about_me, action, behind, hold, note

pytestmark = pytest.mark.django_db
FEW, MANY = 3, 30
# Among more rows there may be one about a child, or about an adult, and their people are read by one question more.
MAY_GROW = 2


def _filled(desk: Desk, rows: int) -> None:
    """So many rows of everything that a list of the desk shows."""
    house = desk.house
    for number in range(rows):
        at = NOW - timedelta(days=number, hours=number % 5)
        note(house, house.jay, f"Day {number}", at=at, voice=["Fine."], wish="A ball")
        hold(house, house.kit, at=at)
        action(house, f"Mend {number}", house.dana, "2026-10-20")
        factories.worker([house.home], f"Worker {number}", "support-worker")
        about_me(house, factories.child(house.home, f"Child {number}"), "baking")


def _questions(desk: Desk, address: str) -> int:
    desk.client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert desk.client.get(address).status_code == 200
    return len(asked)


@pytest.mark.slow
def test_thirty_rows_cost_as_many_questions_as_three(desk: Desk) -> None:
    pages = ("today", "children", "team", "due", "signoff", "wishes", "actions", "changed", "home", "standards")
    addresses = [desk.address(name) for name in pages]
    addresses += [desk.address("child", desk.house.jay.id), desk.address("timeline", desk.house.jay.id)]
    addresses += [desk.address("worker", desk.house.dana.id)]
    addresses += [
        desk.address("paragraph", "11(2)(a)(iv)"),
        behind(desk, "type", "measure"),
    ]
    _filled(desk, FEW)
    few = {address: _questions(desk, address) for address in addresses}
    _filled(desk, MANY - FEW)
    many = {address: _questions(desk, address) for address in addresses}
    grown = {address: (few[address], many[address]) for address in addresses if many[address] > few[address] + MAY_GROW}
    assert grown == {}


@pytest.mark.parametrize(
    ("name", "most"), [("today", 40), ("children", 24), ("due", 20), ("wishes", 24), ("changed", 14)]
)
def test_a_page_asks_few_questions(desk: Desk, name: str, most: int, django_assert_max_num_queries: object) -> None:
    _filled(desk, FEW)
    run.findings(desk.viewer)  # looked for once an hour; tests/insight/checks counts what that asks
    with django_assert_max_num_queries(most):  # type: ignore[operator]
        desk.get(name)
