"""Writing into a ledger as a person does: who signs, about whom, when it happened and when it was written."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from ninefold import lawbook
from ninefold.base import clock
from ninefold.lawbook.holds import fields_on
from ninefold.ledger import statuses
from ninefold.ledger.brakes import Stopped
from ninefold.ledger.models import Entry
from ninefold.ledger.signing import Act, Author, Link, Signing
from ninefold.ops.mentions import Reference
from ninefold.people.models import Home

KNOWN = "Known, and talked through at handover; somebody else is a call away"  # why a story's plan stands all the same


@dataclass
class Hand:
    """Somebody who signs: a worker and their role in the home."""

    ref: Reference
    role: str

    @property
    def name(self) -> str:
        """What they are called in the house."""
        return self.ref["name"]


@dataclass(frozen=True, slots=True)
class Pen:
    """Signs entries of one home through ``door`` (``ledger.actions.append`` for the home, or a bulk door of it).

    What is stopped, and may be overruled by who signs, is signed with a reason, as people do.
    With ``home``, whoever writes is asked what a form would ask of these children on that day, and nothing else.
    """

    door: Callable[[Signing, Author], Entry]
    home: Home | None = None

    def write(
        self,
        type: str,
        content: dict[str, Any],
        *,
        by: Hand,
        at: datetime,
        written: datetime,
        about: Iterable[Reference] = (),
        present: Iterable[Reference] = (),
        stage: str = "",
        record: str | None = None,
        links: tuple[Link, ...] = (),
        act: Act = "write",
    ) -> Entry:
        """Sign ``stage`` (the first one, if not said). Answers that are nothing are left out, as in a form."""
        known = lawbook.current().records[type]
        form = known.stage(stage) if stage else known.stages[0]
        about = list(about)
        asked = set(content)
        if self.home is not None and act == "write":
            children = [one["who"] for one in about if one["kind"] == "child"]
            held = statuses.held(self.home, children, form, at)
            asked = {field.id for field in fields_on(form, clock.local(written).date(), held)}
        signing = Signing(
            type=type,
            stage=form.id,
            content={n: answer for n, answer in content.items() if n in asked and answer not in (None, "", [], {})},
            happened_at=at,
            written_at=written,
            received_at=written,
            subjects=[subject(person, "about") for person in about]
            + [subject(person, "present") for person in present],
            record=record,
            links=links,
            act=act,
        )
        author = Author(by.ref["who"], by.role)
        try:
            return self.door(signing, author)
        except Stopped as stopped:
            if not stopped.may_overrule or signing.content.get(stopped.field):
                raise
            return self.door(replace(signing, content=signing.content | {stopped.field: KNOWN}), author)


def subject(person: Reference, part: str) -> dict[str, str]:
    """``person`` as a subject of an entry: ``part`` is about or present."""
    return {"id": person["who"], "kind": person["kind"], "as": part}


def answering(record: str, row: str = "") -> tuple[dict[str, str], ...]:
    """The link of an entry that answers ``record``, or one row of a table in it."""
    return ({"rel": "answers", "to": record, "row": row} if row else {"rel": "answers", "to": record},)


def following(record: str) -> tuple[dict[str, str], ...]:
    """The link of an entry that is a further part of the event which ``record`` is a part of."""
    return ({"rel": "follows", "to": record},)
