"""An installation whose library has changed."""

from pathlib import Path

import pytest

from ninefold.duties.models import ObligationRow
from ninefold.ops import following
from tests.factories import House, write

pytestmark = pytest.mark.django_db


def test_a_new_installation_only_notes_its_library(tmp_path: Path) -> None:
    assert not following.follow(tmp_path)
    assert (tmp_path / following.KEPT).exists()
    assert not following.follow(tmp_path)


def test_what_the_library_no_longer_owes_goes_and_what_it_owes_comes(house: House, tmp_path: Path) -> None:
    write(house, "daily-note", {"story": ["Piano."], "wish": "A rod"}, about=[house.jay])
    owed = ObligationRow.objects.get(duty="wish-answered")
    ObligationRow.objects.filter(pk=owed.pk).update(duty="a-duty-of-old", key="a-duty-of-old 1")
    (tmp_path / following.KEPT).write_text("another library\n")
    assert following.follow(tmp_path)
    assert not ObligationRow.objects.filter(duty="a-duty-of-old").exists()
    assert ObligationRow.objects.filter(duty="wish-answered").count() == 1
    assert not following.follow(tmp_path)
