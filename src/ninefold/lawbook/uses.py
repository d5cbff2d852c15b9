"""Which ids and facts of the library our own code and templates name, so that none of them can die unseen.

Read from the source by the shape of a word between quotes: ``"animal.walked"`` is a fact, ``"animal-care"`` an id. A word
of such a shape that means something else is named in ``OTHER_WORDS``.
"""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ninefold.lawbook.kinds import kinds
from ninefold.lawbook.model import MEDICINES, Library
from ninefold.lawbook.problems import Problem, nearest

CODE = Path(__file__).resolve().parent.parent
ELSEWHERE = (
    "ops",
    "sector",
    "work",
    "migrations",
    "commission",
    "settings.py",
    "urls.py",
    "figure.py",
)  # speak of other things
ENDINGS = (
    ".html",
    ".yaml",
    ".yml",
    ".py",
    ".css",
    ".js",
    ".json",
    ".txt",
    ".pdf",
    ".docx",
    ".xlsx",
    ".csv",
    ".svg",
    ".typ",
)
FACT = re.compile(r"[\"']([a-z][a-z0-9-]*\.[a-z][a-z0-9-]*)[\"']")
ID = re.compile(r"[\"']([a-z]+(?:-[a-z0-9]+)+)[\"']")
PAGE = re.compile(r"\bname=\"([a-z-]+)\"")
PACKAGES = ("ninefold.", "allauth.")
ASKED = (
    re.compile(r"(?:records|duties|registers|series|checks)(?:\[|\.get\()\"([a-z-]+)\""),
    re.compile(r"\{% to 'form' '([a-z-]+)'"),
    re.compile(r"\"([a-z-]+)\" in may_begin"),
)
# Words with a hyphen or a dot in our code that are no ids and no facts. A new one is put here by whoever writes it.
OTHER_WORDS = frozenset((
    "a-2a", "author", "break-began", "break-ended", "brought-in", "content.xml", "end-of-day", "end-of-month", "end-of-next-month", "end-of-year", "half-term",
    "have-read", "in-hand", "key-worker", "last-entry", "latin-1", "looks.jsonl", "no-store", "look-again", "not-tried", "nothing-written",
    "paragraph-voice", "read-only", "refresh-interval", "s.rowid", "voice-type",
    "same-origin", "signed-late", "signoff-record", "since-last", "the-start", "ua-1", "utf-16", "utf-16-le", "utf-8", "utf-8-sig", "x-wr-calname",
    "x-wr-timezone",
))  # fmt: skip


class Use(NamedTuple):
    """A word that our code names: the file and line, and whether it is a fact or an id."""

    file: str
    line: int
    word: str
    fact: bool


def uses(folder: Path = CODE) -> list[Use]:
    """Every fact and id that stands between quotes in Python files, and every record type that a template opens."""
    return [use for path in _files(folder) for use in _of(path, folder)]


def digest(folder: Path = CODE) -> str:
    """The SHA-256 of all code and templates: what is said of their words holds until one of them changes."""
    total = hashlib.sha256()
    for path in sorted((*folder.rglob("*.py"), *folder.rglob("*.html"))):
        total.update(f"{path.relative_to(folder).as_posix()} ".encode() + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def dead(library: Library, facts: frozenset[str], folder: Path = CODE, used: list[Use] | None = None) -> list[Problem]:
    """What our code names (``used``, if that was looked for already) and the library does not have."""
    ids, facts = known(library) | pages(folder), facts | _lists(library) | OTHER_WORDS
    problems = []
    for use in uses(folder) if used is None else used:
        names = facts if use.fact else ids
        if use.word not in names:
            kind = "a fact that no record type states" if use.fact else "an id that nothing in the library has"
            problems.append(Problem(use.file, use.line, f"'{use.word}' is {kind}.{nearest(use.word, names)}"))
    return problems


def pages(folder: Path = CODE) -> frozenset[str]:
    """The names of all pages, as the files of addresses give them: code that makes a link names them too."""
    texts = [path.read_text(encoding="utf-8") for path in folder.rglob("urls.py")]
    return frozenset(name for text in texts for name in PAGE.findall(text))


def named(used: list[Use], folder: Path = CODE) -> frozenset[str]:
    """The facts that our code (``used`` in it) and the outlines of reports read."""
    outlines = (folder / "library" / "reports").rglob("*.yaml")
    texts = [path.read_text(encoding="utf-8") for path in outlines]
    found = {word for text in texts for word in re.findall(r"[a-z][a-z0-9_-]*(?:\.[a-z0-9_-]+)+", text)}
    return frozenset(found | {use.word for use in used if use.fact})


def known(library: Library) -> frozenset[str]:
    """Every id that something in the library has: things, stages, questions, columns and answers."""
    words = library.words
    names: set[str] = {*kinds(), *OTHER_WORDS}
    for section in (
        library.records, library.duties, library.standards, library.registers, library.series, library.checks, library.reports,
        library.pages, library.sources, library.judgements, words.roles, words.groups, words.practice, words.areas,
        words.keeping, library.statuses,
    ):  # fmt: skip
        names.update(section)
    for record in library.records.values():
        for stage in record.stages:
            names.add(stage.id)
            for asked in (part for field in stage.fields for part in (field, *field.columns)):
                names.update((asked.id, *(option.id for option in asked.options), *asked.overrules))
    return frozenset(names)


def _lists(library: Library) -> frozenset[str]:
    """What a question may take its answers from (``from``): the tables that open plans, named like facts."""
    plans = [record for record in library.records.values() if record.plan]
    tables = [asked.id for plan in plans for asked in plan.stages[0].fields if asked.kind == "table"]
    return frozenset((MEDICINES, *(f"child.{name.replace('_', '-')}" for name in tables)))


def _files(folder: Path) -> list[Path]:
    every = [*folder.rglob("*.py"), *folder.rglob("templates/**/*.html")]
    return sorted(path for path in every if not set(path.relative_to(folder).parts) & set(ELSEWHERE))


def _of(path: Path, folder: Path) -> Iterator[Use]:
    name = f"ninefold/{path.relative_to(folder).as_posix()}"
    if path.name == Path(__file__).name:
        return
    code = path.suffix == ".py"
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        said = "" if code and line.lstrip().startswith("#") else line
        if code and '"' in said:
            for word in FACT.findall(said):
                if not word.endswith(ENDINGS) and not word.startswith(PACKAGES):
                    yield Use(name, number, word, True)
            for word in ID.findall(said):
                yield Use(name, number, word, False)
        for pattern in ASKED:
            for word in pattern.findall(said):
                yield Use(name, number, word, False)
