"""The one door in: ``append``, and ``correct`` and ``withdraw``, which are appends that say what they replace."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from ninefold import lawbook
from ninefold.base import canonical, chance, clock, ids
from ninefold.lawbook.kinds import future_sentence, too_early
from ninefold.lawbook.model import RecordType, Stage
from ninefold.ledger import chain, matters, permissions, projections, rows, standing
from ninefold.ledger.content import Refused, check, files_in, people_in
from ninefold.ledger.head import Head, lock, move
from ninefold.ledger.known import Known, known_in
from ninefold.ledger.models import Content, Entry, Submission
from ninefold.ledger.projections import Written
from ninefold.ledger.records import Slot
from ninefold.ledger.threads import thread
from ninefold.people import powers
from ninefold.people.models import Child, Home

ENTRY_COLUMNS = tuple(field.attname for field in Entry._meta.concrete_fields)
MEANWHILE = "This has been corrected or withdrawn in the meantime. Please look at the record again."
SALT_BYTES = 16  # so many that nobody guesses short words back from their digest
Subject = dict[str, str]
Link = dict[str, str]


def append(
    *,
    home: Home,
    type: str,
    stage: str,
    content: dict[str, Any],
    author: str,
    role: str,
    happened_at: datetime,
    written_at: datetime,
    received_at: datetime,
    subjects: list[Subject],
    record: str | None = None,
    links: tuple[Link, ...] = (),
    act: str = "write",
    token: str | None = None,
) -> Entry:
    """Sign a stage: append an entry to ``home``'s ledger and bring all that is derived up to date.

    ``author`` is a person's id and ``role`` their role in the home. Without ``record`` a new thread begins.
    ``token`` names the form: the same form sent twice gives the same entry. All times are UTC; what
    happened or was written after ``received_at`` is refused.

    Raises Refused with a sentence per field, and when it would change roles that are not the author's to change.
    Raises PermissionDenied when the author may not sign this stage (``ledger.permissions``).
    """
    if token and (sent := Submission.objects.filter(token=token).select_related("entry").first()):
        return _same(sent, home, author)
    try:
        with transaction.atomic():
            return _append(
                home, type, stage, content, author, role, (happened_at, written_at, received_at), subjects, record,
                links, act, token,
            )  # fmt: skip
    except IntegrityError:
        # Two posts of one form at the same moment: the other one won the token, and its entry is the answer.
        sent = Submission.objects.filter(token=token).select_related("entry").first() if token else None
        if sent is None:
            raise
        return _same(sent, home, author)


def _same(sent: Submission, home: Home, author: str) -> Entry:
    if sent.entry.home_id != home.id or sent.entry.author != author:
        raise PermissionDenied
    return sent.entry


def _append(
    home: Home,
    type: str,
    stage: str,
    content: dict[str, Any],
    author: str,
    role: str,
    times: tuple[datetime, datetime, datetime],
    subjects: list[Subject],
    record: str | None,
    links: tuple[Link, ...],
    act: str,
    token: str | None,
) -> Entry:
    head = lock(home.id)
    before = thread(home, record) if record else []
    made = make(
        home=home, head=head, before=before, known=known_in(home.id, home.provider_id), type=type, stage=stage, content=content, author=author,
        role=role, times=times, subjects=subjects, record=record, links=links, act=act,
    )  # fmt: skip
    entry = made.entry
    workers = {s["id"] for s in made.item.subjects if s["kind"] == "worker"}
    roles = powers.tenures_of(home.id, workers) if made.type.effect else None
    store([made])
    if token:
        Submission.objects.create(token=token, entry=entry)
    move(head)
    projections.run([made.item])
    if roles is not None:
        if made.type.effect == "role-given" and author in workers and any(one.home == home.id for one in roles):
            raise Refused({"": powers.NOT_TO_ONESELF})  # also the role that they have: it would change nothing
        _weigh(entry, roles, powers.tenures_of(home.id, workers))
    return entry


def _weigh(entry: Entry, before: frozenset[powers.Tenure], after: frozenset[powers.Tenure]) -> None:
    """Let ``entry`` stand only if what it changes of who holds which role was its author's to change."""
    signer = powers.Signer(entry.author, entry.author_role, entry.home_id)
    if why := powers.problem(signer, before, after, entry.received_at):
        raise Refused({"": why})


@dataclass(frozen=True, slots=True)
class Made:
    """An entry that may be signed, checked and chained but not yet stored, with what it says as canonical text."""

    entry: Entry
    item: Written
    type: RecordType
    salt: str
    body: str


def store(made: Sequence[Made]) -> None:
    """Put entries and what they say into their tables, in order."""
    rows.add(Entry, [{name: getattr(one.entry, name) for name in ENTRY_COLUMNS} for one in made])
    rows.add(Content, [{"entry_id": one.entry.id, "salt": one.salt, "body": one.body} for one in made])


