"""Which files a library has, and which things stand in them. What the things say is not looked at here."""

from collections.abc import Iterator
from pathlib import Path

import yaml

from ninefold.lawbook import pages
from ninefold.lawbook.pages import Node
from ninefold.lawbook.places import PLACES, paths
from ninefold.lawbook.problems import Problem, nearest

SECTIONS = (
    "sources", "judgements", "standards", "records", "duties", "statuses", "registers", "series", "reports", "pages", "checks", "wanted",
    "roles", "groups", "suggestions", "practice", "areas", "keeping", "unread", "substances", "families", "missing", "changes", "escalation",
)  # fmt: skip
ELSEWHERE = ("cases",)  # read by the package that runs worked examples

Section = dict[str, Node]
Files = dict[str, Section]


def gather(folder: Path, *, own: bool = False) -> tuple[Files, list[Problem]]:
    """Everything in ``folder`` by section and id, and what stands in the way of reading it.

    ``own`` marks a provider's folder, where a file in a place that is not read is a mistake worth telling.
    """
    if not folder.is_dir():
        return {}, [Problem(str(folder), 1, "there is no such folder. Give the folder that holds the library's files.")]
    files: Files = {section: {} for section in SECTIONS}
    problems = _strays(folder) if own else []
    for path in paths(folder):
        name = f"{folder.name}/{path.relative_to(folder).as_posix()}"
        node, found = pages.read(path, name)
        problems += found
        if node is None:
            continue
        if path.relative_to(folder).parts[0] == "records":
            problems += _placed(path, node)
        for section, thing, part in _things(path.relative_to(folder), node):
            problems += _put(files, section, thing, part)
    return files, problems


def _placed(path: Path, node: Node) -> Iterator[Problem]:
    """A record type stands in a file of its own name, in a folder named after its area."""
    thing, area = pages.text(node, "id"), pages.text(node, "area")
    if thing and thing != path.stem:
        yield pages.problem(
            node, ("id",), f"the id is '{thing}' and the file is '{path.name}'. Give both the same name."
        )
    if area and area != path.parent.name:
        said = f"the area is '{area}' and the folder is '{path.parent.name}'. Give both the same name."
        yield pages.problem(node, ("area",), said)


def _strays(folder: Path) -> list[Problem]:
    """YAML files where the library does not look: a misspelt folder, another ending."""
    read = set(paths(folder))
    return [
        Problem(f"{folder.name}/{path.relative_to(folder).as_posix()}", 1, _stray(path.relative_to(folder)))
        for path in sorted([*folder.rglob("*.yaml"), *folder.rglob("*.yml")])
        if path not in read and path.relative_to(folder).parts[0] not in ELSEWHERE
    ]


def _stray(path: Path) -> str:
    tops = ["sources", "standards", "records", "duties", "registers", "series", "reports", "wanted", "words"]
    close = nearest(path.parts[0], tops) if path.parts[0] not in tops else ""
    return f"the library does not read a file in this place.{close} It reads {', '.join(PLACES)}."


def _things(path: Path, node: Node) -> Iterator[tuple[str, str, Node]]:
    """Each thing of a file: its section, its id and its node. The id is empty when the file gives none."""
    top = path.parts[0]
    if top in ("records", "registers", "series", "reports", "sources"):
        yield top, pages.text(node, "id"), node
    elif top == "standards":
        several = pages.under(node, "standards")
        for part in pages.parts(several) if several else [node]:
            yield "standards", pages.text(part, "id"), part
    elif top == "duties":
        yield from _list("duties", node)
    elif top == "wanted":
        yield from _map("wanted", node)
    elif path.stem in ("sources", "judgements", "pages", "checks", "changes", "statuses", "escalation"):
        yield from _list(path.stem, node)
    elif path.name == "roles.yaml":
        for key, part in pages.items(node):
            yield from _map(key, part)
    else:
        yield from _map(path.stem, node)


def _list(section: str, node: Node) -> Iterator[tuple[str, str, Node]]:
    if not isinstance(node, yaml.SequenceNode):
        yield section, "", node
    for part in pages.parts(node):
        yield section, pages.text(part, "id"), part


def _map(section: str, node: Node) -> Iterator[tuple[str, str, Node]]:
    if not isinstance(node, yaml.MappingNode):
        yield section, "", node
    for key, part in pages.items(node):
        yield section, key, part


_WANTED = {
    "records": "a record type, which begins with its id, such as 'id: daily-note'",
    "standards": "a standard, which begins with its id",
    "duties": "a list of duties, each beginning with '- id: '",
    "sources": "a list of sources, each beginning with '- id: '",
    "judgements": "a list of judgements, each beginning with '- id: '",
    "registers": "a register, which begins with its id",
    "series": "a series, which begins with its id",
    "reports": "the outline of a report, which begins with its id",
    "pages": "a list of pages, each beginning with '- id: '",
    "changes": "a list of changes, each beginning with '- id: '",
    "checks": "a list of checks, each beginning with '- id: '",
    "statuses": "a list of statuses, each beginning with '- id: '",
    "escalation": "a list of steps, each beginning with '- id: '",
}


def _put(files: Files, section: str, thing: str, node: Node) -> list[Problem]:
    """Keeps ``node`` under its id, or says why it cannot be kept."""
    if section not in files:
        return [pages.problem(node, (), f"'{section}' is not known here. This file holds 'roles' and 'groups'.")]
    if not thing:
        wanted = _WANTED.get(section, "lines of 'id: text'")
        return [pages.problem(node, (), f"here should stand {wanted}.")]
    if thing in files[section]:
        first = pages.problem(files[section][thing], (), "")
        where = f"{first.file} line {first.line}"
        return [pages.problem(node, ("id",), f"'{thing}' is taken; it stands in {where} already. Choose another id.")]
    files[section][thing] = node
    return []
