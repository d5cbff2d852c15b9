"""What is closed says so, why, and who opens it: by role, consent and day, never by what is written."""

import re
from collections.abc import Callable

import pytest

from ninefold.features.signoff import queries as signing
from ninefold.web import closed
from tests.factories import NOW, House, consent, write
from tests.features.desk import Desk, at_desk, hold, managers_check, note, two_hours_later

__all__ = ["at_desk", "two_hours_later"]

pytestmark = pytest.mark.django_db

UNTRUE = re.compile(
    r"Nobody has written|None of Jay|Nothing is due for|waits for no answer|not written down yet|No risk assessment"
    r"|Nobody around|Plans that are not written|Nothing here fits"
)


def test_who_reads_care_is_told_nothing(house: House) -> None:
    assert closed.why(house.viewer(house.helen), house.jay.id, "Jay") == ""
    assert closed.why(house.viewer(house.dana)) == ""


def test_without_consent_it_says_whose_is_missing_and_who_asks(house: House) -> None:
    said = closed.why(house.viewer(house.ines), house.jay.id, "Jay")
    assert said.startswith("You read Jay's records when Jay and the placing authority both agree")
    assert "A manager or key-worker can ask" in said


@pytest.mark.parametrize(("child", "authority"), [(True, False), (False, True)])
def test_one_consent_of_two_opens_nothing(house: House, child: bool, authority: bool) -> None:
    consent(house.jay, house.home, child, authority)
    assert closed.why(house.viewer(house.ines), house.jay.id, "Jay")


def test_both_consents_open_it(house: House) -> None:
    consent(house.jay, house.home, True, True)
    assert closed.why(house.viewer(house.ines), house.jay.id, "Jay") == ""


def test_only_who_does_not_see_what_is_restricted_is_told_that_there_may_be_more(house: House) -> None:
    assert closed.beside(house.viewer(house.dana), house.jay.id)
    assert closed.beside(house.viewer(house.helen), house.jay.id) == ""
    assert closed.beside(house.viewer(house.ines), house.jay.id) == ""


def _body(desk: Desk, house: House) -> str:
    main = desk.text("child", house.jay.id).split("<main")[1].split("</main>")[0]
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", main)


def test_a_visitor_reads_that_it_is_closed_and_learns_nothing_of_what_is_there(
    at_desk: Callable[..., Desk], house: House
) -> None:
    visitor = at_desk(house.ines)
    before = _body(visitor, house)
    assert "Closed to you." in before
    assert not UNTRUE.search(before)
    note(house, house.jay, voice=["I scored."], wish="A ball")
    hold(house, house.jay)
    write(
        house,
        "concern",
        {"category": "online", "story": ["Messages."], "immediate_steps": ["Company."]},
        about=[house.jay],
    )
    assert _body(visitor, house) == before


def test_a_manager_reads_that_nothing_is_written(at_desk: Callable[..., Desk], house: House) -> None:
    body = _body(at_desk(house.helen), house)
    assert "Closed to you" not in body and "Nobody has written down yet what Jay is good at" in body


def test_nobody_is_asked_to_sign_what_is_not_theirs_to_sign(house: House) -> None:
    dana = {"who": house.dana.id, "kind": "worker", "name": "Dana"}
    agreed = {"action": "Mend the gate", "owner": dana, "due": "2026-10-20"}
    action = write(house, "action", agreed, by=house.helen)
    done = {"done_on": "2026-10-23", "story": ["Hung anew."], "worked": "too-early"}
    write(house, "action", done, stage="done", record=action.record_id, at=NOW)
    assert signing.waiting(house.viewer(house.ines)) == []
    own = hold(house, house.jay).record_id
    by_helen = write(house, "measure", _hold_of(house), by=house.helen, about=[house.kit]).record_id
    checks = {one.line.record.pk for one in signing.waiting(house.viewer(house.helen)) if one.stage.checks}
    assert own in checks and by_helen not in checks
    managers_check(house, own)
    assert own not in {one.line.record.pk for one in signing.waiting(house.viewer(house.helen)) if one.stage.checks}


def _hold_of(house: House) -> dict[str, object]:
    return {
        "kind": "sanction",
        "lead_up": ["A phone was thrown."],
        "began_at": "2026-10-24T10:00:00Z",
        "where": "Kitchen",
        "story": ["Pays a part."],
        "consequence": "reparation",
        "used_by": [{"who": house.dana.id, "kind": "worker", "name": "Dana"}],
        "effect": ["Agreed."],
        "injured": False,
    }
