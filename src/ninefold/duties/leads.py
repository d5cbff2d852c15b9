"""Who leads on keeping children safe in a home today, as the home has named them (records ``safeguarding-lead``)."""

import json

from ninefold.base import clock
from ninefold.ledger.kept import until_signed
from ninefold.ledger.models import FactRow, Record
from ninefold.people.access import Viewer, visible

SAFEGUARDING_LEAD = "safeguarding-lead"  # both the record in which they are named and what a duty calls them

# In the order in which somebody turns to them: whoever stands in, the lead, the deputy.
NAMED_BY = ("safeguarding.stands-in", "safeguarding.leads", "safeguarding.deputises")


@until_signed
def leading(viewer: Viewer) -> list[str]:
    """The ids of those who lead today, first whom to turn to first; nobody when the home has a gap."""
    today = clock.local(viewer.now).date().isoformat()
    records = visible(viewer, Record.objects.filter(type=SAFEGUARDING_LEAD, withdrawn=False))
    facts = FactRow.objects.filter(
        home=viewer.home, name__in=NAMED_BY, record_id__in=records.values("pk"), ended_at=None, known_at__lte=viewer.now
    )
    named = [(NAMED_BY.index(name), who, json.loads(data)) for name, who, data in
             facts.order_by("-known_at").values_list("name", "value", "data")]  # fmt: skip
    now = [(place, who) for place, who, days in named if days["from"] <= today <= days["until"]]
    return list(dict.fromkeys(who for _, who in sorted(now, key=lambda one: one[0])))
