"""Whether a record type makes sense: its names, its stages in order, its questions and the facts it states."""

from collections.abc import Callable, Mapping
from typing import Any

from ninefold.lawbook.checking import FACT, FIELD_WORD, OPTION_WORD, Thing
from ninefold.lawbook.kinds import Kind, kind_of
from ninefold.lawbook.model import (
    ABOUT,
    EVENT,
    MEDICINES,
    READ,
    WRITER,
    Beginning,
    FormField,
    RecordType,
    Stage,
    Yield,
)
from ninefold.lawbook.pages import Where
from ninefold.lawbook.problems import nearest, unknown
from ninefold.lawbook.statements import named

CLOSENESS = ("open", "care", "restricted")
# What duties read from a fact's data: in words, and whether a question gives it.
KNOWN_DATA: dict[str, tuple[str, Callable[[FormField], bool]]] = {
    "due": ("date or moment", lambda asked: kind_of(asked).timed),
    "owner": ("person", lambda asked: kind_of(asked).names_people and not kind_of(asked).several),
}
RESERVED = {
    "because": "the reason of a correction",
    "happened_at": "when it happened, which every entry says",
    "written_at": "when it was written, which every entry says",
    "about": "whom it is about, which every entry says",
}


def check(thing: Thing, record: RecordType) -> None:
    """Every check of one record type."""
    _head(thing, record)
    thing.different(["stages"], "stages", (stage.id for stage in record.stages))
    for index, stage in enumerate(record.stages):
        where: Where = ["stages", index]
        _order(thing, where, record, index)
        roles = thing.all.library.words
        thing.known([*where, "by"], "role or group of roles", stage.by, [*roles.roles, *roles.groups])
        thing.different([*where, "fields"], "fields", (f.id for f in stage.fields))
        for number, asked in enumerate(stage.fields):
            _field(thing, [*where, "fields", number], record, asked)
            _conditions(thing, [*where, "fields", number, "when"], asked.when, named(stage), "field of this stage")
        for number, rule in enumerate(stage.yields):
            _yield(thing, [*where, "yields", number], stage, rule)
        for number, said in enumerate(stage.begin):
            _beginning(thing, [*where, "begin", number], record, stage, said)


def _beginning(thing: Thing, where: Where, record: RecordType, stage: Stage, said: Beginning) -> None:
    """One tap answers questions of its stage with what they can be answered with."""
    words = thing.all.library.words
    thing.known([*where, "by"], "role or group of roles", said.by, [*words.roles, *words.groups])
    asked = {one.id: one for one in stage.fields}
    thing.known([*where, "answers"], "field of this stage", said.answers, asked)
    people = _of_kind({one.id: one for one in record.stages[0].fields}, _names_people)
    for name, value in said.answers.items():
        place: Where = [*where, "answers", name]
        if name not in asked or asked[name].each:
            continue
        if kind_of(asked[name]).names_people:
            thing.known(place, f"'{WRITER}' or field of the first stage naming people", [value], [WRITER, *people])
        else:
            known = kind_of(asked[name]).values(asked[name]) or ()
            thing.known(place, "answer of this question", [value], known)


def _head(thing: Thing, record: RecordType) -> None:
    """What the type says of itself before its stages."""
    library = thing.all.library
    thing.word(["id"], record.id)
    if not record.cite and not record.serves:
        thing.say(["id"], "this record type cites nothing. Give 'cite' (a paragraph) or 'serves' (a practice point).")
    thing.source(record.source)
    thing.cite(["cite"], record.cite, record.source)
    thing.exists(["cite"], record.cite, record.source, (record.holds_from, record.holds_to))
    thing.begun(record.holds_from, record.cite, record.source)
    thing.proves(record.proves)
    thing.days(record.holds_from, record.holds_to)
    if record.area not in library.words.areas:
        thing.say(["area"], unknown("area", record.area, library.words.areas))
    thing.served(record.serves, record.covers)
    _kept(thing, record)
    _read(thing, record)
    plans = [other.id for other in library.records.values() if other.plan and "child" in other.about]
    thing.known(["reopens"], "plan about a child", record.reopens, plans)
    thing.known(["answers"], "record type", [record.answers] if record.answers else [], library.records)
    asked = {f.id: f for stage in record.stages for f in stage.fields}
    hidden = [*_of_kind(asked, _names_people), *([ABOUT] if "worker" in record.about else [])]
    thing.known(["hides_from"], "field naming people", record.hides_from, hidden)
    people = _of_kind({f.id: f for f in record.stages[0].fields}, _names_people)
    thing.known(["involves"], "field of the first stage naming people", record.involves, people)
    first = [f.id for f in record.stages[0].fields]
    thing.known(["headline"], "field of the first stage", [record.headline] if record.headline else [], first)


