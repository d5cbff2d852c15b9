"""Until which day a record is kept. Pure, and it destroys nothing: it only says from when somebody may decide."""

from datetime import date

from ninefold.lawbook.books import Keeping

GROWN_UP = 18  # regulation 36(2)(a): the shorter time counts for a child who dies before that age


def kept_until(
    keeping: Keeping, *, last_entry: date, born: date | None = None, died: date | None = None
) -> date | None:
    """The last day on which a record has to be kept; None while what it counts from is not known.

    ``born`` is the birthday of the child the record is about, ``died`` the day of their death. A time that counts from
    birth counts from death instead when the child died before eighteen. ``keeping.at_least`` years from the last entry
    are never undercut.
    """
    if keeping.since == "last-entry":
        until = later(last_entry, keeping.years)
    elif keeping.after_death and died and born and died < later(born, GROWN_UP):
        until = later(died, keeping.after_death)
    elif born:
        until = later(born, keeping.years)
    else:
        return None
    return max(until, later(last_entry, keeping.at_least)) if keeping.at_least else until


def later(day: date, years: int) -> date:
    """The same day so many years on. From 29 February it is 1 March where there is none: never a day too short."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
