"""What a home's inspection report says beside its judgements: what must be done by when, what is recommended, who runs
the home, who inspected, for how many children it is. Pure: text in, facts out.

Nothing is guessed. Each thing is read, or missing, or it is *unsure*: the report speaks of it in a way that was not
understood, and then what stands there is shown to a person, who may finish it.
"""

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from ninefold.sector.cells import day_of_text

_DATE = r"\d{1,2}\s+(?:January|February|March|April|May|June|July|August|September|October|November|December)\s+\d{4}|\d{1,2}/\d{1,2}/\d{4}"
_HEAD = re.compile(
    r"^[ \t]*(?:Inspection|Monitoring visit|Monitoring|Assurance inspection|Assurance visit|Interim inspection)[^\n]{0,60}"
    r"report for[^\n]*:[^\n]*\n(?:[ \t]*\d{1,2}[ \t]*\n)?",
    re.M | re.I,
)
_IMPROVE = re.compile(
    r"What (?:does|do) the (?:children.s )?(?:home|provider|service)s? need to do to improve\??", re.I
)
_REQUIREMENTS = re.compile(r"^[ \t]*Requirements?[ \t]+Due date[ \t]*$", re.M | re.I)
_STATUTORY = re.compile(r"^[ \t]*Statutory requirements?[ \t]*:?[ \t]*$", re.M | re.I)
_RECOMMENDATIONS = re.compile(r"^[ \t]*Recommendations?[ \t]*:?[ \t]*$", re.M | re.I)
_AFTER = re.compile(
    r"^[ \t]*(?:Information about this (?:inspection|visit|monitoring visit)|Children.s home details|Inspection judgements"
    r"|Recent inspection history|Inspectors?[ \t]*$|Steps? taken|The Office for Standards)",
    re.M | re.I,
)
_LONE_DATE = re.compile(rf"^\s*(?:By\s+)?({_DATE})\s*\.?\s*$", re.I | re.M)
_END_DATE = re.compile(rf"[ \t]{{1,}}({_DATE})[ \t]*$", re.M | re.I)
_TOLD_OF = re.compile(r"\b(?:on|since|from|dated|of|in|between|and|to|until|before|after)\s*$", re.I)  # an event's day
_REGULATION = re.compile(r"\bregulations?\s+(\d{1,2}[A-Z]?)\b", re.I)
_FURTHER = re.compile(r"(?:\band\b|,|;)\s*(?:regulations?\s+)?(\d{1,2}[A-Z]?)\s*(?=\()", re.I)
_PARAGRAPHS = re.compile(r"\((\w{1,4})\)")
_OTHER_LAW = re.compile(r"\bof the\b|\bAct\b|\b20(?:09|10|11|12|13)\b", re.I)
_PAGE = re.compile(r"\bpages?\s+(\d{1,3})", re.I)
_PARAGRAPH = re.compile(r"\bparagraphs?\s+(\d{1,2}(?:\.\d{1,3})?)", re.I)
_BULLET = re.compile(
    r"(?:^[ \t]*[\u2022\u25a0\u25cf\u25aa\u2023\u00b7]|[\ue000-\uf8ff])[ \t]*", re.M
)  # a symbol font's among them
_NUMBERS = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
]
_CHILDREN = r"(?:children|young people|young persons?|boys|girls|residents|child)"
_PLACES = re.compile(
    rf"\b(?:up to|maximum of|no more than|registered for|accommodat\w+ (?:for )?|care (?:and accommodation )?for)\s+"
    rf"(?:a maximum of |up to )?(\d{{1,2}}|{'|'.join(_NUMBERS)})\s+(?:[a-z-]+ ){{0,3}}?{_CHILDREN}\b",
    re.I,
)
_AGES = re.compile(
    r"\b(?:aged?|ages?|ages of)\s*(?:of\s+|between\s+|from\s+)?(\d{1,2})\s*(?:and|to|-|–)\s*(\d{1,2})\b", re.I
)
_VACANT = re.compile(r"\b(vacant|no registered manager|not applicable|none)\b", re.I)


@dataclass(slots=True)
class Requirement:
    """Something that must be done: the regulation and its paragraphs, and by which day."""

    text: str
    regulation: str = ""
    paragraphs: str = ""
    also: list[str] = field(default_factory=list)
    due: date | None = None
    enforced: bool = False


@dataclass(slots=True)
class Recommendation:
    """Something that should be done, with the page and paragraph of the Guide that it rests on."""

    text: str
    page: int | None = None
    paragraph: str = ""


@dataclass(slots=True)
class Facts:
    """What a report says. What it does not say is empty; ``unsure`` names what it says in a way that was not understood."""

    requirements: list[Requirement] = field(default_factory=list)
    recommendations: list[Recommendation] = field(default_factory=list)
    manager: str = ""
    manager_vacant: bool = False
    responsible: str = ""
    inspectors: list[str] = field(default_factory=list)
    places: int | None = None
    ages: tuple[int, int] | None = None
    about: str = ""
    enforcement: str = ""
    last_day: date | None = None
    unsure: dict[str, str] = field(default_factory=dict)

    def as_plain(self) -> dict[str, Any]:
        """For the database: days as text."""
        plain = asdict(self)
        plain["last_day"] = self.last_day.isoformat() if self.last_day else None
        for one in plain["requirements"]:
            one["due"] = one["due"].isoformat() if one["due"] else None
        return plain


