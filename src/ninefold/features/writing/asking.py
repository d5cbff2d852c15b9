"""Everything that a form asks before it is signed, in one list. Another question joins by standing in ASKING."""

from collections.abc import Callable

from ninefold.features.writing import copied, gone, limits, slips
from ninefold.features.writing.questions import SURE, AboutToSign, Question
from ninefold.forms.typed import Typed

ASKING: tuple[Callable[[AboutToSign], list[Question]], ...] = (
    gone.in_their_room,
    limits.passed,
    slips.same_child,
    slips.age_of_a_child,
    slips.age_at_arrival,
    slips.lives_elsewhere,
    slips.came_after_leaving,
    slips.long_ago,
    slips.before_coming,
    slips.after_leaving,
    slips.past_days,
    slips.too_few_or_many,
    copied.copied,
)


def unanswered(typed: Typed, signing: AboutToSign) -> list[Question]:
    """What is asked, and nobody has ticked yet. Raises Refused for what cannot be."""
    sure = typed.all(SURE)
    return [one for asks in ASKING for one in asks(signing) if one.mark not in sure]
