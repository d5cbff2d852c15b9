"""Plans, reviews and what was agreed: whether they answer what happened."""

from collections.abc import Iterator
from datetime import date, timedelta

from ninefold.base import clock
from ninefold.base.english import counted
from ninefold.insight.checks.look import Facts, FactView, Found, Look, by_record, by_subject
from ninefold.insight.checks.registry import check

ANSWER = "plan-answered-"  # the duties that a record makes by reopening a plan
SOON = timedelta(days=3)
WEEK = timedelta(days=7)
RIGHT_TIMES = 3
SEARCHED, LOOKED_IN = "search", "bedroom-check"  # kinds of limit, and what shows that they are used
MOST_OPEN = 3  # of a child who has left, so many titles stand in the sentence


@check("plan-unanswered")
def plan_unanswered(look: Look) -> Iterator[Found]:
    """Something happened that should have changed a plan, the days for that are over, and the plan says nothing."""
    for owed in look.owed:
        if owed.duty.startswith(ANSWER) and owed.due_at < look.now and owed.subject in look.here:
            plan = owed.title.removeprefix("Answer the ")
            said = f"“{plan[:1].upper()}{plan[1:]}” says nothing yet to what happened to {look.name(owed.subject)}"
            yield Found(f"{said} on {look.day(owed.opened_at)}.", owed.subject, also=(owed.key,),
                        records=(owed.record,))  # fmt: skip


@check("still-right-again")
def still_right_again(look: Look, answered: Facts, happened: Facts) -> Iterator[Found]:
    """One plan was found still right three times running, after as many events."""
    events = by_subject(happened)
    for answers in by_record(answered).values():
        last = answers[-RIGHT_TIMES:]
        if len(last) < RIGHT_TIMES or any(one.value != "still-right" for one in last):
            continue
        since = [one for one in events.get(last[0].subject, []) if one.at >= last[0].at - WEEK]
        if len(since) >= RIGHT_TIMES:
            kind = look.plans.get(last[0].record, "A plan")
            said = (
                f"“{kind}” for {look.name(last[0].subject)} was found still right {counted(len(last), 'time')} running"
            )
            yield Found(f"{said}, and {counted(len(since), 'hard moment')} came in that time.", last[0].subject,
                        last[::-1])  # fmt: skip


@check("plan-past-its-review")
def plan_past_its_review(look: Look, plans: Facts) -> Iterator[Found]:
    """The day on which a plan was to be looked at again is over, nobody has, and nothing asks anybody to."""
    asked = {owed.subject for owed in look.owed if owed.duty.startswith(ANSWER)} | {one.record for one in look.owed}
    for (child, kind), own in _newest(look, plans).items():
        due = next((due for one in reversed(own) if (due := _due(one))), None)
        if due and due < look.today and child in look.here and own[0].record not in asked and child not in asked:
            said = f"“{kind}” for {look.name(child)} was to be looked at again on {look.day(due)}"
            yield Found(f"{said}, and nothing asks anybody to.", child, own[-1:], also=(due.isoformat(),))


def _newest(look: Look, plans: Facts) -> dict[tuple[str, str], list[FactView]]:
    """The facts of each child's newest plan of each kind, in the order they were written."""
    found: dict[tuple[str, str], list[FactView]] = {}
    for record, own in by_record(sorted(plans, key=lambda one: one.known_at)).items():
        key = (own[0].subject, look.plans.get(record, "A plan"))
        if key not in found or own[0].at >= found[key][0].at:
            found[key] = own
    return found


def _due(fact: FactView) -> date | None:
    said = fact.data.get("due", "")
    return date.fromisoformat(said[:10]) if said else None


@check("review-late-unchased")
def review_late_unchased(look: Look, requested: Facts) -> Iterator[Found]:
    """A review, a visit or an assessment that others owe is over its day, and nobody has asked for it."""
    asked = by_subject(requested)
    for owed in (one for one in look.owed if one.by_others and one.subject in look.here):
        chased = any(one.at >= owed.due_at - WEEK for one in asked.get(owed.subject, ()))
        if owed.due_at < look.now - SOON and not chased:
            said = f"{look.name(owed.subject)}: “{owed.title}” was due on {look.day(owed.due_at)}"
            yield Found(f"{said}, and nobody is down as asking for it.", owed.subject, also=(owed.key,),
                        records=(owed.record,))  # fmt: skip


