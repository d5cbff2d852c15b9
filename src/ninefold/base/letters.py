"""Letters as people mean them: names and words compared without case, marks, kinds of apostrophe and Turkish dots.

spread(text)     the letters as they are compared, and where in the text each of them stands
plainly(name)    a name as it is compared
words_of(text)   the words of a text as they are searched; placed_words says where each stands
"""

import re
import unicodedata
from functools import lru_cache

# Letters that do not come apart by themselves, and what English typing makes of them.
_LETTERS = {
    "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "ı": "i", "ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d",
    "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "þ": "th", "Þ": "th", "ð": "d", "Ð": "d",
}  # fmt: skip
_WORD = re.compile(r"\w+(?:'\w+)*")
_QUICK = re.compile(r"[a-z0-9]+(?:'[a-z0-9]+)*")


@lru_cache(8192)
def plainly(name: str) -> str:
    """A name as it is compared: without case, without marks on letters, one kind of apostrophe, dotless i as i."""
    return spread(name)[0]


def spread(text: str) -> tuple[str, list[int]]:
    """``text`` as names are compared, and for each letter of that the place in ``text`` at which it stands.

    A letter may become two (ß), and a mark that is a character of its own none, so lengths differ.
    """
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for letter in _LETTERS.get(character) or unicodedata.normalize("NFKD", character.casefold()).casefold():
            if not unicodedata.combining(letter):
                letters.append(letter)
                places.append(place)
    return "".join(letters), places


def words_of(text: str) -> list[str]:
    """The words of ``text`` as they are compared, in its order: "Zoë’s" is "zoes", so that both ways of typing find it."""
    if text.isascii():
        return [word.replace("'", "") for word in _QUICK.findall(text.lower())]
    return [word.replace("'", "").replace("_", "") for word in _WORD.findall(spread(text)[0])]


def placed_words(text: str) -> list[tuple[str, int, int]]:
    """As ``words_of``, each with where in ``text`` it begins and ends."""
    letters, places = spread(text)
    return [
        (one.group().replace("'", "").replace("_", ""), places[one.start()], places[one.end() - 1] + 1)
        for one in _WORD.finditer(letters)
    ]
