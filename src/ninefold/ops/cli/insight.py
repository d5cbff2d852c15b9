"""``ninefold insight``: what does not fit together in the records of a home."""

import argparse
import json

from ninefold.ops.command import needs_django


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The command and its options."""
    parser = subparsers.add_parser("insight", help="what does not fit together in the records of a home")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    checks = commands.add_parser("checks", help="what the checks find, each in a sentence, the most serious first")
    checks.add_argument("--home", required=True, metavar="URN")
    checks.add_argument(
        "--at", metavar="MOMENT", help="such as 2026-10-25T12:00, London time unless it says; now if absent"
    )
    checks.add_argument("--all", action="store_true", help="what has been explained or given to somebody as well")
    checks.add_argument("--json", action="store_true", help="print JSON instead of lines")
    checks.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Prints every finding that waits for an answer, as a registered manager would see it."""
    needs_django()
    from dataclasses import asdict

    from ninefold.base import clock
    from ninefold.insight.checks.answers import standing
    from ninefold.insight.checks.gather import gather
    from ninefold.insight.checks.run import look_again
    from ninefold.ops.cli.common import home_called, moment, viewer_of

    viewer = viewer_of(home_called(arguments.home), moment(arguments.at) if arguments.at else clock.now())
    found = [one for one in standing(viewer, look_again(gather(viewer))) if one.waits or arguments.all]
    if arguments.json:
        rows = [asdict(one.finding) | {"digest": one.finding.digest, "state": one.state} for one in found]
        print(json.dumps(rows, indent=2, ensure_ascii=False))
        return 0
    for one in found:
        print(f"{one.state:<9} {one.finding.check:<28} {one.finding.sentence}")
    return 0
