"""Plans that an event reopens: a record type that says ``reopens`` makes a duty to answer each plan it names."""

from ninefold.lawbook.model import Duty, Library, RecordType
from ninefold.lawbook.timing import Due, MetBy, Starts

WITHIN = "5 days"


def all_duties(library: Library) -> list[Duty]:
    """The library's duties, and those that its record types make by reopening plans.

    Several kinds of record may reopen one plan: those duties share their id and differ in what starts them.
    """
    records = library.records
    made = [_answer(kind, records[plan]) for kind in records.values() for plan in kind.reopens if plan in records]
    return [*library.duties.values(), *made]


def duties_by_id(library: Library) -> dict[str, Duty]:
    """Every duty that an obligation can name, by its id."""
    return {duty.id: duty for duty in all_duties(library)}


def _answer(kind: RecordType, plan: RecordType) -> Duty:
    """The duty to answer ``plan`` after ``kind``: changed, or still right because."""
    name = plan.title[:1].lower() + plan.title[1:]
    return Duty(
        id=f"plan-answered-{plan.id}",
        title=f"Answer the {name}",
        cite=plan.cite,
        source=plan.source,
        weight="custom",
        about="child",
        who=("managers", "key-worker"),
        says="Something happened that this plan is about. Change it, or say why it is still right.",
        serves=plan.serves,
        starts=Starts(fact=f"{kind.id}.{kind.stages[0].id}"),
        due=Due(within=WITHIN),
        met_by=_ways(plan),
    )


def _ways(plan: RecordType) -> MetBy:
    """Any stage of the plan that is signed about the child afterwards."""
    ways = [MetBy(fact=f"{plan.id}.{stage.id}", scope="subject", at="written") for stage in plan.stages]
    return ways[0].model_copy(update={"or_": tuple(ways[1:])})
