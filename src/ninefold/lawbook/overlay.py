"""A provider's folder laid over ours: it may add, and may say our words in its own way, but never weaken the law.

What is ours changes by id: a record type may gain words, fields and options and have its labels and help reworded;
a duty marked ``can_change`` may have its own interval. New record types and duties are whole files of their own.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from ninefold.lawbook import pages
from ninefold.lawbook.gather import Files, Section
from ninefold.lawbook.pages import Node
from ninefold.lawbook.problems import Problem

FIXED = {
    "roles": "Roles are ours, because who may see what is decided by them",
    "groups": "Groups of roles are ours, because who may see what is decided by them",
    "standards": "The nine standards are the law's",
    "judgements": "The judgements are Ofsted's",
    "checks": "What a check looks for is code, and this list says what ours are for",
    "pages": "Pages are made of code, and this list says what ours are for",
    "wanted": "What is wanted of a home is the same for all",
    "changes": "What changed in the law is the same for every home",
    "unread": "Which facts of ours nobody reads is ours to know; state only facts that something of yours reads",
    "keeping": "How long a record is kept is the law's, or the same for every home",
}
RECORD_KEYS = ("title", "short", "help", "words", "stages")
STAGE_KEYS = ("title", "help", "fields", "yields")
FIELD_KEYS = ("label", "help", "options")
DUTY_KEYS = ("due", "rhythm")
REPORT_KEYS = ("title", "says", "readers", "sections")

Join = Callable[[Node, Node], Node]


@dataclass
class _Laying:
    """One laying of a folder over another, and the problems met on the way."""

    ours: frozenset[str] = frozenset()  # every fact that our records state
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, node: Node, reason: str) -> None:
        self.problems.append(pages.problem(node, (), reason))

    def only(self, over: Node, keys: tuple[str, ...], what: str) -> None:
        """Refuses every key of ``over`` but ``id`` and those in ``keys``."""
        for key, part in pages.items(over):
            if key not in ("id", *keys):
                allowed = f"{', '.join(keys[:-1])} and {keys[-1]}"
                self.refuse(part, f"'{key}' of {what} is not yours to change. Of what is ours you may give {allowed}.")

    def record(self, ours: Node, over: Node) -> Node:
        """A record type of ours with a provider's words; one that is whole was meant to be new."""
        if pages.text(over, "keep"):
            said = "Choose another id for yours, and name the file after it. To change ours, write only what differs."
            self.refuse(over, f"'{pages.text(over, 'id')}' is a record type of ours already. {said}")
            return ours
        self.only(over, RECORD_KEYS, "this record type")
        return _with(ours, over, words=_joined, stages=self.stages)

    def stages(self, ours: Node, over: Node) -> Node:
        known = _by_id(ours)
        for part in pages.parts(over):
            if pages.text(part, "id") not in known:
                self.refuse(
                    part, "a new stage cannot be added to a record type of ours. Make a record type of your own."
                )
        changed = {name: part for name, part in _by_id(over).items() if name in known}
        return pages.listing(ours, [self.stage(known[n], changed[n]) if n in changed else known[n] for n in known])

    def stage(self, ours: Node, over: Node) -> Node:
        """A stage of ours, with questions and facts of a provider's own: none that our duties already wait for."""
        self.only(over, STAGE_KEYS, "this stage")
        for part in (*pages.parts(pages.under(over, "fields")), *pages.parts(pages.under(over, "yields"))):
            if (fact := pages.text(part, "fact")) in self.ours:
                said = "is a fact that a record of ours states, and duties go by it. Give yours another name."
                self.refuse(part, f"'{fact}' {said}")
        return _with(ours, over, fields=self.fields, yields=_joined)

    def fields(self, ours: Node, over: Node) -> Node:
        known, changed = _by_id(ours), _by_id(over)
        kept = [self.field(known[name], changed[name]) if name in changed else known[name] for name in known]
        return pages.listing(ours, kept + [part for part in pages.parts(over) if pages.text(part, "id") not in known])

    def field(self, ours: Node, over: Node) -> Node:
        self.only(over, FIELD_KEYS, "this field")
        return _with(ours, over, options=_options)

    def report(self, ours: Node, over: Node) -> Node:
        """A report of ours in a provider's words and order; what law it answers, and over what time, stays."""
        self.only(over, REPORT_KEYS, "this report")
        return _with(ours, over)

    def duty(self, ours: Node, over: Node) -> Node:
        if pages.text(ours, "can_change") != "true":
            weight = pages.text(ours, "weight")
            why = {"law": "law", "guidance": "statutory guidance"}.get(weight, "the same for every home")
            self.refuse(
                over, f"this duty is {why}, so it cannot be changed. Add a stricter one under an id of your own."
            )
            return ours
        self.only(over, DUTY_KEYS, "this duty")
        return _with(ours, over, rhythm=self.rhythm)

    def rhythm(self, ours: Node, over: Node) -> Node:
        for key, part in pages.items(over):
            if key != "steps":
                self.refuse(part, f"'{key}' of this rhythm is not yours to change. You may give steps.")
        return _with(ours, over)


