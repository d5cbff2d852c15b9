"""Several of the children."""

from typing import Any

from ninefold.forms.kinds.people import PeopleKind
from ninefold.forms.references import CHILD
from ninefold.lawbook.model import FormField


class ChildrenKind(PeopleKind):
    """A list of references to children."""

    template = "forms/fields/people.html"
    offers = ("child",)

    def schema(self, asked: FormField) -> dict[str, Any]:
        """A list of references to children."""
        return {"type": "array", "items": CHILD}


KIND = ChildrenKind()
