"""What differs between two states of a form's answers: question by question, row by row, word by word. Pure."""

import difflib
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from ninefold.forms.kind import kind_of
from ninefold.forms.read import Answer, answers_of
from ninefold.lawbook.kinds import blank
from ninefold.lawbook.model import FormField

State = Literal["added", "gone", "changed", "same"]

TOKEN = re.compile(r"\s+|\w+(?:['’]\w+)*|[^\w\s]")
ALIKE = 0.4  # texts that share less than this are shown as two texts, not as one with holes


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text; ``marked`` is what the other text lacks."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class WordChange:
    """One thing that was said before, and what stands in its place: either may be empty."""

    state: State
    before: tuple[Run, ...] = ()
    now: tuple[Run, ...] = ()
    label: str = ""


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row of a table, or one of several answers: added, gone, or changed in some of its cells."""

    state: State
    text: str
    cells: tuple[WordChange, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerDifference:
    """A question whose answer is not the same: as a text with marks, or as rows."""

    field: FormField
    state: State
    change: WordChange | None = None
    rows: tuple[RowChange, ...] = ()


def differences(fields: Iterable[FormField], before: dict[str, Any], now: dict[str, Any]) -> list[AnswerDifference]:
    """Every question of ``fields`` that either state answers, with how the answers differ, in the form's order."""
    return [_difference(f, before.get(f.id), now.get(f.id)) for f in fields if f.id in before or f.id in now]


def _difference(field: FormField, before: Any, now: Any) -> AnswerDifference:
    if before == now:
        return AnswerDifference(field, "same")
    was, became = _parts(field, before), _parts(field, now)
    state: State = "added" if not was else "gone" if not became else "changed"
    if kind_of(field).several:
        if state == "changed" and _same_things(before, now):
            return AnswerDifference(field, "same")
        # Two files of one name, say, read alike and are not the same.
        rows = tuple(_rows(was, became)) or (
            *(RowChange("gone", p.text) for p in was),
            *(RowChange("added", p.text) for p in became),
        )
        return AnswerDifference(field, state, rows=rows)
    return AnswerDifference(field, state, change=_change(_text(was), _text(became), worded=kind_of(field).worded))


def _same_things(before: list[Any], now: list[Any]) -> bool:
    """Whether two lists hold the same things, be it in another order."""
    return len(before) == len(now) and all(before.count(one) == now.count(one) for one in before)


@dataclass(frozen=True, slots=True)
class _Part:
    """One of the things an answer says, its name among them, and its cells if it is a row of a table."""

    key: str
    text: str
    cells: tuple[Answer, ...] = ()


def _parts(field: FormField, answer: Any) -> list[_Part]:
    """What an answer says, thing by thing; a row of a table goes by its first cell."""
    if blank(answer):
        return []
    if field.columns:
        rows = [tuple(answers_of(field.columns, row)) for row in answer]
        return [_Part(row[0].text.casefold(), ", ".join(cell.text for cell in row), row) for row in rows if row]
    kind = kind_of(field)
    if field.each:
        return [_Part(who, kind.text(field, one)) for who, one in answer.items()]
    texts = [kind.text(field, [one]) for one in answer] if kind.several else [kind.text(field, answer)]
    return [_Part(text.casefold(), text) for text in texts]


def _text(parts: list[_Part]) -> str:
    return "; ".join(part.text for part in parts)


def _rows(before: list[_Part], now: list[_Part]) -> Iterable[RowChange]:
    """Rows by name: those that stayed and changed, those that came, those that went. A name may stand twice."""
    left = list(before)
    counted = Counter(part.key for part in before)
    for part in now:
        if not counted[part.key]:
            yield RowChange("added", part.text)
            continue
        counted[part.key] -= 1
        old = next(one for one in left if one.key == part.key)
        left.remove(old)
        if old.text != part.text:
            yield RowChange("changed", part.cells[0].text if part.cells else part.text, tuple(_cells(old, part)))
    yield from (RowChange("gone", part.text) for part in left)


def _cells(before: _Part, now: _Part) -> Iterable[WordChange]:
    """The cells of a row that changed, each by its column's name."""
    was, became = ({cell.field.label: cell.text for cell in part.cells} for part in (before, now))
    for label in dict.fromkeys((*was, *became)):
        if was.get(label) != became.get(label):
            yield _change(was.get(label, ""), became.get(label, ""), label)


def _change(before: str, now: str, label: str = "", *, worded: bool = True) -> WordChange:
    """Two texts with their differing words marked, or whole where words mean nothing."""
    state: State = "added" if not before else "gone" if not now else "changed"
    old, new = TOKEN.findall(before), TOKEN.findall(now)
    match = difflib.SequenceMatcher(a=old, b=new, autojunk=False)
    if state != "changed" or not worded or match.ratio() < ALIKE:
        return WordChange(state, _whole(before), _whole(now), label)
    was: list[Run] = []
    became: list[Run] = []
    for tag, a1, a2, b1, b2 in match.get_opcodes():
        was += [Run("".join(old[a1:a2]), tag != "equal")] if a2 > a1 else []
        became += [Run("".join(new[b1:b2]), tag != "equal")] if b2 > b1 else []
    return WordChange(state, tuple(was), tuple(became), label)


def _whole(text: str) -> tuple[Run, ...]:
    return (Run(text, True),) if text else ()
