"""Files are taken by what they are, cleaned, and kept once."""

import io
from types import SimpleNamespace
from typing import Any

import pikepdf
import pytest
from django.conf import LazySettings
from PIL import Image

from ninefold.ledger import attachments
from ninefold.ledger.models import Attachment
from tests.factories import NOW, House

pytestmark = pytest.mark.django_db


def upload(data: bytes, name: str = "photo.jpg") -> Any:
    """A file as a form gives it."""
    return SimpleNamespace(name=name, size=len(data), read=lambda: data)


def picture(kind: str = "JPEG", *, located: bool = False) -> bytes:
    """A small picture, perhaps with the place where it was taken."""
    out = io.BytesIO()
    exif = Image.Exif()
    if located:
        exif.get_ifd(0x8825)[1] = "N"
        exif.get_ifd(0x8825)[2] = (54.0, 19.0, 12.0)
        exif[0x0110] = "Somebody's telephone"
    Image.new("RGB", (40, 30), "#2c6a3f").save(out, kind, exif=exif)
    return out.getvalue()


def document(*, script: bool = False) -> bytes:
    """A PDF of one page, perhaps with a script that runs when it is opened."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(200, 200))
    if script:
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        pdf.docinfo["/Author"] = "Somebody"
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


@pytest.fixture(autouse=True)
def _own_folder(settings: LazySettings, tmp_path: Any) -> None:
    settings.ATTACHMENTS = tmp_path


def store(house: House, data: bytes, name: str = "photo.jpg") -> dict[str, Any]:
    """Dana gives a file."""
    return attachments.store(house.home, upload(data, name), house.viewer(house.dana), NOW)


def test_a_picture_loses_where_it_was_taken(house: House) -> None:
    kept = store(house, picture(located=True))
    with Image.open(attachments.path_of(kept["sha256"])) as found:
        assert not found.getexif()
        assert found.size == (40, 30)


def test_the_digest_is_that_of_the_kept_file(house: House) -> None:
    kept = store(house, picture("PNG"), "drawing.png")
    data = attachments.path_of(kept["sha256"]).read_bytes()
    assert attachments.canonical.sha256(data) == kept["sha256"]
    assert (kept["media_type"], kept["size"], kept["name"]) == ("image/png", len(data), "drawing.png")


def test_the_same_picture_twice_is_kept_once(house: House) -> None:
    assert store(house, picture())["sha256"] == store(house, picture(), "again.jpg")["sha256"]
    assert Attachment.objects.count() == 1


def test_a_pdf_loses_its_scripts_and_its_author(house: House) -> None:
    kept = store(house, document(script=True), "plan.pdf")
    with pikepdf.open(attachments.path_of(kept["sha256"])) as pdf:
        assert "/OpenAction" not in pdf.Root
        assert "/Author" not in pdf.docinfo


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"<html><script>alert(1)</script>", "not a picture"),
        (b"MZ\x90\x00 a program", "not a picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not a picture"),
        (b"\xff\xd8\xff and then nothing of the kind", "damaged"),
        (b"\x89PNG\r\n\x1a\n and then nothing of the kind", "damaged"),
        (b"%PDF-1.7 and then nothing of the kind", "damaged"),
    ],
)
def test_what_is_not_what_it_says_is_refused_in_a_sentence(house: House, data: bytes, words: str) -> None:
    with pytest.raises(attachments.Refused, match=words):
        store(house, data)
    assert not Attachment.objects.exists()


def test_a_file_that_is_too_large_is_refused(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachments, "LARGEST", 10)
    with pytest.raises(attachments.Refused, match="larger"):
        store(house, picture())


def test_a_picture_with_too_many_pixels_is_refused(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachments, "MOST_PIXELS", 100)
    with pytest.raises(attachments.Refused, match="pixels"):
        store(house, picture())


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd.jpg"),
        ("C:\\Users\\me\\holiday.jpeg", "holiday.jpg"),
        ('a"b<c>.exe', "a_b_c_.jpg"),
        ("....", "file.jpg"),
        ("Jay\u2019s trip.JPG", "Jay_s trip.jpg"),
    ],
)
def test_names_are_tidied(name: str, kept: str) -> None:
    assert attachments.tidy_name(name, "image/jpeg") == kept
