"""Holds, consequences and hurts: what should stand beside them and does not."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta

from ninefold.base.english import counted
from ninefold.insight.checks.look import Facts, FactView, Found, Look, by_record, by_subject, within
from ninefold.insight.checks.registry import check

HOLD, CONSEQUENCE = "restraint", "sanction"
BESIDE = timedelta(hours=2)  # an incident and the measure that ended it
TRIED_FOR = timedelta(days=90)
OFTEN = 4
MONTH = timedelta(days=30)
AWAKE = timedelta(minutes=10)


@check("hold-without-calming")
def hold_without_calming(look: Look, measures: Facts, calming: Facts) -> Iterator[Found]:
    """A hold, with no way of calming tried first: neither in its own record, nor in one of the same hour."""
    tried = by_subject(calming)
    for hold in (one for one in measures if one.value == HOLD):
        own = [
            one for one in tried.get(hold.subject, ()) if one.record == hold.record or abs(one.at - hold.at) < BESIDE
        ]
        if not own:
            said = f"{look.name(hold.subject)} was held on {look.moment(hold.at)}"
            yield Found(f"{said}, and nothing is down as tried first to calm things.", hold.subject, [hold])


@check("step-never-helps")
def step_never_helps(look: Look, tried: Facts) -> Iterator[Found]:
    """The same step tried again and again in three months, and never down as having helped."""
    lately = within(tried, look.now - TRIED_FOR, look.now)
    for child, own in by_subject(lately).items():
        steps: dict[str, list[FactView]] = defaultdict(list)
        for one in own:
            steps[one.data.get("text", "").strip().lower()].append(one)
        for step, times in steps.items():
            if step and len(times) >= OFTEN and all(one.value == "no" for one in times):
                said = f"“{times[-1].data['text']}” was tried with {look.name(child)} {counted(len(times), 'time')}"
                yield Found(
                    f"{said} in three months and never helped. Is it still on the list?",
                    child,
                    times[::-1],
                    gathers=True,
                )


@check("injury-without-map")
def injury_without_map(look: Look, hurts: Facts, maps: Facts) -> Iterator[Found]:
    """Somebody was hurt, and no body map shows where."""
    mapped = {one.record for one in maps}
    for hurt in (one for one in hurts if one.record not in mapped):
        said = f"Somebody was hurt on {look.day(hurt.at)} ({look.name(hurt.subject)}'s record)"
        yield Found(f"{said}, and no body map shows where.", hurt.subject, [hurt])


@check("injury-untreated")
def injury_untreated(look: Look, hurts: Facts, treated: Facts) -> Iterator[Found]:
    """Somebody was hurt, and nothing says what was done for them."""
    done = {one.record for one in treated}
    for hurt in (one for one in hurts if one.record not in done):
        said = f"Somebody was hurt on {look.day(hurt.at)} ({look.name(hurt.subject)}'s record)"
        yield Found(f"{said}, and nothing says what was done for them.", hurt.subject, [hurt])


@check("measure-not-written")
def measure_not_written(look: Look, incidents: Facts, measures: Facts) -> Iterator[Found]:
    """An incident ended with a hold or a consequence, and none is written down around that time."""
    for incident in (one for one in incidents if one.value == "measure-used"):
        near = within(measures, incident.at - BESIDE, incident.at + BESIDE * 6)
        if not any(one.subject == incident.subject for one in near):
            said = f"An incident with {look.name(incident.subject)} on {look.moment(incident.at)} ended with a measure"
            yield Found(f"{said}, and no measure is written down.", incident.subject, [incident])


@check("measure-checked-by-user")
def measure_checked_by_user(look: Look, used_by: Facts, checked: Facts) -> Iterator[Found]:
    """Whoever used a measure also signed the check of it."""
    users = {record: {one.subject for one in facts} for record, facts in by_record(used_by).items()}
    for one in checked:
        if one.author in users.get(one.record, ()):
            said = f"{look.name(one.author)} used a measure with {look.name(one.subject)} and signed the check of it"
            yield Found(f"{said} on {look.day(one.known_at)}.", one.subject, [one])


@check("consequences-without-reward")
def consequences_without_reward(look: Look, measures: Facts, rewards: Facts) -> Iterator[Found]:
    """A consequence within the month, and nothing good celebrated with that child in the same month."""
    since = look.now - MONTH
    good = {one.subject for one in rewards if one.at >= since}
    for child, own in by_subject(within(measures, since, look.now)).items():
        used = [one for one in own if one.value == CONSEQUENCE]
        if used and child in look.here and child not in good:
            said = f"{look.name(child)} had {counted(len(used), 'consequence')} in the last month"
            yield Found(f"{said}, and nothing is down as celebrated or rewarded.", child, used[::-1], gathers=True)


@check("asleep-while-awake")
def asleep_while_awake(look: Look, nights: Facts, happened: Facts) -> Iterator[Found]:
    """A child is down as asleep within minutes of something they did or that was done with them."""
    events = by_subject(happened)
    for night in (one for one in nights if one.value == "asleep"):
        for event in within(events.get(night.subject, []), night.at - AWAKE, night.at + AWAKE):
            said = f"{look.name(night.subject)} is down as asleep on {look.moment(night.at)}"
            yield Found(f"{said}, and something else is written for {look.moment(event.at)[-5:]}.", night.subject,
                        [night, event])  # fmt: skip


@check("self-harm-without-plan")
def self_harm_without_plan(look: Look, harmed: Facts, plans: Facts) -> Iterator[Found]:
    """A child hurt themselves, and no plan for keeping them safe has been written or looked at since."""
    for child, own in by_subject(harmed).items():
        last = own[-1]
        if child in look.here and not any(one.subject == child and one.known_at >= last.at for one in plans):
            said = f"{look.name(child)} hurt themselves on {look.day(last.at)}"
            yield Found(f"{said}, and no safety plan has been written or looked at since.", child, [last])
