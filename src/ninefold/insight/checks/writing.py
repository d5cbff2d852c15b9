"""What was written: copied, long after, or not at all."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from ninefold.base import clock
from ninefold.base.english import counted, listed
from ninefold.insight.checks.look import Facts, FactView, Found, Look
from ninefold.insight.checks.registry import check

SAME_CHILD = timedelta(days=14)
LONG_AFTER = timedelta(hours=72)
LATELY = 14  # days in which a day without a word is asked after
MOST_DAYS = 4  # so many days stand in a sentence by name


@check("notes-alike")
def notes_alike(look: Look) -> Iterator[Found]:
    """Two children's notes are nearly the same text: one of them may not be true."""
    for first, second in look.twins:
        if first.child != second.child and first.record != second.record:
            said = f"What {look.name(second.author)} wrote of {look.name(second.child)} on {look.day(second.at)}"
            whose = "what was written" if first.author != second.author else "what they wrote"
            yield Found(
                f"{said} reads almost like {whose} of {look.name(first.child)} on {look.day(first.at)}.",
                second.child,
                also=(first.record, second.record),
                records=(second.record, first.record),
            )


@check("note-written-again")
def note_written_again(look: Look) -> Iterator[Found]:
    """The same child's note of another day, nearly word for word."""
    for first, second in look.twins:
        if first.child == second.child and first.record != second.record and second.at - first.at <= SAME_CHILD:
            said = f"{look.name(second.child)}'s note of {look.day(second.at)} by {look.name(second.author)}"
            yield Found(
                f"{said} reads almost like the one of {look.day(first.at)}.",
                second.child,
                also=(first.record, second.record),
                records=(second.record, first.record),
            )


@check("written-long-after")
def written_long_after(look: Look, told: Facts) -> Iterator[Found]:
    """Written more than three days after it happened. One sentence for each adult, with every record."""
    late: dict[str, list[FactView]] = defaultdict(list)
    for one in told:
        if not one.day and not one.carried and one.known_at - one.at > LONG_AFTER:
            late[one.author].append(one)
    for author, own in late.items():
        said = f"{look.name(author)} wrote {counted(len(own), 'record')} more than three days after"
        yield Found(f"{said}, the latest of {look.day(own[-1].at)}.", author, own[::-1], gathers=True)


@check("day-without-a-note")
def day_without_a_note(look: Look, written: Facts) -> Iterator[Found]:
    """A child lived here for a whole day of which not a word is written. One sentence a child."""
    days: dict[str, set[date]] = defaultdict(set)
    for one in written:
        days[one.subject].add(one.on)
    for child in look.here:
        empty = [day for day in _last_days(look) if day not in days[child] and _all_day(look, child, day)]
        if empty:
            named = listed([look.day(day) for day in empty[:MOST_DAYS]])
            more = f" and {counted(len(empty) - MOST_DAYS, 'more day')}" if len(empty) > MOST_DAYS else ""
            said = f"Nothing is written of {look.name(child)} on {named}{more}"
            yield Found(f"{said}.", child, also=(empty[-1].isoformat(),))


def _last_days(look: Look) -> list[date]:
    return [look.today - timedelta(days=back) for back in range(LATELY, 0, -1)]


def _all_day(look: Look, child: str, day: date) -> bool:
    return look.lived_here(child, clock.start_of(day)) and look.lived_here(child, clock.end_of(day))


@check("day-without-handover")
def day_without_handover(look: Look, handovers: Facts, shifts: Facts) -> Iterator[Found]:
    """People were on shift, and nothing was handed over that day."""
    given, worked = {one.on for one in handovers}, {one.on for one in shifts}
    empty = [day for day in _last_days(look) if day in worked and day not in given]
    if empty and look.here:
        named = listed([look.day(day) for day in empty[:MOST_DAYS]])
        more = f" and {counted(len(empty) - MOST_DAYS, 'more day')}" if len(empty) > MOST_DAYS else ""
        yield Found(f"Nothing was handed over on {named}{more}.", look.home, also=(empty[-1].isoformat(),))
