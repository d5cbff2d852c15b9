"""Questions before signing about what may well be right, and is far more often a slip."""

from datetime import date, timedelta

from ninefold.base import clock
from ninefold.base.english import age, counted
from ninefold.features.writing.questions import AboutToSign, Question
from ninefold.lawbook.kinds import too_early
from ninefold.lawbook.model import SETTING_UP
from ninefold.people.queries import came_first, gone_since, left_by, namesakes, staying_elsewhere

ASKS_AFTER = 60  # days, where a type does not say: so long after, a date is more often a slip than right
GROWN_UP = 18
LIVED = frozenset({"everyday", "behaviour", "health", "safety"})  # areas whose records tell of days in the home
OLDEST = 25  # years: the age to which anybody leaving care is still supported, and so the oldest whom records speak of


def same_child(signing: AboutToSign) -> list[Question]:
    """Of a child of this name who is known already: a second one divides their records.

    Of a child whom only a sister home knows nobody is told here, unless the birthday is the same too.
    """
    name, born = str(signing.answers.get("name", "")), signing.answers.get("born_on")
    if signing.type.effect != "child-known" or not name:
        return []
    known = namesakes(signing.viewer, name, signing.own)
    same = [day for day, _ in known if born and day == date.fromisoformat(born)]
    here = [day for day, theirs in known if theirs]
    if not (same or here):
        return []
    day = same[0] if same else here[0]
    known_day = f", born on {_day(day.isoformat())}," if day else ""
    other = (
        ""
        if same or not born
        else f" This one was born on {_day(born)}. Is it the same child, and a birthday is wrong?"
    )
    return [
        Question(
            f"same:{born or ''}:{name.casefold()}",
            f"A child called {name}{known_day} is known already.{other} A second one would have records of their own, and nobody "
            "would see both.",
            "Yes, this is another child",
        )
    ]


def age_of_a_child(signing: AboutToSign) -> list[Question]:
    """Of a birthday that makes somebody older than anybody whom a children's home writes about, or not born yet."""
    born = signing.answers.get("born_on")
    if signing.type.effect != "child-known" or not born:
        return []
    years = age(date.fromisoformat(born), clock.local(signing.viewer.now).date())
    if 0 <= years <= OLDEST:
        return []
    old = f"{years} years old" if years > 0 else "not born yet"
    return [Question(f"age:{born}", f"Born on {_day(born)}, they would be {old}.", "Yes, the birthday is right")]


def age_at_arrival(signing: AboutToSign) -> list[Question]:
    """Of a child who was eighteen already when they came: one of the two days may be wrong."""
    if signing.type.effect != "moved-in":
        return []
    on = clock.local(signing.happened_at).date()
    return [
        Question(
            f"grown:{one.pk}:{on}",
            f"{one.name} would have been {age(one.born_on, on)} on {_day(on.isoformat())}, and no child any more.",
            "Yes, both days are right",
        )
        for one in signing.children
        if one.born_on and age(one.born_on, on) >= GROWN_UP
    ]


def lives_elsewhere(signing: AboutToSign) -> list[Question]:
    """Of a child who moves in and, as far as anybody has written, still lives in a sister home: nobody lives in two."""
    if signing.type.effect != "moved-in":
        return []
    homes = [(one, staying_elsewhere(signing.viewer, one, signing.happened_at)) for one in signing.children]
    return [
        Question(
            f"elsewhere:{one.pk}",
            f"{one.name} lives in {home}, where nobody has written that they left. That is to be written there too.",
            "Yes, they have left there",
        )
        for one, home in homes
        if home
    ]


def came_after_leaving(signing: AboutToSign) -> list[Question]:
    """Of an arrival that is moved to a day after the child left again: they would live here once more."""
    left = left_by(signing.viewer, signing.record) if signing.type.effect == "moved-in" and signing.slot else None
    if left is None or signing.happened_at < left:
        return []
    on = _day(clock.local(left).date().isoformat())
    return [
        Question(
            f"left:{on}",
            f"They left on {on}. Coming after that, they would be living here again.",
            "Yes, they came back and live here now",
        )
    ]


