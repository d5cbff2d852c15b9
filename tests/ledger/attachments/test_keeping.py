"""Files are kept once, under the name of each upload; what was sent is sealed; what nobody signed goes."""

import os
import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.conf import LazySettings
from django.core.exceptions import PermissionDenied
from django.http import Http404
from PIL import Image

from ninefold.base import canonical
from ninefold.ledger import drafts, export
from ninefold.ledger.attachments import apart, collecting, keeping, sealed, seen
from ninefold.ledger.attachments.check import RefusedFile
from ninefold.ledger.models import Attachment, Opening, Original
from tests.factories import NOW, House, write
from tests.ledger.attachments import made

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=15)


@pytest.fixture(autouse=True)
def folder(settings: LazySettings, tmp_path: Path) -> Path:
    """A folder of the test's own."""
    settings.ATTACHMENTS = tmp_path
    return tmp_path


def store(house: House, data: bytes, name: str = "photo.jpg", **how: Any) -> dict[str, Any]:
    """Dana gives a file."""
    return keeping.store(house.home, made.upload(data, name), house.viewer(house.dana), NOW, **how)


def filed(house: House, item: dict[str, Any], **how: Any) -> str:
    """A document with this file, signed by Dana; its record."""
    said = {"document": "other", "file": [item]}
    return write(house, "document-received", said, about=[house.jay], **how).record_id


def test_the_digest_is_that_of_the_kept_file(house: House) -> None:
    kept = store(house, made.picture("PNG"), "drawing.png")
    data = keeping.path_of(kept["sha256"]).read_bytes()
    assert canonical.sha256(data) == kept["sha256"]
    assert (kept["media_type"], kept["size"], kept["name"]) == ("image/png", len(data), "drawing.png")


def test_the_same_bytes_twice_are_kept_once_under_two_names(house: House) -> None:
    first, second = store(house, made.picture()), store(house, made.picture(), "again.jpg")
    assert first["sha256"] == second["sha256"]
    assert (first["name"], second["name"]) == ("photo.jpg", "again.jpg")
    assert Attachment.objects.count() == 1


def test_what_was_sent_is_sealed_where_the_copy_differs(house: House, folder: Path) -> None:
    data = made.picture(located=True)
    kept = store(house, data)
    assert kept["original"] == canonical.sha256(data)
    lies = keeping.sealed_path(kept["original"])
    assert lies.read_bytes() == data
    assert lies.stat().st_mode & 0o077 == 0
    assert "original" not in store(house, made.word(), "letter.docx")


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "photo.jpg", "empty"),
        (b"<html><script>alert(1)</script>", "photo.jpg", "not a file that is taken"),
        (b"MZ\x90\x00 a program", "photo.jpg", "not a file that is taken"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "photo.jpg", "not a file that is taken"),
        (b"\xff\xd8\xff and then nothing of the kind", "photo.jpg", "damaged"),
        (b"\x89PNG\r\n\x1a\n and then nothing of the kind", "photo.jpg", "damaged"),
        (b"%PDF-1.7 and then nothing of the kind", "photo.jpg", "damaged"),
        (b"Rar!\x1a\x07", "photos.rar", "unpack it"),
    ],
)
def test_what_is_not_what_it_says_is_refused_in_a_sentence(house: House, data: bytes, name: str, words: str) -> None:
    with pytest.raises(RefusedFile, match=words):
        store(house, data, name)
    assert not Attachment.objects.exists()


def test_a_file_that_is_too_large_is_refused(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "LARGEST", 10)
    with pytest.raises(RefusedFile, match="larger"):
        store(house, made.picture())


def test_where_only_a_picture_is_asked_for_a_paper_is_refused(house: House) -> None:
    with pytest.raises(RefusedFile, match="not a picture"):
        store(house, made.written(made.paper()), "paper.pdf", only_pictures=True)


def test_who_leaves_too_much_lying_is_asked_to_sign(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "MOST_UNSIGNED_FILES", 1)
    item = store(house, b"one", "one.txt")
    with pytest.raises(RefusedFile, match="not in a signed record"):
        store(house, b"two", "two.txt")
    filed(house, item)
    assert store(house, b"two", "two.txt")


def test_a_picture_that_would_swell_costs_nobody_anything(house: House) -> None:
    with pytest.raises(RefusedFile, match="too many pixels"):
        store(house, made.saved(Image.new("L", (7100, 7100)), "PNG"))


def test_a_file_that_needs_too_much_ends_with_its_own_process(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "SECONDS", -29.99)  # none: the process is ended at once
    with pytest.raises(RefusedFile, match="more time or memory"):
        store(house, made.picture())
    assert not Attachment.objects.exists()


def test_one_thread_is_always_left_for_others(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "AT_ONCE", threading.BoundedSemaphore(1))
    assert apart.AT_ONCE.acquire(blocking=False)
    with pytest.raises(RefusedFile, match="add it again in a moment"):
        store(house, made.picture())
    apart.AT_ONCE.release()
    assert store(house, made.picture())


