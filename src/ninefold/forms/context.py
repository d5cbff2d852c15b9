"""What a form needs to know of the home it is filled in for."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Any

from ninefold import lawbook
from ninefold.forms.mentions import Mentionable, Mentionables, labelled, references_in
from ninefold.insight.on_shift import on_shift
from ninefold.lawbook.holds import Held
from ninefold.lawbook.kinds import kind_of
from ninefold.lawbook.model import MEDICINES, Stage
from ninefold.ledger import plans, statuses
from ninefold.ledger.kept import until_signed
from ninefold.medicines.charts import charts
from ninefold.medicines.offered import Offer, offers
from ninefold.people import powers, queries
from ninefold.people.access import Viewer
from ninefold.people.models import Child, Person

# In a list of names: whom the home is for, who works there, who belongs to them.
KINDS = tuple(Person.Kind.values)


@dataclass(frozen=True)
class FormContext:
    """Who writes and when, the children it is about, who can be named, and what each ``from`` list holds.

    ``lists`` has, for every source a question draws from ("child.calming-steps"), the lines of each child. ``held`` are
    the statuses of these children and of the home, by which questions are asked; ``kept`` what was answered before.
    ``described`` says of lines of a list what one must know to choose; ``began`` is when the record
    began of which this is a later stage; ``on_shift`` who is on shift now.
    """

    viewer: Viewer
    children: Sequence[Child] = ()
    names: Mentionables = field(default_factory=lambda: Mentionables([]))
    lists: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    held: Held = field(default_factory=dict)
    kept: Collection[str] = ()
    described: dict[str, str] = field(default_factory=dict)
    began: datetime | None = None
    on_shift: frozenset[str] = frozenset()

    @property
    def gives(self) -> frozenset[str]:
        """The roles that the writer may give, or propose."""
        return powers.given_by(self.viewer.role) | powers.proposed_by(self.viewer.role)

    def lines(self, source: str | None) -> list[str]:
        """Every line of ``source`` for the children this is about, each once."""
        per_child = self.lists.get(source or "", {})
        return list(dict.fromkeys(line for child in self.children for line in per_child.get(child.id, [])))


def context_for(
    viewer: Viewer,
    stage: Stage,
    children: Sequence[Child],
    also: Any = None,
    at: datetime | None = None,
    began: datetime | None = None,
) -> FormContext:
    """What drawing and parsing ``stage`` about ``children`` needs, asked of the database at once.

    ``also`` is content written before: whoever it names can be named again, even if they have left. ``at`` is when it
    happened (now, if not said): the children are asked what concerns them as they then stood in law.
    """
    sources = {f.from_ for f in stage.fields if f.from_}
    names = names_for(viewer, references_in(also))
    lists = {s: _lines_of(viewer, s, children) for s in sources - {MEDICINES}}
    offered = _medicines(viewer, children, at or viewer.now) if MEDICINES in sources else {}
    if MEDICINES in sources:
        lists[MEDICINES] = {child: [one.name for one in theirs] for child, theirs in offered.items()}
    described = {one.name: one.says for theirs in offered.values() for one in theirs}
    held = statuses.held(viewer.home, [child.id for child in children], stage, at or viewer.now)
    here = on_shift(viewer) if _asks_for_people(stage) else frozenset()
    return FormContext(viewer, children, names, lists, held, frozenset(also or ()), described, began, here)


def _asks_for_people(stage: Stage) -> bool:
    """Whether any question of ``stage``, or a column of one, offers people."""
    every = (one for asked in stage.fields for one in (asked, *asked.columns))
    return any(kind_of(one).names_people for one in every)


def _medicines(viewer: Viewer, children: Sequence[Child], at: datetime) -> dict[str, list[Offer]]:
    """What each child's chart offers at a moment, and nothing where it is not known yet whose."""
    theirs = charts(viewer.home, children, at) if children else {}
    return {child: offers(chart, at) for child, chart in theirs.items()}


def names_for(viewer: Viewer, also: Iterable[dict[str, str]] = ()) -> Mentionables:
    """Everybody who can be named in what ``viewer`` writes, each with a word on who they are."""
    people = _people_of(viewer)
    known = {one.id for one in people}
    gone = {
        r["who"]: Mentionable(r["who"], r["kind"], r["name"], "no longer here") for r in also if r["who"] not in known
    }
    everyone = sorted([*people, *gone.values()], key=lambda one: (KINDS.index(one.kind), one.name))
    return Mentionables(labelled(everyone), partial(_beyond, viewer))


@until_signed
def _people_of(viewer: Viewer) -> list[Mentionable]:
    """The people of the home itself."""
    titles = lawbook.current().words.roles
    roles = {role.worker_id: role.name for role in queries.at_work(viewer)}
    found = queries.names(viewer).values_list(  # type: ignore[misc]  # it does not see the hidden way to a child
        "pk", "kind", "name", "contact__relation", "contact__child__name", "born_on", "worker__started_on"
    )
    return [
        Mentionable(
            id,
            kind,
            name,
            about=_about(kind, titles.get(roles.get(id, ""), "worker"), relation, child),
            since=_since(born_on, started_on),
            role=roles.get(id, ""),
        )
        for id, kind, name, relation, child, born_on, started_on in found
    ]


def _beyond(viewer: Viewer) -> list[Mentionable]:
    """Who may be named besides: who lived or worked here, and the provider's other adults. Asked only when it is needed."""
    rows = queries.names_beyond(viewer).values_list(  # type: ignore[misc]  # it does not see the hidden way to a child
        "pk", "kind", "name", "contact__relation", "contact__child__name", "born_on", "worker__started_on"
    )
    return [
        Mentionable(id, kind, name, about=_about_beyond(kind, relation, child), since=_since(born_on, started_on))
        for id, kind, name, relation, child, born_on, started_on in rows
    ]


def _about_beyond(kind: str, relation: str | None, child: str | None) -> str:
    if kind == "child":
        return "lived here"
    return "not of this team now" if kind == "worker" else _about(kind, "", relation, child)


def _about(kind: str, role: str, relation: str | None, child: str | None) -> str:
    """Who somebody is in a word or two: "Jay's mum", "support worker"."""
    if kind == "child":
        return "child"
    if kind == "worker":
        return role.lower()
    return f"{child}'s {relation}" if child else relation or kind


def _since(born_on: date | None, started_on: date | None) -> str:
    """Since when somebody is: "born 2013", "here since 2024"; nothing where neither is kept."""
    if born_on:
        return f"born {born_on.year}"
    return f"here since {started_on.year}" if started_on else ""


def _lines_of(viewer: Viewer, source: str, children: Sequence[Child]) -> dict[str, list[str]]:
    """The lines of ``source`` for each child: "child.calming-steps" is the table ``calming_steps`` of their plan."""
    table = source.removeprefix("child.").replace("-", "_")
    found = plans.plans(viewer, [child.id for child in children], plans.holding(table))
    return {child: plans.listed(held, table) for child, held in found.items()}
