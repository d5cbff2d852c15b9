"""``ninefold report month``: a month's evidence pack of a home, as PDF or as its blocks."""

import argparse
import json
import sys
from pathlib import Path

from ninefold.ops.command import needs_django


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The command and its options."""
    parser = subparsers.add_parser("report", help="write a report, on the page or as PDF")
    kinds = parser.add_subparsers(title="reports", metavar="REPORT", dest="report", required=True)
    month = kinds.add_parser("month", help="the month's evidence pack")
    month.add_argument("--home", required=True, metavar="URN")
    month.add_argument("--month", required=True, metavar="YYYY-MM")
    month.add_argument("--pdf", metavar="FILE", type=Path, help="write the pack as PDF")
    month.add_argument("--json", action="store_true", help="print the pack's blocks as JSON")
    month.add_argument("--initials", action="store_true", help="name nobody, for what leaves the home")
    month.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Writes the pack."""
    if not (arguments.pdf or arguments.json):
        raise SystemExit("Say what to make: --pdf FILE, --json or both.")
    needs_django()
    from ninefold.base import clock
    from ninefold.evidence.months import Month
    from ninefold.ops.cli.common import home_called, viewer_of
    from ninefold.reports import month, typeset
    from ninefold.reports.blocks import as_data

    try:
        chosen = Month.read(arguments.month)
    except ValueError as problem:
        raise SystemExit(str(problem)) from None
    viewer = viewer_of(home_called(arguments.home), clock.now())
    report = month.report(viewer, chosen, initials=arguments.initials)
    if arguments.json:
        json.dump(as_data(report), sys.stdout, indent=2, ensure_ascii=False)
        print()
    if arguments.pdf:
        write(arguments.pdf, typeset.pdf(report))
    return 0


def write(path: Path, content: bytes) -> None:
    """The file, or an end of the command with a sentence."""
    try:
        path.write_bytes(content)
    except OSError as problem:
        raise SystemExit(f"{path} could not be written: {problem.strerror}.") from None
    print(f"{path}: {len(content):,} bytes", file=sys.stderr)
