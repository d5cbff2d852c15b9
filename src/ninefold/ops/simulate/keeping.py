"""What falls due in a home is seen to. Every other Monday those who lead look at what is owed in the days to come, as they would
on the page of what is due, and everything is given a day; a little is late, and a very little of the last weeks is left.

So a simulated home lives every duty of the library that some form of its scenes can meet, also one that was added today.
"""

from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from ninefold.duties.models import ObligationRow
from ninefold.duties.touch import rules, ways
from ninefold.lawbook import load
from ninefold.lawbook.facts import fits
from ninefold.lawbook.model import RecordType, Stage, Yield
from ninefold.lawbook.of_library import of_library
from ninefold.ledger.signing import Link
from ninefold.ops.pen import Hand, answering
from ninefold.ops.simulate import scenes
from ninefold.ops.simulate.house import AlreadyDone, House, Kid, NotAtWork, at

AHEAD = timedelta(days=17)  # how far somebody looks
LONG_OVER = timedelta(days=5)  # what nothing can be written for, and what comes by itself has not come
LATE = 0.03  # the share that is done after its day
LAST_WEEKS = timedelta(days=24)  # before the end, in which something is left undone
LEFT = {"law": 0.0, "guidance": 0.02, "custom": 0.045}
HOURS = (9, 17)
ANSWERED, REVIEWED = "plan-answered-", "plan-reviewed-"


@dataclass(frozen=True, slots=True)
class WhatIsOwed:
    """Something to be done: the duty, whom it is about, and the record (and the row of it) that asks for it."""

    key: str
    duty: str
    subject: str
    record: str
    row: str
    due: datetime


@dataclass(frozen=True, slots=True)
class Answering:
    """A stage that can be signed, and the scene that has words for it."""

    scene: scenes.Scene
    index: int
    type: RecordType
    stage: Stage
    content: dict[str, Any]


def look(house: House) -> None:
    """See what is owed in the days to come, and give each thing a day."""
    house.store()
    house.looked = True
    for row in _open(house, house.now + AHEAD):
        left = house.ends - house.now < LAST_WEEKS and house.chances(LEFT[row.weight])
        if row.key in house.let_be or left:
            house.let_be.add(row.key)
            continue
        owed = WhatIsOwed(row.key, row.duty, row.subject, row.record_id, row.row, row.due_at)
        late = not rules().duties[row.duty][0].every and house.chances(LATE)  # a month that is over is over
        house.later(_when(house, row.due_at, late), partial(see_to, house, owed, house.now))


def settle_up(house: House, kid: Kid) -> None:
    """What is still owed to a child who leaves today is done before they go."""
    house.store()
    for row in _open(house, house.now + timedelta(days=60)):
        if row.subject == kid.ref["who"] or row.record_id in house.stated.records_of(kid.ref["who"]):
            with suppress(AlreadyDone, NotAtWork):
                see_to(house, WhatIsOwed(row.key, row.duty, row.subject, row.record_id, row.row, row.due_at), house.now)


def _open(house: House, until: datetime) -> list[ObligationRow]:
    rows = ObligationRow.objects.filter(home=house.home, met_at=None, void_at=None, opened_at__lte=house.now)
    rows = rows.filter(due_at__lte=until).exclude(ends_at__isnull=False, ends_at__lte=house.now)
    return list(rows.order_by("due_at", "key"))


def _when(house: House, due: datetime, late: bool) -> datetime:
    """A moment before it is due; soon, when that is over or near; now and then after."""
    days = (due - house.now).days
    if days > 1 and not late:
        ahead = house.chance.randint(1, max(1, days - 1))
    else:
        ahead = house.chance.randint(1, 2) if days <= 1 else days + house.chance.randint(1, 3)
    when = at(house.day + timedelta(days=ahead), house.chance.randint(*HOURS), house.chance.randrange(60))
    return when if days <= 0 or when < due or ahead > days else max(due - timedelta(hours=2), house.now)


def see_to(house: House, owed: WhatIsOwed, since: datetime) -> None:
    """Do what is owed, unless it was done since somebody looked, or whom it is about has left."""
    wanted = facts(owed.duty)
    if max(house.stated.when(wanted, owed.record), house.stated.when(wanted, owed.subject)) > since:
        return
    whom = _whom(house, owed)
    if whom is False:
        return
    if owed.duty in SPECIAL and SPECIAL[owed.duty](house, whom, owed):
        return
    # What has words of its own for it goes before what has to be changed: who looks at the fridges is not in the bedrooms.
    for alike in ((), ALIKE):
        for part in _parts(owed.duty):
            if _play(house, part, whom, owed, wanted, alike):
                return
    if house.now - owed.due > LONG_OVER:
        house.unmet[owed.duty] = house.unmet.get(owed.duty, 0) + 1


