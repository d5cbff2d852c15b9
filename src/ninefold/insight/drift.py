"""Drift: where the home is no longer as its statement of purpose says (16(5) asks that the two agree at all times).

Each function compares one thing that the statement says with how the home is, and says in a sentence what differs.
They are pure: ``drift`` brings both sides together for one viewer at one moment.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ninefold.base import clock, english
from ninefold.insight.findings import Finding
from ninefold.ledger import plans
from ninefold.ledger import queries as ledger
from ninefold.people import queries as people
from ninefold.people.access import Viewer
from ninefold.people.models import Role, Worker

CHECK = "statement-drift"
STATEMENT, PARTICULARS, THERAPY = "statement-of-purpose", "child-particulars", "therapy"
CARE = frozenset({"support-worker", "senior", "deputy-manager", "registered-manager"})
AWRY = 10  # so many of a hundred adults more or fewer with a diploma are worth a question
SPARE = 2  # so many adults more or fewer than written are a vacancy, not another home
WORDS = {"girls": ("f", "girl", "w"), "boys": ("m", "boy")}


@dataclass(frozen=True, slots=True)
class StatedPurpose:
    """What the statement says of one thing, as last written, and the record that says it."""

    answer: Any
    record: str


@dataclass(frozen=True, slots=True)
class ChildHere:
    """A child who lives here: name, age, and their sex as their particulars say it (and where)."""

    id: str
    name: str
    age: int
    sex: str = ""
    record: str = ""


@dataclass(frozen=True, slots=True)
class Therapy:
    """A therapy that is given now: what it is, to whom, and its record."""

    care: str
    child: str
    record: str


@dataclass(frozen=True, slots=True)
class Living:
    """The home as it is: who lives and works here, who leads it, which therapies are given."""

    home: str
    children: tuple[ChildHere, ...] = ()
    adults: int = 0
    qualified: int = 0
    manager: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()
    therapies: tuple[Therapy, ...] = ()
    places: int = 0
    ages: tuple[int, int] = (0, 99)


@dataclass(frozen=True, slots=True)
class DriftRow:
    """One line of the comparison: what it is about, what is written, how it is, and what differs, if anything does."""

    about: str
    written: str
    living: str
    findings: tuple[Finding, ...] = ()
    record: str = ""


Statement = Mapping[str, StatedPurpose]


def drift(viewer: Viewer) -> list[Finding]:
    """Everything in which the home differs from its statement of purpose, as the viewer may see it."""
    statement = told(viewer)
    living_now = living(viewer) if statement else Living(viewer.home.pk)
    return [finding for check in CHECKS for finding in check(statement, living_now)]


def ages(statement: Statement, home: Living) -> Iterator[Finding]:
    """A child who lives here is younger or older than the statement says."""
    for child in home.children:
        low, high = statement.get("age_from"), statement.get("age_to")
        if low and child.age < int(low.answer):
            said = f"{child.name} is {child.age}; the statement of purpose begins at {int(low.answer)}."
            yield _finding(said, child.id, low, f"{child.id} {child.age}")
        if high and child.age > int(high.answer):
            said = f"{child.name} is {child.age}; the statement of purpose ends at {int(high.answer)}."
            yield _finding(said, child.id, high, f"{child.id} {child.age}")


def places(statement: Statement, home: Living) -> Iterator[Finding]:
    """More children live here than the statement says, or the certificate of registration says another number."""
    said = statement.get("places")
    if not said:
        return
    number = int(said.answer)
    if len(home.children) > number:
        lives = english.counted(len(home.children), "child lives", "children live")
        yield _finding(f"{lives} here; the statement of purpose is for {number}.", home.home, said, _ids(home))
    if home.places and home.places != number:
        text = f"The home is registered for {home.places}; the statement of purpose says {number}."
        yield _finding(text, home.home, said, f"places {home.places}")


def registered_ages(statement: Statement, home: Living) -> Iterator[Finding]:
    """The ages in the statement are not those that the home is registered for."""
    low, high = statement.get("age_from"), statement.get("age_to")
    if low and high and (int(low.answer), int(high.answer)) != home.ages:
        text = (
            f"The home is registered for ages {home.ages[0]} to {home.ages[1]}; "
            f"the statement of purpose says {int(low.answer)} to {int(high.answer)}."
        )
        yield _finding(text, home.home, high, f"ages {home.ages[0]} {home.ages[1]}")


def sexes(statement: Statement, home: Living) -> Iterator[Finding]:
    """A child lives here whose sex, as their particulars give it, is not the one the statement names."""
    said = statement.get("sex")
    other = {"girls": "boys", "boys": "girls"}.get(str(said.answer)) if said else None
    if not said or not other:
        return
    for child in home.children:
        if child.sex.strip().casefold().startswith(WORDS[other]):
            text = f"{child.name}'s particulars say {child.sex.strip()}; the statement of purpose is for {said.answer}."
            yield _finding(text, child.id, said, child.sex, child.record)


def adults(statement: Statement, home: Living) -> Iterator[Finding]:
    """Clearly more or fewer adults work here than the statement says."""
    said = statement.get("adults")
    if said and abs(home.adults - int(said.answer)) > SPARE:
        works = english.counted(home.adults, "adult works", "adults work")
        text = f"{works} here; the statement of purpose says {int(said.answer)}."
        yield _finding(text, home.home, said, f"adults {home.adults}")


def qualified(statement: Statement, home: Living) -> Iterator[Finding]:
    """Clearly more or fewer of the adults hold a diploma than the statement says."""
    said = statement.get("qualified")
    if said and home.adults and abs(share(home) - int(said.answer)) > AWRY:
        text = (
            f"{home.qualified} of {home.adults} adults hold Level 3 or higher, {share(home)} of every hundred; "
            f"the statement of purpose says {int(said.answer)}."
        )
        yield _finding(text, home.home, said, f"qualified {home.qualified} of {home.adults}")


def names(statement: Statement, home: Living) -> Iterator[Finding]:
    """Another manager or responsible individual than the statement names."""
    for key, called, people_now in (
        ("manager", "manager", home.manager),
        ("responsible", "responsible individual", home.responsible),
    ):
        said = statement.get(key)
        if said and not people_now:
            text = f"The statement of purpose names {said.answer} as {called}; nobody has that role now."
            yield _finding(text, home.home, said, f"no {key}")
        elif said and not any(_same(one, str(said.answer)) for one in people_now):
            text = f"The {called} is {english.listed(list(people_now))}; the statement of purpose names {said.answer}."
            yield _finding(text, home.home, said, f"{key} {' '.join(people_now)}")


def therapies(statement: Statement, home: Living) -> Iterator[Finding]:
    """A therapy is given that the statement does not name; and one it names is given to nobody."""
    said = statement.get("therapies")
    if not said:
        return
    named = [str(row.get("therapy", "")) for row in said.answer or []]
    for one in home.therapies:
        if not any(_alike(one.care, other) for other in named):
            text = f"{one.child} has {one.care}, which the statement of purpose does not name."
            yield _finding(text, home.home, said, one.record, one.record)


CHECKS: tuple[Callable[[Statement, Living], Iterator[Finding]], ...] = (
    ages,
    places,
    registered_ages,
    sexes,
    adults,
    qualified,
    names,
    therapies,
)


def share(home: Living) -> int:
    """How many of every hundred adults hold Level 3 or higher."""
    return round(100 * home.qualified / home.adults) if home.adults else 0


def rows(viewer: Viewer) -> list[DriftRow]:
    """The comparison line by line, for the statement's own page."""
    statement = told(viewer)
    if not statement:
        return []
    home = living(viewer)
    ages_now = sorted(child.age for child in home.children)
    between = f"{ages_now[0]} to {ages_now[-1]}" if ages_now else "nobody lives here"
    found = (
        ("Ages", _range(statement), between, [*ages(statement, home), *registered_ages(statement, home)], "age_to"),
        ("Children", _said(statement, "places"), str(len(home.children)), [*places(statement, home)], "places"),
        ("Girls or boys", _said(statement, "sex"), _sexes(home), [*sexes(statement, home)], "sex"),
        ("Adults", _said(statement, "adults"), str(home.adults), [*adults(statement, home)], "adults"),
        ("Level 3 or higher", _hundred(statement), f"{share(home)} of 100", [*qualified(statement, home)], "qualified"),
        (
            "Manager",
            _said(statement, "manager"),
            english.listed(list(home.manager)),
            _of(statement, home, "manager"),
            "manager",
        ),
        (
            "Responsible individual",
            _said(statement, "responsible"),
            english.listed(list(home.responsible)),
            _of(statement, home, "responsible"),
            "responsible",
        ),
        ("Therapies", _therapies(statement), _given(home), [*therapies(statement, home)], "therapies"),
    )
    return [
        DriftRow(about, written, now, tuple(findings), statement[key].record if key in statement else "")
        for about, written, now, findings, key in found
    ]


