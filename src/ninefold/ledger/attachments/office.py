"""Word and OpenDocument texts: what is in the package is checked and counted; what could act is refused or taken out."""

import io
import re
import zipfile
import zlib
from pathlib import PurePosixPath

from lxml import etree

from ninefold.ledger.attachments.check import DOCX, ODT, Cleaned, RefusedFile

MOST_PARTS = 3000
MOST_UNPACKED = 120 * 1024 * 1024
MOST_PART = 40 * 1024 * 1024
MOST_WORDS = 400_000  # characters that a page shows
PACKED = "This is a packed folder, not a text. Please unpack it and add the files one by one."
MACROS = (
    "This document holds macros or another program's object, which could act by itself. "
    "Please save it without them, or as a PDF, and add that."
)
DAMAGED = "This document is damaged and cannot be opened."
ACTING = re.compile(
    r"vbaproject|vbadata|/activex|oleobject|\.(?:exe|dll|js|vbs|bat|cmd|ps1|hta|scr|lnk|jar|zip)$|/basic/|^basic/|^scripts/"
)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/package/2006/relationships}"
T = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
READ_IN_ORDER = re.compile(r"word/(?:header\d*|document|footnotes|endnotes|comments|footer\d*)\.xml")
ORDER = ("header", "document", "footnotes", "endnotes", "comments", "footer")
TITLES = {"header": "Head of the page", "footnotes": "Footnotes", "endnotes": "Endnotes", "comments": "Comments",
          "footer": "Foot of the page"}  # fmt: skip
FAR = {"attachedTemplate"}  # may be dropped without harm: the text stays the same


