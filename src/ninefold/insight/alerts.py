"""What nobody may overlook about a child: an allergy, a condition, a diet, and whatever else the library marks so.

A fact whose name begins with ``alert.`` stands at the head of every page and form about its subject, from the moment
it is signed until its record states ``alert.over``. The library decides which answers are such facts; no form has to
think of showing them.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet

from ninefold import lawbook
from ninefold.lawbook.model import RecordType, Yield
from ninefold.lawbook.of_library import of_library
from ninefold.ledger import factrows
from ninefold.ledger import queries as ledger
from ninefold.ledger.kept import until_signed
from ninefold.ledger.models import FactRow
from ninefold.people.access import Viewer

MARK, OVER = "alert.", "alert.over"
# What people write in a line that asks for allergies when there is none: nothing that has to be seen.
NOTHING = frozenset(
    {"no", "none", "none known", "nil", "nothing", "nothing known", "no known allergies", "nka", "nkda"}
)


@dataclass(frozen=True, slots=True)
class Alert:
    """One thing to be seen: its kind in a word, what it is, how bad it can be, what to do, and where the remedy is."""

    kind: str
    what: str
    how: str
    do: str
    where: str
    record: str


@until_signed
def alerts(viewer: Viewer, children: Collection[str]) -> dict[str, list[Alert]]:
    """What must be seen about each of ``children``, by the child's id, the worst first. At most two queries."""
    rows = list(_rows(viewer, children)) if children else []
    types = _types(viewer, rows) if rows else {}
    over = {(row.subject, row.record_id) for row in rows if row.name == OVER}
    known = lawbook.current().records
    newest: set[tuple[str, str, str]] = set()
    found: dict[str, dict[tuple[str, str], Alert]] = {}
    for row in rows:
        if row.name == OVER or row.record_id not in types or (row.subject, row.record_id) in over:
            continue
        kind = known[types[row.record_id]]
        # A record says a thing once however often it was answered; of a plan only the newest stands.
        place = (row.subject, row.name, kind.id if kind.plan else row.record_id)
        alert = _alert(row, kind)
        if place not in newest and alert.what.strip(" .").casefold() not in NOTHING:
            found.setdefault(row.subject, {}).setdefault((alert.kind, alert.what.casefold()), alert)
        newest.add(place)
    return {child: sorted(those.values(), key=_worst_first) for child, those in found.items()}


def _rows(viewer: Viewer, children: Collection[str]) -> QuerySet[FactRow]:
    """The facts that mark something to be seen, as they stand, the newest first."""
    stated = FactRow.objects.filter(
        home=viewer.home,
        name__in=_names(),
        subject__in=children,
        ended_at=None,
        at__lte=viewer.now,
    )
    return stated.order_by("-at", "-known_at", "-pk")


def _types(viewer: Viewer, rows: list[FactRow]) -> dict[str, str]:
    """The kind of each of the records that state them, as far as the viewer may see it."""
    return dict(ledger.records(viewer).filter(pk__in={row.record_id for row in rows}).values_list("pk", "type"))


@of_library
def _names() -> list[str]:
    """The name of every such fact that the records can state."""
    rules = (rule for kind in lawbook.current().records.values() for stage in kind.rules.values() for rule in stage)
    return sorted({rule.fact for rule in rules if rule.fact.startswith(MARK)})


def _alert(row: FactRow, kind: RecordType) -> Alert:
    data = factrows.from_row(row).data
    word = row.name.removeprefix(MARK).replace("-", " ")
    return Alert(
        kind=word[:1].upper() + word[1:],
        what=row.value,
        how=_label(kind, row.name, data.get("how", "")),
        do=data.get("text", ""),
        where=data.get("where", ""),
        record=row.record_id,
    )


def _label(kind: RecordType, fact: str, option: str) -> str:
    """What the form calls the answer that says how bad it can be."""
    for stage in kind.stages:
        rule: Yield | None = next((one for one in stage.yields if one.fact == fact and "how" in one.data), None)
        asked = next((one for one in stage.fields if rule and one.id == rule.data["how"]), None)
        if asked and option:
            return asked.label_of(option)
    return ""


def _worst_first(alert: Alert) -> tuple[bool, bool, str, str]:
    """What comes with something to do stands before what does not."""
    return not alert.do, not alert.how, alert.kind, alert.what
