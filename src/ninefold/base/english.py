"""How lists, dates, ages and numbers are said, on a page as in a report."""

from datetime import date, timedelta

AT_ONCE = timedelta(minutes=1)


def listed(names: list[str]) -> str:
    """ "Jay", "Jay and Tommy", "Jay, Tommy and Kezia"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


def long_day(on: date) -> str:
    """ "24 October 2026"."""
    return f"{on.day} {on:%B} {on.year}"


def stopped(sentence: str) -> str:
    """``sentence`` with its full stop; a question asked by a title needs none."""
    return sentence if sentence.endswith(("?", "!", ".")) else f"{sentence}."


def counted(number: int, word: str, plural: str = "") -> str:
    """ "1 day", "2 days", "no days"."""
    return f"{number or 'no'} {word if number == 1 else plural or word + 's'}"


def as_words(id: str) -> str:
    """An id as words: "key-worker" is "Key worker"."""
    return id.replace("-", " ").replace("_", " ").capitalize()


def after(span: timedelta, length: str) -> str:
    """ "after 3 hours", where ``length`` says how long ``span`` is; "at once" when it is less than a minute."""
    return f"after {length}" if span >= AT_ONCE else "at once"


def age(born_on: date, today: date) -> int:
    """Whole years; somebody born on 29 February is a year older on 1 March."""
    return today.year - born_on.year - ((today.month, today.day) < (born_on.month, born_on.day))
