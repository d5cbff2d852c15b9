"""The one door in: ``append`` signs what a ``Signing`` holds. A correction and a withdrawal are signed like all else."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from ninefold import lawbook
from ninefold.base import canonical, chance, clock, ids, once
from ninefold.lawbook.facts import Fact
from ninefold.lawbook.kinds import future_sentence, too_early
from ninefold.lawbook.model import RecordType, Stage
from ninefold.ledger import (
    brakes,
    chain,
    drafts,
    kept_types,
    matters,
    permissions,
    projections,
    rows,
    second,
    standing,
    statuses,
)
from ninefold.ledger.content import Refused, check, files_in, people_in
from ninefold.ledger.head import Head, lock, move
from ninefold.ledger.known import Membership, known_in
from ninefold.ledger.models import Content, Entry, Submission
from ninefold.ledger.projections import Written
from ninefold.ledger.records import Slot
from ninefold.ledger.signing import Author, Signing, Subject
from ninefold.ledger.threads import thread
from ninefold.people import powers
from ninefold.people.models import Child, Home
from ninefold.people.prepared import prepared

ENTRY_COLUMNS = tuple(field.attname for field in Entry._meta.concrete_fields)
MEANWHILE = "This has been corrected or withdrawn in the meantime. Please look at the record again."
SALT_BYTES = 16  # so many that nobody guesses short words back from their digest


def append(home: Home, signing: Signing, author: Author) -> Entry:
    """Append an entry to ``home``'s ledger and bring all that is derived up to date.

    What happened or was written after it is received is refused. Raises Refused with a sentence per field, and when it
    would change roles that are not the author's to change; PermissionDenied when the author may not sign this stage
    (``ledger.permissions``).
    """
    if sent := _sent(signing):
        return _same(sent, home, author)
    once.stop()
    try:
        with transaction.atomic():
            return _append(home, signing, author)
    except IntegrityError:
        # Two posts of one form at the same moment: the other one won the token, and its entry is the answer.
        sent = _sent(signing)
        if sent is None:
            raise
        return _same(sent, home, author)


def _sent(signing: Signing) -> Submission | None:
    """The same form, if it was sent before."""
    if not signing.token:
        return None
    return next(iter(submitted(signing.token)), None)


@prepared
def submitted(token: str) -> QuerySet[Submission]:
    """What was signed by the form of this name, with its entry; nothing if it has not been signed."""
    return Submission.objects.filter(token=token).select_related("entry")


def _same(sent: Submission, home: Home, author: Author) -> Entry:
    if sent.entry.home_id != home.id or sent.entry.author != author.person:
        raise PermissionDenied
    return sent.entry


def _append(home: Home, signing: Signing, author: Author) -> Entry:
    head = lock(home.id)
    before = thread(home, signing.record) if signing.record else []
    record_type, form = _form(signing.type, signing.stage)
    workers = {s["id"] for s in signing.subjects if s["kind"] == "worker"}
    roles = powers.tenures_of(home.id, workers) if record_type.effect else frozenset()
    content = signing.content
    if signing.act != "withdraw":
        content = second.marked(record_type, form, content, signing.subjects, author.role, before, roles, home)
        was = next((slot.content for slot in before if slot.entry.id == signing.replaces), {})
        content = second.losing(record_type, form, content, workers, roles, home, signing.received_at, was)
    signing = replace(signing, content=content)
    made, item = make(head, signing, author, home=home, before=before, known=known_in(home.id, home.provider_id))
    entry = made.entry
    workers |= {s["id"] for s in item.subjects if s["kind"] == "worker"}
    store([made])
    if signing.token:
        Submission.objects.create(token=signing.token, entry=entry)
        drafts.signed(signing.token)
    move(head)
    projections.run([item])
    if record_type.effect:
        given = record_type.effect == "role-given"
        if given and author.person in workers and any(one.home == home.id for one in roles):
            raise Refused({"": powers.NOT_TO_ONESELF})  # also the role that they have: it would change nothing
        _weigh(entry, item, form, workers, roles)
    return entry


def _weigh(entry: Entry, item: Written, form: Stage, workers: set[str], before: frozenset[powers.Tenure]) -> None:
    """Let an entry stand only if what it changes of who holds which role was its author's to change.

    What waits for a second signature changes nothing yet, and is judged by what it will.
    """
    record_type = lawbook.current().records[entry.type]
    seconding = (record_type.effect, form.id) == permissions.SECOND and entry.act != "withdraw"
    signer = powers.Signer(entry.author, entry.author_role, entry.home_id, seconding)
    after = powers.tenures_of(entry.home_id, workers)
    then = after
    if entry.act != "withdraw" and second.waits(record_type, form, item.content):
        for worker in sorted(workers):
            then = powers.with_given(then, worker, entry.home_id, item.content["role"], entry.happened_at)
    why = powers.problem(signer, before, after, entry.received_at)
    if why := why or powers.problem(replace(signer, proposing=then is not after), before, then, entry.received_at):
        raise Refused({"": why})


def store(made: Sequence[Content]) -> None:
    """Put entries and what they say into their tables, in order."""
    known = lawbook.current().records
    kept_types.keep([known[type] for type in sorted({one.entry.type for one in made})])
    rows.add(Entry, [{name: getattr(one.entry, name) for name in ENTRY_COLUMNS} for one in made])
    rows.add(Content, [{"entry_id": one.entry.id, "salt": one.salt, "body": one.body} for one in made])


def make(
    head: Head,
    signing: Signing,
    author: Author,
    *,
    home: Home,
    before: list[Slot],
    known: Membership,
    waiting: Mapping[str, str] | None = None,
    stated: Sequence[Fact] = (),
) -> tuple[Content, Written]:
    """Check what is signed, digest it and put it at the end of the chain: ``head`` moves on, nothing is stored yet.

    Gives the entry with its content, for the tables, and the same as all that is derived reads it. This is the one place
    where it is checked, for every door. ``before`` are the stages of its record that stand already;
    ``waiting`` the records of the same batch that are not stored yet, each with the one that it follows, and ``stated`` the
    facts of that batch that brakes read. Raises as ``append`` does.
    """
    signing = signing.to_the_second()
    record_type, form = _form(signing.type, signing.stage)
    slot = _standing(before, signing) if signing.act != "write" else None
    if why := permissions.why_not(record_type, form, signing.act, author.person, author.role, before, slot):
        raise permissions.NotYours(why)
    if signing.act == "withdraw":
        _check_because(signing)
    else:
        subjects = standing.subjects_for(record_type, signing.subjects, at=signing.received_at)
        signing = replace(signing, subjects=subjects)
        if why := permissions.about_oneself(record_type, form, author.person, signing.content, subjects, not before):
            raise permissions.NotYours(why)
        braked = brakes.states(record_type, form, brakes.watched())
        if braked:
            signing = brakes.answered(brakes.case_of(home, record_type, form, signing, author, before, stated))
        _check(known, home, record_type, form, signing, before, kept=slot.content if slot else {})
        if braked:
            signing = brakes.hold(brakes.case_of(home, record_type, form, signing, author, before, stated))
    if signing.act == "write":
        _check_turn(record_type, form, before)
    opens = not before or (signing.act != "write" and before[0].entry.id == signing.replaces)
    own = signing.record if signing.record and signing.act == "correct" else ""
    if wrong := matters.refusal(home.id, signing.links, waiting or {}, own=own, moving=own if opens else ""):
        raise Refused({matters.BELONGS: wrong})
    entry = Entry(
        id=ids.new(signing.received_at),
        home=home,
        seq=head.seq + 1,
        record_id=signing.record or ids.new(signing.received_at),
        type=signing.type,
        version=record_type.version,
        stage=signing.stage,
        act=signing.act,
        happened_at=signing.happened_at,
        written_at=signing.written_at,
        received_at=signing.received_at,
        author=author.person,
        author_role=author.role,
        subjects=canonical.dumps(signing.subjects).decode(),
        links=canonical.dumps(list(signing.links)).decode(),
        prev=head.hash,
    )
    salt, body = chance.some_bytes(SALT_BYTES).hex(), canonical.dumps(signing.content).decode()
    _chain(entry, head, salt, body)
    return Content(entry=entry, salt=salt, body=body), projections.written(entry, home, body, opens=opens)


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
    if not record_type.has(stage):
        raise Refused({"": f"{record_type.title} has no stage called {stage}."})
    return record_type, record_type.stage(stage)


def _standing(before: list[Slot], signing: Signing) -> Slot:
    """The stage that a correction or withdrawal is about, looked up while the head is locked: of two at once one wins."""
    slot = next((one for one in before if one.entry.id == signing.replaces), None)
    if slot is None:
        raise Refused({"": MEANWHILE})
    return slot


def _check_because(signing: Signing) -> None:
    if not str(signing.content.get("because", "")).strip():
        raise Refused({"because": "Please say why this is withdrawn."})


def _check(
    known: Membership,
    home: Home,
    record_type: RecordType,
    form: Stage,
    signing: Signing,
    before: list[Slot],
    *,
    kept: Mapping[str, Any],
) -> None:
    """Everything that may be wrong with what is signed, said at once, with what could not be understood of it before."""
    content, subjects = signing.content, signing.subjects
    opening = not before or form.id == record_type.stages[0].id
    began_at = None if opening else before[0].entry.happened_at
    errors = _time_problems(home, form, signing, began_at)
    children = [s["id"] for s in subjects if s["kind"] == "child" and s["as"] == "about"]
    answers = {k: v for k, v in content.items() if not (signing.act == "correct" and k == "because")}
    if signing.act == "correct" and not str(content.get("because", "")).strip():
        errors["because"] = "Please say why this is corrected."
    try:
        check(
            form,
            answers,
            children=children,
            now=signing.received_at,
            began_at=began_at,
            held=statuses.held(home, children, form, signing.happened_at),
            kept=kept,
        )
    except Refused as refused:
        errors.update(refused.errors)
    errors.update(_subject_problems(known, record_type, subjects))
    errors.update(_stranger_problems(known, content))
    errors.update(signing.unclear)
    if errors:
        raise Refused(errors)


def _time_problems(home: Home, form: Stage, signing: Signing, began_at: datetime | None) -> dict[str, str]:
    """When it cannot have happened, or not have been written."""
    happened_at, received_at = signing.happened_at, signing.received_at
    errors: dict[str, str] = {}
    if happened_at > received_at:
        errors["happened_at"] = future_sentence(happened_at, received_at)
    elif began_at and happened_at < began_at and not form.may_precede:
        errors["happened_at"] = "That is before it began. Please check the date and time."
    elif why := too_early(happened_at) or _before_all(home, form, happened_at, signing.subjects):
        errors["happened_at"] = why
    if signing.written_at > received_at:
        errors["written_at"] = "That has not been written yet."
    elif why := too_early(signing.written_at):
        errors["written_at"] = why
    return errors


def _before_all(home: Home, form: Stage, happened_at: datetime, subjects: list[Subject]) -> str:
    """Why it cannot have happened so early: nobody was born yet, or there was no home.

    A form that asks for a moment of its own may tell of what came before the home, such as what a child discloses.
    """
    day = clock.local(happened_at).date()
    if not form.asked.get("moment") and day < home.registered_on:
        return f"That is before the home was registered ({home.registered_on:%-d %B %Y}). Please check the date."
    children = {s["id"] for s in subjects if s["kind"] == "child" and s["as"] == "about"}
    if any(born > day for born in _births(tuple(children))):
        return "That is before the child was born. Please check the date."
    return ""


@prepared
def _births(children: tuple[str, ...]) -> QuerySet[Child, date]:
    return Child.objects.filter(pk__in=children).order_by().values_list("born_on", flat=True)


def _subject_problems(known: Membership, record_type: RecordType, subjects: list[Subject]) -> dict[str, str]:
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


def _stranger_problems(known: Membership, content: dict[str, Any]) -> dict[str, str]:
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
