"""``ninefold evidence``: which records show which paragraph of the standards in a month."""

import argparse
import json
from typing import Any

from ninefold.ops.command import needs_django


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The command and its options."""
    parser = subparsers.add_parser("evidence", help="which records show which paragraph of the standards in a month")
    parser.add_argument("--home", required=True, metavar="URN")
    parser.add_argument("--month", required=True, metavar="YYYY-MM")
    parser.add_argument("--child", metavar="NAME", help="only the records about this child (name or id)")
    parser.add_argument("--json", action="store_true", help="print JSON instead of lines")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Prints every paragraph as it stands at the month's end."""
    needs_django()
    from ninefold.base import clock
    from ninefold.evidence import queries
    from ninefold.evidence.months import Month
    from ninefold.ops.cli.common import child_called, home_called, viewer_of

    try:
        month = Month.read(arguments.month)
    except ValueError as problem:
        raise SystemExit(str(problem)) from None
    home = home_called(arguments.home)
    viewer = viewer_of(home, clock.now())
    child = child_called(home, arguments.child) if arguments.child else None
    found = queries.of_child(viewer, child.id, month) if child else queries.of_home(viewer, month)
    rows = [as_json(one) for one in found]
    if arguments.json:
        told = {"home": home.urn, "month": str(month), "child": child.name if child else None, "paragraphs": rows}
        print(json.dumps(told, indent=2, ensure_ascii=False))
        return 0
    for row in rows:
        print(
            f"{row['ref']:<18} {row['state']:<9} {row['direct']:>4} {row['records']:>4} {row['voiced']:>4}  {row['newest'] or '-':<10}  {row['text']}"
        )
    return 0


def as_json(evidence: Any) -> dict[str, Any]:
    """One paragraph's evidence as an object of plain values."""
    from dataclasses import asdict

    return {**asdict(evidence), "newest": evidence.newest.isoformat() if evidence.newest else None}
