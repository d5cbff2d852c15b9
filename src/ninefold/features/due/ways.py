"""What would meet an obligation: the forms that somebody could begin, and the stages they could sign in its record."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from ninefold import lawbook
from ninefold.duties import belonging
from ninefold.duties.touch import rules, ways
from ninefold.features.due.lines import Item
from ninefold.lawbook.model import RecordType, Stage
from ninefold.lawbook.of_library import of_library
from ninefold.ledger import queries as ledger
from ninefold.ledger.kept import until_signed
from ninefold.people.access import Viewer, may_sign
from ninefold.web import rooms


@dataclass(frozen=True, slots=True)
class Way:
    """Something that would meet an obligation: a form to write, or a stage of a record to sign.

    ``also`` marks what will do besides what is asked for: a role that is ended, where somebody was to be cleared.
    """

    title: str
    stage: str
    href: str
    also: bool = False


def of(viewer: Viewer, items: Iterable[Item]) -> dict[str, list[Way]]:
    """What the viewer could write that would meet each of ``items``, by its key; in two queries whatever their number.

    The stages of the record that opened it come first, and of a plan that stands: they are nearer than a form begun anew.
    """
    found = list(items)
    opened = {item.obligation.record for item in found}
    types = _types(viewer, opened)
    plans = _plans(viewer, found)
    return {item.obligation.key: _of(viewer, item, types.get(item.obligation.record, ""), plans) for item in found}


@until_signed
def _types(viewer: Viewer, records: Collection[str]) -> dict[str, str]:
    """The type of each of ``records`` that the viewer may see."""
    return dict(ledger.records(viewer).filter(pk__in=records).values_list("pk", "type"))


def _plans(viewer: Viewer, items: list[Item]) -> dict[tuple[str, str], str]:
    """The plans that stand and could answer one of ``items``, by their type and child."""
    wanted = {kind.id for item in items for kind, stage in meeting(item.duty.id) if kind.plan and _later(kind, stage)}
    if not wanted:
        return {}
    children = {item.obligation.subject for item in items if item.kind == "child"}
    return _standing_plans(viewer, wanted, children)


@until_signed
def _standing_plans(viewer: Viewer, types: Collection[str], children: Collection[str]) -> dict[tuple[str, str], str]:
    """The newest record of each of these types about each child."""
    found = ledger.records(viewer).filter(type__in=types, about_one__in=children).order_by("happened_at")
    return {(type, child): record for record, type, child in found.values_list("pk", "type", "about_one")}


def _of(viewer: Viewer, item: Item, opened_in: str, plans: dict[tuple[str, str], str]) -> list[Way]:
    library = lawbook.current()
    may = [(kind, stage) for kind, stage in meeting(item.duty.id) if may_sign(viewer.role, library.roles_in(stage.by))]
    further = [
        _marked(item, kind, stage, _further(viewer, item, kind, stage))
        for kind, stage in may
        if _later(kind, stage) and kind.id == opened_in
    ]
    standing = [
        _marked(item, kind, stage, _answer(viewer, item, kind, stage, plans[kind.id, item.obligation.subject]))
        for kind, stage in may
        if _later(kind, stage) and kind.id != opened_in and (kind.id, item.obligation.subject) in plans
    ]
    anew = [
        _marked(item, kind, stage, _anew(viewer, item, kind))
        for kind, stage in may
        if not _later(kind, stage) and kind.effect != "carried" and (kind.id, item.obligation.subject) not in plans
    ]
    return further + standing + anew


def _marked(item: Item, kind: RecordType, stage: Stage, way: Way) -> Way:
    """The way, marked where signing it is not what the duty itself asks for: a policy that ends, instead of a look."""
    return way if _asked_for(item.duty.id, kind, stage) else replace(way, also=True)


def _asked_for(duty: str, kind: RecordType, stage: Stage) -> bool:
    """Whether signing this stage is what the duty itself asks for."""
    stated = {*(rule.fact for rule in kind.rules[stage.id]), *(f.fact for f in stage.fields)}
    return any(one.met_by is None or one.met_by.fact in stated for one in rules().duties[duty])


def _answer(viewer: Viewer, item: Item, kind: RecordType, stage: Stage, plan: str) -> Way:
    """A further stage of the child's plan, naming what it answers."""
    address = rooms.address(viewer, "stage", plan, stage.id)
    answers = f"?answers={item.obligation.record}" if belonging.asks(kind, stage) else ""
    return Way(kind.title, stage.title, f"{address}{answers}")


def _later(kind: RecordType, stage: Stage) -> bool:
    return stage.id != kind.stages[0].id


def _further(viewer: Viewer, item: Item, kind: RecordType, stage: Stage) -> Way:
    """A further stage of the record that opened the obligation; a check of what others wrote, with all of it beside."""
    record = item.obligation.record
    beside = rooms.address(viewer, "signoff-record", record) if stage.checks else ""
    return Way(kind.title, stage.title, beside or rooms.address(viewer, "stage", record, stage.id))


def _anew(viewer: Viewer, item: Item, kind: RecordType) -> Way:
    """A form begun anew, about the same person, naming what it answers where its kind asks what it belongs to."""
    one = item.obligation
    asked = {"child": f"child={one.subject}", "worker": f"worker={one.subject}"}.get(item.kind, "")
    parts = [asked] if asked else []
    if one.record and belonging.asks(kind):
        parts.append(f"answers={one.record}" + (f"&row={one.row}" if one.row else ""))
    address = rooms.address(viewer, "form", kind.id)
    return Way(kind.title, "", f"{address}?{'&'.join(parts)}" if parts else address)


@of_library
def meeting(duty: str) -> tuple[tuple[RecordType, Stage], ...]:
    """Every stage of the library whose signing can meet this duty; what it asks for first, then what also will do."""
    wanted: dict[str, int] = {}
    for one in rules().duties[duty]:
        again = one.rhythm or one.every
        for place, fact in enumerate([*(way.fact for way in ways(one)), *([again.counted] if again else [])]):
            wanted[fact] = min(place, wanted.get(fact, place))
    stages: list[tuple[int, RecordType, Stage]] = []
    for kind in lawbook.current().records.values():
        for stage in kind.stages:
            stated = {*(rule.fact for rule in kind.rules[stage.id]), *(f.fact for f in stage.fields)}
            if places := [place for fact, place in wanted.items() if fact in stated]:
                stages.append((min(places), kind, stage))
    return tuple((kind, stage) for _, kind, stage in sorted(stages, key=lambda one: one[0]))
