"""Facts: what signed stages state, in a form that duties, evidence, checks and reports read.

A form can be redesigned without breaking a clock, because nothing but this module reads a form's answers
on behalf of the law.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from ninefold.base import clock
from ninefold.lawbook.model import RecordType, Yield


@dataclass(frozen=True, slots=True)
class Signed:
    """An entry as this module needs it: who it is about, when, and what was answered."""

    entry: str
    record: str
    home: str
    type: RecordType
    stage: str
    happened_at: datetime
    written_at: datetime
    author: str
    about: tuple[tuple[str, str], ...]  # (id, kind) of those the record is about
    content: dict[str, Any]
    links: tuple[tuple[str, str, str], ...] = ()  # (rel, record or entry, row)
    matter: str = ""
    before_records: bool = False  # it tells of what was before the home kept its records here


@dataclass(frozen=True, slots=True)
class Fact:
    """``name`` was true of ``subject`` at ``at``; the home knew from ``known_at`` until ``ended_at``.

    ``day`` says that ``at`` is only known to the day (it is then the day's first moment in London).
    ``carried`` marks what came before the home kept its records here. ``row`` is the row of a table.
    ``answers`` lists (record, row) pairs this fact's entry links to. ``matter`` is the record that began the event
    which this one starts or answers: its own when it answers nothing. ``elsewhere`` marks what another home of the
    provider stated before the child came here (ledger.sisters); such a fact is ``carried`` too.
    """

    name: str
    subject: str
    record: str
    entry: str
    at: datetime
    known_at: datetime
    day: bool = False
    value: str = ""
    row: str = ""
    author: str = ""
    carried: bool = False
    withdrawn: bool = False
    ended_at: datetime | None = None
    data: dict[str, str] = field(default_factory=dict, hash=False)
    answers: tuple[tuple[str, str], ...] = ()
    matter: str = ""
    elsewhere: bool = False


def facts_of(signed: Signed) -> list[Fact]:
    """All facts that a signed stage states: the stage itself, its fields' facts and its yields."""
    found: list[Fact] = []
    for rule in signed.type.rules[signed.stage]:
        found.extend(_by_rule(rule, signed))
    for f in signed.type.stage(signed.stage).fields:
        if f.fact and f.each:
            answers = signed.content.get(f.id) or {}
            found += [_fact(f.fact, who, (signed.happened_at, False), _word(a), signed) for who, a in answers.items()]
    return found


def _fact(
    name: str,
    subject: str,
    placed: tuple[datetime, bool],
    value: str,
    signed: Signed,
    row: str = "",
    data: dict[str, str] | None = None,
) -> Fact:
    return Fact(
        name=name,
        subject=subject,
        record=signed.record,
        entry=signed.entry,
        at=placed[0],
        known_at=signed.written_at,
        day=placed[1],
        value=value,
        row=row,
        author=signed.author,
        carried=signed.type.effect == "carried" or signed.before_records,
        data=data or {},
        answers=tuple((target, to_row) for _, target, to_row in signed.links),
        matter=signed.matter or signed.record,
    )


def _by_rule(rule: Yield, signed: Signed) -> Iterator[Fact]:
    rows: list[tuple[str, dict[str, Any]]] = [("", signed.content)]
    if rule.rows:
        rows = [(str(i), {**signed.content, **row}) for i, row in enumerate(signed.content.get(rule.rows) or [], 1)]
    for row_id, answers in rows:
        if not _fits(rule, answers) or (placed := _moment(rule.at, answers, signed)) is None:
            continue
        value = _word(answers.get(rule.value)) if rule.value else ""
        data = {key: _word(answers.get(name)) for key, name in rule.data.items() if answers.get(name)}
        for subject in _subjects(rule.subject, answers, signed):
            yield _fact(rule.fact, subject, placed, value, signed, row_id, data)


def _fits(rule: Yield, answers: dict[str, Any]) -> bool:
    return all(_equal(answers.get(name), wanted) for name, wanted in rule.when.items()) and not any(
        _equal(answers.get(name), wanted) for name, wanted in rule.unless.items()
    )


def _equal(answer: Any, wanted: Any) -> bool:
    """Whether ``answer`` is ``wanted``, one of a wanted list, or (for several answers) holds one of them."""
    choices = wanted if isinstance(wanted, list | tuple) else [wanted]
    if isinstance(answer, list):
        return any(_equal(part, choices) for part in answer)
    return answer in choices


def fits(when: dict[str, Any], answers: dict[str, Any]) -> bool:
    """Whether a field with this ``when`` is asked, given the other answers."""
    return all(_equal(answers.get(name), wanted) for name, wanted in when.items())


def _moment(at: str, answers: dict[str, Any], signed: Signed) -> tuple[datetime, bool] | None:
    if at == "happened":
        return signed.happened_at, False
    if at == "written":
        return signed.written_at, False
    answer = answers.get(at)
    if not answer:
        return None
    if len(answer) == 10:
        return clock.start_of(date.fromisoformat(answer)), True
    return clock.parse(answer), False


def _subjects(wanted: str, answers: dict[str, Any], signed: Signed) -> list[str]:
    if wanted == "home":
        return [signed.home]
    if wanted == "also":
        return [who for who, kind in signed.about if kind in signed.type.also]
    if wanted == "about":
        kinds = signed.type.about
        return [who for who, kind in signed.about if kind in kinds] or [signed.home]
    answer = answers.get(wanted)
    people = answer if isinstance(answer, list) else [answer] if answer else []
    return [person["who"] for person in people]


def _word(answer: Any) -> str:
    """An answer as a fact carries it: text; people by id; yes and no as words."""
    if answer is None:
        return ""
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    if isinstance(answer, dict):
        return str(answer.get("who", ""))
    if isinstance(answer, list):
        return plain(answer) if any(isinstance(part, str | dict) for part in answer) else ""
    return str(answer)


def plain(runs: list[Any]) -> str:
    """A story's text without its references: names stand as they were typed."""
    return "".join(part if isinstance(part, str) else "@" + part["name"] for part in runs)
