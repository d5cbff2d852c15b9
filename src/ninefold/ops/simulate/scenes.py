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
      only: medicine               only for children who take one (needed: an inhaler or the like)
      hour: [20, 21]               between these hours (9 to 20), with
      weekdays: true               only on a day on which surgeries are open
      school: true                 only on a day on which the child was at school
      tales:                       one of these is told, and the answers of all stages may name its parts:
        - {what: trip, story: "..."}   ``$what`` and ``$story`` as answers, ``{what}`` in a text
      by: carer                    who signs: carer, key, manager, deputy, senior, responsible, independent, self, writer
      stages:
        - content: {kind: [fall, cut], story: "{me} [slipped|tripped] by {place}.", first_aid: 0.9}
        - stage: checked           a later stage
          after: [1, 3]            days after the one before (0: an hour or two later)
          share: 0.9               for so many of the records (1); what follows is then left out too
          by: manager
          content: {...}
        - stage: review
          due: review_on           a few days before the day that the stage before gave in this answer; with
          again: true              again and again, while they live or work here and a day is given
          content: {...}
        - type: notification       another record that it brings about, which answers or follows it; its later
          after: 0                 stages say its type again
          content: {...}

How an answer is written is told in ``ninefold.ops.simulate.answers``. Rows of actions are later done, mostly, and
what must be read is read, mostly, by those who must.
"""

from datetime import date, datetime, timedelta
from functools import cache, partial
from typing import Any

from ninefold.base import clock
from ninefold.duties import calendar
from ninefold.lawbook import load
from ninefold.lawbook.model import RecordType, Stage
from ninefold.ops.pen import Hand, answering, following
from ninefold.ops.simulate import plans, reading
from ninefold.ops.simulate.answers import Setting, answers, number
from ninefold.ops.simulate.house import AT_SCHOOL, House, Kid, at
from ninefold.ops.simulate.weeks import follow
from ninefold.ops.simulate.words import STORIES, read_yaml

Scene = dict[str, Any]
Whom = Kid | Hand | None
OUTSIDE = ("agency-worker", "responsible-individual", "independent-person")
AGREED = "action.agreed"
HOURS = (9, 20)
ABSENCE, ABSENT = "absence", timedelta(days=3)
JUST_NOW = timedelta(days=3)
A_WEEK = 7
OFTEN = 5  # days: what comes round more rarely is not done again when it was done lately for another reason
ALWAYS = (
    "police-call-out",
    "concern",
    "illness",
    "self-harm",
)  # what is written though the child it is about is missing


@cache
def scenes() -> tuple[Scene, ...]:
    """Every scene of every file, in the order of the files."""
    files = sorted((STORIES / "scenes").glob("*.yaml"))
    return tuple(scene for file in files for scene in read_yaml(file))


def plan(house: House, day: date) -> None:
    """Let scenes begin for whoever is new, and on a Monday put the week's on the agenda."""
    here = (*(kid.ref["who"] for kid in house.kids), *(hand.ref["who"] for hand in house.team))
    if day.weekday() and here == house.planned_for:
        return  # scenes begin for who is new, and on Mondays
    house.planned_for = here
    for index, scene in enumerate(scenes()):
        for whom in _whom(house, scene):
            _begin(house, index, scene, whom)
            if "often" in scene and day.weekday() == 0 and _fits(house, scene, whom) and house.chances(scene["often"]):
                house.later(
                    _hour(house, scene, day + timedelta(days=house.chance.randrange(7))), _act(house, scene, whom)
                )


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
        first = house.day + timedelta(
            days=house.chance.randint(1, max(2, min(scene["every"], scene.get("first", 400))))
        )
        house.later(_hour(house, scene, first), _act(house, scene, whom))
    elif "once" in scene:
        days = number(house, scene["once"])
        house.later(max(house.now, _hour(house, scene, house.day + timedelta(days=days))), _act(house, scene, whom))


def play(house: House, type: str, whom: Whom) -> None:
    """Let the first scene of a type that fits happen now, because something else brought it about."""
    for scene in scenes():
        if scene["type"] == type and _here(house, whom) and _fits(house, scene, whom):
            return begin(house, scene, whom)
    return None


def _hour(house: House, scene: Scene, day: date) -> Any:
    first, last = scene.get("hour", HOURS)
    return at(day, house.chance.randint(first, last), house.chance.randrange(60))


def _act(house: House, scene: Scene, whom: Whom) -> Any:
    return partial(_happen, house, scene, whom)


def _here(house: House, whom: Whom) -> bool:
    """Whether they still live or work here."""
    if whom is None or isinstance(whom, Kid):
        return whom is None or whom in house.kids
    return whom in house.team or whom in house.agency


