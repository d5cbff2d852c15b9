"""The styles of a Word file: fonts, colours and spaces, so that whoever writes on in it changes them in one place."""

from typing import cast

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle

FONT, VOICE_FONT = "Atkinson Hyperlegible Next", "Literata"
INK, SOFT, PLUM, LEAF, AMBER, BRICK = (
    RGBColor.from_string(colour) for colour in ("20252B", "59616B", "6A3A78", "2C6A3F", "8A5300", "A12A2A")
)
OWN_WORDS, NUMBER, QUIET, CHILD_SAYS, CONTENTS, SIGN = (
    "Own words", "Counted", "Quiet", "A child says", "Contents line", "Signature line",
)  # fmt: skip
TAGS = {"good": ("In time", LEAF), "soon": ("Soon", AMBER), "late": ("Late", BRICK), "": ("Rule", SOFT)}
HEADINGS = (("Title", 26), ("Heading 1", 15), ("Heading 2", 12))


def prepare(document: Document) -> None:
    """Gives the document its styles and says that it is in British English."""
    normal = document.styles["Normal"]
    _look(normal, size=10, colour=INK)
    normal.paragraph_format.space_after = Pt(6)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    normal.element.get_or_add_rPr().append(language)
    for name, size in HEADINGS:
        _look(document.styles[name], size=size, colour=INK)
    _paragraphs(document)
    _characters(document)


def _paragraphs(document: Document) -> None:
    for name, size, colour in ((QUIET, 9, SOFT), (CONTENTS, 10, INK)):
        _look(_paragraph(document, name), size=size, colour=colour)
    sign = _paragraph(document, SIGN)
    _look(sign, size=9, colour=SOFT)
    sign.paragraph_format.space_before = Pt(36)
    says = _paragraph(document, CHILD_SAYS)
    _look(says, colour=PLUM, font=VOICE_FONT)
    says.font.italic = True
    says.paragraph_format.left_indent = Pt(12)
    says.paragraph_format.keep_with_next = True


def _characters(document: Document) -> None:
    own = _character(document, OWN_WORDS)
    _look(own, colour=PLUM, font=VOICE_FONT)
    own.font.italic = True
    _character(document, NUMBER).font.bold = True
    for tone, (name, colour) in TAGS.items():
        tag = _character(document, name)
        _look(tag, colour=colour)
        tag.font.bold = tone == "late"


def _paragraph(document: Document, name: str) -> ParagraphStyle:
    style = cast(ParagraphStyle, document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH))
    style.base_style = document.styles["Normal"]
    return style


def _character(document: Document, name: str) -> CharacterStyle:
    return cast(CharacterStyle, document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER))


def _look(style: CharacterStyle, *, size: float = 0, colour: RGBColor | None = None, font: str = FONT) -> None:
    """Sets font, size in points and colour; the theme's own fonts, which headings come with, go."""
    style.font.name = font
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    if size:
        style.font.size = Pt(size)
    if colour is not None:
        style.font.color.rgb = colour