def make(
    *,
    home: Home,
    head: Head,
    before: list[Slot],
    known: Known,
    type: str,
    stage: str,
    content: dict[str, Any],
    author: str,
    role: str,
    times: tuple[datetime, datetime, datetime],
    subjects: list[Subject],
    record: str | None,
    links: tuple[Link, ...],
    act: str,
    waiting: Mapping[str, str] | None = None,
) -> Made:
    """Check an entry, digest it and put it at the end of the chain: ``head`` moves on, nothing is stored yet.

    ``before`` are the stages of its record that stand already; ``waiting`` the records of the same batch that are not
    stored yet, each with the one that it follows. Raises as ``append`` does.
    """
    happened_at, written_at, received_at = (t.replace(microsecond=0) for t in times)
    record_type, form = _form(type, stage)
    slot = _standing(before, links) if act != "write" else None
    if why := permissions.why_not(record_type, form, act, author, role, before, slot):
        raise permissions.NotYours(why)
    if act in ("write", "correct"):
        subjects = standing.subjects_for(record_type, subjects, at=received_at)
        if why := permissions.about_oneself(record_type, form, author, content, subjects, not before):
            raise permissions.NotYours(why)
        _check(known, home, record_type, form, content, subjects, (happened_at, written_at, received_at), before, act)
    if act == "write":
        _check_turn(record_type, form, before)
    opens = not before or (act != "write" and before[0].entry.id in {link["to"] for link in links})
    own = record if record and act == "correct" else ""
    if wrong := matters.refusal(home.id, links, waiting or {}, own=own, moving=own if opens else ""):
        raise Refused({matters.BELONGS: wrong})
    entry = Entry(
        id=ids.new(received_at),
        home=home,
        seq=head.seq + 1,
        record_id=record or ids.new(received_at),
        type=type,
        version=record_type.version,
        stage=stage,
        act=act,
        happened_at=happened_at,
        written_at=written_at,
        received_at=received_at,
        author=author,
        author_role=role,
        subjects=canonical.dumps(subjects).decode(),
        links=canonical.dumps(list(links)).decode(),
        prev=head.hash,
    )
    salt, body = chance.some_bytes(SALT_BYTES).hex(), canonical.dumps(content).decode()
    _chain(entry, head, salt, body)
    return Made(entry, projections.written(entry, home, body, opens=opens), record_type, salt, body)


def _chain(entry: Entry, head: Head, salt: str, body: str) -> None:
    """Digest what ``entry`` says, hash it with all that came before, and let the chain's head stand at it."""
    entry.digest = chain.digest_of(salt, body.encode())
    entry.hash = chain.entry_hash(exported(entry, entry.home.urn))
    head.seq, head.hash = entry.seq, entry.hash


def exported(entry: Entry, urn: str) -> dict[str, Any]:
    """``entry`` as it is exported and hashed, without content and salt (docs/ledger-format.md)."""
    return {
        "home": urn,
        "seq": entry.seq,
        "id": entry.id,
        "record": entry.record_id,
        "type": f"{entry.type}@{entry.version}",
        "stage": entry.stage,
        "act": entry.act,
        "happened_at": clock.text(entry.happened_at),
        "written_at": clock.text(entry.written_at),
        "received_at": clock.text(entry.received_at),
        "author": entry.author,
        "author_role": entry.author_role,
        "subjects": json.loads(entry.subjects),
        "links": json.loads(entry.links),
        "digest": entry.digest,
        "prev": entry.prev,
        "hash": entry.hash,
    }


def _form(type: str, stage: str) -> tuple[RecordType, Stage]:
    record_type = lawbook.current().records.get(type)
    if record_type is None:
        raise Refused({"": f"There is no record type called {type}."})
    try:
        return record_type, record_type.stage(stage)
    except KeyError:
        raise Refused({"": f"{record_type.title} has no stage called {stage}."}) from None


def _standing(before: list[Slot], links: tuple[Link, ...]) -> Slot:
    """The stage that a correction or withdrawal is about, looked up while the head is locked: of two at once one wins."""
    targets = {link["to"] for link in links if link["rel"] in ("replaces", "withdraws")}
    slot = next((one for one in before if one.entry.id in targets), None)
    if slot is None:
        raise Refused({"": MEANWHILE})
    return slot


