"""Who may give and end which role to whom: one rule, over the data in library/words/roles.yaml. Pure but ``tenures_of``.

An entry is not judged by what kind of form it is but by what it would change: ``changes`` compares who held which role
before and after it, and ``problem`` says whether the one who signs may make that change. So the same rule holds for
every door, for corrections and withdrawals as well, and for effects that are still to be invented.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from django.db.models import Q

from ninefold import lawbook
from ninefold.lawbook.roles import RolePowers
from ninefold.people.models import Role

MACHINE = "machine"  # who runs the machine signs as this, by the command ``ninefold role``; no account ever holds it

MANAGER = "registered-manager"

NOT_TO_ONESELF = "Nobody gives a role to themselves. Somebody else who may give it signs this."


@dataclass(frozen=True, slots=True)
class Tenure:
    """That a worker holds, held or will hold a role in a home: from when, until when (None: it goes on)."""

    worker: str
    home: str
    role: str
    from_at: datetime
    to_at: datetime | None

    def at(self, moment: datetime) -> bool:
        """Whether it is held at ``moment``."""
        return self.from_at <= moment and (self.to_at is None or moment < self.to_at)


@dataclass(frozen=True, slots=True)
class RoleChange:
    """A role that ``worker`` gets for some time that they had it not (given), or loses for some time (ended)."""

    way: Literal["given", "ended"]
    worker: str
    home: str
    role: str


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs, as what, in which home."""

    person: str
    role: str
    home: str
    seconding: bool = False  # they sign as the second person what another gave
    proposing: bool = False  # what they sign holds only when somebody who gives it has signed it too


def tenures_of(home: str, workers: Iterable[str]) -> frozenset[Tenure]:
    """Who held which role in ``home``, and what ``workers`` hold and held in every home."""
    rows = Role.objects.filter(Q(home=home) | Q(worker__in=list(workers)))
    return frozenset(Tenure(*row) for row in rows.values_list("worker_id", "home_id", "name", "from_at", "to_at"))


def given_by(role: str) -> frozenset[str]:
    """The roles that a holder of ``role`` gives to others."""
    return lawbook.current().roles_in(_powers(role).gives)


def proposed_by(role: str) -> frozenset[str]:
    """The roles that a holder of ``role`` signs first, and somebody who gives them second."""
    return lawbook.current().roles_in(_powers(role).proposes)


def ended_by(role: str) -> frozenset[str]:
    """The roles of others that a holder of ``role`` ends."""
    powers = _powers(role)
    return lawbook.current().roles_in(powers.gives if powers.ends is None else powers.ends)


def needs_second(role: str) -> bool:
    """Whether ``role`` holds only when a second person has signed it."""
    return _powers(role).second


def seconded_by(role: str) -> frozenset[str]:
    """The roles that a holder of ``role`` may sign as the second person."""
    return given_by(role) | lawbook.current().roles_in(_powers(role).seconds)


def with_given(tenures: frozenset[Tenure], worker: str, home: str, role: str, at: datetime) -> frozenset[Tenure]:
    """``tenures`` as they would be if ``worker`` held ``role`` in ``home`` from ``at`` on, instead of what they hold."""
    ended = frozenset(
        replace(one, to_at=at) if (one.worker, one.home) == (worker, home) and one.at(at) else one for one in tenures
    )
    return ended | {Tenure(worker, home, role, at, None)}


def may_choose(effect: str, role: str, person: str, worker: str, held: str) -> bool:
    """Whether a form with this effect offers ``worker``, who holds the role ``held`` here ("" for none)."""
    if effect == "role-given":
        return worker != person and (not held or held in ended_by(role))
    if effect == "role-ended":
        return bool(held) and (_powers(role).steps_down if worker == person else held in ended_by(role))
    return True


def changes(before: Iterable[Tenure], after: Iterable[Tenure]) -> list[RoleChange]:
    """What ``after`` gives and ends that ``before`` did not, by worker, home and role."""
    old, new = _by_holder(before), _by_holder(after)
    found: list[RoleChange] = []
    for worker, home, role in sorted({*old, *new}):
        was, becomes = old[worker, home, role], new[worker, home, role]
        if not _within(becomes, was):
            found.append(RoleChange("given", worker, home, role))
        if not _within(was, becomes):
            found.append(RoleChange("ended", worker, home, role))
    return found


