"""Verify looks at everything: each kind of damage is named, with what to do about it, and a sound house has none."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from ninefold.duties.models import ObligationRow
from ninefold.ledger import triggers
from ninefold.ledger.attachments import keeping
from ninefold.ledger.models import Attachment, Content, Entry, FactRow, Held, Record, RecordSubject, SearchText
from ninefold.ledger.rebuild import rebuild
from ninefold.ledger.verify import Tally
from ninefold.people.models import AccessLog
from ninefold.work import soundness
from tests.factories import NOW, House, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def lived(house: House) -> House:
    """A house with a wish that is owed an answer, a note, and three looks."""
    write(house, "daily-note", {"story": ["Piano."], "wish": "A rod"}, about=[house.jay])
    write(house, "daily-note", {"story": ["Rain."]}, about=[house.jay])
    for _ in range(3):
        AccessLog.objects.create(at=NOW, account="dana", home=house.home, person=house.jay.pk, what="child")
    return house


def seen() -> list[soundness.UnsoundPart]:
    return list(soundness.findings(NOW, Tally()))


def areas() -> set[str]:
    return {one.area for one in seen()} - {"looks"}  # earlier tests may have used numbers up


def test_a_sound_house_has_nothing_wrong(lived: House) -> None:
    assert areas() == set()


DERIVED: dict[str, Callable[[], Any]] = {
    "a headline": lambda: Record.objects.filter(type="daily-note").update(headline="Nothing happened."),
    "a child taken out of a record": lambda: RecordSubject.objects.filter(kind="child").delete(),
    "a fact that nobody stated": lambda: FactRow.objects.filter(name="daily-note.note").update(value="x"),
    "a fact twice": lambda: _twice(FactRow.objects.filter(name="daily-note.note")[0]),
    "a duty that is gone": lambda: ObligationRow.objects.filter(duty="wish-answered").delete(),
    "a duty that is met by nothing": lambda: ObligationRow.objects.update(met_at=NOW),
    "words that nobody wrote": lambda: SearchText.objects.update(words="none", body="none"),
    "a file that no record holds": lambda: Held.objects.create(record=Record.objects.all()[0], sha256="0" * 64),
}


def _twice(row: FactRow) -> None:
    row.pk = None
    row.save()


@pytest.mark.parametrize("what", DERIVED)
def test_what_is_derived_is_compared_with_what_the_entries_make(lived: House, what: str) -> None:
    DERIVED[what]()
    assert "derived" in areas()
    assert soundness.TO_DO["derived"] in soundness.advice(seen())
    rebuild(lived.home)
    assert areas() == set()


def test_words_that_are_gone_without_a_word_about_it(lived: House) -> None:
    entry = Entry.objects.filter(type="daily-note").order_by("seq")[0]
    Content.objects.filter(entry=entry).delete()
    told = [str(one) for one in seen() if one.area == "ledger"]
    assert told == [f"{lived.home.urn}, entry {entry.seq}: what it says is gone, and no signed entry let it go."]


def test_a_changed_entry(lived: House) -> None:
    triggers.remove(connection)
    try:
        Content.objects.filter(entry__type="daily-note").update(body='{"story":["Nothing."]}')
    finally:
        triggers.install(connection)
    assert "ledger" in areas()


def test_a_file_that_is_not_what_was_kept(lived: House, settings: Any, tmp_path: Path) -> None:
    settings.ATTACHMENTS = tmp_path
    sha = "ab" * 32
    Attachment.objects.create(
        id="0" * 26, home=lived.home, sha256=sha, media_type="image/png", size=3, uploaded_by="x", uploaded_at=NOW
    )
    assert areas() == {"files"}
    keeping.path_of(sha).parent.mkdir(parents=True, exist_ok=True)
    keeping.path_of(sha).write_bytes(b"png")
    assert areas() == {"files"}


def test_looks_that_were_taken_away_or_moved(lived: House) -> None:
    first, second, third = AccessLog.objects.order_by("pk")
    second.delete()
    gone = [str(one) for one in soundness.looks(NOW)]
    if connection.vendor == "sqlite":
        assert f"The log of looks: 1 are missing after number {first.pk}." in gone
    AccessLog.objects.filter(pk=third.pk).update(at=NOW + timedelta(days=30))
    assert "The log of looks: 1 stand in the future." in [str(one) for one in soundness.looks(NOW)]


@pytest.mark.skipif("connection.vendor != 'sqlite'")
def test_a_database_that_is_broken_in_itself(lived: House) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO ledger_search(rowid, words) VALUES (99999, 'nobody')")
    assert [one.area for one in seen() if one.area == "database"] == ["database"]
