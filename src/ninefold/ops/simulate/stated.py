"""What a simulated home has stated lately, so that nothing is done again that was done this week."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from ninefold.lawbook import load
from ninefold.lawbook.facts import fits
from ninefold.lawbook.model import RecordType, Stage
from ninefold.ledger.models import Entry

NEVER = datetime(2000, 1, 1, tzinfo=UTC)


class Stated:
    """When a fact was stated last: of whom, and in which record."""

    def __init__(self) -> None:
        self._last: dict[tuple[str, str], datetime] = {}
        self._types: dict[str, str] = {}
        self._signed: dict[tuple[str, str], datetime] = {}
        self._records: dict[str, set[str]] = {}

    def note(self, entry: Entry, content: Mapping[str, Any], about: Iterable[str]) -> None:
        """Keep in mind what an entry states."""
        about = list(about)
        self._types[entry.record_id] = entry.type
        self._signed[entry.record_id, entry.stage] = entry.received_at
        for one in about:
            self._records.setdefault(one, set()).add(entry.record_id)
        type = load.current().records[entry.type]
        whom = [*about, entry.record_id, ""]
        for fact in facts_of(type, type.stage(entry.stage), content):
            for one in whom:
                self._last[fact, one] = entry.received_at

    def signed(self, record: str, stage: str) -> bool:
        """Whether this stage of a record has been signed."""
        return (record, stage) in self._signed

    def stage_at(self, record: str, stage: str) -> datetime:
        """When this stage of a record was signed last."""
        return self._signed[record, stage]

    def type_of(self, record: str) -> str:
        """What kind of record one is that was written in this story; nothing, for others."""
        return self._types.get(record, "")

    def records_of(self, whom: str) -> set[str]:
        """The records about somebody."""
        return self._records.get(whom, set())

    def when(self, facts: Iterable[str], whom: str = "") -> datetime:
        """When one of ``facts`` was stated last of ``whom`` (a person, or a record); of anybody, if not said."""
        return max((self._last.get((fact, whom), NEVER) for fact in facts), default=NEVER)


def facts_of(type: RecordType, stage: Stage, content: Mapping[str, Any]) -> set[str]:
    """The names of the facts that a stage states with these answers."""
    return {
        rule.fact
        for rule in type.rules[stage.id]
        if rule.rows or (fits(rule.when, dict(content)) and not (rule.unless and fits(rule.unless, dict(content))))
    }
