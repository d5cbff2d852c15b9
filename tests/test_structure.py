"""No module imports itself by way of others: who reads one can read what it uses first. Packages are held by lint-imports."""

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from tests.conftest import ROOT

SOURCE = ROOT / "src"


def _modules() -> dict[str, Path]:
    """Every module of ours by its name."""
    files = [path for path in (SOURCE / "ninefold").rglob("*.py") if "migrations" not in path.parts]
    names = {path: ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__") for path in files}
    return {name: path for path, name in names.items()}


def _imports(tree: ast.AST) -> Iterator[ast.ImportFrom]:
    """What is imported anywhere in a module, within functions too, but for what only a checker of types reads."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.ImportFrom):
            yield node
        elif not (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"):
            yield from _imports(node)


def _uses(path: Path, modules: dict[str, Path]) -> set[str]:
    """The modules that one imports, a name of a package's ``__init__`` being that package."""
    named = [(node.module or "", alias.name) for node in _imports(ast.parse(path.read_text())) for alias in node.names]
    full = [f"{module}.{name}" if f"{module}.{name}" in modules else module for module, name in named]
    return {name for name in full if name in modules}


def test_no_module_stands_in_a_circle() -> None:
    modules = _modules()
    assert len(modules) > 400
    graph = {name: _uses(path, modules) - {name} for name, path in modules.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        raise AssertionError(" -> ".join(error.args[1])) from None


def test_a_circle_would_be_seen(tmp_path: Path) -> None:
    """Also one that hides within a function."""
    for name, text in (("a", "from b import x"), ("b", "def f():\n    from a import y\n")):
        (tmp_path / f"{name}.py").write_text(text)
    modules = {name: tmp_path / f"{name}.py" for name in "ab"}
    assert {name: _uses(path, modules) for name, path in modules.items()} == {"a": {"b"}, "b": {"a"}}
