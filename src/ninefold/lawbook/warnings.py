"""What is no mistake, and should not stay so: a text that was replaced, a fact nobody reads, a name that nobody has."""

from collections.abc import Iterator, Mapping

from ninefold.lawbook import check_duties, editions, gaps, pages, uses
from ninefold.lawbook.gather import Files
from ninefold.lawbook.model import Duty, Library, RecordType
from ninefold.lawbook.pages import Where
from ninefold.lawbook.problems import Problem
from ninefold.lawbook.statements import FactStatement, statements

ALERT = "alert."  # a fact that stands at the head of pages, read by its name's beginning


def warnings(library: Library, files: Files) -> list[Problem]:
    """Everything that somebody should look at, in the order of files and lines."""
    facts, used = statements(library), uses.uses()
    warned = [
        *_replaced(library, files),
        *_unread(library, files, facts, uses.named(used)),
        *uses.dead(library, frozenset(facts), used=used),
    ]
    return sorted(set(warned))


def _replaced(library: Library, files: Files) -> Iterator[Problem]:
    """Things that name a paragraph of an edition that was replaced, and do not say that the new one was not read."""
    every: list[tuple[str, Duty | RecordType]] = [
        *(("duties", duty) for duty in library.duties.values()),
        *(("records", record) for record in library.records.values()),
    ]
    for section, thing in every:
        old = editions.replaced(library.sources[thing.source], thing.cite, thing.holds_to) if thing.cite else None
        if old and not thing.unverified:
            said = (
                f"'{thing.cite}' is cited of an edition that ended on {old.to}. Read the one that followed"
                f" ({old.replaced_by or 'which is not named'}), or say in 'unverified' what is missing."
            )
            yield pages.problem(files[section][thing.id], ["cite"], said)


def _unread(
    library: Library, files: Files, facts: Mapping[str, list[FactStatement]], named: frozenset[str]
) -> Iterator[Problem]:
    """Facts that a question or a yield states and nothing reads, unless ``words/unread.yaml`` says why they are stated.

    ``named`` are the facts that our code reads.
    """
    read = frozenset((*_reads(library), *named))
    for fact, stated in facts.items():
        first = stated[0]
        by_itself = all(fact in (f"{one.record.id}.{one.stage.id}", one.record.review_due) for one in stated)
        if fact in read or by_itself or fact.startswith(ALERT) or fact in library.words.unread:
            continue
        said = f"nothing reads the fact '{fact}'. Take it out, or say in words/unread.yaml why it is stated."
        yield pages.problem(files["records"][first.record.id], _where(first), said)
    for fact in library.words.unread:
        if fact not in facts:
            said = f"'{fact}' need not stand here: no record type states it. Take it out."
            yield pages.problem(files["unread"][fact], (), said)


def _where(statement: FactStatement) -> Where:
    """The place in its file of the yield or the question that states a fact."""
    stage, fact = statement.stage, statement.rule.fact
    where: list[str | int] = ["stages", statement.record.stages.index(stage)]
    for key, facts in (("yields", [r.fact for r in stage.yields]), ("fields", [f.fact for f in stage.fields])):
        if fact in facts:
            return [*where, key, facts.index(fact), "fact"]
    return where


def _reads(library: Library) -> Iterator[str]:
    """Every fact that a duty, a status, a list of what is wanted, a series, a register, a report, a check or an edition of something goes by."""
    for duty in library.duties.values():
        yield from check_duties.read(duty)
    for status in library.statuses.values():
        yield from (word.fact for word in (*status.begins, *status.ends))
        yield from (name for period in status.periods for name in (period.fact, period.ends) if name)
        yield from (
            [name for name in (status.limits.unless, status.limits.hours_before) if name] if status.limits else ()
        )
    for item in library.wanted.values():
        yield from (fact for words in item.shown_by for fact, _ in gaps.ways(words))
    for series in library.series.values():
        yield from series.facts
    for register in library.registers.values():
        yield from register.closed_by
    for outline in library.reports.values():
        yield from outline.facts()
    for check in library.checks.values():
        yield from (fact for group in check.facts.values() for fact in group)
    for record in library.records.values():
        yield from (name for name in (record.edition, record.lapses_on) if name)
