"""A provider's folder may add and reword, and may never take away, retype or weaken."""

import pytest

from tests.lawbook.conftest import Shelf

HOLD, DUTIES = "records/daily/hold.yaml", "duties/own.yaml"


def own_field(text: str) -> dict[str, str]:
    """A folder that lays one field over the first stage of ``hold``."""
    return {HOLD: f"id: hold\nstages:\n  - id: record\n    fields:\n      - {text}\n"}


def test_a_new_record_type_and_a_new_duty_stand_beside_ours(shelf: Shelf) -> None:
    shelf.write(
        {
            "records/daily/pet.yaml": """
id: pet
title: The home's animals
short: Animals
about: home
area: daily
sensitivity: open
serves: well-slept
keep: long
stages:
  - {id: record, title: Write it down, by: staff, fields: [{id: story, label: What, kind: story, required: true, cite: "7"}]}
""",
            DUTIES: """
- id: pets-each-month
  title: A word on the animals each month
  cite: "7"
  source: house
  weight: custom
  about: home
  who: staff
  every: {calendar: month, begins: hold.record, counted: pet.record}
""",
        },
        own=True,
    )
    library = shelf.load()
    assert list(library.records) == ["hold", "sleep", "pet"]
    assert library.duties["pets-each-month"].every is not None


def test_ours_may_be_reworded_and_added_to(shelf: Shelf) -> None:
    shelf.write(
        {
            HOLD: """
id: hold
title: Physical help
words: [guided]
stages:
  - id: record
    help: Ours says this.
    fields:
      - {id: kind, help: Which of the taught ways, options: {seated: On the sofa, walking: Walked away}}
      - {id: debrief, label: Who talked with the adults, kind: person, required: true}
"""
        },
        own=True,
    )
    hold = shelf.load().records["hold"]
    stage = hold.stage("record")
    kind = next(asked for asked in stage.fields if asked.id == "kind")
    assert (hold.title, hold.words) == ("Physical help", ("restraint", "held", "guided"))
    assert [(option.id, option.label) for option in kind.options] == [
        ("seated", "On the sofa"),
        ("standing-hold", "Standing hold"),
        ("walking", "Walked away"),
    ]
    assert kind.label == "Which kind"
    assert stage.fields[-1].id == "debrief"
    assert stage.help == "Ours says this."
    assert hold.stage("check").fields[0].required
    assert hold.cite == "35(3)(a)"


def test_a_stage_of_ours_may_state_a_new_fact_besides(shelf: Shelf) -> None:
    before = shelf.load().records["hold"].stage("record").yields
    shelf.write({HOLD: "id: hold\nstages: [{id: record, yields: [{fact: hold.by-the-lake}]}]\n"}, own=True)
    after = shelf.load().records["hold"].stage("record").yields
    assert after[:-1] == before
    assert after[-1].fact == "hold.by-the-lake"


def test_a_new_type_under_an_id_of_ours_is_told_so_once(shelf: Shelf) -> None:
    shelf.write({HOLD: "id: hold\ntitle: Our own\nabout: home\narea: daily\nkeep: long\nstages: []\n"}, own=True)
    assert [p.reason for p in shelf.problems()] == [
        "'hold' is a record type of ours already. Choose another id for yours, and name the file after it. "
        "To change ours, write only what differs."
    ]


def test_a_custom_interval_may_be_set(shelf: Shelf) -> None:
    shelf.write({DUTIES: "- id: nights-written\n  rhythm: {steps: [{within: 3 days}]}\n"}, own=True)
    rhythm = shelf.load().duties["nights-written"].rhythm
    assert rhythm is not None
    assert (rhythm.begins, rhythm.steps[0].within) == ("hold.record", "3 days")


