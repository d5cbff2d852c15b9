"""Checks that several kinds of question share: of texts, of numbers. Sentences stand beside the question."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from ninefold.lawbook.model import FormField

LONGEST_LINE = 300
LONGEST_STORY = 20_000
NOT_KEPT = "There is a character in this that cannot be kept. Please type it again."


def text_problem(answer: Any) -> str | None:
    """What is wrong with a line of text."""
    if not isinstance(answer, str):
        return "Please write this as text."
    if not can_be_kept(answer):
        return NOT_KEPT
    return too_long(answer, LONGEST_LINE)


def too_long(text: str, most: int) -> str | None:
    """That a text is longer than may be signed, and by how much. All of it stays in the form."""
    over = len(text) - most
    return f"Please keep this under {most:,} characters: it is {over:,} too many." if over > 0 else None


def texts_problem(lines: Iterable[Any]) -> str | None:
    """What is wrong with the first of several short texts that cannot stand."""
    return next((problem for line in lines if (problem := text_problem(line))), None)


def can_be_kept(text: str) -> bool:
    """Whether ``text`` can be written as UTF-8 (half of a split emoji cannot), with no NUL, which PostgreSQL refuses."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\x00" not in text


def within(asked: FormField, number: Decimal | int) -> str | None:
    """What is wrong with a number that lies outside what the question allows."""
    if asked.min is not None and number < asked.min:
        return f"This cannot be less than {asked.min}."
    if asked.max is not None and number > asked.max:
        return f"This cannot be more than {asked.max}."
    return None


def is_whole(answer: Any) -> bool:
    """Whether it is a whole number; True and False are none."""
    return isinstance(answer, int) and not isinstance(answer, bool)


def is_list_of(answer: Any, needed: set[str], also: frozenset[str] = frozenset()) -> bool:
    """Whether it is a list of objects that have all the keys ``needed`` and none but those and ``also``."""
    return isinstance(answer, list) and all(
        isinstance(one, dict) and needed <= set(one) <= needed | also for one in answer
    )
