"""What a commissioner signs about a home: the kinds, what each asks, and the one way to sign.

These records are the authority's own. They stand apart from every home's ledger, because no home may read, export or
answer for them, and because a commissioner needs no home. A child is named by initials and by nothing else.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal

import yaml
from django.db import IntegrityError, transaction

from ninefold.base import clock
from ninefold.sector.models import CommissionRecord, InspectedHome

INITIALS = re.compile(r"[A-Z](?:[. ]?[A-Z]){0,3}\.?")
LONGEST = 5000
SUSPENSION, LIFTING = "suspension", "lifting"
PLACED, LEFT = "placement", "leaving"
CONTRACT = "contract"
NEWEST = 2**63  # the place of a record that has no number yet
_FILE = Path(__file__).with_name("commissioning.yaml")


@dataclass(frozen=True, slots=True)
class CommissionQuestion:
    """Something a kind of record asks. A choice has options."""

    id: str
    label: str
    kind: Literal["text", "line", "date", "initials", "choice"] = "text"
    needed: bool = False
    hint: str = ""
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CommissionKind:
    """A kind of record: what it is called, what its day means, what it asks."""

    id: str
    title: str
    day: str
    about: str
    questions: tuple[CommissionQuestion, ...]


def _read() -> dict[str, CommissionKind]:
    """The kinds of ``commissioning.yaml``, in its order."""
    written: dict[str, dict[str, Any]] = yaml.safe_load(_FILE.read_text("utf-8"))
    return {
        id: CommissionKind(id, one["title"], one["day"], one["about"], tuple(map(_question, one["asks"])))
        for id, one in written.items()
    }


def _question(written: dict[str, Any]) -> CommissionQuestion:
    return CommissionQuestion(**written | {"options": tuple(written.get("options", ()))})


KINDS = _read()


class NotSigned(ValueError):
    """What is wrong with a record, a sentence for each question (``on`` for its day, ``correction`` for its reason)."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = problems


def sign_once(*, token: str, author: str, **rest: Any) -> CommissionRecord:
    """Sign the form called ``token``, or give what it was signed as: a double tap makes one record. See ``sign``."""
    if not token:
        return sign(author=author, **rest)
    if sent := signed_as(token, author):
        return sent
    try:
        return sign(author=author, token=token, **rest)
    except (IntegrityError, NotSigned):
        # Two posts of one form at the same moment: the other one is signed, and is the answer.
        if sent := signed_as(token, author):
            return sent
        raise


def signed_as(token: str, author: str) -> CommissionRecord | None:
    """What ``author`` signed with the form called ``token``, if they have."""
    return CommissionRecord.objects.filter(token=token, author=author).first() if token else None


@transaction.atomic
def sign(
    *,
    authority: str,
    author: str,
    home: InspectedHome,
    kind: CommissionKind,
    on: str,
    answers: Mapping[str, str],
    at: datetime,
    replaces: CommissionRecord | None = None,
    correction: str = "",
    token: str | None = None,
) -> CommissionRecord:
    """Sign a record, or a correction of one. Raises ``NotSigned``; then nothing is written."""
    said = {one.id: answers.get(one.id, "").strip() for one in kind.questions}
    problems = {one.id: problem for one in kind.questions if (problem := _problem(one, said[one.id]))}
    day = _day(on, at, problems)
    if replaces is not None and not correction.strip():
        problems["correction"] = "Say why the record is corrected."
    if problems or day is None:
        raise NotSigned(problems)
    content: dict[str, Any] = {question: answer for question, answer in said.items() if answer}
    if replaces is not None:
        content["correction"] = correction.strip()[:LONGEST]
    row = CommissionRecord(
        urn=home.urn, authority=authority, author=author, kind=kind.id, on=day, content=content, at=at
    )
    row.replaces, row.token = replaces, token
    if clash := _clash(row):
        raise NotSigned(clash)
    row.save()
    return row


def _day(written: str, at: datetime, problems: dict[str, str]) -> date | None:
    try:
        day = date.fromisoformat(written)
    except ValueError:
        problems["on"] = "Say on which day."
        return None
    if day > clock.local(at).date():
        problems["on"] = "That day is still to come."
    return day


def _problem(question: CommissionQuestion, said: str) -> str:
    """What is wrong with an answer; nothing when it will do."""
    if not said:
        return "This is needed." if question.needed else ""
    if len(said) > LONGEST:
        return f"This is longer than {LONGEST:,} letters."
    if question.kind == "initials" and not INITIALS.fullmatch(said):
        return "Initials only: up to four capital letters, for instance JK."
    if question.kind == "choice" and said not in question.options:
        return "Choose one of these."
    if question.kind == "date":
        return _date_problem(said)
    return ""


def _date_problem(said: str) -> str:
    try:
        date.fromisoformat(said)
    except ValueError:
        return "This is not a day."
    return ""


