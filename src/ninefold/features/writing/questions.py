"""What a form asks before it is signed: "Are you sure?", of what may be right and is more often a slip.

Whoever asks is a function from what is about to be signed (``AboutToSign``) to its questions, and stands in the list of
``asking``. Each question is answered by a tick, whose ``mark`` names what was asked about: an answer changed afterwards is
asked about afresh. What cannot be right at all is no question: the function raises ``ledger.content.Refused``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ninefold.features.writing.whom import Subject
from ninefold.lawbook.model import RecordType, Stage
from ninefold.ledger.queries import Line
from ninefold.ledger.records import Slot
from ninefold.people.access import Viewer
from ninefold.people.models import Child

SURE = "_sure"


@dataclass(frozen=True, slots=True)
class Twin:
    """What was typed for ``question``, and the record that says almost so already, written by ``wrote``."""

    question: str
    typed: str
    line: Line
    wrote: str


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, what a tick says, and the ``mark`` by which the tick is known again.

    With the paragraph behind it where the law sets a limit, and the texts that are alike where it is about those.
    """

    mark: str
    asks: str
    tick: str
    cite: str = ""
    source: str = ""
    twins: tuple[Twin, ...] = ()


class Asked(Exception):
    """Something is asked before this is signed, and nobody has said that it is so."""

    def __init__(self, questions: list[Question]) -> None:
        super().__init__(f"{len(questions)} questions before signing")
        self.questions = questions


@dataclass(frozen=True, slots=True)
class AboutToSign:
    """A stage as it is about to be signed: by whom, with which answers, about which children, and what it corrects.

    ``record`` is the record it is written in, empty for a new one; ``slot`` the stage that it corrects.
    """

    viewer: Viewer
    type: RecordType
    stage: Stage
    answers: dict[str, Any]
    happened_at: datetime
    children: Sequence[Child] = ()
    record: str = ""
    slot: Slot | None = None

    @property
    def own(self) -> list[str]:
        """Whom the entry that it corrects is about."""
        subjects: list[Subject] = self.slot.subjects if self.slot else []
        return [one["id"] for one in subjects]