@check("left-with-duties")
def left_with_duties(look: Look) -> Iterator[Found]:
    """Something is still owed about a child who has moved out."""
    gone = {stay.child for stay in look.stays if stay.ended_at <= look.now} - set(look.here)
    for child in sorted(gone):
        open_ = [owed for owed in look.owed if owed.subject == child]
        if open_:
            titles = "; ".join(dict.fromkeys(owed.title for owed in open_[:MOST_OPEN]))
            said = f"{look.name(child)} has moved out, and {counted(len(open_), 'thing')} {'is' if len(open_) == 1 else 'are'} still open: {titles}"
            yield Found(f"{said}.", child, also=tuple(owed.key for owed in open_),
                        records=tuple(dict.fromkeys(owed.record for owed in open_)))  # fmt: skip


@check("action-did-not-work")
def action_did_not_work(look: Look, done: Facts, agreed: Facts) -> Iterator[Found]:
    """An action was done and did not work, and nothing was agreed in its place."""
    for one in (fact for fact in done if fact.value == "no" and look.now - fact.known_at > WEEK):
        again = [other for other in agreed if other.known_at >= one.known_at and one.record in other.answers]
        if not again:
            said = f"An action finished on {look.day(one.at)} is down as not having worked"
            yield Found(f"{said}, and nothing else was agreed.", one.subject, [one])


@check("appointment-without-outcome")
def appointment_without_outcome(look: Look, planned: Facts, seen: Facts) -> Iterator[Found]:
    """The day of an appointment is over, and nothing says whether it was kept and what came of it."""
    outcomes = by_subject(seen)
    for one in planned:
        due = _due(one)
        if not due or due >= look.today - SOON:
            continue
        if not any(clock.local(other.at).date() >= due for other in outcomes.get(one.subject, ())):
            said = f"{look.name(one.subject)} had an appointment for {look.day(due)}"
            what = f" ({one.data['text']})" if one.data.get("text") else ""
            yield Found(f"{said}{what}, and nothing says what came of it.", one.subject, [one])


@check("referral-not-made")
def referral_not_made(look: Look, decided: Facts, referred: Facts) -> Iterator[Found]:
    """It was decided to refer a worry, and two days later no referral is written down."""
    for one in (fact for fact in decided if fact.value == "refer" and look.now - fact.known_at > timedelta(days=2)):
        if not any(other.subject == one.subject and other.known_at >= one.known_at - SOON for other in referred):
            said = f"It was decided on {look.day(one.known_at)} to refer a worry about {look.name(one.subject)}"
            yield Found(f"{said}, and no referral is written down.", one.subject, [one])


@check("notified-without-decision")
def notified_without_decision(look: Look, sent: Facts, decided: Facts) -> Iterator[Found]:
    """Ofsted was told of something, and nobody wrote down why it had to be."""
    for one in sent:
        if not any(other.subject in (one.subject, look.home) and abs(other.at - one.at) < WEEK for other in decided):
            said = f"Ofsted was told of something about {look.name(one.subject)} on {look.day(one.at)}"
            yield Found(f"{said}, and no decision with its reasons is written down.", one.subject, [one])


@check("limit-used-after-lapsing")
def limit_used_after_lapsing(look: Look, limits: Facts, searches: Facts, nights: Facts) -> Iterator[Found]:
    """A limit lapsed on its day, and what it allowed was still done afterwards: a search, a look into the bedroom."""
    uses = {SEARCHED: searches, LOOKED_IN: nights}
    for own in by_record(limits).values():
        until = max((due for one in own if (due := _due(one))), default=None)
        after = [
            one for one in uses.get(own[0].value, ()) if one.subject == own[0].subject and until and one.on > until
        ]
        if until and after:
            said = f"A limit for {look.name(own[0].subject)} lapsed on {look.day(until)}"
            yield Found(f"{said}, and was used on {look.day(after[-1].at)}.", own[0].subject, [after[-1], own[-1]])