def test_no_setting_of_the_house_goes_along(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NINEFOLD_SECRET_KEY", "MARK")
    run = apart.subprocess.run
    handed: list[dict[str, str]] = []
    monkeypatch.setattr(apart.subprocess, "run", lambda *a, **k: (handed.append(k["env"]), run(*a, **k)))
    store(house, b"x", "x.txt")
    assert handed
    assert "MARK" not in handed[0].values()


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd.jpg"),
        ("C:\\Users\\me\\holiday.jpeg", "holiday.jpg"),
        ('a"b<c>.exe', "a_b_c_.jpg"),
        ("....", "file.jpg"),
        ("Jay’s trip.JPG", "Jay_s trip.jpg"),
    ],
)
def test_names_are_tidied(name: str, kept: str) -> None:
    assert keeping.tidy_name(name, "image/jpeg") == kept


def test_a_file_is_called_what_the_record_calls_it(house: House) -> None:
    hidden = store(house, made.picture(), "Conviction disclosed.jpg")
    said = {"category": "online", "story": ["Messages."], "immediate_steps": ["Kept company."], "file": [hidden]}
    write(house, "concern", {k: v for k, v in said.items() if k != "file"}, by=house.helen, about=[house.kit])
    first = filed(house, store(house, made.picture(), "scan0001.jpg"))
    second = filed(house, store(house, made.picture(), "scan0002.jpg"))
    for record, name in ((first, "scan0001.jpg"), (second, "scan0002.jpg")):
        way = seen.through(house.viewer(house.dana), hidden["sha256"], record)
        assert way is not None
        assert (way[0], way[1]["name"]) == (record, name)


def test_a_file_of_no_record_is_for_nobodys_eyes(house: House) -> None:
    kept = store(house, made.picture())
    assert seen.through(house.viewer(house.dana), kept["sha256"]) is None


def test_a_leader_opens_what_was_sent_and_says_why(house: House) -> None:
    data = made.picture(located=True)
    item = store(house, data)
    record = filed(house, item)
    helen = house.viewer(house.helen)
    with pytest.raises(ValueError, match="few words"):
        sealed.unseal(helen, record, item["original"], "police", NOW)
    with sealed.unseal(helen, record, item["original"], "The police ask where it was taken", NOW) as opened:
        assert opened.read() == data
    (line,) = sealed.openings(helen, record)
    assert (line.by, line.because) == (house.helen.id, "The police ask where it was taken")


def test_nobody_else_does_and_nothing_through_another_record(house: House) -> None:
    item = store(house, made.picture(located=True))
    record, other = filed(house, item), filed(house, store(house, b"x", "x.txt"))
    with pytest.raises(PermissionDenied):
        sealed.unseal(house.viewer(house.dana), record, item["original"], "Only to have a look", NOW)
    with pytest.raises(Http404):
        sealed.unseal(house.viewer(house.helen), other, item["original"], "Only to have a look", NOW)
    assert not Opening.objects.exists()


def test_what_nobody_signed_goes_after_a_fortnight(house: House) -> None:
    kept = store(house, made.picture(located=True))
    assert collecting.collect(house.home, NOW + timedelta(days=13)) == 0
    assert collecting.collect(house.home, LATER) == 2
    assert not (Attachment.objects.exists() or Original.objects.exists())
    assert not keeping.path_of(kept["sha256"]).exists()
    assert not keeping.sealed_path(kept["original"]).exists()


def test_what_is_signed_stays_also_when_it_was_corrected_away(house: House) -> None:
    kept = store(house, made.picture(located=True))
    record = filed(house, kept)
    Attachment.objects.update(uploaded_at=NOW)
    assert collecting.collect(house.home, LATER) == 0
    assert collecting.collect(house.home, LATER + timedelta(days=30)) == 0
    assert seen.through(house.viewer(house.dana), kept["sha256"], record) is not None
    assert keeping.sealed_path(kept["original"]).exists()


def test_what_a_draft_names_stays(house: House) -> None:
    kept = store(house, made.picture())
    drafts.save(
        account=house.account(house.dana), home=house.home, token="t" * 30, type="daily-note", stage="note",
        record_id="", act="write", typed={"photo.kept": [f'{{"sha256": "{kept["sha256"]}"}}:sign']}, now=NOW,
    )  # fmt: skip
    assert collecting.collect(house.home, LATER) == 1  # what was sent: the note of a draft without it names it no more


def test_bytes_that_another_home_was_given_too_stay_for_it(house: House) -> None:
    kept = store(house, b"the same", "same.txt")
    keeping.store(house.other, made.upload(b"the same", "same.txt"), house.viewer(house.noor), LATER)
    assert collecting.collect(house.home, LATER) == 1
    assert keeping.path_of(kept["sha256"]).exists()


def test_a_pdf_is_kept_without_what_acts(house: House) -> None:
    kept = store(house, made.acting(), "plan.pdf")
    with pikepdf.open(keeping.path_of(kept["sha256"])) as pdf:
        assert "/OpenAction" not in pdf.Root
    assert kept["taken_out"][0] == "1 file inside it (secret.txt)"


def test_nothing_is_left_half_written(house: House, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        store(house, b"x", "x.txt")
    assert not Attachment.objects.exists()


def test_an_export_takes_the_files_along_by_their_digests(house: House, tmp_path: Path) -> None:
    item = store(house, made.picture())
    store(house, made.picture("PNG"), "unsigned.png")
    filed(house, item)
    written, lost = export.write_files(house.home, tmp_path / "files")
    assert (written, lost) == (1, [])
    kept = (tmp_path / "files" / item["sha256"]).read_bytes()
    assert canonical.sha256(kept) == item["sha256"]
    keeping.path_of(item["sha256"]).unlink()
    assert export.write_files(house.home, tmp_path / "again") == (0, [item["sha256"]])
