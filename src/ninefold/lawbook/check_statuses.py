"""Whether statuses rest on facts that are stated, and whether what applies to a status names one that there is."""

from ninefold.lawbook.checking import Checking, Thing
from ninefold.lawbook.model import Duty
from ninefold.lawbook.status import Status


def check(checking: Checking) -> None:
    """Every status, and every duty's ``applies``."""
    for status in checking.library.statuses.values():
        _status(checking.on("statuses", status.id), status)
    for duty in checking.library.duties.values():
        _applies(checking.on("duties", duty.id), duty)


def _status(thing: Thing, status: Status) -> None:
    thing.word(["id"], status.id)
    known = thing.all.library.statuses
    thing.known(["needs"], "status", status.needs, known)
    thing.known(["without"], "status", status.without, known)
    for key in ("begins", "ends", "periods"):
        for index, word in enumerate(getattr(status, key)):
            thing.known([key, index, "fact"], "fact", [word.fact], thing.all.facts)
    _limits(thing, status)
    if status.sum:
        thing.known(["sum", "of"], "status", [status.sum.of], known)
        thing.known(["sum", "states"], "fact", [status.sum.states], thing.all.facts)
        thing.known(["sum", "unless"], "fact", [status.sum.unless], thing.all.facts)


def _limits(thing: Thing, status: Status) -> None:
    """What is counted is nights of one stay and of a year, or hours in some days; and a period of it is ended by a fact."""
    limits = status.limits
    if limits is None:
        return
    thing.source(limits.source)
    thing.cite(["limits", "cite"], limits.cite, limits.source)
    read = [name for name in (limits.unless, limits.hours_before) if name]
    thing.known(["limits"], "fact", read, thing.all.facts)
    by_nights, by_hours = (limits.nights, limits.nights_in_a_year), (limits.hours, limits.in_days)
    if all(by_nights) == all(by_hours) or not any(period.ends for period in status.periods):
        thing.say(
            ["limits"],
            "limits are 'nights' and 'nights_in_a_year', or 'hours' and 'in_days', of a period that a fact ends ('ends').",
        )


def _applies(thing: Thing, duty: Duty) -> None:
    for kind in ("child", "home"):
        wanted = getattr(duty.applies, kind) if duty.applies else ()
        ours = [one.id for one in thing.all.library.statuses.values() if one.of == kind]
        thing.known(["applies", kind], "status", wanted, ours)
    starts, rhythm = duty.starts, duty.rhythm
    thing.known(["starts", "unless_earlier"], "fact", starts.unless_earlier if starts else (), thing.all.facts)
    thing.known(["due", "since"], "fact", duty.due.since if duty.due else (), thing.all.facts)
    if rhythm and rhythm.resumes:
        thing.known(["rhythm", "resumes"], "fact", [rhythm.resumes], thing.all.facts)