def long_ago(signing: AboutToSign) -> list[Question]:
    """Of something that is written down so long after it was that the year is more often a slip than right."""
    most = ASKS_AFTER if signing.type.asks_after is None else signing.type.asks_after
    at, exempt = signing.happened_at, signing.type.area == SETTING_UP or signing.type.effect
    if not most or exempt or signing.viewer.now - at <= timedelta(days=most) or too_early(at):
        return []  # what cannot be at all, the ledger refuses
    on = clock.local(at).date().isoformat()
    return [
        Question(
            f"ago:{on}", f"This is dated {_day(on)}, {_ago(signing.viewer.now - at)} ago.", "Yes, the date is right"
        )
    ]


def before_coming(signing: AboutToSign) -> list[Question]:
    """Of what is said to have been before the child came here, when this home cannot have seen it."""
    at, exempt = signing.happened_at, signing.type.area == SETTING_UP or signing.type.effect or signing.type.plan
    if exempt or not signing.children or signing.stage.asked.get("moment"):
        return []
    came = came_first(signing.viewer, [one.pk for one in signing.children])
    day = clock.local(at).date()
    return [
        Question(
            f"came:{one.pk}:{day}",
            f"{one.name} came here on {_day(clock.local(came[one.pk]).date().isoformat())}, and this is dated before that.",
            "Yes, it was before they came",
        )
        for one in signing.children
        if one.pk in came and day < clock.local(came[one.pk]).date()
    ]


def after_leaving(signing: AboutToSign) -> list[Question]:
    """Of a day lived here that is dated after the child left: letters go on then, and days do not."""
    day = clock.local(signing.happened_at).date()
    if signing.type.area not in LIVED or signing.record or not signing.children:
        return []
    gone = gone_since(signing.viewer, [one.pk for one in signing.children], signing.happened_at)
    return [
        Question(
            f"gone:{one.pk}:{day}",
            f"{one.name} left here on {_day(clock.local(gone[one.pk]).date().isoformat())}, and this is dated after that.",
            "Yes, this is about them",
        )
        for one in signing.children
        if one.pk in gone and clock.local(gone[one.pk]).date() < day
    ]


def past_days(signing: AboutToSign) -> list[Question]:
    """Of a day by which something is to be done, or looked at again, and which lay in the past when it was agreed."""
    on = clock.local(signing.happened_at).date().isoformat()
    due = {name for rule in signing.type.rules[signing.stage.id] for key, name in rule.data.items() if key == "due"}
    asked: list[Question] = []
    for field in signing.stage.fields:
        rows = signing.answers.get(field.id) if field.columns else [signing.answers]
        for one in field.columns or (field,):
            if one.kind != "date" or one.lies in ("past", "any") or not (one.lies == "future" or one.id in due):
                continue
            for row in rows or []:
                day = str(row.get(one.id) or "")
                if day and day < on:
                    asks = f"{one.label.rstrip('?:.')}: {_day(day)} is past."
                    asked.append(Question(f"past:{one.id}:{day}", asks, "Yes, that day is right"))
    return list({one.mark: one for one in asked}.values())


def too_few_or_many(signing: AboutToSign) -> list[Question]:
    """Of a list that has fewer rows than its form asks for, or more."""
    asked: list[Question] = []
    for field in signing.stage.fields:
        rows = signing.answers.get(field.id)
        number = len(rows) if isinstance(rows, list) else 0
        if not field.columns or not number:
            continue
        few, many = field.min is not None and number < field.min, field.max is not None and number > field.max
        if few or many:
            wanted = f"{field.min} at least" if few else f"{field.max} at most"
            asks = f"{field.label.rstrip('?:.')}: {counted(number, 'row')}, and the form asks for {wanted}."
            asked.append(Question(f"rows:{field.id}:{number}", asks, "Yes, that is all there is"))
    return asked


def _day(answer: str) -> str:
    day = date.fromisoformat(answer)
    return f"{day.day} {day:%B %Y}"


def _ago(span: timedelta) -> str:
    months = span.days // 30
    return (
        counted(span.days, "day")
        if months < 4
        else counted(months, "month")
        if months < 24
        else counted(span.days // 365, "year")
    )
