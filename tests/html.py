"""Pages in tests: whether one is valid HTML (what the standard's parser objects to, ids that lead nowhere), and its text."""

import re
from collections import Counter
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from django.http import HttpResponse

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


_BLOCKS = (
    "html|head|body|title|header|footer|main|nav|section|article|aside|div|p|h[1-6]|ul|ol|li|dl|dt|dd|table|caption|thead|"
    "tbody|tr|th|td|form|fieldset|legend|details|summary|figure|figcaption|blockquote|option|select|br|hr|button"
)
_BESIDE_BLOCK = re.compile(rf"\s*(</?(?:{_BLOCKS})\b[^<>]*>)\s*")
_KEPT = re.compile(r"(<textarea\b.*?</textarea>|<pre\b.*?</pre>)", re.DOTALL)


def page(answer: HttpResponse) -> str:
    """A page with white space only where a browser shows some, however its templates are laid out.

    A test then finds ``<b>law</b>: reg 35`` and ``<li>One</li><li>Two</li>`` though the template has a line for each.
    What is no page (a spreadsheet, a calendar) is left as it is.
    """
    text = answer.content.decode()
    if not answer.headers.get("Content-Type", "").startswith("text/html"):
        return text
    return "".join(part if _KEPT.fullmatch(part) else one_line(part) for part in _KEPT.split(text))


def one_line(text: str) -> str:
    """A piece of a page, with white space only where a browser shows some."""
    text = re.sub(r"<[^<>]+>", lambda tag: re.sub(r"\s*(/?>)$", r"\1", tag.group()), re.sub(r"\s+", " ", text))
    return _BESIDE_BLOCK.sub(r"\1", text)
