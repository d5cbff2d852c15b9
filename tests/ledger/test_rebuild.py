"""A rebuild stops nobody: what is signed meanwhile is in it, who reads sees the old until all is there, and one that dies leaves nothing."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection

from ninefold import lawbook
from ninefold.duties.models import ObligationRow
from ninefold.ledger import rebuild as rebuilding
from ninefold.ledger.models import Chain, Entry, FactRow, Record
from ninefold.ledger.rebuild import differences, rebuild
from tests import factories
from tests.factories import House, write

pytestmark = pytest.mark.django_db(transaction=True)
STORY = {"story": ["Piano."], "wish": "A rod"}


@pytest.fixture
def lived(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> House:
    """A house with a few notes, of which what is derived is of old; read two entries at a time."""
    monkeypatch.setattr(rebuilding, "BATCH", 2)
    monkeypatch.setattr(rebuilding, "FEW", 1)
    house = factories.house()
    for _ in range(5):
        write(house, "daily-note", STORY, about=[house.jay])
    Record.objects.update(headline="of old")
    FactRow.objects.filter(name="daily-note.note").delete()
    ObligationRow.objects.filter(duty="wish-answered").delete()
    Chain.objects.update(library="of old")
    return house


def elsewhere(act: Callable[[], Any]) -> Any:
    """What ``act`` gives in a thread with a connection of its own, as another request has."""
    given: list[Any] = []

    def run() -> None:
        try:
            given.append(act())
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return given[0]


def headlines() -> set[str]:
    return set(Record.objects.filter(type="daily-note").values_list("headline", flat=True))


def test_what_is_signed_meanwhile_is_in_the_new_and_the_old_is_read_until_then(lived: House) -> None:
    seen: list[set[str]] = []
    more = iter(range(4))

    def meanwhile(count: int) -> None:
        if next(more, None) is not None:
            elsewhere(lambda: write(lived, "daily-note", STORY, about=[lived.jay]))
            seen.append(elsewhere(headlines))

    rebuild(lived.home, meanwhile)
    assert len(seen) == 4
    assert all("of old" in one for one in seen)
    assert "of old" not in headlines()
    assert Entry.objects.filter(type="daily-note").count() == 9
    assert ObligationRow.objects.filter(duty="wish-answered").count() == 9
    assert FactRow.objects.filter(name="daily-note.note").count() == 9
    assert differences(lived.home) == {}
    assert set(Chain.objects.values_list("library", flat=True)) == {lawbook.current().digest}


def test_one_that_dies_has_changed_nothing_and_is_begun_again(lived: House) -> None:
    def die(count: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild(lived.home, die)
    assert headlines() == {"of old"}
    assert set(Chain.objects.values_list("library", flat=True)) == {"of old"}
    rebuild(lived.home)
    assert differences(lived.home) == {}


def test_a_second_rebuild_writes_nothing(lived: House, monkeypatch: pytest.MonkeyPatch) -> None:
    rebuild(lived.home)
    before = list(FactRow.objects.order_by("pk").values_list("pk", flat=True))
    rebuild(lived.home)
    assert list(FactRow.objects.order_by("pk").values_list("pk", flat=True)) == before


def test_a_correction_meanwhile_ends_what_it_corrects(lived: House) -> None:
    first = Entry.objects.filter(type="daily-note").order_by("seq")[0]
    once: Iterator[int] = iter([1])

    def correct(count: int) -> None:
        if next(once, None):
            content = {"story": ["Cello."], "because": "It was the cello."}
            links = [{"rel": "replaces", "to": first.id}]
            what = {"about": [lived.jay], "act": "correct", "links": links, "record": first.record_id}
            elsewhere(lambda: write(lived, "daily-note", content, **what))

    rebuild(lived.home, correct)
    assert Record.objects.get(pk=first.record_id).headline.startswith("Cello")
    assert differences(lived.home) == {}
