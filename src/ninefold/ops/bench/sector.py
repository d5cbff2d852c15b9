"""Measures the sector: taking a decade of files, and its questions, beside the same done with pandas in the plain way.

Each measure runs in a scratch database of its own. pandas is no part of Ninefold; when it is not installed its column
is left out, and that is said.
"""

import csv
import importlib.util
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

ROUNDS = 20


def run(files: list[Path]) -> int:
    """Runs the measures in a process whose data folder is empty, on ``files`` or on an invented decade."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        told = {**os.environ, "NINEFOLD_DATA": str(folder / "data"), "NINEFOLD_DATABASE": ""}
        words = [sys.executable, "-m", "ninefold.ops.bench.sector", *(str(path.resolve()) for path in files)]
        return subprocess.run(words, env=told, check=False).returncode  # noqa: S603 - ourselves


def _decade(folder: Path) -> list[Path]:
    """Ten files of invented inspections, as many as Ofsted publishes in ten years."""
    from ninefold.sector import invented, words

    titles = ("URN", "Provision type", "Event type", "Inspection date", "Event number", "Overall effectiveness")
    by_year: dict[int, list[tuple[str, ...]]] = {}
    for one in invented.inspections(4000, 1, date(2024, 4, 1)):
        overall = words.GRADES.get(one.grade or 0, "")
        row = (f"SC{one.urn[2:]}", one.provision, f"{one.kind} inspection", f"{one.on:%d/%m/%Y}", one.number, overall)
        by_year.setdefault(one.year, []).append(
            (*row, one.owner, one.region, one.authority, one.sector, str(one.places))
        )
    paths = []
    for year, rows in sorted(by_year.items()):
        paths.append(folder / f"{year}.csv")
        with paths[-1].open("w", newline="", encoding="utf-8") as out:
            more = ("Organisation", "Region", "Local authority", "Sector", "Places")
            csv.writer(out).writerows([(*titles, *more), *rows])
    return paths


def measure(files: list[Path]) -> int:
    """Takes the files, asks the questions, prints a table of seconds."""
    from ninefold.ops.command import needs_django

    needs_django()
    from django.core.management import call_command

    from ninefold.base import clock
    from ninefold.sector import actions, queries, rates
    from ninefold.sector.models import Event
    from ninefold.settings import DATA

    call_command("migrate", verbosity=0)
    files = files or _decade(DATA)

    def take() -> None:
        taken = [actions.import_file(path=path, name=path.name, at=clock.now(), fold_now=False) for path in files]
        actions.finish(taken)

    ours = [("import", _seconds(take, 1))]
    newest = max(queries.covered_years())
    to = date(newest + 1, 3, 31)
    questions: tuple[tuple[str, Callable[[], object]], ...] = (
        ("import again (nothing new)", take),
        ("stable over three years", lambda: queries.stable(1, 3, to)),
        ("counts by year and grade", queries.summary),
        ("transitions by region", lambda: rates.transitions(queries.steps(), "region")),
    )
    ours += [(name, _seconds(ask, 1 if "import" in name else ROUNDS)) for name, ask in questions]
    print(f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}")
    print(f"{Event.objects.count():,} inspections in {len(files)} files\n")
    _print(ours, _with_pandas(files, newest))
    return 0


def _seconds(what: Callable[[], object], rounds: int) -> float:
    """The median time of ``what``."""
    taken = []
    for _ in range(rounds):
        began = time.perf_counter()
        what()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def _with_pandas(files: list[Path], newest: int) -> dict[str, float]:
    """The same with pandas: the files are read anew for each question, as a script does that keeps no database."""
    if importlib.util.find_spec("pandas") is None:
        print("pandas is not installed, so there is nothing beside ours: pip install pandas\n")
        return {}
    import pandas

    def load() -> "pandas.DataFrame":
        return pandas.concat([_plain_frame(pandas, path) for path in files], ignore_index=True)

    def stable() -> object:
        frame = load()
        three = frame[frame.year.between(newest - 2, newest)]
        homes = three.groupby("urn").agg(years=("year", "nunique"), best=("grade", "min"), worst=("grade", "max"))
        return homes[(homes.years == 3) & (homes.best == 1) & (homes.worst == 1)].index.tolist()

    def counts() -> object:
        return load().groupby(["year", "grade"]).size().to_dict()

    return {
        "import": _seconds(load, 3),
        "stable over three years": _seconds(stable, 3),
        "counts by year and grade": _seconds(counts, 3),
    }


def _plain_frame(pandas: "object", path: Path) -> "object":
    """A file as a script would read it, with the grades and years of its full inspections of homes."""
    head = path.read_bytes()[:4000].splitlines()
    start = next(index for index, line in enumerate(head) if b"URN" in line)
    encoding = "utf-8" if path.read_bytes()[:3] == b"\xef\xbb\xbf" else "cp1252"
    frame = pandas.read_csv(path, skiprows=start, encoding=encoding, dtype=str)  # type: ignore[attr-defined]
    frame.columns = [name.strip("\ufeffï»¿").lower() for name in frame.columns]

    def named(word: str) -> str:
        return next(name for name in frame.columns if word in name)

    grades = {"outstanding": 1, "good": 2, "adequate": 3, "inadequate": 4}
    found = pandas.DataFrame(  # type: ignore[attr-defined]
        {
            "urn": frame["urn"],
            "home": frame["provision type"].str.lower().str.contains("children's home"),
            "full": frame[named("event type")].str.lower().str.startswith("full"),
            "on": pandas.to_datetime(frame["inspection date"], dayfirst=True),  # type: ignore[attr-defined]
            "grade": frame[named("overall")]
            .str.lower()
            .replace("requires improvement.*", "adequate", regex=True)
            .map(grades),
        }
    )
    found["year"] = found.on.dt.year - (found.on.dt.month < 4)
    return found[found.home & found.full & found.grade.notna()]


def _print(ours: list[tuple[str, float]], theirs: dict[str, float]) -> None:
    print(f"{'':<30}{'Ninefold':>12}{'pandas':>12}" if theirs else f"{'':<30}{'Ninefold':>12}")
    for name, seconds in ours:
        beside = f"{theirs[name] * 1000:>9,.0f} ms" if name in theirs else ""
        print(f"{name:<30}{seconds * 1000:>9,.0f} ms{beside}")


if __name__ == "__main__":
    sys.exit(measure([Path(word) for word in sys.argv[1:]]))
