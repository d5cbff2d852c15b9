"""Who may see and sign what, in one place. Every query of the house passes through ``visible``.

Roles come from the law and are data in library/words/roles.yaml; what each may see stands there too.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet

from ninefold import lawbook
from ninefold.people.mandates import at_home, held, of_account
from ninefold.people.models import Account, Consent, Home

OPEN, CARE, RESTRICTED = "open", "care", "restricted"

# What each role sees by a record's sensitivity (library/words/roles.yaml). What somebody signed they always see,
# unless it has since been found to be about them (see ``visible``); an independent person sees care records only of
# children whose two consents are given.
SEES: dict[str, frozenset[str]] = {
    role: frozenset(powers.sees) for role, powers in lawbook.current().words.powers.items()
}

# The record types that a role reads whatever their sensitivity.
READS: dict[str, frozenset[str]] = {
    role: frozenset(powers.reads) for role, powers in lawbook.current().words.powers.items() if powers.reads
}

# Roles whose room is not built: a mandate of theirs opens no page.
ROOMLESS = frozenset({"child", "social-worker"})

# Who, besides commissioners and administrators, may bring in Ofsted's published files.
IMPORTS = frozenset({"registered-manager", "responsible-individual"})

T = TypeVar("T", bound=Model)


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody looking, at a moment: the person, and their role in the home they are looking at."""

    person: str
    name: str
    account: str
    home: Home
    role: str
    now: datetime
    children: frozenset[str] | None = None  # the only ones whose records are theirs to see; None means all
    decides: ClassVar[frozenset[str]] = frozenset({"role", "children"})  # what may be seen at all (people.prepared)


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who reads Ofsted's published data, which is about homes and holds nothing about a child.

    ``authority`` is the one that a commissioner places children for, and empty for everybody else: what an authority
    wrote about homes is read and signed by its own commissioners alone.
    """

    account: str
    authority: str
    may_import: bool
    now: datetime


def reader_for(account: Account, now: datetime) -> Reader:
    """Who ``account`` is to the published data: anybody with a role in a home today, commissioners, administrators."""
    roles = {one.role for one in of_account(account, now)} - ROOMLESS
    trusted = bool(account.commissions_for) or account.is_administrator
    if not (roles or trusted):
        raise PermissionDenied
    return Reader(account.username, account.commissions_for, trusted or bool(roles & IMPORTS), now)


def viewer_for(account: Account, urn: str, now: datetime) -> Viewer:
    """Who ``account`` is in the home with this URN at ``now``.

    Raises PermissionDenied, the same for a home that is not theirs and for one that does not exist.
    """
    found = [one for one in at_home(account, urn, now) if one.mandate.role not in ROOMLESS]
    if not found:
        raise PermissionDenied
    here = found[0]
    return Viewer(
        here.person.pk, here.person.name, account.username, here.home, here.mandate.role, now, here.mandate.children
    )  # fmt: skip


def homes_of(account: Account, now: datetime) -> QuerySet[Home]:
    """The homes in which ``account`` has a mandate at ``now``."""
    theirs = {one.home for one in of_account(account, now) if one.role not in ROOMLESS}
    return Home.objects.filter(pk__in=theirs).select_related("provider")


def visible(viewer: Viewer, things: QuerySet[T], record: str = "") -> QuerySet[T]:
    """Those of ``things`` that ``viewer`` may see, as a WHERE clause.

    ``things`` are records, or rows that lead to one by the path ``record`` ("record__" for instance).
    Nobody sees a record that bars them (a complaint about them); all else follows home and sensitivity.
    The independent person sees a child's records only when child and placing authority both agree.
    """
    p = record
    seen = Q(**{f"{p}sensitivity__in": SEES.get(viewer.role, frozenset())})
    if reads := READS.get(viewer.role):
        seen |= Q(**{f"{p}type__in": reads})
    if viewer.person:
        seen |= Q(**{f"{p}author": viewer.person}) | Q(**{f"{p}shown__contains": viewer.person})
    if viewer.role == "independent-person":
        from_agreed = ~Q(**{f"{p}sensitivity": RESTRICTED}) & Q(
            **{f"{p}about_one__in": _agreed(viewer).values("child_id")}
        )
        seen |= from_agreed
    if viewer.children is not None:
        seen &= Q(**{f"{p}about_one__in": viewer.children})
    return things.filter(Q(**{f"{p}home": viewer.home}) & seen).exclude(**{f"{p}barred__contains": viewer.person})


def reads_of(viewer: Viewer, child: str) -> bool:
    """Whether ``viewer`` may read of a child's life: what is known of them from care records needs the same door."""
    if viewer.children is not None and child not in viewer.children:
        return False
    if viewer.role == "independent-person":
        return _agreed(viewer).filter(child=child).exists()
    return CARE in SEES.get(viewer.role, frozenset())


def readable(viewer: Viewer, children: Iterable[str]) -> set[str]:
    """Those of ``children`` of whose lives ``viewer`` may read, in one question at most."""
    children = set(children) if viewer.children is None else viewer.children & set(children)
    if viewer.role == "independent-person":
        return set(_agreed(viewer).filter(child__in=list(children)).values_list("child", flat=True))
    return set(children) if CARE in SEES.get(viewer.role, frozenset()) else set()


def _agreed(viewer: Viewer) -> QuerySet[Consent]:
    """The children whose records the independent person may read here today: child and placing authority both say so."""
    return Consent.objects.filter(held(viewer.now), home=viewer.home, child_agrees=True, authority_agrees=True)


def sees_all(viewer: Viewer, child: str = "") -> bool:
    """Whether nothing but what is about somebody themselves is kept from ``viewer``, so that an empty list is an empty list.

    Told from role, consents and day alone, never from what is written: so the answer tells nobody whether there is any.
    """
    if child and not reads_of(viewer, child):
        return False
    return {CARE, RESTRICTED} <= SEES.get(viewer.role, frozenset())


def reads_care(viewer: Viewer, child: str = "") -> bool:
    """Whether ``viewer`` reads ordinary records of care: of ``child``, or of every child here."""
    if child:
        return reads_of(viewer, child)
    return viewer.children is None and CARE in SEES.get(viewer.role, frozenset())


def may_sign(viewer_role: str, allowed: frozenset[str]) -> bool:
    """Whether a role may sign a stage that ``allowed`` roles sign."""
    return viewer_role in allowed
