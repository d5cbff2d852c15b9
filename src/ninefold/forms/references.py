"""References to people, as answers hold them: who somebody is, of what kind, and what they were called that day."""

from typing import TYPE_CHECKING, Any

from ninefold.forms.typed import Unclear

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
FOLDED = ("family", "professional")  # outside the home there are many people; they are a tap away


def reference(who: str, context: "FormContext") -> dict[str, str]:
    """Somebody by id. Raises Unclear for somebody who cannot be named here."""
    known = context.names.by_id.get(who)
    if known is None:
        raise Unclear("Somebody chosen here is not known in this home any more. Please choose again.")
    return known.reference


def groups(wanted: tuple[str, ...], chosen: set[str], context: "FormContext") -> list[dict[str, Any]]:
    """Everybody of these kinds who can be named, in groups, with who is chosen."""
    grouped = []
    for kind in wanted:
        people = [{"who": k, "on": k.id in chosen} for k in context.names.people if k.kind == kind]
        if people:
            folded = kind in FOLDED and not any(one["on"] for one in people)
            grouped.append({"title": TITLES[kind], "people": people, "folded": folded})
    return grouped
