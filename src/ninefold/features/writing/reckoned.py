"""What is reckoned already of what a form moves: how much there is of a child's money, or of the home's cash."""

from collections.abc import Sequence

from ninefold.base.english import listed
from ninefold.lawbook.model import RecordType
from ninefold.ledger import queries
from ninefold.ledger.factrows import from_row
from ninefold.money import books
from ninefold.people.access import Viewer
from ninefold.people.models import Child

COUNTED = "childrens-money.counted"  # two count before they look at what there should be


def so_far(viewer: Viewer, type: RecordType, children: Sequence[Child]) -> list[str]:
    """How much there is, in a sentence for each child, or for the cash; nothing for a form that moves no money."""
    stated = {rule.fact for rules in type.rules.values() for rule in rules}
    whose = {child.pk: f"{child.name} has" for child in children} if stated & books.CHILDS.keys() else {}
    if stated & books.HOMES.keys():
        whose[viewer.home.pk] = "In the book there is"
    if not whose or COUNTED in stated:
        return []
    names = [*books.CHILDS, *books.HOMES]
    facts = [from_row(row) for row in queries.stated(viewer).filter(name__in=names, subject__in=list(whose))]
    lines = []
    for subject, begins in whose.items():
        sums = books.balances(books.moves(facts, subject))
        amounts = listed([f"{books.pounds(pence)} of {books.called(account)}" for account, pence in sums.items()])
        lines.append(f"{begins} {amounts}." if amounts else f"{begins} nothing yet.")
    return lines
