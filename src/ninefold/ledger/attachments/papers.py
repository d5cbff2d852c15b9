"""PDF: what acts by itself goes; what carries meaning outside the page (answers, comments, signatures) is drawn into it."""

import io
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from ninefold.ledger.attachments import notes
from ninefold.ledger.attachments.check import Cleaned, RefusedFile

MOST_PAGES = 2000
MOST_DEEP = 60
# What the root of a document may still say: its pages, its order, its language. All else acts, hides or tells on.
ROOT = {
    "/Type", "/Pages", "/Outlines", "/Names", "/Dests", "/PageLabels", "/StructTreeRoot", "/MarkInfo", "/Lang",
    "/OCProperties", "/PageMode", "/PageLayout", "/Version",
}  # fmt: skip
GONE = (
    "/AA", "/OpenAction", "/JS", "/JavaScript", "/AF", "/EF", "/EmbeddedFiles", "/Metadata", "/PieceInfo", "/XFA",
    "/Renditions", "/RichMediaContent", "/SpiderInfo", "/PresSteps", "/Perms", "/DSS", "/Collection", "/URLS", "/IDS",
    "/AlternatePresentations",
)  # fmt: skip
HARMLESS = ("/URI", "/GoTo")
ACTIONS = {
    "/JavaScript", "/Launch", "/SubmitForm", "/ResetForm", "/ImportData", "/GoToR", "/GoToE", "/Rendition", "/Movie",
    "/Sound", "/Hide", "/Named", "/SetOCGState", "/Thread", "/RichMediaExecute", "/GoTo3DView", "/Trans",
}  # fmt: skip
COMMENTS = {
    "/Text", "/FreeText", "/Highlight", "/Underline", "/Squiggly", "/StrikeOut", "/Stamp", "/Caret", "/Ink", "/Line",
    "/Square", "/Circle", "/Polygon", "/PolyLine", "/FileAttachment", "/Redact",
}  # fmt: skip
SAFE_LINK = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
LOCKED = "This PDF is locked with a password. Please open it, print or save it as a PDF without one, and add that."


def clean(data: bytes, name: str) -> Cleaned:
    """A PDF written anew. Raises RefusedFile."""
    start = data.find(b"%PDF-", 0, 1024)
    try:
        with pikepdf.open(io.BytesIO(data[max(start, 0) :])) as pdf:
            return _cleaned(pdf)
    except pikepdf.PasswordError as problem:
        raise RefusedFile(LOCKED) from problem
    except (pikepdf.PdfError, ValueError, KeyError, TypeError, AttributeError, RuntimeError) as problem:
        raise RefusedFile("This PDF is damaged and cannot be opened.") from problem


def _cleaned(pdf: Pdf) -> Cleaned:
    if not len(pdf.pages):
        raise RefusedFile("This PDF has no page in it.")
    if len(pdf.pages) > MOST_PAGES:
        raise RefusedFile(f"This PDF has more than {MOST_PAGES:,} pages. Please send it in parts.")
    form = pdf.Root.get("/AcroForm")
    answers, signatures = _answers(pdf)
    _refuse_empty_shell(pdf, form, answers)
    comments, inside = _comments(pdf), _files_inside(pdf)
    scripts = _has_scripts(pdf)
    flat = form is not None or any("/Annots" in page.obj for page in pdf.pages)
    if flat:
        _draw_in(pdf)
    read = _text_of(pdf) if answers else ""
    unseen = [pair for pair in answers if not _is_on_a_page(pair[1], read)]
    _strip(pdf)
    parts = _parts(unseen, comments, signatures)
    if parts:
        _add_pages(pdf, parts)
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    with pikepdf.open(io.BytesIO(out.getvalue())) as again:  # what is kept can be opened, whatever came
        if not len(again.pages):
            raise RefusedFile("This PDF is damaged and cannot be opened.")
    taken_out = _told(answers, comments, signatures, inside, scripts)
    return Cleaned(out.getvalue(), "application/pdf", taken_out, lossy=bool(taken_out))


def _told(answers: Any, comments: Any, signatures: Any, inside: list[str], scripts: bool) -> list[str]:
    told = []
    if inside:
        names = ", ".join(inside[:5]) + (" and others" if len(inside) > 5 else "")
        told.append(f"{len(inside)} file{'s' if len(inside) > 1 else ''} inside it ({names})")
    if scripts:
        told.append("scripts and actions that run by themselves")
    if answers:
        told.append("its form (what was filled in stands in the page)")
    if comments:
        told.append("its comments (they stand on a page at the end)")
    if signatures:
        told.append("the proof of its digital signature (who signed stands on a page at the end)")
    return told


def _refuse_empty_shell(pdf: Pdf, form: Object | None, answers: list[tuple[str, str]]) -> None:
    """A form that only one program can draw has no pages of its own, only a request to wait."""
    if form is None or "/XFA" not in form:
        return
    if pdf.Root.get("/NeedsRendering") or not len(form.get("/Fields", Array())):
        raise RefusedFile(
            "This PDF is a form that only Adobe Reader can show. Please open it there, print it to a PDF, and add that."
        )


