"""Bringing in files through the page: taken once, listed when not, explained when asked, and never half."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.test import Client

from ninefold.rooms.commission import background
from ninefold.sector import works
from ninefold.sector.models import Event, Import, InspectedHome, RefusedRow, Work
from tests import html
from tests.factories import NOW
from tests.sector.sheets import TITLES, as_csv, as_ods, as_xlsx, row

GOOD = [TITLES, row(), row(number="10000002", day="11/06/2019", overall="Outstanding")]


def _send(client: Client, *paths: Path) -> HttpResponse:
    """Send files, and come to the page of the last one."""
    files = [SimpleUploadedFile(path.name, path.read_bytes()) for path in paths]
    answer = client.post("/sector/import/", {"files": files}, follow=True)
    assert html.problems(answer.content.decode()) == []
    return answer


def _text(answer: HttpResponse) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.page(answer)))


def _held() -> tuple[int, ...]:
    return tuple(table.objects.count() for table in (Event, InspectedHome, Import, RefusedRow))


def test_a_file_is_taken_and_told(cora: Client, tmp_path: Path) -> None:
    answer = _send(cora, as_csv(tmp_path / "2018.csv", [*GOOD, row(number="10000003", overall="Purple")]))
    said = _text(answer)
    assert "New inspections 2" in said
    assert "a grade that is not known" in said
    assert "2018-19" in said
    assert _held() == (2, 1, 1, 1)
    refused = cora.get(re.findall(r'href="(/sector/files/\d+/\?reason=[^"]+)"', html.page(answer))[0])
    assert "Purple" in html.page(refused)
    assert not list((tmp_path / "sent").iterdir())


def test_a_file_sent_twice_changes_nothing(cora: Client, tmp_path: Path) -> None:
    path = as_csv(tmp_path / "2018.csv", GOOD)
    _send(cora, path)
    before = _held()
    assert "Nothing new" in _text(_send(cora, path))
    assert _held() == before


def test_several_files_are_taken_one_after_another(cora: Client, tmp_path: Path) -> None:
    one = as_xlsx(tmp_path / "a.xlsx", {"Data": GOOD})
    other = as_ods(tmp_path / "b.ods", [TITLES, row("SC000002", number="10000009")])
    answer = _send(cora, one, other)
    assert "Sent with it" in _text(answer)
    assert Event.objects.count() == 3
    assert set(Work.objects.values_list("state", flat=True)) == {"done"}


def test_no_file_is_no_import(cora: Client) -> None:
    answer = cora.post("/sector/import/", {})
    assert answer.status_code == 422
    assert "Choose a file first" in _text(answer)
    assert not Work.objects.exists()


def _cut(path: Path) -> Path:
    whole = as_csv(path, [TITLES, *(row(number=str(n)) for n in range(60))]).read_bytes()
    path.write_bytes(whole[:-30])
    return path


def _zip(path: Path) -> Path:
    import zipfile

    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("holiday.txt", "sand")
    return path


def _formulas(path: Path) -> Path:
    return as_csv(path, [TITLES, *(row(number=str(n), overall="=SUM(A1:A9)" if n < 9 else "Good") for n in range(30))])


def _of_1900(path: Path) -> Path:
    return as_csv(path, [TITLES, *(row(number=str(n), day="01/01/1900" if n < 9 else "10/05/2018") for n in range(30))])


def _bytes(path: Path) -> Path:
    path.write_bytes(b"\x00\x01\x02\xff" * 400)
    return path


def _many(path: Path) -> Path:
    path.write_text(
        ",".join(TITLES) + "\n" + "SC000001,Children's home,Full inspection,10/05/2018,1,Good\n" * 1_000_000
    )
    return path


@pytest.mark.parametrize(
    ("make", "name", "said"),
    [
        (_cut, "cut.csv", "cut off"),
        (_zip, "photos.xlsx", "holiday.txt"),
        (_formulas, "sums.csv", "=SUM(A1:A9)"),
        (_of_1900, "old.csv", "01/01/1900"),
        (_bytes, "bytes.csv", ""),
        (_many, "many.csv", "150,000"),
    ],
)
def test_a_damaged_file_gives_its_sentence_and_leaves_all_as_it_was(
    cora: Client, tmp_path: Path, make: Callable[[Path], Path], name: str, said: str
) -> None:
    _send(cora, as_csv(tmp_path / "good.csv", GOOD))
    before = _held()
    answer = _send(cora, make(tmp_path / name))
    assert "This file was not taken" in _text(answer)
    assert said in _text(answer)
    assert _held() == before
    assert not list((tmp_path / "sent").iterdir())


def test_a_header_that_is_not_clear_is_asked_about_and_then_goes_on(cora: Client, tmp_path: Path) -> None:
    titles = ("URN", "Provision type", "Event type", "Inspection date", "Inspection date", "Overall effectiveness")
    path = as_csv(tmp_path / "twice.csv", [titles, (*row()[:3], "10/05/2018", "12/06/2018", "Good")])
    answer = _send(cora, path)
    assert "This header is not clear enough" in _text(answer)
    assert _held() == (0, 0, 0, 0)
    work = Work.objects.get()
    done = cora.post(f"/sector/import/{work.pk}/answer/", {"inspection date": "[E]"}, follow=True)
    assert "New inspections 1" in _text(done)
    assert f"{Event.objects.get().on}" == "2018-06-12"


def test_an_answer_that_will_not_do_is_asked_about_again(cora: Client, tmp_path: Path) -> None:
    titles = ("URN", "Provision type", "Event type", "Inspection date", "Inspection date", "Overall effectiveness")
    path = as_csv(tmp_path / "twice.csv", [titles, (*row()[:3], "10/05/2018", "12/06/2018", "Good")])
    _send(cora, path)
    work = Work.objects.get()
    again = cora.post(f"/sector/import/{work.pk}/answer/", {"inspection date": "[ZZ]"}, follow=True)
    assert again.status_code == 200
    assert "none of that name" in _text(again)
    left = cora.post(f"/sector/import/{work.pk}/leave/", follow=True)
    assert "was left out" in _text(left)
    assert not list((tmp_path / "sent").iterdir())


def test_a_file_without_a_kind_of_provision_can_be_said_to_hold_homes(cora: Client, tmp_path: Path) -> None:
    titles = ("URN", "Event type", "Inspection date", "Overall effectiveness")
    one = row()
    _send(cora, as_csv(tmp_path / "short.csv", [titles, (one[0], one[2], one[3], one[5])]))
    address = f"/sector/import/{Work.objects.get().pk}/"
    assert "Every row is a children" in _text(cora.get(address))
    cora.post(f"{address}answer/", {"provision type": "= Children's home"})
    assert Event.objects.get().is_home


def test_one_file_is_read_at_a_time(db: None) -> None:
    Work.objects.create(name="a", account="cora", state="reading", began_at=NOW, touched_at=NOW)
    waits = Work.objects.create(name="b", account="cora", began_at=NOW, touched_at=NOW)
    assert works.next_waiting(NOW) is None
    waits.refresh_from_db()
    assert waits.state == "waiting"
    with pytest.raises(IntegrityError), transaction.atomic():
        Work.objects.create(name="c", account="cora", state="reading", began_at=NOW, touched_at=NOW)


def test_a_reading_that_a_stopped_server_left_makes_way(db: None, tmp_path: Path) -> None:
    long_ago = NOW - timedelta(hours=1)
    work = Work.objects.create(name="a", account="cora", state="reading", began_at=long_ago, touched_at=long_ago)
    background.take_all()
    work.refresh_from_db()
    assert (work.state, work.said) == ("refused", works.STOPPED)


@pytest.mark.parametrize("state", ["reading", "waiting"])
def test_a_page_does_not_wait_for_a_server_that_was_stopped(cora: Client, state: str) -> None:
    long_ago = NOW - timedelta(hours=1)
    work = Work.objects.create(name="a", account="cora", state=state, began_at=long_ago, touched_at=long_ago)
    page = cora.get(f"/sector/import/{work.pk}/")
    assert "has stopped moving" in _text(page)
    assert "hx-trigger" not in html.page(page)


def test_the_page_follows_by_itself_and_without_a_script(cora: Client) -> None:
    work = Work.objects.create(
        name="a", account="cora", state="reading", began_at=NOW, touched_at=NOW, rows=1000, rows_read=250
    )
    page = cora.get(f"/sector/import/{work.pk}/")
    assert 'hx-trigger="every 1s"' in html.page(page)
    assert "Look again" in html.page(page)
    assert 'value="25"' in html.page(page)
    part = html.page(cora.get(f"/sector/import/{work.pk}/", headers={"HX-Request": "true"}))
    assert part.startswith('<div id="work"')


def test_a_file_that_is_too_large_is_not_stored(cora: Client, tmp_path: Path) -> None:
    work = works.accept(
        name="huge.csv", size=works.MOST_BYTES + 1, chunks=[b"x"], folder=tmp_path / "sent", account="cora", at=NOW
    )
    assert (work.state, work.said) == ("refused", works.TOO_LARGE)
    assert not (tmp_path / "sent").exists()
