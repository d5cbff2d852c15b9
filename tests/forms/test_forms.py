"""Every kind of question: drawn, read back, refused in words, and filled again from what was signed."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from ninefold import lawbook
from ninefold.forms.context import FormContext
from ninefold.forms.draw import Bound, draw
from ninefold.forms.fill import fill
from ninefold.forms.mentions import Mentionable, Mentionables
from ninefold.forms.notes import file_note
from ninefold.forms.parse import parse
from ninefold.forms.read import answers
from ninefold.forms.typed import Typed
from ninefold.lawbook.kinds import Times, kind_of, kinds
from ninefold.lawbook.model import FormField, Stage
from ninefold.ledger.content import Refused, check
from ninefold.people.access import Viewer
from ninefold.people.models import Child, Home

NOW = datetime(2026, 10, 25, 7, 40, tzinfo=UTC)
JAY = Mentionable("c1", "child", "Jay", "child", "Jay")
DANA = Mentionable("w1", "worker", "Dana", "support worker", "Dana")
FILE = {"sha256": "a" * 64, "name": "den.jpg", "media_type": "image/jpeg", "size": 12}


def context(*children: Child) -> FormContext:
    """Dana writing about ``children``; Jay has a list of what calms him."""
    viewer = Viewer("w1", "Dana", "dana", Home(id="h1", urn="1", name="Larch House"), "support-worker", NOW)
    lists = {"child.calming-steps": {"c1": ["Walk to the shop", "Music"]}}
    return FormContext(viewer, children or (Child(id="c1", name="Jay"),), Mentionables([JAY, DANA]), lists)


def field(kind: str, **more: Any) -> FormField:
    """A question of this kind."""
    if kind in ("choice", "choices", "steps"):
        more.setdefault("options", {"rang": "Rang the child", "told": "Told the police"})
    if kind == "table":
        more.setdefault(
            "columns",
            [{"id": "who", "label": "Who", "kind": "person"}, {"id": "at", "label": "When", "kind": "moment"}],
        )
    return FormField.model_validate({"id": "q", "label": "A question?", "kind": kind, **more})


def stage(*fields: FormField) -> Stage:
    """A stage that asks these."""
    return Stage(id="s", title="A stage", by=("staff",), fields=fields)


ANSWERS: dict[str, Any] = {
    "line": "Lounge",
    "place": "Lounge",
    "medicine": "cetirizine 10 mg",
    "story": ["Out with ", JAY.reference, "."],
    "voice": ["Let go, I'm done"],
    "choice": "rang",
    "choices": ["rang", "told"],
    "yesno": False,
    "number": "2.67",
    "score": 4,
    "scale": 5,
    "date": "2026-10-24",
    "moment": "2026-10-24T20:40:00Z",
    "duration": 90,
    "money": 205,
    "person": DANA.reference,
    "child": JAY.reference,
    "people": [DANA.reference, JAY.reference],
    "children": [JAY.reference],
    "file": [FILE],
    "photo": [FILE],
    "body-map": [{"place": "left-knee", "note": "graze"}],
    "strategies": [{"step": "Music", "outcome": "helped", "note": "Loud"}, {"step": "Tea", "outcome": "no"}],
    "steps": [{"step": "rang", "at": "2026-10-24T20:40:00Z"}],
    "interval": "6 weeks",
    "table": [{"who": DANA.reference, "at": "2026-10-24T20:40:00Z"}],
}


def test_every_kind_has_an_answer_here() -> None:
    assert set(kinds()) == set(ANSWERS)


@pytest.mark.parametrize("kind", ANSWERS)
def test_an_answer_filled_into_a_form_is_read_back_the_same_and_may_be_signed(kind: str) -> None:
    asked = stage(field(kind))
    content = {"q": ANSWERS[kind]}
    read, errors = parse(asked, fill(asked, content, context()), context())
    assert (read, errors) == (content, {})
    check(asked, read, children=["c1"], now=NOW)


@pytest.mark.parametrize("kind", ANSWERS)
def test_nothing_typed_is_no_answer(kind: str) -> None:
    assert parse(stage(field(kind)), Typed(), context()) == ({}, {})


@pytest.mark.parametrize("kind", ANSWERS)
def test_every_kind_is_drawn_with_what_was_typed(kind: str) -> None:
    asked = stage(field(kind))
    bound = draw(asked, fill(asked, {"q": ANSWERS[kind]}, context()), {"q": "Please look."}, context())[0]
    assert bound.error == "Please look."
    assert bound.template.startswith("forms/fields/")


@pytest.mark.parametrize(
    ("kind", "typed", "sentence"),
    [
        ("number", {"q": ["lots"]}, "not a number"),
        ("score", {"q": ["4.5"]}, "not a whole number"),
        ("duration", {"q": ["ages"]}, "not a number of minutes"),
        ("money", {"q": ["£2.505"]}, "not an amount"),
        ("date", {"q": ["31/02/2026"]}, "no date"),
        ("moment", {"q.date": ["2026-10-24"], "q.time": ["25:99"]}, "no time"),
        ("moment", {"q.date": ["2026-10-24"], "q.time": [""]}, "give the time"),
        ("moment", {"q.date": [""], "q.time": ["21:40"]}, "give the date"),
        ("moment", {"q.date": ["2026-03-29"], "q.time": ["01:30"]}, "the clocks went forward"),
        ("number", {"q": ["٣"]}, "not a number"),
        ("body-map", {"q": ["wing"]}, "choose where on the body"),
        ("person", {"q": ["nobody"]}, "not known in this home"),
        ("story", {"q": ["@Bob rang"]}, "We do not know who @Bob is"),
        ("steps", {"q.rang.done": ["yes"]}, "Please give the time of: rang the child"),
        ("strategies", {"q.1.step": ["Tea"], "q.1.own": ["yes"]}, "Please say whether “Tea” helped"),
        ("strategies", {"q.1.step": ["Tea"], "q.1.note": ["Sweet"]}, "Please say whether “Tea” helped"),
        ("strategies", {"q.1.step": [""], "q.1.outcome": ["helped"], "q.1.own": ["yes"]}, "say what it was"),
        ("table", {"q.7.who": ["nobody"]}, "Row 1: Somebody chosen here"),
    ],
)
def test_what_cannot_be_understood_is_said_beside_the_question(
    kind: str, typed: dict[str, list[str]], sentence: str
) -> None:
    content, errors = parse(stage(field(kind)), Typed(typed), context())
    assert content == {}
    assert sentence in errors["q"]


@pytest.mark.parametrize(
    ("kind", "typed", "answer"),
    [
        ("duration", {"q": ["1:30"]}, 90),
        ("money", {"q": ["£1,250"]}, 125000),
        ("number", {"q": ["2.5"]}, "2.5"),
        ("date", {"q": ["24/10/2026"]}, "2026-10-24"),
        ("moment", {"q.date": ["24.10.2026"], "q.time": ["2140"]}, "2026-10-24T20:40:00Z"),
        ("line", {"q": ["  two \n lines "]}, "two lines"),
    ],
)
def test_people_type_as_people_do(kind: str, typed: dict[str, list[str]], answer: Any) -> None:
    assert parse(stage(field(kind)), Typed(typed), context())[0] == {"q": answer}


@pytest.mark.parametrize(
    ("kind", "answer", "sentence"),
    [
        ("moment", "0200-01-01T10:00:00Z", "too long ago"),
        ("interval", "9999999999 weeks", "a number and a unit"),
        ("body-map", [{"place": "left-knee", "note": "a\x00b"}], "cannot be kept"),
        ("strategies", [{"step": "a\x00b", "outcome": "no"}], "cannot be kept"),
    ],
)
def test_what_can_be_read_but_not_be_right_is_refused_too(kind: str, answer: Any, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        check(stage(field(kind)), {"q": answer}, children=[], now=NOW)


def test_a_year_long_past_is_read_and_left_to_the_ledger_to_refuse() -> None:
    typed = Typed({"q.date": ["0200-01-01"], "q.time": ["10:00"]})
    assert parse(stage(field("moment")), typed, context())[0]["q"].startswith("0200-01-01T10:")


def test_todays_date_with_no_time_says_nothing_yet() -> None:
    typed = Typed({"q.date": ["2026-10-25"], "q.time": [""]})
    assert parse(stage(field("moment")), typed, context()) == ({}, {})


@pytest.mark.parametrize(("offered", "drawn"), [("abcdef", "choice"), ("abcdefg", "pick")])
def test_many_answers_for_each_of_several_children_are_a_list_to_pick_from(offered: str, drawn: str) -> None:
    asked = stage(field("choice", each="child", options=list(offered)))
    [bound] = draw(asked, Typed(), {}, context(Child(id="c1", name="Jay")))
    assert bound.each[0].template == f"forms/fields/{drawn}.html"


def test_a_question_for_each_child_has_an_answer_for_each() -> None:
    children = (Child(id="c1", name="Jay"), Child(id="c2", name="Kit"))
    asked = stage(field("scale", each="child"))
    content, _ = parse(asked, Typed({"q.c1": ["4"], "q.c2": ["2"], "q.c3": ["5"]}), context(*children))
    assert content == {"q": {"c1": 4, "c2": 2}}
    assert [bound.child.name for bound in draw(asked, Typed(), {}, context(*children))[0].each] == ["Jay", "Kit"]


def test_what_was_typed_for_a_child_not_chosen_any_more_is_kept_aside() -> None:
    asked = stage(field("scale", each="child"))
    bound = draw(asked, Typed({"q.c1": ["4"], "q.c2": ["2"]}), {}, context(Child(id="c1", name="Jay")))[0]
    assert bound.aside == [("q.c2", "2")]


def test_answers_to_questions_that_are_not_asked_are_left_out_down_the_line() -> None:
    asked = stage(
        FormField(id="hurt", label="Hurt?", kind="yesno"),
        FormField(id="treated", label="Treated?", kind="yesno", when={"hurt": True}),
        FormField(id="by", label="By whom?", kind="person", when={"treated": True}),
    )
    typed = Typed({"hurt": ["no"], "treated": ["yes"], "by": ["nobody"]})
    assert parse(asked, typed, context()) == ({"hurt": False}, {})


def test_the_childs_own_list_is_offered_and_room_for_one_more() -> None:
    asked = stage(field("strategies", **{"from": "child.calming-steps"}))
    rows = draw(asked, Typed(), {}, context())[0].value
    assert [row["step"] for row in rows] == ["Walk to the shop", "Music", ""]


def test_how_a_way_helped_stays_beside_it_when_the_rows_are_drawn_again() -> None:
    asked = stage(field("strategies", **{"from": "child.calming-steps"}))
    typed = Typed({"q.1.step": ["Tea"], "q.1.outcome": ["no"], "q.1.note": ["Too hot"], "q.2.note": ["Of my own"]})
    rows = draw(asked, typed, {}, context())[0].value
    assert [(row["step"], row["outcome"], row["note"]) for row in rows] == [
        ("Walk to the shop", "", ""),
        ("Music", "", ""),
        ("Tea", "no", "Too hot"),
        ("", "", "Of my own"),
    ]


def test_a_note_for_a_file_that_is_not_ours_stands_for_nothing() -> None:
    asked = stage(field("file"))
    forged = file_note(FILE).replace("den.jpg", "other.jpg")
    assert parse(asked, Typed({"q.kept": [forged, "nonsense"]}), context()) == ({}, {})


def test_words_are_offered_and_never_put_in() -> None:
    word, better = next(iter(lawbook.current().words.suggestions.items()))
    typed = Typed({"q": [f"After {word.upper()} he slept."]})
    bound = draw(stage(field("story")), typed, {}, context())[0]
    assert bound.suggests == [(word.lower(), better)]
    assert bound.value == f"After {word.upper()} he slept."


def test_typed_survives_json_and_drops_what_belongs_to_the_page() -> None:
    assert Typed.kept({"q": ["a"], "n": 3, "m": ["b"]}) == {"q": ["a"], "m": ["b"]}
    assert Typed.kept("nonsense") == {}


def test_answers_are_read_out_in_words() -> None:
    asked = stage(field("money"))
    assert answers(asked, {"q": 205})[0].value == "£2.05"
    asked = stage(field("strategies"))
    assert answers(asked, {"q": ANSWERS["strategies"]})[0].value == [
        "Music: helped (Loud)",
        "Tea: did not help",
    ]


def test_a_day_of_the_library_ends_a_question() -> None:
    ended = stage(field("line", until=date(2026, 1, 1)))
    assert draw(ended, Typed(), {}, context()) == []


def test_a_long_scale_is_typed_and_a_scale_may_begin_at_none() -> None:
    hundred, five = (FormField(id="s", label="S", kind="score", min=0, max=most) for most in (100, 5))
    assert Bound(hundred, "s").template.endswith("line.html") and Bound(five, "s").template.endswith("scale.html")
    assert kind_of(five).check(five, 0, Times(NOW)) is None
    assert kind_of(five).check(five, 6, Times(NOW)) == "Please choose from 0 to 5."


def test_a_choice_with_many_answers_is_a_list_to_pick_from() -> None:
    options = [{"id": f"o{n}", "label": str(n)} for n in range(15)]
    many, few = (FormField(id="c", label="C", kind="choice", options=options[:most]) for most in (15, 14))
    assert Bound(many, "c").template.endswith("pick.html") and Bound(many, "c").single
    assert Bound(few, "c").template.endswith("choice.html")
