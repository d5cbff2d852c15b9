"""What is signed, as one value: made by a form, a test, a story or an import, and checked once, by the ledger."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

from ninefold.ledger.models import Entry
from ninefold.people.models import Home

Act = Literal["write", "correct", "withdraw"]
Subject = dict[str, str]  # docs/ledger-format.md, "subjects"
Link = dict[str, str]  # docs/ledger-format.md, "links"


@dataclass(frozen=True, slots=True)
class Author:
    """Who signs: a person's id, and their role in the home."""

    person: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """A stage as somebody signs it. All times are UTC.

    Without ``record`` a new thread begins. ``links`` say what it answers or follows, and so to which matter it belongs;
    a correction or withdrawal names among them what it replaces. ``token`` names the form: the same form sent twice gives
    the same entry. ``unclear`` has, by question, what could not be understood of what was typed: it is refused, together
    with everything else that is wrong, so that whoever signs is told all of it at once.
    """

    type: str
    stage: str
    content: dict[str, Any]
    subjects: list[Subject]
    happened_at: datetime
    written_at: datetime
    received_at: datetime
    record: str | None = None
    links: tuple[Link, ...] = ()
    act: Act = "write"
    token: str | None = None
    unclear: Mapping[str, str] = field(default_factory=dict)

    @property
    def replaces(self) -> str:
        """The entry that a correction or withdrawal is about; "" for what is written."""
        return next((link["to"] for link in self.links if link["rel"] in ("replaces", "withdraws")), "")

    def to_the_second(self) -> "Signing":
        """The same, its times as they are kept: without parts of a second."""
        happened, written, received = (
            at.replace(microsecond=0) for at in (self.happened_at, self.written_at, self.received_at)
        )
        return replace(self, happened_at=happened, written_at=written, received_at=received)


def signed_now(
    now: datetime,
    *,
    type: str,
    stage: str,
    content: dict[str, Any],
    subjects: list[Subject],
    record: str | None = None,
    links: tuple[Link, ...] = (),
    token: str | None = None,
) -> Signing:
    """What tells of the very moment in which it is signed: a tap, a decision, that somebody has read something."""
    return Signing(
        type=type,
        stage=stage,
        content=content,
        subjects=subjects,
        happened_at=now,
        written_at=now,
        received_at=now,
        record=record,
        links=links,
        token=token,
    )


def of_the_home(home: Home) -> list[Subject]:
    """The subjects of what is about the home itself."""
    return [{"id": home.pk, "kind": "home", "as": "about"}]


def correction(
    entry: Entry,
    *,
    content: dict[str, Any],
    because: str,
    subjects: list[Subject],
    happened_at: datetime,
    written_at: datetime,
    received_at: datetime,
    links: tuple[Link, ...] = (),
    token: str | None = None,
    unclear: Mapping[str, str] | None = None,
) -> Signing:
    """What replaces ``entry``: the whole stage again, and why.

    What it answers or follows stays as it was unless ``links`` name another record, or its own: then it answers nothing.
    """
    return Signing(
        type=entry.type,
        stage=entry.stage,
        record=entry.record_id,
        content={**content, "because": because},
        act="correct",
        links=({"rel": "replaces", "to": entry.id}, *links),
        subjects=subjects,
        happened_at=happened_at,
        written_at=written_at,
        received_at=received_at,
        token=token,
        unclear=unclear or {},
    )


def withdrawal(
    entry: Entry, *, because: str, written_at: datetime, received_at: datetime, token: str | None = None
) -> Signing:
    """What takes ``entry`` back, and why; of a first stage, the whole record."""
    return Signing(
        type=entry.type,
        stage=entry.stage,
        record=entry.record_id,
        content={"because": because.strip()},
        act="withdraw",
        links=({"rel": "withdraws", "to": entry.id},),
        subjects=json.loads(entry.subjects),
        happened_at=entry.happened_at,
        written_at=written_at,
        received_at=received_at,
        token=token,
    )