def told(viewer: Viewer) -> dict[str, StatedPurpose]:
    """What the statement of purpose says of each thing: the last answer that any of its revisions gave. Two queries."""
    revisions = list(ledger.records(viewer).filter(type=STATEMENT).order_by("happened_at", "pk"))
    said = plans.answers(viewer, [one.pk for one in revisions])
    found: dict[str, StatedPurpose] = {}
    for one in revisions:
        for key, answer in said.get(one.pk, {}).items():
            if answer not in (None, "", []):
                found[key] = StatedPurpose(answer, one.pk)
    return found


def living(viewer: Viewer) -> Living:
    """The home as it is now, as far as the viewer may see it."""
    today = clock.local(viewer.now).date()
    here = people.living_here(viewer)
    called = {child.pk: child.name for child in here}
    sexes_said = _particulars(viewer, list(called))
    roles = people.at_work(viewer)
    adults_now = {role.worker_id: role.worker for role in roles if role.name in CARE}
    return Living(
        home=viewer.home.pk,
        children=tuple(
            ChildHere(one.pk, one.name, english.age(one.born_on, today), *sexes_said.get(one.pk, ("", "")))
            for one in here
        ),
        adults=len(adults_now),
        qualified=sum(_holds_diploma(one) for one in adults_now.values()),
        manager=_named(roles, "registered-manager"),
        responsible=_named(roles, "responsible-individual"),
        therapies=tuple(_therapies_now(viewer, called)),
        places=viewer.home.places,
        ages=(viewer.home.age_from, viewer.home.age_to),
    )


