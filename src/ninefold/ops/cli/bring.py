"""``ninefold import FILE...``: what would be made of the lists that a home brings along, and the same signed in."""

import argparse
import json
from pathlib import Path

from ninefold.base import clock
from ninefold.ops.command import needs_django


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The command with its options."""
    parser = subparsers.add_parser(
        "import", help="read the spreadsheets that a home brings along: show what would be made of each row"
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a spreadsheet: xlsx, xls, ods, csv or txt")
    parser.add_argument(
        "--home", metavar="URN", default="", help="the home they are of, so that who is there already is known"
    )
    parser.add_argument(
        "--plan",
        action="store_true",
        help="only show what would be made; bringing in is done in the browser, where questions are answered",
    )
    parser.add_argument("--json", action="store_true", help="as JSON")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the plan. Files that cannot be read are told, and make the exit code 1 when none could be."""
    needs_django()
    from ninefold.movein import here, plan
    from ninefold.ops.cli.common import home_called

    known = here.of_home(home_called(arguments.home)) if arguments.home else plan.Here()
    files = [(path, path.name) for path in arguments.files]
    made = plan.of_files(files, here=known, today=clock.local(clock.now()).date())
    if arguments.json:
        print(json.dumps(made.as_json(), ensure_ascii=False, indent=2))
    else:
        _tell(made)
        if not arguments.plan:
            print(
                "\nNothing was written. Bring them in on the page Moving in, where the questions are answered and you sign."
            )
    return 1 if made.problems and not made.rows else 0


def _tell(made: "plan.Plan") -> None:  # type: ignore[name-defined]  # noqa: F821
    for kind in ("adults", "children", "contacts", "medicines", "training"):
        rows = getattr(made, kind)
        print(f"{kind.capitalize()}: {len(rows)}")
        for row in rows:
            print(f"  {row.file} row {row.row}: {row.name}")
            for ask in row.open:
                print(f"    asked: {ask.question}")
    print(f"Left out: {len(made.left_out)}")
    for one in made.left_out:
        print(f"  {one.file} row {one.row}: {one.reason} {one.text}")
    for problem in made.problems:
        print(problem)
