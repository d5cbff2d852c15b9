"""Which forms ask what they belong to, read from the library alone: no list of types stands in code.

A stage may answer an event when what it states meets, or spares, a duty that a record of another type opens. It may
begin one when signing it opens, whatever is answered, a duty that another type meets. What is written every day, and
what keeps who lives and works here, does neither.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ninefold.duties.touch import rules
from ninefold.lawbook import current
from ninefold.lawbook.model import Duty, Library, RecordType, Stage
from ninefold.lawbook.of_library import of_library
from ninefold.lawbook.timing import MetBy, Starts

BOUND = frozenset({"link", "row", "matter"})  # scopes in which only what is linked meets
SHARED = frozenset({"subject", "matter"})  # scopes in which several records may stand in one event
EVERYDAY = "everyday"  # the shelf of what is written each day

Part = tuple[str, str]  # a record type and a stage of it


@dataclass(frozen=True, slots=True)
class Ties:
    """What ties a stage to events: the duties that it meets only when it is linked, otherwise, or spares.

    ``begins`` says that it may be the first of an event; ``kin`` are the types that tell of one it may be a part of.
    """

    bound: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()
    spared: frozenset[str] = frozenset()
    begins: bool = False
    kin: frozenset[str] = frozenset()

    @property
    def answers(self) -> frozenset[str]:
        """Every duty that it may answer."""
        return self.bound | self.near | self.spared


@dataclass(slots=True)
class _Gathered:
    """The same while the duties are walked through."""

    bound: set[str] = field(default_factory=set)
    near: set[str] = field(default_factory=set)
    spared: set[str] = field(default_factory=set)
    kin: set[str] = field(default_factory=set)
    begins: set[str] = field(default_factory=set)  # the facts that meet what it opens


def ties(type: RecordType, stage: Stage) -> Ties:
    """What ties ``stage`` of ``type`` to events; nothing for what is written each day."""
    return _all().get((type.id, stage.id), Ties())


def asks(type: RecordType, stage: Stage | None = None) -> bool:
    """Whether the form of ``stage`` (the first, if not said) asks what it belongs to."""
    theirs = ties(type, stage or type.stages[0])
    return bool(theirs.answers or theirs.begins or theirs.kin)


def begins(kind: str) -> bool:
    """Whether a record of the type with this id may be the first of an event."""
    type = current().records[kind]
    return ties(type, type.stages[0]).begins


@of_library
def _all() -> dict[Part, Ties]:
    library = current()
    gathered = {
        (kind.id, stage.id): _Gathered()
        for kind in library.records.values()
        if not kind.effect and kind.area != EVERYDAY
        for stage in kind.stages
    }
    opening = _opening(library)
    openers: dict[str, set[str]] = defaultdict(set)  # by what meets it, the types whose records open something
    for duty in (one for some in rules().duties.values() for one in some):
        if duty.starts and duty.met_by:
            _gather(library, duty, duty.starts, duty.met_by, opening[duty.starts.fact], gathered, openers)
    made = {part: _made(library, part, one, openers) for part, one in gathered.items()}
    related = _related({part[0]: one.kin for part, one in made.items() if one.begins})
    return {
        part: replace(one, kin=frozenset(one.kin.union(*(related.get(kind, ()) for kind in one.kin))))
        for part, one in made.items()
        if one != Ties()
    }


def _related(kin: dict[str, frozenset[str]]) -> dict[str, set[str]]:
    """All types of event that hang together, by each of them: a hold and the police call that came of it."""
    found: dict[str, set[str]] = {}
    for kind, others in kin.items():
        together = {kind}.union(*(found.get(one, {one}) for one in (kind, *(others & kin.keys()))))
        found.update(dict.fromkeys(together, together))
    return found


def _opening(library: Library) -> dict[str, set[str]]:
    """The types that state each fact, in whatever stage."""
    found: dict[str, set[str]] = defaultdict(set)
    for kind in library.records.values():
        for some in kind.rules.values():
            for rule in some:
                found[rule.fact].add(kind.id)
    return found


def _gather(
    library: Library,
    duty: Duty,
    starts: Starts,
    met_by: MetBy,
    opened_by: set[str],
    gathered: dict[Part, _Gathered],
    openers: dict[str, set[str]],
) -> None:
    """Say of each stage what one duty ties it to."""
    spares = {test.fact for test in starts.unless}
    met_elsewhere: set[str] = set()
    for part, one in gathered.items():
        kind, stage = part
        states = {rule.fact for rule in library.records[kind].rules[stage]}
        meeting = [way for way in _ways(met_by) if way.fact in states]
        scopes = {way.scope for way in meeting}
        first = stage == library.records[kind].stages[0].id
        others = opened_by - {kind}
        # A later stage stands in its own record already: it may answer another, a plan the event that reopens it.
        if scopes & BOUND and (first or not (kind in opened_by or scopes == {"row"})):
            one.bound.add(duty.id)
        elif "subject" in scopes and others and (first or (library.records[kind].plan and kind not in opened_by)):
            one.near.add(duty.id)
        elif not (first and others and spares & states):
            continue
        else:
            one.spared.add(duty.id)
        one.kin |= others
        # A wish or an action is answered one by one, by its link: nothing else joins it, and it is no event.
        for way in meeting if duty.id not in one.spared and scopes & SHARED else ():
            met_elsewhere.add(way.fact)
            openers[way.fact] |= opened_by
    for kind in opened_by if met_elsewhere else ():
        first_stage = library.records[kind].stages[0].id
        told = library.records[kind].rules[first_stage]
        whatever = {rule.fact for rule in told if not (rule.when or rule.rows or rule.unless)}
        if starts.fact in whatever and (kind, first_stage) in gathered:
            gathered[kind, first_stage].begins |= met_elsewhere


def _made(library: Library, part: Part, one: _Gathered, openers: dict[str, set[str]]) -> Ties:
    kind = library.records[part[0]]
    kin = one.kin | {other for fact in one.begins for other in openers[fact]}
    if kind.answers and part[1] == kind.stages[0].id:
        kin.add(kind.answers)
    return Ties(
        bound=frozenset(one.bound),
        near=frozenset(one.near - one.bound),
        spared=frozenset(one.spared - one.bound - one.near),
        begins=bool(one.begins),
        kin=frozenset(kin),
    )


def _ways(rule: MetBy) -> Iterator[MetBy]:
    """``rule`` and every other way beside it."""
    yield rule
    for other in rule.or_:
        yield from _ways(other)