def _fits(house: House, scene: Scene, whom: Whom) -> bool:
    """Whether a child is of the age for it, and takes the medicine that it tells of."""
    if not isinstance(whom, Kid):
        return True
    least, most = scene.get("ages", (0, 99))
    only = scene.get("only")
    takes = [supply for supply in whom.shelf if (only == "needed") != bool(supply.a_day)]
    return bool(least <= whom.age(house.day) <= most and (not only or takes))


def _happen(house: House, scene: Scene, whom: Whom) -> None:
    """A scene happens, and the next time is put on the agenda."""
    if not _here(house, whom):
        return
    taught = not isinstance(whom, Kid) or whom.code in AT_SCHOOL
    if (scene.get("weekdays") and not calendar.is_working_day(house.day)) or (scene.get("school") and not taught):
        house.later(house.now + timedelta(days=1), _act(house, scene, whom))
        return
    if "every" in scene:
        wait = scene["every"]
        days = wait if wait <= A_WEEK else wait + house.chance.randint(-wait // 6, wait // 12)
        house.later(_hour(house, scene, house.day + timedelta(days=days)), _act(house, scene, whom))
    if _fits(house, scene, whom) and house.kids and not _lately(house, scene, whom):
        begin(house, scene, whom)


def _lately(house: House, scene: Scene, whom: Whom) -> bool:
    """Whether what it states was stated of them so lately that it would be too much."""
    if scene.get("every", 0) < OFTEN:
        return False
    stated = _states(scene)
    last = house.stated.when(stated, whom.ref["who"] if whom else "")
    return bool(stated) and house.now - last < timedelta(days=scene["every"] / 2)


def _states(scene: Scene) -> set[str]:
    """The facts that only this scene's first stage states: those of its course, its area, its kind."""
    type = load.current().records[scene["type"]]
    content = scene["stages"][0].get("content", {})
    rules = type.rules[type.stages[0].id]
    on_condition = [rule for rule in rules if rule.when]
    if not on_condition:
        return {rule.fact for rule in rules}
    return {rule.fact for rule in on_condition if all(content.get(name) == value for name, value in rule.when.items())}


def begin(house: House, scene: Scene, whom: Whom, more: dict[str, Any] | None = None, links: Any = ()) -> None:
    """Sign a scene's first stage, and put what follows on the agenda. ``more`` are answers instead of its own."""
    setting = Setting(house, whom, _about(house, scene, whom))
    if "tales" in scene:
        truths = house.about(setting.kid)
        fit = [tale for tale in scene["tales"] if truths.fits(tale)] or scene["tales"]
        number_of = house.told_of.get(id(scene), house.chance.randrange(len(fit)))
        house.told_of[id(scene)] = number_of + 1
        setting.tale = fit[number_of % len(fit)]
    _sign(setting, scene, 0, more or {}, links)


def sign_one(house: House, scene: Scene, index: int, whom: Whom, record: str, more: dict[str, Any], links: Any) -> None:
    """Sign one stage of a scene by itself, because it is owed: in ``record``, or as a record of its own."""
    if index == 0 and not record:
        return begin(house, scene, whom, more, links)
    type = scene["stages"][index].get("type", scene["type"])
    setting = Setting(house, whom, _about(house, scene, whom), threads={type: record} if record else {})
    setting.tale = scene["tales"][0] if "tales" in scene else {}
    _sign(setting, {**scene, "stages": scene["stages"][: index + 1]}, index, more, links)
    return None


def _about(house: House, scene: Scene, whom: Whom) -> list[Kid]:
    if scene.get("about") == "all":
        return [kid for kid in house.kids if not kid.gone_since] or list(house.kids)
    kids = [whom] if isinstance(whom, Kid) else []
    others = [kid for kid in house.kids if kid is not whom and not kid.gone_since and kid.ill_until < house.day]
    return [*kids, house.chance.choice(others)] if scene.get("about") == "others" and others else kids


def not_before(began: datetime | None, stage: Stage, content: dict[str, Any]) -> dict[str, Any]:
    """``content``, whose moments do not lie before what the record tells of began: "an hour ago" can be earlier."""
    moments = {field.id for field in stage.fields if field.kind == "moment" and not field.may_precede}
    if began is None:
        return content
    first = clock.text(began)
    return {name: max(answer, first) if name in moments and answer else answer for name, answer in content.items()}


def _sign(setting: Setting, scene: Scene, index: int, more: dict[str, Any] | None = None, links: Any = ()) -> None:
    """Sign one stage of the scene, and put the next on the agenda."""
    house, part = setting.house, scene["stages"][index]
    if not _here(house, setting.whom) or (index and not house.chances(part.get("share", 1))):
        return
    type = load.current().records[part.get("type", scene["type"])]
    stage = type.stage(part["stage"]) if "stage" in part else type.stages[0]
    if index and _signed_lately(house, setting.threads.get(type.id, ""), stage):
        if index + 1 < len(scene["stages"]):
            _next(setting, scene, index + 1)
        return
    by = house.by = setting.hand(part.get("by") or scene["by"])
    urgent = bool(part.get("urgent", scene.get("urgent", False)))
    wait = max(_child_from(setting, scene, part), house.now if urgent else house.works_from(by))
    if wait > house.now:
        house.later(wait, partial(_sign, setting, scene, index, more, links))
        return
    setting.writer = setting.writer or by
    content = answers(setting, stage, part.get("content", {}) | (more or {}))
    worker = setting.whom if isinstance(setting.whom, Hand) and "worker" in type.about else None
    place = _place(setting, scene, type, stage)
    if links:
        place["links"] = links
    content = not_before(setting.began.get(place.get("record", "")), stage, content)
    entry = house.write(type.id, content, by=by, about=setting.kids, about_worker=worker, urgent=urgent, **place)
    setting.threads.setdefault(type.id, entry.record_id)
    setting.began.setdefault(entry.record_id, entry.happened_at)
    setting.content = content
    _follow(house, type, stage, content, entry.record_id)
    if "record" not in place:
        _begun(setting, type, content, by, entry.record_id)
    if part.get("again"):
        _next(setting, scene, index)
    elif index + 1 < len(scene["stages"]):
        _next(setting, scene, index + 1)


def _begun(setting: Setting, type: RecordType, content: dict[str, Any], by: Hand, record: str) -> None:
    """What a new record brings about: it is read, it reopens plans, a plan comes round again, and who is ill is replaced."""
    house = setting.house
    reading.asked(house, type, content, by, record, setting.kids)
    _reopen(setting, type, record)
    if type.plan:
        plans.keep(house, setting.kid, type.id, record)
    if type.id == ABSENCE and isinstance(setting.whom, Hand):
        house.rota.absent(setting.whom, house.day, house.day + ABSENT)


def _child_from(setting: Setting, scene: Scene, part: dict[str, Any]) -> datetime:
    """Now; or when the child is home, if their own words are to stand in it."""
    if isinstance(setting.whom, Kid) and scene["type"] not in ALWAYS and _speaks(part):
        return setting.house.home_from(setting.whom)
    return setting.house.now


def _speaks(part: dict[str, Any]) -> bool:
    """Whether the child is there when it is written: their own words stand in it."""
    return any(name in part.get("content", {}) for name in ("childs_view", "childs_words", "childs_says"))


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
    house, part = setting.house, scene["stages"][index]
    act = partial(_sign, setting, scene, index)
    if "due" in part:
        given = _given(setting.content, part["due"])
        if given:
            day = max(
                house.day + timedelta(days=1), date.fromisoformat(given) - timedelta(days=house.chance.randint(2, 6))
            )
            house.later(_hour(house, scene, day), act)
        return
    days = number(house, part.get("after", 1))
    if days:
        house.later(_hour(house, scene, house.day + timedelta(days=days)), act)
    else:
        house.later(house.now + timedelta(minutes=house.chance.choice((25, 45, 70))), act)


def _signed_lately(house: House, record: str, stage: Stage) -> bool:
    """Whether somebody else has signed this stage of the record meanwhile: ever, or just now where it may come again."""
    if not record or not house.stated.signed(record, stage.id):
        return False
    lately = plans.LATELY if load.current().records[house.stated.type_of(record)].plan else JUST_NOW
    return not stage.repeats or house.now - house.stated.stage_at(record, stage.id) < lately


def _given(content: dict[str, Any], name: str) -> str:
    """The day that an answer, or the first of the rows of a table, gives under this name."""
    rows = [row for one in content.values() if isinstance(one, list) for row in one if isinstance(row, dict)]
    return min((str(one[name]) for one in (content, *rows) if one.get(name)), default="")


def _reopen(setting: Setting, type: RecordType, record: str) -> None:
    """Let the plans that a record reopens be answered in the days after."""
    for kid in setting.kids if type.reopens else ():
        days = setting.house.chance.randint(1, 3)
        setting.house.after(partial(plans.reopened, setting.house, kid, type.reopens, record), days=days)


def _follow(house: House, type: RecordType, stage: Stage, content: dict[str, Any], record: str) -> None:
    """Let actions that were agreed be done."""
    for rule in type.rules[stage.id]:
        if rule.fact == AGREED and rule.rows and content.get(rule.rows):
            rows = content[rule.rows]
            if all("due" in row and "owner" in row for row in rows):
                follow(house, record, rows)
