"""From statements to rows: pure, and the same whatever order they were signed, corrected and withdrawn in.

What a home says of roles, stays, key-workers and consents holds in that home only. A person's own details are told by
all homes of the provider together: of two statements the later one counts, by when it happened, then when it was
received, then by its record.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from ninefold.ledger.standing.statements import StageStatement

Row = dict[str, Any]
Rows = dict[str, dict[str, Row]]  # by table, then by id

COLOURS = 8  # of children's faces, see web
TABLES = ("home", "child", "worker", "contact", "role", "placement", "key-worker", "consent")
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CHILD_TEXTS = ("name", "pronouns", "legal_status", "authority")
CHILD_DAYS = ("born_on", "looked_after_since")
WORKER_DAYS = ("started_on", "care_role_since", "level3_on", "managed_since", "level5_on")
ARRIVALS = frozenset({"moved-in", "brought-in", "break-began"})

# The ids that records gave to contacts before ids were derived: by record, each with whether it is the one in use.
Former = Mapping[str, list[tuple[str, bool]]]


def fold(statements: Iterable[StageStatement], provider: str, colours: Mapping[str, int], former: Former) -> Rows:
    """Every row that ``statements`` make. They must hold all that the provider's homes say of their subjects."""
    by_subject: dict[str, list[StageStatement]] = defaultdict(list)
    for one in statements:
        by_subject[one.subject].append(one)
    rows: Rows = {table: {} for table in TABLES}
    for subject, told in by_subject.items():
        for table, id, row in _of_subject(subject, told, provider, colours, former):
            rows[table][id] = row
    return rows


def _of_subject(
    subject: str, told: list[StageStatement], provider: str, colours: Mapping[str, int], former: Former
) -> Iterable[tuple[str, str, Row]]:
    kinds = {one.what for one in told}
    if "child-known" in kinds:
        yield "child", subject, _child(told, provider, colours.get(subject, 0))
    if "worker-known" in kinds:
        yield "worker", subject, _worker(told, provider)
    for id, row in _contacts(subject, told, provider, former):
        yield "contact", id, row
    for here in _by_home(told).values():
        for table, make in IN_TURN.items():
            for id, row in make(here):
                yield table, id, row


def _by_home(told: Iterable[StageStatement]) -> dict[str, list[StageStatement]]:
    """What stands, by home, in the order in which it holds."""
    homes: dict[str, list[StageStatement]] = defaultdict(list)
    for one in sorted(told, key=lambda one: (one.moment, one.seq, one.place)):
        if one.stands:
            homes[one.home].append(one)
    return homes


def row_id(one: StageStatement) -> str:
    """The id of the row that a statement makes: its record's, and for a second person it is about one made from both."""
    if one.place == 0:
        return one.record
    number = int.from_bytes(hashlib.sha256(f"{one.record}/{one.subject}".encode()).digest()[:17], "big")
    return "".join(LETTERS[(number >> (5 * place)) & 31] for place in range(26))


def later(one: StageStatement) -> tuple[datetime, datetime, int, str]:
    """The order among what several homes say about one person; in one home the ledger's own order decides a tie."""
    return (one.happened_at, one.received_at, one.seq, one.record)


def day(answer: Any) -> date | None:
    """A day as an answer gives it."""
    return date.fromisoformat(answer) if answer else None


def _latest(told: Iterable[StageStatement], names: Iterable[str]) -> dict[str, Any]:
    """Of each answer the latest that says something: one who says nothing takes nothing back."""
    known: dict[str, Any] = {}
    for one in sorted(told, key=later):
        known |= {name: one.said[name] for name in names if one.said.get(name) not in (None, "")}
    return known


def _naming(told: list[StageStatement], kind: str) -> tuple[list[StageStatement], bool]:
    """The statements that make somebody known, and whether any stands; without one, those that were withdrawn."""
    every = [one for one in told if one.what == kind]
    standing = [one for one in every if one.stands]
    return standing or every, bool(standing)


def _formerly(naming: Iterable[StageStatement], answers: Mapping[str, Any]) -> str:
    """The names that somebody had before they were corrected, one a line."""
    names = [name for one in sorted(naming, key=later) for name in one.earlier]
    return "\n".join(dict.fromkeys(name for name in names if name != answers.get("name")))


def _child(told: list[StageStatement], provider: str, colour: int) -> Row:
    naming, known = _naming(told, "child-known")
    arrivals = [
        StageStatement(**{name: getattr(one, name) for name in one.__slots__} | {"said": _of_arrival(one)})
        for one in told
        if one.what == "moved-in" and one.stands
    ]
    answers = _latest([*naming, *arrivals], (*CHILD_TEXTS, *CHILD_DAYS))
    row: Row = {"provider_id": provider, "kind": "child", "known": known, "colour": colour if known else 0}
    row |= {name: answers.get(name, "") for name in CHILD_TEXTS} | {"formerly": _formerly(naming, answers)}
    return row | {name: day(answers.get(name)) for name in CHILD_DAYS}


def _of_arrival(one: StageStatement) -> dict[str, Any]:
    return {"legal_status": one.said.get("legal"), "authority": one.said.get("authority")}


def _worker(told: list[StageStatement], provider: str) -> Row:
    naming, known = _naming(told, "worker-known")
    started = [one for one in told if one.what == "started" and one.stands]
    answers = _latest([*naming, *started], ("name", *WORKER_DAYS))
    row: Row = {"provider_id": provider, "kind": "worker", "known": known, "name": answers.get("name", "")}
    row |= {name: day(answers.get(name)) for name in WORKER_DAYS} | {"formerly": _formerly(naming, answers)}
    return row | {"left_on": _left_on(told)}


