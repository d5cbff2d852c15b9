"""Which obligations a changed fact can change, so that writing a note costs nothing and a record costs a little."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

from ninefold import lawbook
from ninefold.base.english import as_words
from ninefold.duties import clocks, settled, why
from ninefold.duties.applying import CLOSED
from ninefold.duties.known import OF_HOME, WHOLE
from ninefold.duties.reopening import all_duties
from ninefold.lawbook import citations, harms
from ninefold.lawbook.model import Duty, Harm
from ninefold.lawbook.of_library import of_library
from ninefold.lawbook.statuses import BORN, facts_read
from ninefold.lawbook.timing import MetBy, Rhythm
from ninefold.ledger import sisters

Width = Literal["whole", "subject", "record"]
NOT_OF_ONE = (OF_HOME, "clock.", "lack.")  # facts that are not about one child or worker
ABOUT_SUBJECT = ("subject", "matter")  # ways of meeting a duty that are looked for among the facts about its subject


@dataclass(frozen=True, slots=True)
class ObligationGroup:
    """The obligations of one duty about a subject or opened by a record; with neither, all of them."""

    duty: str
    subject: str = ""
    record: str = ""

    @property
    def width(self) -> Width:
        """How much of the duty it is."""
        return "record" if self.record else "subject" if self.subject else "whole"


class Owed(Protocol):
    """Something owed under a duty: an obligation, or the row that keeps one."""

    @property
    def duty(self) -> str:
        """The duty's id."""

    @property
    def target(self) -> bool:
        """Whether the end of its time is only a target."""


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact that was stated or ended: its name, whom it is about, its record, and the records it answers.

    ``ended`` facts no longer say what they answered. ``value`` is what it carries, of what names an obligation or a custom.
    """

    name: str
    subject: str
    record: str
    answers: tuple[str, ...] = ()
    ended: bool = False
    value: str = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """The duties of the library by id, those that read each fact, and what people call each fact.

    ``harms`` says of each duty what is harmed when it is left undone. ``details`` and ``done`` are the facts that go with a child from home to home (ledger.sisters.carried).
    """

    duties: dict[str, list[Duty]]
    readers: dict[str, list[Duty]]
    titles: why.Titles
    harms: dict[str, Harm]
    details: frozenset[str]
    done: frozenset[str]
    # Of each duty, by the object it is: the facts on which it rests whether it holds, about anybody and about the home.
    standing: dict[int, frozenset[str]]
    of_home: dict[int, frozenset[str]]


GONE = "The library no longer has this duty. It is shown until what follows from the records is worked out again."


class _Duties(dict[str, list[Duty]]):
    """Duties by id. One that the library no longer has can be looked up, for what is owed by it still: it asks nothing."""

    def __missing__(self, id: str) -> list[Duty]:
        title = as_words(id.partition("-")[2] if id.startswith("plan-") else id)
        gone = Duty.model_construct(
            id=id, title=title, cite="", source=citations.PRACTICE, weight="custom", about="home", who=(), says=GONE
        )
        return [gone]


class _Harms(dict[str, Harm]):
    """What is harmed, by a duty's id; of one that the library no longer has, the house."""

    def __missing__(self, id: str) -> Harm:
        return "house"


@of_library
def rules() -> Rules:
    """The rules of the library this process works by."""
    library = lawbook.current()
    duties: dict[str, list[Duty]] = defaultdict(list)
    readers: dict[str, list[Duty]] = defaultdict(list)
    for duty in all_duties(library):
        duties[duty.id].append(duty)
        for name in reads(duty) | of_home(duty):
            readers[name].append(duty)
    details, done = _along(all_duties(library))
    rests = {id(duty): standing(duty) for duty in all_duties(library)}
    homes = {id(duty): of_home(duty) for duty in all_duties(library)}
    return Rules(
        _Duties(duties),
        dict(readers),
        why.titles(library),
        _Harms(harms.of_duties(library, tuple(all_duties(library)))),
        details,
        done,
        rests,
        homes,
    )


def is_aim(one: Owed) -> bool:
    """Whether the end of its time is an aim and no limit: what guidance asks, and a target for the law's "without delay"."""
    weight = rules().duties[one.duty][0].weight
    return weight == "guidance" or (weight == "law" and one.target)


def _along(duties: Iterable[Duty]) -> tuple[frozenset[str], frozenset[str]]:
    """What goes with a child from home to home: what decides whether duties hold, and what their rhythms count."""
    details, begins, counted = set[str](), set[str](), set[str]()
    for duty in duties:
        details |= _details(duty)
        if rule := _through_life(duty):
            begins.add(rule.begins)
            counted |= {rule.counted, *rule.ends, *filter(None, [rule.moved_by])}
    done = sisters.moving(counted | (begins - details))
    return sisters.moving(details) - done, done


def _details(duty: Duty) -> frozenset[str]:
    """The facts about a child that decide whether the duty holds for the child."""
    of_child = standing(duty) if duty.about == "child" else frozenset()
    return frozenset(name for name in of_child if not name.startswith(NOT_OF_ONE))


def _through_life(duty: Duty) -> Rhythm | None:
    """The duty's rhythm, if it runs through a child's life and not through one stay or one record."""
    rule = duty.rhythm
    return rule if rule and duty.about == "child" and rule.scope != "record" and sisters.moving([rule.begins]) else None


