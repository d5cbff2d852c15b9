"""What does not fit in the medicine cupboard and on the medicine chart."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal, InvalidOperation
from itertools import pairwise

from ninefold import lawbook
from ninefold.base import clock
from ninefold.base.english import counted
from ninefold.insight.checks.look import Facts, FactView, Found, Halt, Look, by_record, by_subject, within
from ninefold.insight.checks.missing import episodes
from ninefold.insight.checks.registry import check
from ninefold.insight.checks.shifts import Rota
from ninefold.medicines import names
from ninefold.medicines.charts import key_of
from ninefold.medicines.names import Key, same
from ninefold.medicines.rules import TWICE

TAKEN, NOT_TAKEN = ("given", "self"), ("refused", "not-given")
ARRIVES = timedelta(hours=12)  # a count in the morning, and in the evening it is written that more has come
REFUSALS = 3
HARMFUL = frozenset({"twice", "most", "allergy"})  # of what was stopped, what is told although nothing was signed


def medicine_of(dose: FactView) -> str:
    """The medicine's name as it was written."""
    return dose.data.get("medicine", "medicine").removeprefix("@")


def _by_medicine(doses: Facts) -> list[tuple[str, list[FactView]]]:
    """The doses of each medicine, however it was spelt, under the name it was first given."""
    groups: dict[Key, list[FactView]] = defaultdict(list)
    for dose in doses:
        key = key_of(medicine_of(dose))
        groups[next((one for one in groups if same(one, key)), key)].append(dose)
    return [(medicine_of(own[0]), own) for own in groups.values()]


@check("dose-off-duty")
def dose_off_duty(look: Look, given: Facts, shifts: Facts) -> Iterator[Found]:
    """Only days on which a shift is written down can tell that somebody was not on it."""
    rota = Rota.of(shifts)
    for dose in given:
        if dose.value in TAKEN and rota.on_duty(dose.author, dose.at) is False:
            said = f"{look.name(dose.author)} signed {look.name(dose.subject)}'s {medicine_of(dose)}"
            opens = (dose.record, *rota.records_of(dose.on))
            yield Found(f"{said} on {look.moment(dose.at)}, and was not on duty then.", dose.subject, [dose],
                        records=opens)  # fmt: skip


@check("dose-while-missing")
def dose_while_missing(look: Look, given: Facts, reported: Facts, returned: Facts) -> Iterator[Found]:
    """A dose that was taken lies inside an episode."""
    for gone in episodes(look, reported, returned):
        for dose in within(given, gone.begins, gone.ends):
            if dose.subject == gone.child and dose.value in TAKEN:
                said = f"{look.name(gone.child)} is down as taking {medicine_of(dose)} on {look.moment(dose.at)}"
                yield Found(f"{said}, while missing.", gone.child, [dose, *gone.facts])


@check("dose-twice")
def dose_twice(look: Look, given: Facts) -> Iterator[Found]:
    """The same medicine, the same child, less than three quarters of an hour apart."""
    for child, doses in by_subject([one for one in given if one.value in TAKEN]).items():
        for medicine, own in _by_medicine(doses):
            for first, second in pairwise(own):
                if second.at - first.at < TWICE:
                    said = f"{look.name(child)} is down as taking {medicine} twice on {look.day(first.at)}"
                    times = f"{clock.wall_time(first.at)} and {clock.wall_time(second.at)}"
                    yield Found(f"{said}, at {times}.", child, [second, first])


@check("dose-refused-unadvised")
def dose_refused_unadvised(look: Look, given: Facts, advice: Facts) -> Iterator[Found]:
    """Three doses in a row were not taken, and nobody is down as having asked what to do, of on call or of a doctor."""
    for child, doses in by_subject(given).items():
        heard = [one.at for one in advice if one.subject in (child, look.home)]
        for medicine, own in _by_medicine(doses):
            for missed in _in_a_row(own):
                if not any(at >= missed[0].at for at in heard):
                    said = f"{look.name(child)} has not taken {medicine} {counted(len(missed), 'time')} in a row"
                    since = f"since {look.day(missed[0].at)}"
                    yield Found(f"{said} {since}, and no advice is written down.", child, missed, gathers=True)


