"""What a record asks for, in sentences: who is asked to do what, by when, under which rule, and how it is answered."""

from dataclasses import dataclass

from ninefold import lawbook
from ninefold.duties import queries, store
from ninefold.duties.belonging import ties
from ninefold.duties.obligation import Obligation
from ninefold.features.due.lines import called, duty
from ninefold.lawbook.model import Duty, RecordType, Stage
from ninefold.ledger import queries as ledger
from ninefold.ledger.models import Entry
from ninefold.people import queries as people
from ninefold.people.access import Viewer
from ninefold.web import words

MOST_NAMES = 2


@dataclass(frozen=True, slots=True)
class Wanted:
    """An obligation that a record opened, who is to meet it, and the record that met it."""

    obligation: Obligation
    duty: Duty
    who: str
    by_when: str
    met_in: str
    answers: tuple[RecordType, ...] = ()

    @property
    def sentence(self) -> str:
        """What is wanted, of whom, by when."""
        return f"{self.duty.title}: {self.who}, by {self.by_when}"


def because_of(viewer: Viewer, record: str) -> list[Wanted]:
    """What ``record`` asks for, met or not, by the time it is due."""
    found = [store.from_row(row) for row in queries.for_record(viewer, record)]
    named = people.subject_names(viewer, [one.owner for one in found])
    at_work = _names_by_role(viewer) if found else {}
    met = _met_in(viewer, found)
    return [
        Wanted(
            obligation=one,
            duty=(its := duty(one.duty)),
            who=named.get(one.owner) or _who(its, at_work),
            by_when=words.by_when(one.due_at, viewer.now),
            met_in=met.get(one.met_by, "") if met.get(one.met_by) != record else "",
            answers=answering(its.id) if one.state(viewer.now) in ("open", "overdue") else (),
        )
        for one in found
    ]


def _met_in(viewer: Viewer, found: list[Obligation]) -> dict[str, str]:
    """The record that each meeting entry stands in, of those the viewer may open."""
    met = Entry.objects.filter(pk__in=[one.met_by for one in found if one.met_by], home=viewer.home)
    return dict(met.filter(record_id__in=ledger.records(viewer).values("pk")).values_list("pk", "record_id"))


def still(viewer: Viewer, wanted: list[Wanted]) -> list[Wanted]:
    """Those of ``wanted`` that are not done yet."""
    return [one for one in wanted if one.obligation.state(viewer.now) in ("open", "overdue")]


def _names_by_role(viewer: Viewer) -> dict[str, list[str]]:
    """Who has each role here now."""
    names: dict[str, list[str]] = {}
    for role in people.workers_now(viewer):
        names.setdefault(role.name, []).append(role.worker.name)
    return names


def _who(its: Duty, at_work: dict[str, list[str]]) -> str:
    """Who is to do it: by name while they are few, else by what they are."""
    roles = lawbook.current().words.roles
    outside = [called(who) for who in its.who if not _roles(who) & roles.keys()]
    names = [name for role in sorted(_roles(*its.who)) for name in at_work.get(role, ())]
    if 0 < len(names) + len(outside) <= MOST_NAMES:
        return " or ".join([*names, *outside])
    return " or ".join(called(who) for who in its.who)


def _roles(*who: str) -> frozenset[str]:
    return lawbook.current().roles_in(who)


def clocks_of(type: RecordType, stage: Stage) -> list[Duty]:
    """The duties that signing ``stage`` starts whatever is answered, for saying so before it is signed."""
    stated = {rule.fact for rule in type.rules[stage.id] if not rule.when and not rule.unless}
    return [
        duty
        for duty in lawbook.current().duties.values()
        if duty.starts
        and duty.starts.fact in stated
        and not (duty.starts.value or duty.starts.when or duty.starts.unless or duty.starts.unless_same)
    ]


def answering(id: str) -> tuple[RecordType, ...]:
    """The types that answer an obligation of this duty from a record of their own, by naming what they answer."""
    found = ((kind, ties(kind, kind.stages[0])) for kind in lawbook.current().records.values())
    return tuple(kind for kind, theirs in found if id in theirs.bound | theirs.near)
