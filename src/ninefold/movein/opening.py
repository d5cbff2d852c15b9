"""Opens a home by a link that works once: the home as its certificate says, its first leader, and their account."""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from ninefold.base import ids
from ninefold.ledger import actions
from ninefold.ledger.signing import Author, signed_now
from ninefold.movein.models import FirstLink
from ninefold.people import accounts
from ninefold.people.models import Account, Home, Provider, Worker

HOLDS = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a home's certificate of registration says."""

    name: str
    urn: str
    registered_on: date
    places: int
    age_from: int
    age_to: int
    host_authority: str


def make(*, provider: str, name: str, role: str, now: datetime) -> str:
    """A new link's secret. Whatever link was made before and not used opens nothing any more."""
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        FirstLink.objects.filter(used_at=None).delete()
        FirstLink.objects.create(
            digest=_digest(secret), provider=provider, name=name, role=role, made_at=now, ends_at=now + HOLDS
        )
    return secret


def opened_by(secret: str, now: datetime) -> FirstLink | None:
    """The beginning that a secret opens; None when it was used or is too old."""
    return FirstLink.objects.filter(digest=_digest(secret), used_at=None, ends_at__gt=now).first()


def open_home(
    *, beginning: FirstLink, certificate: Certificate, started_on: date, username: str, password: str, at: datetime
) -> Account | None:
    """Open the home and give its leader an account; None when somebody else was quicker with the link."""
    with transaction.atomic():
        if not FirstLink.objects.filter(pk=beginning.pk, used_at=None).update(used_at=at):
            return None
        owner, _ = Provider.objects.get_or_create(name=beginning.provider, defaults={"id": ids.new(at)})
        home = Home.objects.create(
            id=ids.new(at), provider=owner, urn=certificate.urn, name=certificate.name,
            registered_on=certificate.registered_on, places=certificate.places, age_from=certificate.age_from,
            age_to=certificate.age_to, host_authority=certificate.host_authority,
        )  # fmt: skip
        person = ids.new(at)
        _sign(home, person, beginning, certificate, started_on, at)
        return accounts.give(Worker.objects.get(pk=person), password, username)


def _sign(
    home: Home, person: str, beginning: FirstLink, certificate: Certificate, started_on: date, at: datetime
) -> None:
    """The first entries of a home, by its first leader: the home, who they are, and their role."""
    telling = {
        name: getattr(certificate, name) for name in ("name", "urn", "places", "age_from", "age_to", "host_authority")
    }
    telling["registered_on"] = certificate.registered_on.isoformat()
    known = {"name": beginning.name, "started_on": started_on.isoformat()}
    if beginning.role == "registered-manager":
        known["managed_since"] = known["started_on"]
    about = [{"id": person, "kind": "worker", "as": "about"}]
    steps: tuple[tuple[str, str, Mapping[str, Any], list[dict[str, str]]], ...] = (
        ("home-registered", "registered", telling, []),
        ("worker-known", "known", known, about),
        ("role-given", "given", {"role": beginning.role}, about),
    )
    for type, stage, content, subjects in steps:
        actions.append(
            home,
            signed_now(at, type=type, stage=stage, content=dict(content), subjects=subjects),
            Author(person, beginning.role),
        )


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
