"""Four eyes: who wrote or took part does not check, whatever was corrected between, and a changed text is checked again."""

import itertools
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from ninefold import lawbook
from ninefold.base import clock
from ninefold.duties.models import ObligationRow
from ninefold.ledger import actions, permissions, threads
from ninefold.ledger.content import Refused
from ninefold.ledger.models import Entry, FactRow, Record
from ninefold.ledger.projections import EntryHead
from ninefold.ledger.rebuild import rebuild
from ninefold.ledger.records import Slot
from ninefold.people.models import Worker
from tests import factories, signing
from tests.factories import NOW, House, write

MONTH: dict[str, Any] = {"story": ["A good month, with a first swim."]}
STAGE, READ = "read", {"story": ["Good work."]}
# The second signature under a role has a rule of its own besides: tests/people/test_powers.py, test_proposed.py.
CHECKS = [
    (t.id, s.id)
    for t in lawbook.current().records.values()
    for s in t.stages
    if s.checks and (t.effect, s.id) != permissions.SECOND
]


def member(house: House, name: str, role: str) -> Worker:
    """Somebody with a role in Larch House and an account."""
    made = factories.worker([house.home], name, role)
    house.accounts[made.id] = factories.account(made, f"u{made.id}")
    return made


@pytest.fixture
def winston(house: House) -> Worker:
    """A deputy."""
    return member(house, "Winston Hale", "deputy-manager")


def changed(house: House, entry: Entry, by: Worker, hours: int, content: dict[str, Any] | None = None) -> Entry:
    """``entry`` corrected to ``content``, or withdrawn without one."""
    at = NOW + timedelta(hours=hours)
    common: dict[str, Any] = {
        "home": house.home, "author": by.id, "role": house.viewer(by, house.home, at).role, "written_at": at, "received_at": at,
    }  # fmt: skip
    if content is None:
        return signing.withdraw(entry=entry, because="Not so.", **common)
    subjects = actions.json.loads(entry.subjects)
    return signing.correct(
        entry=entry, content=content, because="Not so.", happened_at=entry.happened_at, subjects=subjects, **common
    )


def test_every_check_names_another_person_than_the_writer() -> None:
    assert len(CHECKS) >= 14


@pytest.mark.parametrize(("type", "stage"), CHECKS)
def test_no_writer_signs_corrects_or_withdraws_a_check_of_their_own(type: str, stage: str) -> None:
    kind = lawbook.current().records[type]
    form = kind.stage(stage)
    roles = lawbook.current().roles_in(form.by)
    for role, act, correctors in itertools.product(roles, ["write", "correct", "withdraw"], [(), ("c",), ("c", "d")]):
        first = slot_of(kind.stages[0].id, ("a", *correctors))
        check = slot_of(stage, ("x",))
        target = None if act == "write" else check
        for writer in ("a", *correctors):
            assert permissions.why_not(kind, form, act, writer, role, [first, check], target)
        assert not permissions.why_not(kind, form, act, "x", role, [first, check], target)


def slot_of(stage: str, authors: tuple[str, ...]) -> Any:
    """A signed stage as far as permissions look at it."""
    line = EntryHead("E" + stage, 1, "R", "", stage, "write", NOW, NOW, NOW, authors[-1])
    return Slot(line, {}, [], [], authors)


@pytest.mark.parametrize(("type", "field"), [(t.id, f) for t in lawbook.current().records.values() for f in t.involves])
def test_who_took_part_does_not_check(type: str, field: str) -> None:
    kind = lawbook.current().records[type]
    first = slot_of(kind.stages[0].id, ("a", "b"))
    first.content[field] = [{"who": "b", "kind": "worker", "name": "B"}]
    for form in (s for s in kind.stages if s.not_by == "involved"):
        role = next(iter(lawbook.current().roles_in(form.by)))
        for who, may in (("a", False), ("b", False), ("x", True)):
            assert bool(permissions.why_not(kind, form, "write", who, role, [first])) is not may


@pytest.fixture
def read(house: House, winston: Worker) -> tuple[Entry, Entry]:
    """Winston's monthly summary, read by Helen."""
    entry = write(house, "monthly-summary", MONTH, by=winston, about=[house.jay])
    seen = write(
        house, "monthly-summary", READ, by=house.helen, about=[house.jay], stage=STAGE, record=entry.record_id,
        at=NOW + timedelta(hours=1),
    )  # fmt: skip
    return entry, seen


def test_a_typo_put_right_by_a_colleague_makes_the_writer_no_checker(house: House, winston: Worker) -> None:
    entry = write(house, "monthly-summary", MONTH, by=winston, about=[house.jay])
    changed(house, entry, house.helen, 1, MONTH)
    sign: dict[str, Any] = {"about": [house.jay], "stage": STAGE, "record": entry.record_id}
    # Nor is the colleague one: their words stand in it as well.
    for writer in (winston, house.helen):
        with pytest.raises(PermissionDenied):
            write(house, "monthly-summary", READ, by=writer, at=NOW + timedelta(hours=2), **sign)
    write(
        house,
        "monthly-summary",
        READ,
        by=member(house, "Mo Hart", "deputy-manager"),
        at=NOW + timedelta(hours=2),
        **sign,
    )


def test_the_writer_neither_rewrites_nor_withdraws_the_check(
    house: House, winston: Worker, read: tuple[Entry, Entry]
) -> None:
    for content in (READ, None):
        with pytest.raises(PermissionDenied):
            changed(house, read[1], winston, 3, content)


