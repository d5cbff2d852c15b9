"""The pages that the library names are there."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from ninefold.lawbook import load


def _names(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[str]:
    """The name of every address, with the names of its rooms before it."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _names(pattern.url_patterns, inner)
        elif pattern.name:
            yield f"{space}{pattern.name}"


def test_every_page_of_the_library_has_an_address() -> None:
    known = set(_names(get_resolver().url_patterns))
    assert set(load.load().pages) <= known | {name.rpartition(":")[2] for name in known}


def test_the_names_are_found() -> None:
    assert "desk:today" in set(_names(get_resolver().url_patterns))
