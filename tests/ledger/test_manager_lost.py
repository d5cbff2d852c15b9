"""A home that loses its manager is asked for it, also when that comes about by a correction."""

from datetime import timedelta

from ninefold.duties.models import ObligationRow
from ninefold.ledger.factrows import facts
from ninefold.ledger.models import Entry
from ninefold.people.models import Worker
from tests import signing
from tests.factories import NOW, House, write

MANAGER = "registered-manager"


def lost(house: House) -> list[str]:
    return [one.entry for one in facts(house.home, name="manager.lost", ended_at=None)]


def subjects(worker: Worker) -> list[dict[str, str]]:
    return [{"id": worker.id, "kind": "worker", "as": "about"}]


def corrected(house: House, entry: Entry, by: Worker, content: dict[str, object], worker: Worker) -> Entry:
    at = NOW + timedelta(days=1)
    return signing.correct(
        entry=entry, home=house.home, author=by.id, role="responsible-individual", because="A slip", content=content, subjects=subjects(worker),
        happened_at=entry.happened_at, written_at=at, received_at=at,
    )  # fmt: skip


def test_a_correction_that_takes_the_manager_away_asks_for_one(house: House) -> None:
    given = signing.append(
        home=house.home, type="role-given", stage="given", content={"role": MANAGER}, author="machine", role="machine",
        happened_at=NOW, written_at=NOW, received_at=NOW, subjects=subjects(house.dana),
    )  # fmt: skip
    ended = write(
        house, "role-ended", {"note": "Left the post"}, by=house.ruth, about=[house.helen], at=NOW + timedelta(hours=1)
    )
    assert lost(house) == [], "Dana manages it"
    less = corrected(house, given, house.ruth, {"role": "senior"}, house.dana)
    assert lost(house) == [less.id]
    assert ObligationRow.objects.filter(record_id=given.record_id, met_at=None, duty__contains="manager").exists()
    assert ended.id


def test_a_word_put_right_does_not_undo_that_the_manager_is_lost(house: House) -> None:
    ended = write(house, "role-ended", {"note": "Left the post"}, by=house.ruth, about=[house.helen])
    assert lost(house) == [ended.id]
    again = corrected(house, ended, house.ruth, {"note": "Moved to another home"}, house.helen)
    assert lost(house) == [again.id]
