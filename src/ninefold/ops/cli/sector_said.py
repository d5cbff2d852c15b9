"""How ``ninefold sector`` tells what it found: sentences, tables and JSON. Django is ready before any of it is called."""

import json
import sys
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import date

    from ninefold.sector.actions import Taken
    from ninefold.sector.histories import History
    from ninefold.sector.queries import Stable, TimelinePoint
    from ninefold.sector.rates import Rate
    from ninefold.sector.reading import SheetReading

SHOWN = 10  # rows not taken that are printed for each reason; the database keeps them all


def progress(name: str) -> Any:
    """Shows how far a file is, when somebody watches."""

    def show(done: int, total: int) -> None:
        if sys.stderr.isatty():
            print(f"\r{name}: {done:,} of {total:,} rows", end="", file=sys.stderr, flush=True)

    return show


def clear_progress() -> None:
    """Takes the line of progress away."""
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr)


def print_question(path: Path, sheets: "list[SheetReading]") -> None:
    """Shows the reading of a header that leaves questions, and how to answer them."""
    print(f"{path.name}: it is not sure what each column means. Nothing was taken.", file=sys.stderr)
    for sheet in sheets:
        print_reading(sheet, sys.stderr)
    print(
        "Answer in a file, and give it with --map. A line is 'meaning: column title', 'meaning: [T]' for column T,\n"
        "'meaning: = a value' when every row is so, or 'meaning:' when there is none. For instance:",
        file=sys.stderr,
    )
    for meaning in dict.fromkeys(meaning for sheet in sheets for meaning in sheet.header.questions):
        print(f"  {meaning}: ", file=sys.stderr)


def print_reading(sheet: "SheetReading", out: Any) -> None:
    """Shows which column was read as what."""
    from ninefold.sector.columns import MEANINGS

    header = sheet.header
    where = f"sheet '{sheet.table.name}', " if sheet.table.name else ""
    print(f"{where}header in row {sheet.table.lines[header.line - 1]}:", file=out)
    for meaning in MEANINGS:
        told = header.chosen.get(meaning.id) or (
            f"always '{header.fixed[meaning.id]}'" if meaning.id in header.fixed else ""
        )
        asked = header.questions.get(meaning.id) or header.doubts.get(meaning.id) or ("" if told else "no column")
        passed = header.passed_over.get(meaning.id)
        also = f"   rather than {', '.join(map(str, passed))}" if passed else ""
        mark = "?" if meaning.id in header.questions else " "
        print(f"{mark} {meaning.id:<18} {told or asked}{also}", file=out)
    if header.ignored:
        print(f"  not read           {', '.join(column.title for column in header.ignored)}", file=out)


def print_taken(taken: "list[Taken]", *, as_json: bool) -> None:
    """What came of each file, and what is here now."""
    if as_json:
        print(json.dumps([_taken_as_json(one) for one in taken], indent=2, ensure_ascii=False))
        return
    for one in taken:
        print(
            f"{one.reading.name}: {one.reading.rows:,} rows, {one.new:,} new, {one.known:,} known, {len(one.refusals):,} not taken"
        )
        for part in one.reading.parts:
            print(f"  {_part(part)}")
        if one.differing:
            print(
                f"  {len(one.differing):,} inspections count otherwise than here: a newer file says so (ninefold sector refused)"
            )
        if one.invented_gone:
            print(f"  {one.invented_gone:,} invented homes are gone, now that real ones are here")
        _print_refusals(one)
    if taken:
        print_what_is_here()


def _taken_as_json(one: "Taken") -> dict[str, Any]:
    refused = [{"line": no.line, "urn": no.urn, "reason": no.code, "why": no.why} for no in one.refusals]
    return {
        "file": one.reading.name,
        "rows": one.reading.rows,
        "new": one.new,
        "known": one.known,
        "kinds": [
            {"sheet": part.sheet, "kind": part.nature.kind, "day": part.nature.day.isoformat()}
            for part in one.reading.parts
        ],
        "differing": [{"line": no.line, "urn": no.urn, "why": no.why} for no in one.differing],
        "not_taken": refused,
    }


_PART = {
    "in-year": "inspections of an inspection year, up to {day}",
    "as-at": "the register of {day}, with the newest full inspection of each",
    "list": "the register of {day}",
    "waiting": "those that waited for their first inspection on {day}",
    "moves": "who joined and who left, up to {day}",
    "report": "one home's inspection report, of {day}",
}


def _part(part: Any) -> str:
    """What a sheet is, in words."""
    told = _PART[part.nature.kind].format(day=f"{part.nature.day:%d/%m/%Y}")
    where = f"sheet '{part.sheet}': " if part.sheet else ""
    sure = "" if part.nature.day_known else " (that day is not written in it)"
    inspected = ", of inspected ones only" if part.nature.kind == "as-at" and not part.nature.whole else ""
    return f"{where}{told}{inspected}{sure}, {part.rows:,} rows"


def _print_refusals(one: "Taken") -> None:
    from ninefold.sector.rows import REASONS

    for code, count in Counter(no.code for no in one.refusals).most_common():
        print(f"  {count:,} not taken: {REASONS[code]}")
        for no in [no for no in one.refusals if no.code == code][:SHOWN]:
            print(f"    line {no.line} {no.urn}: {no.why}")
        if count > SHOWN:
            print(f"    and {count - SHOWN:,} more: ninefold sector refused")


