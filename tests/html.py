"""Whether a page is valid HTML: what the parser of the HTML standard objects to, and ids that lead nowhere."""

from collections import Counter
from typing import Any
from xml.etree.ElementTree import Element

import html5lib

_REFERS = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "aria-errormessage", "list")


def problems(text: str) -> list[str]:
    """What is wrong with a whole page, a sentence each; nothing if it is valid."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    page = parser.parse(text)
    return [*_parsing(parser), *_ids(page), *_bones(page)]


def _parsing(parser: Any) -> list[str]:
    return [f"line {place[0]}: {code} {data or ''}".strip() for place, code, data in parser.errors]


def _ids(page: Element) -> list[str]:
    """Ids must be there once, and be there when something refers to them."""
    found = Counter(element.get("id") for element in page.iter() if element.get("id") is not None)
    twice = [f'the id "{name}" is there {count} times' for name, count in found.items() if count > 1]
    nowhere = [
        f'{attribute}="{name}" leads to nothing'
        for element in page.iter()
        for attribute in _REFERS
        for name in (element.get(attribute) or "").split()
        if name not in found
    ]
    return twice + nowhere


def _bones(page: Element) -> list[str]:
    """A language, a title, one main part, one first heading, and words for every picture."""
    missing = []
    if not page.get("lang"):
        missing.append("the page does not say its language")
    if not (page.findtext("head/title") or "").strip():
        missing.append("the page has no title")
    for name in ("main", "h1"):
        count = sum(1 for _ in page.iter(name))
        if count != 1:
            missing.append(f"there are {count} <{name}> and not one")
    missing += [f"a picture has no words: {e.get('src')}" for e in page.iter("img") if e.get("alt") is None]
    missing += [f"a link leads nowhere: {''.join(e.itertext()).strip()}" for e in page.iter("a") if e.get("href") == ""]
    return missing
