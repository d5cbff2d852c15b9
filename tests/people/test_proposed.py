"""A manager may propose who manages too: it gives nothing until somebody who appoints managers has signed it as well."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from ninefold.ledger.content import Refused
from ninefold.ledger.models import Entry
from ninefold.people.models import Role, Worker
from tests import factories, signing
from tests.factories import NOW, House, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def deputy(house: House) -> Worker:
    """Winston, a deputy of Larch House."""
    made = factories.worker([house.home], "Winston Hale", "deputy-manager")
    house.accounts[made.id] = factories.account(made, "winston")
    return made


def _roles(who: Worker) -> list[str]:
    return list(Role.objects.filter(worker=who, to_at=None).values_list("name", flat=True))


def _proposed(house: House, by: Worker) -> Entry:
    return write(house, "role-given", {"role": "registered-manager"}, by=by, about=[house.dana], at=NOW)


def _second(house: House, entry: Entry, by: Worker) -> Entry:
    return write(house, "role-given", {}, by=by, about=[house.dana], stage="seconded", record=entry.record_id,
                 at=NOW + timedelta(minutes=5))  # fmt: skip


def test_it_gives_nothing_by_itself(house: House) -> None:
    _proposed(house, house.helen)
    assert _roles(house.dana) == ["support-worker"]


def test_who_appoints_managers_makes_it_hold(house: House) -> None:
    _second(house, _proposed(house, house.helen), house.ruth)
    assert _roles(house.dana) == ["registered-manager"]


def test_a_deputy_does_not(house: House, deputy: Worker) -> None:
    entry = _proposed(house, house.helen)
    with pytest.raises((Refused, PermissionDenied)):
        _second(house, entry, deputy)
    assert _roles(house.dana) == ["support-worker"]


def test_a_deputy_proposes_nobody(house: House, deputy: Worker) -> None:
    with pytest.raises((Refused, PermissionDenied)):
        _proposed(house, deputy)


def test_withdrawn_it_never_was(house: House) -> None:
    entry = _proposed(house, house.helen)
    times: dict[str, Any] = {"written_at": NOW, "received_at": NOW}
    signing.withdraw(entry=entry, because="By mistake.", home=house.home, author=house.helen.id,
                     role="registered-manager", **times)  # fmt: skip
    assert _roles(house.dana) == ["support-worker"]