def _left_on(told: list[StageStatement]) -> date | None:
    """The last day of somebody who has left every home; nothing for who came back, or still has a role somewhere."""
    standing = [one for one in told if one.stands]
    leavings = [one for one in standing if one.what == "left"]
    if not leavings:
        return None
    last = max(leavings, key=lambda one: (one.moment, one.seq))
    back = [one for one in standing if one.what in ("role-given", "seconded", "started")]
    if any(one.moment > last.moment and not one.said.get("second") for one in back):
        return None
    if any(row["to_at"] is None for here in _by_home(told).values() for _, row in _roles(here)):
        return None
    return day(last.said["left_on"])


def _contacts(child: str, told: list[StageStatement], provider: str, former: Former) -> Iterable[tuple[str, Row]]:
    """The people around a child. Two records that give one name mean one person; a corrected name is still one."""
    every = sorted(
        (one for one in told if one.what == "contact-known"), key=lambda one: (one.received_at, one.seq, one.record)
    )
    first: dict[str, list[StageStatement]] = defaultdict(list)
    for one in every:
        if one.stands:
            first[one.said["name"]].append(one)
    for one in every:
        together = first.get(one.said["name"], []) if one.stands else [one]
        main = together[0]
        ids = former.get(one.record) or [(row_id(one), True)]
        answers = _latest(together, ("name", "kind", "relation", "organisation"))
        row: Row = {
            "provider_id": provider,
            "child_id": child,
            "kind": answers["kind"],
            "name": answers["name"],
            "relation": answers["relation"],
            "organisation": answers.get("organisation", ""),
            "formerly": _formerly(together, answers),
        }
        for id, in_use in ids:
            known = one.stands and main is one and in_use
            if known or not one.stands or one.earlier or not in_use:
                yield id, row | {"known": known}


def _home(here: list[StageStatement]) -> list[tuple[str, Row]]:
    """The home as its latest registration says."""
    names = ("name", "places", "age_from", "age_to", "host_authority")
    told = [one for one in here if one.what == "home-registered"][-1:]
    return [
        (one.home, {name: one.said[name] for name in names} | {"registered_on": day(one.said["registered_on"])})
        for one in told
    ]


def _roles(here: list[StageStatement]) -> list[tuple[str, Row]]:
    """A role holds until the next is given, or it ends; one that waits for a second signature holds from that on."""
    rows: list[tuple[str, Row]] = []
    held: Row | None = None
    waiting: dict[str, StageStatement] = {}
    for one in here:
        if one.what == "role-given" and one.said.get("second"):
            waiting[one.record] = one
            continue
        given = waiting.pop(one.record, None) if one.what == "seconded" else one
        if given is None or given.what not in ("role-given", "role-ended", "left"):
            continue
        if held is not None:
            held["to_at"] = one.moment
            held = None
        if given.what == "role-given":
            held = {"worker_id": one.subject, "home_id": one.home, "name": given.said["role"]}
            held |= {"from_at": one.moment, "to_at": None}
            rows.append((row_id(given), held))
    return rows


def _in_turn(here: list[StageStatement], what: str, answers: Any) -> list[tuple[str, Row]]:
    """Rows of which each holds until the next begins."""
    rows: list[tuple[str, Row]] = []
    for one in here:
        if one.what != what:
            continue
        if rows:
            rows[-1][1]["to_at"] = one.moment
        row: Row = {"child_id": one.subject, "home_id": one.home, "from_at": one.moment, "to_at": None}
        rows.append((row_id(one), row | answers(one.said)))
    return rows


def _key_workers(here: list[StageStatement]) -> list[tuple[str, Row]]:
    return _in_turn(here, "key-worker-named", lambda said: {"worker_id": said["worker"]["who"]})


def _consents(here: list[StageStatement]) -> list[tuple[str, Row]]:
    names = ("child_agrees", "authority_agrees")
    return _in_turn(here, "visitor-consent", lambda said: {name: bool(said.get(name)) for name in names})


def _stays(here: list[StageStatement]) -> list[tuple[str, Row]]:
    """A child's stays. Who arrives and is here already goes on being here since the first time."""
    rows: list[tuple[str, Row]] = []
    stay: Row | None = None
    on_break = False
    not_coming: datetime | None = None
    for one in here:
        if one.what in ARRIVALS:
            if stay is None:
                stay = {"child_id": one.subject, "home_id": one.home, "began_at": one.moment, "ended_at": None}
                rows.append((row_id(one), stay))
                on_break = True
            on_break = on_break and one.what == "break-began"
        elif one.what == "moved-out" or (one.what == "break-ended" and on_break):
            if stay is not None:
                stay["ended_at"] = one.moment
            elif one.what == "moved-out":
                not_coming = one.moment
            stay = None
    known = next((one for one in here if one.what == "child-known"), None)
    if known and not rows:
        plan: Row = {"child_id": known.subject, "home_id": known.home, "began_at": None, "ended_at": not_coming}
        rows.append((row_id(known), plan))
    return rows


IN_TURN = {
    "home": _home,
    "role": _roles,
    "key-worker": _key_workers,
    "consent": _consents,
    "placement": _stays,
}


def colours_of(known: Iterable[tuple[str, str, int]]) -> dict[str, int]:
    """A colour for each child, so that those who live together seldom share one.

    ``known`` are the standing child-known statements of a provider: home, child, place in the home's ledger.
    """
    colours: dict[str, int] = {}
    count: dict[str, int] = defaultdict(int)
    for home, child, _ in sorted(known, key=lambda one: (one[2], one[0], one[1])):
        colours.setdefault(child, count[home] % COLOURS)
        count[home] += 1
    return colours
