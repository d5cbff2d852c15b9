"""``ninefold take-out``: everything of a home or of a child, to read without Ninefold."""

import argparse
import sys
from pathlib import Path

from tqdm import tqdm

from ninefold.base import clock
from ninefold.ops.command import needs_django


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The command and its options."""
    parser = subparsers.add_parser("take-out", help="everything of a home or a child as pages, tables, JSON and files")
    parser.add_argument("--home", required=True, metavar="URN")
    parser.add_argument("--child", metavar="ID", help="only what is about this child (id or name)")
    parser.add_argument(
        "--out", required=True, type=Path, metavar="FOLDER|FILE", help="a folder, or a file that ends on .zip"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Take it out, whole or not at all. Exit code 1 when it could not be written or a file is lacking."""
    needs_django()
    from ninefold.ops.cli import common
    from ninefold.work.taking_out import packing

    home = common.home_called(arguments.home)
    child = common.child_called(home, arguments.child).pk if arguments.child else ""
    viewer = common.viewer_of(home, clock.now())
    total = packing.records_of(viewer, child).count()
    try:
        with tqdm(total=total, desc=home.name, unit=" records", disable=not sys.stderr.isatty(), leave=False) as bar:
            taken = packing.pack(viewer, child, arguments.out, bar.update)
    except OSError as problem:
        print(f"{arguments.out} cannot be written: {problem.strerror or problem}.", file=sys.stderr)
        return 1
    print(f"{taken.records:,} records and {taken.files:,} files are in {arguments.out}. Open index.html first.")
    print("It can be read by whoever gets hold of it. That it was taken out is kept.")
    for sha in taken.lacking:
        print(f"The file {sha} is not on this machine.", file=sys.stderr)
    return 1 if taken.lacking else 0
