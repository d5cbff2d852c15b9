"""How lists, dates, ages and numbers are said, on a page as in a report."""

from datetime import date


def listed(names: list[str]) -> str:
    """ "Jay", "Jay and Tommy", "Jay, Tommy and Kezia"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


def long_day(on: date) -> str:
    """ "24 October 2026"."""
    return f"{on.day} {on:%B} {on.year}"


def counted(number: int, word: str, plural: str = "") -> str:
    """ "1 day", "2 days", "no days"."""
    return f"{number or 'no'} {word if number == 1 else plural or word + 's'}"


def age(born_on: date, today: date) -> int:
    """Whole years; somebody born on 29 February is a year older on 1 March."""
    return today.year - born_on.year - ((today.month, today.day) < (born_on.month, born_on.day))
