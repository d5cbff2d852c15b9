"""Library files as they were typed: YAML nodes that remember their file and line.

Files are kept as nodes until the last moment, so that a sentence about a mistake can name the line it is on,
also when a provider's folder has been laid over ours.
"""

import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

from ninefold.lawbook.problems import Problem

Node = yaml.Node
Where = Sequence[str | int]

_TAG = "tag:yaml.org,2002:"


class _Reader(yaml.CSafeLoader):
    """Plain words stay words: only true, false, null and whole numbers are anything else.

    In YAML 1.1 ``on``, ``yes`` and ``no`` would be truth values, ``20:40`` a number and ``9.10`` would lose its nought.
    """

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}


for _tag, _pattern, _first in (
    ("bool", r"true|false", "tf"),
    ("null", r"~|null|", "~n\0"),
    ("int", r"-?(0|[1-9]\d*)", "-0123456789"),
):
    _Reader.add_implicit_resolver(_TAG + _tag, re.compile(rf"^(?:{_pattern})$"), [c.strip("\0") for c in _first])


# What the reader of YAML says of the commonest slips, and how somebody who never wrote YAML would say it.
_PLAIN = (
    ("tab character", "a line begins with a tab. Use spaces instead"),
    ("cannot start any token", "a tab, or a sign that needs quotes, stands here. Use spaces and quotes"),
    ("mapping values are not allowed", "a colon in the text, or a line too far to the right. Put text with ':' in "
     "quotes, and look at the indents"),
    ("expected '-' indicator", "a line does not begin under its neighbours. Lines that belong together begin in the "
     "same column: look at the indents"),
    ("expected key", "a line does not begin under its neighbours. Lines that belong together begin in the same column: "
     "look at the indents"),
    ("expected ',' or", "something in brackets is not closed, or has no comma before the next. Look at the quotes, "
     "commas and brackets"),
    ("end of stream", "a quote or bracket that opens here is never closed. Look at the quotes and brackets"),
)  # fmt: skip


def read(path: Path, name: str) -> tuple[Node | None, list[Problem]]:
    """The file's root node (None when it cannot be used) and what is wrong with its YAML."""
    try:
        stream = io.BytesIO(path.read_bytes())
        stream.name = name  # every node's mark carries it
        node = _Reader(stream).get_single_node()
    except yaml.YAMLError as error:
        return None, [_not_yaml(error, name)]
    except (UnicodeError, OSError) as error:
        return None, [Problem(name, 1, f"this file cannot be read as text: {error}.")]
    if node is None:
        return None, [Problem(name, 1, "this file is empty. Write something in it, or take it away.")]
    problems = list(_faults(node, set()))
    return None if problems else node, problems


def _not_yaml(error: yaml.YAMLError, name: str) -> Problem:
    """A YAML mistake, at the bracket or quote that was never closed, or else where reading stopped."""
    opened = re.search("flow|quoted", getattr(error, "context", None) or "")
    mark = getattr(error, "context_mark" if opened else "problem_mark", None)
    said = getattr(error, "problem", None) or str(error)
    plain = next((plain for sign, plain in _PLAIN if sign in said), f"{said}. Look at the quotes, brackets and indents")
    reason = f"this is not YAML: {plain}, just here and above."
    return Problem(name, mark.line + 1 if mark else 1, reason)


def _faults(node: Node, met: set[int]) -> Iterator[Problem]:
    """What YAML allows and the library does not: keys written twice, keys that are no words, anchors."""
    if id(node) in met:
        yield problem(node, (), "this is written once and pointed to again (& and *). Write it out in each place.")
        return
    met.add(id(node))
    if isinstance(node, yaml.MappingNode):
        yield from _key_faults(node)
    for part in [part for _, part in node.value] if isinstance(node, yaml.MappingNode) else parts(node):
        yield from _faults(part, met)


def _key_faults(node: yaml.MappingNode) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for key, _ in node.value:
        if not isinstance(key, yaml.ScalarNode):
            yield problem(key, (), "a key should be a word. Write 'word: text'.")
            continue
        if key.value in seen:
            said = f"'{key.value}' is written twice; it stands on line {seen[key.value]} already. Keep one."
            yield problem(key, (), said)
        seen[key.value] = key.start_mark.line + 1


def value(node: Node) -> Any:
    """What the node says: mappings, lists, text, whole numbers, true, false, None."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: value(part) for key, part in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [value(part) for part in node.value]
    if node.tag == _TAG + "int":
        return int(node.value)
    if node.tag == _TAG + "bool":
        return node.value == "true"
    return None if node.tag == _TAG + "null" else node.value


def items(node: Node | None) -> list[tuple[str, Node]]:
    """The keys and values of a mapping; nothing for anything else."""
    return [(key.value, part) for key, part in node.value] if isinstance(node, yaml.MappingNode) else []


def parts(node: Node | None) -> list[Node]:
    """The members of a list; nothing for anything else."""
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []


def under(node: Node | None, key: str) -> Node | None:
    """The value that a mapping has under ``key``."""
    return dict(items(node)).get(key)


def text(node: Node | None, key: str) -> str:
    """The plain text under ``key``, or nothing."""
    found = under(node, key)
    return str(found.value) if isinstance(found, yaml.ScalarNode) else ""


def mapping(like: Node, entries: list[tuple[str, Node]]) -> Node:
    """A mapping of ``entries`` that stands where ``like`` stands."""
    keys = [(yaml.ScalarNode(_TAG + "str", key, part.start_mark), part) for key, part in entries]
    return yaml.MappingNode(_TAG + "map", keys, like.start_mark)


def listing(like: Node, members: list[Node]) -> Node:
    """A list of ``members`` that stands where ``like`` stands."""
    return yaml.SequenceNode(_TAG + "seq", members, like.start_mark)


def option(key: str, label: Node) -> Node:
    """An option in full, from the short way ``key: label``."""
    return mapping(label, [("id", yaml.ScalarNode(_TAG + "str", key, label.start_mark)), ("label", label)])


def problem(node: Node, where: Where, reason: str) -> Problem:
    """A problem at the deepest part of ``node`` that the path ``where`` still leads to."""
    mark = node.start_mark
    for step in where:
        mark, found = _step(node, step)
        if found is None:
            break
        node = found
    return Problem(mark.name, mark.line + 1, reason)


def _step(node: Node, step: str | int) -> tuple[Any, Node | None]:
    if isinstance(step, int):
        members = parts(node)
        return (members[step].start_mark, members[step]) if step < len(members) else (node.start_mark, None)
    for key, part in node.value if isinstance(node, yaml.MappingNode) else ():
        if key.value == step:
            return key.start_mark, part
    return node.start_mark, None
