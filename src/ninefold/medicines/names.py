"""What a medicine is, however its name was spelt. Pure.

"Paracetamol 500 mg", "paracetamol 500mg tablets" and "Calpol 500 mg" are one substance in one strength. Brands and
families stand in the library (words/substances.yaml, words/families.yaml).
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

STRENGTH = re.compile(r"(\d+(?:[.,]\d+)?)\s*(micrograms?|mcg|µg|mg|milligrams?|grams?|g|units?|iu|%)(?![a-z])")
PER = re.compile(r"\s*(?:/|in|per)\s*(\d+(?:\.\d+)?)?\s*(ml|millilitres?|puffs?|doses?)")
IN_MICROGRAMS = {"microgram": 1, "mcg": 1, "µg": 1, "mg": 1000, "milligram": 1000, "gram": 1_000_000, "g": 1_000_000}
FORMS = frozenset(
    [
        "tablet",
        "tab",
        "capsule",
        "cap",
        "caplet",
        "liquid",
        "suspension",
        "oral",
        "solution",
        "syrup",
        "elixir",
        "sachet",
        "inhaler",
        "spray",
        "puff",
        "cream",
        "ointment",
        "gel",
        "drop",
        "eye",
        "ear",
        "nasal",
        "patch",
        "injection",
        "pen",
        "melt",
        "soluble",
        "dispersible",
        "chewable",
        "lozenge",
        "for",
        "children",
        "infant",
        "junior",
        "six",
        "plus",
        "sugar",
        "free",
        "and",
        "of",
        "modified",
        "prolonged",
        "slow",
        "release",
        "mr",
        "xl",
        "sr",
        "pr",
        "the",
        "a",
    ]
)
UNITS = {
    "tab": "tablet", "capsule": "capsule", "cap": "capsule", "tablet": "tablet", "caplet": "tablet", "ml": "ml",
    "millilitre": "ml", "puff": "puff", "spray": "spray", "drop": "drop", "sachet": "sachet", "patch": "patch",
    "mg": "mg", "milligram": "mg", "g": "g", "gram": "g", "mcg": "microgram", "microgram": "microgram", "µg": "microgram",
    "unit": "unit", "iu": "unit", "lozenge": "lozenge",
}  # fmt: skip
WEIGHTS = ("mg", "g", "microgram")
PARTS = {"¼": "0.25", "½": "0.5", "¾": "0.75"}
IN_WORDS = {
    "half": "0.5",
    "a": "1",
    "an": "1",
    "one": "1",
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
}
SHORTEST = 4  # letters: a shorter word ("nut", "egg") stands in too many others


class Key(NamedTuple):
    """What a medicine is: its substance in small letters, and its strength ("500 mg"); "" where none was said."""

    substance: str
    strength: str = ""


class Amount(NamedTuple):
    """How much of it: a number, and the unit of the hand ("tablet", "ml"); "" where none was said."""

    number: Decimal
    unit: str = ""


def plain(text: str) -> str:
    """``text`` in small letters, without accents and doubled spaces."""
    bare = unicodedata.normalize("NFKD", text.replace("µ", "u").casefold())
    letters = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return " ".join(letters.split())


def key(name: str, brands: Mapping[str, Sequence[str]]) -> Key:
    """What ``name`` is the name of. ``brands`` lists, for each substance, the names that it is sold under."""
    text = plain(name.removeprefix("@")).replace("ug", "mcg") if "µ" in name else plain(name.removeprefix("@"))
    strength = _strength(text)
    spelt = [_single(word) for word in re.findall(r"[a-z][a-z'-]*", STRENGTH.sub(" ", text))]
    words = [word for word in spelt if word not in FORMS and _single(word) not in UNITS] or spelt
    substance = " ".join(words)
    for known, sold_as in brands.items():
        if known in words or any(plain(brand) in " ".join(spelt) for brand in sold_as):
            substance = known
            break
    return Key(substance, strength)


def _single(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _strength(text: str) -> str:
    """The strength in a name, written one way: "500 mg" for "0.5g", "250 mg/5 ml" for "250mg in 5ml"."""
    strengths = []
    for match in STRENGTH.finditer(text):
        number, unit = Decimal(match[1].replace(",", ".")), _single(match[2])
        if unit in IN_MICROGRAMS:
            micrograms = number * IN_MICROGRAMS[unit]
            number, unit = (micrograms / 1000, "mg") if micrograms >= 1000 else (micrograms, "microgram")
        per = PER.match(text, match.end())
        of = f"/{_number(Decimal(per[1] or 1))} {_single(per[2])}" if per else ""
        strengths.append(f"{_number(number)} {unit}{of}")
    return "+".join(strengths)


def same(one: Key, other: Key) -> bool:
    """Whether two names are of one medicine: the same substance, and no two strengths that differ."""
    return one.substance == other.substance and (
        not (one.strength and other.strength) or one.strength == other.strength
    )


def amount(text: str, strength: str = "") -> Amount | None:
    """How much ``text`` says ("2 tablets", "½", "1000 mg" of what is 500 mg each); None when it gives no number."""
    written = plain(text)
    for part, decimal in (("1⁄4", "¼"), ("1⁄2", "½"), ("3⁄4", "¾"), ("1/4", "¼"), ("1/2", "½"), ("3/4", "¾")):
        written = written.replace(part, decimal)
    match = re.match(r"(?:about )?(\d+(?:[.,]\d+)?)?\s*([¼½¾])?(?:\s*[x×]\s*)?\s*([a-z]*)", written)
    if match is None:
        return None
    whole, part, word = match[1], match[2], match[3]
    if not whole and not part:
        if word not in IN_WORDS:
            return None
        rest = re.match(r"[a-z]+\s+(?:a\s+|of\s+)?([a-z]*)", written)
        return Amount(Decimal(IN_WORDS[word]), UNITS.get(_single(rest[1]), "") if rest else "")
    number = Decimal((whole or "0").replace(",", ".")) + Decimal(PARTS.get(part or "", "0"))
    unit = UNITS.get(_single(word), UNITS.get(word, ""))
    return _in_units(Amount(number, unit), strength)


def _in_units(given: Amount, strength: str) -> Amount:
    """A weight in so many of what weighs ``strength`` each: 1000 mg of 500 mg is 2."""
    match = re.fullmatch(r"(\d+(?:\.\d+)?) (mg|microgram)(?:/(\d+(?:\.\d+)?) ([a-z]+))?", strength)
    if given.unit not in WEIGHTS or match is None:
        return given
    each = Decimal(match[1]) * IN_MICROGRAMS[match[2]]
    weight = given.number * IN_MICROGRAMS[given.unit]
    return Amount(weight / each * Decimal(match[3] or 1), match[4] or "") if each else given


def number(text: str) -> Decimal | None:
    """A number that was written in figures; None for anything else."""
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return None


def _number(value: Decimal) -> str:
    """A number without trailing zeros, never as 1E+3."""
    return f"{value.normalize():f}"


def spoken(value: Decimal, unit: str = "") -> str:
    """So many, as they are said: "2 tablets", "½ tablet", "2.5 ml"."""
    halves = {Decimal("0.25"): "¼", Decimal("0.5"): "½", Decimal("0.75"): "¾"}
    whole, rest = divmod(value, 1)
    figure = _number(value)
    if unit not in ("ml", "mg", "g", "microgram") and rest in halves:
        figure = f"{whole:f}{halves[rest]}" if whole else halves[rest]
    if not unit:
        return figure
    many = value > 1 and unit not in ("ml", "mg", "g")
    return f"{figure} {'patches' if unit == 'patch' and many else unit + ('s' if many else '')}"


def against(
    allergy: str, medicine: Key, name: str, families: Mapping[str, Sequence[str]], brands: Mapping[str, Sequence[str]]
) -> str:
    """Why somebody with this ``allergy`` must not have the medicine: the family that both are of, or the allergy itself.

    "" when nothing known speaks against it. A family is a list of substances under the words that allergies name.
    """
    words = {_single(word.strip(".,;:()'")) for word in plain(allergy).replace("/", " ").split()}
    to_substance = {plain(brand): known for known, sold_as in brands.items() for brand in sold_as}
    words |= {to_substance[word] for word in set(words) if word in to_substance}
    medicine_words = f"{medicine.substance} {plain(name)}"
    for family, members in families.items():
        of_family = {_single(plain(family)), *(plain(member) for member in members)}
        if words & of_family and any(member in medicine_words for member in of_family):
            return family
    return allergy if any(len(word) >= SHORTEST and word in medicine_words for word in words) else ""
