"""What one box finds: people by name, forms, and records by the words in them, each as far as the viewer may see it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ninefold.base.letters import plainly
from ninefold.features.writing.choose import may_write
from ninefold.forms.context import names_for
from ninefold.lawbook import search as forms
from ninefold.lawbook.model import RecordType
from ninefold.ledger import queries as ledger
from ninefold.ledger import search, vocabulary
from ninefold.ledger.queries import Line
from ninefold.people import queries as people
from ninefold.people import shown
from ninefold.people.access import CARE, SEES, Viewer
from ninefold.people.models import Child
from ninefold.web.leaders import may_see_worker

MOST_PEOPLE, MOST_FORMS = 8, 3


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody who is called so: who they are, and the page that tells of them ("child", "worker"), if the viewer may open it."""

    id: str
    name: str
    about: str
    page: str
    of: str  # whose page it is: a contact's is the child's


@dataclass(frozen=True, slots=True)
class RecordFound:
    """A record that was found, as a line, and the piece of it where the words stand."""

    line: Line
    parts: Sequence[tuple[str, bool]]


def records(viewer: Viewer, typed: str, most: int) -> list[RecordFound]:
    """The records that ``typed`` means, the nearest first."""
    hits = search.hits(viewer, typed, most, _people_by_word(viewer, typed))
    lines = {line.record.pk: line for line in ledger.lines(viewer, [hit.record for hit in hits])}
    return [RecordFound(lines[hit.record.pk], _said_now(hit.parts, lines[hit.record.pk])) for hit in hits]


def _people_by_word(viewer: Viewer, typed: str) -> dict[str, list[str]]:
    """The children and adults whom each word of ``typed`` names by one of their names, whole."""
    theirs = [(one.pk, one.name) for one in people.children_all(viewer) if _is_theirs(viewer, one.pk)]
    theirs += [(role.worker_id, role.worker.name) for role in people.workers_now(viewer)]
    called = [(id, set(vocabulary.words_in(name))) for id, name in theirs]
    return {word: [id for id, names in called if word in names] for word in vocabulary.words_in(typed)}


def named(viewer: Viewer, typed: str) -> list[Named]:
    """Children who live here or did, adults who work here, and the people around the children, by name."""
    wanted = plainly(typed).split()
    if not wanted:
        return []
    children = [one for one in people.children_all(viewer) if _is_theirs(viewer, one.pk)]
    here = {one.pk for one in people.children_here(viewer)}
    known_here = [Named(one.pk, one.name, _child_about(one, one.pk in here), "child", one.pk) for one in children]
    known = {one.id for one in known_here}
    of_families = viewer.children is None and CARE in SEES.get(viewer.role, frozenset())
    for other in names_for(viewer).people:
        if other.id not in known and (other.kind == "worker" or (other.kind != "child" and of_families)):
            page = "worker" if other.kind == "worker" and may_see_worker(viewer, other.id) else ""
            known_here.append(Named(other.id, other.name, other.about, page, other.id))
    fitting = sorted((fit, one.name, one.id, one) for one in known_here if (fit := _fits(wanted, one.name)) is not None)
    chosen = [one for *_, one in fitting[:MOST_PEOPLE]]
    shown.show(one.id for one in chosen)
    return chosen


def writable(viewer: Viewer, typed: str) -> list[RecordType]:
    """The forms that ``typed`` means, of those that the viewer may begin."""
    return forms.finder().find(typed, among={one.id for one in may_write(viewer)})[:MOST_FORMS]


def _is_theirs(viewer: Viewer, child: str) -> bool:
    return viewer.children is None or child in viewer.children


def _child_about(one: Child, lives_here: bool) -> str:
    return f"child, born {one.born_on.year}" + ("" if lives_here else ", not living here now")


def _fits(wanted: Iterable[str], name: str) -> int | None:
    """How far a name is from what is typed: each word begins one of its words (0), stands in it (1), or is a slip (2)."""
    words = plainly(name).replace("'", "").split()
    far = 0
    for typed in (word.replace("'", "") for word in wanted):
        if any(word.startswith(typed) for word in words):
            continue
        if any(typed in word for word in words):
            far = max(far, 1)
        elif len(typed) > 3 and any(vocabulary.apart(typed, word[: len(typed) + 1], 1) <= 1 for word in words):
            far = 2
        else:
            return None
    return far


def _said_now(parts: Sequence[tuple[str, bool]], line: Line) -> list[tuple[str, bool]]:
    """A piece of text with people called as they are called now."""
    return [(ledger.named(text, line.renamed), marked) for text, marked in parts]
