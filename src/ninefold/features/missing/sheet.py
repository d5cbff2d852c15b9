"""The sheet for the police: one side of A4, of this child alone. No other child's name, no history, nothing on who told.

What it says is cut to what fits and is read standing; the rest stands on the page that it was printed from.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ninefold.base import clock, english
from ninefold.features.missing.queries import MissingChild
from ninefold.lawbook.facts import plain
from ninefold.ledger.queries import named
from ninefold.people import queries as people
from ninefold.people.access import Viewer

LONG, PLACES, DONE, RINGS = 260, 6, 8, 8
LOOKS = ("Looks", "Known by", "Wears", "Phone", "Needs")
ANOTHER = "another child"
INSTRUCTION = "Must know"  # the kind of what is an instruction already
GRADES = {"low": "Low", "medium": "Medium", "high": "High"}


@dataclass(frozen=True, slots=True)
class PoliceSheet:
    """All that stands on it, as plain text."""

    name: str
    reference: str
    facts: list[tuple[str, str]]
    must_know: list[str]
    danger: str
    meeting: str
    places: list[str]
    done: list[tuple[str, str]]
    ring: list[tuple[str, str, str]]
    photo: str
    printed: str

    @property
    def looks(self) -> list[tuple[str, str]]:
        """Those of the facts that say what the child looks like and has with them."""
        return [(label, text) for label, text in self.facts if label in LOOKS]


def sheet(viewer: Viewer, episode: MissingChild) -> PoliceSheet:
    """The sheet of ``episode`` as it stands now."""
    hidden = _others(viewer, episode)

    def clean(text: str) -> str:
        return _cut(hidden.sub(ANOTHER, text) if hidden else text)

    plan, answers = episode.plan, episode.answers
    return PoliceSheet(
        name=f"{episode.child.name}, {english.age(episode.child.born_on, clock.local(viewer.now).date())}",
        reference=episode.reference,
        facts=[(label, clean(text)) for label, text in _facts(episode) if text],
        must_know=[clean(one) for one in _must_know(episode)],
        danger=clean(_danger(answers, plan)),
        meeting=clean(plan.get("meeting", "")),
        places=[clean(one) for one in _places(answers, plan)][:PLACES],
        done=[(f"{clock.local(one.at):%H:%M}", _done_line(one)) for one in episode.done if one.step != "sheet"][-DONE:],
        ring=[(one.who, one.relation, one.number) for one in _rings(viewer, episode)][:RINGS],
        photo=_photo(episode),
        printed=f"{_moment(viewer.now)}, by {viewer.name}",
    )


def _others(viewer: Viewer, episode: MissingChild) -> re.Pattern[str] | None:
    """The names of the other children of this home, as whole words."""
    others = people.children_all(viewer).exclude(pk=episode.child.pk).values_list("name", flat=True)
    names = {part for name in others for part in (name, name.split()[0])} - {episode.child.name}
    if not names:
        return None
    longest = sorted(names, key=len, reverse=True)
    return re.compile(r"(?<!\w)@?(?:" + "|".join(map(re.escape, longest)) + r")(?!\w)", re.IGNORECASE)


def _facts(episode: MissingChild) -> Iterable[tuple[str, str]]:
    child, plan, answers = episode.child, episode.plan, episode.answers
    yield "Born", english.long_day(child.born_on)
    yield "Looked after by", child.authority
    yield "Last seen", f"{_moment(episode.last_seen_at)}. {episode.where}"
    yield "Missed", _moment(episode.noticed_at)
    yield "Police told", _moment(episode.police_told_at) if episode.police_told_at else "not yet, by this record"
    yield "Looks", ", ".join(part for part in (plan.get("height", ""), plan.get("looks", "")) if part)
    yield "Known by", plan.get("marks", "")
    yield "Wears", answers.get("wearing") or plan.get("wears", "")
    yield "Phone", answers.get("phone_seen") or plan.get("phone", "")
    yield "What happened", named(plain(episode.story or []))
    yield "Needs", answers.get("medicine_needed") or plan.get("needs", "")


def _must_know(episode: MissingChild) -> list[str]:
    """What nobody may overlook, and who must be told nothing, each once."""
    lines = [
        ("" if one.kind == INSTRUCTION else f"{one.kind}: ")
        + f"{one.what}."
        + (f" {one.do}" if one.do else "")
        + (f" Kept: {one.where}." if one.where else "")
        for one in episode.alerts
    ]
    never = [name for name in episode.numbers.never if not any(name in line for line in lines)]
    return lines + [f"{name} must not be rung and must not be told anything." for name in never]


def _danger(answers: dict[str, Any], plan: dict[str, Any]) -> str:
    """How great the danger was judged by people; never by us."""
    grade = GRADES.get(answers.get("danger", ""), "")
    parts = [grade, answers.get("danger_why", ""), plan.get("dangers", ""), answers.get("police_grade", "")]
    return ". ".join(part.rstrip(". ") for part in parts if part)


def _places(answers: dict[str, Any], plan: dict[str, Any]) -> list[str]:
    first = [answers["likely_places"]] if answers.get("likely_places") else []
    rest = [", ".join(part for part in (row["place"], row.get("why", "")) if part) for row in plan.get("places", [])]
    return first + rest


def _rings(viewer: Viewer, episode: MissingChild) -> list[Any]:
    """Whom the police may ring: us, who is on call, the authority, family. Never friends, nor the child."""
    shown = [one for one in episode.ring if one.kind in ("on-call", "professional", "family")]
    order = {"on-call": 0, "professional": 1, "family": 2}
    return sorted(shown, key=lambda one: order[one.kind])


def _done_line(one: Any) -> str:
    return one.label if one.reached else f"{one.label}: rung, not reached"


def _photo(episode: MissingChild) -> str:
    if episode.photo is None:
        return "No photo is kept here that may be given."
    like = f" {episode.photo.how_like}" if episode.photo.how_like else ""
    return f"Photo of {english.long_day(episode.photo.taken_on)}, {episode.photo.age}.{like}"


def _moment(at: datetime) -> str:
    wall = clock.local(at)
    return f"{wall:%A} {wall.day} {wall:%B} {wall.year}, {wall:%H:%M}"


def _cut(text: str) -> str:
    return text if len(text) <= LONG else text[: LONG - 1].rsplit(" ", 1)[0] + "…"
