"""The single central record: everybody who works here or is about to, and every check before they began.

Its columns are the stages of the record of recruitment that a decision waits for, as the library lists them; nothing
here knows which checks the law names.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from ninefold import lawbook
from ninefold.base import clock
from ninefold.forms.read import Answer, answers
from ninefold.insight import clearance
from ninefold.insight.clearance import Lack
from ninefold.lawbook.facts import fits
from ninefold.lawbook.model import RecordType, Stage
from ninefold.ledger import books
from ninefold.ledger.kept import until_signed
from ninefold.ledger.models import Record, RecordSubject
from ninefold.ledger.records import Slot
from ninefold.people import queries as people
from ninefold.people.access import Viewer
from ninefold.people.models import Role, Worker

RECRUITMENT, DECISION, AGENCY = "recruitment", "decision", "agency-confirmed"
OVER = {"started", "ended"}  # stages after which somebody is no candidate any more
LIST = "confirmed"  # the question that asks which checks an agency says it has made, by the ids of their stages
TOLD = ("date", "line", "choice")  # kinds of answers that fit in a cell
MOST = 3  # answers in a cell


@dataclass(frozen=True, slots=True)
class VettingCheck:
    """One check of one worker: signed by somebody, said by an agency, or a gap."""

    stage: Stage
    seen_by: str = ""
    at: datetime | None = None
    answers: tuple[Answer, ...] = ()
    agency: str = ""

    @property
    def gap(self) -> bool:
        """Whether nobody has seen it."""
        return self.at is None and not self.agency

    @property
    def text(self) -> str:
        """The cell in words."""
        if self.gap:
            return "Not seen yet"
        said = "; ".join(one.text for one in self.answers)
        if self.agency:
            return f"The agency says so ({self.agency})"
        signed = f"signed by {self.seen_by}, {clock.local(self.at):%d/%m/%Y}" if self.at else ""
        return f"{said}; {signed}" if said else signed


@dataclass(slots=True)
class VettingRow:
    """A worker, or a candidate: their role, their record of recruitment, its checks, and what they lack."""

    worker: Worker
    role: Role | None
    record: Record | None
    checks: list[VettingCheck] = field(default_factory=list)
    lacks: list[Lack] = field(default_factory=list)
    cleared: str = ""

    @property
    def gaps(self) -> int:
        """How many checks nobody has seen."""
        return sum(check.gap for check in self.checks)


def columns() -> list[Stage]:
    """The stages that the decision waits for, in the order of the form."""
    kind = _recruitment()
    needed = set(kind.needed(kind.stage(DECISION)))
    return [stage for stage in kind.stages if stage.id in needed]


def central_record(viewer: Viewer) -> list[VettingRow]:
    """One row for everybody with a role here who works or leads, and for every candidate, in a few queries."""
    kept = _latest(viewer)
    roles = [role for role in people.at_work(viewer) if role.name in _working()]
    found = [VettingRow(role.worker, role, kept.get(role.worker_id)) for role in roles]
    return _checked(viewer, [*found, *_coming(viewer, kept)])


def candidates(viewer: Viewer) -> list[VettingRow]:
    """Those who are being recruited and have no role yet."""
    return _checked(viewer, _coming(viewer, _latest(viewer)))


def _coming(viewer: Viewer, kept: dict[str, Record]) -> list[VettingRow]:
    """Everybody without a role who has a file that goes on."""
    waiting = [VettingRow(one, None, kept[one.pk]) for one in people.workers_waiting(viewer, kept)]
    return [row for row in waiting if row.record and not OVER.intersection(row.record.stages.split(","))]


def _checked(viewer: Viewer, rows: list[VettingRow]) -> list[VettingRow]:
    """``rows`` with their checks as they stand, how they were cleared, and what they lack."""
    said = books.standing(viewer, [row.record for row in rows if row.record])
    lacking = clearance.lacks(viewer, [row.worker.pk for row in rows if row.role])
    names = people.subject_names(viewer, {slot.entry.author for slots in said.values() for slot in slots})
    for row in rows:
        slots = said.get(row.record.pk, []) if row.record else []
        row.checks = _checks(slots, names)
        row.lacks = lacking.get(row.worker.pk, [])
        row.cleared = _cleared(slots)
    return rows


def _recruitment() -> RecordType:
    return lawbook.current().records[RECRUITMENT]


def _working() -> frozenset[str]:
    """The roles whose holders stand in it: everybody employed here or leading the home."""
    return lawbook.current().roles_in(("staff", "leaders"))


@until_signed
def _latest(viewer: Viewer) -> dict[str, Record]:
    """The latest record of recruitment of each worker, by the worker's id."""
    rows = RecordSubject.objects.filter(record__in=books.book(viewer, [RECRUITMENT]), kind="worker", role="about")
    ordered = rows.select_related("record").order_by("happened_at", "record_id")
    return {row.subject: row.record for row in ordered}


def _checks(slots: Sequence[Slot], names: dict[str, str]) -> list[VettingCheck]:
    signed = {slot.entry.stage: slot for slot in slots}
    agency = signed.get(AGENCY)
    told = set(agency.content.get(LIST, [])) if agency else set()
    when = agency.content.get("confirmed_on", "") if agency else ""
    return [_check(stage, signed.get(stage.id), names, when if stage.id in told else "") for stage in columns()]


def _check(stage: Stage, slot: Slot | None, names: dict[str, str], agency: str) -> VettingCheck:
    if slot is None:
        return VettingCheck(stage, agency=agency)
    said = [one for one in answers(stage, slot.content) if one.field.kind in TOLD][:MOST]
    return VettingCheck(stage, names.get(slot.entry.author, ""), slot.entry.happened_at, tuple(said))


def _cleared(slots: Sequence[Slot]) -> str:
    """By which stage they were cleared, as the form calls it; "" when none says so."""
    kind = _recruitment()
    for slot in reversed(slots):
        rules = kind.rules[slot.entry.stage]
        if any(rule.fact == "recruitment.cleared" and fits(rule.when, slot.content) for rule in rules):
            return kind.stage(slot.entry.stage).title
    return ""
