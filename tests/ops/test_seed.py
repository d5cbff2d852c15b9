"""A simulated provider is the same, entry for entry, for the same seed."""

from dataclasses import replace

import pytest
from django.db import transaction

from ninefold.base import clock
from ninefold.ledger.models import Chain
from ninefold.ops.simulate.provider import simulate
from tests.ops.test_simulate import plan


def heads(seed: int) -> list[str]:
    """The last hash of each of two homes after a fortnight that is lived through and forgotten."""
    with transaction.atomic():
        simulate(replace(plan(seed, homes=2), until=clock.parse("2026-05-18T15:00")))
        hashes = list(Chain.objects.order_by("home__urn").values_list("hash", flat=True))
        transaction.set_rollback(True)
    return hashes


@pytest.mark.slow
@pytest.mark.django_db
def test_the_same_seed_gives_the_same_homes() -> None:
    first = heads(1)
    assert first == heads(1)
    assert set(first).isdisjoint(heads(2))