def _particulars(viewer: Viewer, children: list[str]) -> dict[str, tuple[str, str]]:
    """Each child's sex as their particulars last said it, and the record that says it."""
    found = list(_about(viewer, PARTICULARS, children).order_by("happened_at", "pk"))
    said = plans.answers(viewer, [one.pk for one in found])
    return {one.about_one: (str(sex), one.pk) for one in found if (sex := said.get(one.pk, {}).get("sex"))}


def _therapies_now(viewer: Viewer, called: Mapping[str, str]) -> Iterator[Therapy]:
    """Therapies of the children here that have not ended."""
    running = [one for one in _about(viewer, THERAPY, list(called)) if "ended" not in one.stages.split(",")]
    said = plans.answers(viewer, [one.pk for one in running])
    for one in running:
        care = said.get(one.pk, {}).get("care")
        if care:
            yield Therapy(str(care), called[one.about_one], one.pk)


def _about(viewer: Viewer, kind: str, children: list[str]) -> Any:
    return ledger.records(viewer).filter(type=kind, about_one__in=children)


def _named(roles: list[Role], name: str) -> tuple[str, ...]:
    return tuple(sorted({role.worker.name for role in roles if role.name == name}))


def _holds_diploma(worker: Worker) -> bool:
    return bool(worker.level3_on or worker.level5_on)


def _finding(sentence: str, about: str, said: StatedPurpose, behind: str, *records: str) -> Finding:
    opens = tuple(dict.fromkeys((*(one for one in records if one), said.record)))
    return Finding(CHECK, sentence, about, opens, (said.record, behind))


def _ids(home: Living) -> str:
    return " ".join(sorted(child.id for child in home.children))


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def _alike(one: str, other: str) -> bool:
    """Whether two names of a therapy mean the same: one holds the other's first long word."""
    wanted = [word for word in other.casefold().split() if len(word) > 3]
    return other.casefold() in one.casefold() or bool(wanted and wanted[0] in one.casefold())


def _of(statement: Statement, home: Living, key: str) -> list[Finding]:
    """The findings about one of the two named people."""
    return list(names({key: statement[key]}, home)) if key in statement else []


def _said(statement: Statement, key: str) -> str:
    return str(statement[key].answer) if key in statement else ""


def _range(statement: Statement) -> str:
    low, high = _said(statement, "age_from"), _said(statement, "age_to")
    return f"{low or '?'} to {high or '?'}" if low or high else ""


def _hundred(statement: Statement) -> str:
    said = _said(statement, "qualified")
    return f"{said} of 100" if said else ""


def _sexes(home: Living) -> str:
    told_of = [child.sex.strip().lower() for child in home.children if child.sex.strip()]
    return ", ".join(english.counted(told_of.count(one), one, one) for one in sorted(set(told_of)))


def _therapies(statement: Statement) -> str:
    return (
        ", ".join(str(row.get("therapy", "")) for row in statement["therapies"].answer)
        if "therapies" in statement
        else ""
    )


def _given(home: Living) -> str:
    return ", ".join(sorted({one.care for one in home.therapies}))


__all__ = [
    "CHECK",
    "CHECKS",
    "ChildHere",
    "DriftRow",
    "Living",
    "StatedPurpose",
    "Statement",
    "Therapy",
    "drift",
    "rows",
]
