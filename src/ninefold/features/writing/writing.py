"""One piece of writing: a stage of a record somebody fills in, keeps for later, or signs."""

import re
import secrets
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from ninefold.base import clock
from ninefold.features.writing import asking, belonging, carried, whom
from ninefold.features.writing.questions import AboutToSign, Asked
from ninefold.features.writing.whom import Subject, Whom
from ninefold.forms.context import FormContext, context_for
from ninefold.forms.fill import fill
from ninefold.forms.parse import parse
from ninefold.forms.times import moment, moment_inputs
from ninefold.forms.typed import Typed, Unclear
from ninefold.lawbook.model import FormField, RecordType, Stage
from ninefold.ledger import actions, drafts, permissions, second, standing
from ninefold.ledger.matters import BELONGS, Link
from ninefold.ledger.models import Draft, Entry
from ninefold.ledger.records import Slot
from ninefold.ledger.signing import Author, Signing, correction, withdrawal
from ninefold.ledger.standing import changes
from ninefold.people import powers
from ninefold.people.access import Viewer
from ninefold.people.models import Account

TOKEN = re.compile(r"[\w-]{20,60}", re.ASCII)
WHEN = FormField(id="happened_at", label="When was this?", kind="moment", required=True)
BECAUSE = FormField(
    id="because",
    label="Why is it changed?",
    kind="line",
    required=True,
    help="Both stay, and everyone can see this reason.",
)


@dataclass(frozen=True)
class Writing:
    """What is being written. ``before`` are the record's stages that stand; ``slot`` is the one being corrected."""

    viewer: Viewer
    type: RecordType
    stage: Stage
    typed: Typed
    token: str
    act: str = "write"
    record: str = ""
    before: list[Slot] = field(default_factory=list)
    slot: Slot | None = None

    @property
    def opens(self) -> bool:
        """Whether this is a record's first stage, so that whom it is about is chosen here."""
        return self.stage.id == self.type.stages[0].id

    @cached_property
    def whom(self) -> Whom:
        """Whom it is about: chosen here, or known from the first stage. Asked of the database once."""
        if self.opens:
            return whom.whom(self.viewer, self.type, self.typed)
        return whom.whom(self.viewer, self.type, Typed(whom.typed_subjects(self.before[0].subjects)))

    @cached_property
    def context(self) -> FormContext:
        """Who can be named in it, and whose lists it asks from. Asked of the database once."""
        also = self.slot.content if self.slot else None
        return context_for(
            self.viewer, self.stage, self.whom.children, also=also, at=_when_typed(self), began=_began(self)
        )

    @cached_property
    def belongs(self) -> belonging.BelongingQuestion | None:
        """The question for what it belongs to, with what is open to choose; nothing where it is not asked."""
        chosen = self.whom
        people = [*(child.id for child in chosen.children), *([chosen.worker] if chosen.worker else [])]
        return belonging.asked(self.viewer, self.type, self.stage, people, self.typed.one(BELONGS), self.record)

    @property
    def asks_when(self) -> FormField | None:
        """The question for when it happened, unless the form itself asks for it."""
        return None if moment_field(self.stage) else WHEN


def new_token() -> str:
    """A name for a form that nobody guesses: the same form sent twice is one entry."""
    return secrets.token_urlsafe(24)


def moment_field(stage: Stage) -> FormField | None:
    """The stage's own question for when it happened: its first required moment."""
    return next((f for f in stage.fields if f.kind == "moment" and f.required and not f.when and not f.each), None)


def begun(writing: Writing, given: Typed) -> Writing:
    """``writing`` with what a new form starts from: now, or for a correction what stands."""
    if writing.slot is None:
        start = moment_inputs(WHEN.id, clock.text(writing.viewer.now))
        return filled(replace(writing, typed=Typed(start | given)))
    slot = writing.slot
    typed = fill(writing.stage, slot.content, writing.context)
    typed.update(moment_inputs(WHEN.id, clock.text(slot.entry.happened_at)))
    typed.update(whom.typed_subjects(slot.subjects))
    typed[BELONGS] = [belonging.standing(slot.joins, writing.record)]
    return replace(writing, typed=typed)


