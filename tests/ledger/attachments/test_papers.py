"""PDF: nothing acts in what is kept, and nothing that somebody wrote is lost."""

import io

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from ninefold.ledger.attachments import apart, papers
from ninefold.ledger.attachments.check import Cleaned, RefusedFile
from tests.ledger.attachments import made


def cleaned(data: bytes) -> Cleaned:
    """What is kept of a PDF."""
    return apart.look(data, "paper.pdf")


def words(kept: Cleaned) -> str:
    """All that can be read on its pages."""
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(kept.data)).pages)


def opened(kept: Cleaned) -> bytes:
    """A PDF with nothing packed in it, so that anything in it can be looked for."""
    with pikepdf.open(io.BytesIO(kept.data)) as pdf:
        return made.written(
            pdf,
            stream_decode_level=pikepdf.StreamDecodeLevel.all,
            compress_streams=False,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )


def test_nothing_that_acts_hides_or_tells_on_is_left() -> None:
    bare = opened(cleaned(made.acting()))
    for mark in (b"MARK-OF", b"JavaScript", b"/JS", b"/AA", b"/AF", b"/EF", b"PieceInfo", b"/Metadata", b"/Launch",
                 b"OpenAction", b"EmbeddedFiles", b"mark.example", b"secret.txt"):  # fmt: skip
        assert mark not in bare, mark
    assert b"https://ok.example/" in bare
    assert b"Chapter" in bare


def test_what_was_taken_out_is_said() -> None:
    told = cleaned(made.acting())
    assert told.lossy
    assert told.taken_out == ["1 file inside it (secret.txt)", "scripts and actions that run by themselves"]


def test_a_plain_paper_is_said_to_be_whole() -> None:
    kept = cleaned(made.written(made.paper()))
    assert (kept.taken_out, kept.lossy) == ([], False)


@pytest.mark.parametrize("answer", ["PENICILLIN", "Żółć, Łódź", "Ақ боз үй", "Line one\nline two"])
def test_what_was_filled_in_can_be_read(answer: str) -> None:
    read = words(cleaned(made.filled(answer)))
    assert all(word in read for word in answer.split()), read


def test_comments_and_who_signed_stand_on_a_page() -> None:
    kept = cleaned(made.filled(signed=True))
    read = words(kept)
    for word in ("Page 1, Dr Ōta", "Łucja", "Priya Nair", "on 3/11/2026"):
        assert word in read, read
    assert [line.split(" (")[0] for line in kept.taken_out] == [
        "its form", "its comments", "the proof of its digital signature",
    ]  # fmt: skip
    assert b"/AcroForm" not in opened(kept)


def test_a_form_that_only_one_program_can_draw_is_refused_with_what_to_do() -> None:
    pdf = made.paper()
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array(), XFA=pikepdf.Stream(pdf, b"<xdp/>"))
    with pytest.raises(RefusedFile, match="print it to a PDF"):
        cleaned(made.written(pdf))


def test_a_locked_one_is_refused_with_what_to_do() -> None:
    locked = made.written(made.paper(), encryption=pikepdf.Encryption(owner="o", user="u"))
    with pytest.raises(RefusedFile, match="without one, and add that"):
        cleaned(locked)


def test_one_that_may_be_read_but_not_printed_is_kept() -> None:
    kept = cleaned(made.written(made.paper(), encryption=pikepdf.Encryption(owner="o", user="")))
    assert b"/Encrypt" not in kept.data


@pytest.mark.parametrize("before", [b"\n", b"\xef\xbb\xbf\r\n", b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 1000])
def test_what_stands_before_the_head_is_left_away(before: bytes) -> None:
    assert cleaned(before + made.written(made.paper())).data.startswith(b"%PDF-")


def test_a_page_that_is_also_a_program_comes_out_as_a_page_only() -> None:
    both = b"<html><script>alert('MARK')</script>\n" + made.written(made.paper()) + b"\n<script>alert('MARK')</script>"
    kept = cleaned(both)
    assert kept.data.startswith(b"%PDF-")
    assert b"MARK" not in opened(kept)


def test_a_photograph_in_a_page_loses_its_place() -> None:
    pdf = made.paper()
    photo = pikepdf.Stream(
        pdf, made.picture(located=True), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=40, Height=30,
        ColorSpace=pikepdf.Name.DeviceRGB, BitsPerComponent=8, Filter=pikepdf.Name.DCTDecode,
    )  # fmt: skip
    pdf.pages[0].obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Photo=pdf.make_indirect(photo)))
    kept = cleaned(made.written(pdf))
    assert b"telephone" not in kept.data
    assert b"\xff\xd8\xff" in kept.data


@given(st.binary(max_size=400))
def test_any_bytes_behind_a_jpegs_head_are_no_trouble(tail: bytes) -> None:
    assert papers.without_notes(b"\xff\xd8" + tail).startswith(b"\xff\xd8")


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_one_that_is_hurt_is_kept_or_refused_in_a_sentence(data: st.DataObject) -> None:
    whole = bytearray(data.draw(st.sampled_from([made.filled(), made.acting()])))
    for at in data.draw(st.lists(st.integers(9, len(whole) - 1), max_size=12)):
        whole[at] = data.draw(st.integers(0, 255))
    end = data.draw(st.integers(20, len(whole)))
    try:
        kept = cleaned(bytes(whole[:end]))
    except RefusedFile as reason:
        assert str(reason).endswith(".")
    else:
        assert b"/JavaScript" not in opened(kept)
