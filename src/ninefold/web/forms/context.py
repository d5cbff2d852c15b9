"""What a form needs to know of the home it is filled in for."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ninefold import lawbook
from ninefold.lawbook.model import Stage
from ninefold.ledger.models import Fact
from ninefold.people import queries
from ninefold.people.access import Viewer
from ninefold.people.models import Child
from ninefold.web.forms.mentions import Known, Names, labelled
from ninefold.web.words import listed


@dataclass(frozen=True)
class FormContext:
    """Who writes and when, the children it is about, who can be named, and what each ``from`` list holds.

    ``lists`` has, for every source a question draws from ("child.calming-steps"), the lines of each child.
    """

    viewer: Viewer
    children: Sequence[Child] = ()
    names: Names = field(default_factory=lambda: Names([]))
    lists: dict[str, dict[str, list[str]]] = field(default_factory=dict)

    def lines(self, source: str | None) -> list[str]:
        """Every line of ``source`` for the children this is about, each once."""
        per_child = self.lists.get(source or "", {})
        return list(dict.fromkeys(line for child in self.children for line in per_child.get(child.id, [])))


def context_for(viewer: Viewer, stage: Stage, children: Sequence[Child]) -> FormContext:
    """What drawing and parsing ``stage`` about ``children`` needs, asked of the database at once."""
    sources = {f.from_ for f in stage.fields if f.from_}
    return FormContext(viewer, children, names_for(viewer), {s: _lines_of(viewer, s, children) for s in sources})


def names_for(viewer: Viewer) -> Names:
    """Everybody who can be named in what ``viewer`` writes, each with a word on who they are."""
    roles = {role.worker_id: role.name for role in queries.workers_now(viewer)}
    titles = lawbook.current().words.roles
    people = []
    for person in queries.names(viewer).select_related("contact__child"):
        about = {"child": "child", "worker": titles.get(roles.get(person.pk, ""), "worker").lower()}.get(person.kind, "")
        contact = getattr(person, "contact", None) if not about else None
        if contact:
            about = f"{contact.child.name}'s {contact.relation}" if contact.child else contact.relation
        people.append(Known(person.pk, person.kind, person.name, about))
    return Names(labelled(people))


def _lines_of(viewer: Viewer, source: str, children: Sequence[Child]) -> dict[str, list[str]]:
    """The lines that the fact called ``source`` holds for each child now: those of its latest entry."""
    lines: dict[str, list[str]] = {}
    latest: dict[str, str] = {}
    facts = Fact.objects.filter(
        home=viewer.home, name=source, subject__in=[c.id for c in children], withdrawn=False, ended_at=None
    )
    for fact in facts.order_by("-at", "-entry_id", "id"):
        if latest.setdefault(fact.subject, fact.entry_id) == fact.entry_id:
            lines.setdefault(fact.subject, []).extend(line.strip() for line in fact.value.splitlines() if line.strip())
    return lines


def about_words(children: Sequence[Child]) -> str:
    """The children a form is about, as words: "Jay and Tommy"."""
    return listed([child.name for child in children])
