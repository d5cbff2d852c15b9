"""Scenes: each can be played, in every part; with what is told in Python they use every record type."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from ninefold import ops
from ninefold.base import clock
from ninefold.lawbook import load
from ninefold.ledger.models import Entry
from ninefold.ops.simulate import scenes
from ninefold.ops.simulate.provider import Plan, simulate

FIRST, UNTIL = date(2026, 5, 4), clock.parse("2026-08-02T15:00")


@pytest.fixture
def all_at_once(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every scene happens in the first days, whole, to everybody it can happen to."""
    short = tuple(
        {k: v for k, v in scene.items() if k not in ("every", "often", "share", "ages", "turns")}
        | {"once": [1, 20], "stages": [stage | {"share": 1, "after": 2} for stage in scene["stages"]]}
        for scene in scenes.scenes()
    )
    monkeypatch.setattr(scenes, "scenes", lambda: short)
    yield


def _written(until: datetime = UNTIL) -> set[tuple[str, str]]:
    simulate(Plan(homes=1, children=4, first=FIRST, until=until))
    return set(Entry.objects.values_list("type", "stage"))


@pytest.mark.slow
@pytest.mark.usefixtures("all_at_once")
def test_every_scene_can_be_played_to_its_end(db: None) -> None:
    written = _written()
    types = load.current().records
    for scene in scenes.scenes():
        told = [(part.get("type", scene["type"]), part.get("stage")) for part in scene["stages"]]
        assert {(kind, stage or types[kind].stages[0].id) for kind, stage in told} <= written, scene["type"]


def test_between_them_scenes_and_daily_life_use_every_record_type() -> None:
    folder = Path(ops.__file__).parent
    code = "".join(path.read_text(encoding="utf-8") for path in [*folder.glob("*.py"), *folder.glob("simulate/*.py")])
    told = {part.get("type") for scene in scenes.scenes() for part in (scene, *scene["stages"])}
    types = [record.id for record in load.current().records.values() if not record.holds_to]
    unlived = [id for id in types if id not in told and f'"{id}"' not in code]
    assert not unlived, f"no scene tells of {unlived}: see docs/library.md, Tell how it is lived"
