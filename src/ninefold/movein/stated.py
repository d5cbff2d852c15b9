"""What a planned row states: the record types and answers that are signed of it. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from ninefold.movein.rows import PlannedRow, cut

MAKES = ("worker-known", "child-known")
CARE = ("support-worker", "senior", "agency-worker", "deputy-manager", "registered-manager")
# What was last held, and how a list's columns name it.
LAST = {
    "review_on": "looked-after-review",
    "health_assessment_on": "health-assessment",
    "visit_on": "social-worker-visit",
    "ehcp_review_on": "ehc-plan-review",
    "sdq_on": "sdq",
    "dental_on": "dental-check",
    "eye_test_on": "eye-test",
    "pep_on": "education-plan",
}
AROUND = (("gp", "Doctor"), ("dentist", "Dentist"), ("optician", "Optician"))


@dataclass(frozen=True, slots=True)
class ListStatement:
    """One entry to be signed. ``key`` tells it from the others of its row, whatever it says."""

    type: str
    stage: str
    content: dict[str, Any]
    about: str
    kind: str
    key: str

    @property
    def about_worker(self) -> bool:
        """Whether it vouches for an adult."""
        return self.type in ("brought-forward", "training") and self.kind == "worker"


def of_row(
    row: PlannedRow, about: str, *, today: date, key_worker: dict[str, str] | None = None
) -> Iterator[ListStatement]:
    """Everything that a row states, in the order in which it is signed."""
    if row.kind == "adults":
        yield from _adult(row, about, today)
    elif row.kind == "children":
        yield from _child(row, about, key_worker, today)
    elif row.kind == "contacts":
        yield from _contact(row, about)
    elif row.kind == "medicines":
        yield from _medicine(row, about)
    else:
        yield from _training(row, about)


def _iso(value: Any) -> str | None:
    return value.isoformat() if isinstance(value, date) else None


def source(row: PlannedRow) -> str:
    """Where it was written before."""
    return f"Brought from {row.file}{f', {row.sheet}' if row.sheet else ''}, row {row.row}."


def _adult(row: PlannedRow, about: str, today: date) -> Iterator[ListStatement]:
    made, started = row.made, row.made.get("started_on")
    role = made.get("role")
    # Who is qualified already owes no diploma; for everybody else the two years begin at the latest with this post.
    since = made.get("care_role_since") or (started if role in CARE and not made.get("level3_on") else None)
    content = {
        "name": cut(row.name),
        "started_on": _iso(started),
        "care_role_since": _iso(since),
        "level3_on": _iso(made.get("level3_on")),
        "managed_since": _iso(made.get("managed_since") or (started if role == "registered-manager" else None)),
        "level5_on": _iso(made.get("level5_on")),
    }
    yield ListStatement("worker-known", "known", content, about, "worker", "known")
    left = made.get("left_on")
    if left and left <= today:
        yield ListStatement("worker-known", "left", {"left_on": _iso(left)}, about, "worker", "left")
    elif role and role != "other" and not made.get("leaver"):
        yield ListStatement("role-given", "given", {"role": role}, about, "worker", "role")
    if left:
        return
    number = f" DBS ends in {str(made['dbs_number'])[-3:]}." if made.get("dbs_number") else ""
    on_it = made.get("update_service")
    service = "" if on_it is None else " On the Update Service." if on_it else " Not on the Update Service."
    if made.get("dbs_on"):
        yield _forward(row, about, "worker", "dbs", made["dbs_on"], number + service)
    references = made.get("references")
    telling = f" {references} of two references." if references is not None and references < 2 else ""
    if made.get("right_to_work_on"):
        yield _forward(row, about, "worker", "right-to-work", made["right_to_work_on"], telling)
    yield from _cleared(row, about)
    for means, what in (("supervision_on", "supervision"), ("appraisal_on", "appraisal")):
        if made.get(means):
            yield _forward(row, about, "worker", what, made[means])


def _cleared(row: PlannedRow, about: str) -> Iterator[ListStatement]:
    """That somebody was cleared before they began, where the list has the DBS, the right to work and both references.

    Of whom one of them is missing nothing is said: the home owes it, and is told so.
    """
    made = row.made
    started, seen = made.get("started_on"), [day for day in (made.get("dbs_on"), made.get("right_to_work_on")) if day]
    if started and len(seen) == 2 and (made.get("references") or 0) >= 2 and made.get("role") in CARE:
        yield _forward(
            row, about, "worker", "recruitment", min(started, max(seen)), " It has DBS, right to work, two references."
        )


def _forward(row: PlannedRow, about: str, kind: str, what: str, on: date, more: str = "") -> ListStatement:
    return ListStatement(
        "brought-forward",
        "brought-forward",
        {"what": what, "on": _iso(on), "note": source(row) + more},
        about,
        kind,
        what,
    )


def _child(row: PlannedRow, about: str, key_worker: dict[str, str] | None, today: date) -> Iterator[ListStatement]:  # noqa: C901 - one step a thing that a list tells
    made = row.made
    periods = [
        {
            "from": _iso(one["from"]),
            "to": _iso(one.get("to")),
            "basis": one.get("basis") or "other",
            "place": one.get("place"),
            "here": one.get("here"),
        }
        for one in made.get("care_periods") or []
    ]
    content = {
        "name": cut(row.name),
        "born_on": _iso(made.get("born_on")),
        "pronouns": made.get("pronouns"),
        "legal_status": made.get("legal_status"),
        "authority": made.get("authority"),
        "looked_after_since": _iso(made.get("looked_after_since")),
        "care_periods": [{name: value for name, value in one.items() if value not in (None, "")} for one in periods],
        "history_whole": made.get("history_whole"),
    }
    yield ListStatement("child-known", "known", content, about, "child", "known")
    here, gone = made.get("moved_in_on"), made.get("moved_out_on") or made.get("gone")
    if here and not gone:
        yield _forward(row, about, "child", "moved-in", here)
    if gone:
        return
    if key_worker:
        yield ListStatement(
            "key-worker-named", "named", {"worker": key_worker, "why": source(row)}, about, "child", "key-worker"
        )
    for means, what in LAST.items():
        if made.get(means):
            yield _forward(row, about, "child", what, made[means])
    for number, allergy in enumerate(made.get("allergies") or []):
        if allergy.get("severity") and (allergy["severity"] == "mild" or allergy.get("do")):
            answers = {
                "kind": "allergy",
                **{name: allergy.get(name) for name in ("what", "severity", "signs", "do", "kept")},
                "source": "list",
            }
            yield ListStatement("allergy", "known", answers, about, "child", f"allergy-{number}")
    if made.get("no_allergies_said"):
        yield ListStatement("allergy", "known", {"kind": "none", "source": "list"}, about, "child", "none")
    for means, relation in AROUND:
        if made.get(means):
            content = {"name": cut(str(made[means])), "kind": "professional", "relation": relation}
            yield ListStatement("contact-known", "known", content, about, "child", means)
    yield from _particulars(row, about)


def _particulars(row: PlannedRow, about: str) -> Iterator[ListStatement]:
    made = row.made
    content: dict[str, Any] = {"parts": []}
    if made.get("religion") or made.get("ethnicity"):
        content["parts"].append("background")
        for means in ("religion", "ethnicity"):
            content[f"{means}_known"] = "known" if made.get(means) else "asking"
            content[means] = made.get(means)
        content["languages"] = made.get("language")
    if made.get("school"):
        content["parts"].append("school")
        content |= {"school_known": "known", "school": made["school"]}
    if content["parts"]:
        content["story"] = source(row)
        yield ListStatement("child-particulars", "written", content, about, "child", "particulars")


def _contact(row: PlannedRow, about: str) -> Iterator[ListStatement]:
    made = row.made
    if not row.name or not made.get("relation") or not made.get("kind") or row.open:
        return
    content = {
        "name": cut(row.name),
        "kind": made["kind"],
        "relation": cut(str(made["relation"]), 60),
        "organisation": made.get("organisation") if made["kind"] == "professional" else None,
        "phone": " ".join(filter(None, [str(made.get("phone") or ""), str(made.get("email") or "")])),
        "phone_at_night": made.get("phone_at_night") if made["kind"] == "professional" else None,
        "hours": cut(str(made.get("hours") or ""), 100),
        "ring": made.get("ring"),
    }
    yield ListStatement("contact-known", "known", content, about, "child", "contact")


def _medicine(row: PlannedRow, about: str) -> Iterator[ListStatement]:
    made = row.made
    if row.open or made.get("homely_remedy"):
        return
    needed = made.get("as_needed") == "as-needed"
    must = [
        "unit",
        "begins_on",
        "for_what",
        "prescribed_by",
        "as_needed",
        *(["gap", "in_a_day"] if needed else ["times"]),
    ]
    if not all(made.get(one) for one in must) or made.get("controlled") is None:
        return
    content = {
        "medicine": made["medicine"],
        "unit": made["unit"],
        "amount": made.get("amount") if made["unit"] != "other" else None,
        "as_needed": made["as_needed"],
        "times": [{"at": one} for one in made.get("times") or []],
        "for_what": made["for_what"],
        "gap": made.get("gap") if needed else None,
        "in_a_day": made.get("in_a_day") if needed else None,
        "begins_on": _iso(made["begins_on"]),
        "ends_on": _iso(made.get("ends_on")),
        "controlled": made["controlled"],
        "prescribed_by": made["prescribed_by"],
        "how": " ".join(filter(None, [source(row), str(made.get("notes") or "")])),
    }
    yield ListStatement("medicine-prescribed", "charted", content, about, "child", "chart")
    if made.get("stock") and not made.get("ended"):
        yield ListStatement(
            "medicine-count", "count", {"medicine": made["medicine"], "counted": made["stock"]}, about, "child", "count"
        )


def _training(row: PlannedRow, about: str) -> Iterator[ListStatement]:
    made = row.made
    if not made.get("passed_on"):
        return
    content = {
        "course": made["course"],
        "other": made.get("course_written") if made["course"] == "other" else None,
        "done_on": _iso(made["passed_on"]),
        "expires_on": _iso(made.get("expires_on")),
        "given_by": made.get("given_by") or source(row),
    }
    yield ListStatement(
        "training", "done", content, about, "worker", f"training-{made['course_written']}-{made['passed_on']}"
    )
