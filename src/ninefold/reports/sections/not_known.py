"""What the records leave open, so that nobody reads silence as good news."""

from datetime import date
from typing import NamedTuple

from ninefold.base.english import counted, listed
from ninefold.evidence.paragraphs import ParagraphEvidence
from ninefold.reports.blocks import Block, Figure, Heading, Inline, Para, Text, line
from ninefold.reports.frame import Frame
from ninefold.reports.reading.amounts import amounts, proofs
from ninefold.reports.reading.events import Happening, happenings
from ninefold.reports.reading.residents import Resident, residents
from ninefold.reports.scope import Scope

SUBJECTS = ("home", "child")
PARAMETERS = {"stages": "records?"}
FEW = 12
LONGEST_LIST = 31


class Unknown(NamedTuple):
    """What was written, by whom nothing was heard, and what was put right."""

    children: tuple[Resident, ...]
    happened: dict[str, tuple[Happening, ...]]
    by_day: dict[date, int]
    put_right: tuple[Figure, Figure, Figure]  # signed late, corrected, withdrawn
    proofs: tuple[ParagraphEvidence, ...]


def read(scope: Scope, *, stages: list[str] | None = None) -> Unknown:
    """``stages`` are the record types whose later stages should have been signed."""
    happened = scope.once(happenings)
    return Unknown(
        children=scope.once(residents),
        happened={type: happened[type] for type in stages or ()},
        by_day=scope.once(amounts).by_day,
        put_right=(scope.figure("signed-late"), scope.figure("corrected"), scope.figure("withdrawn")),
        proofs=scope.once(proofs),
    )


def draw(data: Unknown, frame: Frame) -> list[Block]:
    """A paragraph for each thing that is not known."""
    texts = [
        *_unheard(data, frame),
        *_unsigned(data, frame),
        *_silent_days(data, frame),
        _put_right(data, frame),
        *_not_shown(data),
    ]
    return [Heading("What is not known"), *(Para(text) for text in texts)]


def _unheard(data: Unknown, frame: Frame) -> list[Text]:
    silent = [frame.names.of(child.id) for child in data.children if not child.voiced]
    return [line(f"No words of their own are kept this {frame.period.noun} from {listed(silent)}.")] if silent else []


def _unsigned(data: Unknown, frame: Frame) -> list[Text]:
    """Stages after the first that nobody has signed."""
    texts: list[Text] = []
    for type, happened in data.happened.items():
        record = frame.library.records[type]
        for stage in record.stages[1:]:
            number = sum(stage.id not in each.stages for each in happened)
            if number and not stage.repeats:
                figure = frame.figure(number, "without", type, stage.id)
                unsigned = f"{record.title}: “{stage.title}” is not signed in "
                texts.append(line(unsigned, figure, f" of {counted(len(happened), 'record')}", "."))
    return texts


def _silent_days(data: Unknown, frame: Frame) -> list[Text]:
    days = list(frame.period.each_day(frame.made_on)) or [frame.period.first]
    silent = [day for day in days if not data.by_day.get(day)]
    if not silent or not data.children:
        return []
    which = f": {_listed(silent, frame)}" if len(silent) <= LONGEST_LIST else ""
    return [line(f"On {counted(len(silent), 'day')} nothing was written{which}.")]


def _listed(days: list[date], frame: Frame) -> str:
    """Days of one month by their number, others in full."""
    if frame.period.months == 1:
        return f"{listed([str(day.day) for day in days])} {frame.period.title}"
    return listed([f"{day.day} {day:%b}" for day in days])


def _put_right(data: Unknown, frame: Frame) -> Text:
    late, corrected, withdrawn = data.put_right
    parts: list[Inline] = [f"Of the {frame.period.noun}'s records, ", late]
    parts += [" signed more than a day after what they tell; ", corrected, " corrected since; ", withdrawn]
    return line(*parts, " withdrawn and counted nowhere here", ".")


def _not_shown(data: Unknown) -> list[Text]:
    gaps = [proof.ref for proof in data.proofs if proof.gap]
    if not gaps:
        return []
    which = f": {listed(gaps)}" if len(gaps) <= FEW else ", as the tables of the nine standards show"
    return [line(f"For {counted(len(gaps), 'paragraph')} nothing is kept from the last quarter{which}.")]
