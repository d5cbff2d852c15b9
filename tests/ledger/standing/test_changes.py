"""Before an entry about people is signed, it is said what it would change; and saying it changes nothing."""

from typing import Any

import pytest

from ninefold import lawbook
from ninefold.ledger.models import Entry
from ninefold.ledger.signing import Signing
from ninefold.ledger.standing.changes import of_signing
from ninefold.people.models import Role
from tests.factories import NOW, House, write

pytestmark = pytest.mark.django_db


def would(house: House, type: str, content: dict[str, Any], about: Any = None, **more: Any) -> list[str]:
    """What Helen's signing would change."""
    kind = lawbook.current().records[type]
    subjects = [{"id": about.id, "kind": about.kind, "as": "about"}] if about else []
    rows = list(Role.objects.order_by("pk").values())
    rel = {"correct": "replaces", "withdraw": "withdraws"}.get(more.get("act", ""), "")
    links = ({"rel": rel, "to": more.pop("replaces")},) if rel else ()
    stage = more.pop("stage", kind.stages[0].id)
    signing = Signing(type=type, stage=stage, content=content, subjects=subjects, happened_at=NOW, written_at=NOW,
                      received_at=NOW, links=links, **more)  # fmt: skip
    told = of_signing(house.home, signing)
    assert list(Role.objects.order_by("pk").values()) == rows
    return told


def given(house: House, role: str) -> Entry:
    return write(house, "role-given", {"role": role}, by=house.helen, about=[house.dana])


def test_a_role_says_who_gains_and_what_ends(house: House) -> None:
    told = would(house, "role-given", {"role": "senior"}, house.dana)
    assert any("Dana Price is Senior on shift here since 24 October 2026" in one for one in told)
    assert any("Dana Price is no longer Support worker here from 24 October 2026" in one for one in told)


def test_withdrawing_a_role_says_what_comes_back(house: House) -> None:
    entry = given(house, "senior")
    told = would(house, "role-given", {}, house.dana, record=entry.record_id, act="withdraw", replaces=entry.id)
    assert any("Dana Price is not Senior on shift here, and was not" in one for one in told)
    assert any("Dana Price is Support worker here still, since 5 January 2026" in one for one in told)


def test_a_correction_that_changes_nothing_says_nothing(house: House) -> None:
    entry = given(house, "senior")
    same = {"record": entry.record_id, "act": "correct", "replaces": entry.id}
    assert would(house, "role-given", {"role": "senior", "because": "Spelling."}, house.dana, **same) == []


def test_a_goodbye_says_which_stay_ends(house: House) -> None:
    goodbye = {"story": ["Goodbye tea."], "reason": "home", "planned": True, "to_address": "1 Elm Row",
               "prepared": ["Visits over six weeks."], "belongings": True}  # fmt: skip
    told = would(house, "moved-out", goodbye, house.jay)
    assert told == ["Jay's stay here ends 24 October 2026, 13:00; it began 5 January 2026, 09:00."]


def test_consents_say_what_the_visitor_may_read(house: House) -> None:
    told = would(house, "visitor-consent", {"child_agrees": True, "authority_agrees": True}, house.jay)
    assert told == ["The independent person may read Jay's case records since 24 October 2026, 13:00."]


def test_a_child_who_is_made_known_is_named(house: House) -> None:
    told = would(house, "child-known", {"name": "Tommy", "born_on": "2017-01-27"})
    assert told == ["Tommy is made known.", "Tommy is expected here."]


def test_a_note_changes_nothing_of_the_kind(house: House) -> None:
    assert would(house, "daily-note", {"story": ["Tea."]}, house.jay) == []
