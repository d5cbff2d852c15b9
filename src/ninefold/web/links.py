"""Where a page lies, worked out quickly: a page has hundreds of links, and Django's ``reverse`` tries patterns for each.

The one pattern that a page's name and number of arguments lead to is looked up once; after that a link is its text with
the arguments put in, each checked by its own converter. Whatever is not that plain is left to ``reverse``.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from django.urls import URLResolver, get_resolver, get_script_prefix, get_urlconf, reverse
from django.urls.resolvers import get_ns_resolver

SAFE = "!$&'()*+,;=/~:@"  # what Django leaves unquoted in an address


@dataclass(frozen=True, slots=True)
class Pattern:
    """A page's address with places for its arguments, each with its converter."""

    text: str
    places: tuple[tuple[str, Any, re.Pattern[str]], ...]


def link(name: str, *args: Any) -> str:
    """The address of the page ``name``, with its room before it, as ``django.urls.reverse`` gives it. Raises NoReverseMatch."""
    if not all(isinstance(one, str | int) for one in args):
        return reverse(name, args=args)
    return _link(get_resolver(get_urlconf()), get_script_prefix(), name, args)


@lru_cache(maxsize=16384)
def _link(addresses: URLResolver, prefix: str, name: str, args: tuple[Any, ...]) -> str:
    pattern = _pattern(addresses, name, len(args))
    if pattern is None:
        return reverse(name, args=args)
    values = {}
    for given, (place, converter, allowed) in zip(args, pattern.places, strict=True):
        value = converter.to_url(given)
        if not allowed.fullmatch(value):
            return reverse(name, args=args)
        values[place] = quote(value, safe=SAFE)
    return prefix + pattern.text % values


@lru_cache(maxsize=2048)
def _pattern(addresses: URLResolver, name: str, number: int) -> Pattern | None:
    """The only pattern of this name with so many arguments; nothing where there are none or several."""
    *spaces, view = name.split(":")
    resolver, before, converters = addresses, "", {}
    for space in spaces:
        if space not in resolver.namespace_dict:
            return None
        extra, resolver = resolver.namespace_dict[space]
        before += extra
        converters.update(resolver.pattern.converters)
    if before:
        resolver = get_ns_resolver(before, resolver, tuple(converters.items()))
    ways = [
        (text, places, defaults, known)
        for possible, _, defaults, known in resolver.reverse_dict.getlist(view)
        for text, places in possible
        if len(places) == number
    ]
    if len(ways) != 1 or ways[0][2]:
        return None
    text, places, _, known = ways[0]
    if any(place not in known for place in places) or text.startswith("/"):
        return None
    return Pattern(text, tuple((place, known[place], re.compile(known[place].regex)) for place in places))
