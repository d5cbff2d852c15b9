"""What an entry would change of who lives and works here, in sentences, before it is signed.

The fold is run twice, as things stand and as they would, and the rows that differ are told: nothing is written.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q

from ninefold import lawbook
from ninefold.base import clock
from ninefold.lawbook.model import RecordType
from ninefold.ledger import statuses
from ninefold.ledger.content import Refused, check
from ninefold.ledger.projections import EntryHead, Written
from ninefold.ledger.signing import Signing
from ninefold.ledger.standing import tables
from ninefold.ledger.standing.fold import Row, fold
from ninefold.ledger.standing.projection import colours, former, kept
from ninefold.ledger.standing.statements import EFFECTS, StageStatement, statements, states
from ninefold.ledger.threads import entries
from ninefold.people.models import Home, Person

NEW = "new"  # the id of an entry, a record and a person that are not there yet


def of_signing(home: Home, signing: Signing) -> list[str]:
    """A sentence for each thing that ``signing`` would change here; none when it changes nothing of the kind, or when
    it could not be signed as it stands.
    """
    record_type = lawbook.current().records[signing.type]
    if record_type.effect not in EFFECTS:
        return []
    thread = entries(home, signing.record) if signing.record else []
    if signing.act != "withdraw" and not _answers_well(home, record_type, signing, thread):
        return []
    item = _written(home, record_type, signing, thread)
    if not states(item):
        return []
    after = statements([*thread, item])
    before = kept(Q(home=home, record=item.entry.record_id))
    subjects = {one.subject for one in [*before, *after]}
    every = kept(Q(subject__in=subjects, home__provider=home.provider_id))
    rest = [one for one in every if (one.home, one.record) != (home.id, item.entry.record_id)]
    return [*_told(home, every, [*rest, *after]), *_waiting(after)]


def _waiting(after: list[StageStatement]) -> Iterator[str]:
    """That a role which is given waits for a second signature."""
    signed = {one.record for one in after if one.what == "seconded"}
    for one in after:
        if one.what == "role-given" and one.said.get("second") and one.record not in signed:
            who = Person.objects.filter(pk=one.subject).values_list("name", flat=True).first() or "Somebody"
            role = lawbook.current().words.roles.get(one.said["role"], one.said["role"])
            yield f"{who} is {role} here only once a second person has signed it too. Until then nothing of it holds."


def _answers_well(home: Home, record_type: RecordType, signing: Signing, thread: list[Written]) -> bool:
    """Whether the answers could be signed: of a form that is half filled in nothing can be said yet."""
    opening = not thread or signing.stage == record_type.stages[0].id
    children = [s["id"] for s in signing.subjects if s["kind"] == "child" and s["as"] == "about"]
    answers = {name: answer for name, answer in signing.content.items() if name != "because" or signing.act == "write"}
    began_at = None if opening else thread[0].entry.happened_at
    form = record_type.stage(signing.stage)
    try:
        check(
            form,
            answers,
            children=children,
            now=signing.received_at,
            began_at=began_at,
            held=statuses.held(home, children, form, signing.happened_at),
            kept=next((item.content for item in thread if item.entry.id == signing.replaces), {}),
        )
    except Refused:
        return False
    return True


def _written(home: Home, record_type: RecordType, signing: Signing, thread: list[Written]) -> Written:
    """The entry as the ledger would hold it."""
    subjects = signing.subjects or [{"id": NEW, "kind": record_type.about[0], "as": "about"}]
    if record_type.about[0] == "home" and not signing.subjects:
        subjects = []
    line = EntryHead(
        id=NEW,
        seq=2**31,
        record_id=signing.record or NEW,
        type=signing.type,
        stage=signing.stage,
        act=signing.act,
        happened_at=signing.happened_at,
        written_at=signing.written_at,
        received_at=signing.received_at,
        author="",
    )
    opens = not thread or thread[0].entry.stage == signing.stage
    return Written(line, home, signing.content, subjects, list(signing.links), opens)


def _told(home: Home, before: list[StageStatement], after: list[StageStatement]) -> Iterator[str]:
    contacts = {one.record for one in [*before, *after] if one.what == "contact-known"}
    known, old_ids = colours(home), former(contacts)
    was, will = (fold(told, home.provider_id, known, old_ids) for told in (before, after))
    who = {
        row[name]
        for rows in (was, will)
        for table in rows.values()
        for row in table.values()
        for name in WHO
        if name in row
    }
    names = dict(
        Person.objects.filter(pk__in=who | was["child"].keys() | was["worker"].keys()).values_list("pk", "name")
    )
    names |= {
        id: row["name"] for table in ("child", "worker", "contact") for id, row in will[table].items() if row["name"]
    }
    for table in tables.TABLES:
        here = [
            {id: row for id, row in rows[table].items() if row.get("home_id", home.id) == home.id}
            for rows in (was, will)
        ]
        for id, should, row in tables.differing(table, here[1], here[0]):
            yield from SENTENCES[table](id, row or {}, should or {}, names)


WHO = ("worker_id", "child_id")
Names = Mapping[str, str]


def _on(at: datetime) -> str:
    wall = clock.local(at)
    return f"{wall.day} {wall:%B %Y}, {wall:%H:%M}"


def _span(since: datetime, until: datetime | None) -> str:
    return f"since {_on(since)}" + (f" until {_on(until)}" if until else "")


def _role(id: str, was: Row, will: Row, names: Names) -> Iterator[str]:
    row = will or was
    who, role = names.get(row["worker_id"], "Somebody"), lawbook.current().words.roles.get(row["name"], row["name"])
    if not was:
        yield f"{who} is {role} here {_span(will['from_at'], will['to_at'])}, and sees and signs what that role may."
    elif not will:
        yield f"{who} is not {role} here, and was not: what they could see and sign by it {_span(was['from_at'], was['to_at'])} is taken back."
    elif was["name"] != will["name"]:
        before = lawbook.current().words.roles.get(was["name"], was["name"])
        yield f"{who} is {role} instead of {before}, {_span(will['from_at'], will['to_at'])}."
    elif will["to_at"] is None:
        yield f"{who} is {role} here still, since {_on(will['from_at'])}: that it ended no longer counts."
    elif was["to_at"] is None:
        yield f"{who} is no longer {role} here from {_on(will['to_at'])}, and no longer sees and signs what that role may."
    else:
        yield f"{who} is {role} here {_span(will['from_at'], will['to_at'])}, instead of {_span(was['from_at'], was['to_at'])}."


def _stay(id: str, was: Row, will: Row, names: Names) -> Iterator[str]:
    who = names.get((will or was)["child_id"], "The child")
    if will and will["began_at"] is None:
        yield f"{who} is expected here." if will["ended_at"] is None else f"{who} is not expected here any more."
    elif not will and was["began_at"] is None:
        pass  # a stay that was planned and begins, or goes with the child
    elif not will:
        yield f"{who} has no stay here {_span(was['began_at'], was['ended_at'])}."
    elif not was:
        yield f"{who} lives here {_span(will['began_at'], will['ended_at'])}."
    elif will["ended_at"] is None:
        yield f"{who} lives here still, since {_on(will['began_at'])}."
    else:
        yield f"{who}'s stay here ends {_on(will['ended_at'])}; it began {_on(will['began_at'])}."


def _key_worker(id: str, was: Row, will: Row, names: Names) -> Iterator[str]:
    row = will or was
    who, child = names.get(row["worker_id"], "Somebody"), names.get(row["child_id"], "the child")
    if not will:
        yield f"{who} was not {child}'s key-worker {_span(was['from_at'], was['to_at'])}."
    else:
        yield f"{who} is {child}'s key-worker {_span(will['from_at'], will['to_at'])}."


def _consent(id: str, was: Row, will: Row, names: Names) -> Iterator[str]:
    row = will or was
    child = names.get(row["child_id"], "the child")
    if not will:
        yield f"What was said about {child}'s case records {_span(was['from_at'], was['to_at'])} no longer counts."
        return
    may = "may" if row["child_agrees"] and row["authority_agrees"] else "may not"
    yield f"The independent person {may} read {child}'s case records {_span(row['from_at'], row['to_at'])}."


DETAILS = {
    "name": "name",
    "born_on": "birthday",
    "pronouns": "how they are spoken of",
    "legal_status": "legal basis",
    "authority": "authority",
    "looked_after_since": "looked after since",
    "started_on": "first day",
    "left_on": "last day",
    "care_role_since": "first care role",
    "level3_on": "Level 3",
    "managed_since": "first managed a home",
    "level5_on": "Level 5",
    "relation": "what they are to the child",
    "organisation": "organisation",
    "registered_on": "registered on",
    "places": "places",
    "age_from": "youngest age",
    "age_to": "oldest age",
    "host_authority": "authority of the area",
}


def _details(id: str, was: Row, will: Row, names: Names) -> Iterator[str]:
    """A person's, or the home's, own details."""
    if not was:
        if will.get("known", True):
            yield f"{will['name']} is made known."
    elif was.get("known", True) and not (will or {"known": False}).get("known", True):
        yield f"{was['name']} is offered nowhere any more; what names them can still be read."
    else:
        for name, words in DETAILS.items():
            if name in will and will[name] != was[name]:
                yield f"{was['name']}, {words}: {_shown(will[name])} instead of {_shown(was[name])}."


def _shown(value: Any) -> str:
    if hasattr(value, "year"):
        return f"{value.day} {value:%B %Y}"
    return str(value) if value not in (None, "") else "nothing"


SENTENCES: dict[str, Callable[[str, Row, Row, Names], Iterator[str]]] = {
    "home": _details,
    "child": _details,
    "worker": _details,
    "contact": _details,
    "role": _role,
    "placement": _stay,
    "key-worker": _key_worker,
    "consent": _consent,
}
