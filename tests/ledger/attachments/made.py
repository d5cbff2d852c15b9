"""Small files made for the tests: nothing binary lies in the repository."""

import io
import struct
import zipfile
from types import SimpleNamespace
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String
from PIL import Image

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def upload(data: bytes, name: str = "photo.jpg") -> Any:
    """A file as a form gives it."""
    file = io.BytesIO(data)
    return SimpleNamespace(name=name, size=len(data), read=file.read, seek=file.seek)


def picture(kind: str = "JPEG", *, located: bool = False, turned: int = 0, **more: Any) -> bytes:
    """A small picture, red at its left and green at its right, perhaps with where it was taken and how it was held."""
    drawn = Image.new("RGB", (40, 30), "#2c6a3f")
    drawn.paste((200, 30, 30), (0, 0, 20, 30))
    exif = Image.Exif()
    if turned:
        exif[0x0112] = turned
    if located:
        exif.get_ifd(0x8825)[1] = "N"
        exif.get_ifd(0x8825)[2] = (54.0, 19.0, 12.0)
        exif[0x0110] = "Somebody's telephone"
    return saved(drawn, kind, exif=exif, **more)


def saved(drawn: Image.Image, kind: str, **more: Any) -> bytes:
    """A picture as a file."""
    out = io.BytesIO()
    drawn.save(out, kind, **more)
    return out.getvalue()


def paper(**extra: Any) -> pikepdf.Pdf:
    """A PDF of one page."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(300, 300))
    return pdf


def written(pdf: pikepdf.Pdf, **how: Any) -> bytes:
    """A PDF as a file."""
    out = io.BytesIO()
    pdf.save(out, **how)
    return out.getvalue()


SCRIPT = {"S": Name.JavaScript, "JS": String("app.alert('MARK-OF-SCRIPT')")}


def acting() -> bytes:
    """A PDF in which something acts, hides or tells on in every place that may."""
    pdf = paper()
    page = pdf.pages[0]
    script = pdf.make_indirect(Dictionary(**SCRIPT))
    hidden = pdf.make_stream(b"MARK-OF-FILE")
    spec = pdf.make_indirect(
        Dictionary(Type=Name.Filespec, F=String("secret.txt"), UF=String("secret.txt"), EF=Dictionary(F=hidden))
    )
    pdf.Root.OpenAction = script
    pdf.Root.AA = Dictionary(WC=script)
    pdf.Root.AF = Array([spec])
    pdf.Root.URI = Dictionary(Base=String("http://mark.example/"))
    pdf.Root.Metadata = Stream(pdf, b"<x>MARK-OF-XMP</x>", Type=Name.Metadata, Subtype=Name.XML)
    pdf.Root.PieceInfo = Dictionary(App=Dictionary(Private=String("MARK-OF-PIECE")))
    pdf.Root.Names = Dictionary(
        JavaScript=Dictionary(Names=Array([String("a"), script])),
        EmbeddedFiles=Dictionary(Names=Array([String("secret.txt"), spec])),
    )
    item = pdf.make_indirect(Dictionary(Title=String("Chapter"), A=script))
    item.Next = pdf.make_indirect(
        Dictionary(Title=String("Two"), A=Dictionary(S=Name.GoTo, D=Array([page.obj, Name.Fit]), Next=Array([script])))
    )
    item.Next.Prev = item
    pdf.Root.Outlines = pdf.make_indirect(Dictionary(First=item, Last=item.Next, Count=2))
    item.Parent = item.Next.Parent = pdf.Root.Outlines
    page.obj.AA = Dictionary(O=script)
    page.obj.AF = Array([spec])
    page.obj.Metadata = Stream(pdf, b"<x>MARK-OF-XMP</x>")
    page.obj.PieceInfo = Dictionary(App=Dictionary(Private=String("MARK-OF-PIECE")))
    rect = Array([10, 10, 60, 60])
    page.obj.Annots = Array([
        pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=rect, A=script)),
        pdf.make_indirect(Dictionary(
            Type=Name.Annot, Subtype=Name.Link, Rect=rect, A=Dictionary(S=Name.URI, URI=String("https://ok.example/")))),
        pdf.make_indirect(Dictionary(
            Type=Name.Annot, Subtype=Name.Link, Rect=rect, A=Dictionary(S=Name.URI, URI=String("javascript:MARK-OF-SCRIPT")))),
        pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=rect, A=Dictionary(S=Name.Launch, F=String("MARK-OF-SCRIPT.exe")))),
        pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=rect, FS=spec)),
        pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Screen, Rect=rect, AA=Dictionary(PO=script))),
    ])  # fmt: skip
    pdf.docinfo["/Author"] = "MARK-OF-AUTHOR"
    return written(pdf)


def filled(answer: str = "PENICILLIN", *, signed: bool = False) -> bytes:
    """A form that was filled in by a program that leaves the drawing to the reader, with a comment beside it."""
    pdf = paper()
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    field = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("allergy"), V=String(answer), F=4,
            Rect=Array([20, 200, 280, 220]), DA=String("/Helv 12 Tf 0 g"), P=pdf.pages[0].obj,
        )
    )  # fmt: skip
    comment = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot, Subtype=Name.Text, Rect=Array([5, 5, 25, 25]), T=String("Dr Ōta"),
            Contents=String("Ask the pharmacist about Łucja's dose first"),
        )
    )  # fmt: skip
    fields, notes = [field], [field, comment]
    if signed:
        value = Dictionary(Type=Name.Sig, Name=String("Priya Nair"), M=String("D:20261103101500Z"))
        notes.append(
            pdf.make_indirect(
                Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Sig, T=String("sig"), V=value, Rect=Array([0, 0, 0, 0]))
            )
        )  # fmt: skip
        fields.append(notes[-1])
    pdf.pages[0].obj.Annots = Array(notes)
    pdf.Root.AcroForm = Dictionary(
        Fields=Array(fields), NeedAppearances=True, DR=Dictionary(Font=Dictionary(Helv=font)), DA=String("/Helv 12 Tf")
    )
    return written(pdf)


def word(body: str = "<w:p><w:r><w:t>Chronology of Jay</w:t></w:r></w:p>", **parts: str | bytes) -> bytes:
    """A Word text with these further parts (names with __ for /)."""
    every: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
    }
    return packed(every | parts)


def packed(parts: dict[str, Any]) -> bytes:
    """A zip of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return out.getvalue()


