"""The home itself: who may live in it, whether all know the way out, whether it is what it says it is."""

from collections.abc import Iterator
from datetime import timedelta

from ninefold.base.english import age, counted
from ninefold.insight.checks.look import Facts, Found, Look, by_record
from ninefold.insight.checks.registry import check
from ninefold.insight.findings import Finding

KNOWS_THE_WAY = timedelta(days=30)
SATURDAY = 5
OVERNIGHT = timedelta(hours=16)
IN_SCHOOL = ("present", "late")


@check("drill-without-newcomer")
def drill_without_newcomer(look: Look, drills: Facts, with_child: Facts) -> Iterator[Found]:
    """A child has lived here for a month and taken part in no fire drill. One that names no child was everybody's."""
    named = by_record(with_child)
    for child, stay in look.here.items():
        since = [one.record for one in drills if one.at >= stay.began_at]
        took_part = any(record not in named or child in {one.subject for one in named[record]} for record in since)
        if look.now - stay.began_at > KNOWS_THE_WAY and not took_part:
            said = f"{look.name(child)} came on {look.day(stay.began_at)}"
            yield Found(f"{said}, and has not been here for a fire drill.", child, also=(stay.began_at.isoformat(),))


@check("too-many-children")
def too_many_children(look: Look) -> Iterator[Found]:
    """More children live here than the home is registered for."""
    if look.places and len(look.here) > look.places:
        said = f"{counted(len(look.here), 'child', 'children')} live in {look.called}"
        yield Found(f"{said}, which is registered for {look.places}.", look.home, also=tuple(sorted(look.here)))


@check("outside-the-ages")
def outside_the_ages(look: Look) -> Iterator[Found]:
    """A child who lives here is younger or older than the home is for."""
    least, most = look.ages
    for child in look.here:
        born = look.born.get(child)
        years = age(born, look.today) if born else least
        if not least <= years <= most:
            said = f"{look.name(child)} is {years}, and {look.called} is for children from {least} to {most}"
            yield Found(f"{said}.", child, also=(str(years),))


@check("statement-drift")
def statement_drift(look: Look) -> list[Finding]:
    """The home is no longer as its statement of purpose says."""
    return look.drift


@check("school-at-the-weekend")
def school_at_the_weekend(look: Look, sessions: Facts, closed: Facts) -> Iterator[Found]:
    """A child is down as at school on a Saturday, a Sunday or a day on which the school was closed."""
    shut = {(one.subject, one.on): one for one in closed}
    for one in (fact for fact in sessions if fact.value in IN_SCHOOL):
        other = shut.get((one.subject, one.on))
        if one.on.weekday() >= SATURDAY or other:
            why = "school was closed" if other else f"{one.on:%A}"
            said = f"{look.name(one.subject)} is down as at school on {look.day(one.at)}"
            yield Found(f"{said}: {why}.", one.subject, [one, *([other] if other else [])])


@check("visitor-never-left")
def visitor_never_left(look: Look, came: Facts, left: Facts) -> Iterator[Found]:
    """A visitor signed in and has not signed out by the next day."""
    gone = by_record(left)
    for one in came:
        if one.record not in gone and look.now - one.at > OVERNIGHT:
            yield Found(f"A visitor came on {look.moment(one.at)} and is not down as having left.", look.home, [one])
