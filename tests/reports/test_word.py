"""A report as a Word file: opened by a reader of Word files, with real headings, tables, pictures and texts for them."""

import io
import re
import zipfile

import pytest
from docx import Document
from docx.document import Document as WordFile
from docx.oxml.ns import qn

from ninefold.reports.blocks import (
    Cell,
    Chart,
    Heading,
    KeyValues,
    PageBreak,
    Para,
    Report,
    Said,
    SignOff,
    Square,
    Squares,
    Table,
    Tag,
    Words,
)
from ninefold.reports.drawings import FILES, word
from tests.reports.conftest import NASTY
from tests.reports.reading import chosen, figures, plain, small


def opened(report: Report) -> WordFile:
    return Document(io.BytesIO(word.draw(report)))


def headings(file: WordFile, level: int) -> list[str]:
    return [p.text for p in file.paragraphs if p.style is not None and p.style.name == f"Heading {level}"]


@pytest.fixture
def file(pack: Report) -> WordFile:
    return opened(pack)


def test_headings_are_headings_and_stand_in_the_contents(file: WordFile, pack: Report) -> None:
    titles = [b.text for b in pack.blocks if isinstance(b, Heading) and b.level == 2]
    assert headings(file, 1) == titles
    contents = [p.text for p in file.paragraphs if p.style is not None and p.style.name == "Contents line"]
    assert contents == titles
    assert [p.text for p in file.paragraphs if p.style is not None and p.style.name == "Title"] == ["Evidence pack"]


def test_the_contents_are_a_field_that_begins_and_ends(file: WordFile) -> None:
    body = file.element.body
    kinds = [mark.get(qn("w:fldCharType")) for mark in body.iter(qn("w:fldChar"))]
    assert kinds == ["begin", "separate", "end"]
    assert [text.text for text in body.iter(qn("w:instrText"))] == ['TOC \\o "1-1" \\h \\z \\u']


def test_every_table_has_the_numbers_of_the_page(file: WordFile, pack: Report) -> None:
    tables = {t._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")): t for t in file.tables}
    for block in (b for b in pack.blocks if isinstance(b, Table)):
        rows = [[cell.text for cell in row.cells] for row in tables[block.caption].rows]
        assert rows[0] == list(block.columns)
        if block.caption != "Duties late, overdue or never done":  # where a child's own words stand in quotes
            assert rows[1:] == [[plain(cell) for cell in row] for row in block.rows]


def test_a_tables_head_stands_again_on_each_page_and_no_row_is_torn(file: WordFile) -> None:
    for table in file.tables:
        heads = [row for row in table.rows if row._tr.trPr.find(qn("w:tblHeader")) is not None]
        first = table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
        assert len(heads) == (0 if first == "Particulars" else 1)
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_every_picture_says_what_it_shows(file: WordFile, pack: Report) -> None:
    alts = [one.get("descr") for one in file.element.body.iter(qn("wp:docPr"))]
    assert alts == [b.alt for b in pack.blocks if isinstance(b, Chart)]


def test_the_file_says_its_title_language_and_ledger_entry(file: WordFile, pack: Report) -> None:
    about = file.core_properties
    assert (about.title, about.language) == ("Larch House, Evidence pack, October 2026", "en-GB")
    assert pack.hash in about.comments
    assert "Larch House, Evidence pack, October 2026" in file.sections[0].header.paragraphs[0].text
    assert pack.hash[:16] in file.sections[0].footer.paragraphs[0].text


def test_a_number_is_counted_and_own_words_are_set_apart() -> None:
    file = opened(small(Para(("We ", chosen(4), " ", Words("Let go"), " ", Tag("late", "late", "k"), Tag("x", "law")))))
    runs = {run.text: run.style.name for run in file.paragraphs[-1].runs}
    assert (runs["4"], runs["“Let go”"], runs["late"], runs["x"]) == ("Counted", "Own words", "Late", "Rule")


def test_words_stay_words_and_what_no_file_may_hold_is_dropped() -> None:
    bad = NASTY + " { TOC } <w:p/> \x01\ufeff\u202e end"
    file = opened(small(Para((bad,)), Said(bad, (bad,)), Table(bad, (bad,), (((bad,),),)), Heading(bad)))
    kept = NASTY + " { TOC } <w:p/>  end"
    assert file.paragraphs[3].text == kept or kept in [p.text for p in file.paragraphs]
    assert file.tables[0].cell(1, 0).text == kept
    assert f"“{kept}”" in [p.text for p in file.paragraphs]


def test_no_link_leads_out_of_the_file(pack: Report) -> None:
    with zipfile.ZipFile(io.BytesIO(word.draw(pack))) as parts:
        relations = "".join(parts.read(name).decode() for name in parts.namelist() if name.endswith(".rels"))
        everything = parts.read("word/document.xml").decode()
    assert 'TargetMode="External"' not in relations
    assert "INCLUDE" not in everything and not re.search(r"<w:hyperlink", everything)


def test_the_map_of_the_standards_is_a_table_of_how_many() -> None:
    cells = tuple(Cell("6(2)(a)", "x", state, chosen(1), "n") for state in ("voiced", "shown", "shown", "empty"))  # type: ignore[arg-type]
    (table,) = opened(small(Squares((Square("Quality", "6", cells),)))).tables
    assert [cell.text for cell in table.rows[1].cells] == ["Quality (6)", "1", "2", "0", "0", "0", "1"]


def test_every_kind_of_block_can_be_drawn() -> None:
    blocks = [
        SignOff(("Manager",)),
        PageBreak(),
        KeyValues((("Home", ("Larch",)),)),
        KeyValues(()),
        Table("t", ("a",), ()),
    ]
    file = opened(small(*blocks))
    assert any("Manager" in p.text for p in file.paragraphs)
    with pytest.raises(TypeError, match="no way to draw str"):
        word.draw(small("no block"))


def test_an_empty_month_and_very_long_names_fit(helen: object) -> None:
    long = "Montmorency " * 300
    file = opened(small(Heading("H"), Table(long, (long, "b"), (((long,), (chosen(1),)),), (1, 9))))
    assert file.tables[0].cell(1, 0).text == long
    assert len(list(figures(chosen(1)))) == 1
    assert FILES["docx"].media_type.endswith("wordprocessingml.document")
