"""What waits for somebody's signature: open obligations that a later stage of the same record meets."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ninefold import lawbook
from ninefold.duties import queries
from ninefold.duties.models import ObligationRow
from ninefold.duties.queries import Rows
from ninefold.duties.touch import rules
from ninefold.features.due import lines, order
from ninefold.features.due.queries import Item, items
from ninefold.lawbook.model import Stage
from ninefold.lawbook.of_library import of_library
from ninefold.ledger import queries as ledger
from ninefold.ledger.books import standing
from ninefold.ledger.permissions import why_not
from ninefold.ledger.queries import Line
from ninefold.ledger.records import Slot
from ninefold.people.access import Viewer, may_sign
from ninefold.web.leaders import leads

MOST = 200


@dataclass(frozen=True, slots=True)
class Waiting:
    """A record, the stage that is wanted next, and the obligation that wants it.

    ``not_you`` says that the viewer wrote the record or took part in it, and the stage is somebody else's to sign.
    ``then`` names what the same record waits for besides.
    """

    line: Line
    stage: Stage
    item: Item
    not_you: bool
    then: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits, each record once: its most urgent obligation, in order, and what else each record waits for."""

    first: list[ObligationRow]
    then: dict[str, tuple[str, ...]]


def queue(viewer: Viewer) -> Queue:
    """What waits for a role like the viewer's, the gravest and nearest first, each record once."""
    records: dict[str, list[ObligationRow]] = {}
    for row in _in_order(viewer, rows(viewer)):
        records.setdefault(row.record_id, []).append(row)
    then = {
        record: tuple(dict.fromkeys(lines.duty(row.duty).title for row in some[1:])) for record, some in records.items()
    }
    return Queue([some[0] for some in records.values()], then)


def duties(viewer: Viewer) -> list[str]:
    """The duties that a signature of somebody in the viewer's role meets."""
    return [id for id, stage in _stages().items() if may_sign(viewer.role, _signers(stage))]


def rows(viewer: Viewer) -> Rows:
    """What waits for a role like the viewer's; ``waiting`` puts it in order."""
    return queries.due(viewer).filter(duty__in=duties(viewer))


def _in_order(viewer: Viewer, asked: Rows) -> list[ObligationRow]:
    """What waits, in order: all of it for who leads the home, for anybody else what is theirs to do."""
    return order.sort(viewer, asked) if leads(viewer) else order.mine(viewer, asked)


def waiting(viewer: Viewer, record: str = "", most: int = MOST) -> list[Waiting]:
    """The first ``most`` of it with all that a page shows, the gravest and nearest first; of one record if given."""
    asked = rows(viewer).filter(record_id=record) if record else rows(viewer)
    chosen = _in_order(viewer, asked)[:most]
    return _every(viewer, chosen) if record else shown(viewer, chosen)


def shown(viewer: Viewer, chosen: Iterable[ObligationRow]) -> list[Waiting]:
    """``chosen`` of what waits, in their order, with all that a page shows; without what somebody else is to sign."""
    return [one for one in _every(viewer, chosen) if not one.not_you]


def _every(viewer: Viewer, chosen: Iterable[ObligationRow]) -> list[Waiting]:
    found = items(viewer, chosen)
    lines = {line.record.pk: line for line in _lines(viewer, found)}
    here = [item for item in found if item.obligation.record in lines]
    parts = [lines[item.obligation.record].record for item in here if _stages()[item.duty.id].checks]
    before = standing(viewer, parts)
    return [_waiting(viewer, item, lines[item.obligation.record], before) for item in here]


def _lines(viewer: Viewer, found: Sequence[Item]) -> list[Line]:
    ids = {item.obligation.record for item in found}
    return ledger.lines(viewer, ledger.these(viewer, tuple(ids)))


def _waiting(viewer: Viewer, item: Item, line: Line, before: dict[str, list[Slot]]) -> Waiting:
    stage = _stages()[item.duty.id]
    kind = lawbook.current().records[line.record.type]
    slots = before.get(line.record.pk)
    other = bool(slots) and bool(why_not(kind, stage, "write", viewer.person, viewer.role, slots or []))
    return Waiting(line, stage, item, not_you=other)


def _signers(stage: Stage) -> frozenset[str]:
    return lawbook.current().roles_in(stage.by)


@of_library
def _stages() -> dict[str, Stage]:
    """For each duty that a later stage of its own record meets, and that not everybody on shift may sign: that stage."""
    stated = {
        fact: stage
        for kind in lawbook.current().records.values()
        for stage in kind.stages[1:]
        if "support-worker" not in _signers(stage)
        for fact in (f"{kind.id}.{stage.id}", *(rule.fact for rule in stage.yields))
    }
    return {
        id: stated[variants[0].met_by.fact]
        for id, variants in rules().duties.items()
        if variants[0].met_by and variants[0].met_by.scope == "thread" and variants[0].met_by.fact in stated
    }
