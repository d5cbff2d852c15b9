"""``ninefold library``: the library checked, listed, shown in words, and two of them compared."""

import argparse
from pathlib import Path

from ninefold.lawbook import diff, load, show
from ninefold.lawbook.problems import unknown


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describes ``library`` and what it can do."""
    parser = subparsers.add_parser("library", help="check, list, show and compare the library")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    check = commands.add_parser("check", help="say whether the library is sound, or what is wrong and where")
    check.add_argument("folder", type=Path, nargs="?", metavar="FOLDER", help="a provider's folder, laid over ours")
    check.set_defaults(run=_check)

    listing = commands.add_parser("list", help="list record types, duties or standards")
    listing.add_argument("what", nargs="?", default="records", choices=tuple(show.LISTS))
    listing.set_defaults(run=_list)

    one = commands.add_parser("show", help="show a record type, a duty, a standard or a paragraph")
    one.add_argument("id", metavar="ID", help="such as measure, reg44-visit, protection-of-children or 12(2)(a)(i)")
    one.set_defaults(run=_show)

    compare = commands.add_parser("diff", help="say what changed between two libraries and what it means for a home")
    compare.add_argument("old", type=Path, metavar="OLD", help="a folder with a library, or a provider's folder")
    compare.add_argument("new", type=Path, metavar="NEW", help="the same, later")
    compare.set_defaults(run=_diff)


def _check(arguments: argparse.Namespace) -> None:
    library = load.open_folder(arguments.folder) if arguments.folder else load.current()
    counts = f"{len(library.records)} record types, {len(library.duties)} duties, {len(library.standards)} standards"
    print(f"The library is sound: {counts}, {len(library.sources)} sources.")
    print(f"Digest {library.digest}")


def _list(arguments: argparse.Namespace) -> None:
    print("\n".join(show.LISTS[arguments.what](load.current())))


def _show(arguments: argparse.Namespace) -> int:
    library = load.current()
    lines = show.show(library, arguments.id)
    if not lines:
        said = unknown("record type, duty, standard or paragraph", arguments.id, show.ids(library))
        print(f"{said[:1].upper()}{said[1:]}")
        return 1
    print("\n".join(lines))
    return 0


def _diff(arguments: argparse.Namespace) -> None:
    told = diff.changes(load.open_folder(arguments.old), load.open_folder(arguments.new))
    print("\n".join(told) or "Nothing changed for a home.")
