"""The answers of a scene: what stands in its file becomes what an entry may say, by the kind of each question.

| kind | how it is written |
|---|---|
| line, story, voice, medicine, place | a template, or a list of which one is taken; ``{me}``, ``{worker}`` and the lists |
| choice | an option, or a list of which one is taken |
| choices | a list of which some are taken; ``{all: [...]}`` takes all |
| yesno | true or false, or the share that is true: 0.9 |
| number, score, scale, duration, money | a number, ``[least, most]``, or ``{grows: [base, a year, give or take]}`` by age |
| date | days from today: 90, -3, or ``[least, most]`` |
| moment | minutes before now: 30, or ``[least, most]`` |
| interval | "6 weeks" |
| person, child | who: me, other, key, carer, manager, deputy, senior, responsible, family, social-worker, self |
| people, children | a list of these, or ``all`` (all children) |
| steps | a list of options, ticked one after the other |
| strategies | ``plan``: two or three of the child's own calming steps |
| body-map | a list of ``{place, note}`` |
| table | a list of rows, or ``{rows: [least, most], of: {...}}`` for so many alike |

Numbers and days in columns of a table are written in the same way.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any

from ninefold.base import clock
from ninefold.lawbook.facts import fits
from ninefold.lawbook.model import FormField, Stage
from ninefold.ops.mentions import Reference, plain
from ninefold.ops.pen import Hand
from ninefold.ops.simulate.house import House, Kid

DAYS_OF_A_YEAR = 365.25


@dataclass
class Setting:
    """Whom a scene is about, in which house, who signed first, and the records it has opened by their type."""

    house: House
    whom: Kid | Hand | None
    kids: list[Kid]
    writer: Hand | None = None
    threads: dict[str, str] = field(default_factory=dict)

    @property
    def kid(self) -> Kid:
        """The child it is about; somebody of the house, where it is about none."""
        if isinstance(self.whom, Kid):
            return self.whom
        return self.kids[0] if self.kids else self.house.chance.choice(self.house.kids)

    @property
    def told(self) -> dict[str, str]:
        """What a template may ask here."""
        told = self.house.about(self.kid)
        return told | ({"worker": "@" + self.whom.name} if isinstance(self.whom, Hand) else {})

    def hand(self, who: str) -> Hand:
        """One of the team, by what a scene calls them."""
        house = self.house
        match who:
            case "key":
                return self.kid.key
            case "manager":
                return house.manager
            case "deputy":
                return house.deputy
            case "senior":
                return house.chance.choice(house.role("senior") or house.carers)
            case "responsible":
                return house.role("responsible-individual")[0]
            case "independent":
                return house.role("independent-person")[0]
            case "self" if isinstance(self.whom, Hand):
                return self.whom
            case "writer" if self.writer:
                return self.writer
            case "carer":
                return house.carer()
        raise ValueError(f"There is nobody called {who} in a scene")

    def person(self, who: str) -> Reference:
        """Somebody's reference, by what a scene calls them."""
        match who:
            case "me":
                return self.kid.ref
            case "other":
                others = [kid for kid in self.house.kids if kid is not self.kid]
                return self.house.chance.choice(others or [self.kid]).ref
            case "family":
                return self.house.chance.choice(self.kid.family)[0]
            case "social-worker":
                return self.kid.social_worker
        return self.hand(who).ref


def number(house: House, wanted: Any) -> int:
    """A whole number: as it stands, or between two."""
    return house.chance.randint(*wanted) if isinstance(wanted, list) else int(wanted)


def answers(setting: Setting, stage: Stage, told: dict[str, Any]) -> dict[str, Any]:
    """What somebody answers to the questions of ``stage``. Raises ValueError for a question that is not asked."""
    asked = {field.id: field for field in stage.fields}
    strange = set(told) - set(asked)
    if strange:
        raise ValueError(f"{stage.title}: a scene answers what is not asked: {', '.join(sorted(strange))}")
    content = {name: _answer(setting, asked[name], value) for name, value in told.items()}
    for _ in range(2):  # what hangs on an answer that is taken back is taken back with it
        content = {n: a for n, a in content.items() if a is not None and _asked(asked[n], content)}
    return content


def _asked(field: FormField, content: dict[str, Any]) -> bool:
    return not field.when or fits(field.when, content)


def _answer(setting: Setting, field: FormField, value: Any) -> Any:
    if field.each:
        return {kid.ref["who"]: _one(setting, field, value) for kid in setting.kids}
    return _one(setting, field, value)


