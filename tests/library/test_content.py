"""What the library's own content promises, beyond the shape that the loader checks."""

from datetime import UTC, datetime
from typing import Any

import pytest

from ninefold.lawbook import load
from ninefold.lawbook.facts import Fact, Signed, facts_of
from ninefold.lawbook.model import FormField, Library, RecordType

HAPPENED = datetime(2026, 10, 24, 20, 40, tzinfo=UTC)
JAY, TOMMY, HELEN = "jay-id", "tommy-id", "helen-id"

# Forms that ask nothing of the child: a dose, a register, papers between adults, and setting up.
WITHOUT_VOICE = {
    "attendance", "action", "document-received", "professional-contact",
    "referral", "notification-decision", "notification", "brought-forward", "child-known", "contact-known", "term-dates",
}  # fmt: skip

# What a rhythm counts and a home cannot bring forward: a worker's diplomas stand with the worker.
STANDS_ELSEWHERE = {"worker.level3", "worker.level5"}


@pytest.fixture(scope="module")
def library() -> Library:
    return load.load()


def stated(
    library: Library,
    kind: str,
    stage: str,
    content: dict[str, Any],
    about: tuple[tuple[str, str], ...] = ((JAY, "child"),),
) -> list[Fact]:
    """What signing this stage would state."""
    signed = Signed("entry", "record", "home", library.records[kind], stage, HAPPENED, HAPPENED, HELEN, about, content)
    return facts_of(signed)


def named(facts: list[Fact], name: str) -> list[Fact]:
    return [fact for fact in facts if fact.name == name]


def asked(record: RecordType) -> list[FormField]:
    return [field for stage in record.stages for field in stage.fields]


def test_all_nine_standards_stand_with_all_their_paragraphs(library: Library) -> None:
    counts = {s.regulation: len(s.paragraphs) for s in library.standards.values()}
    assert counts == {"6": 19, "7": 15, "8": 11, "9": 4, "10": 6, "11": 14, "12": 11, "13": 9, "14": 10}


def test_every_paragraph_of_every_standard_can_be_proved(library: Library) -> None:
    proved = {ref for record in library.records.values() for ref in record.proves}
    lacking = [p.ref for s in library.standards.values() for p in s.paragraphs if p.ref not in proved]
    assert lacking == []


def test_every_paragraph_has_a_short_name_for_the_map(library: Library) -> None:
    long = [p.ref for s in library.standards.values() for p in s.paragraphs if not 1 <= len(p.short.split()) <= 4]
    assert long == []


def test_every_form_about_a_child_asks_for_the_childs_own_words(library: Library) -> None:
    silent = {
        record.id
        for record in library.records.values()
        if "child" in record.about and not any(field.kind == "voice" for field in asked(record))
    }
    assert silent == WITHOUT_VOICE


def test_the_first_screen_is_short_and_its_forms_are_too(library: Library) -> None:
    quick = [record for record in library.records.values() if record.quick]
    assert 6 <= len(quick) <= 8
    note = library.records["daily-note"].stages[0]
    assert [field.id for field in note.fields if field.required] == ["story"]


def test_whatever_the_law_or_guidance_counts_can_be_brought_forward(library: Library) -> None:
    again = [d.rhythm or d.every for d in library.duties.values() if (d.rhythm or d.every) and d.weight != "custom"]
    counted = {rhythm.counted for rhythm in again if rhythm} - STANDS_ELSEWHERE
    carried = {rule.fact for rule in library.records["brought-forward"].stages[0].yields}
    assert counted <= carried


def test_what_is_brought_forward_is_true_on_its_day_and_marked_as_carried(library: Library) -> None:
    content = {"what": "looked-after-review", "on": "2026-05-12", "number": "6"}
    [held] = named(stated(library, "brought-forward", "brought-forward", content), "review.held")
    assert (held.at.isoformat(), held.day, held.value, held.carried) == ("2026-05-11T23:00:00+00:00", True, "6", True)


def test_a_measure_is_used_when_it_began_and_says_which_it_was(library: Library) -> None:
    content = {"kind": "restraint", "began_at": "2026-10-24T20:40:00Z", "minutes": 3}
    [used] = named(stated(library, "measure", "record", content), "measure.used")
    assert (used.at, used.value, used.data["minutes"]) == (HAPPENED, "restraint", "3")


