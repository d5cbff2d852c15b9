"""Behind "helped 7 of 9": the records in which one of a child's calming steps was tried."""

import json

from ninefold.insight.portraits import Helped, helped, tries
from ninefold.ledger.kept import until_signed
from ninefold.people.access import Viewer

CALMING = "calming_steps"  # the table of a plan that holds what calms a child, in the child's own words


@until_signed
def own_steps(viewer: Viewer, child: str, own: list[str]) -> list[Helped]:
    """The child's own steps in the order of their list, with how each has done in the last year."""
    counts = {one.step.lower(): one for one in helped(viewer, [child]).get(child, [])}
    done = [counts.get(step.lower()) for step in own]
    return [
        Helped(step, one.helped if one else 0, one.tried if one else 0) for step, one in zip(own, done, strict=True)
    ]


def tried(viewer: Viewer, child: str, step: str) -> dict[str, str]:
    """How a step went ("helped" or "no") in each record of the last year in which it was tried, by the record's id."""
    return {
        record: outcome
        for record, data, outcome in tries(viewer, [child]).values_list("record_id", "data", "value")
        if json.loads(data or "{}").get("text", "").lower() == step.lower()
    }
