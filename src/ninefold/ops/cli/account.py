"""``ninefold account``: who may sign in."""

import argparse
import getpass
from typing import TYPE_CHECKING

from ninefold.base.letters import plainly
from ninefold.ops.command import needs_django

if TYPE_CHECKING:
    from ninefold.people.models import Account


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The command with its three verbs."""
    parser = subparsers.add_parser(
        "account", help="add an account for a worker, change a password, or list who may sign in"
    )
    verbs = parser.add_subparsers(title="what to do", metavar="VERB", required=True)
    new = verbs.add_parser("add", help="an account for somebody who works here, or who commissions for an authority")
    whose = new.add_mutually_exclusive_group(required=True)
    whose.add_argument("--worker", default="", help="the worker's name, or id")
    whose.add_argument("--commissioner", default="", metavar="AUTHORITY", help="the authority they commission for")
    new.add_argument("--username", default="", help="what they sign in as (default: the worker's first name)")
    new.add_argument("--password", help="asked for, and not shown, if left out")
    new.set_defaults(run=run_add)
    change = verbs.add_parser("password", help="a new password")
    change.add_argument("username")
    change.add_argument("--password", help="asked for, and not shown, if left out")
    change.set_defaults(run=run_password)
    verbs.add_parser("list", help="who may sign in").set_defaults(run=run_list)


def run_add(arguments: argparse.Namespace) -> int:
    """Make an account."""
    needs_django()
    from ninefold.people.models import Account

    if arguments.username and Account.objects.filter(plain_name=plainly(arguments.username)).exists():
        raise SystemExit(f"Somebody signs in as {arguments.username} already.")
    return _add_commissioner(arguments) if arguments.commissioner else _add_worker(arguments)


def _add_commissioner(arguments: argparse.Namespace) -> int:
    """A commissioner works in no home, and reads what is published about all of them."""
    from ninefold.ops import accounts
    from ninefold.people.models import Account

    if not arguments.username:
        raise SystemExit("Say what the commissioner signs in as: --username NAME.")
    authority = arguments.commissioner.strip()
    new = Account(username=arguments.username, commissions_for=authority)
    accounts.commissioner(authority, _password(arguments.password, new), arguments.username)
    print(f"{arguments.username} signs in as a commissioner for {authority}.")
    return 0


def _add_worker(arguments: argparse.Namespace) -> int:
    from ninefold.ops import accounts
    from ninefold.people.models import Account, Worker

    found = list(Worker.objects.filter(pk=arguments.worker) or Worker.objects.filter(name__iexact=arguments.worker))
    if len(found) != 1:
        raise SystemExit(
            f"{len(found) or 'No'} workers are called {arguments.worker}. Managers add workers in their room."
        )
    if Account.objects.filter(person=found[0]).exists():
        raise SystemExit(f"{found[0].name} has an account already: {found[0].account.username}.")
    new = Account(username=arguments.username or accounts.free_username(found[0].name), person=found[0])
    made = accounts.give(found[0], _password(arguments.password, new), arguments.username)
    print(f"{found[0].name} signs in as {made.username}.")
    return 0


def run_password(arguments: argparse.Namespace) -> int:
    """Change a password."""
    needs_django()
    from ninefold.people.models import Account

    account = Account.objects.filter(username=arguments.username).first()
    if account is None:
        raise SystemExit(f"Nobody signs in as {arguments.username}.")
    account.set_password(_password(arguments.password, account))
    account.save(update_fields=["password"])
    print(f"The password of {account.username} is changed.")
    return 0


def run_list(arguments: argparse.Namespace) -> int:
    """Print who may sign in."""
    needs_django()
    from ninefold.people.models import Account

    for account in Account.objects.select_related("person").order_by("username"):
        whose = account.person.name if account.person else f"commissioner for {account.commissions_for}"
        print(f"{account.username:<16} {whose if account.person or account.commissions_for else '-'}")
    return 0


def _password(told: str | None, account: "Account") -> str:
    from ninefold.ops import accounts

    password = told or getpass.getpass("Password (12 characters or more): ")
    weak = accounts.weakness(password, account)
    if weak:
        raise SystemExit(weak)
    return password
