"""``ninefold ledger export | verify | seal`` and ``ninefold rebuild``."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tqdm import tqdm

from ninefold.base import clock, english
from ninefold.ops.command import needs_django

if TYPE_CHECKING:
    from ninefold.ledger.verify import Fault, Tally
    from ninefold.people.models import Home
    from ninefold.work.soundness import UnsoundPart

MOST_SHOWN = 200


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describes the commands."""
    ledger = subparsers.add_parser("ledger", help="export, verify and seal the ledger of a home")
    commands = ledger.add_subparsers(title="commands", metavar="COMMAND", required=True)
    export = commands.add_parser("export", help="write a home's ledger as JSON Lines (docs/ledger-format.md)")
    export.add_argument("--home", required=True, metavar="URN")
    export.add_argument("--out", required=True, type=Path, metavar="FILE")
    export.add_argument(
        "--files", type=Path, metavar="FOLDER", help="write the files that its records hold there as well, by SHA-256"
    )
    export.set_defaults(run=_export)
    verify = commands.add_parser("verify", help="check an exported file, or the whole database, entry by entry")
    verify.add_argument("file", nargs="?", type=Path, metavar="FILE")
    verify.add_argument(
        "--seals", type=Path, metavar="FILE", help="a file of seals (seals/URN.jsonl) that must hold as well"
    )
    verify.set_defaults(run=_verify)
    seal = commands.add_parser("seal", help="seal every home's ledger as it stands and tell the witnesses")
    seal.set_defaults(run=_seal)
    rebuild = subparsers.add_parser("rebuild", help="make everything that is derived from the ledger again")
    rebuild.add_argument("--home", metavar="URN", help="only this home")
    rebuild.add_argument(
        "--behind",
        action="store_true",
        help="only homes that were last derived by another library than the one in force",
    )
    rebuild.add_argument(
        "--without-missing-types",
        action="store_true",
        help="also when the library no longer has types that something was signed as",
    )
    rebuild.set_defaults(run=_rebuild)


def _homes(urn: str | None = None) -> "list[Home]":
    """All homes, or the one with this URN. Ends the command with a sentence when there is none."""
    from ninefold.people.models import Home

    found = list(Home.objects.filter(urn=urn) if urn else Home.objects.order_by("urn"))
    if not found:
        raise SystemExit(f"There is no home with the URN {urn} here." if urn else "There is no home here yet.")
    return found


def _export(arguments: argparse.Namespace) -> int:
    needs_django()
    from ninefold.ledger import export

    (home,) = _homes(arguments.home)
    try:
        count = export.write(home, arguments.out)
        files, lost = export.write_files(home, arguments.files) if arguments.files else (0, [])
    except OSError as problem:
        print(f"{arguments.out} cannot be written: {problem.strerror}.", file=sys.stderr)
        return 1
    print(f"{count:,} entries of {home.name} written to {arguments.out}.")
    if arguments.files:
        print(f"{files:,} files written to {arguments.files}.")
    else:
        print("The files that records hold are not in it: add --files FOLDER for them.")
    for sha in lost:
        print(f"The file {sha} is not on this machine.", file=sys.stderr)
    return 1 if lost else 0


def _verify(arguments: argparse.Namespace) -> int:
    needs_django()
    from ninefold.ledger.verify import Tally

    tally = Tally()
    try:
        findings = list(_findings(arguments, tally))
    except OSError as problem:
        print(f"{problem.filename} cannot be read: {problem.strerror}.", file=sys.stderr)
        return 1
    except ValueError as problem:
        print(problem, file=sys.stderr)
        return 1
    for finding in findings[:MOST_SHOWN]:
        print(finding)
    if len(findings) > MOST_SHOWN:
        print(f"... and {len(findings) - MOST_SHOWN:,} more.")
    for home, (seq, hash) in sorted(tally.heads.items()):
        print(f"{home}: read to entry {seq:,}, hash {hash}")
    for sentence in _what_to_do(findings):
        print(sentence)
    print(_verdict(tally, len(findings)))
    return 1 if findings else 0


def _what_to_do(findings: "list[Fault | UnsoundPart]") -> list[str]:
    from ninefold.work.soundness import UnsoundPart, advice

    return advice([one for one in findings if isinstance(one, UnsoundPart)])


def _verdict(tally: "Tally", wrong: int) -> str:
    gone = f" The content of {tally.destroyed:,} has been destroyed; their hashes hold." if tally.destroyed else ""
    if wrong:
        return f"{tally.entries:,} entries read, {wrong:,} things wrong.{gone}"
    return f"{tally.entries:,} entries read, nothing wrong.{gone}"


def _findings(arguments: argparse.Namespace, tally: "Tally") -> "Iterator[Fault | UnsoundPart]":
    """What is wrong with the file, or with all that is here, each home against its own seals and heads as well."""
    from ninefold.ledger import export
    from ninefold.ledger.verify import check
    from ninefold.work import soundness

    witnessed = _seals_in(arguments.seals) if arguments.seals else {}
    if arguments.file:
        yield from check(export.read(arguments.file), tally, witnessed)
        return
    _homes()

    def seals_of(home: "Home") -> dict[tuple[str, int], str]:
        own = {place: hash for place, hash in witnessed.items() if place[0] == home.urn}
        return export.seals(home) | _seals_beside(home) | own

    yield from soundness.findings(clock.now(), tally, shown=_shown, seals_of=seals_of)


def _shown(lines: "Iterator[dict[str, Any]]", home: "Home") -> "Iterator[dict[str, Any]]":
    return iter(tqdm(lines, desc=home.name, unit=" entries", disable=not sys.stderr.isatty(), leave=False))


def _seals_in(file: Path) -> dict[tuple[str, int], str]:
    from ninefold.ledger import export

    return {(line["home"], line["seq"]): line["hash"] for line in export.read(file)}


def _seals_beside(home: "Home") -> dict[tuple[str, int], str]:
    """The seals kept in a file beside the database: what somebody with the database alone cannot change."""
    from django.conf import settings

    file = settings.DATA / "seals" / f"{home.urn}.jsonl"
    return _seals_in(file) if file.exists() else {}


def _seal(arguments: argparse.Namespace) -> int:
    needs_django()
    from ninefold.ledger import rows
    from ninefold.ledger.seal import seal
    from ninefold.work.post.outbox import seal_letter

    rows.settle()  # every night, because tables fill
    for home in _homes():
        made = seal(home, clock.now(), seal_letter)
        if made is None:
            print(f"{home.name}: nothing was added since the last seal.")
        else:
            print(
                f"{home.name}: sealed {made.seq:,} entries, {made.hash}. Told: {made.told or 'nobody has an address yet'}."
            )
    return 0


def _rebuild(arguments: argparse.Namespace) -> int:
    needs_django()
    from ninefold.ledger import kept_types
    from ninefold.ledger.models import Chain
    from ninefold.ledger.rebuild import rebuild
    from ninefold.ops.following import sentence

    if not arguments.without_missing_types and (lacking := kept_types.lacking()):
        print(sentence(lacking), file=sys.stderr)
        return 1
    if arguments.behind:
        from ninefold.work import anew

        print(f"{english.counted(anew.work_out(), 'home')} made again.")
        return 0
    for home in _homes(arguments.home):
        head = Chain.objects.filter(home=home).first()
        with tqdm(
            total=head.seq if head else 0, desc=home.name, unit=" entries", disable=not sys.stderr.isatty()
        ) as bar:
            count = rebuild(home, bar.update)
        print(f"{home.name}: made again from {count:,} entries.")
    return 0
