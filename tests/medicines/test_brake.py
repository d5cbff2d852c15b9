"""The same rules at the ledger's one door: a form, a correction, a batch. What is overruled stays in the entry."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from ninefold.duties.models import ObligationRow
from ninefold.ledger import bulk
from ninefold.ledger.brakes import Stopped
from ninefold.ledger.models import Content, Entry
from ninefold.ledger.signing import Author, Signing
from ninefold.medicines import charts
from tests import signing
from tests.factories import NOW, House, write

MEDICINE = "Paracetamol 500 mg"


def chart(house: House, **more: Any) -> Entry:
    content = {
        "medicine": MEDICINE, "unit": "tablet", "amount": "1", "as_needed": "as-needed", "for_what": "Pain", "most": "2",
        "gap": "4", "in_a_day": "4", "begins_on": "2026-10-01", "controlled": False, "prescribed_by": "Dr Begum", **more,
    }  # fmt: skip
    kept = {name: answer for name, answer in content.items() if answer is not None}
    return write(house, "medicine-prescribed", kept, about=[house.jay], at=NOW - timedelta(days=9))


def regular(house: House, name: str = "Melatonin 2 mg", **more: Any) -> Entry:
    times = {"as_needed": "regular", "times": [{"at": "20:00"}], "most": None, "gap": None, "in_a_day": None}
    return chart(house, **{"medicine": name, **times, **more})


def give(house: House, at: datetime = NOW, name: str = MEDICINE, **more: Any) -> Entry:
    by = more.pop("by", house.dana)
    content = {"medicine": name, "given": "given", "reason": "A sore tooth", **more}
    kept = {key: answer for key, answer in content.items() if answer is not None}
    return write(house, "dose", kept, by=by, about=[house.jay], at=at)


def content_of(entry: Entry) -> str:
    return Content.objects.get(entry=entry).body


def why(house: House, **more: Any) -> list[str]:
    with pytest.raises(Stopped) as stopped:
        give(house, **more)
    return [stop.kind for stop in stopped.value.stops]


def test_what_is_charted_is_given_with_what_the_chart_says(house: House) -> None:
    chart(house)
    entry = give(house)
    assert '"amount":"1 tablet"' in content_of(entry)
    assert '"as_needed":true' in content_of(entry)
    assert ObligationRow.objects.filter(duty="dose-helped", met_at=None).count() == 1
    write(
        house,
        "dose",
        {"effect": "yes"},
        stage="helped",
        record=entry.record_id,
        about=[house.jay],
        at=NOW + timedelta(minutes=45),
    )
    assert not ObligationRow.objects.filter(duty="dose-helped", met_at=None).exists()


def test_it_is_stopped_twice_too_soon_too_much_or_not_charted(house: House) -> None:
    assert why(house, amount="1") == ["not-charted"]
    assert why(house) == ["blank", "not-charted"]
    chart(house)
    assert why(house, amount="50 tablets") == ["most"]
    give(house)
    assert why(house, at=NOW + timedelta(minutes=5), name="paracetamol 500MG") == ["twice"]
    assert why(house, at=NOW + timedelta(hours=3)) == ["too-soon"]
    give(house, at=NOW + timedelta(hours=4))
    assert why(house, at=NOW + timedelta(hours=9), reason=None) == ["blank"]


def test_a_dose_that_was_not_taken_is_never_stopped_and_asks_for_advice(house: House) -> None:
    give(house, given="refused", why="Did not want it", reason=None)
    assert ObligationRow.objects.filter(duty="dose-refused", met_at=None).count() == 1
    chart(house)
    give(house, at=NOW + timedelta(minutes=5), given="spat-out", why="Sick", amount="1")
    assert why(house, at=NOW + timedelta(minutes=20)) == ["twice"], "nobody knows how much stayed"


def test_who_may_overrules_with_a_reason_and_it_stays_and_is_looked_at(house: House) -> None:
    chart(house)
    give(house)
    late = NOW + timedelta(hours=2)
    with pytest.raises(Stopped) as stopped:
        give(house, at=late, overruled="I think it is fine")
    assert not stopped.value.may_overrule, "a support worker alone never"
    with pytest.raises(Stopped) as stopped:
        give(house, at=late, by=house.helen)
    assert stopped.value.may_overrule
    entry = give(house, at=late, by=house.helen, overruled="Dr Begum by telephone: once, at two hours")
    assert "Too soon. Jay had Paracetamol 500 mg (1 tablet) at 13:00" in content_of(entry)
    owed = ObligationRow.objects.get(duty="dose-overruled-looked-at")
    assert owed.record_id == entry.record_id
    without = give(house, at=NOW + timedelta(hours=8), by=house.helen, overruled="Nothing was stopped")
    assert "overruled" not in content_of(without)


def test_a_correction_passes_the_same_rule(house: House) -> None:
    chart(house)
    entry = give(house)
    given = {"entry": entry, "home": house.home, "author": house.dana.id, "role": "support-worker", "because": "A slip"}
    at = {"happened_at": NOW, "written_at": NOW + timedelta(hours=1), "received_at": NOW + timedelta(hours=1)}
    subjects = [{"id": house.jay.id, "kind": "child", "as": "about"}]
    content = {"medicine": MEDICINE, "given": "given", "reason": "A sore tooth", "amount": "9"}
    with pytest.raises(Stopped):
        signing.correct(**given, **at, subjects=subjects, content=content)
    signing.correct(**given, **at, subjects=subjects, content=content | {"amount": "2"})


def test_a_batch_passes_the_same_rule_and_sees_itself(house: House) -> None:
    chart(house)

    def dose(at: datetime) -> Signing:
        return Signing(
            type="dose", stage="dose", content={"medicine": MEDICINE, "given": "given", "reason": "Tooth"},
            subjects=[{"id": house.jay.id, "kind": "child", "as": "about"}], happened_at=at, written_at=at, received_at=at,
        )  # fmt: skip

    author = Author(house.dana.id, "support-worker")
    with bulk.many(house.home) as door:
        door.append(dose(NOW), author)
        with pytest.raises(Stopped):
            door.append(dose(NOW + timedelta(hours=1)), author)
        door.append(dose(NOW + timedelta(hours=4)), author)
    assert Entry.objects.filter(type="dose").count() == 2


def test_stock_goes_down_by_itself_and_a_count_is_held_against_it(house: House) -> None:
    regular(house)
    box = {
        "medicine": "Melatonin 2mg tablets",
        "amount": "3",
        "label": "One at night",
        "controlled": False,
        "kept": "Cupboard",
    }
    write(house, "medicine-received", box, about=[house.jay], at=NOW - timedelta(days=4))
    evening = NOW.replace(hour=19)
    for days in (3, 2):
        give(house, at=evening - timedelta(days=days), name="Melatonin 2 mg", reason=None)
    (left,) = charts.charts(house.home, [house.jay], NOW)[house.jay.id].left.values()
    assert left == 1
    counted = write(
        house,
        "medicine-count",
        {"medicine": "Melatonin 2 mg", "counted": "0"},
        about=[house.jay],
        at=NOW - timedelta(hours=20),
    )
    assert '"expected":"1"' in content_of(counted)
    assert why(house, at=evening - timedelta(hours=1) + timedelta(days=1), name="Melatonin 2 mg", reason=None) == [
        "stock"
    ]


def test_a_controlled_drug_asks_for_a_second_signature_of_somebody_else(house: House) -> None:
    regular(house, "Methylphenidate 18 mg", controlled=True, times=[{"at": "13:00"}])
    entry = give(house, name="Methylphenidate 18 mg", reason=None)
    assert ObligationRow.objects.filter(duty="controlled-drug-second", met_at=None).count() == 1
    seen = {"stage": "witnessed", "record": entry.record_id, "about": [house.jay], "at": NOW + timedelta(minutes=4)}
    with pytest.raises(Exception, match="Somebody else"):
        write(house, "dose", {"saw": "taken", "left": "12"}, **seen)
    write(house, "dose", {"saw": "taken", "left": "12"}, by=house.helen, **seen)
    assert not ObligationRow.objects.filter(duty="controlled-drug-second", met_at=None).exists()


def test_an_allergy_on_file_stops_its_family(house: House) -> None:
    chart(house, medicine="Amoxicillin 250 mg")
    known = {"kind": "allergy", "what": "Penicillin", "severity": "serious", "do": "Ring 999", "source": "doctor"}
    write(house, "allergy", known, about=[house.jay], at=NOW - timedelta(days=2))
    assert why(house, name="Amoxicillin 250 mg") == ["allergy"]


def test_a_time_that_is_none_is_asked_again(house: House) -> None:
    with pytest.raises(Stopped):
        regular(house, times=[{"at": "in the evening"}])
