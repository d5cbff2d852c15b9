"""A small good library in a temporary folder, for tests to spoil in one place at a time."""

from pathlib import Path

import pytest

from ninefold.lawbook.load import load
from ninefold.lawbook.model import Library
from ninefold.lawbook.problems import LibraryError, Problem

GOOD = {
    "sources.yaml": """
- {id: regs, title: The regulations, short: reg, kind: law, url: "https://law.example/regulation/{n}", from: 2015-04-01, read_on: 2026-06-29}
- {id: practice, title: Good practice, short: practice, url: /library/practice, read_on: 2026-06-29}
- {id: house, title: House rules, short: Rule, url: "https://house.example/rules", read_on: 2026-06-29}
""",
    "judgements.yaml": """
- {id: overall, title: Overall experiences, about: How children are doing}
""",
    "standards/protection.yaml": """
id: protection
regulation: "12"
title: Protection of children
short: Protection
outcome: Children are kept safe.
judgement: overall
paragraphs:
  - {ref: "12(2)(a)(i)", text: Risk is looked at for each child.}
  - {ref: "12(2)(b)", text: The adults know what to do.}
""",
    "words/roles.yaml": """
roles:
  worker: Worker
  manager: Manager
groups:
  staff: [worker, manager]
""",
    "words/suggestions.yaml": """
contact: family time
""",
    "words/practice.yaml": """
well-slept: Children sleep well
""",
    "words/keeping.yaml": """
long: {title: Long, years: 15, since: last-entry, cite: "37", why: It is wanted later.}
""",
    "words/areas.yaml": """
daily: Every day
""",
    "records/daily/hold.yaml": """
id: hold
title: Hold
short: Hold
about: child
area: daily
sensitivity: care
cite: 35(3)(a)
proves: {"12(2)(a)(i)": direct, "35(3)(a)": direct}
words: [restraint, held]
headline: story
keep: long
help: Any use of force.
stages:
  - id: record
    title: Write it down
    by: staff
    fields:
      - {id: began_at, label: When did it begin, kind: moment, required: true}
      - {id: story, label: What happened, kind: story, required: true, cite: 35(3)(a)(ii)}
      - {id: kind, label: Which kind, kind: choice, options: [seated, standing-hold]}
      - {id: injured, label: Was anyone hurt, kind: yesno}
      - {id: injury, label: Where, kind: body-map, when: {injured: true}}
      - {id: mood, label: How is everyone, kind: scale, each: child, fact: child.mood}
      - id: steps
        label: What has to be done
        kind: table
        columns:
          - {id: what, label: What, kind: line}
          - {id: due, label: By when, kind: date}
          - {id: owner, label: Who, kind: person}
    yields:
      - {fact: hold.used, at: began_at, value: kind}
      - {fact: step.agreed, rows: steps, value: what, data: {due: due, owner: owner}}
  - id: check
    title: Check it
    by: manager
    not_by: author
    after: record
    fields:
      - {id: accurate, label: Is it accurate, kind: yesno, required: true}
""",
    "records/daily/sleep.yaml": """
id: sleep
title: How the night was
short: Night
about: [child, home]
area: daily
sensitivity: open
serves: well-slept
keep: long
answers: hold
stages:
  - id: record
    title: Write it down
    by: [worker, manager]
    fields:
      - {id: hours, label: How many hours, kind: score, required: true, cite: "7", min: 0, max: 24, fact: night.hours}
    yields:
      - {fact: step.done}
""",
    "duties/all.yaml": """
- id: hold-checked
  title: Hold checked by a manager
  cite: 35(3)(b)
  weight: law
  about: child
  who: manager
  starts: {fact: hold.used, value: seated}
  due: {within: 48 hours}
  met_by: {fact: hold.check}
- id: step-taken
  title: A step that was agreed
  cite: "4"
  source: house
  weight: custom
  about: child
  who: owner
  starts: {fact: step.agreed}
  due: {on: due}
  met_by: {fact: step.done, scope: row}
- id: nights-written
  title: A night written down each week
  cite: "2"
  source: house
  weight: custom
  can_change: true
  about: home
  who: staff
  rhythm:
    begins: hold.record
    counted: sleep.record
    steps: [{within: 1 week}]
""",
}


class Shelf:
    """A library in a folder, and what the loader says of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.own = folder.parent / "own"

    def write(self, files: dict[str, str], *, own: bool = False) -> None:
        for path, text in files.items():
            target = (self.own if own else self.folder) / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text.lstrip("\n"), encoding="utf-8")

    def swap(self, path: str, old: str, new: str) -> None:
        """Replaces ``old``, which must be there once, in a file of the library."""
        text = (self.folder / path).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        (self.folder / path).write_text(text.replace(old, new), encoding="utf-8")

    def line(self, path: str, words: str, *, own: bool = False) -> int:
        """The number of the one line in which ``words`` stand."""
        lines = ((self.own if own else self.folder) / path).read_text(encoding="utf-8").splitlines()
        found = [number for number, line in enumerate(lines, 1) if words in line]
        assert len(found) == 1, f"{words!r} stands on lines {found} of {path}"
        return found[0]

    def load(self) -> Library:
        return load(self.own if self.own.exists() else None, ours=self.folder)

    def problems(self) -> list[Problem]:
        with pytest.raises(LibraryError) as caught:
            self.load()
        return caught.value.problems


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """A good library, ready to be spoilt."""
    made = Shelf(tmp_path / "library")
    made.write(GOOD)
    return made
