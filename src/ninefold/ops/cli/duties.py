"""``ninefold duties``: what a home owed, met or missed at a moment, and why."""

import argparse
import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ninefold.ops.command import needs_django

if TYPE_CHECKING:
    from ninefold.duties.obligation import Obligation
    from ninefold.people.models import Home


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The command and its options."""
    parser = subparsers.add_parser("duties", help="what a home owed, met or missed at a moment, and why")
    parser.add_argument("--home", required=True, metavar="URN")
    parser.add_argument(
        "--at", metavar="MOMENT", help="such as 2026-10-25T12:00, London time unless it says; now if absent"
    )
    parser.add_argument("--json", action="store_true", help="print JSON instead of lines")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Prints every obligation as the engine says it, from what was known at that moment."""
    needs_django()
    from ninefold import lawbook
    from ninefold.base import clock
    from ninefold.duties import engine, store
    from ninefold.ops.cli.common import home_called, moment

    at = moment(arguments.at) if arguments.at else clock.now()
    home = home_called(arguments.home)
    found = engine.obligations(lawbook.current(), store.facts_at(home, at), at)
    rows = as_json(found, home, at)
    if arguments.json:
        print(json.dumps(rows, indent=2, ensure_ascii=False))
        return 0
    for row in rows:
        print(f"{row['state']:<8} {row['due_at'][:16]:<17} {row['subject_name']:<16} {row['title']} ({row['cite']})")
    return 0


def as_json(found: "list[Obligation]", home: "Home", at: datetime) -> list[dict[str, Any]]:
    """Each obligation as an object of plain values, with moments in London time and their offset."""
    from ninefold import lawbook
    from ninefold.duties.reopening import duties_by_id
    from ninefold.ops.cli.common import viewer_of
    from ninefold.people.queries import subject_names

    duties = duties_by_id(lawbook.current())
    names = subject_names(viewer_of(home, at), (one.subject for one in found))
    return [
        {
            "duty": one.duty,
            "title": duties[one.duty].title,
            "cite": duties[one.duty].cite,
            "source": duties[one.duty].source,
            "weight": duties[one.duty].weight,
            "subject": one.subject,
            "subject_name": names.get(one.subject, ""),
            "text": one.text,
            "started_by": one.started_by,
            "opened_at": _local(one.opened_at),
            "due_at": _local(one.due_at),
            "target": one.target,
            "state": one.state(at),
            "met_at": _local(one.met_at),
            "why": one.why,
        }
        for one in found
    ]


def _local(moment: datetime | None) -> str | None:
    from ninefold.base import clock

    return clock.local(moment).isoformat() if moment else None
