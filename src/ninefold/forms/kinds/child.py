"""One of the children."""

from typing import Any

from ninefold.forms.kinds.person import PersonKind
from ninefold.forms.references import CHILD
from ninefold.lawbook.model import FormField


class ChildKind(PersonKind):
    """A reference to one child, each of them a button."""

    template = "forms/fields/one_of.html"
    single = False
    offers = ("child",)

    def schema(self, asked: FormField) -> dict[str, Any]:
        """A reference to a child."""
        return CHILD


KIND = ChildKind()