def _kept(thing: Thing, record: RecordType) -> None:
    """How long it is kept is said, by a name of words/keeping.yaml."""
    kept = thing.all.library.words.keeping
    if not record.keep:
        thing.say(["id"], f"nothing says how long this is kept. Add 'keep': {', '.join(kept)}.")
    elif record.keep not in kept:
        thing.say(["keep"], unknown("keeping", record.keep, kept))


def _read(thing: Thing, record: RecordType) -> None:
    """What must be read has a stage by which each reader says that they have."""
    words = thing.all.library.words
    thing.known(["to_read"], "role or group of roles", record.to_read, [*words.roles, *words.groups])
    stage = next((stage for stage in record.stages if stage.id == READ), None)
    if record.to_read and (stage is None or not stage.repeats):
        thing.say(["to_read"], "what must be read needs a stage 'read' with 'repeats: true', for each reader to sign.")
    states = [rule.fact for rule in record.rules[record.stages[0].id]]
    thing.known(["edition"], "fact of its first stage", [record.edition] if record.edition else [], states)


def _order(thing: Thing, where: Where, record: RecordType, index: int) -> None:
    """A stage comes after one that stands before it; the first comes after none and needs no second person."""
    stage = record.stages[index]
    thing.word([*where, "id"], stage.id)
    earlier = [other.id for other in record.stages[:index]]
    if index == 0 and (stage.after or stage.not_by or stage.repeats):
        key = next(k for k in ("after", "not_by", "repeats") if getattr(stage, k))
        thing.say([*where, key], f"'{key}' has no meaning on the first stage, which opens the record. Take it out.")
    ids = [other.id for other in record.stages]
    for after in stage.after if index else ():
        if after not in earlier:
            lacking = "that stage stands later" if after in ids else "this type has no such stage"
            offer = "" if after in ids else nearest(after, earlier)
            thing.say([*where, "after"], f"the stage '{stage.id}' comes after '{after}', and {lacking}.{offer}")


def _field(thing: Thing, where: Where, record: RecordType, asked: FormField) -> None:
    """One question: its id, its answers, and whom it is asked about."""
    thing.word([*where, "id"], asked.id, FIELD_WORD)
    thing.cite([*where, "cite"], asked.cite, record.source)
    thing.exists([*where, "cite"], asked.cite, record.source, (record.holds_from, asked.until or record.holds_to))
    if asked.required and not asked.cite and not record.cite:
        thing.say(
            [*where, "required"],
            f"'{asked.id}' must be answered, and nothing says who asks for it. Add a 'cite' here or to the type.",
        )
    if asked.id in RESERVED:
        thing.say([*where, "id"], f"'{asked.id}' is kept for {RESERVED[asked.id]}. Choose another id.")
    if asked.each and "child" not in record.about:
        thing.say([*where, "each"], "'each: child' needs a record about children, and this type is not about a child.")
    if asked.fact and not FACT.fullmatch(asked.fact):
        thing.say(
            [*where, "fact"], f"'{asked.fact}' is not a fact's name. Write two words with a dot, like child.moved-in."
        )
    if asked.fact and kind_of(asked).several:
        thing.say([*where, "fact"], f"'{asked.id}' holds several answers, and a fact carries one. Use 'yields'.")
    if asked.min is not None and asked.max is not None and asked.min > asked.max:
        thing.say([*where, "min"], f"the least ({asked.min}) is more than the most ({asked.max}).")
    if asked.may_precede and asked.kind != "moment":
        thing.say(
            [*where, "may_precede"], f"'{asked.id}' is a {asked.kind}, and only a moment can come before another."
        )
    thing.known([*where, "from"], "list in a child's plan", [asked.from_] if asked.from_ else [], _lists(thing))
    named = thing.all.library.words
    thing.known([*where, "who"], "role or group of roles", asked.who, [*named.roles, *named.groups])
    if asked.who and not kind_of(asked).names_people:
        thing.say([*where, "who"], f"'{asked.id}' does not ask for people, so it cannot say whom it offers.")
    for kind, roles in asked.overrules.items():
        words = thing.all.library.words
        thing.known([*where, "overrules", kind], "role or group of roles", roles, [*words.roles, *words.groups])
    _carried(thing, where, record, asked)
    _choices(thing, where, asked)
    _columns(thing, where, record, asked)
    _applies(thing, where, asked)