def read(text: str, on: date | None = None) -> Facts:
    """The facts of a report's text; ``on`` is the first day of its inspection, before which nothing can be due."""
    plain = _HEAD.sub("\n", text.replace("\u00a0", " ").replace("’", "'").replace("‘", "'"))
    facts = Facts()
    facts.about = _about(plain)
    facts.places = _single(facts, "places", {_number(found) for found in _PLACES.findall(facts.about)}, facts.about)
    facts.ages = _single(
        facts, "ages", {(int(low), int(high)) for low, high in _AGES.findall(facts.about)}, facts.about
    )
    _people(facts, plain)
    facts.enforcement = _after_label(plain, r"Enforcement action since (?:the )?last inspection")
    _improvements(facts, plain)
    for place, one in enumerate(facts.requirements, start=1):
        if one.due and on and one.due < on:
            facts.unsure[f"requirement {place}: due"], one.due = (
                f"{one.due:%-d %B %Y}, which is before the inspection",
                None,
            )
    return facts


def _about(text: str) -> str:
    """What the first page says of the home, up to the days of the inspection."""
    start = re.search(r"Information about this (?:children's )?home|Service information", text, re.I)
    if not start:
        return ""
    end = re.search(r"(?:Inspection|Visit) dates?:", text[start.end() :])
    return _flat(text[start.end() : start.end() + (end.start() if end else 1500)])[:1500]


def _single(facts: Facts, name: str, values: set[Any], seen: str) -> Any:
    """The only value; when there are several, none of them, and the field is unsure."""
    if len(values) > 1:
        facts.unsure[name] = seen[:600]
    return next(iter(values)) if len(values) == 1 else None


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS.index(word.lower()) + 1


def _flat(text: str) -> str:
    return " ".join(text.split())


def _after_label(text: str, label: str) -> str:
    """What stands behind a label, up to the next empty line or the next label."""
    found = re.search(
        rf"^[ \t]*{label}[ \t]*:[ \t]*((?:[^\n]*\S[^\n]*(?:\n|\Z))?(?:(?![^\n:]{{2,60}}:)[^\n]*\S[^\n]*(?:\n|\Z))*)",
        text,
        re.M | re.I,
    )
    return _flat(found[1])[:400] if found else ""


def _people(facts: Facts, text: str) -> None:
    details = re.search(r"home details|Unique reference number", text, re.I)
    part = text[details.start() :] if details else text
    manager = _after_label(part, r"Registered managers?(?:\(s\))?")
    if manager and _VACANT.search(manager):
        facts.manager_vacant = True
    elif manager and (len(manager) > 80 or re.search(r"\d", manager)):
        facts.unsure["manager"] = manager
    else:
        facts.manager = manager
    facts.responsible = _after_label(part, r"Responsible individuals?(?:\(s\))?")
    if len(facts.responsible) > 80 or re.search(r"\d", facts.responsible):
        facts.unsure["responsible"], facts.responsible = facts.responsible, ""
    facts.inspectors = list(_inspectors(part))


def _inspectors(part: str) -> Iterator[str]:
    """The names below the heading, without what they are."""
    found = re.search(r"^[ \t]*Inspectors?(?:\(s\))?[ \t]*:?[ \t]*$", part, re.M | re.I)
    if not found:
        return
    for line in part[found.end() :].split("\n"):
        plain = line.strip()
        if re.match(r"The Office for Standards|The Office|Piccadilly|©|Ofsted", plain, re.I):
            return
        name, comma, role = plain.partition(",")
        if comma and re.search(r"inspector|HMI|Her Majesty|His Majesty|director|manager|regulat", role, re.I):
            yield name.strip()


def _improvements(facts: Facts, text: str) -> None:
    """Requirements and recommendations, each up to where the next part begins."""
    start = _IMPROVE.search(text) or _STATUTORY.search(text) or _REQUIREMENTS.search(text)
    recommended = _RECOMMENDATIONS.search(text, start.end() if start else 0)
    first = start or recommended
    if first is None:
        return
    after = _AFTER.search(text, first.end())
    end = after.start() if after else len(text)
    if recommended and recommended.start() > end:
        recommended = None
    if start is not None:
        begins = _REQUIREMENTS.search(text, start.start(), end)
        part = text[begins.end() if begins else start.end() : recommended.start() if recommended else end]
        facts.requirements = _requirements(facts, part, listed=begins is not None)
    if recommended:
        facts.recommendations = _recommendations(facts, text[recommended.end() : end])


def _groups(text: str, word: str) -> Iterator[tuple[int, int]]:
    """Where the brackets that begin with ``word`` (or hold it) stand, with the brackets within them."""
    for opening in re.finditer(r"\(", text):
        depth = 0
        for place in range(opening.start(), min(len(text), opening.start() + 400)):
            depth += {"(": 1, ")": -1}.get(text[place], 0)
            if depth == 0:
                if re.search(rf"\b{word}", text[opening.start() : place], re.I):
                    yield opening.start(), place + 1
                break


