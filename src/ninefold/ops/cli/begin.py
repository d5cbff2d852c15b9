"""``ninefold begin``: the link by which the first manager opens their home in the browser, and works once.

With the home's facts as options it is opened here instead, for whoever sets machines up by a script.
"""

import argparse
import getpass
from collections.abc import Callable
from datetime import date
from typing import Any

from ninefold.base import clock
from ninefold.ops.command import needs_django


def _day(written: str) -> date:
    """A day as an option or an answer gives it. Raises argparse's own error, with a sentence."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise argparse.ArgumentTypeError(f"there is no day {written!r}. Write it like 2026-10-24") from None


# What is asked when no option says it: the option, the question, how the answer is read.
ASKED: tuple[tuple[str, str, Callable[[str], Any]], ...] = (
    ("provider", "Who carries the home on (the registered provider)?", str),
    ("home", "What is the home called?", str),
    ("urn", "What is its number at Ofsted (URN)?", str),
    ("registered", "On which day was it registered (YYYY-MM-DD)?", _day),
    ("places", "How many children may live there?", int),
    ("age_from", "From what age?", int),
    ("age_to", "To what age?", int),
    ("authority", "In which local authority's area does it stand?", str),
    ("name", "What is the registered manager's name?", str),
    ("started", "When did they start there (YYYY-MM-DD)?", _day),
    ("username", "What will they sign in as?", str),
)


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The command; every question can be answered by an option."""
    parser = subparsers.add_parser(
        "begin", help="make the first home of a real installation, with its manager's account"
    )
    for name, question, read in ASKED:
        parser.add_argument("--" + name.replace("_", "-"), type=read, help=question)
    parser.add_argument("--address", help="At which address will it be served (https://...)?")
    parser.add_argument(
        "--role", default="registered-manager", choices=["registered-manager", "responsible-individual"]
    )
    parser.add_argument("--password", help="their password (asked for, and not shown, if left out)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Ask what is missing, and open the home."""
    needs_django()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    if not (arguments.home or arguments.urn):
        return _link(arguments)
    told = {name: getattr(arguments, name) or _ask(question, read) for name, question, read in ASKED}
    password = arguments.password or getpass.getpass("A password for them (12 characters or more): ")
    _refuse(told, password)
    username = _open(told, arguments.role, password)
    print(f"{told['home']} is open. Start it with: ninefold serve. {told['name']} signs in as {username}.")
    return 0


def _link(arguments: argparse.Namespace) -> int:
    """Ask for the least, and print the link."""
    from ninefold.movein import opening

    provider = arguments.provider or _ask(ASKED[0][1], str)
    name = arguments.name or _ask("What is the name of its first manager?", str)
    address = (arguments.address or _ask("At which address will it be served (https://...)?", _address)).rstrip("/")
    secret = opening.make(provider=provider, name=name, role=arguments.role, now=clock.now())
    print(f"Start it with: ninefold serve. Then {name} opens this link, which works once and for a week:")
    print(f"{_address(address)}/begin/{secret}/")
    return 0


def _address(written: str) -> str:
    """An address with its scheme."""
    return written if written.startswith(("http://", "https://")) else f"https://{written}"


def _ask(question: str, read: Callable[[str], Any]) -> Any:
    while True:
        answer = input(question + " ").strip()
        try:
            if answer:
                return read(answer)
        except (ValueError, argparse.ArgumentTypeError):
            print("That cannot be read. Please try again.")


def _refuse(told: dict[str, Any], password: str) -> None:
    from ninefold.ops import accounts
    from ninefold.people.models import Account, Home

    if Home.objects.filter(urn=told["urn"]).exists():
        raise SystemExit(f"There is a home with the URN {told['urn']} already.")
    if Account.objects.filter(username=told["username"]).exists():
        raise SystemExit(f"Somebody signs in as {told['username']} already.")
    # What a guesser will know of them, though neither account nor home is there yet.
    known = " ".join(str(told[word]) for word in ("username", "name", "home", "provider") if word in told)
    weak = accounts.weakness(password, Account(username=known))
    if weak:
        raise SystemExit(weak)


def _open(told: dict[str, Any], role: str, password: str) -> str:
    from django.db import transaction

    from ninefold.ops import accounts, founding
    from ninefold.people.models import Worker

    managed = told["started"] if role == "registered-manager" else None
    leader = founding.Leader(name=told["name"], role=role, started_on=told["started"], first_managed_on=managed)
    with transaction.atomic():
        _, hand = founding.open_home(
            provider=told["provider"],
            urn=told["urn"],
            name=told["home"],
            registered_on=told["registered"],
            places=told["places"],
            ages=(told["age_from"], told["age_to"]),
            host_authority=told["authority"],
            leader=leader,
            at=clock.now(),
        )
        return accounts.give(Worker.objects.get(pk=hand.ref["who"]), password, told["username"]).username
