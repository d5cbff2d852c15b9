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
| photo | ``face``: the child's face, drawn |
| body-map | a list of ``{place, note}`` |
| table | a list of rows, or ``{rows: [least, most], of: {...}}`` for so many alike |

Numbers and days in columns of a table are written in the same way. ``$name`` stands for what the scene's tale says under
that name, of any of these kinds, and ``{name}`` in a text for the same in words. Each tale knows ``$medicine``, one that the
child takes, and ``$legal``, the law under which they are looked after.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from ninefold.forms.kind import kind_of
from ninefold.lawbook.facts import fits
from ninefold.lawbook.model import FormField, Stage
from ninefold.ops.mentions import Reference, plain
from ninefold.ops.pen import Hand
from ninefold.ops.simulate import faces
from ninefold.ops.simulate.house import House, Kid
from ninefold.ops.simulate.words import story

DAYS_OF_A_YEAR = 365.25
INHALER = "Salbutamol 100 micrograms inhaler"
ONLY = re.compile(r"\{(\w+)\}")
LAW = {"section 20": "s20", "section 31 care order": "s31", "interim care order": "s38"}


@dataclass
class Setting:
    """Whom a scene is about, in which house, who signed first, and the records it has opened by their type."""

    house: House
    whom: Kid | Hand | None
    kids: list[Kid]
    writer: Hand | None = None
    tale: dict[str, Any] = field(default_factory=dict)
    content: dict[str, Any] = field(default_factory=dict)  # what the stage before answered
    threads: dict[str, str] = field(default_factory=dict)
    began: dict[str, datetime] = field(default_factory=dict)  # by record: when what it tells of began

    @property
    def kid(self) -> Kid:
        """The child it is about; somebody of the house, where it is about none."""
        if isinstance(self.whom, Kid):
            return self.whom
        return self.kids[0] if self.kids else self.house.chance.choice(self.house.kids)

    @property
    def told(self) -> Mapping[str, str]:
        """What a template may ask here."""
        told = self.house.about(self.kid) | {name: one for name, one in self.tale.items() if isinstance(one, str)}
        return told | ({"worker": "@" + self.whom.name} if isinstance(self.whom, Hand) else {})

    def of_tale(self, value: Any) -> Any:
        """``value``, or what the tale says in its place; so with each part of a list or a row."""
        if isinstance(value, list):
            return [self.of_tale(one) for one in value]
        if isinstance(value, dict):
            return {name: self.of_tale(one) for name, one in value.items()}
        if not isinstance(value, str) or not value.startswith("$"):
            return value
        name = value[1:]
        if name == "legal":
            return LAW.get(self.kid.legal, "s31")
        if name == "medicine":
            return self.kid.shelf[0].card["medicine"] if self.kid.shelf else INHALER
        if name == "name" and isinstance(self.whom, Hand):
            return self.house.names[self.whom.ref["who"]]
        if name == "sex" and isinstance(self.whom, Hand):
            return "female" if self.whom.name in story("cast")["women"] else "male"
        if name == "monday":
            return 7 - self.day.weekday()
        return self.tale.get(name)

    @property
    def day(self) -> date:
        """The day it is in the house."""
        return self.house.day

    @property
    def now(self) -> datetime:
        """The moment it is in the house."""
        return self.house.now

    def pick(self, told: Any) -> Any:
        """One of several things that fits, or the only one."""
        return self.house.words.one_of(told, self.told) if isinstance(told, list) else told

    def line(self, told: Any) -> str:
        """A text filled in, without the marks of names."""
        return plain(self.house.words.fill(str(self.pick(told)), self.told))

    def story(self, told: Any) -> list[Any]:
        """A text filled in, not the same as yesterday's, with its people as references."""
        words = self.house.words
        return self.house.runs(words.fresh(lambda: words.fill(str(self.pick(told)), self.told)))

    def voice(self, template_of: Any) -> list[Any]:
        """A text as the child would say it; without a child, as it stands."""
        template = str(self.pick(template_of))
        for name, one in self.tale.items():
            template = template.replace("{" + name + "}", str(one))
        return self.house.in_their_words(self.kid, template) if self.kids else [self.line(template)]

    def number(self, told: Any) -> int:
        """A whole number: as it stands, or between two."""
        return number(self.house, told)

    def grown(self, base: float, a_year: float, play: float) -> int:
        """A number that grows with the child by so much a year, give or take."""
        years = (self.house.day - self.kid.born).days / DAYS_OF_A_YEAR
        return round(base + a_year * years + self.house.chance.uniform(-play, play))

    def chances(self, share: float) -> bool:
        """Whether something happens that happens so often."""
        return self.house.chances(share)

    def some(self, several: Sequence[Any], least: int, most: int) -> list[Any]:
        """So many of several things, in any order; all, where there are fewer."""
        count = least if least == most else self.house.chance.randint(least, most)
        return self.house.chance.sample(several, min(count, len(several)))

    def calming(self) -> list[str]:
        """What calms the child."""
        return list(self.kid.card["calming"])

    def everybody(self) -> list[Reference]:
        """All children of the house."""
        return [kid.ref for kid in self.house.kids]

    def picture(self) -> dict[str, Any]:
        """The child's face, drawn and kept."""
        house = self.house
        return faces.keep(house.home, self.kid.ref["name"], house.manager.ref["who"], house.now)

    def hand(self, who: str) -> Hand:
        """One of the team, by what a scene calls them."""
        house = self.house
        roles = {"responsible": "responsible-individual", "independent": "independent-person"}
        match who:
            case "key":
                return self.kid.key
            case "manager":
                return house.role("responsible-individual")[0] if self.whom is house.manager else house.manager
            case "deputy":
                return house.manager if self.whom is house.deputy else house.deputy  # nobody asks themselves
            case "senior":
                here = [hand for hand in house.on_duty() if hand.role == "senior"]
                return house.chance.choice(here or house.role("senior") or house.carers)
            case "colleague":
                return house.colleague()
            case "self" if isinstance(self.whom, Hand):
                return self.whom
            case "writer" | "carer":
                return (self.writer if who == "writer" else None) or house.carer()
        if who in roles:
            return house.role(roles[who])[0]
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
    of_tale, value = value, setting.of_tale(value)
    if field.kind == "choices" and isinstance(value, str | list) and (of_tale != value or isinstance(value, str)):
        value = {"all": [value] if isinstance(value, str) else value}  # what a tale names is so, all of it
    if isinstance(value, str) and (gone := ONLY.fullmatch(value)) and setting.tale.get(gone.group(1), "") is None:
        value = None  # the tale has nothing to say here
    return None if value is None else kind_of(field).invent(field, value, setting)
