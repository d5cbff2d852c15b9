"""Pages that we add to a PDF, so that nothing is lost with what is taken out of it."""

import json
import unicodedata
from pathlib import Path
from typing import Any

TEMPLATE = Path(__file__).with_name("notes.typ")
TITLE = "What stood beside the pages"
WHY = "Ninefold added this page. It repeats what a reader showed beside the pages of the paper as it was sent."


def pages(parts: list[dict[str, Any]]) -> bytes:
    """A PDF of ``parts``: each a title with lines of (who or what, words). Words go in as data, never as markup."""
    import typst

    told = {"title": TITLE, "why": WHY, "parts": parts}
    text = "".join(
        c for c in json.dumps(told, ensure_ascii=False) if c == "\n" or unicodedata.category(c) not in "CcCsCo"
    )
    return bytes(typst.compile(str(TEMPLATE), root=str(TEMPLATE.parent), sys_inputs={"told": text}))
