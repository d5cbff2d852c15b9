"""The words that a home's records hold, and which of them somebody may mean who types one: the same on both databases.

A database's own search knows English endings in one way on SQLite and in another on PostgreSQL, and neither knows part of
a word or a slip. So which words are meant is worked out here, over the home's own words, and the database is only asked
which records hold them. Meant are, from near to far (``NEAR``, ``PART``, ``SLIP``):

  near   the word itself, and its other forms: fell, falls, falling
  part   words that hold it: "scoot" finds scooter, "bike" finds motorbike; of three letters, that begin with them
  slip   words that differ by a letter or two: "restrant" finds restraint
"""

from collections.abc import Collection, Iterable, Iterator

from django.db.models import Count, Q

from ninefold.base.letters import words_of
from ninefold.lawbook.search import plain_form
from ninefold.ledger import rows
from ninefold.ledger.models import SearchPart, SearchWord

NEAR, PART, SLIP = range(3)
LONGEST = 40  # letters of a word that are kept; nobody types more
MOST = 200  # words that one typed word may stand for
TOGETHER = 400  # words asked for in one statement
BEGINS, ENDS = "^", "$"


def words_in(text: str) -> list[str]:
    """The words of ``text`` as they are searched, each once."""
    return list(dict.fromkeys(word[:LONGEST] for word in words_of(text) if word))


def learn(home_id: str, words: Collection[str]) -> None:
    """Know these words of a home from now on."""
    new = sorted(set(words) - _known(home_id, words))
    rows.add(SearchWord, [{"home_id": home_id, "word": word, "form": plain_form(word)} for word in new])
    parts = [{"home_id": home_id, "part": part, "word": word} for word in new for part in sorted(_parts(word))]
    rows.add(SearchPart, parts)


def meant(home_id: str, typed: str, how_far: int) -> list[str]:
    """The words of a home that ``typed`` (one word, as it is compared) may stand for, just so far from it: the nearest first.

    What is nearer may be among them again.
    """
    if how_far == NEAR:
        known = SearchWord.objects.filter(Q(word=typed) | Q(form=plain_form(typed)), home=home_id)
        words: Iterable[str] = known.values_list("word", flat=True)
    elif how_far == PART:
        words = _holding(home_id, typed) if len(typed) > 1 else ()
    else:
        words = _alike(home_id, typed, plain_form(typed)) if len(typed) > 3 else ()
    return sorted(words, key=lambda word: (word != typed, not word.startswith(typed), len(word), word))[:MOST]


def _known(home_id: str, words: Collection[str]) -> set[str]:
    wanted, known = sorted(words), set()
    for start in range(0, len(wanted), TOGETHER):
        part = wanted[start : start + TOGETHER]
        known |= set(SearchWord.objects.filter(home=home_id, word__in=part).values_list("word", flat=True))
    return known


def _parts(word: str) -> set[str]:
    """Every three letters of a word that stand together, with its beginning and its end: ^bo, box, ox$."""
    marked = f"{BEGINS}{word}{ENDS}"
    return {marked[place : place + 3] for place in range(max(len(marked) - 2, 1))}


def _holding(home_id: str, typed: str) -> Iterator[str]:
    """Words that hold what is typed; of two or three letters those that begin with them, for they stand in the middle of any."""
    if len(typed) <= 3:
        begin = _with_parts(home_id, {BEGINS + typed[:2]}, 1)
        return (word for word in begin if word.startswith(typed))
    wanted = {typed[place : place + 3] for place in range(len(typed) - 2)}
    return (word for word in _with_parts(home_id, wanted, len(wanted)) if typed in word)


def _alike(home_id: str, typed: str, form: str) -> Iterator[str]:
    """Words that a slip of the fingers makes of each other, or their plain forms."""
    slips = 1 if len(typed) < 8 else 2
    wanted = _parts(typed)
    # A letter that is wrong stands in three parts of a word, two that are swapped in four.
    least = max(len(wanted) - 3 * slips - 1, 1)
    for word in _with_parts(home_id, wanted, least):
        if apart(typed, word, slips) <= slips or (len(form) >= 4 and apart(form, plain_form(word), slips) <= slips):
            yield word


def _with_parts(home_id: str, parts: set[str], least: int) -> Iterable[str]:
    """Words that hold at least so many of ``parts``."""
    rows_ = SearchPart.objects.filter(home=home_id, part__in=parts).values("word").annotate(held=Count("part"))
    return rows_.filter(held__gte=least).values_list("word", flat=True)


def apart(one: str, other: str, most: int) -> int:
    """How many letters too many, too few, wrong, or swapped with a neighbour lie between two words; ``most`` + 1 for more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        last, before, row = before, row, [i] + [0] * len(other)
        for j, against in enumerate(other, start=1):
            row[j] = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                row[j] = min(row[j], last[j - 2] + 1)
        if min(row) > most:
            return most + 1
    return row[-1]
