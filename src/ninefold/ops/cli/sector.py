"""``ninefold sector``: Ofsted's published inspections, taken from their files and asked about."""

import argparse
import json
import sys
from datetime import date
from pathlib import Path

from ninefold.ops.cli import sector_said as said
from ninefold.ops.command import needs_django


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describes the commands."""
    sector = subparsers.add_parser("sector", help="follow homes in Ofsted's published inspection data")
    commands = sector.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_files(commands)
    _add_questions(commands)
    invent = commands.add_parser("invent", help="fill an empty sector with invented homes, to try it with")
    invent.add_argument("--homes", type=int, default=300)
    invent.add_argument("--seed", type=int, default=9)
    invent.set_defaults(run=_invent)
    bench = commands.add_parser("bench", help="measure importing and asking, beside pandas when it is installed")
    bench.add_argument(
        "files", nargs="*", type=Path, metavar="FILE", help="real files; invented ones if none are given"
    )
    bench.set_defaults(run=_bench)


def _add_files(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    take = commands.add_parser(
        "import", help="take files of inspections (CSV, Excel, OpenDocument, of any year) and inspection reports (PDF)"
    )
    take.add_argument("files", nargs="+", type=Path, metavar="FILE")
    take.add_argument("--map", type=Path, metavar="FILE", help="YAML that says which column is what")
    take.add_argument("--anyway", action="store_true", help="take what is sound of a damaged file")
    take.add_argument("--json", action="store_true")
    take.set_defaults(run=_import)
    columns = commands.add_parser("columns", help="show how the header of a file is read, and take nothing")
    columns.add_argument("file", type=Path, metavar="FILE")
    columns.add_argument("--map", type=Path, metavar="FILE")
    columns.set_defaults(run=_columns)
    refused = commands.add_parser(
        "refused", help="list every row that was not taken, or that counts otherwise, with the reason"
    )
    refused.add_argument("--json", action="store_true")
    refused.set_defaults(run=_refused)


def _add_questions(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    stable = commands.add_parser("stable", help="homes at one grade in each of some inspection years")
    stable.add_argument("--grade", default="outstanding", metavar="GRADE")
    stable.add_argument("--years", type=int, default=3)
    stable.add_argument("--to", metavar="DAY", help="such as 2019-03-31; the newest years in a row if absent")
    stable.add_argument("--json", action="store_true")
    stable.set_defaults(run=_stable)
    decade = commands.add_parser("decade", help="the share of homes at one grade for some years running, year by year")
    decade.add_argument("--grade", default="outstanding", metavar="GRADE")
    decade.add_argument("--or-better", action="store_true", help="that grade or a better one")
    decade.add_argument("--years", type=int, default=3)
    decade.add_argument("--json", action="store_true")
    decade.set_defaults(run=_decade)
    summary = commands.add_parser("summary", help="full inspections of children's homes by inspection year and grade")
    summary.add_argument("--json", action="store_true")
    summary.set_defaults(run=_summary)
    home = commands.add_parser("home", help="a home's line of time")
    home.add_argument("urn", metavar="URN")
    home.add_argument("--json", action="store_true")
    home.set_defaults(run=_home)
    change = commands.add_parser("transitions", help="what homes did between one full inspection and the next")
    change.add_argument(
        "--by", choices=("all", "era", "year", "region", "sector", "size", "owner", "since"), default="all"
    )
    change.add_argument("--no-gaps", action="store_true", help="leave out steps over a year that the data lacks")
    change.add_argument("--json", action="store_true")
    change.set_defaults(run=_transitions)
    register = commands.add_parser("register", help="the children's homes on the register on a day")
    register.add_argument("--on", metavar="DAY", help="such as 2024-03-31; the newest register that is here if absent")
    register.add_argument("--json", action="store_true")
    register.set_defaults(run=_register)
    moved = commands.add_parser("moved", help="who joined and who left the register in an inspection year")
    moved.add_argument("--year", type=int, required=True, help="the year of its April, such as 2024 for 2024-25")
    moved.add_argument("--json", action="store_true")
    moved.set_defaults(run=_moved)
    rebuild = commands.add_parser("rebuild", help="derive everything anew from what the files said")
    rebuild.set_defaults(run=_rebuild)
    classes = commands.add_parser("classes", help="homes never below good, stable, falling, recovering, swinging, new")
    classes.add_argument("--json", action="store_true")
    classes.set_defaults(run=_classes)


def _ready() -> None:
    """Starts Django, and makes the tables when there are none yet: the sector needs no home to have begun."""
    needs_django()
    from django.core.management import call_command
    from django.db import connection

    from ninefold.sector.models import Event

    if Event._meta.db_table not in connection.introspection.table_names():
        call_command("migrate", verbosity=0)


def _import(arguments: argparse.Namespace) -> int:
    """Takes each file in a transaction of its own; a file that cannot be taken does not stop the others."""
    _ready()
    from ninefold.base import clock
    from ninefold.sector import actions, reading

    mapping = _mapping(arguments.map)
    taken, failed = [], 0
    for path in arguments.files:
        try:
            taken.append(
                actions.import_file(
                    path=path,
                    name=path.name,
                    at=clock.now(),
                    mapping=mapping,
                    anyway=arguments.anyway,
                    progress=said.progress(path.name),
                    fold_now=False,
                )
            )
            said.clear_progress()
        except reading.NotSure as asked:
            failed += 1
            said.print_question(path, asked.sheets)
        except ValueError as problem:
            failed += 1
            said.clear_progress()
            print(
                f"{path.name}: {problem}\n{path.name}: nothing was taken; the database is as it was.", file=sys.stderr
            )
    actions.finish(taken)
    said.print_taken(taken, as_json=arguments.json)
    return 1 if failed else 0


def _mapping(path: Path | None) -> dict[str, str] | None:
    from ninefold.sector import reading

    try:
        return reading.mapping_from(path) if path else None
    except ValueError as problem:
        raise SystemExit(str(problem)) from None


def _columns(arguments: argparse.Namespace) -> int:
    """Prints the reading; 1 when something is asked."""
    from ninefold.sector import reading

    try:
        sheets = reading.look(arguments.file, _mapping(arguments.map))
    except ValueError as problem:
        raise SystemExit(f"{arguments.file.name}: {problem}") from None
    for sheet in sheets:
        said.print_reading(sheet, sys.stdout)
    return 0 if all(sheet.header.sure for sheet in sheets) else 1


def _refused(arguments: argparse.Namespace) -> int:
    _ready()
    from ninefold.sector import queries
    from ninefold.sector.models import RefusedRow

    refused = RefusedRow.objects.select_related("file").order_by("file__name", "file__sha256", "line")
    told = [{"file": no.file.name, "line": no.line, "urn": no.urn, "reason": no.code, "why": no.why} for no in refused]
    told += [
        {"file": row.file, "line": row.line, "urn": row.urn, "reason": "differs", "why": row.why}
        for row in queries.otherwise()
    ]
    if arguments.json:
        print(json.dumps(told, indent=2, ensure_ascii=False))
        return 0
    for no in told:
        print(f"{no['file']} line {no['line']} {no['urn']}: {no['why']}")
    return 0


def _summary(arguments: argparse.Namespace) -> int:
    _ready()
    from ninefold.sector import queries

    if arguments.json:
        print(json.dumps(queries.summary(), indent=2))
    elif queries.imports().exists():
        said.print_what_is_here()
    else:
        print("Nothing has been imported yet: ninefold sector import FILE...")
    return 0


def _stable(arguments: argparse.Namespace) -> int:
    _ready()
    from ninefold.sector import queries

    grade, to = _grade(arguments.grade), _day(arguments.to)
    if arguments.years < 1:
        raise SystemExit("--years should be 1 or more.")
    found = queries.stable(grade, arguments.years, to) if to else queries.newest_stable(grade, arguments.years)
    if found is None:
        raise SystemExit(f"The data does not cover {arguments.years} inspection years in a row.")
    if found.not_covered:
        print(said.not_covered(found), file=sys.stderr)
    if arguments.json:
        told = {"count": len(found.homes), "homes": found.homes, "inspected": found.inspected}
        print(json.dumps(told, indent=2))
        return 0
    print(said.stable_sentence(found))
    print("\n".join(found.homes))
    return 0


def _decade(arguments: argparse.Namespace) -> int:
    _ready()
    from ninefold.sector import figures, years

    asked = figures.GradeQuestion(_grade(arguments.grade), arguments.years, or_better=arguments.or_better)
    line = figures.decade(asked)
    if arguments.json:
        print(
            json.dumps(
                [said.plain(one) | {"share": one.share, "share_of_all": one.share_of_all} for one in line], indent=2
            )
        )
        return 0
    for one in line:
        print(
            f"{years.title(one.years[0])} to {years.title(one.years[-1])}: {one.count:,} of {one.inspected:,} inspected in the "
            f"last year ({one.share:.1%}), of {one.inspected_all:,} inspected in every year ({one.share_of_all:.1%}); "
            f"{one.closed:,} of those inspected in the first year had left the register by the end; "
            f"by files of inspection years alone {one.early_count:,} of {one.early_inspected:,}."
        )
    return 0


def _grade(word: str) -> int:
    from ninefold.sector import words

    try:
        grade = words.grade_of(word)
    except ValueError:
        grade = None
    if grade is None:
        raise SystemExit(f"'{word}' is not a grade. There are: {', '.join(words.GRADES.values())}.")
    return grade


def _day(written: str | None) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        raise SystemExit(f"'{written}' is not a day. Write it like 2019-03-31.") from None


def _home(arguments: argparse.Namespace) -> int:
    _ready()
    from ninefold.base import clock
    from ninefold.sector import queries

    home = queries.provider(arguments.urn)
    if home is None:
        raise SystemExit(f"There is no provider with the URN {arguments.urn} in the imported data.")
    moments = queries.line(home)
    history = queries.history(home, clock.local(clock.now()).date())
    if arguments.json:
        told = {"urn": home.urn, "line": [said.moment_as_json(one) for one in moments], "history": said.plain(history)}
        print(json.dumps(told, indent=2, ensure_ascii=False))
        return 0
    print(f"{home}, {home.provision}, {home.authority}. {home.owner}")
    for moment in moments:
        print(f"{moment.on:%d/%m/%Y}  {said.moment_text(moment)}")
    said.print_history(history, queries.data_until())
    return 0


def _transitions(arguments: argparse.Namespace) -> int:
    _ready()
    from ninefold.sector import queries, rates

    steps = [step for step in queries.steps() if not (arguments.no_gaps and step.over_gap)]
    table = rates.transitions(steps, arguments.by)
    if arguments.json:
        told = {"by": arguments.by, "steps": len(steps), "transitions": [said.rate_as_json(rate) for rate in table]}
        print(json.dumps(told, indent=2, ensure_ascii=False))
        return 0
    for rate in table:
        low, high = rate.interval
        small = "  few cases" if rate.small else ""
        names = f"{said.grade_name(rate.before)} -> {said.grade_name(rate.after)}"
        print(
            f"{rate.group:<26} {names:<44} {rate.count:>6,} of {rate.of:>6,}  {rate.share:6.1%} ({low:.1%} to {high:.1%}){small}"
        )
    return 0


def _register(arguments: argparse.Namespace) -> int:
    _ready()
    from ninefold.sector import queries, register

    day = _day(arguments.on) or register.newest() or queries.data_until()
    if day is None:
        raise SystemExit("Nothing has been imported yet: ninefold sector import FILE...")
    homes, basis = register.on(day), register.basis(day)
    if arguments.json:
        told = {"on": day.isoformat(), "count": len(homes), "homes": homes, "whole": basis.whole, "files": basis.files}
        print(json.dumps(told, indent=2))
        return 0
    print(f"{len(homes):,} children's homes on the register on {day:%d/%m/%Y}. {basis.sentence}")
    print("\n".join(homes))
    return 0


def _moved(arguments: argparse.Namespace) -> int:
    _ready()
    from ninefold.sector import register, years

    change = register.moved(arguments.year)
    if arguments.json:
        print(json.dumps({"joined": change.joined, "left": change.left, "listed": change.listed}, indent=2))
        return 0
    rests = "Ofsted's own list of joiners and leavers" if change.listed else "the registers and files that are here"
    print(f"{years.title(change.year)}: {len(change.joined):,} joined, {len(change.left):,} left, by {rests}.")
    return 0


def _rebuild(arguments: argparse.Namespace) -> int:
    _ready()
    from ninefold.sector.fold import fold

    fold()
    return _summary(argparse.Namespace(json=False))


def _classes(arguments: argparse.Namespace) -> int:
    _ready()
    from ninefold.sector import queries

    found = queries.classes()
    if arguments.json:
        print(json.dumps(found, indent=2))
        return 0
    for name, homes in found.items():
        print(f"{name:<18} {len(homes):>6,}")
    return 0


def _invent(arguments: argparse.Namespace) -> int:
    _ready()
    from ninefold.base import clock
    from ninefold.sector import invented

    try:
        taken = invented.fill(homes=arguments.homes, seed=arguments.seed, at=clock.now())
    except ValueError as problem:
        raise SystemExit(str(problem)) from None
    print(f"{taken.new:,} inspections of invented providers. They are not real; real files come from GOV.UK.")
    return 0


def _bench(arguments: argparse.Namespace) -> int:
    from ninefold.ops.bench import sector

    return sector.run(arguments.files)
