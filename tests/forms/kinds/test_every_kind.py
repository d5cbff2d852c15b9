"""What holds of every kind of question, whatever is answered: typed again it is the same, read it never breaks."""

import json
import subprocess
import sys
from typing import Any

import pytest
from django.template.loader import get_template
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ninefold.forms.differ import differences
from ninefold.forms.draw import draw
from ninefold.forms.fill import fill
from ninefold.forms.kind import kind_of
from ninefold.forms.parse import parse
from ninefold.forms.read import answers
from ninefold.forms.schema import stage_json, stage_schema
from ninefold.lawbook import kinds
from ninefold.lawbook.kinds import Times, answer_problem, blank
from ninefold.lawbook.model import Stage
from ninefold.ledger.content import Refused, check
from tests.forms.kinds.answers import ANSWERS, JUNK, NOW, context, question
from tests.json_schema import accepts

KINDS = sorted(kinds.kinds())
few = settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])


def stage(kind: str, **more: Any) -> Stage:
    """A stage that asks one question of this kind."""
    return Stage(id="s", title="A stage", by=("staff",), fields=(question(kind, **more),))


def test_every_kind_has_answers_here() -> None:
    assert set(ANSWERS) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
@few
@given(data=st.data())
def test_what_may_be_signed_is_typed_again_read_and_described(kind: str, data: st.DataObject) -> None:
    answer = data.draw(ANSWERS[kind])
    asked, content = stage(kind), {"q": answer}
    check(asked, content, children=["c1", "c2"], now=NOW)
    assert parse(asked, fill(asked, content, context()), context()) == (content, {})
    [read] = answers(asked, content)
    assert read.text and get_template(read.template) and read.value is not None
    [bound] = draw(asked, fill(asked, content, context()), {}, context())
    assert get_template(bound.template)
    assert accepts(stage_schema(asked, NOW.date()), content)
    json.dumps(stage_json(record(), asked, NOW.date()))


@pytest.mark.parametrize("kind", KINDS)
@few
@given(junk=JUNK)
def test_whatever_is_sent_is_refused_or_can_be_read(kind: str, junk: Any) -> None:
    asked, content = stage(kind), {"q": junk}
    try:
        check(asked, content, children=["c1"], now=NOW)
    except Refused as refused:
        assert set(refused.errors) == {"q"}
        return
    assert accepts(stage_schema(asked, NOW.date()), content)
    for read in answers(asked, content):
        assert isinstance(read.text, str) and read.value is not None
    fill(asked, content, context())


@pytest.mark.parametrize("kind", KINDS)
@few
@given(data=st.data())
def test_two_answers_differ_or_do_not(kind: str, data: st.DataObject) -> None:
    before, now = data.draw(ANSWERS[kind]), data.draw(ANSWERS[kind])
    [difference] = differences(stage(kind).fields, {"q": before}, {"q": now})
    same = before == now or (
        isinstance(before, list) and kind_of(question(kind)).several and _sorted(before) == _sorted(now)
    )
    assert (difference.state == "same") == same
    assert bool(difference.rows or difference.change) == (not same)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_refused_where_an_answer_is_needed_and_by_its_schema(kind: str) -> None:
    asked = question(kind, required=True)
    for nothing in (None, "", [], {}):
        assert blank(nothing) and "Please answer" in (answer_problem(asked, nothing, Times(NOW)) or "")
    assert not accepts(stage_schema(stage(kind, required=True), NOW.date()), {})


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_refuses_another_shape(kind: str) -> None:
    assert not accepts(kind_of(question(kind)).schema(question(kind)), {"nothing": ["of", "the", "sort"]})


def test_kinds_know_no_django() -> None:
    told = "import sys; from ninefold.lawbook.kinds import kinds; kinds(); sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", told], check=False).returncode == 0


def test_two_files_of_one_name_are_not_the_same() -> None:
    one = {"sha256": "a" * 64, "name": "plan.pdf", "media_type": "application/pdf", "size": 3}
    [difference] = differences(stage("file").fields, {"q": [one]}, {"q": [one | {"sha256": "b" * 64}]})
    assert [row.state for row in difference.rows] == ["gone", "added"]


def _sorted(answer: list[Any]) -> list[str]:
    return sorted(json.dumps(one, sort_keys=True) for one in answer)


def record() -> Any:
    """A record type to print a form of."""
    from ninefold import lawbook

    return lawbook.current().records["daily-note"]
