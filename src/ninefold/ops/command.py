"""The command line: ``ninefold`` and its subcommands, each in a module of its own under ``ops/cli``.

A module there has ``add(subparsers)``, which describes its commands and sets ``run`` to a function of the parsed
arguments; what ``run`` returns is the exit code (None is 0). Modules are imported only for the command that was asked
for, and start Django only through ``needs_django``, so that checking a library is quick and needs no database.
"""

import argparse
import importlib
import os
import sys
from typing import NoReturn

from ninefold import __version__
from ninefold.lawbook.problems import LibraryError, nearest

# In the order that help shows them: the command, its module under ops/cli, what it is for.
COMMANDS: tuple[tuple[str, str, str], ...] = (
    ("demo", "demo", "build an invented provider with eighteen months of life, and serve it"),
    ("serve", "demo", "serve this installation"),
    ("begin", "begin", "make the first home of a real installation, with its manager's account"),
    ("import", "bring", "read the spreadsheets that a home brings along: show what would be made of each row"),
    ("account", "account", "add an account for a worker, change a password, or list who may sign in"),
    ("role", "role", "give or end a role in a home, or list who holds one: the way back when no leader is left"),
    ("simulate", "simulate", "fill an empty database with invented homes, or replay a written fortnight"),
    ("library", "library", "check, list, show and compare the library of records, duties and standards"),
    ("ledger", "ledger", "export, verify and seal the ledger of a home"),
    ("backup", "backup", "make an encrypted backup, or open one again to prove that it is whole"),
    ("key", "backup", "make the key that opens backups, and show it this once"),
    ("restore", "backup", "put a backup back on an empty machine"),
    ("take-out", "take_out", "everything of a home or a child as pages, tables, JSON and files"),
    ("work", "work", "what is done by itself at night: list it, or do one job now"),
    ("doctor", "doctor", "what is wrong with this installation, and what to do about it"),
    ("rebuild", "ledger", "make everything that is derived from the ledger again"),
    ("duties", "duties", "what a home owed, met or missed at a moment, and why"),
    ("evidence", "evidence", "which records show which paragraph of the standards in a month"),
    ("insight", "insight", "what does not fit together in the records of a home"),
    ("report", "report", "write a report, on the page or as PDF"),
    ("sector", "sector", "follow homes over the years in Ofsted's published inspection data"),
    ("bench", "bench", "measure the speed of pages, appends, duties and reports"),
)


def main(argv: list[str] | None = None) -> int:
    """Runs one command and gives its exit code: 0 done, 1 something is wrong, 2 the command was not understood."""
    words = sys.argv[1:] if argv is None else argv
    if words and words[0] == "django":
        return _django(words[1:])
    parser: argparse.ArgumentParser = _Parser(
        prog="ninefold", description="Runs a children's home to the nine quality standards."
    )
    parser.add_argument("--version", action="store_true", help="show the program's version number and exit")
    subparsers = parser.add_subparsers(title="commands", metavar="COMMAND", dest="command")
    _fill(subparsers, words[0] if words else "")
    arguments = parser.parse_args(words)
    if arguments.version:
        print(f"ninefold {__version__}")
        return 0
    if not arguments.command:
        parser.print_help()
        return 0
    return _run(arguments)


def needs_django() -> None:
    """Makes the database and the rest of Django ready. Called by the commands that need them, and only by those."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ninefold.settings")
    import django

    _close()
    django.setup()


def _close() -> None:
    """What this process writes is for its owner only, and so is what lies there already."""
    from django.conf import settings

    from ninefold.base import private

    private.close(settings.DATA)


class _Parser(argparse.ArgumentParser):
    """An argument parser that says in a sentence what it did not understand."""

    def error(self, message: str) -> NoReturn:
        print(f"{message[:1].upper()}{message[1:]}.\nTry: {self.prog} --help", file=sys.stderr)
        raise SystemExit(2)


def _fill(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]", wanted: str) -> None:
    """Describes every command, and loads the module of the one that is wanted."""
    modules = {name: module for name, module, _ in COMMANDS}
    if wanted and not wanted.startswith("-") and wanted not in modules:
        print(_no_command(wanted, [*modules, "django"]), file=sys.stderr)
        raise SystemExit(2)
    chosen = modules.get(wanted, "")
    if chosen:
        importlib.import_module(f"ninefold.ops.cli.{chosen}").add(subparsers)
    for name, module, summary in COMMANDS:
        if module != chosen:
            subparsers.add_parser(name, help=summary)
    subparsers.add_parser("django", help="pass the rest to Django's own commands (migrate, shell and so on)")


def _no_command(wanted: str, names: list[str]) -> str:
    offer = nearest(wanted, names) or f" There are: {', '.join(names)}."
    return f"There is no command '{wanted}'.{offer}"


def _run(arguments: argparse.Namespace) -> int:
    """Runs what the command set. A closed pipe (``| head``) or Ctrl-C ends it quietly; an unsound library is told."""
    try:
        return arguments.run(arguments) or 0
    except LibraryError as error:
        count = len(error.problems)
        print(f"{error}\n{count} {'thing' if count == 1 else 'things'} to put right.")
        return 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    except Exception as problem:
        if not _without_tables(problem):
            raise
        print("There is no home here yet. Make the first one with: ninefold begin", file=sys.stderr)
        return 1


def _without_tables(problem: Exception) -> bool:
    """Whether ``problem`` is that nothing was ever set up in this database."""
    from django.db import OperationalError, ProgrammingError

    told = str(problem)
    return isinstance(problem, OperationalError | ProgrammingError) and (
        "no such table" in told or ("relation" in told and "does not exist" in told)
    )


def _django(words: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ninefold.settings")
    _close()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["ninefold django", *words])
    return 0
