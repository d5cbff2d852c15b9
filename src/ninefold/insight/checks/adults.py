"""The adults: who was there, in what role, trained for it, and who judged what was about themselves."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from ninefold.base import clock
from ninefold.insight.checks.look import Facts, FactView, Found, Look, RoleSpan, by_record, by_subject
from ninefold.insight.checks.registry import check
from ninefold.insight.checks.shifts import Rota, Shift

IN_CHARGE = {"senior", "deputy-manager", "registered-manager"}
AGENCY = "agency-worker"
WEEK_HOURS = 60
REST = timedelta(hours=6)  # who sleeps in has a night of some length
AWAKE = timedelta(hours=20)


@check("training-lapsed-on-shift")
def training_lapsed_on_shift(look: Look, shifts: Facts, trained: Facts) -> Iterator[Found]:
    """A shift after the day on which the worker's safeguarding training ran out. One sentence a worker."""
    good_until = _good_until(trained)
    for worker, own in Rota.of(shifts).by_worker.items():
        last = good_until.get(worker)
        after = [one for one in own if last and clock.local(one.begins).date() > last[0]]
        if last and after:
            said = f"{look.name(worker)}'s safeguarding training ran out on {look.day(last[0])}"
            yield Found(f"{said}, and they were on shift on {look.day(after[-1].begins)}.", worker,
                        [last[1], after[-1].fact])  # fmt: skip


def _good_until(trained: Facts) -> dict[str, tuple[date, FactView]]:
    """Until when each worker's safeguarding training is good, by the training that is good longest."""
    found: dict[str, tuple[date, FactView]] = {}
    for one in trained:
        said = one.data.get("expires") or one.data.get("due", "")
        if said:
            until = date.fromisoformat(said[:10])
            if one.subject not in found or until > found[one.subject][0]:
                found[one.subject] = (until, one)
    return found


@check("nobody-in-charge")
def nobody_in_charge(look: Look, shifts: Facts) -> Iterator[Found]:
    """A day on which nobody was on shift whose role is to lead one."""
    for day, worked in _by_day(shifts).items():
        if not any(look.roles(one.worker, one.begins) & IN_CHARGE for one in worked):
            said = f"On {look.day(day)} nobody was on shift who may lead one"
            yield Found(f"{said}.", look.home, [one.fact for one in worked])


def _by_day(shifts: Facts) -> dict[date, list[Shift]]:
    """Shifts by the day on which they begin."""
    days: dict[date, list[Shift]] = defaultdict(list)
    for shift in Rota.of(shifts).shifts:
        days[clock.local(shift.begins).date()].append(shift)
    return days


@check("week-too-long")
def week_too_long(look: Look, shifts: Facts) -> Iterator[Found]:
    """More than sixty hours from a Monday to a Sunday; nights slept in do not count."""
    for worker, own in Rota.of(shifts).by_worker.items():
        weeks: dict[date, list[Shift]] = defaultdict(list)
        for shift in (one for one in own if not one.sleeps):
            day = clock.local(shift.begins).date()
            weeks[day - timedelta(days=day.weekday())].append(shift)
        for monday, worked in weeks.items():
            hours = sum(one.hours for one in worked)
            if hours > WEEK_HOURS:
                said = f"{look.name(worker)} worked {hours:.0f} hours in the week of {look.day(monday)}"
                yield Found(f"{said}.", worker, [one.fact for one in worked])


@check("agency-majority")
def agency_majority(look: Look, shifts: Facts) -> Iterator[Found]:
    """More agency workers than own on a day."""
    for day, worked in _by_day(shifts).items():
        agency = {one.worker for one in worked if one.agency or AGENCY in look.roles(one.worker, one.begins)}
        own = {one.worker for one in worked} - agency
        if len(agency) > len(own):
            said = f"On {look.day(day)} {len(agency)} of {len(agency) + len(own)} on shift were from an agency"
            yield Found(f"{said}.", look.home, [one.fact for one in worked if one.worker in agency])


