"""An installation whose library has changed."""

from pathlib import Path

import pytest

from ninefold import lawbook
from ninefold.duties.models import ObligationRow
from ninefold.ledger.models import Chain
from ninefold.ops import following
from ninefold.people.models import Statement
from ninefold.work import anew
from ninefold.work.models import Reworking
from tests.factories import House, write

pytestmark = pytest.mark.django_db
OTHER = "another library"


def test_a_new_installation_only_notes_its_library(tmp_path: Path) -> None:
    assert not following.follow(tmp_path)
    assert (tmp_path / following.KEPT).exists()
    assert not following.follow(tmp_path)


@pytest.mark.parametrize("kept", ["with its home", "in the folder, as earlier versions did"])
def test_what_the_library_no_longer_owes_goes_and_what_it_owes_comes(house: House, tmp_path: Path, kept: str) -> None:
    write(house, "daily-note", {"story": ["Piano."], "wish": "A rod"}, about=[house.jay])
    owed = ObligationRow.objects.get(duty="wish-answered")
    ObligationRow.objects.filter(pk=owed.pk).update(duty="a-duty-of-old", key="a-duty-of-old 1")
    (tmp_path / following.KEPT).write_text(f"{OTHER}\n")
    Chain.objects.update(library=OTHER if kept == "with its home" else "")
    assert following.follow(tmp_path)
    assert not ObligationRow.objects.filter(duty="a-duty-of-old").exists()
    assert ObligationRow.objects.filter(duty="wish-answered").count() == 1
    assert Chain.objects.get(home=house.home).library == lawbook.current().digest
    assert not following.follow(tmp_path)


def test_a_home_that_waits_is_told_so_and_how_far_it_is(house: House, tmp_path: Path) -> None:
    for story in ("Piano.", "Rain."):
        write(house, "daily-note", {"story": [story]}, about=[house.jay])
    Chain.objects.update(library=OTHER)
    assert following.notice(tmp_path)
    home = anew.behind()[0]
    assert anew.is_behind(home)
    assert [(one.home, one.done, one.began_at) for one in anew.progress()] == [(house.home, 0, None)]
    Reworking.objects.update(done=home.chain.seq // 2)
    assert 0 < anew.progress()[0].percent < 100
    assert anew.work_out() == 1
    assert anew.progress() == anew.behind() == []


def test_a_home_without_derived_people_is_worked_out_whatever_the_note_says(house: House, tmp_path: Path) -> None:
    write(house, "daily-note", {"story": ["Piano."]}, about=[house.jay])
    following.notice(tmp_path)
    Statement.objects.all().delete()
    assert following.notice(tmp_path)
