"""One medicine is one medicine, however its name and its amount were written."""

from decimal import Decimal

import pytest

from ninefold import lawbook
from ninefold.medicines import names
from ninefold.medicines.charts import key_of
from ninefold.medicines.names import Amount, Key, same


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Paracetamol 500 mg", Key("paracetamol", "500 mg")),
        ("PARACETAMOL 500mg tablets", Key("paracetamol", "500 mg")),
        ("paracetamol 0.5 g", Key("paracetamol", "500 mg")),
        ("Calpol 250mg/5ml", Key("paracetamol", "250 mg/5 ml")),
        ("Calpol Six Plus 250 mg in 5 ml suspension", Key("paracetamol", "250 mg/5 ml")),
        ("Paracetamol", Key("paracetamol", "")),
        ("Melatonin 2 mg prolonged-release", Key("melatonin", "2 mg")),
        ("Salbutamol inhaler 100 micrograms", Key("salbutamol", "100 microgram")),
        ("Ventolin 100 mcg", Key("salbutamol", "100 microgram")),
        ("Levothyroxine 0.025 mg", Key("levothyroxine", "25 microgram")),
        ("Caseprofen1 200 mg", Key("caseprofen", "200 mg")),
    ],
)
def test_a_name_is_of_one_substance_in_one_strength(name: str, key: Key) -> None:
    assert key_of(name) == key


def test_strengths_that_differ_are_not_the_same_medicine_and_one_left_out_is() -> None:
    assert same(key_of("Melatonin 2mg"), key_of("melatonin  2 mg tablets"))
    assert same(key_of("Melatonin"), key_of("Melatonin 2 mg"))
    assert not same(key_of("Melatonin 2 mg"), key_of("Melatonin 5 mg"))
    assert not same(key_of("Paracetamol 500 mg"), key_of("Ibuprofen 500 mg"))


@pytest.mark.parametrize(
    ("text", "strength", "amount"),
    [
        ("2", "", Amount(Decimal(2))),
        ("50 tablets", "", Amount(Decimal(50), "tablet")),
        ("½ tablet", "", Amount(Decimal("0.5"), "tablet")),
        ("1½", "", Amount(Decimal("1.5"))),
        ("1/2 tablet", "", Amount(Decimal("0.5"), "tablet")),
        ("2.5 ml", "", Amount(Decimal("2.5"), "ml")),
        ("two puffs", "", Amount(Decimal(2), "puff")),
        ("half a tablet", "", Amount(Decimal("0.5"), "tablet")),
        ("1000 mg", "500 mg", Amount(Decimal(2))),
        ("1 g", "500 mg", Amount(Decimal(2))),
        ("500 mg", "250 mg/5 ml", Amount(Decimal(10), "ml")),
        ("a pea", "", Amount(Decimal(1))),
        ("Thinly", "", None),
        ("", "", None),
    ],
)
def test_how_much_is_read_as_it_is_written(text: str, strength: str, amount: Amount | None) -> None:
    assert names.amount(text, strength) == amount


@pytest.mark.parametrize(
    ("allergy", "medicine", "spoken_against"),
    [
        ("Penicillin", "Amoxicillin 250 mg", True),
        ("penicillins, a rash in 2021", "Flucloxacillin", True),
        ("Amoxicillin", "Phenoxymethylpenicillin 250 mg", True),
        ("Nurofen", "Ibuprofen 200 mg", True),
        ("Aspirin", "Ibuprofen 200 mg", True),
        ("Caseprofen", "Caseprofen 10 mg", True),
        ("Peanuts", "Paracetamol 500 mg", False),
        ("Penicillin", "Erythromycin 250 mg", False),
        ("Egg", "Negram 500 mg", False),
    ],
)
def test_an_allergy_speaks_against_its_family(allergy: str, medicine: str, spoken_against: bool) -> None:
    words = lawbook.current().words
    why = names.against(allergy, key_of(medicine), medicine, words.families, words.substances)
    assert bool(why) == spoken_against


@pytest.mark.parametrize(
    ("number", "unit", "words"),
    [("1", "tablet", "1 tablet"), ("2", "tablet", "2 tablets"), ("0.5", "tablet", "½ tablet"), ("2.50", "ml", "2.5 ml"),
     ("10", "", "10"), ("1.5", "tablet", "1½ tablets"), ("2", "patch", "2 patches")],
)  # fmt: skip
def test_an_amount_is_said_as_the_hand_counts_it(number: str, unit: str, words: str) -> None:
    assert names.spoken(Decimal(number), unit) == words