def test_words_of_ones_own_are_added(shelf: Shelf) -> None:
    shelf.write(
        {
            "words/suggestions.yaml": "unit: home\n",
            "sources.yaml": "- {id: staff-book, title: Staff book, short: Book, url: 'https://x.example', read_on: 2026-01-01}\n",
        },
        own=True,
    )
    library = shelf.load()
    assert library.words.suggestions == {"contact": "family time", "unit": "home"}
    assert list(library.sources) == ["regs", "practice", "house", "staff-book"]


REFUSED = [
    ({HOLD: "id: hold\nsensitivity: open\n"}, HOLD, "sensitivity", "'sensitivity' of this record type is not yours to change"),
    ({HOLD: "id: hold\ncite: 35(3)(b)\n"}, HOLD, "cite", "'cite' of this record type is not yours to change"),
    ({HOLD: "id: hold\nstages: [{id: talk}]\n"}, HOLD, "talk", "a new stage cannot be added to a record type of ours"),
    ({HOLD: "id: hold\nstages: [{id: check, by: staff}]\n"}, HOLD, "check", "'by' of this stage is not yours to change"),
    ({HOLD: "id: hold\nstages: [{id: record, yields: [{fact: hold.check}]}]\n"}, HOLD, "hold.check", "'hold.check' is a fact that a record of ours states"),
    (own_field("{id: extra, label: E, kind: date, fact: hold.check}"), HOLD, "extra", "'hold.check' is a fact that a record of ours states"),
    (own_field("{id: story, kind: line}"), HOLD, "story", "'kind' of this field is not yours to change"),
    (own_field("{id: story, required: false}"), HOLD, "story", "'required' of this field is not yours to change"),
    (own_field("{id: story, until: 2026-01-01}"), HOLD, "story", "'until' of this field is not yours to change"),
    (own_field("{id: extra, kind: line}"), HOLD, "extra", "'label' is missing here"),
    (own_field("{id: Extra, label: E, kind: line}"), HOLD, "Extra", "'Extra' cannot be an id"),
    ({DUTIES: "- id: hold-checked\n  due: {within: 96 hours}\n"}, DUTIES, "hold-checked", "this duty is law, so it cannot be changed"),
    ({DUTIES: "- id: step-taken\n  due: {on: due}\n"}, DUTIES, "step-taken", "this duty is the same for every home"),
    ({DUTIES: "- id: nights-written\n  who: manager\n"}, DUTIES, "manager", "'who' of this duty is not yours to change"),
    ({DUTIES: "- id: nights-written\n  rhythm: {begins: a.b}\n"}, DUTIES, "a.b", "'begins' of this rhythm is not yours to change"),
    ({DUTIES: "- id: nights-written\n  rhythm: {steps: [{within: now}]}\n"}, DUTIES, "now", "'now' is not a length of time"),
    ({"words/roles.yaml": "roles: {cook: Cook}\n"}, "words/roles.yaml", "cook", "Roles are ours"),
    ({"sources.yaml": "- id: regs\n  title: Ours\n"}, "sources.yaml", "regs", "this source is ours"),
    ({"record/daily/pet.yaml": "id: pet\n"}, "record/daily/pet.yaml", "pet", "does not read a file in this place. Did you mean 'records'?"),
    ({"duties/own.yml": "- id: x\n"}, "duties/own.yml", "x", "does not read a file in this place"),
]  # fmt: skip


@pytest.mark.parametrize(("files", "path", "mark", "words"), REFUSED)
def test_what_a_provider_may_not_do_is_named(
    shelf: Shelf, files: dict[str, str], path: str, mark: str, words: str
) -> None:
    shelf.write(files, own=True)
    said = [(p.file, p.line) for p in shelf.problems() if words in p.reason]
    assert said == [(f"own/{path}", shelf.line(path, mark, own=True))], [str(p) for p in shelf.problems()]


def test_cases_and_reports_of_ones_own_are_left_to_their_readers(shelf: Shelf) -> None:
    shelf.write({"cases/own.yaml": "- anything\n"}, own=True)
    assert shelf.load().records