def _applies(thing: Thing, where: Where, asked: FormField) -> None:
    """Whom a question concerns are statuses that there are; a column is asked of whom its table is."""
    for kind in ("child", "home") if asked.applies else ():
        ours = [one.id for one in thing.all.library.statuses.values() if one.of == kind]
        thing.known([*where, "applies", kind], "status", getattr(asked.applies, kind), ours)


def _carried(thing: Thing, where: Where, record: RecordType, asked: FormField) -> None:
    """What is carried into a question stands in an answer of its kind, in a record that is kept no closer."""
    library = thing.all.library
    if asked.carry and asked.each:
        thing.say([*where, "carry"], f"'{asked.id}' is asked once for every child, and nothing can be carried into it.")
    for number, name in enumerate(asked.carry):
        place: Where = [*where, "carry", number]
        if name == EVENT:
            if asked.kind != "story":
                thing.say(place, f"what an event's record says goes into a story, and '{asked.id}' is a {asked.kind}.")
            continue
        kind, _, field = name.partition(".")
        source = library.records.get(kind)
        if source is None:
            thing.say(place, unknown("record type", kind, library.records))
            continue
        fields = {one.id: one for stage in source.stages for one in stage.fields}
        if field not in fields:
            thing.say(place, unknown(f"field of {kind}", field, fields))
        elif fields[field].each or fields[field].kind not in (asked.kind, *kind_of(asked).carries):
            thing.say(place, f"'{name}' is a {fields[field].kind}, and cannot be carried into a {asked.kind}.")
        elif not {one.id for one in fields[field].options} <= {one.id for one in asked.options}:
            thing.say(place, f"'{name}' has answers that '{asked.id}' does not have.")
        elif CLOSENESS.index(source.sensitivity) > CLOSENESS.index(record.sensitivity):
            thing.say(
                place,
                f"'{kind}' is {source.sensitivity}, and more people see '{record.id}', which is {record.sensitivity}.",
            )


def _lists(thing: Thing) -> list[str]:
    """What ``from`` may name: a table that opens a plan, as "child.calming-steps" for ``calming_steps``."""
    plans = [record for record in thing.all.library.records.values() if record.plan]
    tables = [asked.id for plan in plans for asked in plan.stages[0].fields if asked.columns]
    return [MEDICINES, *(f"child.{name.replace('_', '-')}" for name in tables)]


def _choices(thing: Thing, where: Where, asked: FormField) -> None:
    """A question with a choice of answers lists them, or says where they come from."""
    if kind_of(asked).options == "must" and not asked.options and not asked.from_:
        thing.say([*where, "kind"], f"'{asked.id}' is a {asked.kind} without answers to choose from. Add 'options'.")
    if asked.options and kind_of(asked).options == "none":
        thing.say([*where, "options"], f"'{asked.id}' is a {asked.kind}, which has no options. Make it a choice.")
    thing.different([*where, "options"], "options", (option.id for option in asked.options))
    for number, option in enumerate(asked.options):
        thing.word([*where, "options", number], option.id, OPTION_WORD)