def _requirements(facts: Facts, part: str, *, listed: bool) -> list[Requirement]:
    found: list[Requirement] = []
    done = 0
    groups = [
        span for span in _groups(part, r"regulations?\s+\d") if re.match(r"\(\s*regulations?\b", part[span[0] :], re.I)
    ]
    for place, (begins, ends) in enumerate(groups):
        nearest = groups[place + 1][0] if place + 1 < len(groups) else len(part)
        body, tail = part[done:begins], part[ends:nearest]
        due, used = _due(body, tail)
        requirement = Requirement(_flat(_LONE_DATE.sub("", _END_DATE.sub("", body))).strip("* "), due=due)
        requirement.enforced = "*" in part[done : ends + used + 2]
        _cite(requirement, _flat(part[begins + 1 : ends - 1]), facts, len(found))
        if due is None:
            facts.unsure[f"requirement {len(found) + 1}: due"] = _flat(body[-200:] + part[begins : ends + 60])
        if len(requirement.text) < 15:
            facts.unsure[f"requirement {len(found) + 1}: text"] = _flat(part[done : ends + used])[:600]
        found.append(requirement)
        done = ends + used
    _doubt_dates(facts, part, groups, found)
    rest = _flat(part[done:]).strip(" *.")
    if (
        listed and not found and rest and not re.search(r"\bno (?:statutory )?requirements\b|\bnone\b", rest, re.I)
    ) or (found and len(rest) > 60 and re.search(r"registered person", rest, re.I)):
        facts.unsure["requirements"] = rest[:900]
    return found


def _doubt_dates(facts: Facts, part: str, groups: list[tuple[int, int]], found: list[Requirement]) -> None:
    """Where days and requirements do not stand in turn, none is given a day, unless all days are the same."""
    days = [match.span(1) for pattern in (_LONE_DATE, _END_DATE) for match in pattern.finditer(part)]
    days += [match.span() for _, ends in groups for match in re.compile(_DATE, re.I).finditer(part, ends, ends + 60)]
    places = sorted(set(days))
    same = {day_of_text(part[begins:ends]) for begins, ends in places}
    if len(same) == 1 and len(places) >= len(found):
        for one in found:
            one.due = one.due or next(iter(same))
        for name in [name for name in facts.unsure if name.endswith(": due")]:
            del facts.unsure[name]
        return
    if len(places) != len(found):
        for number, one in enumerate(found, start=1):
            facts.unsure[f"requirement {number}: due"] = _flat(part)[:600]
            one.due = None


def _due(body: str, tail: str) -> tuple[date | None, int]:
    """The day by which: right behind the regulation, else the only day at a line's end before it."""
    behind = re.match(rf"[\s.]*(?:By\s+)?({_DATE})", tail, re.I)
    if behind:
        return day_of_text(behind[1]), behind.end()
    days = {
        *_LONE_DATE.findall(body),
        *(day[1] for day in _END_DATE.finditer(body) if not _TOLD_OF.search(body[: day.start()])),
    }
    return (day_of_text(next(iter(days))) if len(days) == 1 else None), 0


def _cite(requirement: Requirement, cited: str, facts: Facts, place: int) -> None:
    """The regulation and its paragraphs. One of another set of regulations is shown and not taken for ours."""
    first = _REGULATION.search(cited)
    if first is None or _OTHER_LAW.search(cited):
        facts.unsure[f"requirement {place + 1}: regulation"] = cited
        return
    rest = cited[first.end() :]
    further = list(_FURTHER.finditer(rest))
    own = rest[: further[0].start()] if further else rest
    requirement.regulation = first[1]
    requirement.paragraphs = "".join(f"({one})" for one in _PARAGRAPHS.findall(own))
    ends = [one.start() for one in further[1:]] + [len(rest)]
    for one, end in zip(further, ends, strict=False):
        requirement.also.append(one[1] + "".join(f"({two})" for two in _PARAGRAPHS.findall(rest[one.end() : end])))


def _recommendations(facts: Facts, part: str) -> list[Recommendation]:
    found: list[Recommendation] = []
    done = 0
    for begins, ends in _groups(part, r"(?:page|paragraph)s?\s+\d"):
        cited = part[begins:ends]
        page, paragraph = _PAGE.findall(cited), _PARAGRAPH.findall(cited)
        text = _flat(_BULLET.sub("", part[done:begins])).lstrip(". ")
        one = Recommendation(text, int(page[0]) if page else None, paragraph[0] if paragraph else "")
        if len(set(page)) > 1 or len(set(paragraph)) > 1 or not page or not paragraph:
            facts.unsure[f"recommendation {len(found) + 1}: Guide"] = _flat(cited)
        found.append(one)
        done = ends
    rest = _flat(_BULLET.sub("", part[done:])).strip(" .")
    if len(rest) > 40 and not re.search(r"\bno recommendations\b", rest, re.I):
        facts.unsure["recommendations"] = rest[:900]
    return found
