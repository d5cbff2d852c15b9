"""What was asked, answered late or still waits: obligations as a report lists them."""

from dataclasses import dataclass

from django.db.models import Count, F, Q

from ninefold import lawbook
from ninefold.duties import queries as duties
from ninefold.duties.reopening import all_duties
from ninefold.reports.reading.events import Deadline, deadline
from ninefold.reports.scope import Scope

MOST_LISTED = 80


@dataclass(frozen=True, slots=True)
class Obligations:
    """The newest of them, oldest first, and how many there are of all."""

    listed: tuple[Deadline, ...]
    done: int
    open: int
    undone: int = 0

    @property
    def unlisted(self) -> int:
        """How many older ones are not listed."""
        return self.done + self.open + self.undone - len(self.listed)


def started_by(fact: str) -> frozenset[str]:
    """The duties that a fact starts."""
    every = all_duties(lawbook.current())
    return frozenset(duty.id for duty in every if duty.starts and duty.starts.fact == fact)


def asked(scope: Scope, fact: str) -> Obligations:
    """What a fact asked for in the period, and what had no answer when it began."""
    period = scope.period
    rows = _opened(scope).filter(duty__in=started_by(fact), void_at=None, opened_at__lt=period.end)
    rows = rows.filter(Q(opened_at__gte=period.start) | Q(met_at=None) | Q(met_at__gte=period.start))
    return _listed(scope, rows.order_by("-opened_at", "-key"))


def late(scope: Scope) -> Obligations:
    """What fell due in the period and was done late or not at all, and what was still owed from before.

    What ended without having been done, when its time was over, is among them: that a child came back, or left, does
    nothing of what was asked.
    """
    period = scope.period
    within = Q(due_at__gte=period.start) & (Q(met_at=None, due_at__lt=scope.viewer.now) | Q(met_at__gt=F("due_at")))
    from_before = Q(due_at__lt=period.start) & (Q(met_at=None) | Q(met_at__gte=period.start))
    never = duties.left_undone() & (Q(due_at__gte=period.start) | Q(void_at__gte=period.start))
    rows = _opened(scope).filter(Q(within | from_before, void_at=None) | never, due_at__lt=period.end)
    return _listed(scope, rows.order_by("-due_at", "-key"))


def _opened(scope: Scope) -> duties.Rows:
    rows = duties.opened(scope.viewer)
    return rows.filter(subject=scope.subject) if scope.subject else rows


def _listed(scope: Scope, rows: duties.Rows) -> Obligations:
    """``rows`` (newest first) as a report lists them: oldest first, the newest MOST_LISTED, all of them counted."""
    counts = rows.aggregate(
        done=Count("id", filter=Q(met_at__isnull=False)),
        open=Count("id", filter=Q(met_at=None, void_at=None)),
        undone=Count("id", filter=Q(void_at__isnull=False)),
    )
    listed = [deadline(scope.viewer, row) for row in rows[:MOST_LISTED]]
    return Obligations(tuple(reversed(listed)), counts["done"], counts["open"], counts["undone"])