def lay(ours: Files, own: Files) -> tuple[Files, list[Problem]]:
    """``ours`` with ``own`` over it, and what ``own`` may not do."""
    laying = _Laying(frozenset(_facts(ours["records"])))
    files = {section: dict(things) for section, things in ours.items()}
    for section, things in own.items():
        for thing, node in things.items():
            files[section][thing] = _laid(laying, section, files[section].get(thing), node)
    return files, laying.problems


def _facts(records: Section) -> Iterator[str]:
    """Every fact that record types state: of a stage by itself, by its yields and by its questions."""
    for thing, node in records.items():
        for stage in pages.parts(pages.under(node, "stages")):
            yield f"{thing}.{pages.text(stage, 'id')}"
            for key in ("yields", "fields"):
                yield from filter(None, (pages.text(part, "fact") for part in pages.parts(pages.under(stage, key))))


def _laid(laying: _Laying, section: str, ours: Node | None, over: Node) -> Node:
    if section in FIXED:
        laying.refuse(over, f"{FIXED[section]}. Take this out of your folder.")
    elif ours is not None and section == "sources":
        laying.refuse(over, "this source is ours, and citations point into it. Choose another id for yours.")
    elif ours is not None and section == "escalation":
        laying.refuse(over, "this step is ours, and leaders rely on it. Add one of your own under another id.")
    elif ours is not None and section == "records":
        return laying.record(ours, over)
    elif ours is not None and section == "duties":
        return laying.duty(ours, over)
    elif ours is not None and section == "reports":
        return laying.report(ours, over)
    return over


def _by_id(node: Node) -> dict[str, Node]:
    return {pages.text(part, "id"): part for part in pages.parts(node)}


def _with(ours: Node, over: Node, **joins: Join) -> Node:
    """``ours`` with the keys of ``over`` in the place of its own, or joined to them as ``joins`` says."""
    entries = dict(pages.items(ours))
    for key, part in pages.items(over):
        entries[key] = joins[key](entries[key], part) if key in joins and key in entries else part
    return pages.mapping(ours, list(entries.items()))


def _joined(ours: Node, over: Node) -> Node:
    """Both lists, one after the other; a single word counts as a list of one."""
    return pages.listing(ours, [*(pages.parts(ours) or [ours]), *(pages.parts(over) or [over])])


def _options(ours: Node, over: Node) -> Node:
    """Our options, relabelled where ``over`` has the same id, and then the new ones."""
    known, more = _options_by_id(ours), _options_by_id(over)
    return pages.listing(ours, list({**known, **more}.values()))


def _options_by_id(node: Node) -> dict[str, Node]:
    """Options in any of the three ways they may be written, each as its id and a node in full."""
    found: dict[str, Node] = {}
    for key, part in pages.items(node):
        found[key] = pages.option(key, part)
    for part in pages.parts(node):
        found[pages.text(part, "id") or str(part.value)] = part
    return found