def _whom(house: House, owed: WhatIsOwed) -> Any:
    """The child or adult it is about; None for the home, and False for somebody who is not here."""
    about = rules().duties[owed.duty][0].about
    if about == "child":
        return next((kid for kid in house.kids if kid.ref["who"] == owed.subject), False)
    if about == "worker":
        return next((hand for hand in [*house.team, *house.agency] if hand.ref["who"] == owed.subject), False)
    return None


@of_library
def facts(duty: str) -> frozenset[str]:
    """The names of the facts that meet a duty."""
    wanted: set[str] = set()
    for one in rules().duties[duty]:
        wanted.update(way.fact for way in ways(one))
        again = one.rhythm or one.every
        wanted.update({again.counted} if again else ())
    return frozenset(wanted)


def can(duty: str) -> bool:
    """Whether there are words for something that meets a duty."""
    return duty in SPECIAL or bool(_parts(duty))


@of_library
def _bank() -> dict[tuple[str, str], list[tuple[scenes.Scene, int]]]:
    """Every stage that scenes have words for, and where."""
    types, bank = load.current().records, dict[tuple[str, str], list[tuple[scenes.Scene, int]]]()
    for scene in scenes.scenes():
        for index, part in enumerate(scene["stages"]):
            type = types[part.get("type", scene["type"])]
            bank.setdefault((type.id, part.get("stage", type.stages[0].id)), []).append((scene, index))
    return bank


@of_library
def _parts(duty: str) -> tuple[Answering, ...]:
    """What could be signed to meet a duty: stages of the record that asks for it first."""
    wanted, parts = facts(duty), []
    for type in load.current().records.values():
        for stage in type.stages:
            named = {*(rule.fact for rule in type.rules[stage.id]), *(f.fact for f in stage.fields)}
            if wanted & named:
                for scene, index in _bank().get((type.id, stage.id), ()):
                    parts.append(Answering(scene, index, type, stage, scene["stages"][index].get("content", {})))
    return tuple(sorted(parts, key=lambda part: part.stage is part.type.stages[0]))


def _play(
    house: House, part: Answering, whom: Any, owed: WhatIsOwed, wanted: Iterable[str], alike: Collection[str]
) -> bool:
    """Sign ``part`` for what is owed, if it can state what is wanted here with the answers in ``alike`` changed. Whether it did."""
    first = part.stage is part.type.stages[0]
    opened = house.stated.type_of(owed.record)
    record = "" if first else owed.record if opened == part.type.id else ""
    if not first and not record:
        record = whom.plans.get(part.type.id, "") if isinstance(whom, Kid) else ""
    if not first and not record:
        return False
    for rule in part.type.rules[part.stage.id]:
        if rule.fact in wanted:
            more = _so_that(rule, part, owed, alike)
            if more is not None:
                links = answering(owed.record, owed.row) if owed.record and record != owed.record else ()
                scenes.sign_one(house, part.scene, part.index, whom, record, more, _allowed(house, links))
                return True
    return False


def _allowed(house: House, links: tuple[Link, ...]) -> tuple[Link, ...]:
    """Links to what this home has written: what was brought forward stands by itself."""
    return links if links and house.stated.type_of(links[0]["to"]) not in ("", "brought-forward") else ()


def _so_that(rule: Yield, part: Answering, owed: WhatIsOwed, alike: Collection[str]) -> dict[str, Any] | None:
    """Answers to be given so that ``rule`` states its fact: none, where the scene's own do; None, where they cannot."""
    more: dict[str, Any] = {}
    asked = {field.id: field for field in part.stage.fields}
    if rule.rows and not part.content.get(rule.rows):
        return None
    if not rule.rows:
        for name, value in rule.when.items():
            given = part.content.get(name)
            if given != value and not fits({name: value}, {name: given}):
                options = value if isinstance(value, list) else [value]
                if asked[name].kind == "choice" and isinstance(given, list) and set(given) & set(options):
                    more[name] = next(one for one in given if one in options)
                elif asked[name].kind == "choice" and given is not None and name in alike:
                    more[name] = options[0]
                else:
                    return None
    row = rule.data.get("row")
    if row and owed.row and row in asked:
        more[row] = int(owed.row) if asked[row].kind != "line" else owed.row
    return more


# Questions whose answer may be changed while the rest of a scene's words stay true.
ALIKE = ("course", "area", "policy", "kind", "paper")


