"""What the words and numbers in Ofsted's files mean: kinds of event, grades, kinds of provision.

Spelling, capitals, apostrophes and dashes differ from year to year; each reader here folds them first. A reader that
does not know a word raises ``NotKnown`` with a sentence, so that the row is listed and nothing is guessed.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

OUTSTANDING, GOOD, REQUIRES_IMPROVEMENT, INADEQUATE = 1, 2, 3, 4
GRADES = {1: "outstanding", 2: "good", 3: "requires improvement", 4: "inadequate"}

FULL, INTERIM, MONITORING, ASSURANCE = "full", "interim", "monitoring", "assurance"

# Words that stand for "nothing here".
NOTHING = frozenset(("", "null", "none", "n a", "na", "not applicable", "redacted", "nan", "unknown"))


class NotKnown(ValueError):
    """A value that is not understood, with the sentence that says so."""


@lru_cache(maxsize=50_000, typed=True)
def folded(text: object) -> str:
    """``text`` in small letters and digits with single spaces: what is compared. Apostrophes vanish."""
    plain = unicodedata.normalize("NFKC", str(text)).lower()
    plain = re.sub(r"['’‘`´ʼ]", "", plain)
    return re.sub(r"[^a-z0-9>]+", " ", plain).strip()


def is_nothing(text: object) -> bool:
    """Whether the cell says nothing."""
    return text is None or folded(text) in NOTHING


# A word that an event's name may hold, and the kind it makes it. An event that holds words of two kinds is not known.
# "Key" was the full inspection, and "random" the lesser one, of the framework that ended in March 2011.
_KINDS = (
    ("full", FULL),
    ("key", FULL),
    ("interim", INTERIM),
    ("monitoring", MONITORING),
    ("monitor", MONITORING),
    ("assurance", ASSURANCE),
    ("emergency", "emergency"),
    ("random", "random"),
    ("thematic", "survey"),
    ("themed", "survey"),
    ("survey", "survey"),
    ("focused", "focused"),
    ("pilot", "pilot"),
    ("compliance", "compliance"),
    ("enforcement", "compliance"),
    ("complaint", "compliance"),
    ("investigation", "compliance"),
    ("registration", "registration"),
    ("variation", "registration"),
)


@lru_cache(maxsize=512)
def kind_of(event_type: str) -> str:
    """The kind of inspection event that Ofsted's name for it means."""
    words = folded(event_type).split()
    kinds = {kind for word, kind in _KINDS if word in words}
    if len(kinds) != 1:
        raise NotKnown(f"The type of event '{event_type}' is not known.")
    return kinds.pop()


_GRADE_WORDS = {
    "outstanding": OUTSTANDING,
    "good": GOOD,
    "adequate": REQUIRES_IMPROVEMENT,
    "satisfactory": REQUIRES_IMPROVEMENT,
    "requires improvement": REQUIRES_IMPROVEMENT,
    "requires improvement to be good": REQUIRES_IMPROVEMENT,
    "inadequate": INADEQUATE,
}
_NOT_JUDGED = frozenset(
    ("5", "0", "9", "not judged", "no judgement", "no judgement made", "not graded", "not yet judged")
)
_PROGRESS = {"improved": "improved", "sustained": "sustained", "declined": "declined"}


@lru_cache(maxsize=512)
def grade_of(text: str) -> int | None:
    """The grade that a full inspection's word or number means; None when it made no judgement.

    Numbers: 1 outstanding, 2 good, 3 adequate or requires improvement, 4 inadequate, 5 not judged.
    """
    plain = re.sub(r"^grade ", "", re.sub(r"^([0-9]) 0$", r"\1", folded(text)))
    if plain in NOTHING or plain in _NOT_JUDGED:
        return None
    number, word = _number_and_word(plain)
    found = {grade for grade in (number, _GRADE_WORDS.get(word)) if grade}
    if len(found) != 1 or (word and word not in _GRADE_WORDS):
        raise NotKnown(f"'{text}' is not a grade of a full inspection.")
    return found.pop()


def is_judgement(text: str) -> bool:
    """Whether the cell holds a judgement of a full inspection, or none."""
    try:
        grade_of(text)
    except NotKnown:
        return False
    return True


def _number_and_word(plain: str) -> tuple[int | None, str]:
    """``2``, ``good``, ``2 good`` and ``good 2`` taken apart."""
    numbers = re.findall(r"\b[1-4]\b", plain)
    return (int(numbers[0]) if len(numbers) == 1 else None), re.sub(r"\s*\b[0-9]\b\s*", "", plain)