def _columns(thing: Thing, where: Where, record: RecordType, asked: FormField) -> None:
    """A table has columns, which are plain questions; nothing else has any."""
    if kind_of(asked).has_columns != bool(asked.columns):
        said = "is a table without columns. Add 'columns'." if not asked.columns else "has columns, and is no table."
        thing.say([*where, "kind"], f"'{asked.id}' {said}")
    thing.different([*where, "columns"], "columns", (column.id for column in asked.columns))
    if asked.periods:
        days = [column.id for column in asked.columns if column.kind == "date"]
        thing.known([*where, "periods"], "column with a date", [asked.periods.first, asked.periods.last], days)
    for number, column in enumerate(asked.columns):
        place = [*where, "columns", number]
        if kind_of(column).has_columns or column.each or column.fact or column.applies:
            thing.say(
                place,
                f"the column '{column.id}' can hold no table, no 'each', no 'applies' and no 'fact'. Use 'yields' with 'rows'.",
            )
        _field(thing, place, record, column)
        _conditions(thing, [*place, "when"], column.when, {c.id: c for c in asked.columns}, "column of this table")


def _conditions(
    thing: Thing, where: Where, when: Mapping[str, Any], fields: Mapping[str, FormField], what: str
) -> None:
    """A condition names a question, and an answer that the question can have."""
    for name, wanted in when.items():
        asked = fields.get(name)
        if asked is None:
            thing.say([*where, name], unknown(what, name, fields))
            continue
        for answer in wanted if isinstance(wanted, list | tuple) else [wanted]:
            if answer is None:  # null stands for "not answered", which every question can be
                continue
            _answer(thing, [*where, name], asked, answer)


def _answer(thing: Thing, where: Where, asked: FormField, answer: Any) -> None:
    options = [option.id for option in asked.options]
    never = kind_of(asked).never(asked, answer)
    if options and answer not in options:
        thing.say(where, f"'{asked.id}' has no answer '{answer}'.{nearest(answer, options)}")
    elif never:
        thing.say(where, never)


def _yield(thing: Thing, where: Where, stage: Stage, rule: Yield) -> None:
    """A fact's rule: its name, and that all it takes from the form is there to be taken."""
    fields = named(stage, rule.rows)
    if not FACT.fullmatch(rule.fact):
        thing.say(
            [*where, "fact"], f"'{rule.fact}' is not a fact's name. Write two words with a dot, like child.moved-in."
        )
    if rule.rows:
        thing.known(
            [*where, "rows"], "table in this stage", [rule.rows], _of_kind(named(stage), lambda kind: kind.has_columns)
        )
    if rule.at not in ("happened", "written"):
        times = ["happened", "written", *_of_kind(fields, lambda kind: kind.timed)]
        thing.known([*where, "at"], "date or moment in this stage", [rule.at], times)
    if rule.subject not in ("about", "also", "home"):
        thing.known([*where, "subject"], "field naming people", [rule.subject], _of_kind(fields, _names_people))
    for place, name in [(["value"], rule.value), *((["data", key], name) for key, name in rule.data.items())]:
        if name is not None:
            _taken(thing, [*where, *place], name, fields)
    for key, (what, gives) in KNOWN_DATA.items():
        named_so = [rule.data[key]] if rule.data.get(key) in fields else []
        thing.known([*where, "data", key], what, named_so, [name for name, asked in fields.items() if gives(asked)])
    _conditions(thing, [*where, "when"], rule.when, fields, "field of this stage")
    _conditions(thing, [*where, "unless"], rule.unless, fields, "field of this stage")


def _taken(thing: Thing, where: Where, name: str, fields: Mapping[str, FormField]) -> None:
    if name not in fields:
        thing.say(where, unknown("field of this stage", name, fields))
    elif fields[name].each:
        thing.say(where, f"'{name}' is asked once for every child. Put 'fact' on the field itself instead.")
    elif kind_of(fields[name]).several:
        thing.say(where, f"'{name}' holds several answers, and a fact carries one. Use 'when' on them, or 'rows'.")


def _names_people(kind: Kind) -> bool:
    return kind.names_people


def _of_kind(fields: Mapping[str, FormField], wanted: Callable[[Kind], bool]) -> list[str]:
    """The questions whose kind is as wanted."""
    return [name for name, asked in fields.items() if wanted(kind_of(asked))]
