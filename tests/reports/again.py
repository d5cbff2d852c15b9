"""Counting a report's figures a second time: from the lines of an export, by plain loops, with nothing of ours but YAML."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from tests.conftest import ROOT

LONDON = ZoneInfo("Europe/London")
OUTLINES = ROOT / "src" / "ninefold" / "library" / "reports"
STAFF = {"support-worker", "agency-worker", "senior", "deputy-manager", "registered-manager"}
SETTING_UP = {
    path.stem for path in (ROOT / "src" / "ninefold" / "library" / "records" / "standing").glob("*.yaml")
}  # fmt: skip

WISHES = {"wish", "key-work", "daily-note", "repair", "around-me"}
ASKED = {
    "children": {"children"},
    "parents": {"parents"},
    "professionals": {"professionals", "authorities"},
    "staff": {"staff"},
}

# A fact as its record type's file says it: in which stage, and the question that holds its moment, if one does.
FACTS = {
    "return-interview.requested": ("missing-episode", "return-interview-requested", "asked_at", None),
    "return-interview.offered": ("missing-episode", "return-interview", "offered_at", None),
    "return-interview.held": ("missing-episode", "return-interview", "held_at", None),
    "return-interview.not-offered": ("missing-episode", "return-interview", "", {"outcome": "not-offered"}),
    "supervision.held": ("supervision", "held", "held_on", None),
    "manager.vacant": ("manager-vacancy", "vacant", "since", None),
    "complaint.answered": ("complaint", "outcome", "", None),
    "child.moved-out": ("moved-out", "moved-out", "", None),
}  # fmt: skip


@dataclass
class Thread:
    """A record: its stages as they stand, each with its content and moment."""

    type: str
    happened: datetime
    about: list[str]
    stages: list[tuple[str, dict[str, Any], datetime]] = field(default_factory=list)

    def answer(self, name: str) -> Any:
        """What it answers now: the last stage that asks counts."""
        given = [content[name] for _, content, _ in self.stages if content.get(name) not in (None, "", [])]
        return given[-1] if given else None


@dataclass
class Days:
    """From the first to the last day, in London, and the moment of asking."""

    first: date
    last: date
    now: datetime

    def holds(self, at: datetime) -> bool:
        """Whether a moment lies in them."""
        return self.first <= at.astimezone(LONDON).date() <= self.last


def moment(written: str) -> datetime:
    """A moment or a day of an export; a day is its beginning in London."""
    if len(written) == 10:
        return datetime.combine(date.fromisoformat(written), datetime.min.time(), LONDON)
    return datetime.fromisoformat(written.replace("Z", "+00:00"))


def threads(lines: Iterable[dict[str, Any]]) -> dict[str, Thread]:
    """The records that stand, by id: corrections in the place of what they correct, what was taken back left out."""
    kept: dict[str, dict[str, dict[str, Any]]] = {}
    first: dict[str, str] = {}
    for entry in lines:
        thread = kept.setdefault(entry["record"], {})
        first.setdefault(entry["record"], entry["id"])
        target = next((link["to"] for link in entry["links"] if link["rel"] in ("replaces", "withdraws")), None)
        if entry["act"] == "withdraw":
            thread.pop(target, None)
        elif entry["act"] == "correct" and target in thread:
            thread[target] = {**entry, "id": target}
        else:
            thread[entry["id"]] = entry
    standing: dict[str, Thread] = {}
    for record, entries in kept.items():
        if first[record] not in entries:
            continue
        opening = entries[first[record]]
        about = [s["id"] for e in entries.values() for s in e["subjects"] if s["as"] == "about"]
        one = Thread(opening["type"].split("@")[0], moment(opening["happened_at"]), list(dict.fromkeys(about)))
        one.stages = [(e["stage"], e["content"] or {}, moment(e["happened_at"])) for e in entries.values()]
        standing[record] = one
    return standing


def lines_of(outline: str) -> list[dict[str, Any]]:
    """Every line of figures of an outline, as its file writes it; those told month by month are left to their test."""
    made = yaml.safe_load((OUTLINES / f"{outline}.yaml").read_text(encoding="utf-8"))
    given = [use["figures"]["rows"] for use in made["sections"] if isinstance(use, dict) and "figures" in use]
    return [row for rows in given for row in rows]


def read(file: Path) -> dict[str, Thread]:
    """The records of an export."""
    with file.open(encoding="utf-8") as text:
        return threads(map(json.loads, text))


def count(line: dict[str, Any], every: dict[str, Thread], days: Days) -> int:
    """The figure of a line."""
    children = line.get("of") == "children"
    if "stay" in line:
        return _stays(line["stay"], every, days, children)
    if "work" in line:
        return _work(line["work"], set(line.get("roles", STAFF)), every, days)
    if "newest" in line:
        return _newest(line, every, days)
    if "fact" in line:
        return _facts(line, every, days)
    chosen = [
        one
        for one in every.values()
        if one.type in _list(line["types"]) and days.holds(one.happened) and _answers(one, line.get("where", {}))
    ]
    if "without" in line:
        chosen = [one for one in chosen if line["without"] not in {stage for stage, _, _ in one.stages}]
    if not children:
        return len(chosen)
    young = _children(every)
    return len({child for one in chosen for child in one.about if child in young})


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _answers(one: Thread, wanted: dict[str, Any]) -> bool:
    return all(set(_list(one.answer(name))) & set(_list(values)) for name, values in wanted.items())


def _children(every: dict[str, Thread]) -> set[str]:
    return {id for one in every.values() if one.type in ("child-known", "moved-in") for id in one.about}


def _facts(line: dict[str, Any], every: dict[str, Thread], days: Days) -> int:
    name, values = line["fact"], _list(line.get("values", []))
    chosen: list[tuple[Thread, dict[str, Any]]] = []
    for one in every.values():
        if one.type in SETTING_UP or not days.holds(one.happened):
            continue
        for stage, content, at in one.stages:
            if _states(name, one, stage, content, at, days) and (not values or content.get("reason") in values):
                chosen.append((one, content))
    if line.get("of") == "people":
        return len({content["about_adult"]["who"] for _, content in chosen if content.get("about_adult")})
    if line.get("of") == "children":
        return len({child for one, _ in chosen for child in one.about})
    return len({id(one) for one, _ in chosen})


def _states(name: str, one: Thread, stage: str, content: dict[str, Any], at: datetime, days: Days) -> bool:
    """Whether a stage states a fact of the period."""
    if name == "wish.made":  # several types hand on a child's wish
        return one.type in WISHES and bool(content.get("wish"))
    if name == "allegation.about-worker":
        return bool(content.get("about_adult")) and (one.type, stage) in {
            ("allegation", "received"),
            ("concern", "raised"),
        }
    if name.startswith("survey.of-"):
        return (
            one.type == "survey" and stage == "asked" and content.get("who") in ASKED[name.removeprefix("survey.of-")]
        )
    type, of, where, when = FACTS[name]
    if (one.type, stage) != (type, of) or any(content.get(key) != value for key, value in (when or {}).items()):
        return False
    if where and not content.get(where):
        return False
    return days.holds(moment(content[where]) if where else at)


def _spans(every: dict[str, Thread]) -> list[tuple[str, datetime, datetime | None]]:
    """Each child's stays: from a moving in to the next moving out."""
    moves = [(one.happened, one.type, child) for one in every.values() if one.type in ("moved-in", "moved-out") for child in one.about]  # fmt: skip
    before = [one for one in every.values() if one.type == "brought-forward" and one.answer("what") == "moved-in"]
    moves += [(moment(one.answer("on")), "moved-in", child) for one in before for child in one.about]
    stays: list[tuple[str, datetime, datetime | None]] = []
    for at, type, child in sorted(moves):
        if type == "moved-in":
            stays.append((child, at, None))
        else:
            index = max(i for i, stay in enumerate(stays) if stay[0] == child)
            stays[index] = (child, stays[index][1], at)
    return stays