def _clash(row: CommissionRecord) -> dict[str, str]:
    """A home is suspended once, and what is not suspended is not lifted; a child comes, leaves, and may come again."""
    rows = [one for one in standing(row.authority).filter(urn=row.urn) if one.pk != row.replaces_id]
    if row.kind in (SUSPENSION, LIFTING) and row.replaces_id is None:
        suspended = row.urn in _suspended(rows)
        if row.kind == SUSPENSION and suspended:
            return {"on": "This home is suspended already. Correct that record, or lift it first."}
        if row.kind == LIFTING and not suspended:
            return {"on": "This home is not suspended."}
    if row.kind in (PLACED, LEFT):
        touched = [row, row.replaces] if row.replaces else [row]  # a correction may change whose record it is
        children = dict.fromkeys(_plain(one.content["child"]) for one in touched)
        return next(filter(None, (_misfit(child, [*rows, row]) for child in children)), {})
    return {}


def _misfit(child: str, rows: Iterable[CommissionRecord]) -> dict[str, str]:
    """What does not fit in a child's comings and goings in one home."""
    theirs = [one for one in rows if one.kind in (PLACED, LEFT) and _plain(one.content["child"]) == child]
    here: date | None = None
    for one in _in_time(theirs):
        if one.kind == PLACED and here:
            return {"child": "A child with these initials is placed here then. Add a letter if this is another child."}
        if one.kind == LEFT and not here:
            came = min((other.on for other in theirs if other.kind == PLACED and other.on > one.on), default=None)
            if came:
                return {"on": f"This child came on {came:%d/%m/%Y}, which is later."}
            return {"child": "No child with these initials is placed here then."}
        here = one.on if one.kind == PLACED else None
    return {}


def standing(authority: str) -> Any:
    """An authority's records that nothing has replaced, newest first: nobody else's are ever among them."""
    return CommissionRecord.objects.filter(authority=authority, replaced_by=None).select_related("replaces")


def suspensions(authority: str) -> dict[str, CommissionRecord]:
    """The homes in which the authority places nobody now, each with the record that says so."""
    return _suspended(standing(authority).filter(kind__in=(SUSPENSION, LIFTING)))


def _suspended(rows: Iterable[CommissionRecord]) -> dict[str, CommissionRecord]:
    newest = {row.urn: row for row in _in_time(rows) if row.kind in (SUSPENSION, LIFTING)}
    return {urn: row for urn, row in newest.items() if row.kind == SUSPENSION}


def _in_time(rows: Iterable[CommissionRecord]) -> list[CommissionRecord]:
    """Records by their days; who comes and leaves on one day has come first."""
    return sorted(rows, key=lambda row: (row.on, row.kind == LEFT, row.pk or NEWEST))


@dataclass(frozen=True, slots=True)
class CouncilPlacement:
    """A child of the authority in a home: initials, the days of coming and leaving, and the record that says so."""

    child: str
    urn: str
    since: date
    until: date | None
    record: int


def placements(authority: str) -> list[CouncilPlacement]:
    """The authority's placements by its own records: those that last first, the newest first among them."""
    return _placed(standing(authority).filter(kind__in=(PLACED, LEFT)))


def _placed(rows: Iterable[CommissionRecord]) -> list[CouncilPlacement]:
    stays: dict[tuple[str, str], list[CouncilPlacement]] = {}
    for row in _in_time(rows):
        if row.kind not in (PLACED, LEFT):
            continue
        child = _plain(row.content["child"])
        theirs = stays.setdefault((row.urn, child), [])
        if row.kind == PLACED:
            theirs.append(CouncilPlacement(child, row.urn, row.on, None, row.pk))
        elif theirs and theirs[-1].until is None:
            theirs[-1] = replace(theirs[-1], until=row.on)
    every = [stay for theirs in stays.values() for stay in theirs]
    return sorted(every, key=lambda stay: (stay.until is not None, -stay.since.toordinal(), stay.child))


def contracts(authority: str) -> dict[str, CommissionRecord]:
    """The newest contract with each home, whether it lasts or has ended."""
    return _contracted(standing(authority).filter(kind=CONTRACT))


def _contracted(rows: Iterable[CommissionRecord]) -> dict[str, CommissionRecord]:
    return {row.urn: row for row in _in_time(rows) if row.kind == CONTRACT}


@dataclass(frozen=True, slots=True)
class AboutHome:
    """What an authority has written about one home, and what holds by it: suspended, who is placed there, the contract."""

    records: list[CommissionRecord]
    suspended: CommissionRecord | None
    placed: list[CouncilPlacement]
    contract: CommissionRecord | None


def about_home(authority: str, urn: str) -> AboutHome:
    """An authority's records about one home, newest first, in one question."""
    rows = list(standing(authority).filter(urn=urn))
    placed = [stay for stay in _placed(rows) if stay.until is None]
    return AboutHome(rows, _suspended(rows).get(urn), placed, _contracted(rows).get(urn))


def _plain(initials: str) -> str:
    """Initials as they are compared: "J. K." and "JK" are one."""
    return re.sub(r"[. ]", "", initials)
