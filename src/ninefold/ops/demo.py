"""The demo: an invented provider with eighteen months of life, and a written fortnight in a home of its own."""

import fcntl
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from ninefold.base import clock, english

PASSWORD = "nine-kettles-sing"  # noqa: S105 - for invented people on this machine only, and printed on every start
HOMES, CHILDREN, MONTHS = 3, 12, 18
SECTOR_HOMES, COMMISSIONER = 320, "cora"
TOLD = "demo.json"
DATABASE = "ninefold.sqlite3"


@dataclass(frozen=True, slots=True)
class SignIn:
    """Somebody to sign in as."""

    home: str
    name: str
    role: str
    username: str
    until: str = ""  # the last day of a home whose life was written and has ended


def story_folder() -> Path | None:
    """The fortnight beside the checkout, if it is there."""
    folder = Path(__file__).resolve().parents[4] / "shared" / "data" / "fortnight"
    return folder if folder.is_dir() else None


def is_built(data: Path) -> bool:
    """Whether ``data`` holds a finished demo."""
    return (data / TOLD).exists() and (data / DATABASE).exists()


def ensure(data: Path) -> None:
    """Build the demo unless it is there, in a folder beside it, so that half a demo is never taken for a whole one."""
    if is_built(data):
        return
    if (data / DATABASE).exists():
        raise SystemExit(f"{data} holds a database that is not a demo. Set NINEFOLD_DATA to another folder.")
    with _alone(data):
        _build_beside(data)


@contextmanager
def _alone(data: Path) -> Iterator[None]:
    """Nobody else builds this demo meanwhile. The lock ends with the process, however it ends."""
    data.parent.mkdir(parents=True, exist_ok=True)
    path = data.with_name(data.name + ".lock")
    with path.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise SystemExit(f"Another start is building the demo in {data}. Wait until it is there.") from None
        yield
        path.unlink()


def _build_beside(data: Path) -> None:
    building = data.with_name(data.name + ".building")
    if building.exists():
        print("The last build was interrupted. Starting over.", file=sys.stderr)
        shutil.rmtree(building)
    print("Building the demo, once (a minute or two) ...", file=sys.stderr)
    environment = {**os.environ, "NINEFOLD_DATA": str(building), "NINEFOLD_DATABASE": ""}
    done = subprocess.run([sys.executable, "-m", "ninefold", "demo", "--build"], env=environment, check=False)
    if done.returncode:
        raise SystemExit("The demo was not built. The next start begins again.")
    _move(building, data)


def _move(building: Path, data: Path) -> None:
    """Everything into its place; what says that the demo is finished goes last."""
    data.mkdir(parents=True, exist_ok=True)
    for part in sorted(building.iterdir(), key=lambda path: path.name == TOLD):
        target = data / part.name
        if target.is_dir():
            shutil.rmtree(target)
        part.replace(target)
    building.rmdir()


def build(now: datetime, progress: bool) -> None:
    """Fill the empty database of this process's data folder. Django has been set up."""
    from django.conf import settings

    from ninefold.ops import serving

    serving.prepare()
    people = [*invented(HOMES, CHILDREN, first_day(now, MONTHS), now, progress=progress)]
    folder = story_folder()
    if folder:
        people += told(folder, progress=progress)
    people.append(published(now))
    sealed(now)
    written = {"built_at": clock.text(now), "people": [asdict(one) for one in people]}
    (Path(settings.DATA) / TOLD).write_text(json.dumps(written, indent=2), encoding="utf-8")


def first_day(until: datetime, months: int) -> date:
    """The day so many months before ``until``."""
    day = clock.local(until).date()
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, 28))


def invented(
    homes: int, children: int, first: date, until: datetime, *, seed: int = 1, entries: int = 0, progress: bool = True
) -> list[SignIn]:
    """Simulate a provider, with a bar for the days lived, and give its people accounts."""
    from ninefold.ops.simulate.provider import Plan, simulate

    plan = Plan(homes=homes, children=children, first=first, until=until, seed=seed, entries=entries)
    with bar(plan.days * homes, "Living", " days", progress) as step:
        lived = simulate(plan, step.update)
    return [_sign_in(one.home.name, hand.ref["who"], hand.role) for one in lived for hand in one.people]


def told(folder: Path, *, progress: bool = True) -> list[SignIn]:
    """Replay a story, with a bar for its events, and give everybody who works in it an account."""
    from ninefold.ops import fortnight

    with bar(None, "Telling", " events", progress) as step:
        telling = fortnight.replay(folder, step.update)
    until = english.long_day(fortnight.last_day(folder))
    return [
        replace(_sign_in(telling.home.name, hand.ref["who"], hand.role), until=until) for hand in telling.hands.values()
    ]


def published(at: datetime) -> SignIn:
    """An invented sector around the demo's own homes, and a commissioner of the authority that the first stands in."""
    from ninefold.ops import accounts
    from ninefold.people.models import Home
    from ninefold.sector import invented as sector

    homes = list(Home.objects.select_related("provider"))
    shown = [
        sector.Shown(one.urn, one.provider.name, one.host_authority, one.places, one.registered_on) for one in homes
    ]
    sector.fill(homes=SECTOR_HOMES, seed=1, at=at, shown=shown)
    account = accounts.commissioner(homes[0].host_authority, PASSWORD, COMMISSIONER)
    role = f"Commissioner for {account.commissions_for}"
    return SignIn("Ofsted's published data, with an invented sector", "Cora Lindley", role, account.username)


def sealed(now: datetime) -> None:
    """Every home's ledger sealed, as a house that runs does every night."""
    from ninefold.ledger.seal import seal
    from ninefold.people.models import Home

    for home in Home.objects.all():
        seal(home, now)


def bar(total: int | None, what: str, unit: str, shown: bool) -> Any:
    """A progress bar on the terminal; quiet where there is none."""
    import tqdm

    return tqdm.tqdm(total=total, desc=what, unit=unit, file=sys.stderr, disable=not (shown and sys.stderr.isatty()))


def _sign_in(home: str, worker: str, role: str) -> SignIn:
    from ninefold.lawbook import current
    from ninefold.ops import accounts
    from ninefold.people.models import Worker

    person = Worker.objects.get(pk=worker)
    return SignIn(home, person.name, current().words.roles[role], accounts.give(person, PASSWORD).username)


def people(data: Path) -> list[SignIn]:
    """Whom the finished demo in ``data`` lets in."""
    written = json.loads((data / TOLD).read_text(encoding="utf-8"))
    return [SignIn(**one) for one in written["people"]]


def greeting(people: list[SignIn], address: str = "") -> str:
    """Who to sign in as, home by home."""
    lines = []
    for home in dict.fromkeys(one.home for one in people):
        until = next(one.until for one in people if one.home == home)
        lines += ["", f"{home}: a written fortnight, to {until}. What has fallen due since is owed." if until else home]
        lines += [
            f"  {one.username:<12} {one.name}, {one.role[:1].lower()}{one.role[1:]}"
            for one in people
            if one.home == home
        ]
    lines += ["", f"The password of all of them: {PASSWORD}"]
    return "\n".join([*lines, "", f"Open {address}   (Ctrl-C ends it)"] if address else lines)


def clock_of(data: Path) -> str:
    """When this machine's clock is behind the demo's life, the moment the demo should take for now; else nothing."""
    built = clock.parse(json.loads((data / TOLD).read_text(encoding="utf-8"))["built_at"])
    return clock.text(built) if clock.now() < built - timedelta(days=1) else ""
