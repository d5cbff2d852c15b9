"""Many at the same moment: every form makes one entry, and the chain has no gap and no fork."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection

from ninefold.ledger import actions, drafts, export
from ninefold.ledger.models import Draft, Entry
from ninefold.ledger.verify import Tally, check
from tests import factories, signing
from tests.factories import NOW, House, write

pytestmark = pytest.mark.django_db(transaction=True)


def all_at_once(count: int, act: Callable[[int], None]) -> list[BaseException]:
    """Run ``act`` in ``count`` threads that start together; gives what went wrong."""
    gate, wrong = threading.Barrier(count), []

    def run(number: int) -> None:
        gate.wait()
        try:
            act(number)
        except BaseException as problem:
            wrong.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return wrong


def note(house: House, text: str, token: str | None = None) -> Entry:
    """A daily note about Jay."""
    return write(house, "daily-note", {"story": [text]}, about=[house.jay], stage="note", token=token)


def test_a_form_sent_eight_times_at_once_is_one_entry(transactional_db: None) -> None:
    house = factories.house()
    assert all_at_once(8, lambda number: note(house, "Slept well.", "form-1") and None) == []
    assert Entry.objects.count() == 1


def test_eight_writers_make_one_chain(transactional_db: None) -> None:
    house = factories.house()

    def several(number: int) -> None:
        for turn in range(5):
            write(
                house,
                "daily-note",
                {"story": [f"Writer {number}, turn {turn}."]},
                about=[house.jay],
                stage="note",
                at=NOW + timedelta(minutes=turn),
            )

    assert all_at_once(8, several) == []
    tally = Tally()
    assert list(check(export.lines(house.home), tally)) == []
    assert tally.heads[house.home.urn][0] == 40


def test_a_draft_saved_eight_times_at_once_is_kept_once(transactional_db: None) -> None:
    house = factories.house()

    def save(number: int) -> None:
        drafts.save(
            account=house.account(house.dana),
            home=house.home,
            token="draft-1",
            type="daily-note",
            stage="note",
            record_id="",
            act="write",
            typed={"story": f"typed {number}"},
            now=NOW,
        )

    assert all_at_once(8, save) == []
    assert Draft.objects.count() == 1


def test_of_two_corrections_at_once_one_is_signed_and_the_other_is_told(transactional_db: None) -> None:
    house = factories.house()
    entry = note(house, "Slept well.")
    at = NOW + timedelta(hours=1)

    def correct(number: int) -> None:
        signing.correct(
            entry=entry, content={"story": [f"Slept {number} hours."]}, because="Counted.", home=house.home,
            author=house.dana.id, role="support-worker", happened_at=NOW, written_at=at, received_at=at,
            subjects=[{"id": house.jay.id, "kind": "child", "as": "about"}], token=f"form-{number}",
        )  # fmt: skip

    wrong = all_at_once(4, correct)
    assert [str(one) for one in wrong] == [f"form: {actions.MEANWHILE}"] * 3
    assert Entry.objects.filter(act="correct").count() == 1