def test_a_correction_after_the_check_asks_for_it_again(
    house: House, winston: Worker, read: tuple[Entry, Entry]
) -> None:
    entry, seen = read
    fact = f"monthly-summary.{STAGE}"
    assert FactRow.objects.get(entry_id=seen.id, name=fact).ended_at is None
    changed(house, entry, winston, 3, MONTH)
    assert Record.objects.get(pk=entry.record_id).stages.split(",") == [entry.stage]
    assert FactRow.objects.get(entry_id=seen.id, name=fact).ended_at is not None
    assert [slot.entry.stage for slot in threads.thread(house.home, entry.record_id)] == [entry.stage]
    write(
        house, "monthly-summary", READ, by=house.helen, about=[house.jay], stage=STAGE, record=entry.record_id,
        at=NOW + timedelta(hours=4),
    )  # fmt: skip
    assert Record.objects.get(pk=entry.record_id).stages.split(",") == [entry.stage, STAGE]


def test_nobody_but_its_signer_and_leaders_changes_a_stage(house: House) -> None:
    entry = write(house, "daily-note", {"story": ["Slept well."]}, about=[house.jay])
    with pytest.raises(PermissionDenied):
        changed(house, entry, house.sam, 1, {"story": ["Slept badly."]})
    changed(house, entry, house.helen, 1, {"story": ["Slept well, says Jay."]})


def test_of_two_corrections_of_the_same_the_second_is_told(house: House) -> None:
    entry = write(house, "daily-note", {"story": ["Slept well."]}, about=[house.jay])
    changed(house, entry, house.dana, 1, {"story": ["Slept."]})
    with pytest.raises(Refused, match="in the meantime"):
        changed(house, entry, house.dana, 2, {"story": ["Woke."]})


def test_nobody_vouches_for_their_own_checks(house: House) -> None:
    content = {"what": "dbs", "on": "2026-01-05"}
    with pytest.raises(PermissionDenied):
        write(house, "brought-forward", content, by=house.helen, about=[house.helen])
    write(house, "brought-forward", content, by=house.helen, about=[house.dana])


@pytest.mark.parametrize("at", ["0001-01-01", "1800-01-01", "1989-12-31", "2013-05-08", "2024-02-28"])
def test_nothing_happened_before_there_was_a_child_or_a_home(house: House, at: str) -> None:
    with pytest.raises(Refused) as refused:
        write(
            house, "daily-note", {"story": ["Slept well."]}, about=[house.jay],
            at=clock.parse(f"{at}T10:00:00Z"), written=NOW,
        )  # fmt: skip
    assert "happened_at" in refused.value.errors


def looks(house: House) -> list[tuple[Any, ...]]:
    """What is owed of reading the month, in order: when it opened, when it is due, when and by what it was met."""
    refreshed = list(_looks(house))
    rebuild(house.home)
    assert list(_looks(house)) == refreshed, "kept as they happened, and reckoned anew, they are the same"
    return refreshed


def _looks(house: House) -> Any:
    rows = ObligationRow.objects.filter(home=house.home, duty="monthly-summary-read").order_by("opened_at")
    return rows.values_list("opened_at", "due_at", "met_at", "met_by", "void_at")


def test_a_check_undone_in_time_is_open_again_with_its_own_day(
    house: House, winston: Worker, read: tuple[Entry, Entry]
) -> None:
    [(opened_at, due_at, met_at, _, _)] = looks(house)
    assert met_at is not None
    changed(house, read[0], winston, 24, MONTH)
    assert looks(house) == [(opened_at, due_at, None, "", None)]


def test_a_check_undone_late_stays_met_and_the_new_look_counts_from_the_correction(
    house: House, winston: Worker, read: tuple[Entry, Entry]
) -> None:
    [first] = looks(house)
    changed(house, read[0], winston, 24 * 10, MONTH)
    corrected = NOW + timedelta(days=10)
    before, again = looks(house)
    assert before == first, "the first look was in time, and stays so"
    assert again[0] == corrected
    assert clock.local(again[1]).date() == clock.local(corrected + timedelta(weeks=1)).date()
    assert again[2:] == (None, "", None)
    said = ObligationRow.objects.get(duty="monthly-summary-read", opened_at=corrected).why
    assert "after it had been looked at" in said
    seen = write(
        house, "monthly-summary", READ, by=house.helen, about=[house.jay], stage=STAGE, record=read[0].record_id,
        at=NOW + timedelta(days=11),
    )  # fmt: skip
    assert [row[3] for row in looks(house)] == [read[1].id, seen.id]
    # Once more, within the time of the second look: that one is open again, and the first is still as it was.
    changed(
        house, Entry.objects.filter(record_id=read[0].record_id, stage="written").latest("seq"), winston, 24 * 12, MONTH
    )
    assert looks(house) == [first, again]


def test_a_check_taken_back_by_its_signer_leaves_its_own_day(
    house: House, winston: Worker, read: tuple[Entry, Entry]
) -> None:
    [first] = looks(house)
    changed(house, read[1], house.helen, 24 * 10)
    assert looks(house) == [(*first[:2], None, "", None)]


def test_a_check_that_is_corrected_itself_is_no_second_look(
    house: House, winston: Worker, read: tuple[Entry, Entry]
) -> None:
    [first] = looks(house)
    changed(house, read[1], house.helen, 24 * 10, READ)
    [after] = looks(house)
    assert after[:3] == first[:3]
