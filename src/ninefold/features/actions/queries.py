"""The register of actions: what anybody agreed to do, wherever it was agreed, who does it, what came of it, if it worked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, Min, OuterRef

from ninefold import lawbook
from ninefold.duties import queries
from ninefold.duties.models import ObligationRow
from ninefold.duties.queries import Rows
from ninefold.features.due import queries as owed
from ninefold.features.due.queries import Item
from ninefold.ledger import queries as ledger
from ninefold.ledger.kept import until_signed
from ninefold.ledger.models import Entry
from ninefold.ledger.queries import Line
from ninefold.people import access
from ninefold.people import queries as people
from ninefold.people.access import Viewer
from ninefold.people.models import Account, Home

DONE, CHECKED = "action.done", "action.checked"
STATES = (
    ("", "Not done"),
    ("overdue", "Over their day"),
    ("done", "Done"),
    ("check", "Done; did it work?"),
    ("failed", "Done, and did not work"),
)
WORKED = {"yes": "It worked", "partly": "It worked in part", "no": "It did not work", "too-early": "Too early to say"}
COLOURS = {WORKED["yes"]: "leaf", WORKED["no"]: "brick"}


@dataclass(frozen=True, slots=True)
class Action:
    """Something agreed: the record it was agreed in, and, once done, its evidence, whether it worked, when that is asked."""

    item: Item
    line: Line
    evidence: Line | None
    worked: str
    check: ObligationRow | None

    @property
    def colour(self) -> str:
        """The colour of the chip that says whether it worked."""
        return COLOURS.get(self.worked, "amber")


@dataclass(frozen=True, slots=True)
class Behind:
    """Actions over their day of one person, or in one home: how many, and since when the oldest should have been done."""

    name: str
    address: str
    number: int
    oldest: datetime
    home: Home | None = None


def checks(viewer: Viewer) -> Rows:
    """That somebody is to see whether a done action worked: still open."""
    return queries.due(viewer).filter(duty__in=owed.started_by([DONE]))


def in_state(viewer: Viewer, state: str) -> Rows:
    """Actions that are not done, over their day, done, to be looked at again, or done without effect."""
    rows = owed.actions(viewer)
    if state in ("", "overdue"):
        still = rows.filter(met_at=None)
        return still.filter(due_at__lt=viewer.now) if state else still
    done = rows.exclude(met_at=None).order_by("-met_at", "key")
    if state == "check":
        return done.filter(met_by__in=checks(viewer).values("started_by"))
    if state == "failed":
        said = ledger.stated(viewer).filter(name__in=(DONE, CHECKED), value="no")
        answer = Entry.objects.filter(pk=OuterRef("met_by"), record_id__in=said.values("record_id"))
        return done.filter(Exists(answer))
    return done


def from_types(viewer: Viewer, rows: Rows, type: str) -> Rows:
    """Those of ``rows`` that were agreed in records of one type."""
    return rows.filter(record_id__in=ledger.records(viewer).filter(type=type).values("pk"))


def sources() -> list[tuple[str, str]]:
    """The types of record in which an action can be agreed, by title."""
    wanted = set(owed.ACTIONS)
    kinds = lawbook.current().records.values()
    found = [k for k in kinds if any(rule.fact in wanted for rules in k.rules.values() for rule in rules)]
    return [(kind.id, kind.title) for kind in sorted(found, key=lambda kind: kind.title)]


def actions(viewer: Viewer, rows: Iterable[ObligationRow]) -> list[Action]:
    """Each of ``rows`` as an action, in the same few queries whatever their number."""
    items = owed.items(viewer, rows)
    met = {item.obligation.met_by for item in items if item.obligation.met_by}
    in_record = dict(Entry.objects.filter(pk__in=met, home=viewer.home).values_list("pk", "record_id"))
    wanted = {item.obligation.record for item in items} | set(in_record.values())
    lines = {one.record.pk: one for one in ledger.lines(viewer, ledger.these(viewer, tuple(wanted)))}
    worked = _worked(viewer, [record for record in in_record.values() if record in lines])
    asked = {row.started_by: row for row in checks(viewer).filter(started_by__in=met)}
    made = []
    for item in items:
        one = item.obligation
        if one.record in lines:
            answer = in_record.get(one.met_by, "")
            made.append(
                Action(item, lines[one.record], lines.get(answer), worked.get(answer, ""), asked.get(one.met_by))
            )
    return made


@until_signed
def _worked(viewer: Viewer, records: list[str]) -> dict[str, str]:
    """What was said last of whether it worked, by the record that says so."""
    facts = ledger.stated(viewer).filter(record_id__in=records, name__in=(DONE, CHECKED))
    said = facts.exclude(value="").order_by("known_at", "pk").values_list("record_id", "value")
    return {record: WORKED.get(value, value) for record, value in said}


def behind_by_person(viewer: Viewer) -> list[Behind]:
    """Who has actions over their day, the longest first; those without an owner are a manager's to give away."""
    rows = in_state(viewer, "overdue").order_by()
    counted = list(rows.values_list("owner").annotate(number=Count("pk"), oldest=Min("due_at")))
    names = people.subject_names(viewer, [owner for owner, _, _ in counted])
    found = [Behind(names.get(owner, "Nobody by name"), owner, number, oldest) for owner, number, oldest in counted]
    return sorted(found, key=lambda one: one.oldest)


def behind_by_home(viewer: Viewer, account: Account) -> list[Behind]:
    """The other homes of somebody who leads several, where actions are over their day, the longest first."""
    found = []
    for home in people.homes_beside(viewer).exclude(pk=viewer.home.pk):
        there = access.viewer_for(account, home.urn, viewer.now)
        counted = in_state(there, "overdue").order_by().aggregate(number=Count("pk"), oldest=Min("due_at"))
        if counted["number"]:
            found.append(Behind(home.name, "", counted["number"], counted["oldest"], home))
    return sorted(found, key=lambda one: one.oldest)
