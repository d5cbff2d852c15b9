"""Stories as people type them become text and references, and nobody is made up."""

import pytest

from ninefold.ops.mentions import UnknownName, plain, runs

JAY = {"who": "1", "kind": "child", "name": "Jay"}
CAROL = {"who": "2", "kind": "family", "name": "Carol-Ann"}
PEOPLE = {"Jay": JAY, "Carol-Ann": CAROL}


def test_a_name_becomes_a_reference() -> None:
    assert runs("Settled. @Jay up at two.", PEOPLE) == ["Settled. ", JAY, " up at two."]


def test_an_ending_stays_text() -> None:
    assert runs("@Jay's lift; @Carol-Ann's call.", PEOPLE) == [JAY, "'s lift; ", CAROL, "'s call."]


def test_an_unknown_name_is_said() -> None:
    with pytest.raises(UnknownName, match="@Joe"):
        runs("@Joe came.", PEOPLE)


def test_plain_text_keeps_names() -> None:
    assert plain("@Jay and @Carol-Ann") == "Jay and Carol-Ann"
