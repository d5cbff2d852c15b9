"""Finding the record type that somebody means, from the words they would use themselves."""

import re
from collections.abc import Iterable

from ninefold.lawbook.model import RecordType

_SKIP = frozenset(re.findall(r"\w+", "a about an and for i in it my of on or some the to want was with write"))


def find(records: Iterable[RecordType], asked: str) -> list[RecordType]:
    """The record types that fit what was typed, the best first; all of them when nothing was typed.

    Every word typed has to be found: whole, as a beginning, or inside. Words of the short name weigh most,
    then those of the title, then the type's own list of ordinary words, then its help and the labels of its questions.
    Of types that fit equally well, the one with the shorter title comes first.
    """
    wanted = _words(asked)
    if not wanted:
        return list(records)
    scored = [(_score(record, wanted), record) for record in records]
    return [record for score, record in sorted(scored, key=lambda s: (-s[0], len(s[1].title))) if score]


def _score(record: RecordType, wanted: list[str]) -> int:
    """How well the type fits: nothing when a word is not found anywhere in it."""
    labels = " ".join(asked.label for stage in record.stages for asked in stage.fields)
    texts = (record.short, record.title, " ".join(record.words), record.help, labels)
    read = [(weight, _words(text)) for weight, text in zip((9, 8, 6, 2, 1), texts, strict=True)]
    each = [max(weight * _fit(word, words) for weight, words in read) for word in wanted]
    return sum(each) if all(each) else 0


def _fit(word: str, words: list[str]) -> int:
    """3 for the word itself, 2 for its beginning (either way round), 1 for the inside of another, 0 for none."""
    if word in words:
        return 3
    if any(w.startswith(word) or (len(w) > 3 and word.startswith(w)) for w in words):
        return 2
    return 1 if len(word) > 3 and any(word in w for w in words) else 0


def _words(text: str) -> list[str]:
    """The words that say something, in small letters: "I want to write a fall" gives fall."""
    return [word for word in re.findall(r"[a-z0-9']+", text.lower()) if word not in _SKIP]
