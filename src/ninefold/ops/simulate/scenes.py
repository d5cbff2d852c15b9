"""Scenes: what happens in a home now and then, told in the files of ``ops/stories/scenes``.

A file is a list of scenes. A scene is a record with its stages, and says whom it is for and how often it happens:

    - type: accident               the record type
      for: kid                     kid: for each child; hand: for each worker; home: once in the home
      often: 0.04                  the share of weeks in which it happens, or
      every: 90                    days from one to the next, give or take a fifth, or
      once: [1, 20]                so many days after they came (at the story's start: after it began)
      share: 0.5                   only for so many of them (1)
      ages: [11, 17]               only for children of these ages
      turns: 16                    not before the child is so old; once is then counted from when they are
      roles: [support-worker]      only for workers with these roles (for: hand; all but outsiders and agency)
      about: all                   about all children (for: home), or: others as well (for: kid)
      by: carer                    who signs: carer, key, manager, deputy, senior, responsible, independent, self, writer
      stages:
        - content: {kind: [fall, cut], story: "{me} [slipped|tripped] by {place}.", first_aid: 0.9}
        - stage: checked           a later stage
          after: [1, 3]            days after the one before (0: an hour or two later)
          share: 0.9               for so many of the records (1); what follows is then left out too
          by: manager
          content: {...}
        - type: notification       another record that it brings about, which answers or follows it; its later
          after: 0                 stages say its type again
          content: {...}

How an answer is written is told in ``ninefold.ops.simulate.answers``. Rows of actions are later done, mostly, and
what must be read is read, mostly, by those who must.
"""

from datetime import date, timedelta
from functools import cache, partial
from typing import Any

import yaml

from ninefold.lawbook import load
from ninefold.lawbook.model import RecordType, Stage
from ninefold.ops.pen import Hand, answering, following
from ninefold.ops.simulate import plans, reading
from ninefold.ops.simulate.answers import Setting, answers, number
from ninefold.ops.simulate.house import House, Kid, at
from ninefold.ops.simulate.weeks import follow
from ninefold.ops.simulate.words import STORIES

Scene = dict[str, Any]
Whom = Kid | Hand | None
OUTSIDE = ("agency-worker", "responsible-individual", "independent-person")
AGREED = "action.agreed"


@cache
def scenes() -> tuple[Scene, ...]:
    """Every scene of every file, in the order of the files."""
    files = sorted((STORIES / "scenes").glob("*.yaml"))
    return tuple(scene for file in files for scene in yaml.safe_load(file.read_text(encoding="utf-8")))


def plan(house: House, day: date) -> None:
    """Let scenes begin for whoever is new, and on a Monday put the week's on the agenda."""
    for index, scene in enumerate(scenes()):
        for whom in _whom(house, scene):
            _begin(house, index, scene, whom)
            if "often" in scene and day.weekday() == 0 and _fits(house, scene, whom) and house.chances(scene["often"]):
                house.later(_hour(house, day + timedelta(days=house.chance.randrange(7))), _act(house, scene, whom))


def _whom(house: House, scene: Scene) -> list[Whom]:
    """Those of the house that the scene is for."""
    match scene["for"]:
        case "kid":
            return list(house.kids)
        case "hand":
            wanted = scene.get("roles")
            return [h for h in house.team if (h.role in wanted if wanted else h.role not in OUTSIDE)]
        case "home":
            return [None]
    raise ValueError(f"A scene is for kid, hand or home, not for {scene['for']} ({scene['type']})")


def _begin(house: House, index: int, scene: Scene, whom: Whom) -> None:
    """The first of a scene that comes again and again, or the only one, for somebody whom it has not met yet."""
    met = (index, whom.ref["who"] if whom else "")
    if met in house.met or (isinstance(whom, Kid) and whom.age(house.day) < scene.get("turns", 0)):
        return
    house.met.add(met)
    if not house.chances(scene.get("share", 1)):
        return
    if "every" in scene:
        house.after(_act(house, scene, whom), days=house.chance.randint(1, max(2, scene["every"])))
    elif "once" in scene:
        days = number(house, scene["once"])
        house.later(max(house.now, _hour(house, house.day + timedelta(days=days))), _act(house, scene, whom))


