"""A dose is held against the chart: too soon, too much, twice, past its end, not charted, allergic, not there. Pure."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest

from ninefold.medicines import names
from ninefold.medicines.charts import key_of
from ninefold.medicines.rules import ChartLine, Dose, MedicineChart, earliest, judge

NOW = datetime(2026, 11, 30, 15, 0, tzinfo=UTC)
PARACETAMOL = ChartLine(
    "Paracetamol 500 mg", key_of("Paracetamol 500 mg"), "tablet", Decimal(1), as_needed=True, most=Decimal(2),
    gap=timedelta(hours=4), in_a_day=4,
)  # fmt: skip
MELATONIN = ChartLine("Melatonin 2 mg", key_of("Melatonin 2 mg"), "tablet", Decimal(1), times=(time(20, 0),))


def dose(name: str, at: datetime, much: str = "1", by: str = "Ellen Marsh") -> Dose:
    return Dose(at, name, key_of(name), names.amount(much, key_of(name).strength), by)


def chart(*lines: ChartLine, doses: tuple[Dose, ...] = (), **more: object) -> MedicineChart:
    return MedicineChart("Tia", lines, doses=doses, **more)  # type: ignore[arg-type]


def kinds(one: Dose, of: MedicineChart) -> list[str]:
    return [why.kind for why in judge(one, of)]


@pytest.mark.parametrize("name", ["Paracetamol 500 mg", "paracetamol 500mg", "Calpol 500 mg", "Paracetamol"])
def test_the_same_substance_too_soon_says_who_gave_what_when_and_from_when(name: str) -> None:
    before = (dose("Paracetamol 500 mg", NOW - timedelta(hours=2, minutes=50), "1"),)
    (why,) = judge(dose(name, NOW), chart(PARACETAMOL, doses=before))
    assert why.kind == "too-soon"
    assert "Tia had Paracetamol 500 mg (1) at 12:10, from Ellen Marsh" in why.sentence
    assert "4 hours at least" in why.sentence
    assert "from 16:10" in why.sentence
    assert why.allowed_from == NOW + timedelta(hours=1, minutes=10)


def test_within_minutes_it_is_the_same_medicine_twice() -> None:
    before = (dose("Paracetamol 500 mg", NOW - timedelta(minutes=5)),)
    assert kinds(dose("PARACETAMOL 500mg", NOW), chart(PARACETAMOL, doses=before)) == ["twice"]
    assert kinds(dose("Paracetamol 500 mg", NOW - timedelta(minutes=10)), chart(PARACETAMOL, doses=before)) == ["twice"]


def test_a_dose_written_down_late_is_held_against_the_one_after_it() -> None:
    later = (dose("Paracetamol 500 mg", NOW + timedelta(hours=3)),)
    assert kinds(dose("Paracetamol 500 mg", NOW), chart(PARACETAMOL, doses=later)) == ["too-soon"]


def test_twenty_four_hours_are_no_day_and_midnight_ends_no_limit() -> None:
    yesterday = datetime(2026, 11, 29, 22, 0, tzinfo=UTC)
    four = tuple(dose("Paracetamol 500 mg", yesterday + timedelta(hours=4 * n)) for n in range(4))
    (why,) = judge(dose("Paracetamol 500 mg", yesterday + timedelta(hours=16)), chart(PARACETAMOL, doses=four))
    assert why.kind == "most"
    assert "5 doses in 24 hours" in why.sentence
    assert why.allowed_from == yesterday + timedelta(hours=24)
    assert kinds(dose("Paracetamol 500 mg", yesterday + timedelta(hours=24)), chart(PARACETAMOL, doses=four)) == []


def test_the_hour_that_comes_twice_is_two_hours() -> None:
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # 01:30, the first time
    before = (dose("Paracetamol 500 mg", first),)
    (why,) = judge(dose("Paracetamol 500 mg", first + timedelta(hours=1)), chart(PARACETAMOL, doses=before))
    assert "01:30 (the first time)" in why.sentence
    assert "from 04:30" in why.sentence, "four hours later, however the clock on the wall went"


@pytest.mark.parametrize("much", ["50 tablets", "3", "1500 mg"])
def test_more_than_at_once_is_stopped(much: str) -> None:
    assert kinds(dose("Paracetamol 500 mg", NOW, much), chart(PARACETAMOL)) == ["most"]


@pytest.mark.parametrize(
    ("much", "why"), [("some", "amount"), ("5 ml", "amount"), ("0", "amount"), ("2", ""), ("1 g", "")]
)
def test_how_much_is_asked_in_what_the_chart_counts(much: str, why: str) -> None:
    assert kinds(dose("Paracetamol 500 mg", NOW, much), chart(PARACETAMOL)) == ([why] if why else [])


def test_a_regular_dose_is_given_once_for_its_time_early_or_late() -> None:
    evening = datetime(2026, 11, 30, 20, 5, tzinfo=UTC)
    day_before = dose("Melatonin 2 mg", evening - timedelta(hours=24, minutes=-15))
    given = chart(MELATONIN, doses=(day_before,))
    assert kinds(dose("Melatonin 2 mg", evening), given) == []
    assert kinds(dose("Melatonin 2 mg", evening - timedelta(minutes=30)), given) == []
    assert kinds(dose("Melatonin 2 mg", evening - timedelta(hours=5)), given) == ["too-soon"]
    again = chart(MELATONIN, doses=(day_before, dose("Melatonin 2 mg", evening)))
    (why,) = judge(dose("Melatonin 2 mg", evening + timedelta(hours=2)), again)
    assert why.kind == "twice"
    assert "The next is due at 20:00 on Tuesday 1 December" in why.sentence


def test_two_strengths_of_one_medicine_at_one_hour_are_two_medicines() -> None:
    small = ChartLine("Concerta 18 mg", key_of("Concerta 18 mg"), "tablet", Decimal(1), times=(time(8, 0),))
    large = ChartLine("Concerta 36 mg", key_of("Concerta 36 mg"), "tablet", Decimal(1), times=(time(8, 0),))
    morning = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)
    given = chart(small, large, doses=(dose("Concerta 18 mg", morning),))
    assert kinds(dose("Concerta 36 mg", morning), given) == []
    assert kinds(dose("Concerta 54 mg", morning), given) == ["not-charted"]


def test_days_allergies_and_what_is_not_charted() -> None:
    over = ChartLine("Amoxicillin 250 mg", key_of("Amoxicillin 250 mg"), ends=date(2026, 11, 12))
    assert kinds(dose("Amoxicillin 250 mg", NOW), chart(over)) == ["ended"]
    early = ChartLine("Amoxicillin 250 mg", key_of("Amoxicillin 250 mg"), begins=date(2026, 12, 1))
    assert kinds(dose("Amoxicillin 250 mg", NOW), chart(early)) == ["ended"]
    anew = ChartLine(
        "Amoxicillin 250 mg", key_of("Amoxicillin 250 mg"), begins=date(2026, 11, 29), ends=date(2026, 12, 5)
    )
    assert kinds(dose("Amoxicillin 250 mg", NOW), chart(over, anew)) == [], "a second course is not the first"
    assert kinds(dose("Amoxicillin 250 mg", NOW), chart(anew, allergies=[("Penicillin", "penicillin")])) == ["allergy"]
    assert kinds(dose("Ibuprofen 200 mg", NOW), chart(PARACETAMOL)) == ["not-charted"]


def test_a_remedy_wants_consent_and_an_age() -> None:
    lozenge = ChartLine("Throat lozenges", key_of("Throat lozenges"), as_needed=True, remedy=True, from_age=12)
    assert kinds(dose("Throat lozenges", NOW), chart(remedies=[lozenge], consent=True, age=13)) == []
    assert kinds(dose("Throat lozenges", NOW), chart(remedies=[lozenge], consent=False, age=13)) == ["consent"]
    assert kinds(dose("Throat lozenges", NOW), chart(remedies=[lozenge], age=13)) == ["consent"]
    assert kinds(dose("Throat lozenges", NOW), chart(remedies=[lozenge], consent=True, age=9)) == ["consent"]


def test_what_is_not_there_cannot_be_given() -> None:
    left = {MELATONIN.key: Decimal(0)}
    at = datetime(2026, 11, 30, 20, 0, tzinfo=UTC)
    assert kinds(dose("Melatonin 2 mg", at), chart(MELATONIN, left=left)) == ["stock"]
    assert kinds(dose("Melatonin 2 mg", at), chart(MELATONIN, left={MELATONIN.key: Decimal(1)})) == []


def test_from_when_it_may_be_given_is_the_later_of_both_rules() -> None:
    doses = [dose("Paracetamol 500 mg", NOW - timedelta(hours=h)) for h in (20, 12, 8, 4)]
    assert earliest(PARACETAMOL, doses, NOW) == NOW + timedelta(hours=4)
    assert earliest(PARACETAMOL, doses[:3], NOW) == NOW
