"""Plans that are looked at again: because an event reopens them, and because the day has come that was set for it.

A record type that says ``reopens`` makes a duty to answer each plan it names. A plan that says when it is looked at
again (``lawbook.model.REVIEW_ON``) makes a duty to do so.
"""

from ninefold.lawbook.model import Duty, Library, RecordType
from ninefold.lawbook.timing import Due, MetBy, Starts

WITHIN = "5 days"
NOTICE = "2 weeks"  # before its day, a look at a plan comes into sight
GONE = MetBy(fact="child.moved-out", scope="subject", spares=True)


# What was made of the libraries that this process asked about last, each known again as the object that it is.
_made: list[tuple[Library, tuple[Duty, ...]]] = []
MOST_KEPT = 4


def all_duties(library: Library) -> tuple[Duty, ...]:
    """The library's duties, and those that its record types make by reopening plans. Made once for each library.

    Several kinds of record may reopen one plan: those duties share their id and differ in what starts them.
    """
    for known, duties in list(_made):
        if known is library:
            return duties
    duties = _all(library)
    _made[:] = [(library, duties), *_made[: MOST_KEPT - 1]]
    return duties


def _all(library: Library) -> tuple[Duty, ...]:
    records = library.records
    made = [_answer(kind, records[plan]) for kind in records.values() for plan in kind.reopens if plan in records]
    again = [_look_again(plan) for plan in records.values() if plan.plan and _dated(plan)]
    return (*library.duties.values(), *made, *again)


def duties_by_id(library: Library) -> dict[str, Duty]:
    """Every duty that an obligation can name, by its id."""
    return {duty.id: duty for duty in all_duties(library)}


def _answer(kind: RecordType, plan: RecordType) -> Duty:
    """The duty to answer ``plan`` after ``kind``: changed, or still right because."""
    return Duty(
        id=f"plan-answered-{plan.id}",
        title=f"Answer the {_name(plan)}",
        cite=plan.cite,
        source=plan.source,
        unverified=plan.unverified,
        weight="custom",
        about="child",
        who=("managers", "key-worker"),
        says="Something happened that this plan is about. Change it, or say why it is still right.",
        serves=plan.serves,
        starts=Starts(fact=f"{kind.id}.{kind.stages[0].id}", one_of_several=True),
        due=Due(within=WITHIN),
        met_by=_ways(plan),
    )


def _look_again(plan: RecordType) -> Duty:
    """The duty to look at ``plan`` again on the day set for it, and to set the next.

    An answer in between that sets no new day leaves the old one standing. It is over when the child has moved out.
    """
    return Duty(
        id=f"plan-reviewed-{plan.id}",
        title=f"Look at it again: {_name(plan)}",
        cite=plan.cite,
        source=plan.source,
        unverified=plan.unverified,
        weight="custom",
        about="child",
        who=("managers", "key-worker"),
        says="The day has come that was set for it. Change it or say why it is still right, and set the next day.",
        serves=plan.serves,
        starts=Starts(fact=plan.review_due),
        due=Due(on="due", notice=NOTICE),
        met_by=MetBy(fact=plan.review_due, scope="subject", at="written", or_=(GONE,)),
    )


def _dated(plan: RecordType) -> bool:
    """Whether the plan asks when it is looked at again."""
    return any(rule.fact == plan.review_due for rules in plan.rules.values() for rule in rules)


def _name(plan: RecordType) -> str:
    """A plan's title within a sentence."""
    return plan.title[:1].lower() + plan.title[1:]


def _ways(plan: RecordType) -> MetBy:
    """Any stage of the plan that is signed about the child afterwards and answers what happened, or its matter."""
    ways = [MetBy(fact=f"{plan.id}.{stage.id}", scope="matter", at="written") for stage in plan.stages]
    return ways[0].model_copy(update={"or_": tuple(ways[1:])})
