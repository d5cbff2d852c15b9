"""Drafts: what somebody is typing, kept on the server as typed. They are not entries."""

import json
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.models import QuerySet

from ninefold.ledger.models import Draft
from ninefold.people.models import Account, Home
from ninefold.people.prepared import prepared


def save(
    *,
    account: Account,
    home: Home,
    token: str,
    type: str,
    stage: str,
    record_id: str,
    act: str,
    typed: Any,
    now: datetime,
) -> Draft:
    """Keep ``typed`` (any JSON) under ``token``. Raises PermissionDenied for somebody else's token."""
    if taken(account, home, token):
        raise PermissionDenied
    draft = Draft(
        token=token,
        account=account,
        home=home,
        type=type,
        stage=stage,
        record_id=record_id,
        act=act,
        typed=json.dumps(typed),
        saved_at=now,
    )
    # One statement, because typing and leaving the page may both save at the same moment.
    kept = [field.name for field in Draft._meta.concrete_fields if not field.primary_key]
    Draft.objects.bulk_create([draft], update_conflicts=True, unique_fields=["token"], update_fields=kept)
    return draft


def taken(account: Account, home: Home, token: str) -> bool:
    """Whether ``token`` names a draft that is not ``account``'s own, in ``home``."""
    return any(owner != (account.username, home.pk) for owner in _owners(token))


@prepared
def _owners(token: str) -> QuerySet[Draft, tuple[str, str]]:
    return Draft.objects.filter(token=token).values_list("account__username", "home")


def get(account: Account, home: Home, token: str) -> Draft | None:
    """The draft with this token, if it is ``account``'s own, in ``home``."""
    return Draft.objects.filter(token=token, account=account, home=home).first()


def mine(account: Account, home: Home) -> QuerySet[Draft]:
    """What ``account`` has begun in ``home`` and not signed, newest first."""
    return Draft.objects.filter(account=account, home=home).order_by("-saved_at")


def number(account: Account, home: Home) -> int:
    """How much ``account`` has begun in ``home`` and not signed."""
    return len(_tokens(account.username, home))


@prepared
def _tokens(username: str, home: Home) -> QuerySet[Draft, str]:
    return Draft.objects.filter(account__username=username, home=home).values_list("token", flat=True)


def signed(token: str) -> None:
    """Forget what was kept of a form that is signed now, in the transaction that signs it."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM ledger_draft WHERE token = %s", [token])


def drop(account: Account, token: str) -> None:
    """Forget a draft: it was signed, or its writer let it go."""
    Draft.objects.filter(token=token, account=account).delete()