def open_text(content: str) -> bytes:
    """An OpenDocument text of these blocks."""
    office, text = "urn:oasis:names:tc:opendocument:xmlns:office:1.0", "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    body = f"<office:body><office:text>{content}</office:text></office:body>"
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f'<office:document-content xmlns:office="{office}" xmlns:text="{text}">{body}</office:document-content>',
        }
    )


def wave(seconds: int = 3) -> bytes:
    """Silence."""
    data = bytes(8000 * seconds)
    head = struct.pack("<4sIHHIIHH4sI", b"fmt ", 16, 1, 1, 8000, 8000, 1, 8, b"data", len(data))
    return b"RIFF" + struct.pack("<I", 4 + len(head) + len(data)) + b"WAVE" + head + data


def voice(place: bytes = b"") -> bytes:
    """The head of a voice note, perhaps with where it was recorded."""
    head = struct.pack(">I4s4sI", 24, b"ftyp", b"M4A ", 0) + b"M4A mp42"
    placed = struct.pack(">I4s", 12 + len(place), b"\xa9xyz") + struct.pack(">HH", len(place), 0) + place
    return head + struct.pack(">I4s", 8 + len(placed), b"moov") + placed


def heic(size: tuple[int, int] = (64, 48)) -> bytes:
    """A photograph as an iPhone keeps it."""
    import pillow_heif

    out = io.BytesIO()
    pillow_heif.from_pillow(Image.new("RGB", size, "#2c6a3f")).save(out, quality=60)
    return out.getvalue()