def clean(data: bytes, name: str) -> Cleaned:
    """A .docx or .odt. Raises RefusedFile."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            kind = _kind(package)
            _measure(package)
            return _word(package, data) if kind == DOCX else _open_document(package, data)
    except (
        zipfile.BadZipFile,
        zlib.error,
        etree.XMLSyntaxError,
        RuntimeError,
        OSError,
        KeyError,
        ValueError,
        EOFError,
    ) as problem:
        raise RefusedFile(DAMAGED) from problem
    except NotImplementedError as problem:
        raise RefusedFile(DAMAGED) from problem


def _kind(package: zipfile.ZipFile) -> str:
    names = set(package.namelist())
    if "word/document.xml" in names and "[Content_Types].xml" in names:
        return DOCX
    if "mimetype" in names and package.getinfo("mimetype").file_size < 100:
        kind = package.read("mimetype").decode("ascii", "replace").strip()
        if kind == ODT and "content.xml" in names:
            return ODT
    if "xl/workbook.xml" in names or "ppt/presentation.xml" in names:
        raise RefusedFile("Spreadsheets and slides are not taken. Please save it as a PDF and add that.")
    raise RefusedFile(PACKED)


def _measure(package: zipfile.ZipFile) -> None:
    """Refuse by what the package says of itself, before anything is unpacked; reading holds it to its word."""
    parts = package.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise RefusedFile("This document unpacks to far more than it should. Please save it as a PDF and add that.")
    if len({part.filename for part in parts}) != len(parts):
        raise RefusedFile(DAMAGED)
    for part in parts:
        path = PurePosixPath(part.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts:
            raise RefusedFile(DAMAGED)
        if part.flag_bits & 1:
            raise RefusedFile("This document is locked with a password. Please save a copy without one, and add that.")
        if ACTING.search(part.filename.lower()):
            raise RefusedFile(MACROS)


def _read(package: zipfile.ZipFile, name: str) -> bytes:
    """One part, never more of it than the package said."""
    size = package.getinfo(name).file_size
    if size > MOST_PART:
        raise RefusedFile("This document unpacks to far more than it should. Please save it as a PDF and add that.")
    with package.open(name) as part:
        return part.read(size + 1)[:size]


def _tree(data: bytes) -> "etree._Element":
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    tree = etree.fromstring(data, parser)
    if tree.getroottree().docinfo.doctype:
        raise RefusedFile(DAMAGED)  # no office program writes one; it is there to swell or to reach out
    return tree


def _word(package: zipfile.ZipFile, data: bytes) -> Cleaned:
    types = _read(package, "[Content_Types].xml").lower()
    if b"macroenabled" in types or b"vbaproject" in types:
        raise RefusedFile(MACROS)
    changed, far = _without_far_parts(package)
    words = _words(package)
    if not changed:
        return Cleaned(data, DOCX, words=words)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as again:
        for part in package.infolist():
            again.writestr(zipfile.ZipInfo(part.filename), changed.get(part.filename) or _read(package, part.filename))
    return Cleaned(out.getvalue(), DOCX, [f"what it would fetch from elsewhere when opened: {far}"], True, words)


def _without_far_parts(package: zipfile.ZipFile) -> tuple[dict[str, bytes], str]:
    """The parts that have to change so that nothing is fetched when the text is opened. Links to tap on may stay."""
    changed: dict[str, bytes] = {}
    far: list[str] = []
    for name in package.namelist():
        if not name.endswith(".rels"):
            continue
        tree = _tree(_read(package, name))
        gone = []
        for link in list(tree):
            kind = link.get("Type", "").rsplit("/", 1)[-1]
            if link.get("TargetMode") != "External" or kind == "hyperlink":
                continue
            if kind not in FAR | {"image"}:
                raise RefusedFile(MACROS)
            far.append("a template" if kind in FAR else "a picture")
            if kind in FAR:
                gone.append(link.get("Id"))
                tree.remove(link)
            else:
                link.set("Target", "about:blank")
            changed[name] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
        if gone:
            changed["word/settings.xml"] = _without_template(package)
    return changed, ", ".join(sorted(set(far)))


def _without_template(package: zipfile.ZipFile) -> bytes:
    tree = _tree(_read(package, "word/settings.xml"))
    for one in tree.findall(f"{W}attachedTemplate"):
        tree.remove(one)
    return bytes(etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True))


def _words(package: zipfile.ZipFile) -> str:
    names = sorted(
        (name for name in package.namelist() if READ_IN_ORDER.fullmatch(name)),
        key=lambda name: (ORDER.index(_stem(name)), name),
    )
    pieces = []
    for name in names:
        text = "\n".join(_paragraphs(_tree(_read(package, name)))).strip()
        if text:
            title = TITLES.get(_stem(name))
            pieces.append(f"{title}:\n{text}" if title else text)
    return "\n\n".join(pieces)[:MOST_WORDS]


def _stem(name: str) -> str:
    return re.sub(r"\d*\.xml$", "", name.rsplit("/", 1)[-1])


def _paragraphs(tree: "etree._Element") -> list[str]:
    """Each paragraph a line; the cells of a row of a table in one line. Deleted text does not count."""
    lines = []
    for block in tree.iter(f"{W}p", f"{W}tr"):
        row = block.tag == f"{W}tr"
        if not row and next(block.iterancestors(f"{W}tr"), None) is not None:
            continue
        if row:
            cells = [" ".join(_run(p) for p in cell.iter(f"{W}p")).strip() for cell in block.iterchildren(f"{W}tc")]
            lines.append(" | ".join(cells))
        else:
            lines.append(_run(block))
    return lines


def _run(paragraph: "etree._Element") -> str:
    signs = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
    return "".join(
        (node.text or "") if node.tag == f"{W}t" else signs.get(str(node.tag), "") for node in paragraph.iter()
    )


def _open_document(package: zipfile.ZipFile, data: bytes) -> Cleaned:
    content = _read(package, "content.xml")
    if b"script:event-listener" in content or b"<office:script" in content:
        raise RefusedFile(MACROS)
    if b"manifest:encryption-data" in (
        _read(package, "META-INF/manifest.xml") if "META-INF/manifest.xml" in package.namelist() else b""
    ):
        raise RefusedFile("This document is locked with a password. Please save a copy without one, and add that.")
    return Cleaned(data, ODT, words="\n".join(_open_paragraphs(_tree(content)))[:MOST_WORDS])


def _open_paragraphs(tree: "etree._Element") -> list[str]:
    blocks = (f"{T}p", f"{T}h")
    return [_open_run(p) for p in tree.iter(*blocks) if next(p.iterancestors(*blocks), None) is None]


def _open_run(node: "etree._Element") -> str:
    if node.tag == f"{T}s":
        text = " " * min(int(node.get(f"{T}c", "1") or 1), 80)
    else:
        text = {f"{T}tab": "\t", f"{T}line-break": "\n"}.get(str(node.tag), node.text or "")
    return text + "".join(_open_run(child) + (child.tail or "") for child in node)