def _check(
    known: Known,
    home: Home,
    record_type: RecordType,
    form: Stage,
    content: dict[str, Any],
    subjects: list[Subject],
    times: tuple[datetime, datetime, datetime],
    before: list[Slot],
    act: str,
) -> None:
    happened_at, written_at, received_at = times
    errors: dict[str, str] = {}
    opening = not before or form.id == record_type.stages[0].id
    began_at = None if opening else before[0].entry.happened_at
    if happened_at > received_at:
        errors["happened_at"] = future_sentence(happened_at, received_at)
    elif began_at and happened_at < began_at and not form.may_precede:
        errors["happened_at"] = "That is before it began. Please check the date and time."
    elif why := too_early(happened_at) or _before_all(home, form, happened_at, subjects):
        errors["happened_at"] = why
    if written_at > received_at:
        errors["written_at"] = "That has not been written yet."
    elif why := too_early(written_at):
        errors["written_at"] = why
    children = [s["id"] for s in subjects if s["kind"] == "child" and s["as"] == "about"]
    answers = {k: v for k, v in content.items() if not (act == "correct" and k == "because")}
    if act == "correct" and not str(content.get("because", "")).strip():
        errors["because"] = "Please say why this is corrected."
    try:
        check(form, answers, children=children, now=received_at, began_at=began_at)
    except Refused as refused:
        errors.update(refused.errors)
    errors.update(_subject_problems(known, record_type, subjects))
    errors.update(_stranger_problems(known, content))
    if errors:
        raise Refused(errors)


def _before_all(home: Home, form: Stage, happened_at: datetime, subjects: list[Subject]) -> str:
    """Why it cannot have happened so early: nobody was born yet, or there was no home.

    A form that asks for a moment of its own may tell of what came before the home, such as what a child discloses.
    """
    day = clock.local(happened_at).date()
    if not form.asked.get("moment") and day < home.registered_on:
        return f"That is before the home was registered ({home.registered_on:%-d %B %Y}). Please check the date."
    children = {s["id"] for s in subjects if s["kind"] == "child" and s["as"] == "about"}
    if children and Child.objects.filter(id__in=children, born_on__gt=day).exists():
        return "That is before the child was born. Please check the date."
    return ""


def _subject_problems(known: Known, record_type: RecordType, subjects: list[Subject]) -> dict[str, str]:
    """Those a record is about must be of a kind it is about, and belong to this home."""
    kinds = {s["kind"] for s in subjects if s["as"] == "about"}
    if not kinds and "home" not in record_type.about:
        wanted = " or ".join(record_type.about)
        return {"about": f"Please choose which {wanted} this is about."}
    if kinds - set(record_type.about) - set(record_type.also):
        return {"about": f"{record_type.title} is not written about a {' or a '.join(sorted(kinds))}."}
    children = {s["id"] for s in subjects if s["kind"] == "child"}
    from_elsewhere = record_type.effect in standing.ARRIVES and known.children_of_provider(children)
    if not (standing.makes_people(record_type) or known.children(children) or from_elsewhere):
        return {"about": "One of these children does not live in this home."}
    return {}


def _stranger_problems(known: Known, content: dict[str, Any]) -> dict[str, str]:
    """Everyone a story names belongs to this provider, and every file was given to this home."""
    if not known.people(people_in(content)):
        return {"": "This names somebody who is not known here."}
    if not known.files(files_in(content)):
        return {"": "A file in this form is not here any more. Please attach it again."}
    return {}


def _check_turn(record_type: RecordType, form: Stage, before: list[Slot]) -> None:
    """Whether this stage may be signed now."""
    signed = [slot.entry.stage for slot in before]
    first = record_type.stages[0].id
    if form.id == first:
        if signed:
            raise Refused({"": "This record has been begun already."})
        return
    if not signed:
        raise Refused({"": f"This can only follow: {record_type.stages[0].title}."})
    lacking = [record_type.stage(one).title for one in record_type.needed(form) if one not in signed]
    if lacking:
        raise Refused({"": f"This can only follow: {', '.join(lacking)}."})
    if form.id in signed and not form.repeats:
        raise Refused({"": "This has been signed already. To change it, correct it."})


def correct(*, entry: Entry, content: dict[str, Any], because: str, links: tuple[Link, ...] = (), **rest: Any) -> Entry:
    """Replace what ``entry`` says by ``content`` (the whole stage again), saying why. See ``append`` for the rest.

    What it answers or follows stays as it was unless ``links`` name another record, or its own: then it answers nothing.
    ``rest`` gives home, author, role, happened_at, written_at, received_at, subjects and token.
    """
    return append(
        type=entry.type,
        stage=entry.stage,
        record=entry.record_id,
        content={**content, "because": because},
        act="correct",
        links=({"rel": "replaces", "to": entry.id}, *links),
        **rest,
    )


def withdraw(*, entry: Entry, because: str, **rest: Any) -> Entry:
    """Withdraw ``entry``, saying why; withdrawing the first stage withdraws the record. See ``append`` for the rest."""
    if not because.strip():
        raise Refused({"because": "Please say why this is withdrawn."})
    return append(
        type=entry.type,
        stage=entry.stage,
        record=entry.record_id,
        content={"because": because.strip()},
        act="withdraw",
        links=({"rel": "withdraws", "to": entry.id},),
        happened_at=entry.happened_at,
        subjects=json.loads(entry.subjects),
        **rest,
    )
