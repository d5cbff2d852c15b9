"""What a commissioner signs about a home: the kinds, what each asks, and the one way to sign.

These records are the authority's own. They stand apart from every home's ledger, because no home may read, export or
answer for them, and because a commissioner needs no home. A child is named by initials and by nothing else.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from django.db import IntegrityError, transaction

from ninefold.base import clock
from ninefold.sector.models import CommissionRecord, InspectedHome

INITIALS = re.compile(r"[A-Z](?:[. ]?[A-Z]){0,3}\.?")
LONGEST = 5000
SUSPENSION, LIFTING = "suspension", "lifting"


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


KINDS: dict[str, CommissionKind] = {
    kind.id: kind
    for kind in (
        CommissionKind(
            "visit",
            "Contract monitoring visit",
            "When was the visit?",
            "What the authority saw when it checked that the home gives what was bought.",
            (
                CommissionQuestion("who", "Who visited, and whom did they meet?", "line", needed=True),
                CommissionQuestion(
                    "looked_at", "What was looked at?", hint="Rooms, records, talks with children and staff."
                ),
                CommissionQuestion("found", "What was found?", needed=True, hint="Strengths first."),
                CommissionQuestion("agreed", "What was agreed, by when?"),
                CommissionQuestion("next_by", "Next visit by", "date"),
            ),
        ),
        CommissionKind(
            "return",
            "Quality return",
            "When did it come in?",
            "What the home itself tells the authority at regular times about its care.",
            (
                CommissionQuestion(
                    "period", "Which time does it cover?", "line", needed=True, hint="For instance April to June"
                ),
                CommissionQuestion("children", "How many of our children live there?", "line"),
                CommissionQuestion("progress", "What does it say about their progress?", needed=True),
                CommissionQuestion("events", "Incidents, missing times, complaints and notifications it reports"),
                CommissionQuestion("staff", "Changes of staff and manager"),
                CommissionQuestion("answered", "What we asked or answered"),
            ),
        ),
        CommissionKind(
            SUSPENSION,
            "Suspension",
            "From when?",
            "The authority places no further child in the home for now.",
            (
                CommissionQuestion("because", "Why?", needed=True),
                CommissionQuestion(
                    "children_there",
                    "What does it mean for our children who live there now?",
                    needed=True,
                    hint="Each child's own social worker decides about the child.",
                ),
                CommissionQuestion("told", "Who was told, and when?"),
                CommissionQuestion("look_again", "Look at it again by", "date"),
            ),
        ),
        CommissionKind(
            LIFTING,
            "Suspension lifted",
            "From when?",
            "The authority may place children in the home again.",
            (
                CommissionQuestion("because", "Why?", needed=True, hint="What has changed, and how that is known."),
                CommissionQuestion("conditions", "On what conditions?"),
                CommissionQuestion("told", "Who was told, and when?"),
            ),
        ),
        CommissionKind(
            "matching",
            "Impact and matching",
            "When was it considered?",
            "Whether a child and this home suit each other, before anything is decided.",
            (
                CommissionQuestion(
                    "child", "The child's initials", "initials", needed=True, hint="Initials only, never a name."
                ),
                CommissionQuestion("needs", "What does the child need, and what are they good at?", needed=True),
                CommissionQuestion("purpose", "How does the home's statement of purpose fit?", needed=True),
                CommissionQuestion("to_others", "What would it mean for the children who live there?", needed=True),
                CommissionQuestion("from_others", "What would it mean for this child?", needed=True),
                CommissionQuestion("place", "School, health, family and the area"),
                CommissionQuestion("staffing", "Staffing and skills that it would take"),
                CommissionQuestion("views", "Views: the child, the social worker, the home"),
                CommissionQuestion(
                    "decision",
                    "What was decided?",
                    "choice",
                    needed=True,
                    options=("Go on with this home", "Not this home", "Not decided yet"),
                ),
                CommissionQuestion("because", "Why?", needed=True),
            ),
        ),
    )
}


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
    if replaces is None and (clash := _clash(authority, home, kind)):
        problems["on"] = clash
    if problems or day is None:
        raise NotSigned(problems)
    content: dict[str, Any] = {question: answer for question, answer in said.items() if answer}
    if replaces is not None:
        content["correction"] = correction.strip()[:LONGEST]
    row = CommissionRecord(
        urn=home.urn, authority=authority, author=author, kind=kind.id, on=day, content=content, at=at
    )
    row.replaces, row.token = replaces, token
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


def _clash(authority: str, home: InspectedHome, kind: CommissionKind) -> str:
    """A home is suspended once, and what is not suspended is not lifted."""
    suspended = home.urn in suspensions(authority)
    if kind.id == SUSPENSION and suspended:
        return "This home is suspended already. Correct that record, or lift it first."
    if kind.id == LIFTING and not suspended:
        return "This home is not suspended."
    return ""


def standing(authority: str) -> Any:
    """An authority's records that nothing has replaced, newest first: nobody else's are ever among them."""
    return CommissionRecord.objects.filter(authority=authority, replaced_by=None).select_related("replaces")


def suspensions(authority: str) -> dict[str, CommissionRecord]:
    """The homes in which the authority places nobody now, each with the record that says so."""
    newest: dict[str, CommissionRecord] = {}
    for row in standing(authority).filter(kind__in=(SUSPENSION, LIFTING)).order_by("on", "id"):
        newest[row.urn] = row
    return {urn: row for urn, row in newest.items() if row.kind == SUSPENSION}
