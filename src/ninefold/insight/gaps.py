"""What the law's lists still miss of a child or a home, read from the facts of its records."""

from ninefold import lawbook
from ninefold.lawbook import gaps
from ninefold.lawbook.gaps import Gap
from ninefold.ledger.kept import until_signed
from ninefold.ledger.models import FactRow
from ninefold.people.access import Viewer, reads_of

CHILD, HOME, STATEMENT = "sch3", "sch4", "sch1"


def of_child(viewer: Viewer, child: str) -> list[Gap]:
    """Items of Schedule 3 that no record of this home shows of the child; none for who may not read of them. One query."""
    if not reads_of(viewer, child):
        return []
    return _lacking(viewer, CHILD, subject=child)


def of_home(viewer: Viewer) -> list[Gap]:
    """Items of Schedule 4 that no record of the home shows. One query."""
    return _lacking(viewer, HOME)


def of_statement(viewer: Viewer) -> list[Gap]:
    """Items of Schedule 1 that no revision of the home's statement of purpose has ever said. One query."""
    return _lacking(viewer, STATEMENT)


@until_signed
def _lacking(viewer: Viewer, prefix: str, **whose: str) -> list[Gap]:
    library = lawbook.current()
    rows = FactRow.objects.filter(
        home=viewer.home, name__in=gaps.names(library, prefix), withdrawn=False, known_at__lte=viewer.now, **whose
    )
    return gaps.gaps(library, prefix, set(rows.values_list("name", "value").distinct()))
