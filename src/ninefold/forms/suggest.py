"""Words a child might rather read: the library's word list, offered and never put in by itself."""

import re
from functools import cache

from ninefold import lawbook


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """All words of the list at once, the longest first."""
    longest = sorted(words, key=len, reverse=True)
    return re.compile(r"\b(" + "|".join(map(re.escape, longest)) + r")\b", re.IGNORECASE)


def suggestions(text: str) -> list[tuple[str, str]]:
    """Each word of ``text`` that the list has something better for, with what it offers."""
    listed = lawbook.current().words.suggestions
    if not text or not listed:
        return []
    offers = {word.lower(): better for word, better in listed.items()}
    found = dict.fromkeys(match.lower() for match in _pattern(tuple(listed)).findall(text))
    return [(word, offers[word]) for word in found]
