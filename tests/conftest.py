"""What every test stands on: the house and its people, a ledger that lets go between tests, and what was not run."""

import os
import shutil
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.signals import user_logged_in
from django.core.cache import cache
from django.db import connection
from django.dispatch import receiver
from hypothesis import HealthCheck, settings

from ninefold.lawbook import load, pages
from ninefold.ledger import triggers
from ninefold.web import session_limits
from tests import factories

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "data"
_BROWSERS = (
    "chromium-headless-shell",  # without the parts of a window: half the processor time
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


# What the two databases can do otherwise, and so is tried on both; all else runs once, on SQLite (docs/testing.md).
# To run everything on PostgreSQL, name the tests.
ON_BOTH = {
    "tests/duties/test_queries.py": "obligations chosen by moments and states, with statements of our own",
    "tests/duties/test_store.py": "rows changed where they stand, many at once",
    "tests/evidence/test_queries.py": "counted and joined in the database",
    "tests/insight": "windows of time and groups, counted in the database",
    "tests/ledger": "locks, triggers, the order of entries, search, what is derived",
    "tests/ops/test_following.py": "what each database calls its errors",
    "tests/ops/test_fortnight.py": "everything a home signs in two weeks, one after the other",
    "tests/people": "names in their order, and who may see what as one statement",
    "tests/reports/test_month.py": "figures counted in the database",
    "tests/rooms/commission": "published data, sorted and ranked in the database",
    "tests/rooms/test_odd_addresses.py": "numbers too large and signs that only one of them refuses, on every page",
    "tests/sector": "published data, taken in by statements of our own",
    "tests/web/test_looks.py": "every page as it is, once",
    "tests/web/test_readonly.py": "what may be sent to a database while a page is read",
}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL leave out what cannot differ there, and with several workers begin with what takes long."""
    if connection.vendor == "postgresql" and not _asked_by_name(config):
        both = [item for item in items if item.nodeid.startswith(tuple(ON_BOTH)) and "slow" not in item.keywords]
        config.hook.pytest_deselected(items=[item for item in items if item not in set(both)])
        items[:] = both
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    if workers > 1:
        items[:] = _spread(items, workers)


def _asked_by_name(config: pytest.Config) -> bool:
    """Whether certain tests were asked for, and not all."""
    return any(Path(word.split("::")[0]).resolve() != ROOT / "tests" for word in config.args)


def _spread(items: list[pytest.Item], workers: int) -> list[pytest.Item]:
    """``items`` in an order of which each worker takes its part, long tests first: who has nothing left takes from the end
    of another's part (``--dist worksteal``), and a long test there would be waited for by all.

    Tests with real transactions stay last, as pytest-django wants them, and the tests of a module together.
    """
    parts: list[list[pytest.Item]] = [[] for _ in range(workers)]
    for real, long in ((False, True), (False, False), (True, True), (True, False)):
        alike = [item for item in items if _is_real(item) == real and ("slow" in item.keywords) == long]
        modules = [list(group) for _, group in groupby(alike, key=lambda item: item.path)]
        for module in sorted(modules, key=len, reverse=long):
            min(parts, key=len).extend(module)
    return [item for part in parts for item in part]


def _is_real(item: pytest.Item) -> bool:
    return not {"live_server", "transactional_db", "browser"}.isdisjoint(getattr(item, "fixturenames", ()))


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


@receiver(user_logged_in)
def _stays_in(request: Any, **sent: Any) -> None:
    """Whoever a test lets in by its own hand stays in, wherever it moves the clock; signing in by the form begins anew."""
    request.session[session_limits.BEGAN] = request.session[session_limits.SEEN] = STAYS


STAYS = 4_000_000_000  # the year 2096: no time without a touch, and nothing to be written about when it was used
