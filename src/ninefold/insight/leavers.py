"""Who is named in a plan that stands, and does not work here any more: nobody is to send a child to somebody who has left."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from ninefold.lawbook.kinds import is_reference
from ninefold.people.access import Viewer
from ninefold.people.models import Person, Placement, Role
from ninefold.people.queries import at_work


def named(viewer: Viewer, answers: Iterable[Any]) -> list[str]:
    """The names of those who once worked in the viewer's home and whom ``answers`` (content of entries) name, by reference
    or by name. A first name counts only where nobody who is here now has it too. Two queries, and none without answers."""
    given = list(answers)
    if not given:
        return []
    here = {role.worker_id: role.worker.name for role in at_work(viewer)}
    once = Role.objects.filter(home=viewer.home).exclude(worker__in=here).values("worker")
    left = dict(Person.objects.filter(pk__in=once).values_list("pk", "name"))
    if not left:
        return []
    lived = Placement.objects.filter(home=viewer.home, ended_at=None).values_list("child__name", flat=True)
    taken = {_first(name) for name in (*here.values(), *lived)}
    texts, people = " ".join(_texts(given)), set(_people(given))
    return sorted(name for id, name in left.items() if id in people or _stands_in(name, texts, taken))


def _stands_in(name: str, texts: str, taken: set[str]) -> bool:
    words = [name] if _first(name) in taken else [name, _first(name)]
    return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", texts) for word in words)


def _first(name: str) -> str:
    return name.split(maxsplit=1)[0] if name else ""


def _texts(answer: Any) -> Iterator[str]:
    """Every text in an answer, however deep it lies."""
    if isinstance(answer, str):
        yield answer
    elif isinstance(answer, list):
        for part in answer:
            yield from _texts(part)
    elif isinstance(answer, dict) and not is_reference(answer):
        for part in answer.values():
            yield from _texts(part)


def _people(answer: Any) -> Iterator[str]:
    """Everybody an answer refers to."""
    if isinstance(answer, list):
        for part in answer:
            yield from _people(part)
    elif isinstance(answer, dict):
        if is_reference(answer):
            yield answer["who"]
        for part in answer.values():
            yield from _people(part)
