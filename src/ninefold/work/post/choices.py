"""What each person lets reach them. What nobody has said anything about is sent."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from ninefold import lawbook
from ninefold.people.mandates import of_account
from ninefold.people.models import Account
from ninefold.work.models import LetterOff
from ninefold.work.post.kinds import EVERYBODY, KINDS, LetterKind, may_be_switched_off


@dataclass(frozen=True, slots=True)
class Choice:
    """A kind of letter as somebody chose it; ``fixed`` when it is not theirs to choose."""

    kind: LetterKind
    on: bool
    fixed: bool


def reaches(account: Account, kind: LetterKind, role: str, now: datetime) -> bool:
    """Whether a letter of ``kind`` for ``account``, as ``role`` if that is said, is to be sent."""
    if not LetterOff.objects.filter(account=account, kind=kind.id).exists():
        return True
    return not may_be_switched_off(_opened(kind), {role} if role else _roles(account, now))


def of(account: Account, now: datetime) -> list[Choice]:
    """Every kind that is offered, as ``account`` has chosen."""
    off = set(LetterOff.objects.filter(account=account).values_list("kind", flat=True))
    roles = _roles(account, now)
    fixed = {kind.id for kind in KINDS.values() if not may_be_switched_off(_opened(kind), roles)}
    return [
        Choice(kind, kind.id in fixed or kind.id not in off, kind.id in fixed)
        for kind in KINDS.values()
        if kind.offered
    ]


def choose(account: Account, wanted: Iterable[str], now: datetime) -> None:
    """Let those kinds of letter reach ``account`` that are ``wanted``, and those that are not theirs to switch off."""
    on = set(wanted)
    off = {one.kind.id for one in of(account, now) if not one.fixed and one.kind.id not in on}
    with transaction.atomic():
        LetterOff.objects.filter(account=account).delete()
        LetterOff.objects.bulk_create([LetterOff(account=account, kind=kind) for kind in sorted(off)])


def _roles(account: Account, now: datetime) -> set[str]:
    return {one.role for one in of_account(account, now)}


def _opened(kind: LetterKind) -> LetterKind:
    """``kind`` with groups of roles opened into roles."""
    if EVERYBODY in kind.always:
        return kind
    roles = tuple(sorted(lawbook.current().roles_in(kind.always)))
    return LetterKind(kind.id, kind.title, kind.waits, roles, kind.offered, kind.why_always)
