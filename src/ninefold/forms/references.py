"""References to people, as answers hold them: who somebody is, of what kind, and what they were called that day."""

from typing import TYPE_CHECKING, Any

from ninefold import lawbook
from ninefold.forms.mentions import Mentionable
from ninefold.forms.typed import Unclear
from ninefold.lawbook.model import FormField

if TYPE_CHECKING:
    from ninefold.forms.context import FormContext

REFERENCE: dict[str, Any] = {
    "type": "object",
    "properties": {"who": {"type": "string"}, "kind": {"type": "string"}, "name": {"type": "string"}},
    "required": ["who", "kind", "name"],
    "additionalProperties": False,
}
CHILD: dict[str, Any] = {**REFERENCE, "properties": {**REFERENCE["properties"], "kind": {"const": "child"}}}
TITLES = {"worker": "Who works here", "child": "Children", "family": "Family", "professional": "Professionals"}
OUTSIDE = frozenset({"responsible-individual", "independent-person", "inspector", "administrator"})
FEW = 4
FOLDED = ("family", "professional")  # outside the home there are many people; they are a tap away


def offered(kinds: tuple[str, ...], asked: FormField) -> tuple[str, ...]:
    """The kinds of people that a question takes: workers alone, where it names their roles."""
    return ("worker",) if asked.who else kinds


def reference(who: str, context: "FormContext", asked: FormField) -> dict[str, str]:
    """Somebody by id. Raises Unclear for somebody who cannot be named here, or whom this question is not about."""
    known = context.names.by_id.get(who)
    if known is None:
        raise Unclear("Somebody chosen here is not known in this home any more. Please choose again.")
    if asked.who and not _fits(known, asked, {who}):
        raise Unclear(f"{known.name} cannot be chosen here. Please choose somebody who works here.")
    return known.reference


def groups(wanted: tuple[str, ...], chosen: set[str], context: "FormContext", asked: FormField) -> list[dict[str, Any]]:
    """Everybody of these kinds who can be named, in groups, with who is chosen: who is on shift now first, nobody twice.

    Who only looks in, such as an independent person, stands behind those who work with the children.
    """
    grouped = []
    for kind in ("worker",) if asked.who else wanted:
        people = [k for k in context.names.people if k.kind == kind and _fits(k, asked, chosen)]
        if kind == "worker":
            grouped += _workers(people, chosen, context)
        elif people:
            folded = kind in FOLDED and not any(one.id in chosen for one in people)
            grouped.append(_group(TITLES[kind], people, chosen, folded=folded))
    return grouped


def _workers(people: list[Mentionable], chosen: set[str], context: "FormContext") -> list[dict[str, Any]]:
    """Who is on shift, and everybody else who works here: folded, where there are many and none of them is chosen."""
    here = [one for one in people if one.id in context.on_shift]
    others = sorted((one for one in people if one not in here), key=lambda one: (one.role in OUTSIDE, not one.role))
    if not here or not others:
        return [_group(TITLES["worker"], people, chosen)] if people else []
    folded = len(others) > FEW and not any(one.id in chosen for one in others)
    return [
        _group("On shift now", here, chosen),
        _group("Everybody else who works here", others, chosen, folded=folded),
    ]


def _group(title: str, people: list[Mentionable], chosen: set[str], *, folded: bool = False) -> dict[str, Any]:
    shown = [{"who": one, "on": one.id in chosen} for one in people]
    return {"title": title, "people": shown, "folded": folded}


def _fits(known: Mentionable, asked: FormField, chosen: set[str]) -> bool:
    """Whether a question offers somebody: with one of its roles, or named there before and since gone."""
    if not asked.who:
        return True
    roles = lawbook.current().roles_in(asked.who)
    return known.kind == "worker" and (known.role in roles or (not known.role and known.id in chosen))