def carries(duty: Duty) -> bool:
    """Whether the duty reads what goes with a child from home to home."""
    kept = rules()
    return duty.about == "child" and not (kept.details | kept.done).isdisjoint(reads(duty))


def arrived(child: str) -> set[ObligationGroup]:
    """The groups that change with a child's coming to a home, or with what went with the child: all that read it."""
    return {ObligationGroup(id, subject=child) for id, several in rules().duties.items() if any(map(carries, several))}


def reads(duty: Duty) -> frozenset[str]:
    """The names of all facts that the duty looks at, but for those that close the home (``of_home``)."""
    names = {duty.starts.fact} if duty.starts else set()
    names.update(way.fact for way in ways(duty))
    names.update(standing(duty))
    again = duty.rhythm or duty.every
    if again:
        names.update((again.begins, again.counted, *again.ends))
    if duty.rhythm and duty.rhythm.moved_by:
        names.add(duty.rhythm.moved_by)
    if duty.rhythm and duty.rhythm.resumes:
        names.add(duty.rhythm.resumes)
    return frozenset(names)


def ways(duty: Duty) -> tuple[MetBy, ...]:
    """Every way of meeting the duty."""
    return (duty.met_by, *duty.met_by.or_) if duty.met_by else ()


def standing(duty: Duty) -> frozenset[str]:
    """The facts that decide whether, and by which step, the duty holds for somebody."""
    names: set[str] = {clocks.SET} if duty.can_change else set()
    names.update((clocks.LACKED, clocks.FOUND) if duty.can_lack else ())
    if duty.starts:
        names.update(duty.starts.unless_same or ())
        names.update(test.fact for test in (*duty.starts.when, *duty.starts.unless))
        names.update(duty.starts.unless_earlier)
    names.update(duty.due.since if duty.due else ())
    for step in duty.rhythm.steps if duty.rhythm else ():
        names.update(test.fact for test in (step.when, step.unless) if test)
        names.update({BORN} if step.age_under is not None or step.by_age is not None else ())
        names.update({step.not_before} if step.not_before else ())
    declared = lawbook.current().statuses
    if duty.applies:
        names |= facts_read(declared, duty.applies.child)
    for status in declared.values():
        if status.sum and duty.starts and duty.starts.fact == status.sum.states:
            names |= facts_read(declared, [status.id]) | {WHOLE, "child.moved-in"}
    return frozenset(names)


def of_home(duty: Duty) -> frozenset[str]:
    """The facts about the home that decide whether it owes the duty still."""
    declared = lawbook.current().statuses
    asked = duty.applies.home if duty.applies else ()
    return frozenset() if CLOSED in asked else facts_read(declared, [CLOSED, *asked])


def touched(changes: Iterable[FactChange]) -> set[ObligationGroup]:
    """The groups that ``changes`` can change."""
    known = rules()
    groups: set[ObligationGroup] = set()
    for change in changes:
        groups.update(_decided(change))
        groups.update(group for duty in known.readers.get(change.name, ()) for group in _groups(known, duty, change))
    return groups


def _decided(change: FactChange) -> Iterator[ObligationGroup]:
    """What a decision about something owed changes, or about a custom; and what somebody's leaving, or coming back, ends."""
    known = rules().duties
    if change.name in settled.NAMED_BY_KEY:
        id, _, rest = change.value.partition(":")
        if id in known:
            yield ObligationGroup(id, subject=rest.split(":")[0])
    elif change.name in settled.OF_CUSTOMS:
        yield from [ObligationGroup(change.value)] if change.value in known else []
    elif change.name in settled.LEAVING:
        of_child = change.name in (settled.MOVED_OUT, settled.MOVED_IN, settled.SHORT_BREAK)
        for id, several in known.items():
            one = several[0]
            if one.about == ("child" if of_child else "worker") and not one.after_leaving:
                yield ObligationGroup(id, subject=change.subject)
            elif of_child and one.about == "home" and one.starts and "owner" in one.who:
                yield ObligationGroup(id)


def _groups(known: Rules, duty: Duty, change: FactChange) -> Iterator[ObligationGroup]:
    if change.name in known.of_home[id(duty)]:
        yield ObligationGroup(duty.id)
    elif change.name in known.standing[id(duty)]:
        own = not change.name.startswith(NOT_OF_ONE)
        yield ObligationGroup(duty.id, subject=change.subject if own else "")
    if duty.starts is None:
        yield ObligationGroup(duty.id, subject=change.subject)
        return
    if change.name == duty.starts.fact:
        yield ObligationGroup(duty.id, subject=change.subject, record=change.record)
    for way in ways(duty):
        if way.fact == change.name:
            yield from _met(duty.id, way, change)


def _met(duty: str, way: MetBy, change: FactChange) -> Iterator[ObligationGroup]:
    """What a fact can meet: by its record, by its subject, or in the records it answers."""
    if way.scope in ABOUT_SUBJECT:
        yield ObligationGroup(duty, subject=change.subject)
    elif way.scope == "thread":
        yield ObligationGroup(duty, subject=change.subject, record=change.record)
    elif change.ended:
        yield ObligationGroup(duty)
    else:
        yield from (ObligationGroup(duty, record=record) for record in {change.record, *change.answers})
