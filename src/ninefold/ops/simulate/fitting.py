"""Which sentences would be true of a child on a day: nobody loses a milk tooth at fifteen, or a PE kit in August."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

INNERMOST = re.compile(r"\[([^\[\]]*)\]")
SCHOOL = re.compile(
    r"\{(lesson|teacher|schoolthing|Lesson|Teacher|Schoolthing|goodnews|Goodnews|badnews|Badnews)\}|\bschool|\bPE\b|[Hh]omework|assembly"
    r"|trip money|library book|head of year|dinner lady|set in|\bbus stop|reading record|detention|supply teacher|coursework"
    r"|uniform|tutor group|playground|bell\b|\bclass\b|half day|inset",
)
NO_SCHOOL = re.compile(r"[Nn]o school|[Dd]ay off|slept till|lie-in|\bholidays?\b today|Pyjama morning")
# By which ages something is said, by which months, and of whom.
AGES = (
    (re.compile(r"tooth gap|milk tooth|[Tt]eddy|Bubbles in the bath|pyjamas with|the Twits|night light|colouring|chapters of"), 0, 10),
    (
        re.compile(
            r"apprentice|driving|prom suit|payslip|tenancy|Rightmove|college|Level 3 course|Saturday job|CV\b|bank account|own flat"
            r"|savings plan|gym\b|aftershave|shav(e|ing)\b"
        ),
        14,
        18,
    ),
    (re.compile(r"practised telling the time"), 0, 10),
    (re.compile(r"entry level|functional skills|^mock$"), 14, 18),
    (re.compile(r"held \{staff\}'s hand|chose the voices"), 0, 9),
    (re.compile(r"vap(e|ing)|cigarette|periods|Facetime|group chat|hair gel|nail varnish|TikTok|Snapchat|consent, really"), 11, 18),
    (re.compile(r"on (the|his|her|{his}) own bus|bus (in|to town) alone|alone into town"), 12, 18),
)  # fmt: skip
MONTHS = (
    (re.compile(r"pumpkin|Halloween"), {10}),
    (re.compile(r"snow|icy|\bgrit\b|frost"), {11, 12, 1, 2}),
    (re.compile(r"Christmas|I'm a Celebrity|Home Alone|advent"), {12}),
    (re.compile(r"Easter"), {3, 4}),
    (re.compile(r"tomatoes|barbecue|paddling|ice lolly|heatwave|sun ?cream|picnic"), {5, 6, 7, 8, 9}),
    (re.compile(r"[Ff]irework"), {11}),
    (re.compile(r"Panto"), {12, 1}),
    (re.compile(r"[Ll]ambs fed"), {3, 4, 5}),
    (re.compile(r"[Ss]trawberr"), {6, 7}),
    (re.compile(r"kayak|a beach day|crazy golf"), {5, 6, 7, 8, 9}),
    (re.compile(r"leaves all over|conkers"), {9, 10, 11}),
    (re.compile(r"tadpoles|frogspawn"), {3, 4, 5, 6}),
)
GIRLS = re.compile(r"periods and pads")


@dataclass(frozen=True, slots=True)
class ChildsDay:
    """A child's day as sentences must fit it. ``taught``: they were at school, or school was open and they are told of it."""

    day: date
    age: int
    girl: bool
    taught: bool

    def fits(self, template: Any) -> bool:
        """Whether what stands outside of alternatives fits, and of every group of alternatives one at least.

        What is more than a sentence (a scene with its texts) fits with all its sentences, and when its ``ages`` do.
        """
        if isinstance(template, dict):
            least, most = template.get("ages", (0, 99))
            return least <= self.age <= most and all(self.fits(one) for one in template.values())
        if not isinstance(template, str):
            return True
        text = template
        while group := INNERMOST.search(text):
            if not any(self.true(one) for one in group.group(1).split("|")):
                return False
            text = text[: group.start()] + text[group.end() :]
        return self.true(text)

    def true(self, text: str) -> bool:
        """Whether one sentence without alternatives could be said of this child today."""
        about = _about(text)
        if (about.school and not self.taught) or (about.free and self.taught) or (about.girls and not self.girl):
            return False
        return about.least <= self.age <= about.most and (not about.months or self.day.month in about.months)


@dataclass(frozen=True, slots=True)
class _About:
    school: bool
    free: bool
    girls: bool
    least: int
    most: int
    months: frozenset[int]


@cache
def _about(text: str) -> _About:
    ages = [(least, most) for pattern, least, most in AGES if pattern.search(text)]
    months = [frozenset(when) for pattern, when in MONTHS if pattern.search(text)]
    return _About(
        school=bool(SCHOOL.search(text)),
        free=bool(NO_SCHOOL.search(text)),
        girls=bool(GIRLS.search(text)),
        least=max((one[0] for one in ages), default=0),
        most=min((one[1] for one in ages), default=99),
        months=frozenset.intersection(*months) if months else frozenset(),
    )
