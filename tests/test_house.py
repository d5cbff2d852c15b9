"""Rules of the house that no checker of types or style knows."""

import ast
import json
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

from tests.conftest import ROOT

LONGEST = 450
WIDE = 120
SOURCE = ROOT / "src" / "ninefold"
PYTHON = sorted([*SOURCE.rglob("*.py"), *(ROOT / "tests").rglob("*.py")])
OURS = [path for path in PYTHON if SOURCE in path.parents and "migrations" not in path.parts]
TEMPLATES = sorted(SOURCE.rglob("*.html"))
TEXT = {".py", ".md", ".yaml", ".html", ".css", ".js", ".toml", ".txt", ".svg", ".typ", ""}


def _named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _tracked() -> list[Path]:
    """Every text of ours: not what is vendored from elsewhere."""
    if not (ROOT / ".git").exists():
        return sorted(p for folder in ("src", "tests", "docs") for p in (ROOT / folder).rglob("*") if p.is_file())
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    return [ROOT / name for name in listed.split("\0") if name]


def _texts() -> list[tuple[str, str]]:
    return [
        (_named(path), path.read_text(encoding="utf-8"))
        for path in _tracked()
        if path.is_file() and path.suffix in TEXT and "vendor" not in path.parts and path.name != "LICENSE"
    ]


def test_no_file_is_too_long_to_read_at_once() -> None:
    assert [_named(path) for path in PYTHON if len(path.read_text().splitlines()) > LONGEST] == []


def test_nothing_is_left_for_later() -> None:
    later = re.compile(r"\b(TOD[O]|FIXM[E]|XX[X])\b")  # in brackets, so as not to find itself
    assert [name for name, text in _texts() if later.search(text)] == []


def test_nothing_names_the_machine_it_was_written_on() -> None:
    machine = re.compile(r"/wor[k]/|/roo[t]/|/hom[e]/\w+/")
    assert [name for name, text in _texts() if machine.search(text)] == []


def test_every_package_says_what_it_is_for() -> None:
    packages = [p for p in OURS if p.name == "__init__.py" and p.parent.name not in ("templatetags", "migrations")]
    assert [_named(p) for p in packages if not ast.get_docstring(ast.parse(p.read_text()))] == []


def test_every_public_function_and_class_says_what_it_means() -> None:
    assert [f"{_named(path)}: {name}" for path in OURS for name in _silent(ast.parse(path.read_text()))] == []


def _silent(tree: ast.Module) -> list[str]:
    """The public functions, classes and their methods without a docstring."""
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_")]
    methods = [node for owner in classes for node in owner.body if isinstance(node, ast.FunctionDef)]
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    named: list[ast.ClassDef | ast.FunctionDef] = [*classes, *functions, *methods]
    return [node.name for node in named if not node.name.startswith("_") and not ast.get_docstring(node)]


def test_time_is_passed_in() -> None:
    """Only base.clock asks what time it is; views and commands ask base.clock."""
    asks = re.compile(r"datetime\.(?:now|utcnow|today)\(|date\.today\(|timezone\.now\b")
    askers = [_named(path) for path in OURS if asks.search(path.read_text())]
    assert askers == ["src/ninefold/base/clock.py"]


def test_templates_hold_no_script_and_no_style() -> None:
    """The content security policy would refuse them, and a page must be readable without."""
    refused = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>|<style\b|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)
    said = {
        path: re.sub(r"{%.*?%}", "", path.read_text()) for path in TEMPLATES
    }  # what pages send, without our own tags
    assert [_named(path) for path, text in said.items() if refused.search(text)] == []


def test_no_space_stands_before_a_comma() -> None:
    """The formatter breaks the line between two of our tags; where the second begins with a comma, it goes into a span."""
    apart = re.compile(r"\s(?:\{% (?:if|for|with) [^%]*%\})+[,.;:)](?![\w.])")
    assert [
        f"{_named(path)}: {place.group()}" for path in TEMPLATES for place in apart.finditer(path.read_text())
    ] == []


def test_a_class_name_stands_in_one_module() -> None:
    """One name means one thing: a class is called what it is, and what it is in its own package if need be."""
    modules: dict[str, list[str]] = {}
    for path in OURS:
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                modules.setdefault(node.name, []).append(_named(path))
    assert {name: where for name, where in modules.items() if len(where) > 1} == {}


def test_no_line_of_a_template_is_longer_than_a_line_of_code() -> None:
    long = [
        f"{_named(path)}:{number}"
        for path in TEMPLATES
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if len(line) > WIDE
    ]
    assert long == []


COPIED = ("features", "forms", "reports", "rooms")  # pages of docs whose code strangers copy
FORMATTERS = (
    ("ruff", "format", "--check", "--config", str(ROOT / "pyproject.toml")),
    ("djangofmt", "--line-length", str(WIDE), "--indent-width", "2", "--check"),
)


def test_code_in_the_docs_is_laid_out_as_ours(tmp_path: Path) -> None:
    """A stranger copies it, and the next check must not find fault with it."""
    for name in COPIED:
        page = (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")
        for number, (kind, text) in enumerate(
            re.findall(r"^```(python|html)\n(.*?)^```", page, re.DOTALL | re.MULTILINE)
        ):
            (tmp_path / f"{name}-{number}.{'py' if kind == 'python' else 'html'}").write_text(text, encoding="utf-8")
    for program, *words in FORMATTERS:
        command = [str(Path(sys.prefix) / "bin" / program), *words, str(tmp_path)]
        answer = subprocess.run(command, check=False, capture_output=True, text=True)
        assert answer.returncode == 0, answer.stdout + answer.stderr


TO_MEND = ROOT / "tests" / "to_mend.json"


def _nameless() -> dict[str, int]:
    """How many functions of a file, longer than five lines, call something found, said or told, which names nothing."""
    counted: Counter[str] = Counter()
    for path in OURS:
        functions = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef)]
        counted[_named(path)] = sum(
            bool(_names(one) & {"found", "said", "told"}) for one in functions if _lines(one) > 5
        )
    return {name: count for name, count in sorted(counted.items()) if count}


def _lines(function: ast.FunctionDef) -> int:
    return (function.end_lineno or 0) - function.body[0].lineno + 1


def _names(function: ast.FunctionDef) -> set[str]:
    stored = {node.id for node in ast.walk(function) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    return stored | {argument.arg for argument in function.args.args}


def test_what_is_still_to_be_mended_gets_less() -> None:
    """Names that name nothing.

    tests/to_mend.json lists what there is of them. A new one gets another name and is not put in. After mending some
    or moving a file: NINEFOLD_WRITE_TO_MEND=yes pytest tests/test_house.py, and the sum must be less.
    """
    now = _nameless()
    if os.environ.get("NINEFOLD_WRITE_TO_MEND"):
        TO_MEND.write_text(json.dumps(now, indent=1) + "\n", encoding="utf-8")
    before = json.loads(TO_MEND.read_text())
    assert {name: number for name, number in now.items() if number > before.get(name, 0)} == {}
