"""A question that is put into SQL once answers as the question itself does."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from ninefold.duties import queries as duties
from ninefold.people import queries
from ninefold.people.access import Viewer
from ninefold.people.models import Child, Role
from ninefold.people.prepared import prepared
from tests.factories import NOW, House, write

pytestmark = pytest.mark.django_db


def test_each_viewer_gets_their_own(house: House) -> None:
    write(house, "daily-note", {"story": ["Piano."], "wish": "A rod"}, about=[house.jay])
    for viewer in (house.viewer(house.dana), house.viewer(house.noor), house.viewer(house.helen),
                   house.viewer(house.dana, now=NOW + timedelta(days=30))):  # fmt: skip
        assert queries.living_here(viewer) == list(queries.children_here(viewer))
        assert queries.at_work(viewer) == list(queries.workers_now(viewer))
        assert [one.pk for one in duties.due_in_brief(viewer)] == [one.pk for one in duties.due(viewer)]


@prepared
def named(names: tuple[str, ...]) -> QuerySet[Child]:
    return Child.objects.filter(name__in=names).order_by("name")


def test_lists_of_any_length_and_none(house: House) -> None:
    assert named(()) == []
    assert named(("Jay",)) == [house.jay]
    assert named(("Kit", "Jay", "Nobody's")) == [house.jay, house.kit]
    assert named(("%", "MARK0000000000000000000000")) == []


@prepared
def holding(part: str) -> QuerySet[Child]:
    return Child.objects.filter(name__contains=part)


def test_a_part_of_a_text(house: House) -> None:
    assert holding("a") == list(Child.objects.filter(name__contains="a"))


def test_a_moment_that_was_reckoned_with_is_refused(house: House) -> None:
    @prepared
    def since(viewer: Viewer) -> QuerySet[Role]:
        return Role.objects.filter(from_at__gt=viewer.now - timedelta(days=365))

    with pytest.raises(ValueError, match="hand it the moment"):
        since(house.viewer(house.dana))


def test_it_is_one_question_each_time(house: House) -> None:
    named(("Jay",))
    with CaptureQueriesContext(connection) as asked:
        named(("Kit",))
    assert len(asked) == 1
    assert "Kit" in asked[0]["sql"]
