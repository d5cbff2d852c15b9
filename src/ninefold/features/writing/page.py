"""The page a form stands on: its questions, whom it is about, what is wrong, what the law will want."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from ninefold import lawbook
from ninefold.features.due import because as owed
from ninefold.features.writing import belonging, carried, limits, reckoned, writing
from ninefold.features.writing.questions import SURE, Question
from ninefold.features.writing.whom import ABOUT
from ninefold.features.writing.writing import BECAUSE, WHEN, Writing, moment_field
from ninefold.forms.draw import Bound, bind, draw
from ninefold.forms.typed import Typed
from ninefold.insight.agenda import agenda
from ninefold.insight.figures import figures
from ninefold.lawbook.model import RecordType
from ninefold.ledger import drafts, permissions, queries, standing
from ninefold.ledger.brakes import Stopped
from ninefold.ledger.matters import BELONGS
from ninefold.ledger.models import Draft
from ninefold.medicines import halted
from ninefold.people.access import Viewer
from ninefold.people.models import Account
from ninefold.people.queries import subject_names
from ninefold.web import rooms
from ninefold.web.views import HomeRequest


@dataclass(frozen=True, slots=True)
class Begun:
    """Something begun and not signed: what it is, about whom, since when, and where to go on with it."""

    title: str
    about: str
    saved_at: datetime
    address: str
    token: str


def show(
    request: HomeRequest,
    made: Writing,
    errors: dict[str, str],
    questions: Sequence[Question] = (),
    stopped: Stopped | None = None,
) -> HttpResponse:
    """The form of ``made`` with what was typed, a sentence beside all that is wrong, and what is asked before signing."""
    chosen = made.whom
    context = made.context
    errors = _placed(made, errors)
    fields = [one for one in draw(made.stage, made.typed, errors, context) if _is_asked(one, made, stopped)]
    if made.asks_when:
        fields.append(bind(WHEN, WHEN.id, made.typed, context, errors.get(WHEN.id, "")))
    if made.act == "correct":
        fields.insert(0, bind(BECAUSE, BECAUSE.id, made.typed, context, errors.get(BECAUSE.id, "")))
    belongs = made.belongs
    _say_where_from(fields, carried.sources(made.viewer, made.type, made.stage, made.typed))
    shown = {
        "writing": made,
        "type": made.type,
        "stage": made.stage,
        "whom": chosen,
        "fields": fields,
        "errors": errors,
        "questions": questions,
        "stopped": stopped,
        "mistake": halted.mistake(stopped),
        "sure": made.typed.all(SURE),
        "so_far": [
            *limits.so_far(made.viewer, made.type, chosen.children, made.record),
            *reckoned.so_far(made.viewer, made.type, chosen.children),
        ],
        "summary": _summary(fields, errors),
        "typed": made.typed,
        "belongs": belongs,
        "belongs_error": errors.get(BELONGS, ""),
        "carries": any(f.carry for f in made.stage.fields),
        "carried": made.typed.one(carried.CARRIED),
        "duties": owed.clocks_of(made.type, made.stage) if made.act == "write" else [],
        "changes": writing.would_change(made),
        "checked_by_others": _checked_by_others(made),
        "may_change": made.type.effect in standing.EFFECTS,
        "asked": belonging.words(belongs),
        "opened_at": made.before[0].entry.happened_at if made.before else None,
        "agenda": agenda(made.viewer, chosen.worker) if made.stage.agenda == "worker" and chosen.worker else None,
        "month": figures(made.viewer) if made.stage.agenda == "home" else None,
    }
    return render(request, "writing/form.html", shown, status=422 if errors or questions else 200)


def _is_asked(bound: Bound, made: Writing, stopped: Stopped | None) -> bool:
    """Whether a question is drawn: one that overrules only where this person may overrule what was stopped, or has."""
    if not bound.field.overrules:
        return True
    return (stopped is not None and stopped.may_overrule) or bool(made.typed.one(bound.key))


def _checked_by_others(made: Writing) -> list[str]:
    """The looks at this text that its corrector could sign, and then leaves to somebody else, by their titles."""
    if made.slot is None:
        return []
    return [one.title for one in permissions.checked_elsewhere(made.type, made.slot, made.viewer.role)]


def _placed(made: Writing, errors: dict[str, str]) -> dict[str, str]:
    """Errors about when it happened stand beside the question that asks for it."""
    own = moment_field(made.stage)
    if WHEN.id in errors and own:
        return {(own.id if name == WHEN.id else name): why for name, why in errors.items()}
    return errors


def _summary(fields: list[Bound], errors: dict[str, str]) -> list[tuple[str, str]]:
    """Every error with the input it leads to, in the order of the page. One that does not name its question is given it:
    "There is no date" alone does not say which of four dates.
    """
    asks = {bound.field.id: bound.field.label for bound in fields}
    places = {"about": "about", BELONGS: "belongs"} | {bound.field.id: bound.input_id for bound in fields}
    ordered = [name for name in ("", *places) if name in errors]
    ordered += [name for name in errors if name not in ordered]
    return [(places.get(name, ""), _naming(asks.get(name, ""), errors[name])) for name in ordered]


def _naming(question: str, why: str) -> str:
    """An error with the question it is about, unless it says so itself."""
    said = question[:1].lower() + question[1:]
    if not question or question in why or said in why:
        return why
    return f"{question} {why}" if question.endswith("?") else f"{question}: {why}"


def _say_where_from(fields: list[Bound], sources: dict[str, list[queries.Line]]) -> None:
    """Mark the questions whose text was carried from other records with those."""
    for bound in fields:
        bound.carried = sources.get(bound.field.id, [])


def change_rows(typed: Typed, add: str, drop: str) -> None:
    """One more empty row of a table, or one row fewer."""
    if add:
        typed[f"{add}.{max(typed.rows(add), default=0) + 1}.more"] = [""]
    for name in [name for name in typed if drop and name.startswith(f"{drop}.")]:
        del typed[name]


def read(draft: Draft) -> Any:
    """What a draft kept."""
    return json.loads(draft.typed)


def begun_drafts(account: Account, viewer: Viewer) -> list[Begun]:
    """What ``account`` has begun in this home and not signed."""
    kept = [(draft, Typed.kept(read(draft))) for draft in drafts.mine(account, viewer.home)[:20]]
    called = subject_names(viewer, {who for _, typed in kept for who in typed.all(ABOUT)})
    types = lawbook.current().records
    return [
        Begun(
            title=_title(types[draft.type], draft),
            about=", ".join(called[who] for who in typed.all(ABOUT) if who in called),
            saved_at=draft.saved_at,
            address=draft_address(draft, typed, viewer),
            token=draft.token,
        )
        for draft, typed in kept
        if draft.type in types
    ]


def _title(type: RecordType, draft: Draft) -> str:
    if draft.act == "correct":
        return f"Correction: {type.short}"
    return type.title if draft.stage == type.stages[0].id else f"{type.short}: {type.stage(draft.stage).title}"


def draft_address(draft: Draft, typed: Typed, viewer: Viewer) -> str:
    """Where a draft is gone on with."""
    if draft.act == "correct":
        address = rooms.address(viewer, "correct", draft.record_id, typed.one("_entry") or "-")
    elif draft.record_id:
        address = rooms.address(viewer, "stage", draft.record_id, draft.stage)
    else:
        address = rooms.address(viewer, "form", draft.type)
    return f"{address}?draft={draft.token}"
