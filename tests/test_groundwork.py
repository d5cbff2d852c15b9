"""The ground that the other tests stand on."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction

from ninefold.ledger.models import Entry
from tests import html
from tests.factories import NOW, House


def _entry(house: House) -> Entry:
    """A row of the ledger, put there without the ledger's door."""
    return Entry.objects.create(
        id="0" * 26,
        home=house.home,
        seq=1,
        version=1,
        happened_at=NOW,
        written_at=NOW,
        received_at=NOW,
    )


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["once", "again"])
def test_a_ledger_is_empty_again_after_a_test_with_real_transactions(house: House, time: str) -> None:
    assert Entry.objects.count() == 0
    _entry(house)


def test_but_within_a_test_nothing_is_deleted_or_changed(house: House) -> None:
    entry = _entry(house)
    for act in (Entry.objects.all().delete, lambda: Entry.objects.update(seq=2), entry.delete):
        with pytest.raises(DatabaseError, match="only ever added to"), transaction.atomic():
            act()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL can empty a table at once")
def test_nor_emptied_at_once(house: House) -> None:
    with pytest.raises(DatabaseError, match="only ever added to"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE ledger_entry CASCADE")


def test_everybody_has_the_role_they_are_known_for(house: House) -> None:
    names = ("helen", "dana", "sam", "ruth", "ines", "noor")
    assert {name: house.viewer(getattr(house, name)).role for name in names} == {
        "helen": "registered-manager",
        "dana": "support-worker",
        "sam": "agency-worker",
        "ruth": "responsible-individual",
        "ines": "independent-person",
        "noor": "support-worker",
    }


def test_noor_has_no_business_in_larch_house(house: House) -> None:
    with pytest.raises(PermissionDenied):
        house.viewer(house.noor, house.home)


SOUND = (
    '<!doctype html><html lang="en-GB"><head><title>Jay</title></head>'
    '<body><main><h1>Jay</h1><label for="a">Name</label><input id="a"></main></body></html>'
)


def test_a_sound_page_has_no_problems() -> None:
    assert html.problems(SOUND) == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("<!doctype html>", "", "expected-doctype"),
        ("</h1>", "", "end-tag-too-early"),
        ('for="a"', 'for="b"', "leads to nothing"),
        ("</label>", '</label><p id="a"></p>', "2 times"),
        (' lang="en-GB"', "", "language"),
        ("<title>Jay</title>", "", "no title"),
        ("<main>", '<main><img src="/x.png">', "no words"),
        ("<main>", "<main><p><div></div></p>", "unexpected-end-tag"),
        ("<main>", '<main><p><a href="">Team</a></p>', "leads nowhere: Team"),
    ],
)
def test_an_unsound_page_is_found_out(old: str, new: str, problem: str) -> None:
    assert any(problem in found for found in html.problems(SOUND.replace(old, new)))
