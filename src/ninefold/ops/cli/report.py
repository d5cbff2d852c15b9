"""``ninefold report``: a report of a home over a period, as files or as its blocks."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ninefold.ops.command import needs_django

if TYPE_CHECKING:
    from ninefold.lawbook.outlines import Outline
    from ninefold.people.access import Viewer
    from ninefold.reports.period import Period

FILES = {"pdf": "pdf", "word": "docx", "excel": "xlsx"}


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The command and its options."""
    parser = subparsers.add_parser("report", help="write a report as PDF, Word file, workbook or JSON")
    parser.add_argument("outline", metavar="REPORT", help="such as month; 'ninefold library list reports' names them")
    parser.add_argument("--home", required=True, metavar="URN")
    parser.add_argument(
        "--period",
        "--month",
        metavar="PERIOD",
        help="such as 2026-10, or 2026-05-01--2026-10-31; the newest without it",
    )
    parser.add_argument("--child", metavar="NAME", help="the child, for a report about one")
    parser.add_argument("--pdf", metavar="FILE", type=Path, help="write it as PDF")
    parser.add_argument("--word", metavar="FILE", type=Path, help="write it as a Word file")
    parser.add_argument("--excel", metavar="FILE", type=Path, help="write it as a workbook")
    parser.add_argument("--json", action="store_true", help="print its blocks as JSON")
    parser.add_argument("--initials", action="store_true", help="name nobody, for what leaves the home")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Writes the report."""
    wanted = {ending: getattr(arguments, name) for name, ending in FILES.items() if getattr(arguments, name)}
    if not (wanted or arguments.json):
        raise SystemExit("Say what to make: --pdf FILE, --word FILE, --excel FILE or --json.")
    needs_django()
    from ninefold.base import clock
    from ninefold.ops.cli.common import child_called, home_called, viewer_of
    from ninefold.reports import drawings, outlines
    from ninefold.reports.blocks import as_data

    home = home_called(arguments.home)
    viewer = viewer_of(home, clock.now())
    outline = _outline(arguments.outline)
    if (outline.subject == "child") != bool(arguments.child):
        raise SystemExit(
            f"This report is about a {outline.subject}. {'Give' if not arguments.child else 'Leave out'} --child."
        )
    period = _period(outline, arguments.period, viewer)
    child = child_called(home, arguments.child).pk if arguments.child else ""
    report = outlines.report(viewer, outline, period, subject=child, initials=arguments.initials)
    if arguments.json:
        json.dump(as_data(report), sys.stdout, indent=2, ensure_ascii=False)
        print()
    for ending, path in wanted.items():
        write(path, drawings.FILES[ending].draw(report))
    return 0


def _outline(name: str) -> "Outline":
    """The outline of this name, or an end of the command with a sentence."""
    from ninefold import lawbook
    from ninefold.lawbook.problems import unknown

    reports = lawbook.current().reports
    if name not in reports:
        problem = unknown("report", name, reports)
        raise SystemExit(f"{problem[:1].upper()}{problem[1:]} There are: {', '.join(reports)}.")
    return reports[name]


def _period(outline: "Outline", written: str | None, viewer: "Viewer") -> "Period":
    """The period that was written, or the newest; or an end of the command with a sentence."""
    from ninefold.reports import outlines
    from ninefold.reports.period import Period

    if written is None:
        return outlines.periods(viewer, outline)[0]
    try:
        period = Period.read(written)
    except ValueError as problem:
        raise SystemExit(str(problem)) from None
    if not outlines.fits(outline, period):
        newest = outlines.periods(viewer, outline)[0]
        raise SystemExit(f"'{outline.id}' is a report of a period of {outline.period}, such as {newest}.")
    return period


def write(path: Path, content: bytes) -> None:
    """The file, or an end of the command with a sentence."""
    try:
        path.write_bytes(content)
    except OSError as problem:
        raise SystemExit(f"{path} could not be written: {problem.strerror}.") from None
    print(f"{path}: {len(content):,} bytes", file=sys.stderr)
