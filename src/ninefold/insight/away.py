"""Who is not where they should be: children who are missing now."""

from ninefold.ledger import queries as ledger
from ninefold.ledger.kept import until_signed
from ninefold.ledger.models import FactRow, Record
from ninefold.people.access import Viewer

REPORTED, RETURNED = "missing.reported", "missing.returned"


@until_signed
def away(viewer: Viewer) -> list[Record]:
    """The records of children who were reported missing and are not written down as back, newest first."""
    stated = FactRow.objects.filter(home=viewer.home, ended_at=None)
    reported = stated.filter(name=REPORTED).values("record_id")
    returned = stated.filter(name=RETURNED).values("record_id")
    # They are few: asked for in order, the database would read the whole home in that order to find them.
    found = ledger.records(viewer).filter(pk__in=reported).exclude(pk__in=returned)
    return sorted(found, key=lambda one: (one.happened_at, one.pk), reverse=True)
