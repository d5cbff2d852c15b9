"""How people, times, the law and a child's words look wherever they appear."""

from datetime import UTC, date, datetime

import pytest
from django.template import engines

from ninefold.people.models import Child

NOW = datetime(2026, 10, 25, 7, 40, tzinfo=UTC)
JAY = {"who": "c1", "kind": "child", "name": "Jay"}


def rendered(template: str, **given: object) -> str:
    """The template with what it is given, and the morning of 25 October."""
    return engines["django"].from_string(template).render({"now": NOW, **given})


def test_people_stand_apart_in_a_story_and_nothing_typed_becomes_markup() -> None:
    shown = rendered("{% story runs %}", runs=["<b>Out</b> with ", JAY, "."])
    assert shown == '&lt;b&gt;Out&lt;/b&gt; with <span class="person">Jay</span>.'


def test_a_childs_words_have_their_own_face_and_silence_has_none() -> None:
    assert rendered("{% said runs %}", runs=["Let go"]) == '<p class="said">Let go</p>'
    assert rendered("{% said runs %}", runs=[]) == ""
    assert rendered("{% said words %}", words="<i>") == '<p class="said">&lt;i&gt;</p>'


@pytest.mark.parametrize("moment", ["2026-10-24T20:40:00Z", datetime(2026, 10, 24, 20, 40, tzinfo=UTC)])
def test_a_moment_is_said_for_people_and_for_machines(moment: object) -> None:
    assert (
        rendered("{% when moment %}", moment=moment) == '<time datetime="2026-10-24T20:40:00Z">yesterday 21:40</time>'
    )


def test_nothing_is_shown_of_no_moment_and_no_day() -> None:
    assert rendered("{% when moment %}{% day on %}", moment=None, on=None) == ""


def test_a_day_is_said_in_full() -> None:
    assert rendered("{% day on %}", on="2026-10-24") == '<time datetime="2026-10-24">24 October 2026</time>'


@pytest.mark.parametrize("weight", ["law", "guidance", "custom"])
def test_law_guidance_and_custom_are_told_apart_in_words(weight: str) -> None:
    shown = rendered("{% law weight cite %}", weight=weight, cite="35(3)(a)")
    # A custom is the home's own: no regulation stands beside it as if it asked for it.
    cited = "" if weight == "custom" else ": reg 35(3)(a)"
    assert shown == f'<span class="law weight-{weight}"><b>{weight}</b>{cited}</span>'


def test_a_label_says_when_its_text_could_not_be_checked() -> None:
    shown = rendered("{% law 'guidance' '9.40' 'guide' doubt %}", doubt="It was not read.")
    assert shown == '<span class="law weight-guidance"><b>guidance</b>: Guide 9.40<i>, not checked in full</i></span>'


def test_a_face_is_a_letter_on_a_colour_that_no_reader_reads_out() -> None:
    shown = rendered("{% face child %}", child=Child(name="jay", colour=9))
    assert "face-1" in shown
    assert 'aria-hidden="true">J<' in shown


def test_age_and_time_passed() -> None:
    assert rendered("{% age born %}", born=date(2013, 10, 26)) == "12"
    assert rendered("{% ago at %}", at=datetime(2026, 10, 24, 15, 40, tzinfo=UTC)) == "16 hours"


def test_an_icon_that_is_not_there_is_a_fault() -> None:
    assert rendered("{% icon 'pen' %}").startswith('<svg class="icon"')
    with pytest.raises(FileNotFoundError):
        rendered("{% icon 'no-such' %}")


@pytest.mark.parametrize(
    ("on", "words"),
    [
        ("2026-10-25", "look at it again by"),
        ("2026-10-24", 'class="chip brick">was to be looked at again by'),
        ("", "no day set to look again"),
    ],
)
def test_a_plan_past_its_day_is_marked_with_the_day(on: str, words: str) -> None:
    assert words in rendered("{% look_again on %}", on=on)
