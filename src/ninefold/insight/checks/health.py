"""What does not fit in the care of a child's health."""

from collections.abc import Iterator
from datetime import date

from ninefold.insight.checks.look import Facts, Found, Look, by_record, by_subject
from ninefold.insight.checks.medicine import medicine_of
from ninefold.insight.checks.registry import check

BY_THEMSELVES = "self"
PARTS = ("emotional", "conduct", "hyperactivity", "peers")  # what the total is the sum of; kindness is not among them


@check("own-medicine-unassessed")
def own_medicine_unassessed(look: Look, given: Facts, agreed: Facts) -> Iterator[Found]:
    """A child took a medicine alone before anybody had written down that they may. Each child once, the first time."""
    since = {child: min(one.at for one in facts) for child, facts in by_subject(agreed).items()}
    seen: set[str] = set()
    for dose in given:
        child = dose.subject
        if dose.value == BY_THEMSELVES and child not in seen and not (child in since and since[child] <= dose.at):
            seen.add(child)
            said = f"{look.name(child)} took {medicine_of(dose)} alone on {look.day(dose.at)}"
            yield Found(f"{said}, and nobody has written down that they may.", child, [dose])


@check("medicine-out-of-date")
def medicine_out_of_date(look: Look, expires: Facts, gone: Facts) -> Iterator[Found]:
    """The day on the label is over, and the medicine is not written down as used up or returned."""
    finished = by_record(gone)
    for one in expires:
        day = date.fromisoformat(one.data["due"])
        if day < look.today and one.record not in finished:
            name = one.data.get("text", "A medicine").removeprefix("@")
            said = f"{look.name(one.subject)}'s {name} was to be used by {look.day(day)}"
            yield Found(f"{said}, and is still down as here.", one.subject, [one])


@check("score-does-not-add-up")
def score_does_not_add_up(look: Look, scores: Facts) -> Iterator[Found]:
    """The four parts of a questionnaire are known, and their sum is not the total."""
    for score in scores:
        parts = [score.data.get(name, "") for name in PARTS]
        if all(part.isdigit() for part in parts) and score.value.isdigit():
            total = sum(map(int, parts))
            if total != int(score.value):
                said = f"{look.name(score.subject)}'s strengths and difficulties of {look.day(score.at)}"
                yield Found(f"{said}: the parts make {total}, the total says {score.value}.", score.subject, [score])


@check("therapy-before-approval")
def therapy_before_approval(look: Look, sessions: Facts, arranged: Facts, approved: Facts) -> Iterator[Found]:
    """A session of care from outside the health service was held before the placing authority had approved it."""
    needs, agreed = by_record(arranged), by_record(approved)
    seen: set[str] = set()
    for session in sessions:
        begun = needs.get(session.record)
        if not begun or session.record in seen:
            continue
        seen.add(session.record)
        if not any(one.on <= session.on for one in agreed.get(session.record, [])):
            what = begun[0].data.get("text", "therapy")
            said = f"{what[:1].upper()}{what[1:]} for {look.name(session.subject)} was held on {look.day(session.at)}"
            yield Found(f"{said}, before the placing authority had approved it.", session.subject, [session])