ASKED_ONCE = ("whom", "context", "belongs")


def filled(writing: Writing) -> Writing:
    """``writing`` with what was written already of the matter that is chosen, where nothing else was typed."""
    if writing.act != "write" or not any(asked.carry for asked in writing.stage.fields):
        return writing
    typed = carried.fill(writing.viewer, writing.type, writing.stage, writing.typed, writing.context)
    made = replace(writing, typed=typed)
    # What is carried changes neither whom it is about nor when it was, so what was asked of the database stays.
    made.__dict__.update({name: writing.__dict__[name] for name in ASKED_ONCE if name in writing.__dict__})
    return made


def sign(writing: Writing, already: dict[str, str]) -> Entry:
    """Sign what was typed. Raises content.Refused with every sentence at once, ``already`` among them.

    Raises questions.Asked with what ``asking`` lists, as long as nobody has said that it is so.
    """
    chosen = writing.whom
    answers, errors = parse(writing.stage, writing.typed, writing.context)
    errors |= already
    happened_at, unclear = _happened_at(writing, answers)
    if unclear:
        errors[WHEN.id] = unclear
    if writing.slot is None:  # a correction keeps its place, be it one that the writer may not see
        errors |= belonging.refusal(writing.belongs)
    if not errors:
        _ask(writing, answers, chosen, happened_at)
    signing = _signing(writing, chosen, answers, happened_at, errors)
    return actions.append(writing.viewer.home, signing, author_of(writing.viewer))


def _signing(
    writing: Writing, chosen: Whom, answers: dict[str, Any], happened_at: datetime, unclear: dict[str, str]
) -> Signing:
    """What is signed: a stage, or for a correction the whole of it again. The ledger checks it, whatever is ``unclear``."""
    now = writing.viewer.now
    subjects = _subjects(writing, chosen)
    if writing.slot is None:
        return Signing(
            type=writing.type.id,
            stage=writing.stage.id,
            content=answers,
            subjects=subjects,
            record=writing.record or None,
            links=_links(writing),
            token=writing.token,
            unclear=unclear,
            happened_at=happened_at,
            written_at=now,
            received_at=now,
        )
    return correction(
        entry_of(writing.slot),
        content=answers | _given(writing.stage, writing.slot),
        because=writing.typed.one(BECAUSE.id),
        subjects=subjects,
        links=belonging.changed(writing.slot.joins, writing.record, writing.typed.one(BELONGS), _links(writing)),
        token=writing.token,
        unclear=unclear,
        happened_at=happened_at,
        written_at=now,
        received_at=now,
    )


def author_of(viewer: Viewer) -> Author:
    """Who signs: whoever looks."""
    return Author(viewer.person, viewer.role)


def _given(stage: Stage, slot: Slot) -> dict[str, Any]:
    """What a page of ours answered when the stage was signed: a correction by hand leaves it as it is."""
    return {f.id: slot.content[f.id] for f in stage.fields if f.given and f.id in slot.content}


def _ask(writing: Writing, answers: dict[str, Any], chosen: Whom, happened_at: datetime) -> None:
    """Ask about what is more often a slip than right, and about what passes a limit. Raises Asked, and Refused."""
    signing = AboutToSign(
        writing.viewer,
        writing.type,
        writing.stage,
        answers,
        happened_at,
        chosen.children,
        writing.record,
        writing.slot,
    )
    if questions := asking.unanswered(writing.typed, signing):
        raise Asked(questions)


def _began(writing: Writing) -> datetime | None:
    """When the record began of which a later stage is written; None for its first stage, and where that may come before."""
    later = writing.before and not writing.opens and not writing.stage.may_precede
    return writing.before[0].entry.happened_at if later else None


def _when_typed(writing: Writing) -> datetime:
    """When it happened, as far as that is typed and can be understood; else now."""
    own = moment_field(writing.stage) or WHEN
    try:
        given = moment(own.id, writing.typed, writing.viewer.now, _began(writing))
    except Unclear:
        return writing.viewer.now
    return clock.parse(given) if given else writing.viewer.now


