"""Whether children are asked, answered and seen for what they are good at."""

from collections.abc import Iterator
from datetime import timedelta

from ninefold.base.english import counted
from ninefold.insight.checks.look import Facts, Found, Look, by_record, by_subject
from ninefold.insight.checks.registry import check

FORTNIGHT = timedelta(days=14)
SETTLING = timedelta(days=14)  # a child who has just come is still being got to know
LOW, LOW_TIMES = "1", 3
LITTLE_SHARED = 0.6  # of their words, so many in common make two wishes the same wish


@check("child-unasked")
def child_unasked(look: Look, asked: Facts) -> Iterator[Found]:
    """For two weeks nothing holds the child's own words, and nobody has sat down with them."""
    last = {child: facts[-1].at for child, facts in by_subject(asked).items()}
    for child, stay in look.here.items():
        heard = max(last.get(child, stay.began_at), look.voiced.get(child, stay.began_at), stay.began_at)
        if look.now - heard > FORTNIGHT:
            said = f"Nobody is down as asking {look.name(child)} anything since {look.day(heard)}"
            yield Found(f"{said}.", child, also=(look.day(heard),))


@check("strengths-empty")
def strengths_empty(look: Look) -> Iterator[Found]:
    """Nothing is written of what a child is good at."""
    for child, stay in look.here.items():
        if look.now - stay.began_at > SETTLING and not look.strengths.get(child):
            said = f"Nothing is written down of what {look.name(child)} is good at"
            yield Found(f"{said}.", child, also=("none",))


@check("wish-granted-unchanged")
def wish_granted_unchanged(look: Look, answered: Facts, later: Facts) -> Iterator[Found]:
    """A child was told yes two weeks ago and more, and nothing says what has changed."""
    followed = {record for fact in later for record in (fact.record, *fact.answers)}
    for yes in (one for one in answered if one.value == "yes" and look.now - one.at > FORTNIGHT):
        if not yes.data.get("text") and yes.record not in followed:
            said = f"{look.name(yes.subject)} was told yes on {look.day(yes.at)}"
            yield Found(f"{said}, and nothing says what has changed because they asked.", yes.subject, [yes])


@check("wish-asked-again")
def wish_asked_again(look: Look, made: Facts) -> Iterator[Found]:
    """The same child asks for the same thing three times."""
    for child, wishes in by_subject(made).items():
        left = list(wishes)
        while left:
            first, *others = left
            same = [first, *(one for one in others if _same_wish(first.data.get("text", ""), one.data.get("text", "")))]
            left = [one for one in others if one not in same]
            if len(same) >= LOW_TIMES:
                said = f"{look.name(child)} has asked {counted(len(same), 'time')} for the same thing"
                yield Found(f"{said}: “{same[-1].data['text']}”.", child, same[::-1], gathers=True)


def _same_wish(one: str, other: str) -> bool:
    """Wishes are short: they are the same when most of their words of some length are."""
    first, second = ({word.strip(".,?!") for word in text.lower().split() if len(word) > 3} for text in (one, other))
    return bool(first and second) and len(first & second) / len(first | second) >= LITTLE_SHARED


@check("low-mood-unheard")
def low_mood_unheard(look: Look, moods: Facts, heard: Facts) -> Iterator[Found]:
    """Three times in a row a child gave the lowest mark, and nobody has sat down with them since the first."""
    for child, own in by_subject(moods).items():
        low = own[-LOW_TIMES:]
        if child not in look.here or len(low) < LOW_TIMES or any(one.value != LOW for one in low):
            continue
        if not any(one.subject == child and one.at >= low[0].at for one in heard):
            said = f"{look.name(child)} gave the lowest mark {LOW_TIMES} times in a row since {look.day(low[0].at)}"
            yield Found(f"{said}, and nobody is down as sitting down with them.", child, low[::-1])


@check("meeting-unanswered")
def meeting_unanswered(look: Look, meetings: Facts, agreed: Facts) -> Iterator[Found]:
    """Two children's meetings running from which nobody took anything to do."""
    taken = by_record(agreed)
    last = meetings[-2:]
    if len(last) == 2 and not any(one.record in taken for one in last):
        said = f"The children met on {look.day(last[0].at)} and on {look.day(last[1].at)}"
        yield Found(f"{said}, and nobody took anything away to do.", look.home, last[::-1])
