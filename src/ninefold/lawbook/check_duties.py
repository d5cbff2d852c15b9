"""Whether a duty can start, can be met in time, and says where it comes from."""

from collections.abc import Iterator

from ninefold.lawbook.checking import Thing
from ninefold.lawbook.model import Duty
from ninefold.lawbook.pages import Where
from ninefold.lawbook.part import Names
from ninefold.lawbook.problems import nearest
from ninefold.lawbook.statements import FactStatement
from ninefold.lawbook.timing import FactTest, MetBy

OTHERS = ("author", "owner", "themselves", "key-worker", "safeguarding-lead", "placing-authority", "police")


def check(thing: Thing, duty: Duty) -> None:
    """Every check of one duty."""
    library = thing.all.library
    thing.word(["id"], duty.id)
    thing.source(duty.source)
    if not duty.cite:
        thing.say(["cite"], "this duty cites nothing. Say which paragraph asks for it.")
    thing.cite(["cite"], duty.cite, duty.source)
    thing.exists(["cite"], duty.cite, duty.source, (duty.holds_from, duty.holds_to))
    thing.begun(duty.holds_from, duty.cite, duty.source)
    _label(thing, duty)
    thing.proves(duty.proves)
    thing.days(duty.holds_from, duty.holds_to)
    roles = [*library.words.roles, *library.words.groups, *OTHERS]
    thing.known(["who"], "role or group of roles", duty.who, roles)
    thing.served(duty.serves, duty.covers)
    _lengths(thing, duty)
    for where, name, lack in _needed(duty):
        _stated(thing, where, name, lack)
    for where, test in _tests(duty):
        _value(thing, where, test.fact, test.value)
    if duty.starts:
        _opening(thing, duty)
    _dates_of_rhythm(thing, duty)
    if duty.bars and duty.about != "worker":
        thing.say(
            ["bars"], "'bars' says that a worker is not cleared, and this duty is not about a worker. Take it out."
        )


def _label(thing: Thing, duty: Duty) -> None:
    """Only a law makes a duty law, and only guidance makes it guidance; and both say from which day."""
    source = thing.all.library.sources.get(duty.source)
    if source is None or duty.weight == "custom":
        return
    if source.kind != duty.weight:
        what = {"ours": "a text of our own"}.get(source.kind, source.kind)
        said = (
            f"this duty is called {duty.weight}, and {source.id} is {what}. Cite what asks for it, or call it custom."
        )
        thing.say(["weight"], said)
    elif "holds_from" not in duty.model_fields_set:
        said = f"nothing says from which day this holds. Give {source.id} an edition with 'from', or this 'holds_from'."
        thing.say(["id"], said)


def ways(duty: Duty) -> Iterator[tuple[list[str | int], MetBy]]:
    """Every way the duty can be met, and where it stands: ``met_by`` itself and each under its ``or``."""
    if duty.met_by:
        yield ["met_by"], duty.met_by
        for index, way in enumerate(duty.met_by.or_):
            yield ["met_by", "or", index], way


def _lengths(thing: Thing, duty: Duty) -> None:
    """Every length of time of the duty can be read."""
    if duty.due:
        thing.duration(["due", "within"], duty.due.within)
        thing.duration(["due", "target"], duty.due.target)
        thing.duration(["due", "before"], duty.due.before)
        thing.duration(["due", "after"], duty.due.after)
        thing.duration(["due", "notice"], duty.due.notice)
    for where, way in ways(duty):
        thing.duration([*where, "early"], way.early)
    if duty.rhythm:
        thing.duration(["rhythm", "early"], duty.rhythm.early)
    for index, step in enumerate(duty.rhythm.steps if duty.rhythm else ()):
        thing.duration(["rhythm", "steps", index, "within"], step.within)
        thing.duration(["rhythm", "steps", index, "placed_under"], step.placed_under)
        thing.duration(["rhythm", "steps", index, "notice"], step.notice)


def read(duty: Duty) -> Iterator[str]:
    """Every fact that the duty looks at."""
    yield from (name for _, name, _ in _needed(duty))
    yield from (test.fact for _, test in _tests(duty))


def _needed(duty: Duty) -> Iterator[tuple[Where, str, str]]:
    """Each fact the duty waits for: where it stands, its name, and what its lack would mean."""
    if duty.starts:
        yield ["starts", "fact"], duty.starts.fact, "can never start"
        for index, name in enumerate(duty.starts.unless_same or ()):
            yield ["starts", "unless_same", index], name, "can never be spared"
    for where, way in ways(duty):
        yield [*where, "fact"], way.fact, "can never be met"
    for key in ("rhythm", "every"):
        again = getattr(duty, key)
        if again:
            yield [key, "begins"], again.begins, "can never start"
            yield [key, "counted"], again.counted, "can never be met"
            for index, name in enumerate(again.ends):
                yield [key, "ends", index], name, "can never end"
    if duty.rhythm and duty.rhythm.moved_by:
        yield ["rhythm", "moved_by"], duty.rhythm.moved_by, "can never be deferred"
    for where, test in _tests(duty):
        if where[:1] != ["met_by"] and where != ["starts"]:
            yield [*where, "fact"], test.fact, "can never tell its case"


