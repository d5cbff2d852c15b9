"""Files through the browser's doors: chosen, seen, read, heard, downloaded, and opened as they were sent."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ninefold.features.writing.writing import new_token
from ninefold.ledger.models import Attachment, Opening
from ninefold.people.models import AccessLog, Worker
from tests import html
from tests.factories import House
from tests.features.writing.typed import sign
from tests.ledger.attachments import made


@pytest.fixture(autouse=True)
def _own_folder(settings: LazySettings, tmp_path: Path) -> None:
    settings.ATTACHMENTS = tmp_path


def filed(browser: Client, house: House, data: bytes, name: str) -> tuple[str, str]:
    """A document with this file, signed: the record's address and its page."""
    sent = {"_about": house.jay.id, "document": "other", "file.new": SimpleUploadedFile(name, data)}
    answer = sign(browser, f"/{house.home.urn}/write/document-received/", sent)
    assert answer.status_code == 302, html.problems(answer.content.decode())
    page = html.page(browser.get(answer["Location"]))
    assert html.problems(page) == []
    return answer["Location"].split("?")[0], page


def leading(page: str, text: str) -> str:
    """The first address on a page that holds ``text``."""
    found = re.search(rf'href="([^"]*{text}[^"]*)"', page)
    assert found, page
    return found[1].replace("&amp;", "&")


def as_(client: Client, house: House, worker: Worker) -> Client:
    """The browser of ``worker``."""
    client.force_login(house.account(worker))
    return client


def test_what_was_taken_out_is_said_where_the_file_is_shown(dana: Client, house: House) -> None:
    _, page = filed(dana, house, made.acting(), "plan.pdf")
    assert "Not in this copy: 1 file inside it (secret.txt); scripts and actions" in page
    assert "/sent/" not in page


def test_two_records_of_the_same_bytes_give_each_its_own_name(dana: Client, house: House) -> None:
    pages = [filed(dana, house, made.picture(), name)[1] for name in ("one.jpg", "two.jpg")]
    answers = [dana.get(leading(page, "/file/")) for page in pages]
    assert len({b"".join(answer.streaming_content) for answer in answers}) == 1  # type: ignore[attr-defined]
    assert [answer["Content-Disposition"] for answer in answers] == [
        'inline; filename="one.jpg"',
        'inline; filename="two.jpg"',
    ]


@pytest.mark.parametrize(
    ("data", "name"),
    [(made.word(), "a.docx"), (b"a text", "a.txt"), (made.wave(), "a.wav"), (made.written(made.paper()), "a.pdf")],
)
def test_what_a_browser_could_act_on_is_only_handed_over(dana: Client, house: House, data: bytes, name: str) -> None:
    _, page = filed(dana, house, data, name)
    answer = dana.get(leading(page, "/file/"))
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert b"".join(answer.streaming_content)[:4] == data[:4]  # type: ignore[attr-defined]


def test_words_are_read_as_words_and_never_as_a_page(dana: Client, house: House) -> None:
    _, page = filed(dana, house, made.word("<w:p><w:r><w:t>&lt;script&gt;alert(1)</w:t></w:r></w:p>"), "a.docx")
    shown = html.page(dana.get(leading(page, "/read/")))
    assert html.problems(shown) == []
    assert "&lt;script&gt;alert(1)" in shown
    assert AccessLog.objects.filter(what="file").exclude(record="").exists()


def test_a_recording_is_heard_from_any_place_in_it(dana: Client, house: House) -> None:
    _, page = filed(dana, house, made.wave(75), "voice.wav")
    heard = dana.get(leading(page, "/read/"))
    assert "1 min 15 s" in html.page(heard)
    assert "media-src 'self'" in heard["Content-Security-Policy"]
    address = leading(page, "/file/")
    part = dana.get(address, headers={"range": "bytes=0-3"})
    assert (part.status_code, part.content, part["Content-Range"][:10]) == (206, b"RIFF", "bytes 0-3/")
    assert len(dana.get(address, headers={"range": "bytes=-8"}).content) == 8
    assert dana.get(address, headers={"range": "bytes=99999999-"}).status_code == 416


def test_a_leader_opens_what_was_sent_with_a_reason_that_stays(client: Client, house: House) -> None:
    data = made.picture(located=True)
    record, page = filed(as_(client, house, house.helen), house, data, "den.jpg")
    address = leading(page, "/sent/")
    asked = client.get(address)
    assert html.problems(asked.content.decode()) == []
    assert client.post(address, {"because": " "}).status_code == 422
    given = client.post(address, {"because": "The police ask where it was taken"})
    assert b"".join(given.streaming_content) == data  # type: ignore[attr-defined]
    assert given["Content-Disposition"] == 'attachment; filename="den.jpg"'
    assert "The police ask where it was taken" in html.page(client.get(record))
    for who, status in ((house.dana, 403), (house.noor, 403)):
        assert as_(client, house, who).post(address, {"because": "Only to have a look"}).status_code == status
    assert Opening.objects.count() == 1
    assert "The police ask" not in html.page(as_(client, house, house.dana).get(record))


def test_a_draft_takes_files_only_from_who_may_write_it_and_where_it_asks_for_them(
    client: Client, house: House
) -> None:
    address = f"/{house.home.urn}/draft/{new_token()}/"

    def send(who: Worker, name: str, **more: str) -> Any:
        typed = {"_type": "document-received", "_stage": "received", name: SimpleUploadedFile("a.txt", b"x"), **more}
        return as_(client, house, who).post(address, typed)

    assert send(house.ines, "file.new").status_code == 403
    assert send(house.dana, "anything.new").json()["kept"] == {}
    assert send(house.dana, "story.new").json()["kept"] == {}
    assert not Attachment.objects.exists()
    assert list(send(house.dana, "file.new").json()["kept"]) == ["file.kept"]


def test_each_file_that_is_not_taken_is_named(dana: Client, house: House) -> None:
    two = [SimpleUploadedFile("one.exe", b"MZ"), SimpleUploadedFile("two.zip", b"PK\x03\x04")]
    sent = {"_about": house.jay.id, "document": "other", "file.new": two}
    page = html.page(sign(dana, f"/{house.home.urn}/write/document-received/", sent))
    assert "one.exe:" in page
    assert "two.zip:" in page
