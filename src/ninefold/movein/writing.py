"""Signs what a plan makes: one transaction, each entry by whoever brings the files in, and takes the whole back again.

Nothing is signed twice: each statement of a row has a mark, and one that stands is left as it is. What is asked and not
answered makes nothing; the rest of its row is made all the same where it can stand alone.
"""

import hashlib
import json
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from ninefold.base import clock, ids
from ninefold.ledger import actions
from ninefold.ledger.content import Refused
from ninefold.ledger.models import Entry
from ninefold.ledger.signing import Author, Signing, withdrawal
from ninefold.movein import here, plan, stated
from ninefold.movein.models import BroughtFile, BroughtFiles, BroughtRow
from ninefold.movein.rows import PlannedRow
from ninefold.movein.stated import Statement
from ninefold.people import powers
from ninefold.people.models import Home, KeyWorker, Placement, Role

BACK = "Brought in from a list by mistake, and taken back as a whole."


@dataclass(slots=True)
class Outcome:
    """What bringing in did: how many entries, and what could not be signed, with its row and why."""

    signed: int = 0
    refused: list[tuple[PlannedRow, str]] = field(default_factory=list)


def accept(*, home: Home, person: str, files: list[tuple[str, bytes]], at: datetime) -> BroughtFiles:
    """Keep files that were sent, so that their questions can be answered one after another."""
    with transaction.atomic():
        together = BroughtFiles.objects.create(id=ids.new(at), home=home, person=person, at=at)
        for name, data in files:
            BroughtFile.objects.create(together=together, name=name[:200], data=data)
    return together


def planned(together: BroughtFiles) -> plan.Plan:
    """The plan of what was sent, with the answers so far. Reads only."""
    known = here.of_home(together.home)
    seen = dict(
        BroughtRow.objects.filter(
            together__home=together.home, together__taken_back_at=None, type__in=stated.MAKES
        ).values_list("mark", "person")
    )
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for number, one in enumerate(together.files.order_by("pk")):
            path = Path(folder) / f"{number}"
            path.write_bytes(bytes(one.data))
            files.append((path, one.name))
        today = clock.local(clock.now()).date()
        known = replace(known, seen={mark.partition("|")[0]: person for mark, person in seen.items()})
        return plan.of_files(files, here=known, today=today, answers=json.loads(together.answers))


def answer(together: BroughtFiles, answers: Mapping[str, str]) -> None:
    """Keep answers; an empty one opens its question again."""
    kept = json.loads(together.answers) | {id: text.strip()[:300] for id, text in answers.items()}
    together.answers = json.dumps({id: text for id, text in kept.items() if text})
    together.save(update_fields=["answers"])


def bring_in(*, together: BroughtFiles, author: Author, at: datetime) -> Outcome:
    """Sign in what the plan makes. All of it stands in one transaction; a row that the ledger refuses is told and left."""
    made = planned(together)
    outcome = Outcome()
    with transaction.atomic():
        pen = _Pen(together, author, at, outcome)
        for row in made.rows:
            pen.write(row)
        together.signed_at = at
        together.save(update_fields=["signed_at"])
    return outcome


