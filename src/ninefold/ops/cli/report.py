"""``ninefold report``: a report of a home over a period, as files or as its blocks."""

import argparse
import json
import sys
from datetime import date
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
    parser.add_argument(
        "--from", dest="first", metavar="DAY", type=date.fromisoformat, help="the first day, such as 2026-05-01"
    )
    parser.add_argument("--to", dest="last", metavar="DAY", type=date.fromisoformat, help="the last day, with that day")
    parser.add_argument("--pdf", metavar="FILE", type=Path, help="write it as PDF")
    parser.add_argument("--docx", "--word", dest="word", metavar="FILE", type=Path, help="write it as a Word file")
    parser.add_argument("--xlsx", "--excel", dest="excel", metavar="FILE", type=Path, help="write it as a workbook")
    parser.add_argument(
        "--json",
        metavar="FILE",
        type=Path,
        nargs="?",
        const=Path("-"),
        help="write its blocks, and every figure with the entries behind it, as JSON; printed without a file",
    )
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
    from ninefold.reports.figures import as_counted

    home = home_called(arguments.home)
    viewer = viewer_of(home, clock.now())
    outline = _outline(arguments.outline)
    if (outline.subject == "child") != bool(arguments.child):
        raise SystemExit(
            f"This report is about a {outline.subject}. {'Give' if not arguments.child else 'Leave out'} --child."
        )
    period = _days(outline, arguments.first, arguments.last, viewer) or _period(outline, arguments.period, viewer)
    child = child_called(home, arguments.child).pk if arguments.child else ""
    report = outlines.report(viewer, outline, period, subject=child, initials=arguments.initials)
    if arguments.json:
        told = json.dumps(as_counted(viewer, report), indent=2, ensure_ascii=False)
        if arguments.json == Path("-"):
            print(told)
        else:
            write(arguments.json, told.encode())
    for ending, path in wanted.items():
        write(path, drawings.FILES[ending].draw(report))
    return 0


def _outline(name: str) -> "Outline":
    """The outline of this name, or an end of the command with a sentence."""
    from ninefold import lawbook
    from ninefold.lawbook.problems import unknown
    from ninefold.reports import outlines

    reports = lawbook.current().reports
    outline = outlines.named(lawbook.current(), name)
    if outline is None:
        problem = unknown("report", name, reports)
        raise SystemExit(f"{problem[:1].upper()}{problem[1:]} There are: {', '.join(reports)}.")
    return outline


def _days(outline: "Outline", first: date | None, last: date | None, viewer: "Viewer") -> "Period | None":
    """The days that were asked for; None when none were. Ends the command with a sentence for days that cannot be."""
    from ninefold.base import clock
    from ninefold.reports import outlines
    from ninefold.reports.period import Period

    if first is None and last is None:
        return None
    newest = outlines.periods(viewer, outline)[0]
    first, last = first or newest.first, last or clock.local(viewer.now).date()
    try:
        return Period.read(f"{first.isoformat()}--{last.isoformat()}")
    except ValueError as problem:
        raise SystemExit(str(problem)) from None


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
