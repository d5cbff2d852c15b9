"""As much of JSON Schema as our schemas use: enough to say whether a value is accepted."""

import re
from collections.abc import Callable
from typing import Any

TYPES: dict[str, Callable[[Any], bool]] = {
    "string": lambda value: isinstance(value, str),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "boolean": lambda value: isinstance(value, bool),
    "array": lambda value: isinstance(value, list),
    "object": lambda value: isinstance(value, dict),
    "null": lambda value: value is None,
}
SAYS_NOTHING = {"$schema", "$defs", "title", "description", "default", "format", "examples", "then", "discriminator"}


def accepts(schema: dict[str, Any], value: Any, whole: dict[str, Any] | None = None) -> bool:
    """Whether ``schema`` accepts ``value``. Raises KeyError for a word of JSON Schema that is not known here."""
    root = whole or schema
    rules: dict[str, Callable[[Any], bool]] = {
        "$ref": lambda said: accepts(_at(root, said), value, root),
        "type": lambda said: any(TYPES[one](value) for one in ([said] if isinstance(said, str) else said)),
        "enum": lambda said: any(type(one) is type(value) and one == value for one in said),
        "const": lambda said: said == value,
        "anyOf": lambda said: any(accepts(one, value, root) for one in said),
        "allOf": lambda said: all(accepts(one, value, root) for one in said),
        "if": lambda said: not accepts(said, value, root) or accepts(schema["then"], value, root),
        "pattern": lambda said: not isinstance(value, str) or re.search(said, value) is not None,
        "minLength": lambda said: not isinstance(value, str) or len(value) >= said,
        "maxLength": lambda said: not isinstance(value, str) or len(value) <= said,
        "exclusiveMinimum": lambda said: not TYPES["number"](value) or value > said,
        "minimum": lambda said: not TYPES["number"](value) or value >= said,
        "maximum": lambda said: not TYPES["number"](value) or value <= said,
        "items": lambda said: not isinstance(value, list) or all(accepts(said, one, root) for one in value),
        "contains": lambda said: not isinstance(value, list) or any(accepts(said, one, root) for one in value),
        "minItems": lambda said: not isinstance(value, list) or len(value) >= said,
        "maxItems": lambda said: not isinstance(value, list) or len(value) <= said,
        "prefixItems": lambda said: (
            not isinstance(value, list) or all(accepts(*pair, root) for pair in zip(said, value, strict=False))
        ),
        "required": lambda said: not isinstance(value, dict) or set(said) <= set(value),
        "properties": lambda said: (
            not isinstance(value, dict) or all(accepts(said[k], v, root) for k, v in value.items() if k in said)
        ),
        "additionalProperties": lambda said: _others(schema, said, value, root),
        "propertyNames": lambda said: not isinstance(value, dict) or all(accepts(said, one, root) for one in value),
        "uniqueItems": lambda said: True,
    }
    return all(rules[word](said) for word, said in schema.items() if word not in SAYS_NOTHING)


def _at(root: dict[str, Any], reference: str) -> dict[str, Any]:
    for step in reference.removeprefix("#/").split("/"):
        root = root[step]
    return root


def _others(schema: dict[str, Any], said: Any, value: Any, root: dict[str, Any]) -> bool:
    if not isinstance(value, dict):
        return True
    others = [one for key, one in value.items() if key not in schema.get("properties", {})]
    return not others if said is False else said is True or all(accepts(said, one, root) for one in others)
