"""What the law limits and somebody passes: nights of short breaks, hours in a locked place."""

from collections.abc import Iterator

from ninefold import lawbook
from ninefold.base.english import counted
from ninefold.duties import limits
from ninefold.insight.checks.look import Facts, Found, Look, by_subject
from ninefold.insight.checks.registry import check
from ninefold.lawbook.status import Status


def _limited(look: Look, facts: Facts) -> Iterator[tuple[Status, str, Facts]]:
    """Each child of whom ``facts`` lately told, with the limited status and every fact that is counted."""
    stated = {fact.name for fact in facts}
    for status in lawbook.current().statuses.values():
        names = {name for period in status.periods for name in (period.fact, period.ends) if name}
        if status.limits and stated & names:
            for child in by_subject([fact for fact in facts if fact.name in names]):
                yield status, child, look.limited


@check("short-break-over")
def short_break_over(look: Look, stays: Facts) -> Iterator[Found]:
    """A short break is longer than one may be, the year holds more nights than it may, or a length cannot be right."""
    for status, child, told in _limited(look, stays):
        rule = status.limits
        if rule is None or rule.nights is None or rule.nights_in_a_year is None:
            continue
        found = limits.stays(status, told, child, look.today)
        for stay in found:
            behind = [stay.begun, *([stay.ended] if stay.ended else [])]
            if not {fact.entry for fact in behind} & {fact.entry for fact in stays}:
                continue
            days = f"from {look.day(stay.came)} to {look.day(stay.left)}"
            number = counted(len(stay.nights), "night")
            if stay.left < stay.came:
                yield Found(
                    f"{look.name(child)} is down as gone on {look.day(stay.left)}, before coming.", child, behind
                )
            elif len(stay.nights) > rule.nights:
                said = f"{look.name(child)}'s short break {days} is {number}"
                yield Found(f"{said}; one is {rule.nights} at most.", child, behind, also=("stay", number))
            if stay.differs and stay.left >= stay.came:
                said = f"{look.name(child)}'s short break {days} is {number}"
                yield Found(f"{said}, and {stay.counted} is written down.", child, behind, also=("count",))
            most, until = limits.most_with(found, stay)
            if most > rule.nights_in_a_year:
                said = f"{look.name(child)} has {counted(most, 'night')} of short breaks in the twelve months"
                yield Found(f"{said} to {look.day(until)}; {rule.nights_in_a_year} are the most.", child, behind,
                            also=("year", str(most)))  # fmt: skip


@check("locked-hours")
def locked_hours(look: Look, placed: Facts) -> Iterator[Found]:
    """A child is in a locked place, and the hours that need no court are full or end within a day."""
    for status, child, told in _limited(look, placed):
        rule = status.limits
        used = limits.locked(status, told, child, look.now) if rule and rule.hours else None
        if rule is None or used is None:
            continue
        behind = [fact for fact in placed if fact.subject == child][-1:]
        if used.full_at is None and used.used > (rule.hours or 0):
            said = f"{look.name(child)} was in a locked place for {used.used:.0f} hours in {rule.in_days} days"
            yield Found(f"{said}; without a court {rule.hours} are the most.", child, behind, also=("over",))
        elif used.full_at is not None:
            when = "were full" if used.full_at <= look.now else "are full"
            said = (
                f"The {rule.hours} hours of {look.name(child)} in a locked place {when} on {look.moment(used.full_at)}"
            )
            yield Found(f"{said}, and no court's order is written down.", child, behind,
                        also=(used.full_at.isoformat(),))  # fmt: skip