def print_what_is_here() -> None:
    """Homes, inspections by kind, year and grade, the gaps, and how many were outstanding three years running."""
    from ninefold.sector import queries, years

    here = queries.what_is_here()
    if not here["events"]:
        return
    print(
        f"\nNow here: {here['events']:,} inspections of {here['providers']:,} providers, "
        f"{here['first_on']:%d/%m/%Y} to {here['last_on']:%d/%m/%Y}; {here['homes']:,} children's homes, "
        f"{here['open']:,} of them on the register as far as this tells."
    )
    print("Of children's homes: " + ", ".join(f"{count:,} {kind}" for kind, count in here["kinds"].items()) + ".")
    _print_counts(queries.summary())
    for year in here["gaps"]:
        print(f"{years.title(year)}: no full inspections as usual in this data (a gap, which nothing here bridges).")
    newest = queries.newest_stable(1, 3)
    if newest:
        print(stable_sentence(newest))
        print(
            f"In 2011 Ofsted found {queries.IN_2011['count']} of {queries.IN_2011['inspected']:,} (2.4%); how the methods differ: docs/sector.md."
        )


def _print_counts(counted: dict[str, dict[str, int]]) -> None:
    from ninefold.sector import years
    from ninefold.sector.words import GRADES

    print(f"{'year':<9}" + "".join(f"{grade:>22}" for grade in GRADES.values()))
    for year, grades in counted.items():
        print(f"{years.title(int(year)):<9}" + "".join(f"{count:>22,}" for count in grades.values()))


def not_covered(found: "Stable") -> str:
    """Which of the years asked about the data lacks."""
    from ninefold.sector import years

    missing = ", ".join(years.title(year) for year in found.not_covered)
    return f"The data does not cover {missing}. A year without inspections is a gap and is not bridged."


def stable_sentence(found: "Stable") -> str:
    """The answer to the stability question, in a sentence."""
    from ninefold.sector import years
    from ninefold.sector.words import GRADES

    span = f"{years.title(found.years[0])} to {years.title(found.years[-1])}"
    share = f" ({found.share:.1%})" if found.share is not None else ""
    return (
        f"{len(found.homes):,} of {found.inspected:,} homes inspected in {years.title(found.years[-1])}{share} were "
        f"{GRADES[found.grade]} at every full inspection in each year, {span}."
    )


def moment_text(moment: "TimelinePoint") -> str:
    """A point on a home's line of time, in words."""
    from ninefold.sector.words import GRADES

    event = moment.event
    if event is None:
        return f"{moment.what}: {moment.before} -> {moment.after}" if moment.before else f"{moment.what} {moment.after}"
    judged = (("overall", event.grade), ("protection", event.protection), ("leadership", event.leadership))
    said = ", ".join(f"{name} {GRADES[grade]}" for name, grade in judged if grade)
    return f"{event.kind} inspection: {said or event.outcome or 'no grade'}"


def moment_as_json(moment: "TimelinePoint") -> dict[str, Any]:
    """The same as plain values."""
    told: dict[str, Any] = {"on": moment.on.isoformat(), "what": moment.what}
    if moment.before or moment.after:
        told |= {"before": moment.before, "after": moment.after}
    if event := moment.event:
        told |= {
            "kind": event.kind,
            "number": event.number,
            "grade": event.grade,
            "protection": event.protection,
            "leadership": event.leadership,
            "outcome": event.outcome,
        }
    return told


def print_history(history: "History", until: "date | None") -> None:
    """A home's history in sentences; ``until`` is the last day that the data knows of."""
    from ninefold.sector.words import GRADES

    classes = f" {', '.join(history.classes).capitalize()}." if history.classes else ""
    print(f"\n{history.full} full inspections with a grade.{classes}")
    if history.grade:
        print(
            f"{GRADES[history.grade].capitalize()} since {history.grade_since:%d/%m/%Y}, {history.unbroken_years} unbroken inspection years."
        )
        print(f"{history.days_since_full:,} days since the last full inspection.")
    if fall := history.last_fall:
        back = f"recovered after {fall.days_to_recover:,} days" if fall.days_to_recover else "not recovered yet"
        print(f"Last fall {fall.on:%d/%m/%Y}, from {GRADES[fall.before]} to {GRADES[fall.after]}; {back}.")
    if expected := history.expected:
        print(
            f"Next likely: {expected.kind}, {expected.earliest:%d/%m/%Y} to {expected.latest:%d/%m/%Y}: "
            f"{expected.because} ({expected.cite})."
        )
        if until and expected.latest > until:
            print(f"The files here end on {until:%d/%m/%Y}: it may have taken place since.")


def grade_name(grade: int) -> str:
    """The grade's word."""
    from ninefold.sector.words import GRADES

    return GRADES[grade]


def rate_as_json(rate: "Rate") -> dict[str, Any]:
    """A cell of the table of changes as plain values."""
    low, high = rate.interval
    return {
        "group": rate.group,
        "from": grade_name(rate.before),
        "to": grade_name(rate.after),
        "count": rate.count,
        "of": rate.of,
        "share": round(rate.share, 4),
        "low": round(low, 4),
        "high": round(high, 4),
        "small": rate.small,
        "over_gap": rate.over_gap,
    }


def plain(value: Any) -> Any:
    """Dataclasses and dates as JSON can hold them."""

    return json.loads(json.dumps(asdict(value), default=str))
