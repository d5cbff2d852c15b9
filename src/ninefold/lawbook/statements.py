"""Which facts a library's records can state, and by which stage: so that no duty waits for what nobody can say."""

import threading
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ninefold.lawbook.kinds import kind_of
from ninefold.lawbook.model import FormField, Library, RecordType, Stage, Yield


@dataclass(frozen=True, slots=True)
class FactStatement:
    """A fact that signing ``stage`` of ``record`` states, by ``rule``."""

    record: RecordType
    stage: Stage
    rule: Yield

    def field(self, name: str | None) -> FormField | None:
        """The field, or column of the rule's table, that ``name`` stands for."""
        return named(self.stage, self.rule.rows).get(name or "")

    def values(self) -> frozenset[str] | None:
        """Every value the fact can carry; None when it can be anything."""
        if self.rule.value is None:
            return frozenset()
        asked = self.field(self.rule.value)
        return kind_of(asked).values(asked) if asked else None


def named(stage: Stage, rows: str | None = None) -> dict[str, FormField]:
    """The stage's fields by id; with ``rows``, the columns of that table stand before fields of the same id."""
    fields = {f.id: f for f in stage.fields}
    table = fields.get(rows or "")
    return {**fields, **{c.id: c for c in table.columns}} if table else fields


def statements(library: Library) -> Mapping[str, list[FactStatement]]:
    """Every fact the library's records can state, by name. The answer about the last library asked about is kept."""
    if _kept.library is not library:
        _kept.library, _kept.stated = library, _statements(library)
    return _kept.stated


class _Kept(threading.local):
    """The last library that was asked about, and what its records state."""

    library: Library | None = None
    stated: Mapping[str, list[FactStatement]] = MappingProxyType({})


_kept = _Kept()


def _statements(library: Library) -> Mapping[str, list[FactStatement]]:
    stated: dict[str, list[FactStatement]] = defaultdict(list)
    for record in library.records.values():
        for stage in record.stages:
            each = [Yield(fact=f.fact, value=f.id) for f in stage.fields if f.fact and f.each]
            for rule in (*record.rules[stage.id], *each):
                stated[rule.fact].append(FactStatement(record, stage, rule))
    return MappingProxyType(dict(stated))
