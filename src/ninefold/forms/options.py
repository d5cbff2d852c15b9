"""The answers that a question lists."""

from typing import TYPE_CHECKING, Any

from ninefold.lawbook.model import FormField

if TYPE_CHECKING:
    from ninefold.forms.context import FormContext


def option_ids(asked: FormField) -> list[str]:
    """The ids of its options, in order."""
    return [option.id for option in asked.options]


def drawn_options(asked: FormField, chosen: set[str], context: "FormContext") -> list[dict[str, Any]]:
    """Its options as a control needs them. Of roles, those that the writer gives, and what is chosen already."""
    gives = context.gives | chosen if asked.of_roles else None
    offered = [option for option in asked.options if gives is None or option.id in gives]
    return [{"id": one.id, "label": one.label, "help": one.help, "on": one.id in chosen} for one in offered]
