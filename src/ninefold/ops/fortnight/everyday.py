"""Events of every day: handovers, notes, wishes, meetings, nights."""

import re

from ninefold.ops import setting
from ninefold.ops.fortnight.signing import quoted, rows, sign, story, strategies, wished
from ninefold.ops.fortnight.story import StoryError, StoryEvent, Telling, option
from ninefold.ops.pen import answering


def handover(telling: Telling, event: StoryEvent) -> None:
    """What the next shift has to know."""
    sign(telling, event, "handover", {"story": story(telling, event)})


def attendance(telling: Telling, event: StoryEvent) -> None:
    """{child: "present (college)"}: the session, and what stands in brackets as a note."""
    sessions, notes = {}, []
    for child, said in event.facts.items():
        word, _, more = str(said).partition(" (")
        ref = telling.person(child)
        sessions[ref["who"]] = option("attendance", "day", "session", word)
        if more:
            notes.append(f"{ref['name']}: {more.rstrip(')')}")
    sign(telling, event, "attendance", {"session": sessions, "note": "; ".join(notes)})


def daily_note(telling: Telling, event: StoryEvent) -> None:
    """A day, with moods, one good thing and what helped."""
    facts, mood = event.facts, event.facts.get("mood")
    moods = mood if isinstance(mood, dict) else {child: mood for child in event.children if mood}
    content = {
        "mood": {telling.person(child)["who"]: answer for child, answer in moods.items()},
        "good_thing": facts.get("good_thing"),
        "story": story(telling, event),
        "voice": quoted(event),
        "calming_used": strategies(facts.get("calming_used", {})),
        "wish": facts.get("wish"),
        "wish_of": telling.person(facts["wish_of"]) if "wish_of" in facts else None,
    }
    wished(telling, event, sign(telling, event, "daily-note", content))


def repair(telling: Telling, event: StoryEvent) -> None:
    """Putting right, with a wish that may come of it."""
    of = event.facts.get("wish_of")
    content = {
        "story": story(telling, event),
        "wish": event.facts.get("wish"),
        "wish_of": telling.person(of) if of else None,
    }
    wished(telling, event, sign(telling, event, "repair", content))


def wish_answered(telling: Telling, event: StoryEvent) -> None:
    """The answer to a wish that was made in an earlier record."""
    wish, said = event.facts["wish"], event.facts["answer"]
    if wish not in telling.wishes:
        raise StoryError(f"nobody wished for {wish!r} before this")
    answer = "yes" if said is True else "no" if said is False else str(said)
    content = {"answer": answer, "reply": story(telling, event)}
    sign(telling, event, "wish-answer", content, links=answering(telling.wishes[wish]))


def activity(telling: Telling, event: StoryEvent) -> None:
    """Something done together, with each child's verdict."""
    ratings = {telling.person(child)["who"]: score for child, score in event.facts.get("ratings", {}).items()}
    sign(telling, event, "activity", {"story": story(telling, event), "ratings": ratings})


def achievement(telling: Telling, event: StoryEvent) -> None:
    """Something to be proud of."""
    celebrated = setting.sentence(event.facts.get("celebrated", ""))
    sign(telling, event, "achievement", {"story": story(telling, event), "celebrated": celebrated})


def night_check(telling: Telling, event: StoryEvent) -> None:
    """How each child was, read from the text: "@Tommy awake, @Jay asleep"."""
    state = {}
    for child in event.children:
        ref = telling.person(child)
        said = re.search(rf"@{ref['name']}\W+(?:was |is )?(awake|asleep|unwell|out)\b", event.text)
        state[ref["who"]] = said.group(1) if said else "asleep"
    sign(telling, event, "night-check", {"asleep": state, "story": story(telling, event)})


def on_call(telling: Telling, event: StoryEvent) -> None:
    """What the manager on call said."""
    facts = event.facts
    content = {"from": telling.person(facts["from"]), "advice": telling.runs(facts["advice"])}
    sign(telling, event, "on-call-advice", content)


def key_work(telling: Telling, event: StoryEvent) -> None:
    """Time alone with the key-worker."""
    sign(telling, event, "key-work", {"story": story(telling, event), "childs_words": quoted(event)})


def meeting(telling: Telling, event: StoryEvent) -> None:
    """The children's meeting: its vote and what was promised."""
    votes = [{"choice": choice, "votes": str(count)} for choice, count in event.facts.get("vote", {}).items()]
    actions = rows(telling, event, "action", event.facts.get("actions", []), None)
    sign(telling, event, "childrens-meeting", {"story": story(telling, event), "votes": votes, "actions": actions})