# What stands in it.


def _answers(pdf: Pdf) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """What was filled into the form, by the name of each field; and who signed it digitally, when."""
    answers: dict[tuple[str, str], None] = {}
    signatures: dict[tuple[str, str], None] = {}
    form = pdf.Root.get("/AcroForm")
    roots = [(field, "", None) for field in (form.get("/Fields", Array()) if form is not None else ())]
    roots += [(one, "", None) for page in pdf.pages for one in _annotations(page) if _is(one, "/Widget")]
    for field, name, kind, value in _fields(roots):
        if kind == "/Sig":
            if isinstance(value, Dictionary):
                signatures[(_text(value.get("/Name")) or "Name not stated", _signed(value))] = None
        elif kind in ("/Tx", "/Ch") and (words := _value(value)):
            answers[(_text(field.get("/TU")) or name or "Answer", words)] = None
        elif kind == "/Btn" and isinstance(value, Name) and str(value) != "/Off" and "/AP" not in field:
            answers[(name or "Tick", f"ticked ({str(value)[1:]})")] = None
    return list(answers), list(signatures)


def _fields(roots: list[tuple[Any, str, Any]]) -> Iterator[tuple[Object, str, str, Any]]:
    """Every field, with its full name, kind and value, which it may have from the one above it."""
    seen: set[tuple[int, int]] = set()
    stack: list[tuple[Any, str, Any, Any]] = [(field, name, None, value) for field, name, value in reversed(roots)]
    while stack:
        field, above, kind, value = stack.pop()
        if not isinstance(field, Dictionary) or field.objgen in seen:
            continue
        if field.is_indirect:
            seen.add(field.objgen)
        own = _text(field.get("/T"))
        name = ".".join(part for part in (above, own) if part)
        kind, value = field.get("/FT", kind), field.get("/V", value)
        kids = field.get("/Kids", Array())
        if not len(kids):
            yield field, name, str(kind), value
        stack += [(kid, name, kind, value) for kid in reversed(list(kids))]


def _comments(pdf: Pdf) -> list[tuple[str, str]]:
    """What people wrote beside the page: (page and writer, words)."""
    told = []
    for number, page in enumerate(pdf.pages, 1):
        for note in _annotations(page):
            words = _text(note.get("/Contents")) if str(note.get("/Subtype")) in COMMENTS else ""
            if words and not (_is(note, "/FreeText") and "/AP" in note):
                who = _text(note.get("/T"))
                told.append((f"Page {number}{', ' + who if who else ''}", words))
    return told


def _files_inside(pdf: Pdf) -> list[str]:
    """The names of the files that a PDF carries in it, wherever they hang."""
    names: dict[tuple[int, int] | str, str] = {}
    for thing in pdf.objects:
        for holder in _dictionaries(thing):
            if "/EF" in holder:
                name = _text(holder.get("/UF")) or _text(holder.get("/F")) or "without a name"
                names[holder.objgen if holder.is_indirect else name] = name
    return sorted(names.values())


def _has_scripts(pdf: Pdf) -> bool:
    for thing in pdf.objects:
        for holder in _dictionaries(thing):
            if "/JS" in holder or "/AA" in holder or "/OpenAction" in holder:
                return not _only_opens(holder)
            if isinstance(holder.get("/S"), Name) and str(holder.S) in ACTIONS - {"/Named", "/Trans", "/GoToR"}:
                return True
    return False


def _only_opens(holder: Object) -> bool:
    """Whether all that a document does by itself is to open at a page."""
    opens = holder.get("/OpenAction")
    plain = isinstance(opens, Array) or (isinstance(opens, Dictionary) and str(opens.get("/S")) == "/GoTo")
    return plain and "/JS" not in holder and "/AA" not in holder


# What is drawn, and what goes.


def _draw_in(pdf: Pdf) -> None:
    """Draw fields and comments into their pages; a page whose notes cannot be drawn keeps its own drawing."""
    if "/AcroForm" in pdf.Root:
        pdf.generate_appearance_streams()
    pdf.flatten_annotations("all")


def _strip(pdf: Pdf) -> None:
    for key in list(pdf.Root.keys()):
        if key not in ROOT:
            del pdf.Root[key]
    if "/Names" in pdf.Root:
        destinations = pdf.Root.Names.get("/Dests")
        pdf.Root.Names = Dictionary() if destinations is None else Dictionary(Dests=destinations)
    for key in ("/Info", "/AF"):
        if key in pdf.trailer:
            del pdf.trailer[key]
    for page in pdf.pages:
        _keep_links(page)
    for thing in pdf.objects:
        for holder in _dictionaries(thing):
            _tame(holder)
        if isinstance(thing, Stream):
            _unplace(thing)


def _keep_links(page: pikepdf.Page) -> None:
    """Leave a page only those notes that lead somewhere in the document or to an address of the web."""
    kept = [Dictionary(note) for note in _annotations(page) if _is(note, "/Link") and _is_harmless(note)]
    if "/Annots" in page.obj:
        del page.obj["/Annots"]
    if kept:
        page.obj.Annots = Array(kept)


