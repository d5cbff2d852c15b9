"""Word, OpenDocument, mail, text and sound: taken by what they are, shown in words, refused when they could act."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ninefold.ledger.attachments import apart, check
from ninefold.ledger.attachments.check import RefusedFile
from tests.ledger.attachments import made

ROW = "<w:tr><w:tc><w:p><w:r><w:t>3 May</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Moved</w:t></w:r></w:p></w:tc></w:tr>"
MAIL = (
    b"From: Ana <ana@example.org>\r\nTo: home@example.org\r\nSubject: =?utf-8?B?UGzDpG5l?=\r\n"
    b"Date: Tue, 3 Nov 2026 10:15:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    b"--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>He may <b>visit</b>.</p><script>alert(1)</script>\r\n"
    b"--b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=plan.pdf\r\n\r\nx\r\n--b--\r\n"
)


def rels(target: str, kind: str, mode: str = "External") -> str:
    """What a Word text says it needs."""
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}" '
        f'TargetMode="{mode}"/></Relationships>'
    )


def test_a_word_text_shows_its_words_in_order() -> None:
    inserted = (
        "<w:p><w:ins><w:r><w:t>Added</w:t></w:r></w:ins><w:del><w:r><w:delText>Gone</w:delText></w:r></w:del></w:p>"
    )
    note = f'<w:footnotes xmlns:w="{made.W}"><w:p><w:r><w:t>Small print</w:t></w:r></w:p></w:footnotes>'
    data = made.word(f"{inserted}<w:tbl>{ROW}</w:tbl>", **{"word/footnotes.xml": note})
    kept = apart.look(data, "chronology.docx")
    assert kept.words == "Added\n3 May | Moved\n\nFootnotes:\nSmall print"
    assert (kept.data, kept.lossy) == (data, False)


@pytest.mark.parametrize(
    "parts",
    [
        {"word/vbaProject.bin": b"x"},
        {"word/activeX/activeX1.bin": b"x"},
        {"word/embeddings/oleObject1.bin": b"x"},
        {"word/media/run.exe": b"MZ"},
        {"word/more.zip": b"PK"},
        {"word/_rels/document.xml.rels": rels("http://far.example/x", "oleObject")},
        {
            "[Content_Types].xml": "<Types><Default ContentType='application/vnd.ms-word.document.macroEnabled.main+xml'/></Types>"
        },
    ],
)
def test_what_could_act_is_refused_with_what_to_do(parts: dict[str, bytes]) -> None:
    with pytest.raises(RefusedFile, match="macros or another program"):
        apart.look(made.word(**parts), "letter.docx")


def test_a_template_from_elsewhere_is_not_fetched() -> None:
    settings_xml = f'<w:settings xmlns:w="{made.W}"><w:attachedTemplate/><w:zoom/></w:settings>'
    data = made.word(
        **{
            "word/settings.xml": settings_xml,
            "word/_rels/settings.xml.rels": rels("http://far.example/t", "attachedTemplate"),
        }
    )
    kept = apart.look(data, "letter.docx")
    assert kept.taken_out == ["what it would fetch from elsewhere when opened: a template"]
    with zipfile.ZipFile(io.BytesIO(kept.data)) as package:
        assert all(b"far.example" not in package.read(name) for name in package.namelist())
        assert b"attachedTemplate" not in package.read("word/settings.xml")
        assert b"zoom" in package.read("word/settings.xml")


def test_a_link_to_tap_on_stays() -> None:
    data = made.word(**{"word/_rels/document.xml.rels": rels("https://example.org", "hyperlink")})
    assert apart.look(data, "letter.docx").data == data


def test_a_package_that_swells_is_refused_before_it_does() -> None:
    with pytest.raises(RefusedFile, match="unpacks to far more"):
        apart.look(made.word(**{"word/media/a.bin": bytes(130 * 1024 * 1024)}), "letter.docx")


def test_a_package_that_lies_about_its_size_is_not_believed() -> None:
    data = bytearray(made.word("<w:p><w:r><w:t>" + "x" * 60_000 + "</w:t></w:r></w:p>"))
    size = (60_000 + 151 - 7).to_bytes(4, "little")
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as package:
        size = package.getinfo("word/document.xml").file_size.to_bytes(4, "little")
    with pytest.raises(RefusedFile):
        apart.look(bytes(data).replace(size, (200).to_bytes(4, "little")), "letter.docx")


@pytest.mark.parametrize(
    "entity", ['<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>', '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>']
)
def test_a_document_that_reaches_out_is_refused(entity: str) -> None:
    body = f'<?xml version="1.0"?>{entity}<w:document xmlns:w="{made.W}"><w:body>&a;</w:body></w:document>'
    with pytest.raises(RefusedFile, match="damaged"):
        apart.look(made.word(**{"word/document.xml": body}), "letter.docx")


@pytest.mark.parametrize("parts", [{"a.txt": "x"}, {"word/document.xml": "x"}, {"../../x": "y"}])
def test_a_packed_folder_is_refused_with_what_to_do(parts: dict[str, str]) -> None:
    with pytest.raises(RefusedFile, match="unpack it"):
        apart.look(made.packed(parts), "letter.docx")


def test_an_open_document_shows_its_words() -> None:
    data = made.open_text('<text:h>Plan</text:h><text:p>One<text:s text:c="2"/>two<text:line-break/>three</text:p>')
    kept = apart.look(data, "plan.odt")
    assert (kept.media_type, kept.words) == (check.ODT, "Plan\nOne  two\nthree")


def test_mail_is_shown_in_plain_words() -> None:
    kept = apart.look(MAIL, "mail.eml")
    assert kept.data == MAIL
    assert "Subject: Pläne" in kept.words
    assert "He may visit." in kept.words
    assert "plan.pdf" in kept.words
    assert "alert" not in kept.words


@pytest.mark.parametrize("size", [60, 512, 700])
def test_a_message_of_outlook_that_is_cut_off_is_kept_and_says_so(size: int) -> None:
    kept = apart.look((b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000))[:size], "mail.msg")
    assert kept.media_type == check.MSG
    assert "kept as it was sent" in kept.words


def test_an_old_word_file_is_no_message() -> None:
    with pytest.raises(RefusedFile):
        apart.look(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000), "letter.doc")


@pytest.mark.parametrize(
    ("data", "name", "kind", "words"),
    [
        ("Zoë’s list".encode(), "list.txt", "text/plain", "Zoë’s list"),
        ("Zoë".encode("utf-16"), "list.txt", "text/plain", "Zoë"),
        (b"caf\xe9", "list.txt", "text/plain", "café"),
        (b"a,b\n1,2\n", "sheet.csv", "text/csv", "a,b\n1,2\n"),
    ],
)
def test_text_is_kept_and_shown(data: bytes, name: str, kind: str, words: str) -> None:
    kept = apart.look(data, name)
    assert (kept.media_type, kept.words, kept.data) == (kind, words, data)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"<html><script>alert(1)</script>", "page.txt"),
        (b"  <svg onload=alert(1)>", "picture.txt"),
        (b"#!/bin/sh\nrm", "run.txt"),
        (b"MZ\x90\x00", "program.txt"),
        (b"a\x00b", "list.txt"),
        (b"only a list", "holiday.jpg"),
        (b"Hello", "mail.eml"),
        (b"PK\x05\x06" + bytes(18), "empty.docx"),
    ],
)
def test_what_is_not_what_it_says_is_refused(data: bytes, name: str) -> None:
    with pytest.raises(RefusedFile) as reason:
        apart.look(data, name)
    assert str(reason.value).endswith(".")


def test_a_recording_says_how_long_it_is() -> None:
    kept = apart.look(made.wave(75), "note.wav")
    assert (kept.media_type, kept.words) == ("audio/wav", "1 min 15 s")


def test_a_voice_note_loses_the_place_and_keeps_its_length() -> None:
    data = made.voice(b"+54.3200-002.7400/")
    kept = apart.look(data, "voice.m4a")
    assert b"54.32" not in kept.data
    assert b"xyz" not in kept.data
    assert len(kept.data) == len(data)
    assert kept.taken_out == ["the place where it was recorded"]


def test_a_film_is_refused_with_what_to_do() -> None:
    film = made.voice() + b"hdlr" + bytes(8) + b"vide"
    with pytest.raises(RefusedFile, match="Films"):
        apart.look(film, "film.mp4")


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_whatever_comes_is_kept_or_refused_in_a_sentence(data: st.DataObject) -> None:
    sources = [made.word(), made.open_text("<text:p>x</text:p>"), MAIL, made.wave(1), made.voice(b"+54.3200-002.7400/"),
               made.picture("PNG"), made.picture("TIFF"), made.picture("WEBP"), b""]  # fmt: skip
    whole = bytearray(data.draw(st.sampled_from(sources)))
    for at in data.draw(st.lists(st.integers(0, max(0, len(whole) - 1)), max_size=8)) if whole else []:
        whole[at] = data.draw(st.integers(0, 255))
    tail = data.draw(st.binary(max_size=30))
    name = "a." + data.draw(st.sampled_from(["txt", "csv", "eml", "msg", "docx", "odt", "m4a", "jpg", "pdf", "exe"]))
    try:
        kept = apart.look(bytes(whole) + tail, name)
    except RefusedFile as reason:
        assert str(reason).strip().endswith(".")
    else:
        assert kept.media_type in check.ENDINGS
