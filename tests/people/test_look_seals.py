"""Who looked, sealed: what is taken away, changed or put in afterwards is named."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from ninefold.people import look_seals
from ninefold.people.models import AccessLog, LookSeal
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def sealed(settings: Any, tmp_path: Path) -> Iterator[None]:
    """Twelve looks under three seals."""
    settings.DATA = tmp_path
    for seal in range(3):
        at = NOW + timedelta(hours=seal)
        AccessLog.objects.bulk_create(
            AccessLog(at=at, account="dana", person="p", record="", what=f"child {seal} {number}")
            for number in range(4)
        )
        assert look_seals.seal(at + timedelta(minutes=5))
    yield


def faults() -> str:
    return " ".join(look_seals.access_log_faults())


def test_nothing_is_wrong_with_what_nobody_touched() -> None:
    assert look_seals.access_log_faults() == []
    assert look_seals.seal(NOW + timedelta(hours=5)) is None


def test_a_row_that_is_gone_is_missed() -> None:
    AccessLog.objects.order_by("pk")[5].delete()
    assert "4 rows were sealed" in faults()


def test_a_row_that_says_something_else_is_seen() -> None:
    AccessLog.objects.filter(pk=AccessLog.objects.order_by("pk")[5].pk).update(account="sam")
    assert "something else" in faults()


def test_the_end_that_was_cut_off_with_its_seal_is_missed() -> None:
    newest = LookSeal.objects.order_by("-number")[0]
    AccessLog.objects.filter(pk__gte=newest.first).delete()
    newest.delete()
    assert "beside the database" in faults()


def test_all_of_it_emptied_is_missed() -> None:
    AccessLog.objects.all().delete()
    assert faults().count("there are 0") == 3
    LookSeal.objects.all().delete()
    assert "3 seals" in faults()


def test_a_seal_that_was_made_again_without_the_key_is_seen(settings: Any) -> None:
    AccessLog.objects.filter(pk=AccessLog.objects.order_by("pk")[1].pk).delete()
    own, settings.SECRET_KEY = settings.SECRET_KEY, "another"
    before = ""
    for row in LookSeal.objects.order_by("number"):
        row.rows, row.digest = look_seals._digest(before, row.first, row.last)
        row.save()
        before = row.digest
    settings.SECRET_KEY = own
    assert "something else" in faults()


def test_what_was_just_written_waits_for_the_next_seal() -> None:
    AccessLog.objects.create(at=NOW + timedelta(hours=9), account="sam", what="child")
    assert look_seals.seal(NOW + timedelta(hours=9, seconds=30)) is None
    assert look_seals.seal(NOW + timedelta(hours=9, minutes=2))
    assert not look_seals.access_log_faults()