@lru_cache(maxsize=512)
def outcome_of(kind: str, text: str) -> str:
    """What an event that is not a full inspection came to, in few words; its numbers are progress and never grades."""
    plain = folded(text)
    if plain in NOTHING or plain in _NOT_JUDGED:
        return ""
    for word, progress in _PROGRESS.items():
        if word in plain.split():
            return progress
    if kind == INTERIM and re.fullmatch(r"[1-4]( 0)?", plain):
        return f"progress {plain[0]}"
    grade = _GRADE_WORDS.get(plain)
    return GRADES[grade] if grade else str(text).strip()[:80]


@dataclass(frozen=True, slots=True)
class Provision:
    """A kind of provision, and whether it is a children's home in law."""

    name: str
    is_home: bool


# Whatever else Ofsted's social care files hold. Read and kept, never counted among the homes.
_OTHERS = (
    ("residential special school", "Residential special school"),
    ("boarding school", "Boarding school"),
    ("further education", "Further education college"),
    ("fe college", "Further education college"),
    ("fostering", "Fostering service"),
    ("adoption", "Adoption service"),
    ("residential family centre", "Residential family centre"),
    ("holiday scheme", "Residential holiday scheme"),
    ("secure training centre", "Secure training centre"),
    ("cafcass", "Cafcass"),
    ("court advisory", "Cafcass"),
    ("supported accommodation", "Supported accommodation"),
    ("local authority", "Local authority service"),
)


@lru_cache(maxsize=512)
def provision_of(text: str) -> Provision:
    """The kind of provision. A school where a child may stay over 295 days of a year is a children's home in law."""
    plain = folded(text)
    home = (
        bool(re.search(r"\bchild(ren)? ?s? homes?\b|registered as (a )?ch\b", plain)) and "not registered" not in plain
    )
    long_stay = bool(re.search(r"(>|more than|over|gt) ?295|295 (days )?or more", plain))
    if home or ("school" in plain and long_stay):
        return Provision(_home_name(plain), is_home=True)
    for words, name in _OTHERS:
        if words in plain:
            return Provision(name, is_home=False)
    raise NotKnown(f"The type of provision '{text}' is not known.")


def _home_name(plain: str) -> str:
    if "school" in plain:
        return "Residential special school registered as a children's home"
    return "Secure children's home" if "secure" in plain else "Children's home"


_STATUSES = (
    ("active", True),
    ("suspended", True),
    ("proposed", True),
    ("registered", True),
    ("resigned", False),
    ("cancelled", False),
    ("canceled", False),
    ("closed", False),
    ("removed", False),
    ("inactive", False),
    ("deregistered", False),
    ("refused", False),
    ("withdrawn", False),
)


@lru_cache(maxsize=256)
def is_on_register(status: str) -> bool | None:
    """Whether a provider of this status is on the register; None when the status says nothing of it.

    A suspended provider stays on it: Ofsted's lists of who is registered hold them.
    """
    spoken = folded(status).split()
    return next((meant for word, meant in _STATUSES if word in spoken), None)


@lru_cache(maxsize=64)
def yes_or_no(text: str) -> bool | None:
    """Yes, no, or None when the cell says neither; files have written 0, 1, Y, Yes and TRUE."""
    plain = folded(text)
    if plain in ("1", "1 0", "y", "yes", "true"):
        return True
    return False if plain in ("0", "0 0", "n", "no", "false") else None


_REGIONS = (
    *("North East", "North West", "Yorkshire and The Humber", "East Midlands", "West Midlands"),
    *("East of England", "London", "South East", "South West", "North East, Yorkshire and the Humber"),
)
_REGION_OF = {folded(name): name for name in _REGIONS} | {"eastern": "East of England", "east": "East of England"}


NINE = frozenset(_REGIONS[:9])


def region_of(text: str) -> str:
    """A region in one spelling; what is none of them stays as it is."""
    return _REGION_OF.get(folded(text.replace("&", "and")), text)


_COMPANY = re.compile(r"\b(limited|ltd|plc|llp|cic|company|co|uk|the)\b|\b[0-9]{6,8}\b")


@lru_cache(maxsize=20000)
def owner_key(name: str) -> str:
    """What two spellings of one owner share: no company number, no "Ltd" or "Limited", no punctuation."""
    return " ".join(_COMPANY.sub(" ", folded(name).replace("&", " and ")).split())


_NUMBER = re.compile(r"[A-Z]{2}[0-9]{6}|[0-9]{6,8}")
_IN_A_NAME = re.compile(r"\b(?:[A-Z]{2}[0-9]{6}|[0-9]{7,8})\b")


def company_number(text: str) -> str:
    """A company's number as the register of companies writes it, eight long; nothing for what is none."""
    plain = re.sub(r"[^0-9A-Z]", "", text.upper())
    return plain.zfill(8) if _NUMBER.fullmatch(plain) else ""


def company_in(name: str) -> str:
    """The number of the company that stands in an owner's name, as some files write it."""
    found = _IN_A_NAME.search(name.upper())
    return found[0].zfill(8) if found else ""
