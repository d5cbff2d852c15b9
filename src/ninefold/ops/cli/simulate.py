"""``ninefold simulate``: invented homes, or a written fortnight, in the database of NINEFOLD_DATA."""

import argparse
from datetime import date
from pathlib import Path

from ninefold.base import clock
from ninefold.ops import demo
from ninefold.ops.command import needs_django


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The command and its options."""
    parser = subparsers.add_parser(
        "simulate", help="fill an empty database with invented homes, or replay a written fortnight"
    )
    parser.add_argument("--homes", type=int, default=demo.HOMES, help="how many homes (1 to 6, default 3)")
    parser.add_argument("--children", type=int, help="how many children in all (default: four in each home)")
    length = parser.add_mutually_exclusive_group()
    length.add_argument("--months", type=int, default=demo.MONTHS, help="how many months of life (default 18)")
    length.add_argument("--years", type=int, help="how many years instead")
    parser.add_argument("--until", type=date.fromisoformat, metavar="DATE", help="the last day (default: up to now)")
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same homes (default 1)")
    parser.add_argument(
        "--entries", type=int, default=0, help="about how many entries in each home, when more are wanted"
    )
    parser.add_argument(
        "--fortnight", type=Path, metavar="FOLDER", help="replay home.yaml and events.yaml of this folder instead"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Build, and say who to sign in as."""
    needs_django()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    people = _story(arguments.fortnight) if arguments.fortnight else _invent(arguments)
    print(demo.greeting(people))
    return 0


def _story(folder: Path) -> list[demo.SignIn]:
    from ninefold.ops.fortnight import StoryError

    try:
        return demo.told(folder)
    except StoryError as problem:
        raise SystemExit(f"Nothing was written. {problem}.") from None


def _invent(arguments: argparse.Namespace) -> list[demo.SignIn]:
    from ninefold.people.models import Home

    _refuse_odd(arguments)
    if Home.objects.exists():
        raise SystemExit("There are homes in this database already. Set NINEFOLD_DATA to an empty folder.")
    until = clock.end_of(arguments.until) if arguments.until else clock.now()
    months = arguments.years * 12 if arguments.years else arguments.months
    children = arguments.children or 4 * arguments.homes
    first = demo.first_day(until, months)
    return demo.invented(arguments.homes, children, first, until, seed=arguments.seed, entries=arguments.entries)


def _refuse_odd(arguments: argparse.Namespace) -> None:
    if not 1 <= arguments.homes <= 6:
        raise SystemExit("--homes should be from 1 to 6.")
    if arguments.children is not None and not 2 * arguments.homes <= arguments.children <= 18:
        raise SystemExit("--children should be at least two for each home, and 18 at most.")
    if min(arguments.months, arguments.years or 1) < 1:
        raise SystemExit("--months and --years should be 1 or more.")
