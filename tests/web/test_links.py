"""A link made quickly is the link that Django makes."""

from typing import Any

import pytest
from django.urls import NoReverseMatch, reverse

from ninefold.web.links import link
from tests.rooms.test_every_address import PAGES

GIVEN: dict[str, Any] = {
    "urn": "9900001", "month": "2026-10", "number": 7, "key": "wish-answered:x:y/é z%#?&", "ref": "11(2)(a)(iv)",
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(PAGES))
def test_the_same_address(name: str) -> None:
    args = [GIVEN.get(word, "01KE6P4YM0J3PSAE5MW05KM0FT") for word in ("urn", *PAGES[name].pattern.converters)]
    try:
        wanted = reverse(name, args=args)
    except NoReverseMatch:
        with pytest.raises(NoReverseMatch):
            link(name, *args)
        return
    assert link(name, *args) == wanted
    assert link(name, *args) == wanted


@pytest.mark.parametrize(
    ("name", "args"),
    [("shift:nowhere", ["9900001"]), ("nowhere:today", ["1"]), ("shift:today", ["a b"]), ("shift:today", [])],
)
def test_no_such_page_and_wrong_arguments(name: str, args: list[str]) -> None:
    with pytest.raises(NoReverseMatch):
        link(name, *args)
