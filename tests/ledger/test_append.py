"""The one door in: what is signed is chained, derived, refused with a sentence, and there once however often it is sent."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction

from ninefold.base import clock
from ninefold.ledger import export, rebuild
from ninefold.ledger.content import Refused
from ninefold.ledger.models import Chain, Content, Entry, FactRow, Record, RecordSubject, SearchText
from ninefold.ledger.verify import Tally, check
from tests import factories, signing
from tests.factories import NOW, House, write

pytestmark = pytest.mark.django_db

NOTE: dict[str, Any] = {"story": ["Beans on toast, then bed."]}


def note(house: House, **more: Any) -> Entry:
    """A daily note about Jay by Dana."""
    return write(house, "daily-note", more.pop("content", NOTE), about=[house.jay], stage="note", **more)


def complaint(house: House) -> Entry:
    """Kit complains about Sam."""
    about_sam = [{"who": house.sam.id, "kind": "worker", "name": "Sam"}]
    content = {"story": ["Came in without knocking."], "complained_about": about_sam, "advocate": True}
    return write(house, "complaint", content, about=[house.kit], stage="complaint")


def derived() -> list[list[dict[str, Any]]]:
    """Everything derived, comparable: row numbers left out."""
    tables = (Record, RecordSubject, FactRow, SearchText)
    found = []
    for table in tables:
        rows = [{k: v for k, v in row.items() if k != "id" or table is Record} for row in table.objects.values()]
        found.append(sorted(rows, key=lambda row: json.dumps(row, default=str, sort_keys=True)))
    return found


def test_a_note_is_an_entry_a_record_and_facts(house: House) -> None:
    entry = note(house)
    assert entry.seq == 1
    record = Record.objects.get(id=entry.record_id)
    assert (record.headline, record.stages, record.sensitivity) == ("Beans on toast, then bed.", "note", "care")
    assert record.about_one == house.jay.id
    fact = FactRow.objects.get(name="daily-note.note")
    assert (fact.subject, fact.at, fact.known_at) == (house.jay.id, NOW, NOW + timedelta(minutes=5))


def test_entries_follow_each_other_in_the_chain(house: House) -> None:
    first, second = note(house), note(house)
    assert (second.seq, second.prev) == (2, first.hash)
    assert Chain.objects.get(home=house.home).hash == second.hash
    tally = Tally()
    assert list(check(export.lines(house.home), tally)) == []
    assert tally.entries == 2


def test_the_same_form_sent_twice_gives_one_entry(house: House) -> None:
    first = note(house, token="form-1")
    second = note(house, token="form-1")
    assert first.id == second.id
    assert Entry.objects.count() == 1


def test_somebody_elses_form_is_not_given_away(house: House) -> None:
    note(house, token="form-1")
    with pytest.raises(PermissionDenied):
        note(house, token="form-1", by=house.helen)


def test_a_required_answer_is_asked_for_by_its_question(house: House) -> None:
    with pytest.raises(Refused) as refused:
        note(house, content={})
    assert refused.value.errors == {"story": "Please answer: what happened?"}
    assert not Entry.objects.exists()


def test_all_that_is_wrong_is_said_at_once(house: House) -> None:
    content = {"mood": {house.ada.id: 3}, "story": [" "], "cheese": 1}
    with pytest.raises(Refused) as refused:
        note(house, content=content)
    assert set(refused.value.errors) == {"mood", "story", "cheese"}


def test_what_has_not_happened_yet_cannot_be_written(house: House) -> None:
    with pytest.raises(Refused) as refused:
        note(house, at=NOW + timedelta(hours=1), written=NOW)
    assert "has not happened yet" in refused.value.errors["happened_at"]


def test_a_child_of_another_home_cannot_be_written_about(house: House) -> None:
    with pytest.raises(Refused) as refused:
        write(house, "daily-note", NOTE, about=[house.ada], stage="note")
    assert "about" in refused.value.errors


def test_nobody_about_whom_to_write_is_a_question(house: House) -> None:
    with pytest.raises(Refused) as refused:
        write(house, "daily-note", NOTE, about=[], stage="note")
    assert refused.value.errors["about"] == "Please choose which child this is about."


def test_a_stranger_cannot_be_mentioned(house: House) -> None:
    content = {"story": ["Rang ", {"who": "0" * 26, "kind": "family", "name": "Nobody"}]}
    with pytest.raises(Refused) as refused:
        note(house, content=content)
    assert refused.value.errors == {"": "This names somebody who is not known here."}


def test_a_file_that_was_not_given_to_the_home_is_refused(house: House) -> None:
    photo = {"sha256": "a" * 64, "name": "x.jpg", "media_type": "image/jpeg", "size": 3}
    with pytest.raises(Refused):
        note(house, content={**NOTE, "photo": [photo]})


def test_a_role_that_may_not_sign_is_turned_away(house: House) -> None:
    with pytest.raises(PermissionDenied):
        note(house, by=house.ines)


def test_whoever_is_complained_about_does_not_answer_it(house: House) -> None:
    entry = complaint(house)
    outcome = {"investigation": ["I looked."], "outcome": "upheld", "done": "Said sorry", "told_child": True}
    with pytest.raises(PermissionDenied):
        write(house, "complaint", outcome, by=house.sam, about=[house.kit], stage="outcome", record=entry.record_id)
    write(house, "complaint", outcome, by=house.helen, about=[house.kit], stage="outcome", record=entry.record_id)
    assert Record.objects.get(id=entry.record_id).stages == "complaint,outcome"


def test_a_later_stage_needs_the_first_and_comes_once(house: House) -> None:
    outcome = {"investigation": ["I looked."], "outcome": "upheld", "done": "Said sorry", "told_child": True}
    with pytest.raises(Refused):
        write(house, "complaint", outcome, by=house.helen, about=[house.kit], stage="outcome", record="X" * 26)
    record = complaint(house).record_id
    write(house, "complaint", outcome, by=house.helen, about=[house.kit], stage="outcome", record=record)
    with pytest.raises(Refused) as refused:
        write(house, "complaint", outcome, by=house.helen, about=[house.kit], stage="outcome", record=record)
    assert "signed already" in refused.value.errors[""]


def test_a_later_stage_cannot_come_before_the_first_in_time(house: House) -> None:
    record = complaint(house).record_id
    outcome = {"investigation": ["I looked."], "outcome": "upheld", "done": "Said sorry", "told_child": True}
    early = NOW - timedelta(days=1)
    with pytest.raises(Refused) as refused:
        write(house, "complaint", outcome, by=house.helen, about=[house.kit], stage="outcome", record=record, at=early)
    assert "before it began" in refused.value.errors["happened_at"]


def test_a_letter_may_have_been_written_before_the_move_it_tells_of(house: House) -> None:
    gone: dict[str, Any] = {"story": ["Cake."], "prepared": ["Three visits."], "planned": True, "belongings": True}
    gone |= {"reason": "home", "to_address": "1 Quarry Road"}
    record = write(house, "moved-out", gone, about=[house.jay]).record_id
    early = NOW - timedelta(days=1)
    told = {"told_at": clock.text(early), "story": ["Where Jay goes."]}
    write(house, "moved-out", told, by=house.helen, about=[house.jay], stage="host-told", record=record, at=early)
    assert FactRow.objects.get(name="host-authority.told").at == early


def rest(house: House, **more: Any) -> dict[str, Any]:
    """What a correction by Dana an hour later needs."""
    later = NOW + timedelta(hours=1)
    about_jay = [{"id": house.jay.id, "kind": "child", "as": "about"}]
    return {
        "home": house.home,
        "author": house.dana.id,
        "role": "support-worker",
        "written_at": later,
        "received_at": later,
        "subjects": about_jay,
        **more,
    }


def test_a_correction_replaces_and_keeps(house: House) -> None:
    entry = note(house)
    signing.correct(
        entry=entry,
        content={"story": ["Soup, then bed."]},
        because="It was soup.",
        happened_at=entry.happened_at,
        **rest(house),
    )
    record = Record.objects.get(id=entry.record_id)
    assert (record.headline, record.corrected) == ("Soup, then bed.", True)
    assert Entry.objects.count() == 2
    old, new = FactRow.objects.filter(name="daily-note.note").order_by("id")
    assert (old.ended_at, new.ended_at) == (NOW + timedelta(hours=1), None)


def test_a_correction_says_why(house: House) -> None:
    entry = note(house)
    with pytest.raises(Refused) as refused:
        signing.correct(entry=entry, content=NOTE, because=" ", happened_at=NOW, **rest(house))
    assert refused.value.errors == {"because": "Please say why this is corrected."}


def test_what_was_corrected_cannot_be_corrected_again(house: House) -> None:
    entry = note(house)
    signing.correct(entry=entry, content=NOTE, because="Spelling.", happened_at=NOW, **rest(house))
    with pytest.raises(Refused):
        signing.correct(entry=entry, content=NOTE, because="Again.", happened_at=NOW, **rest(house))


def test_a_withdrawn_record_ends_its_facts(house: House) -> None:
    entry = note(house)
    only = {k: v for k, v in rest(house).items() if k != "subjects"}
    signing.withdraw(entry=entry, because="Written about the wrong child.", **only)
    assert Record.objects.get(id=entry.record_id).withdrawn
    assert not FactRow.objects.filter(ended_at=None).exists()
    assert FactRow.objects.get(name="daily-note.note").withdrawn


def test_entries_cannot_be_changed_or_deleted(house: House) -> None:
    entry = note(house)
    for statement in (
        "UPDATE ledger_entry SET author = 'somebody else'",
        "DELETE FROM ledger_entry",
        "UPDATE ledger_content SET body = '{}'",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert Entry.objects.get(id=entry.id).author == house.dana.id


def test_content_can_be_destroyed_and_the_chain_still_verifies(house: House) -> None:
    entry = note(house)
    note(house)
    Content.objects.filter(entry=entry).delete()
    tally = Tally()
    # That it is gone is seen unless somebody signed for it (tests/work/keeping).
    assert [fault.what for fault in check(export.lines(house.home), tally)] == [
        "what it says is gone, and no signed entry let it go."
    ]
    assert tally.destroyed == 1


def test_a_rebuild_gives_the_same_to_the_last_row(house: House) -> None:
    first = note(house)
    about_sam = complaint(house)
    note(house, content={"story": ["Up early."], "voice": ["I like mornings."]})
    signing.correct(entry=first, content=NOTE, because="Spelling.", happened_at=NOW, **rest(house))
    outcome = {"investigation": ["I looked."], "outcome": "upheld", "done": "Said sorry", "told_child": True}
    write(house, "complaint", outcome, by=house.helen, about=[house.kit], stage="outcome", record=about_sam.record_id)
    before = derived()
    for batch in (1, 2, 2000):
        rebuild.BATCH = batch
        assert rebuild.rebuild(house.home) == 5
        assert derived() == before


def test_a_home_never_reads_into_another(house: House) -> None:
    note(house)
    ada = [{"id": house.ada.id, "kind": "child", "as": "about"}]
    entry = signing.append(
        home=house.other,
        type="daily-note",
        stage="note",
        content=NOTE,
        author=house.noor.id,
        role="support-worker",
        happened_at=factories.NOW,
        written_at=factories.NOW,
        received_at=factories.NOW,
        subjects=ada,
    )
    assert entry.seq == 1
    assert entry.prev == "0" * 64