def problem(signer: Signer, before: frozenset[Tenure], after: frozenset[Tenure], now: datetime) -> str:
    """Why ``signer`` may not make ``after`` of ``before``, as a sentence; "" when they may.

    A home in which nobody has ever held a role is being founded, and its first role is given by who founds it.
    """
    changed = [one for one in changes(before, after) if one.way == "given" or not signer.seconding]
    if not changed or not any(one.home == signer.home for one in before):
        return ""
    problems = [
        _no_longer(signer, before, now),
        *(_not_here(signer, one) for one in changed),
        *(_own(signer, one) for one in changed),
        *(_above(signer, one) for one in changed),
        _beside(changed, after, now),
        _leaderless(signer.home, before, after, now),
    ]
    return next(filter(None, problems), "")


def _no_longer(signer: Signer, before: frozenset[Tenure], now: datetime) -> str:
    """A role may have ended between the page and the signature."""
    own = (signer.person, signer.home, signer.role)
    if signer.role == MACHINE or any((one.worker, one.home, one.role) == own and one.at(now) for one in before):
        return ""
    return f"You are not {_title(signer.role)} here any more."


def _not_here(signer: Signer, change: RoleChange) -> str:
    return "" if change.home == signer.home else "That would change a role in another home. It is changed there."


def _own(signer: Signer, change: RoleChange) -> str:
    if change.worker != signer.person:
        return ""
    if change.way == "given":
        return NOT_TO_ONESELF
    if not _powers(signer.role).steps_down:
        return f"A {_title(signer.role)} does not end the role alone. Somebody who may give it signs this."
    return ""


def _above(signer: Signer, change: RoleChange) -> str:
    own = change.worker == signer.person and change.role == signer.role
    if signer.seconding and change.role in seconded_by(signer.role):
        return ""
    if signer.proposing and change.way == "given" and change.role in proposed_by(signer.role):
        return ""
    if own or change.role in (given_by if change.way == "given" else ended_by)(signer.role):
        return ""
    does = "give" if change.way == "given" else "end"
    return f"A {_title(signer.role)} does not {does} the role of {_title(change.role)}.{_who_does(change)}"


def _who_does(change: RoleChange) -> str:
    reach = given_by if change.way == "given" else ended_by
    able = [_title(role) for role in lawbook.current().words.powers if role != MACHINE and change.role in reach(role)]
    return f" That is for: {', '.join(able)}." if able else ""


def _beside(changed: list[RoleChange], after: frozenset[Tenure], now: datetime) -> str:
    """Nobody holds two roles of which one looks at the other, in whatever home of the provider."""
    for who in {one.worker for one in changed if one.way == "given"}:
        held = {one.role for one in after if one.worker == who and (one.at(now) or one.from_at > now)}
        for role in sorted(held):
            clash = held & lawbook.current().roles_in(_powers(role).never_with) - {role}
            if clash:
                return (
                    f"Nobody is {_title(role)} and {_title(min(clash))} at the same time, in any home of the provider."
                )
    return ""


def _leaderless(home: str, before: frozenset[Tenure], after: frozenset[Tenure], now: datetime) -> str:
    def leads(tenures: frozenset[Tenure]) -> bool:
        return any(one.home == home and one.at(now) and _powers(one.role).leads for one in tenures)

    if not leads(before) or leads(after):
        return ""
    return "That would leave nobody who leads the home. Give the role to who follows first."


def _powers(role: str) -> RolePowers:
    return lawbook.current().words.powers.get(role) or RolePowers(title=role)


def _title(role: str) -> str:
    return _powers(role).title.lower()


def _by_holder(tenures: Iterable[Tenure]) -> dict[tuple[str, str, str], list[Tenure]]:
    held: dict[tuple[str, str, str], list[Tenure]] = defaultdict(list)
    for one in tenures:
        held[one.worker, one.home, one.role].append(one)
    return held


def _within(times: list[Tenure], wider: list[Tenure]) -> bool:
    """Whether every moment of ``times`` is one of ``wider``."""
    spans = list(_joined(wider))
    return all(
        any(begins <= one.from_at and _until(one.to_at, ends) for begins, ends in spans)
        for one in times
        if one.to_at is None or one.to_at > one.from_at
    )


def _until(end: datetime | None, last: datetime | None) -> bool:
    return last is None or (end is not None and end <= last)


def _joined(tenures: list[Tenure]) -> Iterator[tuple[datetime, datetime | None]]:
    """Their times in order, those that touch or overlap as one."""
    begins: datetime | None = None
    ends: datetime | None = None
    for one in sorted(tenures, key=lambda t: t.from_at):
        if begins is None or (ends is not None and one.from_at > ends):
            if begins is not None:
                yield begins, ends
            begins, ends = one.from_at, one.to_at
        elif ends is not None:
            ends = None if one.to_at is None else max(ends, one.to_at)
    if begins is not None:
        yield begins, ends
