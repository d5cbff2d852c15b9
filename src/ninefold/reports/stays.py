"""Children's stays and adults' posts in a period, as the standing tables have them; their ids are their records'."""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Q, QuerySet

from ninefold import lawbook
from ninefold.people.models import Placement, Role
from ninefold.reports.within import Within


def of(scope: Within, which: str) -> QuerySet[Placement]:
    """Stays that go on at the period's end (``living``), or that began (``came``) or ended (``left``) in it.

    A period that is not over ends now. Raises ValueError for another word.
    """
    rows = Placement.objects.filter(home=scope.viewer.home).exclude(began_at=None)
    if scope.subject:
        rows = rows.filter(child=scope.subject)
    first, end = scope.period.start, min(scope.period.end, scope.viewer.now)
    match which:
        case "living":
            return rows.filter(Q(ended_at=None) | Q(ended_at__gte=end), began_at__lt=end)
        case "came":
            return rows.filter(began_at__gte=first, began_at__lt=end)
        case "left":
            return rows.filter(ended_at__gte=first, ended_at__lt=end)
        case "all":
            return rows.filter(Q(ended_at=None) | Q(ended_at__gte=first), began_at__lt=end)
    raise ValueError(which)


def posts(scope: Within, which: str, roles: Sequence[str] = ()) -> QuerySet[Role]:
    """Roles held at the period's end (``working``), or by adults who began (``started``) or stopped working here in it."""
    rows = Role.objects.filter(home=scope.viewer.home)
    if roles:
        rows = rows.filter(name__in=lawbook.current().roles_in(tuple(roles)))
    first, end = scope.period.start, min(scope.period.end, scope.viewer.now)
    same = Role.objects.filter(home=scope.viewer.home, worker=OuterRef("worker"), name__in=rows.values("name"))
    match which:
        case "working":
            return rows.filter(Q(to_at=None) | Q(to_at__gte=end), from_at__lt=end)
        case "started":
            before = same.filter(Q(to_at=None) | Q(to_at__gte=first), from_at__lt=first)
            return rows.filter(~Exists(before), from_at__gte=first, from_at__lt=end)
        case "stopped":
            on = same.filter(Q(to_at=None) | Q(to_at__gte=end), from_at__lt=end)
            return rows.filter(~Exists(on), to_at__gte=first, to_at__lt=end)
    raise ValueError(which)
