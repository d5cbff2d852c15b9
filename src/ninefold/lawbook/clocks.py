"""A duty's clock in a sentence: when it starts, by when it is owed, and what meets it."""

from ninefold.lawbook.model import Duty, Library
from ninefold.lawbook.statements import FactStatement, statements
from ninefold.lawbook.timing import Due, Every, FactTest, MetBy, Rhythm, Starts, Step

ENDS = {
    "the-start": "before it begins",
    "end-of-day": "by the end of that day",
    "end-of-month": "by the end of that month",
    "end-of-next-month": "by the end of the month after",
    "end-of-year": "by the end of that year",
}
SCOPES = {
    "thread": "in the same record",
    "row": "in answer to the same row",
    "link": "in a record that links to it",
    "matter": "in the same matter",
    "subject": "about the same person or home",
}


def clock(duty: Duty) -> str:
    """The whole clock as a few sentences, with facts and statuses by their names."""
    asked = [*duty.applies.child, *duty.applies.home] if duty.applies else []
    return _clock(duty) + (f" Only for: {' or '.join(asked)}." if asked else "")


def _clock(duty: Duty) -> str:
    if duty.starts and duty.due and duty.met_by:
        met = ", or by ".join(_met(way) for way in (duty.met_by, *duty.met_by.or_))
        return f"Starts with {_starts(duty.starts)}. Owed {due(duty.due)}; met by {met}."
    if duty.rhythm:
        return _rhythm(duty.rhythm)
    return _every(duty.every) if duty.every else ""


def due(due: Due) -> str:
    """By when: "within 24 hours", "within 24 hours (a target)", "on the date named due"."""
    return _by(due) + (f" (in sight from {due.notice} before)" if due.notice else "")


def _by(due: Due) -> str:
    if due.within:
        return f"within {due.within}" + (f" of {' or '.join(due.since)} in its matter" if due.since else "")
    if due.target:
        return f"without delay, with {due.target} as a target"
    if due.before:
        return f"{due.before} before the date it names as '{due.on}'"
    if due.after:
        return f"within {due.after} of the date it names as '{due.on}'"
    return ENDS[due.by] if due.by else f"on the date it names as '{due.on}'"


def _stated(library: Library, record: str) -> set[str]:
    """The facts that a record of this type can state."""
    return {name for name, ways in statements(library).items() if any(way.record.id == record for way in ways)}


def started_by(library: Library, record: str) -> list[Duty]:
    """The duties that a record of this type can start or begin."""
    stated = _stated(library, record)
    return [duty for duty in library.duties.values() if _opening(duty) in stated]


def met_by(library: Library, record: str) -> list[Duty]:
    """The duties that a record of this type can meet."""
    stated = _stated(library, record)
    return [duty for duty in library.duties.values() if stated.intersection(_meeting(duty))]


def where_stated(library: Library, fact: str) -> list[FactStatement]:
    """The stages that state a fact."""
    return statements(library).get(fact, [])


def facts_in(duty: Duty) -> list[str]:
    """The names of the facts that the duty starts with and is met by, without repeats."""
    return list(dict.fromkeys([_opening(duty), *_meeting(duty)]))


def _opening(duty: Duty) -> str:
    if duty.starts:
        return duty.starts.fact
    again = duty.rhythm or duty.every
    return again.begins if again else ""


def _meeting(duty: Duty) -> list[str]:
    if duty.met_by:
        return [way.fact for way in (duty.met_by, *duty.met_by.or_)]
    again = duty.rhythm or duty.every
    return [again.counted] if again else []


def _starts(starts: Starts) -> str:
    said = _test(FactTest(fact=starts.fact, value=starts.value))
    said += "".join(f", when there is {_test(test)}" for test in starts.when)
    said += "".join(f", unless there is {_test(test)}" for test in starts.unless)
    if starts.unless_same:
        said += f", unless {starts.unless_same[0]} and {starts.unless_same[1]} are the same"
    return said


def _test(test: FactTest) -> str:
    said = f"{test.fact} ({' or '.join(test.value)})" if test.value else test.fact
    return f"{said} in the same matter" if test.scope == "matter" else said


def _met(way: MetBy) -> str:
    said = f"{_test(FactTest(fact=way.fact, value=way.value))} {SCOPES[way.scope]}"
    said += ", with the same value" if way.match else ""
    said += f", up to {way.early} before" if way.early else ""
    said += "".join(f", its {name} fitting where it is said" for name in way.fits)
    return said + (", counted from when it was signed" if way.at == "written" else "")


def _rhythm(rhythm: Rhythm) -> str:
    steps = "; ".join(_step(step) for step in rhythm.steps)
    said = f"Begins with {rhythm.begins} and is owed again after each {rhythm.counted}: {steps}."
    said += f" One from up to {rhythm.early} before counts." if rhythm.early else ""
    said += f" A date that it gives as '{rhythm.until}' stands instead." if rhythm.until else ""
    said += f" Can be put off by {rhythm.moved_by}." if rhythm.moved_by else ""
    said += f" Goes on after {rhythm.resumes}." if rhythm.resumes else ""
    return said + _until(rhythm.ends)


def _step(step: Step) -> str:
    said = f"within {step.within}"
    said += f" for number {step.nth}" if step.nth else ""
    said += f" under the age of {step.age_under}" if step.age_under else ""
    said += f" until {step.placed_under} after it began" if step.placed_under else ""
    said += f" when there is {_test(step.when)}" if step.when else ""
    said += f" (from {step.notice} before)" if step.notice else ""
    return said + (f" unless there is {_test(step.unless)}" if step.unless else "")


def _every(every: Every) -> str:
    said = f"Owed once in every calendar {every.calendar} from {every.begins}, met by {every.counted}."
    return said + _until(every.ends)


def _until(ends: tuple[str, ...]) -> str:
    return f" Ends with {' or '.join(ends)}." if ends else ""