def test_each_point_that_the_law_wants_in_a_measures_record_is_asked(library: Library) -> None:
    cited = " ".join(field.cite for field in library.records["measure"].stages[0].fields)
    points = ["ii", "iii", "iv", "v", "vi", "vii", "viii"]  # i, the child's name, is whom the record is about
    assert [point for point in points if f"35(3)(a)({point})" not in cited] == []


def test_a_child_is_missing_from_when_it_was_reported_or_else_from_when_it_happened(library: Library) -> None:
    seen = {"last_seen_at": "2026-10-24T19:00:00Z"}
    [told] = named(
        stated(library, "missing-episode", "reported", {**seen, "reported_at": "2026-10-24T21:00:00Z"}),
        "missing.reported",
    )
    [not_yet] = named(stated(library, "missing-episode", "reported", seen), "missing.reported")
    assert (told.at.hour, not_yet.at) == (21, HAPPENED)


def test_an_interview_that_was_declined_was_offered_and_not_held(library: Library) -> None:
    content = {"outcome": "declined", "offered_at": "2026-10-24T21:00:00Z"}
    facts = stated(library, "missing-episode", "return-interview", content)
    assert [f.value for f in named(facts, "return-interview.offered")] == ["declined"]
    assert named(facts, "return-interview.held") == []


@pytest.mark.parametrize(
    ("content", "whose"),
    [
        ({}, []),
        ({"wish": "an easel"}, [JAY, TOMMY]),
        ({"wish": "an easel", "wish_of": {"who": TOMMY, "kind": "child", "name": "Tommy"}}, [TOMMY]),
    ],
)
def test_a_wish_in_a_note_belongs_to_the_child_who_made_it(
    library: Library, content: dict[str, Any], whose: list[str]
) -> None:
    facts = named(stated(library, "daily-note", "note", content, ((JAY, "child"), (TOMMY, "child"))), "wish.made")
    assert [fact.subject for fact in facts] == whose
    assert {fact.data["text"] for fact in facts} <= {"an easel"}


def test_a_request_is_owed_only_when_something_was_asked_for(library: Library) -> None:
    content = {"request": "placement plan", "request_kind": "placement-plan", "promised_by": "2026-10-23"}
    [made] = named(stated(library, "professional-contact", "contact", content), "request.made")
    assert (made.value, made.data["due"]) == ("placement-plan", "2026-10-23")
    assert named(stated(library, "professional-contact", "contact", {}), "request.made") == []


def test_what_can_be_asked_of_others_can_come_in_as_a_document_of_the_same_name(library: Library) -> None:
    wanted = _options(library.records["professional-contact"], "request_kind")
    documents = _options(library.records["document-received"], "document")
    assert wanted - documents == {"plan-review", "visit", "reply"}


def test_nobody_complained_about_sees_it(library: Library) -> None:
    hiding = {record.id for record in library.records.values() if record.hides_from}
    assert hiding >= {"complaint", "concern", "referral", "notification-decision", "notification"}


def test_what_a_child_may_not_be_punished_with_cannot_be_chosen(library: Library) -> None:
    allowed = {
        "reparation", "restorative", "earlier-bedtime", "activity-later", "screen-time", "closer-company", "other-permitted",
    }  # fmt: skip
    assert _options(library.records["measure"], "consequence") == allowed


def test_plans_share_one_answer_to_what_reopens_them(library: Library) -> None:
    for record in library.records.values():
        if record.plan:
            assert [stage.id for stage in record.stages] == ["plan", "review"]
            assert _options(record, "answer") == {"changed", "still-right"}


def test_our_own_questions_do_not_use_words_we_ask_others_to_weigh(library: Library) -> None:
    avoided = [w for w in library.words.suggestions if w not in {"placement", "disclosure"}]  # terms of law
    said = [(r.id, text.lower()) for r in library.records.values() for text in [r.title, *_labels(r)]]
    found = [(kind, text, word) for kind, text in said for word in avoided if f" {word.lower()} " in f" {text} "]
    assert found == []


def _options(record: RecordType, name: str) -> set[str]:
    return {option.id for field in asked(record) if field.id == name for option in field.options}


def _labels(record: RecordType) -> list[str]:
    return [text for field in asked(record) for text in (field.label, field.help, *(o.label for o in field.options))]


def test_a_home_may_set_every_interval_that_is_its_own(library: Library) -> None:
    asked = {f.id: f for f in library.records["home-clock"].stages[0].fields}
    assert {o.id for o in asked["duty"].options} == {duty.id for duty in library.duties.values() if duty.can_change}