def _living(every: dict[str, Thread], days: Days) -> set[str]:
    end = min(moment(str(days.last)).replace(hour=23, minute=59, second=59), days.now)
    return {child for child, came, left in _spans(every) if came <= end and (left is None or left > end)}


def _stays(which: str, every: dict[str, Thread], days: Days, children: bool) -> int:
    if which == "living":
        return len(_living(every, days))
    ends = [stay[1] if which == "came" else stay[2] for stay in _spans(every)]
    who = [stay[0] for stay, at in zip(_spans(every), ends, strict=True) if at and days.holds(at) and at <= days.now]
    return len(set(who)) if children else len(who)


def _newest(line: dict[str, Any], every: dict[str, Thread], days: Days) -> int:
    chosen = 0
    for child in _living(every, days):
        about = [one for one in every.values() if one.type == line["newest"] and child in one.about]
        about = [one for one in about if one.happened.astimezone(LONDON).date() <= days.last]
        if not about:
            continue
        last = max(about, key=lambda one: one.happened)
        ended = line.get("without") in {stage for stage, _, _ in last.stages}
        chosen += not ended and _answers(last, line.get("where", {}))
    return chosen


def _work(which: str, roles: set[str], every: dict[str, Thread], days: Days) -> int:
    wanted = STAFF if "staff" in roles else roles
    end = min(moment(str(days.last)).replace(hour=23, minute=59, second=59), days.now)
    first = moment(str(days.first))
    held: dict[str, list[tuple[str, datetime, datetime | None]]] = {}
    changes = [one for one in every.values() if one.type in ("role-given", "role-ended", "recruitment")]
    for one in sorted(changes, key=lambda one: one.happened):
        _change(one, held)
    chosen = set()
    for worker, posts in held.items():
        mine = [(begins, stops) for name, begins, stops in posts if name in wanted]
        on = any(begins <= end and (stops is None or stops > end) for begins, stops in mine)
        before = any(begins < first and (stops is None or stops >= first) for begins, stops in mine)
        began = any(first <= begins <= end for begins, _ in mine)
        stopped = any(stops and first <= stops <= end for _, stops in mine)
        if {"working": on, "started": began and not before, "stopped": stopped and not on}[which]:
            chosen.add(worker)
    return len(chosen)


def _change(one: Thread, held: dict[str, list[tuple[str, datetime, datetime | None]]]) -> None:
    """A role is given, which ends the one before, or ended."""
    for worker in one.about:
        posts = held.setdefault(worker, [])
        if one.type == "role-ended" or one.answer("role"):
            posts[:] = [(name, begins, stops or one.happened) for name, begins, stops in posts]
        if one.type == "role-given":
            posts.append((str(one.answer("role")), one.happened, None))