def _supervise(house: House, whom: Any, owed: WhatIsOwed) -> bool:
    from ninefold.ops.simulate import leading

    if isinstance(whom, Hand):
        leading.supervision(house, whom)
    return True


def _sign_supervision(house: House, whom: Any, owed: WhatIsOwed) -> bool:
    from ninefold.ops.simulate import leading

    leading.signed(house, whom, owed.record)
    return True


def _appraise(house: House, whom: Any, owed: WhatIsOwed) -> bool:
    from ninefold.ops.simulate import leading

    leading.appraisal(house, whom)
    return True


def _diploma(house: House, whom: Any, owed: WhatIsOwed) -> bool:
    day = house.day - timedelta(days=4)
    content = {"kind": "level-3", "name": "Level 3 Diploma for Residential Childcare", "achieved_on": day.isoformat()}
    house.write("qualification", content, by=house.manager, about_worker=whom)
    return True


def _reply(house: House, whom: Any, owed: WhatIsOwed) -> bool:
    from ninefold.ops.simulate import leading

    if house.stated.type_of(owed.record) != "professional-contact":
        return False
    leading.replied(house, whom, owed.record)
    return True


def _visit(house: House, whom: Any, owed: WhatIsOwed) -> bool:
    from ninefold.ops.simulate import leading

    if house.home_from(whom) > house.now:
        raise NotAtWork(house.home_from(whom))
    leading.visited(house, whom)
    return True


def _read_month(house: House, whom: Any, owed: WhatIsOwed) -> bool:
    from ninefold.ops.simulate import summaries

    summaries.read(house, whom, owed.record)
    return True


def _drill_with(house: House, whom: Any, owed: WhatIsOwed) -> bool:
    from ninefold.ops.simulate import leading

    leading.drill(house, [whom])
    return True


def _act(house: House, whom: Any, owed: WhatIsOwed) -> bool:
    from ninefold.ops.simulate import weeks

    weeks.done(house, owed.record, owed.row or "1", {"owner": None})
    return True


def _check_action(house: House, whom: Any, owed: WhatIsOwed) -> bool:
    from ninefold.ops.simulate import weeks

    if house.stated.type_of(owed.record) == "action-done":
        weeks.checked(house, owed.record)
        return True
    return False


def _answer_wish(house: House, whom: Any, owed: WhatIsOwed) -> bool:
    from ninefold.ops.simulate import weeks

    asked = {"answer": "yes", "reply": "{me}, yes. We do it this week, and {staff} helps.", "changed": "Done as asked"}
    weeks.answer(house, whom, asked, owed.record, "answer" if house.stated.type_of(owed.record) == "wish" else "")
    return True


def _key_work(house: House, whom: Any, owed: WhatIsOwed) -> bool:
    from ninefold.ops.simulate import weeks

    weeks.key_work(house, whom)
    return True


def _answer_plan(house: House, whom: Any, owed: WhatIsOwed) -> bool:
    from ninefold.ops.simulate import plans, schooling

    plan = owed.duty.removeprefix(ANSWERED).removeprefix(REVIEWED)
    event = owed.record if owed.duty.startswith(ANSWERED) else ""
    if plan == "education-plan" and isinstance(whom, Kid):
        schooling.answer(house, whom, event)
    elif isinstance(whom, Kid) and plan in whom.plans:
        plans.answer(house, whom, plan, event)
    return True


def _send_week(house: House, whom: Any, owed: WhatIsOwed) -> bool:
    """A page whose writer was away for days is written by whoever is on duty."""
    from ninefold.ops.simulate import summaries

    if house.now > owed.due:  # until then it comes by itself
        summaries.send_week(house, whom, house.present(whom.key))
    return True


class _Special(dict[str, Any]):
    def __contains__(self, duty: object) -> bool:
        return super().__contains__(duty) or str(duty).startswith((ANSWERED, REVIEWED))

    def __missing__(self, duty: str) -> Any:
        return _answer_plan


# What is told in Python and not in a scene.
SPECIAL = _Special(
    {
        "supervision": _supervise,
        "supervision-signed": _sign_supervision,
        "appraisal": _appraise,
        "level-3": _diploma,
        "action-done": _act,
        "action-checked": _check_action,
        "wish-answered": _answer_wish,
        "key-work": _key_work,
        "weekly-summary": _send_week,
        "visit-on-request": _visit,
        "visit-after-warning": _visit,
        "request-answered": _reply,
        "monthly-summary-read": _read_month,
        "enrolled-in-time": _diploma,
        "fire-drill-worker": _drill_with,
    }
)
