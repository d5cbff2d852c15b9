"""What changed from one library to another, in sentences that say what it means for a home."""

from collections.abc import Iterator, Mapping
from typing import TypeVar

from ninefold.lawbook import clocks
from ninefold.lawbook.model import Duty, FormField, Library, RecordType, Stage
from ninefold.lawbook.part import Part

T = TypeVar("T")
WEIGHTS = {"law": "the law asks for it", "guidance": "guidance asks for it", "custom": "the provider asks for it"}


# What has sentences of its own below; any other key that changed is named as it stands in the file.
TOLD = {
    Duty: "title says starts due met_by rhythm every holds_from holds_to weight who cite source proves",
    RecordType: "title short help holds_to sensitivity reopens proves stages version",
    Stage: "by yields fields",
    FormField: "label help kind until required when options",
}


def changes(old: Library, new: Library) -> list[str]:
    """Every change that a home would notice: duties first, then record types, roles and standards."""
    return [*_duties(old, new), *_records(old, new), *_groups(old, new), *_standards(old, new)]


def _pairs(old: Mapping[str, T], new: Mapping[str, T]) -> Iterator[tuple[T | None, T | None]]:
    """Each thing before and after; None where it was not, or is no more."""
    for key in dict.fromkeys([*old, *new]):
        before, after = old.get(key), new.get(key)
        if before != after:
            yield before, after


def _duties(old: Library, new: Library) -> Iterator[str]:
    for before, after in _pairs(old.duties, new.duties):
        if after is None and before is not None:
            yield f"Duty gone: '{before.title}' ({before.id}). It no longer opens for anyone, not even for past days."
        elif before is None and after is not None:
            who = ", ".join(after.who)
            yield f"New duty from {after.holds_from}: '{after.title}' ({after.id}), for {who}; {WEIGHTS[after.weight]} ({after.cite}). {clocks.clock(after)}"
        elif before is not None and after is not None:
            yield from _duty(before, after)


def _duty(before: Duty, after: Duty) -> Iterator[str]:
    name = f"'{after.title}' ({after.id})"
    if clocks.clock(before) != clocks.clock(after):
        yield f"Changed clock of {name}. Was: {clocks.clock(before)} Now: {clocks.clock(after)}"
    if before.holds_to != after.holds_to:
        yield _ending(f"Duty {name}", after.holds_to)
    if before.holds_from != after.holds_from:
        yield f"Duty {name} now holds from {after.holds_from}, not {before.holds_from}: what falls between is judged anew."
    if before.weight != after.weight:
        yield f"Duty {name} was {before.weight} and is now {after.weight}: {WEIGHTS[after.weight]}."
    if before.who != after.who:
        yield f"Duty {name} is now done by {', '.join(after.who)}, not {', '.join(before.who)}."
    if (before.cite, before.source) != (after.cite, after.source):
        yield f"Duty {name} now cites {after.source} {after.cite}, not {before.source} {before.cite}."
    yield from _proofs(f"Duty {name}", before.proves, after.proves)
    if (before.title, before.says) != (after.title, after.says):
        yield f"Duty {name} is worded anew."
    yield from _rest(f"Duty {name}", before, after)


def _records(old: Library, new: Library) -> Iterator[str]:
    for before, after in _pairs(old.records, new.records):
        if after is None and before is not None:
            yield f"Record type gone: '{before.title}' ({before.id}). Records of it can no longer be read by their form."
        elif before is None and after is not None:
            roles = ", ".join(sorted(new.roles_in(after.stages[0].by)))
            yield f"New record type from {after.holds_from}: '{after.title}' ({after.id}), written by {roles}."
        elif before is not None and after is not None:
            yield from _record(before, after)


def _record(before: RecordType, after: RecordType) -> Iterator[str]:
    name = f"'{after.title}' ({after.id})"
    if before.holds_to != after.holds_to:
        yield _ending(f"Record type {name}", after.holds_to)
    if before.sensitivity != after.sensitivity:
        yield f"New records of {name} are seen as {after.sensitivity}, not {before.sensitivity}."
    if before.reopens != after.reopens:
        yield f"{name} now reopens {', '.join(after.reopens) or 'no plan'}, not {', '.join(before.reopens) or 'none'}."
    yield from _proofs(f"Record type {name}", before.proves, after.proves)
    if (before.title, before.short, before.help) != (after.title, after.short, after.help):
        yield f"Record type {name} is worded anew."
    yield from _rest(f"Record type {name}", before, after)
    stages = {stage.id: stage for stage in before.stages}, {stage.id: stage for stage in after.stages}
    for was, now in _pairs(*stages):
        yield from _stage(name, was, now)


