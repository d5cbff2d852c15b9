"""What becomes of something owed, by a leader's word: done elsewhere, not needed, given to somebody. Signed, many at once."""

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from ninefold import lawbook
from ninefold.base import clock
from ninefold.duties import queries
from ninefold.features.due import lines
from ninefold.features.due.lines import Item
from ninefold.lawbook.model import RecordType
from ninefold.ledger import actions
from ninefold.ledger.content import Refused
from ninefold.ledger.models import Entry, Record
from ninefold.ledger.signing import Author, of_the_home, signed_now
from ninefold.people import queries as people
from ninefold.people.access import RESTRICTED, Viewer, may_sign
from ninefold.people.models import Worker

TOKEN = re.compile(r"[\w-]{20,60}", re.ASCII)
DECIDED, LAW = "owed-decided", "law-not-needed"
DONE, NOT_NEEDED, GIVEN = "done", "not-needed", "given"
OUTCOMES = (DONE, NOT_NEEDED, GIVEN)
MOST = 500


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decided: what becomes of it, why, on which day it was done, or who does it."""

    outcome: str
    why: str
    on: date | None = None
    to: Worker | None = None


@dataclass(slots=True)
class TypedDecision:
    """What somebody typed to decide, and what is wrong with it; nothing typed is lost."""

    outcome: str = ""
    why: str = ""
    on: str = ""
    to: str = ""
    errors: dict[str, str] = field(default_factory=dict)


def new_token() -> str:
    """A name for a form that nobody guesses: the same form sent twice is signed once."""
    return secrets.token_urlsafe(24)


def may_decide(viewer: Viewer) -> bool:
    """Whether the viewer may say what becomes of something owed."""
    return _may(viewer, DECIDED)


def may_waive(viewer: Viewer, item: Item) -> bool:
    """Whether the viewer may say that ``item`` is not needed: of what the law asks, few may."""
    return _may(viewer, LAW if item.duty.weight == "law" else DECIDED)


def decide(*, viewer: Viewer, keys: Sequence[str], decision: Decision, token: str) -> list[Entry]:
    """Sign what becomes of the obligations with these ``keys``, those of them that are still owed.

    Each of the law that is not needed is an entry of its own. Raises Refused with a sentence for each question that is
    wanting, PermissionDenied for who may not sign it; nothing is signed then.
    """
    if not TOKEN.fullmatch(token):
        raise PermissionDenied
    owed = lines.items(viewer, queries.due(viewer).filter(key__in=list(keys)[:MOST]))
    _check(viewer, owed, decision)
    of_law = [item for item in owed if item.duty.weight == "law" and decision.outcome == NOT_NEEDED]
    others = [item for item in owed if item not in of_law]
    hidden = _hidden(owed)
    with transaction.atomic():
        signed = [_sign(viewer, DECIDED, "decided", _content(others, decision, hidden), token)] if others else []
        for n, item in enumerate(of_law):
            content = {"what": _called(item, hidden), "why": [decision.why], "mark": item.obligation.key}
            signed.append(_sign(viewer, LAW, "said", content, f"{token}-{n}"))
    return signed


def _check(viewer: Viewer, owed: Sequence[Item], decision: Decision) -> None:
    errors: dict[str, str] = {}
    if not owed:
        errors["chosen"] = "Please choose at least one that is still owed."
    if decision.outcome not in OUTCOMES:
        errors["outcome"] = "Please say what becomes of it."
    if not decision.why:
        errors["why"] = "Please say why, or where it is kept."
    if decision.outcome == DONE and decision.on is None:
        errors["on"] = "Please give the day on which it was done."
    elif decision.outcome == DONE and decision.on and decision.on > clock.local(viewer.now).date():
        errors["on"] = "That day is still to come. Give the day on which it was done."
    if decision.outcome == GIVEN and decision.to is None:
        errors["to"] = "Please choose somebody who works here."
    if decision.outcome != GIVEN and any(item.obligation.subject == viewer.person for item in owed):
        errors["chosen"] = "One of these is about you, so somebody else decides it."
    if errors:
        raise Refused(errors)
    if decision.outcome == NOT_NEEDED and not all(may_waive(viewer, item) for item in owed):
        raise PermissionDenied("What the law asks is not for this role to set aside.")


def _content(found: Sequence[Item], decision: Decision, hidden: set[str]) -> dict[str, Any]:
    return {"why": decision.why, "decisions": [_row(item, decision, hidden) for item in found]}


def _row(item: Item, decision: Decision, hidden: set[str]) -> dict[str, Any]:
    row: dict[str, Any] = {
        "what": _called(item, hidden),
        "outcome": decision.outcome,
        "mark": item.obligation.key,
    }
    if decision.outcome == DONE and decision.on:
        row["on"] = decision.on.isoformat()
    if decision.outcome == GIVEN and decision.to:
        row["to"] = {"who": decision.to.pk, "kind": "worker", "name": decision.to.name}
    return row


def _called(item: Item, hidden: set[str]) -> str:
    """What was owed, with whom it is about; not where few may know of it."""
    named = item.kind in ("child", "worker") and item.obligation.record not in hidden
    return f"{item.duty.title}, {item.about}" if named and item.about else item.duty.title


def _hidden(found: Sequence[Item]) -> set[str]:
    """The records among theirs that few may read."""
    records = Record.objects.filter(pk__in={item.obligation.record for item in found})
    return {one.pk for one in records if one.sensitivity == RESTRICTED or one.barred}


def _sign(viewer: Viewer, type: str, stage: str, content: dict[str, Any], token: str) -> Entry:
    signing = signed_now(
        viewer.now,
        type=type,
        stage=stage,
        content=content,
        subjects=of_the_home(viewer.home),
        token=token,
    )
    return actions.append(viewer.home, signing, Author(viewer.person, viewer.role))


def worker_here(viewer: Viewer, id: str) -> Worker | None:
    """The worker of this home with this id, or nothing."""
    return next((role.worker for role in people.workers_now(viewer) if role.worker_id == id), None)


def _may(viewer: Viewer, type: str) -> bool:
    kind: RecordType = lawbook.current().records[type]
    return may_sign(viewer.role, lawbook.current().roles_in(kind.stages[0].by))