def _hour(house: House, day: date) -> Any:
    return at(day, house.chance.randint(9, 20), house.chance.randrange(60))


def _act(house: House, scene: Scene, whom: Whom) -> Any:
    return partial(_happen, house, scene, whom)


def _here(house: House, whom: Whom) -> bool:
    """Whether they still live or work here."""
    return whom is None or (whom in house.kids if isinstance(whom, Kid) else whom in house.team)


def _fits(house: House, scene: Scene, whom: Whom) -> bool:
    """Whether a child is of the age for it."""
    if not isinstance(whom, Kid) or "ages" not in scene:
        return True
    least, most = scene["ages"]
    return bool(least <= whom.age(house.day) <= most)


def _happen(house: House, scene: Scene, whom: Whom) -> None:
    """A scene happens: its first stage is signed, what follows goes on the agenda, and so does the next time."""
    if not _here(house, whom):
        return
    if "every" in scene:
        wait = scene["every"]
        house.after(_act(house, scene, whom), days=max(1, wait + house.chance.randint(-wait // 5, wait // 5)))
    if _fits(house, scene, whom) and house.kids:
        setting = Setting(house, whom, _about(house, scene, whom))
        _sign(setting, scene, 0)


def _about(house: House, scene: Scene, whom: Whom) -> list[Kid]:
    if scene.get("about") == "all":
        return list(house.kids)
    kids = [whom] if isinstance(whom, Kid) else []
    others = [kid for kid in house.kids if kid is not whom]
    return [*kids, house.chance.choice(others)] if scene.get("about") == "others" and others else kids


def _sign(setting: Setting, scene: Scene, index: int) -> None:
    """Sign one stage of the scene, and put the next on the agenda."""
    house, told = setting.house, scene["stages"][index]
    if not _here(house, setting.whom) or (index and not house.chances(told.get("share", 1))):
        return
    type = load.current().records[told.get("type", scene["type"])]
    stage = type.stage(told["stage"]) if "stage" in told else type.stages[0]
    by = setting.hand(told.get("by") or scene["by"])
    setting.writer = setting.writer or by
    content = answers(setting, stage, told.get("content", {}))
    worker = setting.whom if isinstance(setting.whom, Hand) and "worker" in type.about else None
    place = _place(setting, scene, type, stage)
    entry = house.write(type.id, content, by=by, about=setting.kids, about_worker=worker, **place)
    setting.threads.setdefault(type.id, entry.record_id)
    _follow(house, type, stage, content, entry.record_id)
    if "record" not in place:
        reading.asked(house, type, content, by, entry.record_id, setting.kids)
        _reopen(setting, type, entry.record_id)
        if type.plan:
            plans.keep(house, setting.kid, type.id, entry.record_id)
    if index + 1 < len(scene["stages"]):
        _next(setting, scene, index + 1)


def _place(setting: Setting, scene: Scene, type: RecordType, stage: Stage) -> dict[str, Any]:
    """Where an entry stands: in its record, or first in one that answers or follows what the scene began with."""
    threads = setting.threads
    if stage is not type.stages[0]:
        return {"record": threads[type.id], "stage": stage.id}
    if type.answers in threads:
        return {"links": answering(threads[type.answers])}
    began = threads.get(scene["type"])
    return {"links": following(began)} if began else {}


def _next(setting: Setting, scene: Scene, index: int) -> None:
    days = number(setting.house, scene["stages"][index].get("after", 1))
    length = {"days": days} if days else {"hours": setting.house.chance.choice((1, 2))}
    setting.house.after(partial(_sign, setting, scene, index), **length)


def _reopen(setting: Setting, type: RecordType, record: str) -> None:
    """Let the plans that a record reopens be answered in the days after."""
    for kid in setting.kids if type.reopens else ():
        days = setting.house.chance.randint(1, 4)
        setting.house.after(partial(plans.reopened, setting.house, kid, type.reopens, record), days=days)


def _follow(house: House, type: RecordType, stage: Stage, content: dict[str, Any], record: str) -> None:
    """Let actions that were agreed be done."""
    for rule in type.rules[stage.id]:
        if rule.fact == AGREED and rule.rows and content.get(rule.rows):
            rows = content[rule.rows]
            if all("due" in row and "owner" in row for row in rows):
                follow(house, record, rows)
