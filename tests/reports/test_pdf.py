"""A report on paper: the page's numbers, people's words as words, accessible and archival."""

import io
import shutil
import subprocess
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from ninefold.reports.blocks import Para, Report, Said, Table
from ninefold.reports.drawings import pdf
from tests.reports.conftest import NASTY
from tests.reports.reading import figures, small

pytestmark = pytest.mark.slow


def words(content: bytes, folder: Path) -> str:
    """What a reader can select in a PDF, spaces made one."""
    if shutil.which("pdftotext") is None:
        pytest.skip("PDF text is not compared, because pdftotext (poppler-utils) is not here")
    (folder / "pack.pdf").write_bytes(content)
    command = ["pdftotext", "-layout", str(folder / "pack.pdf"), "-"]
    return " ".join(subprocess.run(command, capture_output=True, check=True).stdout.decode().split())


def test_paper_carries_the_numbers_of_the_page(pack: Report, tmp_path: Path) -> None:
    text = words(pdf.draw(pack), tmp_path)
    assert "9, of them 3 with a child's own words" in text.replace("’", "'")
    for table in (b for b in pack.blocks if isinstance(b, Table) and b.caption == "Records by kind"):
        for row in table.rows:
            numbers = [str(figure.number) for figure in figures(row)]
            assert " ".join([row[0][0], row[1][0], *numbers]) in text  # type: ignore[list-item]


def test_paper_names_the_ledgers_head_on_every_page(pack: Report, tmp_path: Path) -> None:
    content = pdf.draw(pack)
    with pikepdf.open(io.BytesIO(content)) as opened:
        pages = len(opened.pages)
    assert words(content, tmp_path).count(f"Ledger entry {pack.seq}, {pack.hash}") == pages + 1  # and on the cover


def test_words_stay_words_whatever_they_look_like(tmp_path: Path) -> None:
    report = small(Para((NASTY,)), Said(NASTY, (NASTY,)), Table(NASTY, (NASTY,), (((NASTY,),),)))
    text = words(pdf.draw(report), tmp_path)
    assert text.count("#emph[go] $x$ `r` *b* <b>bold</b>") == 5
    assert text.count("{{ y }} {% z %}") == 5


def test_words_that_no_font_can_show_are_spelled_out_or_dropped(tmp_path: Path) -> None:
    text = words(pdf.draw(small(Said("中 Żółw 🦕 \x01\ufeff\u202eok", ()))), tmp_path)
    assert "[cjk unified ideograph-4e2d] Żółw" in text
    assert "ok" in text


def test_the_file_says_its_title_its_language_and_what_it_conforms_to() -> None:
    with pikepdf.open(io.BytesIO(pdf.draw(small(Para(("One.",)))))) as opened:
        assert str(opened.Root.Lang) == "en-GB"
        assert opened.Root.MarkInfo.Marked
        with opened.open_metadata() as about:
            assert about["dc:title"] == "Evidence pack, Larch House, October 2026"
            assert (about["pdfuaid:part"], about["pdfaid:part"], about["pdfaid:conformance"]) == ("1", "2", "A")


def test_the_same_report_is_the_same_file() -> None:
    report = small(Para(("One.",)))
    assert pdf.draw(report) == pdf.draw(report)


def test_what_cannot_be_set_is_said_and_not_half_done() -> None:
    with pytest.raises(pdf.NotTypeset):
        pdf.draw(replace(small(), made_at="never"))


def test_headings_tables_and_drawings_are_tagged_for_those_who_listen(pack: Report) -> None:
    with pikepdf.open(io.BytesIO(pdf.draw(pack))) as opened:
        kinds = Counter(
            str(one.S) for one in opened.objects if isinstance(one, pikepdf.Dictionary) and "/S" in one and "/P" in one
        )
        drawings = [one for one in opened.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"]
    tables = [b for b in pack.blocks if isinstance(b, Table)]
    assert kinds["/Table"] >= len(tables)
    assert kinds["/TH"] >= sum(len(b.columns) for b in tables)
    assert kinds["/H1"] and kinds["/H2"]
    assert drawings and all(str(one.get("/Alt", "")) for one in drawings)
