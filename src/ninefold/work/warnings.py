"""Telling people that a clock runs out, as library/escalation.yaml says: its person, a senior, managers, who stands above.

Each person's eyes decide what they are told of: nobody is warned of a record that they may not see. One letter tells of
all that has come up for somebody since the last look, and what was told stands on the obligation.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache

from django.db import IntegrityError, transaction
from django.db.models import Q

from ninefold import lawbook
from ninefold.duties import queries
from ninefold.duties.models import ObligationRow
from ninefold.insight.on_shift import on_shift
from ninefold.lawbook import durations
from ninefold.lawbook.escalation import DOER, EscalationStep
from ninefold.people.access import Viewer
from ninefold.people.mandates import held
from ninefold.people.models import Account, Home, Role
from ninefold.work.models import ClockWarning, Letter
from ninefold.work.post import outbox

OLD = timedelta(days=7)  # what has been over for longer was told of, or is no news
LAW = "law"


def moment(step: EscalationStep, opened_at: datetime, due_at: datetime) -> datetime:
    """When ``step`` tells of a clock that runs from ``opened_at`` to ``due_at``. Pure."""
    if step.left is None:
        return due_at + _length(step.over)
    return due_at - min((due_at - opened_at) * step.left / 100, _length(step.most))


@cache
def _length(text: str) -> timedelta:
    """A length of minutes, hours or days as it is on the clock."""
    length = durations.parse(text)
    return timedelta(**{length.unit: length.count})


def has_come(step: EscalationStep, row: ObligationRow, now: datetime) -> bool:
    """Whether ``step`` is to tell of ``row`` at ``now``: what is only a target is not said to be over. Pure."""
    if row.weight not in step.weights or (step.over and row.target):
        return False
    until = row.due_at + OLD if step.over else row.due_at
    return moment(step, row.opened_at, row.due_at) <= now <= until


def warn(now: datetime) -> str:
    """Tell everybody of the clocks that have come to their step. Gives what was done."""
    people = clocks = 0
    for home in Home.objects.select_related("provider", "chain").order_by("urn"):
        for account, viewer in _people(home, now):
            told = _warn(account, viewer)
            people, clocks = people + bool(told), clocks + told
    return f"{clocks} clocks told of to {people} people." if clocks else "No clock has come to a step."


def _people(home: Home, now: datetime) -> Iterable[tuple[Account, Viewer]]:
    """Everybody who has a role and an account in the home, each once, by their newest role."""
    roles = Role.objects.filter(held(now), home=home, worker__account__is_active=True).order_by("-from_at")
    known: set[str] = set()
    for role in roles.select_related("worker__account"):
        if role.worker_id not in known:
            known.add(role.worker_id)
            account = role.worker.account
            yield account, Viewer(role.worker_id, role.worker.name, account.username, home, role.name, now)


def _warn(account: Account, viewer: Viewer) -> int:
    """Tell one person. Gives of how many clocks."""
    steps = [step for step in lawbook.current().escalation.values() if _is_for(step, viewer)]
    if not steps:
        return 0
    with transaction.atomic():
        fresh = [
            made
            for step in steps
            for row in _rows(step, viewer)
            if has_come(step, row, viewer.now) and (made := _first(step, row, viewer))
        ]
        if fresh:
            letter = _letter(account, viewer, [row for row, _ in fresh])
            ClockWarning.objects.filter(pk__in=[warning.pk for _, warning in fresh]).update(letter=letter)
    return len(fresh)


def _is_for(step: EscalationStep, viewer: Viewer) -> bool:
    """Whether the viewer is one of those whom ``step`` tells."""
    if DOER in step.tells:
        return True
    roles = lawbook.current().roles_in(step.tells)
    return viewer.role in roles and (not step.on_shift or _is_there(viewer, roles))


def _is_there(viewer: Viewer, roles: frozenset[str]) -> bool:
    """Whether the viewer is on shift, or nobody of these roles is."""
    holders = set(
        Role.objects.filter(held(viewer.now), home=viewer.home, name__in=roles).values_list("worker", flat=True)
    )
    there = on_shift(Viewer("", "", "", viewer.home, viewer.role, viewer.now)) & holders
    return not there or viewer.person in there


def _rows(step: EscalationStep, viewer: Viewer) -> Iterable[ObligationRow]:
    """What the viewer sees and is owed, near its end, that this step may tell them of."""
    lately = Q(due_at__gt=viewer.now - OLD, due_at__lt=viewer.now + timedelta(days=32))
    if DOER not in step.tells:
        return queries.due(viewer).filter(lately)
    near = queries.mine(viewer).filter(lately)
    staff = set(queries.duties_of("staff"))
    if not step.on_shift or not staff or _is_there(viewer, lawbook.current().roles_in(("staff",))):
        return near
    # What anybody on shift can do is no message for who is at home.
    return near.filter(~Q(duty__in=staff) | Q(owner=viewer.person))


def _first(step: EscalationStep, row: ObligationRow, viewer: Viewer) -> tuple[ObligationRow, ClockWarning] | None:
    """The warning, if nobody has given it: whoever writes it first tells."""
    try:
        with transaction.atomic():
            made = ClockWarning.objects.create(
                home=viewer.home,
                key=row.key,
                due_at=row.due_at,
                step=step.id,
                person=viewer.person,
                role=viewer.role,
                at=viewer.now,
            )
    except IntegrityError:
        return None
    return row, made


def _letter(account: Account, viewer: Viewer, rows: list[ObligationRow]) -> Letter | None:
    """One letter for all of ``rows``: that something waits, until the first of them is due."""
    kind = "law-clock" if any(row.weight == LAW for row in rows) else "clock"
    ahead = [row.due_at for row in rows if row.due_at >= viewer.now]
    link = f"/{viewer.home.urn}/waits/"
    return outbox.send(
        account, kind, link, min(ahead, default=None), home=viewer.home, role=viewer.role, now=viewer.now
    )


def of(viewer: Viewer, row: ObligationRow) -> list[ClockWarning]:
    """Who was told when about ``row``, the first first. The caller has made sure that the obligation may be seen."""
    return list(
        ClockWarning.objects.filter(home=viewer.home, key=row.key).select_related("letter").order_by("at", "pk")
    )
