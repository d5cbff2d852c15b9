"""What must never stand in words that people read: Python's words, ids, names of the library, slips of number and stops."""

import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser

from ninefold import lawbook
from ninefold.lawbook.statements import statements

THINGS = (
    "record|thing|child|day|hour|minute|paragraph|month|week|year|time|adult|home|line|person|answer|wish|action|form"
)
# Ids that are English words as well.
ENGLISH = frozenset(
    {"one-to-one", "key-work", "key-worker", "self-harm", "return-to-work", "on-call", "night-check", "care-plan"}
)
SLIPS = {
    "a word of Python's": r"(?<![\w'’])(?:True|False|NoneType)(?!\w)|^None$|: None\b|\b(?:nan|undefined)\b",
    "how Python writes things": r"[\[{(]'\w|'[\]})](?!\w)|<\w+[.\w]* object|Decimal\(|datetime\.|&lt;\w+&gt;",
    "an id": r"\b01[0-9A-HJKMNP-TV-Z]{24}\b",
    "a name with_underscores": r"(?<![\w/.])[a-z]+(?:_[a-z]+)+(?!\w)",
    "a template's mark": r"\{\{|\{%|%\}",
    "a practice point's id": r"\bpractice [a-z]+(?:-[a-z]+)+",
    "a schedule behind its regulation": r"\b\d+ Sch \d",
    "stops that do not go together": r"\?[:.](?!\w)|(?<!\.)\.\.(?!\.)|,,|:\.|\( ?\)|;\.",
    "an engineer's word": r"elapsed time|\bnull\b|\bboolean\b|\bstring\b",
    "one of a thing for many": rf"\b(?:[2-9]|\d\d+) (?:{THINGS})\b(?![-'’]| (?:name|note|page|at|of))",
    "many of a thing for one": r"(?<![\d.,:/])\b1 (?:records|things|children|days|hours|minutes|paragraphs|months|weeks|years|times)\b",
    "are said with is": r"\b(?:[2-9]|\d\d+) (?:things|records|children|actions|wishes) is\b",
}
_FOUND = {name: re.compile(pattern) for name, pattern in SLIPS.items()}
_TOKEN = re.compile(r"[a-z]+(?:-[a-z]+)*(?:\.[a-z]+(?:-[a-z]+)*)?")


@cache
def _names() -> frozenset[str]:
    """Names of the library that nobody but the library may say: facts, and ids that are no English words."""
    library = lawbook.current()
    ids = {*library.duties, *library.records, *library.words.practice, *library.sources, *library.statuses}
    facts = {name for name in statements(library) if "." in name}
    return frozenset(facts | {one for one in ids if one.count("-") > 1}) - ENGLISH


class _Texts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Words in a script are nobody's to read; labels, titles and hints are."""
        self.silent += tag in ("script", "style")
        shown = ("title", "aria-label", "placeholder", "alt", "data-label")
        self.texts += [value for name, value in attrs if name in shown and value]

    def handle_endtag(self, tag: str) -> None:
        """A script ends."""
        self.silent -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        """A text between two marks."""
        if not self.silent and data.strip():
            self.texts.append(" ".join(data.split()))


def texts(page: str) -> list[str]:
    """Every text of a page that somebody can read, by itself."""
    parser = _Texts()
    parser.feed(page)
    return parser.texts


def leftovers(text: str) -> Iterator[str]:
    """What stands in ``text`` and must not, each with what it is."""
    if "://" in text:
        return
    for name, pattern in _FOUND.items():
        if match := pattern.search(text):
            yield f"{name}, {match[0]!r} in: {text[max(0, match.start() - 60) : match.end() + 40]}"
    for token in _TOKEN.findall(text):
        if token in _names():
            yield f"a name of the library, {token!r} in: {text[:120]}"


def on_page(page: str) -> list[str]:
    """Everything of it on a page."""
    return [one for text in texts(page) for one in leftovers(text)]
