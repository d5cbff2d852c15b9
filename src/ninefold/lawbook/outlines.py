"""The outline of a report: which sections it has, in which order, with what words; and whether it names what exists.

What sections there are is read from the text of ``reports/sections``, because the law knows no package that reads records.
"""

import ast
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BeforeValidator, Field

from ninefold.lawbook.part import Names, Part

SECTIONS = Path(__file__).resolve().parent.parent / "reports" / "sections"
Length = Literal["week", "month", "six-months", "year", "since-last", "ever"]
Subject = Literal["home", "child"]


class Declared(NamedTuple):
    """What a section's module declares of itself: its sentence, what it can be about, and its parameters.

    A parameter's value is what it is given: ``words``, ``lines`` (a list of words), ``yes or no``, ``record``, ``fact``
    (an id), ``records`` (a list of them), ``records with words`` or ``facts with words`` (ids, each with own words),
    ``figures`` (lines as ``lawbook.counts`` reads them), ``types`` (record types that are not told one by one),
    ``questions`` and ``answers`` of these types, ``register``, ``series``, ``facts``, ``number``.
    A question mark at the end says that it may be left out.
    """

    says: str
    subjects: tuple[str, ...]
    parameters: dict[str, str]


def _use(value: Any) -> Any:
    """A section is written as its name, or as its name with what it is given below."""
    if isinstance(value, str):
        return {"name": value}
    if isinstance(value, dict) and len(value) == 1:
        name, given = next(iter(value.items()))
        return {"name": name, "given": given or {}}
    return value


class SectionUse(Part):
    """A section in an outline, with what it is given there."""

    name: str
    given: dict[str, Any] = {}


class Outline(Part):
    """A report: whose law asks for it, over what time, about whom, for which roles, and its sections in order.

    ``since`` is the record type after whose newest record a period of ``since-last`` begins, ``since_fact`` the fact that
    such a record must state for it. ``also`` are other names by which it is asked for; ``edition`` says which edition of
    somebody's form its questions follow.
    """

    id: str
    also: Names = ()
    title: str
    says: str
    source: str = "regs"
    cite: str = ""
    edition: str = ""
    period: Length
    since: str | None = None
    since_fact: str | None = None
    subject: Subject = "home"
    readers: Names = Field(min_length=1)
    sections: tuple[Annotated[SectionUse, BeforeValidator(_use)], ...] = Field(min_length=1)
    serves: Names = ()
    covers: Names = ()

    def record_types(self) -> tuple[str, ...]:
        """Every record type that a section of it is given by name."""
        return tuple(dict.fromkeys(name for kind, name in self._named() if kind.startswith("record")))

    def facts(self) -> tuple[str, ...]:
        """Every fact that a section of it is given by name."""
        return tuple(dict.fromkeys(name for kind, name in self._named() if kind.startswith("fact")))

    def _named(self) -> Iterable[tuple[str, str]]:
        sections = declared()
        for use in self.sections:
            for parameter, kind in sections[use.name].parameters.items():
                yield from ((kind, name) for name in names(use.given.get(parameter)))


def names(given: Any) -> list[str]:
    """The ids in what a parameter is given: one, a list of them, or the keys of a mapping."""
    return [given] if isinstance(given, str) else list(given) if isinstance(given, dict | list) else []


@cache
def declared(folder: Path = SECTIONS) -> dict[str, Declared]:
    """Every section that there is, by name: the name of its module."""
    modules = sorted(path for path in folder.glob("*.py") if not path.stem.startswith("_"))
    return {path.stem.replace("_", "-"): _declared(path) for path in modules}


def _declared(path: Path) -> Declared:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    constants = {
        name: ast.literal_eval(value) for name, value in _constants(tree) if name in ("SUBJECTS", "PARAMETERS")
    }
    docstring = (ast.get_docstring(tree) or "").split("\n")[0]
    return Declared(docstring, constants["SUBJECTS"], constants["PARAMETERS"])


def _constants(tree: ast.Module) -> Iterable[tuple[str, ast.expr]]:
    """What stands under a name at the top of a module."""
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            for name in node.targets if isinstance(node, ast.Assign) else (node.target,):
                if isinstance(name, ast.Name):
                    yield name.id, node.value
