"""A report as a Word file, to be written on in: real headings, tables whose heads repeat, pictures with alt texts.

People's words go in as runs of text and are never read as fields or markup. The list of contents is a field: it holds the
headings already, and Word adds the page numbers when somebody updates it.
"""

import io
from collections.abc import Sequence
from functools import singledispatch

from docx import Document
from docx.document import Document as WordFile
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from ninefold.base import clock
from ninefold.reports import charts
from ninefold.reports.blocks import (
    Block,
    Chart,
    Figure,
    Heading,
    Inline,
    KeyValues,
    PageBreak,
    Para,
    Report,
    Said,
    SignOff,
    Squares,
    Table,
    Tag,
    Text,
    Words,
    line,
)
from ninefold.reports.drawings import flat
from ninefold.reports.drawings import word_styles as styles
from ninefold.reports.drawings.letters import shown

WIDTH, MARGIN = 17.0, 2.0  # centimetres: the text of an A4 page, and what stands free around it
FIELD = 'TOC \\o "1-1" \\h \\z \\u'


def draw(report: Report) -> bytes:
    """The report as the bytes of a .docx file."""
    document = Document()
    styles.prepare(document)
    _page(document, report)
    _front(document, report)
    opening = next((i for i, block in enumerate(report.blocks) if isinstance(block, Heading)), len(report.blocks))
    for block in report.blocks[:opening]:
        put(block, document, report)
    _contents(document, [b.text for b in report.blocks if isinstance(b, Heading) and b.level == 2])
    for block in report.blocks[opening:]:
        put(block, document, report)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def _page(document: WordFile, report: Report) -> None:
    """Paper, margins, what stands on every page, and what the file says of itself."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(MARGIN)
    section.top_margin = section.bottom_margin = Cm(MARGIN)
    heading = f"{report.home}, {report.title}, {report.period}"
    section.header.paragraphs[0].text = shown(heading)
    foot = section.footer.paragraphs[0]
    foot.add_run(f"Ledger entry {report.seq}, {report.hash[:16]}. Page ")
    _field(foot, "PAGE", "1")
    for paragraph in (section.header.paragraphs[0], foot):
        paragraph.style = document.styles[styles.QUIET]
    about = document.core_properties
    about.title, about.author, about.language = shown(heading)[:255], shown(report.home)[:255], "en-GB"
    about.created = about.modified = clock.parse(report.made_at).replace(tzinfo=None)
    about.comments = f"Ledger entry {report.seq}, {report.hash}"


def _front(document: WordFile, report: Report) -> None:
    document.add_paragraph(shown(f"{report.home}, URN {report.urn}"), style=styles.QUIET)
    document.add_paragraph(shown(report.title), style="Title")
    document.add_paragraph(report.period)


def _contents(document: WordFile, titles: Sequence[str]) -> None:
    """The field of the list of contents, with the headings in it already."""
    if not titles:
        return
    lines = [document.add_paragraph(style=styles.CONTENTS) for _ in titles]
    _mark(lines[0].add_run(), "begin")
    _instruction(lines[0].add_run(), FIELD)
    _mark(lines[0].add_run(), "separate")
    for paragraph, title in zip(lines, titles, strict=True):
        paragraph.add_run(shown(title))
    _mark(lines[-1].add_run(), "end")


def _field(paragraph: Paragraph, instruction: str, now: str) -> None:
    """A field that Word keeps up to date; ``now`` stands in it until then."""
    _mark(paragraph.add_run(), "begin")
    _instruction(paragraph.add_run(), instruction)
    _mark(paragraph.add_run(), "separate")
    paragraph.add_run(now)
    _mark(paragraph.add_run(), "end")


def _mark(run: Run, kind: str) -> None:
    run._r.append(_element("w:fldChar", fldCharType=kind))


def _instruction(run: Run, text: str) -> None:
    instruction = OxmlElement("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = text
    run._r.append(instruction)


def _element(name: str, **values: str) -> BaseOxmlElement:
    element: BaseOxmlElement = OxmlElement(name)
    for key, value in values.items():
        element.set(qn(f"w:{key}"), value)
    return element


@singledispatch
def put(block: Block, document: WordFile, report: Report) -> None:
    """Writes one block at the document's end."""
    raise TypeError(f"Word has no way to draw {type(block).__name__}.")


