"""``ninefold doctor``: what this installation lacks, and what to do."""

import argparse

from ninefold.base import clock
from ninefold.ops.command import needs_django

SIGNS = {"well": "ok   ", "look": "look ", "wrong": "WRONG"}


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The command."""
    parser = subparsers.add_parser("doctor", help="what is wrong with this installation, and what to do about it")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print what every check sees. Exit code 1 when anything is wrong."""
    needs_django()
    from ninefold.work import doctor

    symptoms = doctor.look(clock.now())
    for one in symptoms:
        print(f"{SIGNS[one.state]}  {doctor.TITLES[one.check]}{': ' if one.says else ''}{one.says}")
    return 1 if doctor.worst(symptoms) == "wrong" else 0
