"""What the kinds of events share: signing as the writer, and reading their facts."""

from typing import Any

from ninefold.duties.belonging import ties
from ninefold.lawbook import current
from ninefold.ledger.models import Entry
from ninefold.ops import setting
from ninefold.ops.fortnight.story import StoryEvent, Telling, by_when
from ninefold.ops.mentions import Reference
from ninefold.ops.pen import answering

ROOMS = ("lounge", "kitchen", "hall", "landing", "stairs", "garden", "bedroom", "dining room", "car", "shop", "street")


def sign(
    telling: Telling,
    event: StoryEvent,
    type: str,
    content: dict[str, Any],
    *,
    about: list[Reference] | None = None,
    **more: Any,
) -> Entry:
    """Sign a stage as the event's writer about its children, and remember the record."""
    children = [telling.person(child) for child in event.children]
    entry = telling.pen.write(
        type, content, by=telling.hand(event.by), at=event.at, written=event.written,
        about=children if about is None else about, **more,
    )  # fmt: skip
    for child in event.children:
        telling.records[type, child] = entry.record_id
        if about is None or telling.person(child) in about:
            telling.events.append((child, _named(type, more.get("stage", "")), entry.record_id))
    return entry


def _named(type: str, stage: str) -> str:
    """A first stage by its type, a later one by both."""
    return f"{type}.{stage}" if stage else type


def belonging(telling: Telling, event: StoryEvent, type: str, stage: str = "") -> tuple[dict[str, str], ...]:
    """What an event answers, where it is plain: the only thing since the last of its kind that it can be about."""
    kind = current().records[type]
    theirs = ties(kind, kind.stage(stage) if stage else kind.stages[0])
    found = telling.begun(event.children[0], _named(type, stage), theirs.kin)
    return answering(found[0]) if len(set(found)) == 1 else ()


def stage(telling: Telling, event: StoryEvent, type: str, stage: str, content: dict[str, Any], **more: Any) -> Entry:
    """Sign a later stage of the latest record of ``type`` about the event's child."""
    record = telling.record(type, event.children[0])
    return sign(telling, event, type, content, stage=stage, record=record, **more)


def story(telling: Telling, event: StoryEvent) -> Any:
    """What the event says, with its mentions."""
    return telling.runs(event.text)


def quoted(event: StoryEvent, name: str = "childs_words") -> list[str] | None:
    """A child's own words, if the facts have them."""
    return [event.facts[name]] if event.facts.get(name) else None


def yes(answer: Any) -> bool:
    """Yes and no, however YAML read them."""
    return answer in (True, "yes", "Yes")


def told(event: StoryEvent, name: str) -> bool | None:
    """Yes or no if the facts say it, nothing if they do not."""
    return yes(event.facts[name]) if name in event.facts else None


def rows(
    telling: Telling, event: StoryEvent, name: str, lines: list[str], owner: Reference | None, due: str = "due"
) -> list[dict[str, Any]]:
    """Lines like "Ask about an easel - Helen - by 2 November" as rows of a table."""
    found = []
    for line in lines:
        what, who, day = by_when(line, event.day.year)
        row: dict[str, Any] = {name: what}
        if who:
            row["owner"] = telling.named().get(who) or telling.person(who)
        elif owner:
            row["owner"] = owner
        if day:
            row[due] = day
        found.append(row)
    return found


def wished(telling: Telling, event: StoryEvent, entry: Entry) -> None:
    """Remember in which record a wish was made, for its answer."""
    if event.facts.get("wish"):
        telling.wishes[event.facts["wish"]] = entry.record_id


def strategies(tried: dict[str, Any]) -> list[dict[str, str]]:
    """{step: helped / no / "helped for a minute"} as the form asks for it."""
    found = []
    for step, how in tried.items():
        said = "no" if how is False else str(how)
        row = {"step": step, "outcome": "helped" if said.startswith("helped") else "no"}
        found.append(row if said in ("no", "helped") else {**row, "note": said})
    return found


def where(text: str) -> str:
    """The first room or place that a text names."""
    named = [(text.lower().find(room), room) for room in ROOMS if room in text.lower()]
    return setting.sentence(min(named)[1]) if named else "In the house"
