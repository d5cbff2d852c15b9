"""What a manager does with a finding: explain it, or give it to somebody. Both are signed entries like all else."""

import re
import secrets
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from ninefold.insight.findings import Finding
from ninefold.ledger import actions
from ninefold.ledger.models import Entry, Record
from ninefold.ledger.signing import Author, Link, of_the_home, signed_now
from ninefold.people.access import Viewer
from ninefold.people.models import Worker

TOKEN = re.compile(r"[\w-]{20,60}", re.ASCII)
ANSWERED, ACTION = "check-explained", "action"


def new_token() -> str:
    """A name for a form that nobody guesses: the same form sent twice is signed once."""
    return secrets.token_urlsafe(24)


def explain(*, viewer: Viewer, finding: Finding, why: str, token: str) -> Entry:
    """Say why what was found is right as it is. It stays quiet until the facts behind it change.

    Raises Refused without a reason, PermissionDenied for who may not sign it or whom it is about.
    """
    said: dict[str, Any] = {"answer": "explained"} | ({"story": [why]} if why else {})
    return _answer(viewer, finding, said, token)


def assign(*, viewer: Viewer, finding: Finding, action: str, owner: Worker, due: date, token: str) -> Entry:
    """Give it to somebody, with a day: an action like any other, and the note that this finding led to it.

    The action says only what its giver wrote: everybody in the home reads actions, and not everybody every finding.
    """
    content = {"action": action, "owner": _named(owner), "due": due.isoformat()}
    with transaction.atomic():
        given = _sign(viewer, ACTION, "agreed", content, f"{token}-do")
        links = ({"rel": "follows", "to": given.record_id},)
        return _answer(viewer, finding, {"answer": "assigned"}, f"{token}-to", links)


def _answer(
    viewer: Viewer, finding: Finding, said: dict[str, Any], token: str, links: tuple[dict[str, str], ...] = ()
) -> Entry:
    """The entry that says what was done with a finding: kept from whom it is about, and from whom its records are."""
    if finding.about == viewer.person:
        raise PermissionDenied("Nobody signs what is about themselves.")
    hidden = {finding.about, *_barred(finding)}
    workers = {one.pk: one for one in Worker.objects.filter(pk__in=hidden, provider=viewer.home.provider_id)}
    about = workers.pop(finding.about, None)
    content = {"finding": finding.sentence, "mark": finding.digest} | said
    if workers:
        content["kept_from"] = [_named(workers[one]) for one in sorted(workers)]
    content |= {"about_adult": _named(about)} if about else {}
    return _sign(viewer, ANSWERED, "answered", content, token, links)


def _barred(finding: Finding) -> set[str]:
    """Whoever may not see one of the records behind a finding: its sentence says what stands in them."""
    barred = Record.objects.filter(pk__in=finding.records).values_list("barred", flat=True)
    return {who for named in barred for who in named.split(",") if who}


def _sign(
    viewer: Viewer, type: str, stage: str, content: dict[str, Any], token: str, links: tuple[Link, ...] = ()
) -> Entry:
    """Sign something about the home, now."""
    signing = signed_now(
        viewer.now,
        type=type,
        stage=stage,
        content=content,
        subjects=of_the_home(viewer.home),
        links=links,
        token=token,
    )
    return actions.append(viewer.home, signing, Author(viewer.person, viewer.role))


def _named(worker: Worker) -> dict[str, str]:
    return {"who": worker.pk, "kind": "worker", "name": worker.name}
