"""A duty's clock reads as a sentence, whatever its shape."""

from typing import Any

import pytest

from ninefold.lawbook import clocks
from ninefold.lawbook.model import Duty
from tests.lawbook.conftest import Shelf

BARE = {"id": "one", "title": "One", "cite": "1", "weight": "law", "about": "child", "who": "manager"}
MET: dict[str, Any] = {"due": {"within": "5 days"}, "met_by": {"fact": "a.met"}}


@pytest.mark.parametrize(
    ("shape", "sentence"),
    [
        (
            {"starts": {"fact": "a.began", "value": ["x", "y"]}, **MET},
            "Starts with a.began (x or y). Owed within 5 days; met by a.met in the same record.",
        ),
        (
            {**MET, "starts": {"fact": "a.began", "unless_same": ["b.one", "b.two"]}, "due": {"target": "24 hours"}},
            "Starts with a.began, unless b.one and b.two are the same. "
            "Owed without delay, with 24 hours as a target; met by a.met in the same record.",
        ),
        (
            {
                "starts": {"fact": "a.began", "when": [{"fact": "b.is"}], "unless": [{"fact": "b.not", "value": "z"}]},
                "due": {"by": "end-of-next-month"},
                "met_by": {"fact": "a.met", "scope": "subject", "match": True, "early": "2 weeks", "at": "written"},
            },
            "Starts with a.began, when there is b.is, unless there is b.not (z). Owed by the end of the month after; "
            "met by a.met about the same person or home, with the same value, up to 2 weeks before, "
            "counted from when it was signed.",
        ),
        (
            {
                "starts": {"fact": "a.began"},
                "due": {"on": "due"},
                "met_by": {"fact": "a.met", "scope": "row", "or": [{"fact": "a.other", "scope": "link"}]},
            },
            "Starts with a.began. Owed on the date it names as 'due'; met by a.met in answer to the same row, "
            "or by a.other in a record that links to it.",
        ),
        (
            {
                "rhythm": {
                    "begins": "a.began",
                    "ends": ["a.over", "b.over"],
                    "counted": "a.seen",
                    "steps": [
                        {"within": "1 week", "nth": 1},
                        {"within": "6 weeks", "placed_under": "1 year"},
                        {"within": "6 months", "age_under": 5, "unless": {"fact": "a.calm"}},
                        {"within": "3 months", "when": {"fact": "a.long"}},
                    ],
                }
            },
            "Begins with a.began and is owed again after each a.seen: within 1 week for number 1; "
            "within 6 weeks until 1 year after it began; within 6 months under the age of 5 unless there is a.calm; "
            "within 3 months when there is a.long. Ends with a.over or b.over.",
        ),
        (
            {"every": {"calendar": "month", "begins": "a.began", "counted": "a.seen"}},
            "Owed once in every calendar month from a.began, met by a.seen.",
        ),
    ],
)
def test_each_shape_is_a_sentence(shape: dict[str, Any], sentence: str) -> None:
    assert clocks.clock(Duty.model_validate({**BARE, **shape})) == sentence


def test_a_record_type_knows_what_it_starts_and_meets(shelf: Shelf) -> None:
    library = shelf.load()
    assert [duty.id for duty in clocks.started_by(library, "hold")] == ["hold-checked", "step-taken", "nights-written"]
    assert [duty.id for duty in clocks.met_by(library, "hold")] == ["hold-checked"]
    assert [duty.id for duty in clocks.met_by(library, "sleep")] == ["step-taken", "nights-written"]