def _in_a_row(doses: Facts) -> Iterator[list[FactView]]:
    """Stretches of doses of one medicine, none of which was taken."""
    held: list[FactView] = []
    for dose in doses:
        if dose.value in NOT_TAKEN:
            held.append(dose)
            continue
        if len(held) >= REFUSALS:
            yield held
        held = []
    if len(held) >= REFUSALS:
        yield held


@check("count-does-not-add-up")
def count_does_not_add_up(look: Look, counts: Facts, explained: Facts) -> Iterator[Found]:
    """What was counted is not what should be there, and nobody has said why."""
    said_why = by_record(explained)
    for count in counts:
        there, wanted = _number(count, "counted"), _number(count, "expected")
        if there is None or wanted is None or there == wanted:
            continue
        if not count.data.get("explained") and count.record not in said_why:
            name = medicine_of(count)
            said = f"{name[:1].upper()}{name[1:]} counted on {look.day(count.at)}: {there:f} where there should be {wanted:f}"
            yield Found(f"{said}, and nobody has said why.", count.subject, [count])


def _number(count: FactView, name: str) -> Decimal | None:
    try:
        return Decimal(count.data.get(name, "")).normalize()
    except InvalidOperation:
        return None


@check("dose-against-allergy")
def dose_against_allergy(look: Look, given: Facts, allergies: Facts, over: Facts) -> Iterator[Found]:
    """The name of a medicine that was taken holds a word of an allergy that the child is known to have."""
    ended = {fact.record for fact in over}
    for dose in (one for one in given if one.value in TAKEN):
        for known in allergies:
            if known.subject == dose.subject and known.record not in ended and _named(known.value, medicine_of(dose)):
                said = f"{look.name(dose.subject)} is down as taking {medicine_of(dose)} on {look.moment(dose.at)}"
                yield Found(f"{said}, and an allergy to {known.value} is written down.", dose.subject, [dose, known])


def _named(allergy: str, medicine: str) -> bool:
    words = lawbook.current().words
    return bool(names.against(allergy, key_of(medicine), medicine, words.families, words.substances))


@check("dose-stopped")
def dose_stopped(look: Look) -> Iterator[Found]:
    """Somebody wanted to sign a dose twice, or one that could harm, and was stopped: told, so that somebody asks why."""
    groups: dict[tuple[str, Key], list[Halt]] = defaultdict(list)
    for one in look.halted:
        groups[one.child, key_of(one.medicine)].append(one)
    for (child, _), own in groups.items():
        paired: set[str] = set()
        latest = {one.at: one for one in own}  # a form that was opened anew for the same dose is no second one
        for first, second in pairwise(latest[at] for at in sorted(latest)):
            if second.at - first.at < TWICE:
                paired |= {first.token, second.token}
                begins = f"{look.name(second.person)} wanted to sign {second.medicine} for {look.name(child)} twice"
                when = f"on {look.day(first.at)}, at {clock.wall_time(first.at)} and {clock.wall_time(second.at)}"
                yield Found(f"{begins} {when}, and was stopped.", child, also=(first.token, second.token))
        for one in own:
            if one.token not in paired and HARMFUL & set(one.kinds):
                begins = f"{look.name(one.person)} wanted to sign {one.medicine} for {look.name(child)}"
                yield Found(f"{begins} on {look.moment(one.at)}, and was stopped. {one.why}", child, also=(one.token,))


@check("count-went-up")
def count_went_up(look: Look, counts: Facts, received: Facts) -> Iterator[Found]:
    """More of a medicine is there than was counted last, and none is down as having come in between."""
    for medicine, own in _by_medicine(counts):
        came = [one.at for one in received if same(key_of(medicine_of(one)), key_of(medicine))]
        for first, second in pairwise(own):
            before, now = _number(first, "counted"), _number(second, "counted")
            grew = before is not None and now is not None and now > before
            if grew and not any(first.at - ARRIVES <= at <= second.at + ARRIVES for at in came):
                said = f"{medicine[:1].upper()}{medicine[1:]}: {before:f} on {look.day(first.at)} and {now:f} on {look.day(second.at)}"
                yield Found(f"{said}, and none is written down as received.", second.subject, [second, first])
