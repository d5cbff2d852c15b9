"""The figure of the body: every place of the list can be found on it, and what was noted is numbered."""

from ninefold.forms import figure
from ninefold.forms.body import LABELS
from ninefold.forms.read import answers, in_text
from ninefold.lawbook.model import FormField, Stage


def test_every_place_of_the_list_is_drawn_and_nothing_else() -> None:
    assert {region.place for region in figure.REGIONS} == set(LABELS)


def test_a_childs_left_is_on_the_right_from_the_front_and_on_the_left_from_behind() -> None:
    front, back = [region for region in figure.REGIONS if region.place == "left-knee"]
    assert front.x > figure.FRONT[0]
    assert back.x < figure.BACK[0]
    assert back.label == "Left knee, from behind"


def test_every_shape_lies_in_the_picture() -> None:
    for region in figure.REGIONS:
        assert 0 < region.x < figure.WIDTH
        assert 0 < region.y < figure.HEIGHT


def test_what_was_noted_is_numbered_and_can_be_read_without_the_picture() -> None:
    field = FormField(id="injury", label="Where?", kind="body-map")
    stage = Stage(id="happened", title="It", by=("staff",), fields=(field,))
    said = [{"place": "chin", "note": "a bump"}, {"place": "left-knee", "note": ""}, {"place": "wing", "note": "old"}]
    [answer] = answers(stage, {"injury": said})
    assert [(one.number, one.label) for one in answer.value.marks] == [(1, "Chin"), (2, "Left knee"), (3, "wing")]
    assert answer.value.marks[2].region is None
    assert in_text(answer) == "Chin (a bump); Left knee; wing (old)"
