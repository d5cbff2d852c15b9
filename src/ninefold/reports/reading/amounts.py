"""How much was written in the period: by kind, by day, and how much of it was put right later."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.db.models.functions import TruncDate

from ninefold import lawbook
from ninefold.base import clock
from ninefold.evidence import queries as evidence
from ninefold.evidence.best import Candidate
from ninefold.evidence.paragraphs import ParagraphEvidence
from ninefold.reports import records
from ninefold.reports.scope import Scope


@dataclass(frozen=True, slots=True)
class Amounts:
    """``by_type`` holds records and, of them, those with a child's own words."""

    by_type: dict[str, tuple[int, int]]
    by_day: dict[date, int]

    @property
    def all(self) -> int:
        """Every record."""
        return sum(number for number, _ in self.by_type.values())

    @property
    def voiced(self) -> int:
        """Those with a child's own words."""
        return sum(voiced for _, voiced in self.by_type.values())


def amounts(scope: Scope) -> Amounts:
    """The period's records, counted in two queries."""
    every = records.of_period(scope)
    by_type = every.values("type").annotate(number=Count("id"), voiced=Count("id", filter=~Q(voice="")))
    by_day = every.annotate(day=TruncDate("happened_at", tzinfo=clock.LONDON)).values_list("day").annotate(Count("id"))
    return Amounts(
        by_type={row["type"]: (row["number"], row["voiced"]) for row in by_type.order_by()},
        by_day=dict(by_day.order_by()),
    )


def proofs(scope: Scope) -> tuple[ParagraphEvidence, ...]:
    """How each paragraph of the standards stands at the period's end, by the home's records or those about the child."""
    if scope.subject:
        return tuple(evidence.of_child(scope.viewer, scope.subject, scope.period))
    return tuple(evidence.of_home(scope.viewer, scope.period))


def best(scope: Scope) -> dict[str, list[Candidate]]:
    """The records that show each paragraph best in the period, by its reference."""
    refs = [part.ref for one in lawbook.current().standards.values() for part in one.paragraphs]
    return evidence.best_of(scope.viewer, refs, scope.period, scope.subject or None)