@check("alone-unassessed")
def alone_unassessed(look: Look, shifts: Facts, assessed: Facts) -> Iterator[Found]:
    """One adult was on shift with nobody else at any time of it, and working alone has not been assessed by then."""
    for worked in _by_day(shifts).values():
        for one in worked:
            beside = (other for other in worked if other.worker != one.worker)
            alone = not any(other.begins < one.ends and one.begins < other.ends for other in beside)
            if alone and look.here and not any(fact.known_at <= one.begins for fact in assessed):
                said = f"{look.name(one.worker)} was alone on shift on {look.day(one.begins)}"
                yield Found(f"{said}, and working alone has not been assessed.", one.worker, [one.fact])


@check("roster-not-closed")
def roster_not_closed(look: Look, planned: Facts, shifts: Facts) -> Iterator[Found]:
    """A day's roster was planned, three days have gone by, and who really worked is not written."""
    worked = {one.record for one in shifts}
    for record, own in by_record(planned).items():
        day = own[0].data.get("due", "")
        if day and date.fromisoformat(day) < look.today - timedelta(days=3) and record not in worked:
            said = f"The roster of {look.day(date.fromisoformat(day))} says who was to work"
            yield Found(f"{said}, and not who did.", look.home, own[:1])


@check("not-cleared-on-shift")
def not_cleared_on_shift(look: Look, shifts: Facts, begun: Facts, cleared: Facts) -> Iterator[Found]:
    """Somebody whose checks are under way was on shift before anybody signed that they are complete."""
    clear = {one.subject: one.known_at for one in reversed(cleared)}
    asked = by_subject(begun)
    for worker, own in Rota.of(shifts).by_worker.items():
        early = [one for one in own if worker in asked and one.begins < clear.get(worker, look.now)]
        if early:
            said = f"{look.name(worker)} was on shift on {look.day(early[-1].begins)}"
            yield Found(
                f"{said} before the checks were signed as complete.", worker, [early[-1].fact, asked[worker][-1]]
            )


@check("suspended-on-shift")
def suspended_on_shift(look: Look, shifts: Facts, runs: Facts, ended: Facts) -> Iterator[Found]:
    """Somebody who is suspended was on shift."""
    over = {one.record: one.at for one in ended}
    for one in runs:
        until = over.get(one.record, look.now)
        for shift in Rota.of(shifts).by_worker.get(one.subject, ()):
            if one.at <= shift.begins < until:
                said = f"{look.name(one.subject)} was on shift on {look.day(shift.begins)}"
                yield Found(f"{said} while suspended.", one.subject, [shift.fact, one])


@check("two-places-at-once")
def two_places_at_once(look: Look, out: Facts, at_home: Facts) -> Iterator[Found]:
    """One adult signed for a moment out of the house and for the very same moment in it."""
    home = {(one.author, one.at): one for one in at_home if not one.day}
    for one in out:
        other = home.get((one.author, one.at))
        if other and other.record != one.record:
            said = f"{look.name(one.author)} signed for being out and for being at home at the same minute"
            yield Found(f"{said}: {look.moment(one.at)}.", one.author, [one, other])


@check("two-homes-at-once")
def two_homes_at_once(look: Look, signed: Facts) -> Iterator[Found]:
    """One adult signed in two homes within the same minute. Only who may read in both homes is told."""
    for one in signed:
        other = look.elsewhere.get(one.author, {}).get(one.known_at.replace(second=0))
        if other:
            said = f"{look.name(one.author)} signed in {look.called} and in {other} within the same minute"
            yield Found(f"{said}: {look.moment(one.known_at)}.", one.author, [one])


@check("no-rest")
def no_rest(look: Look, signed: Facts) -> Iterator[Found]:
    """One adult's signatures follow each other for more than twenty hours without six hours between any two."""
    by_author: dict[str, list[FactView]] = defaultdict(list)
    for one in sorted(signed, key=lambda fact: fact.known_at):
        by_author[one.author].append(one)
    for author, own in by_author.items():
        for stretch in _stretches(own):
            if stretch[-1].known_at - stretch[0].known_at > AWAKE:
                said = f"{look.name(author)} signed from {look.moment(stretch[0].known_at)}"
                yield Found(f"{said} to {look.moment(stretch[-1].known_at)} with no six hours between.", author,
                            [stretch[0], stretch[-1]])  # fmt: skip


