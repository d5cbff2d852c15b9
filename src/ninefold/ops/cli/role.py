"""``ninefold role``: who holds which role in a home, and the way back when nobody is left who may give one."""

import argparse
from datetime import datetime
from typing import Any

from ninefold.base import clock
from ninefold.ops.command import needs_django


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The command with its three verbs."""
    parser = subparsers.add_parser("role", help="give or end a role in a home, or list who holds one")
    verbs = parser.add_subparsers(title="what to do", metavar="VERB", required=True)
    give = verbs.add_parser("give", help="give somebody a role: signed as the administrator of this machine")
    give.add_argument("role", help="for instance responsible-individual")
    give.set_defaults(run=run_give)
    end = verbs.add_parser("end", help="end the role that somebody has: signed as the administrator of this machine")
    end.set_defaults(run=run_end)
    show = verbs.add_parser("list", help="who holds which role")
    show.set_defaults(run=run_list)
    for verb in (give, end):
        verb.add_argument("--worker", required=True, help="the worker's name or id; a new name makes them known")
    for verb in (give, end, show):
        verb.add_argument("--home", required=True, metavar="URN", help="the home")


def run_give(arguments: argparse.Namespace) -> int:
    """Give a role."""
    needs_django()
    from ninefold import lawbook
    from ninefold.people import powers

    may = sorted(powers.given_by(powers.MACHINE))
    if arguments.role not in may:
        raise SystemExit(f"There is no role {arguments.role!r} to give. There are: {', '.join(may)}.")
    told = _signed(arguments, "role-given", {"role": arguments.role}, makes_known=True)
    title = lawbook.current().words.roles[arguments.role].lower()
    print(f"{told} is {title} from now. The entry names the administrator of this machine as who signed it.")
    return 0


def run_end(arguments: argparse.Namespace) -> int:
    """End a role."""
    needs_django()
    told = _signed(arguments, "role-ended", {}, makes_known=False)
    print(f"{told} has no role here from now. The entry names the administrator of this machine as who signed it.")
    return 0


def run_list(arguments: argparse.Namespace) -> int:
    """Print who holds a role now, those who lead the home first."""
    needs_django()
    from ninefold import lawbook
    from ninefold.ops.cli.common import home_called
    from ninefold.people.access import held
    from ninefold.people.models import Role

    home = home_called(arguments.home)
    words = lawbook.current().words
    now = Role.objects.filter(held(clock.now()), home=home).select_related("worker")
    for one in sorted(now, key=lambda role: (-words.powers[role.name].rank, role.worker.name)):
        print(
            f"{words.roles[one.name]:<24} {one.worker.name:<24} since {clock.local(one.from_at):%d.%m.%Y}  {one.worker_id}"
        )
    if not any(words.powers[one.name].leads for one in now):
        print("Nobody leads this home. Give a role: ninefold role give responsible-individual --home URN --worker NAME")
    return 0


def _signed(arguments: argparse.Namespace, type: str, content: dict[str, Any], *, makes_known: bool) -> str:
    """Sign an entry about the worker, and give who it is about. Ends the command with a sentence when it is refused."""
    from functools import partial

    from django.db import transaction

    from ninefold.ledger import actions
    from ninefold.ledger.content import Refused
    from ninefold.ops.cli.common import home_called
    from ninefold.ops.founding import MACHINE
    from ninefold.ops.pen import Pen

    home, at = home_called(arguments.home), clock.now()
    pen = Pen(partial(actions.append, home))
    try:
        with transaction.atomic():
            who = _worker(pen, home, arguments.worker, at, makes_known)
            entry = pen.write(type, content, by=MACHINE, at=at, written=at, about=[who])
    except Refused as refused:
        raise SystemExit(" ".join(refused.errors.values())) from None
    print(f"Signed in {home.name}, entry {entry.seq}: {entry.id}")
    return who["name"]


def _worker(pen: Any, home: Any, called: str, at: datetime, makes_known: bool) -> dict[str, str]:
    from ninefold.base import ids
    from ninefold.ops.founding import MACHINE
    from ninefold.people.models import Worker

    here = Worker.objects.filter(provider=home.provider_id)
    found = list(here.filter(pk=called) or here.filter(name__iexact=called))
    if len(found) > 1:
        raise SystemExit(f"{len(found)} workers are called {called}. Give the worker's id: ninefold role list.")
    if found:
        return {"who": found[0].pk, "kind": "worker", "name": found[0].name}
    if not makes_known:
        raise SystemExit(f"No worker is called {called}.")
    new = {"who": ids.new(at), "kind": "worker", "name": called}
    pen.write("worker-known", {"name": called}, by=MACHINE, at=at, written=at, about=[new])
    return new
