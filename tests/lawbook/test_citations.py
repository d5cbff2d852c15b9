"""Citations read as people write them, and lead to the text."""

import pytest

from ninefold.lawbook import citations
from tests.lawbook.conftest import Shelf


@pytest.mark.parametrize(
    ("source", "cite", "said", "address"),
    [
        ("regs", "35(3)(a)", "reg 35(3)(a)", "https://law.example/regulation/35"),
        ("regs", "32A(1)", "reg 32A(1)", "https://law.example/regulation/32A"),
        ("regs", "Sch 3 para 12", "Sch 3 para 12", "https://law.example"),
        ("house", "4", "Rule 4", "https://house.example/rules"),
        ("house", "", "Rule", "https://house.example/rules"),
    ],
)
def test_a_citation_has_words_and_an_address(shelf: Shelf, source: str, cite: str, said: str, address: str) -> None:
    library = shelf.load()
    assert citations.said(library, source, cite) == said
    assert citations.address(library, source, cite) == address
