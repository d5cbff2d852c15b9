"""What is due, why, and what would meet it; what waits for a signature; wishes and actions; several homes at once."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from ninefold.duties.models import ObligationRow
from ninefold.features.due import queries as owed
from ninefold.features.signoff import queries as signing
from ninefold.ledger.models import Entry
from ninefold.people.models import KeyWorker
from tests import html
from tests.factories import BEGAN, NOW, House, write
from tests.features.desk import Desk, action, hold, managers_check, note

pytestmark = pytest.mark.django_db


def _key(duty: str) -> str:
    return ObligationRow.objects.get(duty=duty).key


def test_a_line_says_the_rule_its_weight_the_child_the_home_and_why(desk: Desk) -> None:
    hold(desk.house, desk.house.jay)
    line = desk.text("due", weight="law").split("Talk with the child about the measure")[1].split("</li>")[0]
    assert "<b>law</b>: reg 35(3)(c)" in line
    assert ">Jay</a>, Larch House." in line
    assert "5 days, to the end of Thursday 29 October 2026." in line


@pytest.mark.parametrize(
    ("chosen", "there", "not_there"),
    [
        ({"state": "overdue"}, ["Mend the gate"], ["A new ball", "Paint the shed"]),
        ({"state": "open"}, ["A new ball", "Paint the shed"], ["Mend the gate"]),
        ({"about": "child"}, ["A new ball"], ["Mend the gate"]),
        ({"weight": "law"}, ["Talk with the child"], ["A new ball"]),
        ({"duty": "wish-answered"}, ["A new ball", "Only: <b>"], ["Mend the gate"]),
        ({"duty": "no-such-duty"}, ["Mend the gate", "A new ball"], ["Only: <b>"]),
        ({"state": "anything"}, ["Mend the gate", "A new ball"], []),
    ],
)
def test_the_list_is_narrowed(desk: Desk, chosen: dict[str, str], there: list[str], not_there: list[str]) -> None:
    house = desk.house
    action(house, "Mend the gate", house.dana, "2026-10-20")
    action(house, "Paint the shed", house.dana, "2026-12-20")
    note(house, house.jay, wish="A new ball")
    hold(house, house.jay)
    shown = desk.text("due", **chosen)
    assert [words for words in there if words not in shown] == []
    assert [words for words in not_there if words in shown] == []


def test_the_list_is_narrowed_to_a_child(desk: Desk) -> None:
    house = desk.house
    note(house, house.jay, wish="A new ball")
    note(house, house.kit, wish="A louder bell", at=NOW - timedelta(days=9))
    shown = desk.text("due", child=house.kit.id)
    assert "A louder bell" in shown
    assert "A new ball" not in shown


def test_a_duty_explains_itself(desk: Desk) -> None:
    started = hold(desk.house, desk.house.jay, at=NOW)
    shown = desk.text("duty", _key("measure-checked"))
    assert "48 hours after that. The clocks go back in between, so it ends at 12:00." in shown
    assert "https://www.legislation.gov.uk/uksi/2015/541/regulation/35" in shown
    assert f"/record/{started.record_id}/" in shown
    assert f"/record/{started.record_id}/manager-check/" in shown
    assert "A hold at 21:40 on the night the clocks go back" in shown


def test_a_duty_that_is_met_says_when_and_by_what(desk: Desk) -> None:
    house = desk.house
    record = hold(house, house.jay).record_id
    managers_check(house, record)
    shown = desk.text("duty", _key("measure-checked"))
    assert "Done</dt>" in shown
    assert "Nothing more is wanted." in shown


def test_a_duty_that_was_met_late_stays_in_its_own_list(desk: Desk) -> None:
    house = desk.house
    early = NOW - timedelta(days=4)
    write(
        house,
        "measure",
        {**_said(house)},
        about=[house.jay],
        at=early,
        written=early + timedelta(days=3),
    )
    assert "Write down the measure" in desk.text("due", state="late")
    assert "Write down the measure" not in desk.text("due", state="overdue")


def _said(house: House) -> dict[str, object]:
    return {
        "kind": "sanction",
        "lead_up": ["A phone was thrown."],
        "began_at": "2026-10-20T12:00:00Z",
        "where": "Kitchen",
        "story": ["Pays a part."],
        "consequence": "reparation",
        "used_by": [{"who": house.dana.id, "kind": "worker", "name": "Dana"}],
        "effect": ["Agreed."],
        "injured": False,
    }


def test_whoever_is_on_shift_may_read_why_something_is_owed(at_desk: Callable[..., Desk], house: House) -> None:
    note(house, house.jay, wish="A new ball")
    assert "A new ball" in at_desk(house.dana).text("duty", _key("wish-answered"))


def test_a_concern_and_what_it_asks_for_are_closed_to_the_visitor(at_desk: Callable[..., Desk], house: House) -> None:
    said = {"category": "online", "story": ["Messages."], "immediate_steps": ["Kept company."]}
    write(house, "concern", said, about=[house.kit])
    key = _key("notification-decided")
    assert at_desk(house.helen).get("duty", key).status_code == 200
    assert at_desk(house.ines).get("duty", key).status_code == 404


# --- sign-off


def test_what_waits_for_a_manager_waits_until_it_is_signed(desk: Desk) -> None:
    house = desk.house
    record = hold(house, house.jay).record_id
    assert [one.stage.id for one in signing.waiting(desk.viewer)] == ["manager-check", "talk-with-child"]
    managers_check(house, record)
    assert [one.stage.id for one in signing.waiting(desk.viewer)] == ["talk-with-child"]


def test_what_anybody_on_shift_may_sign_is_no_signing_off(desk: Desk) -> None:
    write(desk.house, "wish", {"wish": "A ball", "who_answers": _ref(desk.house)}, about=[desk.house.jay])
    assert signing.waiting(desk.viewer) == []


def _ref(house: House) -> dict[str, str]:
    return {"who": house.dana.id, "kind": "worker", "name": "Dana"}


def test_nobody_signs_off_what_they_wrote(desk: Desk) -> None:
    house = desk.house
    said = {**_said(house), "began_at": "2026-10-24T12:00:00Z"}
    write(house, "measure", said, by=house.helen, about=[house.jay])
    waiting = {one.stage.id: one.not_you for one in signing.waiting(desk.viewer)}
    assert waiting == {"talk-with-child": False}  # the check is somebody else's, and is not asked of her


def test_record_accounts_and_the_childs_view_stand_side_by_side(desk: Desk) -> None:
    house = desk.house
    record = hold(house, house.jay, childs_view=["Let go, I'm done."]).record_id
    own = {"story": ["He was crying before we let go."]}
    write(
        house, "measure", own, stage="staff-account", record=record, about=[house.jay], at=NOW + timedelta(minutes=30)
    )
    shown = desk.text("signoff-record", record)
    assert shown.index("Held for three minutes") < shown.index("He was crying") < shown.index("Jay's view")
    assert '<p class="said">Let go, I&#x27;m done.</p>' in shown
    assert f"/record/{record}/manager-check/" in shown


# --- wishes and actions


def test_wishes_stand_by_how_long_they_have_waited_and_say_whose_they_are_to_answer(desk: Desk) -> None:
    house = desk.house
    KeyWorker.objects.create(id="K" * 26, home=house.home, child=house.jay, worker=house.dana, from_at=BEGAN)
    note(house, house.jay, wish="A new ball")
    note(house, house.kit, wish="A louder bell", at=NOW - timedelta(days=9))
    shown = desk.text("wishes")
    assert shown.index("A louder bell") < shown.index("A new ball")
    assert "waiting 9 days" in shown
    assert "With Dana Price." in shown


def test_a_wish_said_in_a_note_is_answered_by_a_record_of_its_own(desk: Desk) -> None:
    house = desk.house
    said = note(house, house.jay, wish="A new ball").record_id
    assert f"/write/wish-answer/?child={house.jay.id}&amp;answers={said}" in desk.text("wishes")
    answer = {"answer": "yes", "reply": ["We bought one."]}
    links = ({"rel": "answers", "to": said},)
    write(house, "wish-answer", answer, about=[house.jay], at=NOW + timedelta(hours=1), links=links)
    shown = desk.text("wishes").split("<h2>Answered</h2>")[1]
    assert "A new ball" in shown
    assert "We bought one." in shown
    assert "answered after 1 hour." in shown
    assert owed.wishes(desk.viewer).count() == 0


def test_a_wish_with_a_record_is_answered_in_it(desk: Desk) -> None:
    house = desk.house
    record = write(house, "wish", {"wish": "A ball", "who_answers": _ref(house)}, about=[house.jay]).record_id
    assert f"/record/{record}/answer/" in desk.text("wishes")
    answer = {"answer": "yes", "reply": ["We bought one."]}
    write(house, "wish", answer, about=[house.jay], stage="answer", record=record)
    assert "answered at once." in desk.text("wishes")


def test_actions_from_every_source_stand_in_one_list(desk: Desk) -> None:
    house = desk.house
    action(house, "Mend the gate", house.dana, "2026-10-20")
    agreed = [
        {
            "action": "Book the caves",
            "owner": {"who": house.sam.id, "kind": "worker", "name": "Sam"},
            "due": "2026-11-20",
        }
    ]
    write(house, "childrens-meeting", {"story": ["Talked."], "actions": agreed}, about=[house.jay, house.kit])
    shown = desk.text("actions")
    assert shown.index("Mend the gate") < shown.index("Book the caves")
    assert "Children&#x27;s meeting" in shown
    assert "Book the caves" not in desk.text("actions", owner=house.dana.id)
    assert "Book the caves" not in desk.text("actions", state="overdue")
    assert "Mend the gate" not in desk.text("actions", state="done")


def test_a_workers_page_shows_what_they_have_taken_on(desk: Desk) -> None:
    action(desk.house, "Mend the gate", desk.house.dana, "2026-11-20")
    assert "Mend the gate" in desk.text("worker", desk.house.dana.id)
    assert "Mend the gate" not in desk.text("worker", desk.house.sam.id)


# --- several homes


def test_each_home_is_counted_for_itself(at_desk: Callable[..., Desk], house: House) -> None:
    action(house, "Mend the gate", house.dana, "2026-10-20")
    note(house, house.jay, wish="A new ball")
    shown = at_desk(house.ruth).text("homes")
    larch, rowan = shown.split("<tbody>")[1].split("</tr>")[:2]
    numbers = [
        [part.split("<")[0] for part in row.split('">')[1:] if part[:1].isdigit() and "," not in part]
        for row in (larch, rowan)
    ]
    assert numbers == [["1", "1", "2 of 4"], ["0", "0", "1 of 4"]]


def test_somebody_with_one_home_is_shown_no_others(desk: Desk) -> None:
    assert "Rowan House" not in desk.text("homes")
    assert "All your homes" not in desk.text("today")


# --- today


def test_today_shows_who_is_missing_until_they_are_back(desk: Desk) -> None:
    house = desk.house
    said = {"last_seen_at": "2026-10-24T11:00:00Z", "last_seen_where": "Park", "story": ["Not on the bus."]}
    away = write(house, "missing-episode", said, about=[house.kit])
    assert "Kit is missing" in desk.text("today")
    back = {"returned_at": "2026-10-24T12:30:00Z", "how": "On foot", "story": ["Cold."], "injured": False}
    later = NOW + timedelta(hours=1)
    write(house, "missing-episode", back, stage="returned", record=away.record_id, about=[house.kit], at=later)
    assert "Kit is missing" not in desk.text("today")


def test_each_thing_stands_once_on_today(desk: Desk) -> None:
    house = desk.house
    hold(house, house.jay)
    note(house, house.kit, wish="A louder bell", at=NOW - timedelta(days=9))
    shown = desk.text("today")
    assert shown.count("<b>Talk with the child about the measure</b>") == 1
    assert shown.count("A louder bell") == 1


def test_reading_what_changed_takes_it_away(desk: Desk) -> None:
    note(desk.house, desk.house.jay, "Rode the scooter.")
    assert "Rode the scooter." in desk.text("changed")
    answer = desk.client.post(desk.address("changed"), {"up_to": "2026-10-24T14:00:00Z"})
    assert answer.status_code == 302
    assert "Rode the scooter." not in desk.text("changed")
    assert "Rode the scooter." in desk.text("changed", since="2026-10-24T00:00")


def _done(house: House, entry: Entry, worked: str, stage: str = "done", at: datetime = NOW) -> None:
    """What came of an action, or what was seen when somebody looked again."""
    said = {"done_on": "2026-10-24", "story": ["It shuts."]} if stage == "done" else {
        "checked_on": "2026-10-24", "proof": ["It shuts still."]}  # fmt: skip
    write(house, "action", said | {"worked": worked}, by=house.helen, stage=stage, record=entry.record_id, at=at)


def test_a_done_action_is_asked_whether_it_worked_until_somebody_has_looked(desk: Desk) -> None:
    house = desk.house
    entry = action(house, "Mend the gate", house.dana, "2026-11-20")
    _done(house, entry, "too-early")
    shown = desk.text("actions", state="check")
    assert "Mend the gate" in shown and "Too early to say" in shown and "looked at again" in shown
    assert "Mend the gate" not in desk.text("actions", state="failed")
    _done(house, entry, "no", "checked", NOW + timedelta(hours=1))
    assert "Mend the gate" not in desk.text("actions", state="check")
    failed = desk.text("actions", state="failed")
    assert "Mend the gate" in failed and "It did not work" in failed and "What came of it" in failed


def test_who_is_behind_is_told_to_those_who_lead(at_desk: Callable[..., Desk], house: House) -> None:
    for number in range(3):
        action(house, f"Thing {number}", house.dana, "2026-10-20")
    shown = at_desk(house.helen).text("actions")
    assert "Over their day, by person" in shown and "3, the oldest by" in shown
    assert "Over their day, by person" not in at_desk(house.ines).text("actions")
    there = html.page(at_desk(house.ruth).client.get(reverse("desk:actions", args=[house.other.urn])))
    assert "In your other homes" in there and "Larch House" in there


def test_actions_are_narrowed_to_where_they_were_agreed(desk: Desk) -> None:
    action(desk.house, "Mend the gate", desk.house.dana, "2026-11-20")
    assert "Mend the gate" in desk.text("actions", source="action")
    assert "Mend the gate" not in desk.text("actions", source="supervision")
