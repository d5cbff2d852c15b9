"""``ninefold bench``: builds simulated homes in databases of their own and measures them."""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from ninefold.base import clock
from ninefold.ops.command import needs_django

ENTRIES_A_YEAR = 12_000


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describes the command."""
    bench = subparsers.add_parser("bench", help="measure the speed of pages, appends, duties and reports")
    bench.add_argument(
        "--years", type=int, nargs="+", default=[1, 10], help="how old the homes are (default: 1 and 10)"
    )
    bench.add_argument(
        "--postgres", metavar="URL", default=os.environ.get("NINEFOLD_TEST_POSTGRES", ""), help="measure there as well"
    )
    bench.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the databases here and use them again")
    bench.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    bench.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    if arguments.measure:
        return _measure()
    from ninefold.ops.bench.table import markdown
    from ninefold.ops.bench.timing import Timing

    with tempfile.TemporaryDirectory() as scratch:
        folder = arguments.keep or Path(scratch)
        columns = []
        for title, surroundings in _places(arguments, folder):
            _build(title, surroundings)
            print(f"Measuring: {title}", file=sys.stderr)
            said = _ninefold(["bench", "--measure"], surroundings, capture=True)
            columns.append((title, [Timing(**one) for one in json.loads(said)]))
    print(
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}\n"
    )
    print(markdown(columns))
    return 0


def _places(arguments: argparse.Namespace, folder: Path) -> list[tuple[str, dict[str, str]]]:
    """What is measured: a title, and the environment that names its database."""
    places = []
    for years in arguments.years:
        data = folder / f"years-{years}"
        places.append((f"SQLite, {years} y", {"NINEFOLD_DATA": str(data), "BENCH_YEARS": str(years)}))
        if arguments.postgres:
            server = arguments.postgres.rsplit("/", 1)[0]
            database = f"ninefold_bench_{years}"
            places.append(
                (
                    f"PostgreSQL, {years} y",
                    {
                        "NINEFOLD_DATA": str(folder / f"postgres-{years}"),
                        "NINEFOLD_DATABASE": f"{server}/{database}",
                        "BENCH_SERVER": arguments.postgres,
                        "BENCH_YEARS": str(years),
                    },
                )
            )
    return places


def _build(title: str, surroundings: dict[str, str]) -> None:
    """Simulate the home, unless it was kept from an earlier run."""
    built = Path(surroundings["NINEFOLD_DATA"]) / "built"
    if built.exists():
        return
    if "BENCH_SERVER" in surroundings:
        _fresh_database(surroundings)
    years = int(surroundings["BENCH_YEARS"])
    print(f"Building: {title}", file=sys.stderr)
    _ninefold(["django", "migrate", "--verbosity", "0"], surroundings)
    _ninefold(
        ["simulate", "--homes", "1", "--years", str(years), "--entries", str(years * ENTRIES_A_YEAR)], surroundings
    )
    _ninefold(["django", "collectstatic", "--noinput", "--verbosity", "0"], surroundings)
    built.touch()


def _fresh_database(surroundings: dict[str, str]) -> None:
    import psycopg
    from psycopg import sql

    name = sql.Identifier(surroundings["NINEFOLD_DATABASE"].rsplit("/", 1)[1])
    with psycopg.connect(surroundings["BENCH_SERVER"], autocommit=True) as server:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(name))
        server.execute(sql.SQL("CREATE DATABASE {}").format(name))


def _ninefold(words: list[str], surroundings: dict[str, str], *, capture: bool = False) -> str:
    """Run a command of ours in a process of its own, so that each database is met afresh."""
    done = subprocess.run(  # noqa: S603 - our own command line
        [sys.executable, "-m", "ninefold", *words],
        env={**os.environ, "NINEFOLD_DATABASE": "", **surroundings},
        check=True,
        text=True,
        stdout=subprocess.PIPE if capture else None,
    )
    return done.stdout or ""


def _measure() -> int:
    needs_django()
    from ninefold.ops.bench.measure import bench_of, everything
    from ninefold.people.models import Home

    bench = bench_of(Home.objects.order_by("urn")[0], clock.now())
    print(json.dumps([asdict(figure) for figure in everything(bench)]))
    return 0
