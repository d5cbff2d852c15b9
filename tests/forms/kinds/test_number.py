"""A number as people write it: never another one than they meant."""

import pytest

from ninefold.forms.kinds.number import figures
from ninefold.forms.typed import Unclear


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("12", "12"),
        ("2.50", "2.50"),
        ("-3", "-3"),
        ("1,250", "1250"),
        ("12,345,678", "12345678"),
        ("1,250.5", "1250.5"),
        (".5", "0.5"),
        ("½", "0.5"),
        ("7½", "7.5"),
        ("2¼", "2.25"),
        ("¾", "0.75"),
        ("-.5", "-0.5"),
    ],
)
def test_what_is_meant(written: str, meant: str) -> None:
    assert figures(written) == meant


@pytest.mark.parametrize("written", ["1,25", "1,2", "12,34", "1,2500", "0,5"])
def test_a_comma_elsewhere_is_asked_about(written: str) -> None:
    with pytest.raises(Unclear, match="could be"):
        figures(written)


@pytest.mark.parametrize("written", ["", "-", ".", "two", "1..2", "1,25,0", "½7", "1e3", "1 2x"])
def test_what_is_no_number(written: str) -> None:
    with pytest.raises(Unclear):
        figures(written)