def _one(setting: Setting, field: FormField, value: Any) -> Any:
    if value is None:
        return None
    return KINDS[field.kind](setting, field, value)


def _picked(setting: Setting, value: Any) -> Any:
    return setting.house.chance.choice(value) if isinstance(value, list) else value


def _line(setting: Setting, field: FormField, value: Any) -> str:
    return plain(setting.house.words.fill(str(_picked(setting, value)), setting.told))


def _story(setting: Setting, field: FormField, value: Any) -> Any:
    house = setting.house
    return house.runs(house.words.fresh(lambda: house.words.fill(str(_picked(setting, value)), setting.told)))


def _voice(setting: Setting, field: FormField, value: Any) -> Any:
    if setting.kids:
        return setting.house.in_their_words(setting.kid, str(_picked(setting, value)))
    return [_line(setting, field, value)]


def _choice(setting: Setting, field: FormField, value: Any) -> Any:
    return _picked(setting, value)


def _choices(setting: Setting, field: FormField, value: Any) -> list[str]:
    if isinstance(value, dict):
        return list(value["all"])
    few = setting.house.chance.sample(value, setting.house.chance.randint(1, min(3, len(value))))
    return sorted(few, key=value.index)


def _yesno(setting: Setting, field: FormField, value: Any) -> bool:
    return value if isinstance(value, bool) else setting.house.chances(value)


def _whole(setting: Setting, field: FormField, value: Any) -> int:
    if isinstance(value, dict):
        base, a_year, play = value["grows"]
        years = (setting.house.day - setting.kid.born).days / DAYS_OF_A_YEAR
        return round(base + a_year * years + setting.house.chance.uniform(-play, play))
    return number(setting.house, value)


def _decimal(setting: Setting, field: FormField, value: Any) -> str:
    if isinstance(value, float):
        return str(Decimal(str(value)))
    return str(_whole(setting, field, value))


def _date(setting: Setting, field: FormField, value: Any) -> str:
    return (setting.house.day + timedelta(days=number(setting.house, value))).isoformat()


def _moment(setting: Setting, field: FormField, value: Any) -> str:
    before = setting.house.now - timedelta(minutes=number(setting.house, value))
    return clock.text(before.replace(second=0, microsecond=0))


def _person(setting: Setting, field: FormField, value: Any) -> Reference:
    return setting.person(_picked(setting, value))


def _people(setting: Setting, field: FormField, value: Any) -> list[Reference]:
    if value == "all":
        return [kid.ref for kid in setting.house.kids]
    found = [setting.person(who) for who in value]
    return list({ref["who"]: ref for ref in found}.values())


def _steps(setting: Setting, field: FormField, value: list[str]) -> list[dict[str, Any]]:
    first = setting.house.now - timedelta(minutes=5 * len(value))
    return [
        {"step": step, "at": clock.text((first + timedelta(minutes=5 * n)).replace(second=0, microsecond=0))}
        for n, step in enumerate(value)
    ]


def _strategies(setting: Setting, field: FormField, value: Any) -> list[dict[str, Any]]:
    steps = setting.house.chance.sample(setting.kid.card["calming"], min(2, len(setting.kid.card["calming"])))
    return [{"step": step, "outcome": setting.house.chance.choice(("helped", "helped", "no"))} for step in steps]


def _body(setting: Setting, field: FormField, value: list[dict[str, str]]) -> list[dict[str, str]]:
    return [setting.house.chance.choice(value)]


def _table(setting: Setting, field: FormField, value: Any) -> list[dict[str, Any]]:
    if isinstance(value, dict):
        value = [value["of"]] * number(setting.house, value["rows"])
    columns = {column.id: column for column in field.columns}
    rows = [{name: _one(setting, columns[name], told) for name, told in row.items()} for row in value]
    return [{n: a for n, a in row.items() if a is not None and _asked(columns[n], row)} for row in rows]


KINDS: dict[str, Callable[[Setting, FormField, Any], Any]] = {
    **dict.fromkeys(("line", "medicine", "place", "interval"), _line),
    "story": _story,
    "voice": _voice,
    "choice": _choice,
    "choices": _choices,
    "yesno": _yesno,
    **dict.fromkeys(("score", "scale", "duration", "money"), _whole),
    "number": _decimal,
    "date": _date,
    "moment": _moment,
    **dict.fromkeys(("person", "child"), _person),
    **dict.fromkeys(("people", "children"), _people),
    "steps": _steps,
    "strategies": _strategies,
    "body-map": _body,
    "table": _table,
}