class _Pen:
    """Signs statements row by row, and remembers who became whom."""

    def __init__(self, together: BroughtFiles, author: Author, at: datetime, outcome: Outcome) -> None:
        self.together, self.home, self.author, self.at, self.outcome = together, together.home, author, at, outcome
        rows = BroughtRow.objects.filter(together__home=self.home, together__taken_back_at=None)
        self.marks = set(rows.values_list("mark", flat=True))
        self.people: dict[str, str] = {}  # a row's key, and the id of the person it is about
        self.names: dict[str, str] = {}
        self.roles = set(Role.objects.filter(home=self.home, to_at=None).values_list("worker_id", flat=True))
        self.stays = set(
            Placement.objects.filter(home=self.home, ended_at=None)
            .exclude(began_at=None)
            .values_list("child_id", flat=True)
        )
        self.cared = dict(KeyWorker.objects.filter(home=self.home, to_at=None).values_list("child_id", "worker_id"))

    def write(self, row: PlannedRow) -> None:
        if row.known:
            self.people[row.key] = row.known
        about = self._about(row)
        if about is None:
            return
        record = ""
        for statement in self._statements(row, about):
            mark = f"{row.mark}|{statement.key}"
            if mark in self.marks:
                continue
            entry = self._sign(row, statement, record or None)
            if entry is None:
                if statement.type in stated.MAKES:
                    return  # nobody was made known, so nothing can be said of them
                continue
            if statement.type == "worker-known" and statement.stage == "known":
                record = entry.record_id
            self._note(row, statement, entry, mark)

    def _about(self, row: PlannedRow) -> str | None:
        """The id of whom a row is about: of somebody new one is made; None when that is still asked."""
        if row.kind in ("adults", "children"):
            if row.kind == "children" and not row.made.get("born_on") and not row.known:
                return None
            if any(one.field in ("twice", "is", "name") for one in row.open):
                return None
            return self.people.setdefault(row.key, ids.new(self.at))
        key = str(row.made.get("adult_key" if row.kind == "training" else "child_key") or "")
        if not key:
            return None
        return self.people.get(key) or (key if len(key) == 26 else None)

    def _statements(self, row: PlannedRow, about: str) -> Iterator[Statement]:
        every = stated.of_row(row, about, today=clock.local(self.at).date(), key_worker=self._worker(row))
        for one in every:
            if one.type in stated.MAKES and row.known and one.stage == "known":
                continue
            if one.type == "role-given" and (about in self.roles or about == self.author.person):
                continue
            if one.content.get("what") == "moved-in" and about in self.stays:
                continue
            if one.type == "key-worker-named" and self.cared.get(about) == one.content["worker"]["who"]:
                continue
            if one.about_worker and about == self.author.person:
                continue  # nobody vouches for their own checks
            yield one

    def _worker(self, row: PlannedRow) -> dict[str, str] | None:
        key = str(row.made.get("key_worker_key") or "")
        who = self.people.get(key) or (key if len(key) == 26 else "")
        return {"who": who, "kind": "worker", "name": str(row.made["key_worker"]).split()[0]} if who else None

    def _sign(self, row: PlannedRow, one: Statement, record: str | None) -> Entry | None:
        signing = Signing(
            type=one.type,
            stage=one.stage,
            content={name: value for name, value in one.content.items() if value not in (None, "", [], {})},
            subjects=[{"id": one.about, "kind": one.kind, "as": "about"}],
            happened_at=self.at,
            written_at=self.at,
            received_at=self.at,
            record=record if one.stage == "left" else None,
        )
        if one.stage == "left" and not record:
            return None
        author = self.author
        if one.type == "role-given":
            role = str(one.content["role"])
            if role not in {*powers.given_by(author.role), *powers.proposed_by(author.role)}:
                self.outcome.refused.append(
                    (
                        row,
                        f"The role of {role.replace('-', ' ')} is given by somebody above you: the responsible individual or who runs the machine (ninefold role give).",
                    )
                )
                return None
        try:
            with transaction.atomic():
                entry = actions.append(self.home, signing, author)
        except Refused as refused:
            self.outcome.refused.append((row, " ".join(dict.fromkeys(refused.errors.values()))))
            return None
        except PermissionDenied as denied:
            self.outcome.refused.append((row, str(denied) or "That is not yours to sign."))
            return None
        self.outcome.signed += 1
        return entry

    def _note(self, row: PlannedRow, one: Statement, entry: Entry, mark: str) -> None:
        self.marks.add(mark)
        if one.type == "role-given":
            self.roles.add(one.about)
        BroughtRow.objects.create(
            together=self.together, mark=mark, entry=entry.id, person=one.about, type=one.type,
            file=row.file[:200], sheet=row.sheet[:100], row=row.row, name=row.name[:200],
        )  # fmt: skip


def touched(together: BroughtFiles) -> list[str]:
    """Of whom something was written since that did not come from these files: then the whole is not taken back."""
    own = set(together.rows.values_list("entry", flat=True))
    people = set(together.rows.filter(type__in=stated.MAKES).values_list("person", flat=True))
    names = dict(together.rows.filter(type__in=stated.MAKES).values_list("person", "name"))
    if together.signed_at is None:
        return []
    told = set()
    for id, subjects in Entry.objects.filter(
        home=together.home, received_at__gte=together.signed_at.replace(microsecond=0)
    ).values_list("id", "subjects"):
        if id not in own:
            told |= {one["id"] for one in json.loads(subjects)} & people
    return sorted(names[one] for one in told)


def take_back(*, together: BroughtFiles, author: Author, at: datetime) -> int:
    """Withdraw every entry of an import, the last first. Raises Refused when one cannot be, and then none is."""
    if names := touched(together):
        raise Refused(
            {"": f"Somebody has written about {', '.join(names[:5])} since. Take back single entries instead."}
        )
    rows = list(together.rows.order_by("-pk"))
    entries = Entry.objects.in_bulk([row.entry for row in rows])
    with transaction.atomic():
        for row in rows:
            entry = entries[row.entry]
            if _withdrawn(entry):
                continue
            actions.append(together.home, withdrawal(entry, because=BACK, written_at=at, received_at=at), author)
        together.taken_back_at = at
        together.save(update_fields=["taken_back_at"])
    return len(rows)


def _withdrawn(entry: Entry) -> bool:
    return any(
        link.get("rel") == "withdraws" and link.get("to") == entry.id
        for links in Entry.objects.filter(home=entry.home_id, record_id=entry.record_id, act="withdraw").values_list(
            "links", flat=True
        )
        for link in json.loads(links)
    )


def digest(text: str) -> str:
    """A short digest."""
    return hashlib.sha256(text.encode()).hexdigest()[:20]


def day(value: Any) -> str | None:
    """A day as an answer gives it."""
    return value.isoformat() if isinstance(value, date) else None