def _stretches(own: list[FactView]) -> Iterator[list[FactView]]:
    """Signatures with less than six hours from each to the next."""
    held = own[:1]
    for before, one in pairwise(own):
        if one.known_at - before.known_at >= REST:
            yield held
            held = []
        held.append(one)
    yield held


@check("signed-when-not-here")
def signed_when_not_here(look: Look, signed: Facts) -> Iterator[Found]:
    """Somebody wrote of a moment at which they had no role in the home. One sentence a worker and day."""
    seen: set[tuple[str, date]] = set()
    for one in (fact for fact in signed if fact.author in look.names and not fact.carried and not fact.day):
        if (one.author, one.on) not in seen and not look.roles(one.author, one.at):
            seen.add((one.author, one.on))
            said = f"{look.name(one.author)} wrote of {look.moment(one.at)} as somebody who was there"
            yield Found(f"{said}, and had no role in {look.called} then.", one.author, [one])


@check("complaint-answered-by-accused")
def complaint_answered_by_accused(look: Look, about: Facts, answered: Facts) -> Iterator[Found]:
    """The adult a complaint is about is the one who decided or handled it."""
    yield from _own_judge(look, about, answered, "a complaint")


@check("concern-decided-by-accused")
def concern_decided_by_accused(look: Look, about: Facts, decided: Facts) -> Iterator[Found]:
    """The adult a worry is about is the one who decided on it."""
    yield from _own_judge(look, about, decided, "a worry")


def _own_judge(look: Look, about: Facts, decided: Facts, what: str) -> Iterator[Found]:
    accused = {(one.record, one.subject) for one in about}
    for one in decided:
        handler = one.data.get("owner", "")
        for who in dict.fromkeys((one.author, handler)):
            if (one.record, who) in accused:
                yield Found(f"{look.name(who)} handled {what} that is about {look.name(who)}.", who, [one])


@check("accused-still-with-children")
def accused_still_with_children(look: Look, about: Facts, decided: Facts, with_children: Facts) -> Iterator[Found]:
    """An adult named in an allegation has signed for time with children since, and nobody has decided on it yet."""
    closed = by_record(decided)
    by_author: dict[str, list[FactView]] = defaultdict(list)
    for one in with_children:
        by_author[one.author].append(one)
    for named in about:
        if named.record in closed:
            continue
        since = [one for one in by_author.get(named.subject, ()) if one.at > named.at]
        if since:
            said = f"{look.name(named.subject)} is named in an allegation that is not decided"
            yield Found(f"{said}, and signed for time with a child on {look.day(since[-1].at)}.", named.subject,
                        [named, since[-1]])  # fmt: skip


@check("nobody-leads-safeguarding")
def nobody_leads_safeguarding(look: Look, leads: Facts, cover: Facts) -> Iterator[Found]:
    """A lead was named once, and today nobody leads who still works here. Who never named one owes it as a duty."""
    today = look.today.isoformat()
    now = [one for one in (*leads, *cover) if one.data["from"] <= today <= one.data["until"]]
    if leads and not any(look.roles(one.value, look.now) for one in now):
        last = max(leads, key=lambda one: one.data["until"])
        until = look.day(date.fromisoformat(last.data["until"]))
        yield Found(f"Nobody leads on safeguarding today: {look.name(last.value)} was named until {until}.", look.home,
                    [last])  # fmt: skip


@check("key-worker-gone")
def key_worker_gone(look: Look) -> Iterator[Found]:
    """A child's key-worker no longer works here."""
    for child in look.here:
        for key in _keys_now(look, child):
            if not look.roles(key.worker, look.now):
                said = f"{look.name(child)}'s key-worker is {look.name(key.worker)}"
                yield Found(f"{said}, who no longer works in {look.called}.", child, also=(key.worker,))


@check("no-key-worker")
def no_key_worker(look: Look) -> Iterator[Found]:
    """A child has lived here for a week and has no key-worker."""
    for child, stay in look.here.items():
        if look.now - stay.began_at > timedelta(days=7) and not _keys_now(look, child):
            yield Found(f"{look.name(child)} has no key-worker.", child, also=("none",))


def _keys_now(look: Look, child: str) -> list[RoleSpan]:
    return [one for one in look.keys if one.name == child and one.from_at <= look.now < one.to_at]