def _stage(name: str, before: Stage | None, after: Stage | None) -> Iterator[str]:
    if after is None and before is not None:
        yield f"Stage gone from {name}: '{before.title}' ({before.id}). What was signed there can no longer be read by its form."
    elif before is None and after is not None:
        yield f"New stage in {name}: '{after.title}' ({after.id}), signed by {', '.join(after.by)}."
    elif before is not None and after is not None:
        place = f"{name}, '{after.title}'"
        if before.by != after.by:
            yield f"In {place}: signed by {', '.join(after.by)}, not {', '.join(before.by)}."
        if before.yields != after.yields:
            yield f"In {place}: it states other facts, so duties and evidence may change for what is already signed."
        yield from _rest(f"The stage {place}", before, after)
        for was, now in _pairs({f.id: f for f in before.fields}, {f.id: f for f in after.fields}):
            yield from _field(place, was, now)


def _field(place: str, before: FormField | None, after: FormField | None) -> Iterator[str]:
    if after is None and before is not None:
        yield f"In {place}: question gone, '{before.label}' ({before.id}). End it with 'until' instead: signed answers need it."
    elif before is None and after is not None:
        kind = "new question that must be answered" if after.required else "new question"
        when = ", when it applies" if after.when else ""
        yield f"In {place}: {kind}{when}, '{after.label}' ({after.id})."
    elif before is not None and after is not None:
        yield from _question(f"In {place}: the question '{after.label}' ({after.id})", before, after)


def _question(name: str, before: FormField, after: FormField) -> Iterator[str]:
    if before.kind != after.kind:
        yield f"{name} was a {before.kind} and is now a {after.kind}; signed answers no longer fit."
    if before.until != after.until:
        yield f"{name} is asked until {after.until}." if after.until else f"{name} is asked again, without an end."
    if before.required != after.required:
        yield f"{name} {'must now be answered' if after.required else 'may now be left open'}."
    if before.when != after.when:
        yield f"{name} is now asked {'only in certain cases' if after.when else 'always'}."
    if before.label != after.label:
        yield f"{name} was worded '{before.label}'."
    if before.help != after.help:
        yield f"{name} has other help beside it."
    yield from _options(name, before, after)
    yield from _rest(name, before, after)


def _options(name: str, before: FormField, after: FormField) -> Iterator[str]:
    was, now = {o.id: o.label for o in before.options}, {o.id: o.label for o in after.options}
    if more := [label for key, label in now.items() if key not in was]:
        yield f"{name} has new answers: {', '.join(more)}."
    if less := [label for key, label in was.items() if key not in now]:
        yield f"{name} has lost answers: {', '.join(less)}; entries that gave them can no longer be read in words."


def _proofs(name: str, before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[str]:
    if more := [ref for ref in after if ref not in before]:
        yield f"{name} now also proves {', '.join(more)}."
    if less := [ref for ref in before if ref not in after]:
        yield f"{name} no longer proves {', '.join(less)}."


def _groups(old: Library, new: Library) -> Iterator[str]:
    for name, roles in new.words.groups.items():
        before = old.words.groups.get(name, roles)
        if set(before) != set(roles):
            yield (
                f"The group '{name}' is now {', '.join(roles)}; it was {', '.join(before)}. "
                "Who may sign, and whose duties they are, changes with it."
            )


def _rest(name: str, before: Part, after: Part) -> Iterator[str]:
    told = TOLD[type(after)].split()
    fields = type(after).model_fields
    keys = [
        fields[key].alias or key for key in fields if key not in told and getattr(before, key) != getattr(after, key)
    ]
    if keys:
        yield f"{name} has other settings: {', '.join(keys)}."


def _ending(name: str, holds_to: object) -> str:
    return f"{name} ends on {holds_to}." if holds_to else f"{name} no longer has an end."


def _standards(old: Library, new: Library) -> Iterator[str]:
    for before, after in _pairs(old.standards, new.standards):
        if after is None and before is not None:
            yield f"Standard gone: {before.title}."
        elif before is None and after is not None:
            yield f"New standard: {after.title} (regulation {after.regulation})."
        elif before is not None and after is not None:
            was, now = {p.ref: p.text for p in before.paragraphs}, {p.ref: p.text for p in after.paragraphs}
            yield from (f"{after.title}: new paragraph {ref}, {now[ref]}" for ref in now if ref not in was)
            yield from (f"{after.title}: paragraph {ref} is gone." for ref in was if ref not in now)
            yield from (
                f"{after.title}: paragraph {ref} is worded anew." for ref in now if was.get(ref, now[ref]) != now[ref]
            )
