"""What the library promises of education and enjoyment."""

import pytest

from ninefold.lawbook import load
from ninefold.lawbook.model import Library

PARAGRAPHS = [
    paragraph.ref
    for standard in load.load().standards.values()
    if standard.id in ("education", "enjoyment-and-achievement")
    for paragraph in standard.paragraphs
]


@pytest.fixture(scope="module")
def library() -> Library:
    return load.load()


@pytest.mark.parametrize("ref", PARAGRAPHS)
def test_each_paragraph_is_proved_directly_by_some_record(library: Library, ref: str) -> None:
    assert [one.id for one in library.records.values() if one.proves.get(ref) == "direct"]


def test_the_child_is_heard_in_every_review_of_the_education_plan(library: Library) -> None:
    for stage in library.records["education-plan"].stages:
        [voice] = [field for field in stage.fields if field.kind == "voice"]
        assert voice.required and not voice.when


def test_what_can_lapse_is_owed_again_after_each_renewal(library: Library) -> None:
    for kind in ("reduced-timetable", "learning-target", "school-support-plan", "next-step"):
        stating = [
            stage for stage, rules in library.records[kind].rules.items() if f"{kind}.runs" in {r.fact for r in rules}
        ]
        assert len(stating) == 2, kind


def test_every_series_of_learning_has_a_record_that_states_it(library: Library) -> None:
    targets = [one for one in library.series.values() if one.id.startswith("target-")]
    stages = library.records["learning-target"].stages[:2]
    for stage in stages:
        asked = {option.id for field in stage.fields if field.id == "subject" for option in field.options}
        assert {one.facts[0].removeprefix("target.") for one in targets} == asked