def _is_harmless(link: Object) -> bool:
    action = link.get("/A")
    if not isinstance(action, Dictionary):
        return "/Dest" in link
    if str(action.get("/S")) == "/URI":
        return bool(SAFE_LINK.match(_text(action.get("/URI"))))
    return str(action.get("/S")) == "/GoTo"


def _tame(holder: Object) -> None:
    """Take out of one dictionary what acts, hides files, or tells who made it."""
    for key in GONE:
        if key in holder:
            del holder[key]
    for key in list(holder.keys()):
        action = holder[key]
        if not isinstance(action, Dictionary) or not isinstance(action.get("/S"), Name):
            continue
        if str(action.S) in ACTIONS and key in ("/A", "/Next", "/PA", "/OpenAction"):
            del holder[key]
        elif str(action.S) in HARMLESS and key == "/A" and "/Next" in action:
            del action["/Next"]
    # An action that hangs elsewhere, in a list of further ones for instance, is left with nothing to do.
    if isinstance(holder.get("/S"), Name) and str(holder.S) in ACTIONS - {"/Trans", "/Sound", "/Movie", "/Thread"}:
        for key in list(holder.keys()):
            if key not in ("/Length", "/Filter", "/DecodeParms"):
                del holder[key]


def _unplace(stream: Stream) -> None:
    """A photograph in a page loses the place it was taken at, as one that comes alone does."""
    if stream.get("/Filter") != Name.DCTDecode:
        return
    raw = stream.read_raw_bytes()
    bare = without_notes(raw)
    how: Any = stream.get("/DecodeParms")
    if bare != raw:
        stream.write(bare, filter=Name.DCTDecode, decode_parms=how)


def without_notes(jpeg: bytes) -> bytes:
    """A JPEG without its Exif, XMP and IPTC segments; unchanged when it is not built as one."""
    if jpeg[:2] != b"\xff\xd8":
        return jpeg
    kept, at = [jpeg[:2]], 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF and jpeg[at + 1] != 0xDA:
        end = at + 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
        if jpeg[at + 1] not in (0xE1, 0xED):
            kept.append(jpeg[at:end])
        at = end
    return b"".join([*kept, jpeg[at:]])


def _parts(unseen: Any, comments: Any, signatures: Any) -> list[dict[str, Any]]:
    titles = (("Filled in", unseen), ("Comments", comments), ("Signed digitally", signatures))
    return [{"title": title, "lines": [list(pair) for pair in lines]} for title, lines in titles if lines]


def _add_pages(pdf: Pdf, parts: list[dict[str, Any]]) -> None:
    with pikepdf.open(io.BytesIO(notes.pages(parts))) as added:
        pdf.pages.extend(added.pages)
        pdf.save(io.BytesIO())  # so that what was added is ours before its source is closed
    for page in pdf.pages:
        if "/StructParents" in page.obj and "/StructTreeRoot" not in pdf.Root:
            del page.obj["/StructParents"]


# Reading.


def _text_of(pdf: Pdf) -> str:
    """The words on the pages as they stand now, without spaces; nothing when they cannot be read."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    out = io.BytesIO()
    pdf.save(out)
    words = []
    try:
        words = [page.extract_text() for page in PdfReader(out).pages[:60]]
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError):
        return ""
    return _bare(" ".join(words))


def _bare(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


def _is_on_a_page(words: str, text: str) -> bool:
    return bool(_bare(words)) and _bare(words) in text


def _annotations(page: pikepdf.Page) -> list[Any]:
    notes = page.obj.get("/Annots")
    return [note for note in notes if isinstance(note, Dictionary)] if isinstance(notes, Array) else []


def _is(note: Object, kind: str) -> bool:
    return str(note.get("/Subtype")) == kind


def _text(value: Any) -> str:
    return str(value).strip() if isinstance(value, String) else ""


def _value(value: Any) -> str:
    if isinstance(value, Array):
        return ", ".join(filter(None, (_value(one) for one in value)))
    if isinstance(value, Stream):
        return value.read_bytes().decode("utf-8", "replace").strip()
    return str(value)[1:] if isinstance(value, Name) else _text(value)


def _signed(value: Object) -> str:
    when = re.match(r"D:(\d{4})(\d\d)(\d\d)", _text(value.get("/M")))
    said = [f"on {int(when[3])}/{int(when[2])}/{when[1]}" if when else "", _text(value.get("/Reason"))]
    return ". ".join(part for part in said if part) or "No date stated"


def _dictionaries(thing: Any, depth: int = 0) -> Iterator[Any]:
    """``thing`` and what is written inside it, as far as it is a dictionary; not what it only points to."""
    if depth > MOST_DEEP:
        return
    if isinstance(thing, (Dictionary, Stream)):
        yield thing
        parts: list[Any] = [thing[key] for key in list(thing.keys())]
    elif isinstance(thing, Array):
        parts = list(thing)
    else:
        return
    for part in parts:
        if isinstance(part, Object) and not part.is_indirect:
            yield from _dictionaries(part, depth + 1)
