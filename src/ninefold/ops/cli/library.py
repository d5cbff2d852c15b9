"""``ninefold library``: the library checked, listed, shown in words, and two of them compared.

Each command brings in what it alone needs: most answer from the compiled library in a blink.
"""

import argparse
import json
from pathlib import Path

from ninefold.base import clock
from ninefold.lawbook import load, show
from ninefold.lawbook.model import Library
from ninefold.lawbook.problems import LibraryError, unknown


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describes ``library`` and what it can do."""
    parser = subparsers.add_parser("library", help="check, list, show and compare the library, and say what it covers")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    check = commands.add_parser("check", help="say whether the library is sound, or what is wrong and where")
    check.add_argument("folder", type=Path, nargs="?", metavar="FOLDER", help="a provider's folder, laid over ours")
    check.add_argument("--strict", action="store_true", help="count a warning as a mistake: the exit code is then 1")
    check.set_defaults(run=_check)

    listing = commands.add_parser(
        "list", help="list record types, duties, standards, registers, series, reports or checks"
    )
    listing.add_argument("what", nargs="?", default="records", choices=tuple(show.LISTS))
    listing.set_defaults(run=_list)

    one = commands.add_parser("show", help="show a record type, a duty, a standard, a report, a check or a paragraph")
    one.add_argument(
        "id", metavar="ID", help="such as measure, independent-visit, protection-of-children or 12(2)(a)(i)"
    )
    one.set_defaults(run=_show)

    covered = commands.add_parser(
        "coverage", help="say what is wanted of a home, what serves it, and what nothing serves"
    )
    covered.add_argument("--gaps", action="store_true", help="only what nothing serves")
    covered.set_defaults(run=_coverage)

    worked = commands.add_parser("cases", help="list the deadlines worked out by hand, and whether the engine agrees")
    worked.add_argument("duty", nargs="?", help="only those of one duty")
    worked.set_defaults(run=_cases)

    compare = commands.add_parser("diff", help="say what changed between two libraries and what it means for a home")
    compare.add_argument("old", type=Path, metavar="OLD", help="a folder with a library, or a provider's folder")
    compare.add_argument("new", type=Path, metavar="NEW", help="the same, later")
    compare.set_defaults(run=_diff)

    editors = commands.add_parser(
        "schema", help="write JSON schemas of the library's files, for editors; or print a form"
    )
    editors.add_argument(
        "folder", type=Path, nargs="?", default=Path("schema"), metavar="FOLDER", help="where to write them"
    )
    editors.add_argument("--form", metavar="TYPE", help="print the first form of this record type as JSON instead")
    editors.add_argument("--stage", metavar="STAGE", help="with --form: another of its stages")
    editors.set_defaults(run=_schema)


def _check(arguments: argparse.Namespace) -> int:
    """Checks the library, or a provider's folder over it, and runs the examples that the folder brings."""
    folder = arguments.folder or load.own_folder()
    library, warned = load.looked_over(folder)
    run = _examples(folder, library) if folder else 0
    counts = f"{len(library.records)} record types, {len(library.duties)} duties, {len(library.standards)} standards"
    print(f"The library is sound: {counts}, {len(library.sources)} sources.")
    if run:
        print(f"The engine agrees with {'its one example' if run == 1 else f'all its {run} examples'}.")
    print(f"Digest {library.digest}")
    if warned:
        print(f"\nTo look at ({len(warned)}):")
        print("\n".join(str(one) for one in warned))
    return 1 if warned and arguments.strict else 0


def _schema(arguments: argparse.Namespace) -> int:
    """Writes a schema for each kind of file, and says how an editor finds them; or prints a form."""
    from ninefold.lawbook import schema

    if arguments.form:
        return _form(arguments.form, arguments.stage)
    arguments.folder.mkdir(parents=True, exist_ok=True)
    made = {name: arguments.folder / f"{name}.schema.json" for name in schema.FILES}
    for name, written in schema.schemas().items():
        made[name].write_text(json.dumps(written, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print("An editor with a YAML language server reads this, in its settings for the folder of the library:")
    print(
        json.dumps({"yaml.schemas": {str(made[name]): files for name, (_, _, files) in schema.FILES.items()}}, indent=1)
    )
    return 0


def _form(type: str, stage: str | None) -> int:
    from ninefold.forms.schema import stage_json

    record = load.current().records.get(type)
    if record is None:
        print(unknown("record type", type, load.current().records))
        return 1
    ids = [one.id for one in record.stages]
    if stage and stage not in ids:
        print(unknown(f"stage of {type}", stage, ids))
        return 1
    form = stage_json(record, record.stage(stage or ids[0]), clock.local(clock.now()).date())
    print(json.dumps(form, indent=1, ensure_ascii=False))
    return 0


def _examples(folder: Path, library: Library) -> int:
    """How many worked examples the folder has; raises LibraryError if one is wrong."""
    from ninefold.duties import cases

    if wrong := cases.wrong(folder / "cases", library):
        raise LibraryError(wrong)
    return len(cases.read(folder / "cases"))


def _list(arguments: argparse.Namespace) -> None:
    print("\n".join(show.LISTS[arguments.what](load.current())))


def _show(arguments: argparse.Namespace) -> int:
    library = load.current()
    lines = show.show(library, arguments.id)
    if not lines:
        answer = unknown("record type, duty, standard, report, check or paragraph", arguments.id, show.ids(library))
        print(f"{answer[:1].upper()}{answer[1:]}")
        return 1
    print("\n".join(lines))
    return 0


def _diff(arguments: argparse.Namespace) -> None:
    from ninefold.lawbook import diff

    changes = diff.changes(load.open_folder(arguments.old), load.open_folder(arguments.new))
    print("\n".join(changes) or "Nothing changed for a home.")


def _coverage(arguments: argparse.Namespace) -> int:
    """Prints every list; the exit code is 1 if anything is served by nothing."""
    from ninefold.lawbook import coverage

    lists = coverage.coverage(load.current())
    for title, items in lists.items():
        gaps = sum(item.lacking for item in items)
        print(f"{title}: {len(items)}, {gaps or 'none'} without anything that serves")
        for item in items:
            if item.lacking or not arguments.gaps:
                by = ", ".join(item.served_by) or item.not_ours or "NOTHING"
                print(f"  {item.id}: {item.says}\n      {by}")
    return 1 if coverage.lacking(load.current()) else 0


def _cases(arguments: argparse.Namespace) -> int:
    """Prints each example, ours and the provider's, with what is owed in it; the exit code is 1 if the engine says
    otherwise of any."""
    from ninefold.duties import cases
    from ninefold.duties.reopening import duties_by_id

    library, own = load.current(), load.own_folder()
    duties, told = duties_by_id(library), cases.read() + (cases.read(own / "cases") if own else [])
    shown = cases.about(told, arguments.duty) if arguments.duty else told
    wrong = [case for case in shown if not cases.holds(case, library)]
    for case in shown:
        print(f"{case.case}{'   THE ENGINE DISAGREES' if case in wrong else ''}")
        for owed in case.owed:
            about = f", {owed.about}" if owed.about else ""
            print(f"    {owed.due.replace('T', ' '):<18}{owed.state:<9}{duties[owed.duty].title}{about}")
        for duty in case.not_owed:
            print(f"    {'-':<18}{'not owed':<9}{duties[duty].title}")
    deadlines = sum(len(case.owed) for case in shown)
    print(f"{len(shown)} examples with {deadlines} deadlines; the engine agrees with {len(shown) - len(wrong)}.")
    return 1 if wrong else 0