def _tests(duty: Duty) -> Iterator[tuple[list[str | int], FactTest]]:
    """Each place where the duty looks for a fact with certain values."""
    if duty.starts:
        yield ["starts"], FactTest(fact=duty.starts.fact, value=duty.starts.value)
        for key in ("when", "unless"):
            for index, test in enumerate(getattr(duty.starts, key)):
                yield ["starts", key, index], test
    for where, way in ways(duty):
        yield where, FactTest(fact=way.fact, value=way.value)
    for index, step in enumerate(duty.rhythm.steps if duty.rhythm else ()):
        for key in ("when", "unless"):
            if test := getattr(step, key):
                yield ["rhythm", "steps", index, key], test


def _stated(thing: Thing, where: Where, name: str, lack: str) -> None:
    """Some record type states the fact."""
    if name not in thing.all.facts:
        said = f"this duty {lack}: no record type states the fact '{name}'."
        thing.say(where, said + nearest(name, thing.all.facts))


def _value(thing: Thing, where: Where, name: str, wanted: Names) -> None:
    """The fact can carry each wanted value."""
    possible = _values(thing.all.facts.get(name, []))
    for value in wanted:
        if possible is not None and value not in possible:
            thing.say([*where, "value"], f"the fact '{name}' never has the value '{value}'.{nearest(value, possible)}")


def _values(statements: list[FactStatement]) -> frozenset[str] | None:
    """Every value that any of the statements can carry; None when one can carry anything, or there is none."""
    each = [statement.values() for statement in statements]
    if not each or any(values is None for values in each):
        return None
    return frozenset().union(*(values for values in each if values is not None))


def _opening(thing: Thing, duty: Duty) -> None:
    """What opens the duty carries what its due and each way of meeting it need."""
    opening = thing.all.facts.get(duty.starts.fact, []) if duty.starts else []
    if not opening:
        return
    if duty.due and duty.due.on and not any(_dated(statement, duty.due.on) for statement in opening):
        said = f"no record type gives the fact '{opening[0].rule.fact}' a date called '{duty.due.on}' in its data."
        thing.say(["due", "on"], f"this duty has no date to be due on: {said}")
    for where, way in ways(duty):
        meeting = thing.all.facts.get(way.fact, [])
        if way.scope == "thread" and meeting:
            _same_thread(thing, where, opening, meeting)
        if way.scope == "row" and not any(statement.rule.rows for statement in opening):
            said = f"the fact '{opening[0].rule.fact}' is stated of no table's row. Use scope link, or give its yield 'rows'."
            thing.say([*where, "scope"], f"this duty can never be met: {said}")
        if way.match and meeting:
            _matched(thing, where, opening, meeting)


def _dates_of_rhythm(thing: Thing, duty: Duty) -> None:
    """The dates that a rhythm takes from its facts are there to be taken."""
    rule = duty.rhythm
    wanted = [("until", rule.counted, rule.until), ("moved_by", rule.moved_by, "due")] if rule else []
    for key, name, date in wanted:
        stated = thing.all.facts.get(name or "", [])
        if date and stated and not any(_dated(statement, date) for statement in stated):
            thing.say(["rhythm", key], f"no record type gives the fact '{name}' a date called '{date}' in its data.")


def _dated(statement: FactStatement, name: str) -> bool:
    asked = statement.field(statement.rule.data.get(name))
    return asked is not None and asked.kind in ("date", "moment")


def _same_thread(thing: Thing, where: Where, opening: list[FactStatement], meeting: list[FactStatement]) -> None:
    starts, meets = {s.record.id for s in opening}, {s.record.id for s in meeting}
    if not starts & meets:
        said = (
            f"it is started in {' and '.join(sorted(starts))} and met in {' and '.join(sorted(meets))}, "
            "so never in one record. Use scope link or subject, or meet it by a later stage."
        )
        thing.say([*where, "fact"], f"this duty can never be met: {said}")


def _matched(thing: Thing, where: Where, opening: list[FactStatement], meeting: list[FactStatement]) -> None:
    for name, stated in ((opening[0].rule.fact, opening), (meeting[0].rule.fact, meeting)):
        if all(s.rule.value is None for s in stated):
            thing.say([*where, "match"], f"'match' compares values, and the fact '{name}' carries none.")
