"""Two libraries are compared in sentences that a manager can act on."""

import pytest

from ninefold.lawbook.diff import changes
from tests.lawbook.conftest import Shelf

HOLD, SLEEP, DUTIES = "records/daily/hold.yaml", "records/daily/sleep.yaml", "duties/all.yaml"
NEW_DUTY = """
- id: hold-told
  title: Parents told of a hold
  cite: 35(3)(c)
  weight: law
  about: child
  who: [manager]
  holds_from: 2027-04-01
  starts: {fact: hold.used}
  due: {target: 24 hours}
  met_by: {fact: hold.check}
"""


def test_the_same_library_has_no_changes(shelf: Shelf) -> None:
    assert changes(shelf.load(), shelf.load()) == []


@pytest.mark.parametrize(
    ("path", "old", "new", "sentence"),
    [
        (DUTIES, "within: 48 hours", "within: 24 hours", "Changed clock of 'Hold checked by a manager' (hold-checked). Was: Starts with hold.used (seated). Owed within 48 hours; met by hold.check in the same record. Now: Starts with hold.used (seated). Owed within 24 hours; met by hold.check in the same record."),
        (DUTIES, "within: 1 week", "within: 2 weeks", "Changed clock of 'A night written down each week' (nights-written). Was: Begins with hold.record and is owed again after each sleep.record: within 1 week. Now: Begins with hold.record and is owed again after each sleep.record: within 2 weeks."),
        (DUTIES, "  who: owner", "  who: manager", "Duty 'A step that was agreed' (step-taken) is now done by manager, not owner."),
        (DUTIES, "  who: owner", "  who: owner\n  holds_to: 2027-03-31", "Duty 'A step that was agreed' (step-taken) ends on 2027-03-31."),
        (DUTIES, "  weight: law", "  weight: custom", "Duty 'Hold checked by a manager' (hold-checked) was law and is now custom: the provider asks for it."),
        (DUTIES, "cite: 35(3)(b)", "cite: 35(3)(c)", "Duty 'Hold checked by a manager' (hold-checked) now cites regs 35(3)(c), not regs 35(3)(b)."),
        (HOLD, "sensitivity: care", "sensitivity: restricted", "New records of 'Hold' (hold) are seen as restricted, not care."),
        (HOLD, "proves: {", 'proves: {"12(2)(b)": supports, ', "Record type 'Hold' (hold) now also proves 12(2)(b)."),
        (HOLD, "kind: story, required: true", "kind: story", "In 'Hold' (hold), 'Write it down': the question 'What happened' (story) may now be left open."),
        (HOLD, "when: {injured: true}", "until: 2026-12-31", "In 'Hold' (hold), 'Write it down': the question 'Where' (injury) is asked until 2026-12-31."),
        (HOLD, "label: Was anyone hurt", "label: Who was hurt", "In 'Hold' (hold), 'Write it down': the question 'Who was hurt' (injured) was worded 'Was anyone hurt'."),
        (HOLD, "[seated, standing-hold]", "[seated, standing-hold, walking]", "In 'Hold' (hold), 'Write it down': the question 'Which kind' (kind) has new answers: Walking."),
        (HOLD, "by: manager", "by: staff", "In 'Hold' (hold), 'Check it': signed by staff, not manager."),
        (SLEEP, "    yields", "      - {id: woke, label: Who woke, kind: line, required: true, cite: 7}\n    yields", "In 'How the night was' (sleep), 'Write it down': new question that must be answered, 'Who woke' (woke)."),
        (HOLD, "headline: story", "quick: true", "Record type 'Hold' (hold) has other settings: quick, headline."),
        (HOLD, "title: Check it", "title: Check", "The stage 'Hold' (hold), 'Check' has other settings: title."),
        (HOLD, "kind: person}", "kind: person, required: true}", "In 'Hold' (hold), 'Write it down': the question 'What has to be done' (steps) has other settings: columns."),
        (SLEEP, "max: 24", "max: 16", "In 'How the night was' (sleep), 'Write it down': the question 'How many hours' (hours) has other settings: max."),
        (DUTIES, "  who: owner", "  who: owner\n  owed_by_others: true", "Duty 'A step that was agreed' (step-taken) has other settings: owed_by_others."),
        ("words/roles.yaml", "[worker, manager]", "[worker]", "The group 'staff' is now worker; it was worker, manager. Who may sign, and whose duties they are, changes with it."),
        ("standards/protection.yaml", "The adults know", "All adults know", "Protection of children: paragraph 12(2)(b) is worded anew."),
    ],
)  # fmt: skip
def test_each_change_is_a_sentence(shelf: Shelf, path: str, old: str, new: str, sentence: str) -> None:
    before = shelf.load()
    shelf.swap(path, old, new)
    assert sentence in changes(before, shelf.load())


def test_a_new_duty_says_from_when_and_by_whom_and_a_lost_one_is_told(shelf: Shelf) -> None:
    before = shelf.load()
    shelf.write({"duties/new.yaml": NEW_DUTY})
    after = shelf.load()
    assert changes(before, after) == [
        "New duty from 2027-04-01: 'Parents told of a hold' (hold-told), for manager; the law asks for it (35(3)(c)). "
        "Starts with hold.used. Owed without delay, with 24 hours as a target; met by hold.check in the same record."
    ]
    assert changes(after, before)[0].startswith("Duty gone: 'Parents told of a hold' (hold-told).")
