"""What every test stands on: the house and its people, a ledger that lets go between tests, and what was not run."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from hypothesis import HealthCheck, settings

from ninefold.lawbook import load, pages
from ninefold.ledger import triggers
from tests import factories

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "data"
_BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)

# A slow machine is no fault of the code; speed is measured by ./run bench.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


def find_chromium() -> str | None:
    """The browser for journeys: $CHROMIUM, or the first of the usual places."""
    told = os.environ.get("CHROMIUM")
    return shutil.which(told) if told else next(filter(None, map(shutil.which, _BROWSERS)), None)


# What the two databases can do otherwise: statements of our own, search, locks, triggers, and one round through every
# page. On PostgreSQL these are run; all else runs once, on SQLite. To run everything there, name the tests.
ON_BOTH = (
    "tests/duties/test_queries.py",
    "tests/duties/test_store.py",
    "tests/evidence/test_queries.py",
    "tests/insight",
    "tests/ledger",
    "tests/ops/test_following.py",
    "tests/ops/test_fortnight.py",
    "tests/people",
    "tests/reports/test_month.py",
    "tests/rooms/commission",
    "tests/rooms/test_every_address.py",
    "tests/rooms/test_odd_addresses.py",
    "tests/sector",
    "tests/web/test_readonly.py",
)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL, leave out what cannot differ there, unless tests were asked for by name."""
    if connection.vendor != "postgresql":
        return
    asked = [Path(word.split("::")[0]) for word in config.args]
    if any(path.resolve() != (ROOT / "tests").resolve() for path in asked):
        return
    both = [item for item in items if item.nodeid.startswith(ON_BOTH) and "slow" not in item.keywords]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(both)])
    items[:] = both


@pytest.fixture
def house(db: None) -> factories.House:
    """Larch House with its people; see tests/factories.py."""
    return factories.house()


@pytest.fixture(autouse=True)
def _guesses_are_forgotten() -> Iterator[None]:
    """Limits on signing in are counted in the cache, and one test's guesses are not another's."""
    yield
    cache.clear()


@pytest.fixture(scope="session")
def fortnight() -> Path:
    """The folder of the fortnight's story, or the test is skipped."""
    folder = SHARED / "fortnight"
    if not folder.is_dir():
        pytest.skip("the fortnight's story (../shared/data/fortnight) is not here")
    return folder


@pytest.fixture(scope="session", autouse=True)
def _our_files_are_parsed_once() -> Iterator[None]:
    """Many tests read our library with a folder over it. Half the time went into parsing the same files of ours again.

    A file that has changed is parsed again. Only the nodes are kept, which nothing changes; all is checked each time.
    """
    read, kept = pages.read, dict[tuple[str, bytes], Any]()

    def once(path: Path, name: str) -> Any:
        if not path.is_relative_to(load.OURS):
            return read(path, name)
        now = (name, path.read_bytes())
        if now not in kept:
            kept[now] = read(path, name)
        node, problems = kept[now]
        return node, list(problems)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pages, "read", once)
        yield


@pytest.fixture(scope="session", autouse=True)
def _ledger_lets_go(django_db_modify_db_settings: None) -> Iterator[None]:
    """After a test with real transactions Django empties every table, which the ledger's triggers refuse.

    So they step aside for exactly that, and nothing else in a test can delete an entry.
    """
    operations = type(connection.ops)
    empty = operations.execute_sql_flush

    def flush(self: Any, statements: list[str]) -> None:
        triggers.remove(self.connection)
        try:
            empty(self, statements)
        finally:
            triggers.install(self.connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(operations, "execute_sql_flush", flush)
        yield


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say loudly what could not be run here, above pytest's own count; name what failed for ./run to say last."""
    named = os.environ.get("NINEFOLD_FAILED_TESTS")
    if named and not hasattr(terminalreporter.config, "workerinput"):
        with Path(named).open("a") as names:
            for outcome in ("failed", "error"):
                for report in terminalreporter.stats.get(outcome, []):
                    names.write(f"FAILED {report.nodeid} ({connection.vendor}, {report.when})\n")
    absent = list(_absent())
    if absent:
        terminalreporter.section("NOT RUN HERE", yellow=True, bold=True)
        for sentence in absent:
            terminalreporter.line(f"NOT RUN: {sentence}", yellow=True, bold=True)


def _absent() -> Iterator[str]:
    if find_chromium() is None:
        yield "browser journeys, because there is no Chromium (set CHROMIUM to one)."
    if connection.vendor != "postgresql" and not os.environ.get("NINEFOLD_TEST_POSTGRES"):
        yield "the tests on PostgreSQL, because NINEFOLD_TEST_POSTGRES names none."
    if not SHARED.is_dir():
        yield "tests that read the shared data, because ../shared/data is not here."