@put.register
def _heading(block: Heading, document: WordFile, report: Report) -> None:
    document.add_heading(shown(block.text), level=block.level - 1)


@put.register
def _para(block: Para, document: WordFile, report: Report) -> None:
    _flow(document.add_paragraph(style=styles.QUIET if block.quiet else "Normal"), block.text)


@put.register
def _said(block: Said, document: WordFile, report: Report) -> None:
    document.add_paragraph(f"“{shown(block.words)}”", style=styles.CHILD_SAYS)
    if block.by:
        _flow(document.add_paragraph(style=styles.QUIET), block.by)


@put.register
def _keyvalues(block: KeyValues, document: WordFile, report: Report) -> None:
    rows = tuple((line(name), text) for name, text in block.rows)
    _rows(document, "Particulars", None, rows, (3, 9))


@put.register
def _table(block: Table, document: WordFile, report: Report) -> None:
    widths = block.widths or (1,) * len(block.columns)
    _rows(document, block.caption, tuple(line(name) for name in block.columns), block.rows, widths)


@put.register
def _squares(block: Squares, document: WordFile, report: Report) -> None:
    put(flat.by_standard(block, report.noun), document, report)


@put.register
def _chart(block: Chart, document: WordFile, report: Report) -> None:
    document.add_paragraph(shown(block.title), style="Heading 2")
    picture = document.add_picture(io.BytesIO(charts.png(block)), width=Cm(WIDTH))
    picture._inline.docPr.set("descr", shown(block.alt))
    picture._inline.docPr.set("title", shown(block.title))


@put.register
def _sign_off(block: SignOff, document: WordFile, report: Report) -> None:
    for who in block.lines:
        document.add_paragraph(f"{'_' * 40}\n{shown(who)}", style=styles.SIGN)


@put.register
def _page_break(block: PageBreak, document: WordFile, report: Report) -> None:
    document.add_page_break()


def _rows(
    document: WordFile,
    caption: str,
    head: tuple[Text, ...] | None,
    rows: Sequence[tuple[Text, ...]],
    widths: Sequence[int],
) -> None:
    """A table with its caption for those who listen; its head, if it has one, stands again on every page."""
    every = [*([head] if head else []), *rows]
    if not every:
        return
    table = document.add_table(rows=len(every), cols=len(widths))
    table.style, table.autofit = document.styles["Table Grid"], False
    table._tbl.tblPr.append(_element("w:tblCaption", val=shown(caption)))
    share = WIDTH / sum(widths)
    cells = table._cells  # asked for once: python-docx makes this list anew each time
    for place, cell in enumerate(cells):
        row, column = divmod(place, len(widths))
        cell.width = Cm(share * widths[column])
        _flow(cell.paragraphs[0], every[row][column], bold=bool(head) and not row)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(_element("w:cantSplit"))
    if head:
        table.rows[0]._tr.get_or_add_trPr().append(_element("w:tblHeader"))
    document.add_paragraph()


def _flow(paragraph: Paragraph, text: Text, *, bold: bool = False) -> None:
    """Writes text as runs; the parts that are set apart have character styles."""
    for part in text:
        run = paragraph.add_run(_written(part), style=_style(part))
        if bold:
            run.bold = True


def _written(part: Inline) -> str:
    return f"“{flat.word(part)}”" if isinstance(part, Words) else flat.word(part)


def _style(part: Inline) -> str | None:
    if isinstance(part, Figure):
        return styles.NUMBER
    if isinstance(part, Words):
        return styles.OWN_WORDS
    if isinstance(part, Tag):
        return styles.TAGS.get(part.tone, styles.TAGS[""])[0]
    return None