def _subjects(writing: Writing, chosen: Whom) -> list[Subject]:
    """Whom the entry is about: chosen in its form, known from the first stage, or made known by what it corrects."""
    if writing.slot and standing.makes_people(writing.type):
        return writing.slot.subjects
    return chosen.subjects(writing.viewer) if writing.opens else writing.before[0].subjects


def _happened_at(writing: Writing, answers: dict[str, Any]) -> tuple[datetime, str]:
    """When it happened, by the form's own question or by ours; and a sentence when that cannot be understood."""
    now = writing.viewer.now
    own = moment_field(writing.stage)
    if own:
        return (clock.parse(answers[own.id]) if own.id in answers else now), ""
    try:
        given = moment(WHEN.id, writing.typed, now, _began(writing))
    except Unclear as unclear:
        return now, str(unclear)
    return (clock.parse(given), "") if given else (now, "Please say when this was.")


def _links(writing: Writing) -> tuple[Link, ...]:
    """What this belongs to: the record it was opened from, or the one chosen in the form."""
    return belonging.links(writing.viewer, writing.type, writing.stage, writing.typed.one(BELONGS))


def why_not(viewer: Viewer, type: RecordType, before: list[Slot], slot: Slot) -> str:
    """Why the viewer may not correct or withdraw a signed stage, as the ledger would say it; "" when they may."""
    form = type.stage(slot.entry.stage)
    why = permissions.why_not(type, form, "correct", viewer.person, viewer.role, before, slot)
    if type.effect != "role-given" or why:
        return why
    own = any(s["id"] == viewer.person and s["as"] == "about" for s in slot.subjects)
    role = slot.content.get("role", "")
    waiting = bool(slot.content.get("second")) and not any(one.entry.stage == permissions.SECOND[1] for one in before)
    proposed = waiting and role in powers.proposed_by(viewer.role)
    theirs = proposed or role in powers.given_by(viewer.role) & powers.ended_by(viewer.role)
    return "" if theirs and not own else "This role is not yours to give or end."


def entry_of(slot: Slot) -> Entry:
    """The entry that a signed stage stands in."""
    return Entry.objects.get(pk=slot.entry.id)


def would_change(writing: Writing) -> list[str]:
    """What signing this would change of who lives and works here and who sees what, as far as it is filled in."""
    if writing.type.effect not in standing.EFFECTS:
        return []
    chosen = writing.whom
    answers, errors = parse(writing.stage, writing.typed, writing.context)
    happened_at, unclear = _happened_at(writing, answers)
    about = _subjects(writing, chosen)
    if errors or unclear or not (about or standing.makes_people(writing.type)):
        return []
    viewer = writing.viewer
    workers = [s["id"] for s in about if s["kind"] == "worker"]
    roles = powers.tenures_of(viewer.home.pk, workers) if writing.type.effect == second.EFFECT else ()
    answers = second.marked(
        writing.type, writing.stage, answers, about, viewer.role, writing.before, roles, viewer.home
    )  # fmt: skip
    return changes.of_signing(viewer.home, _signing(writing, chosen, answers, happened_at, {}))


def would_undo(viewer: Viewer, type: RecordType, slot: Slot) -> list[str]:
    """What withdrawing a signed stage would change of who lives and works here and who sees what."""
    now = viewer.now
    signing = withdrawal(entry_of(slot), because="", written_at=now, received_at=now)
    return changes.of_signing(viewer.home, signing)


def withdraw(viewer: Viewer, slot: Slot, because: str, token: str) -> Entry:
    """Withdraw a signed stage. Raises content.Refused without a reason, PermissionDenied for who may not sign it."""
    signing = withdrawal(entry_of(slot), because=because, written_at=viewer.now, received_at=viewer.now, token=token)
    return actions.append(viewer.home, signing, author_of(viewer))


def keep(writing: Writing, account: Account) -> Draft:
    """Keep what was typed on the server, as typed."""
    return drafts.save(
        account=account,
        home=writing.viewer.home,
        token=writing.token,
        type=writing.type.id,
        stage=writing.stage.id,
        record_id=writing.record,
        act=writing.act,
        typed=writing.typed,
        now=writing.viewer.now,
    )
