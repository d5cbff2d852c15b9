"""An entry's content to be read: every question with its answer, as a page shows it and as plain text."""

from dataclasses import dataclass
from dataclasses import field as part
from typing import Any

from ninefold.base.english import as_words
from ninefold.forms.kind import SEVERAL, kind_of
from ninefold.lawbook.kinds import blank
from ninefold.lawbook.model import FormField, Stage

# What the ledger itself adds to an answer: no question, and told elsewhere on the page.
OURS = frozenset({"because", "second", "proposed", "unmanaged", "role"})


@dataclass(slots=True)
class Answer:
    """A question and its answer. ``template`` shows ``value`` on a page; both are the kind's.

    ``each`` has the answer for each child, by id, where the question was asked for each; then there is no other.
    """

    field: FormField
    answer: Any = None
    each: list[tuple[str, "Answer"]] = part(default_factory=list)
    names: dict[str, str] = part(default_factory=dict)

    @property
    def of_each(self) -> bool:
        """Whether it was asked for each child."""
        return bool(self.field.each and self.answer is None)

    @property
    def template(self) -> str:
        """The template that shows it."""
        return SEVERAL if self.of_each else kind_of(self.field).shown

    @property
    def value(self) -> Any:
        """What its template needs."""
        return self._of_each() if self.of_each else kind_of(self.field).read(self.field, self.answer)

    @property
    def text(self) -> str:
        """The answer as one piece of plain text, for a line of a list or the cell of a sheet."""
        return "; ".join(self._of_each()) if self.of_each else kind_of(self.field).text(self.field, self.answer)

    def _of_each(self) -> list[str]:
        """A line for each child, with what they are called where that is known (``names``)."""
        return [f"{self.names.get(who, '')}: {one.text}" for who, one in self.each]


def answers(stage: Stage, content: dict[str, Any]) -> list[Answer]:
    """What ``content`` answers, in the order the stage asks; then what was answered to questions that it asks no more."""
    asked = [_answer(f, content[f.id]) for f in stage.fields if not blank(content.get(f.id))]
    known = {f.id for f in stage.fields}
    gone = [id for id, answer in content.items() if id not in known and id not in OURS and not blank(answer)]
    return asked + [Answer(FormField(id=id, label=as_words(id), kind="line"), in_words(content[id])) for id in gone]


def in_words(answer: Any) -> str:
    """Any answer in plain words, whatever question it answered: names, lists and yes or no as people say them."""
    if isinstance(answer, bool):
        return "Yes" if answer else "No"
    if isinstance(answer, dict):
        if "name" in answer and ("who" in answer or "sha256" in answer):
            return str(answer["name"])
        return ", ".join(f"{as_words(str(id))}: {in_words(one)}" for id, one in answer.items())
    if isinstance(answer, list):
        runs = all(isinstance(one, str) or "who" in one for one in answer if isinstance(one, str | dict))
        sentences = any(isinstance(one, str) and (" " in one or one[:1].isupper()) for one in answer)
        return ("" if runs and sentences else ", ").join(map(in_words, answer))
    return str(answer)


def _answer(field: FormField, answer: Any) -> Answer:
    if field.each:
        return Answer(field, each=[(who, Answer(field, one)) for who, one in answer.items()])
    return Answer(field, answer)


def answers_of(columns: tuple[FormField, ...], row: dict[str, Any]) -> list[Answer]:
    """One row of a table."""
    return [Answer(column, row[column.id]) for column in columns if not blank(row.get(column.id))]


def in_text(answer: Answer, names: dict[str, str] | None = None) -> str:
    """An answer as plain text; ``names`` say what children are called where it was given for each."""
    if names and answer.each:
        return Answer(answer.field, each=answer.each, names=names).text
    return answer.text
