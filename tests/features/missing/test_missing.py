"""A child is missing: the start, each step with its time, who is rung and who never, the sheet, and what is owed after."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from ninefold.base import clock
from ninefold.ledger.attachments import keeping
from ninefold.ledger.attachments.check import Cleaned
from ninefold.ledger.models import Entry, FactRow, Record
from ninefold.people.models import AccessLog, Child
from tests.factories import NOW, House, write

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)
TOKEN = "a-night-when-kit-was-gone-"


@pytest.fixture(autouse=True)
def _an_hour_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: LATER)


@pytest.fixture
def dana(client: Client, house: House) -> Client:
    client.force_login(house.account(house.dana))
    return client


def gone(house: House, child: Child | None = None, **more: Any) -> str:
    said = {"last_seen_at": clock.text(NOW), "last_seen_where": "Back gate, Jay saw him go", **more}
    return write(house, "missing-episode", said, about=[child or house.kit], at=NOW).record_id


def at(house: House, record: str = "", rest: str = "") -> str:
    return f"/{house.home.urn}/shift/missing/{record + '/' if record else ''}{rest}"


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def contact(house: House, name: str, phone: str, ring: str = "yes", **more: Any) -> Entry:
    said = {"name": name, "kind": "family", "relation": "mum", "phone": phone, "ring": ring, **more}
    return write(house, "contact-known", said, by=house.helen, about=[house.kit])


def photo(house: House, child: Child, **more: Any) -> str:
    drawn = io.BytesIO()
    Image.new("RGB", (60, 80), "#aa5533").save(drawn, "JPEG")
    item = keeping.keep(house.home, Cleaned(drawn.getvalue(), "image/jpeg"), "kit.jpg", house.dana.id, NOW)
    said = {"photo": [item], "taken_on": "2026-08-01", "child_agrees": True, "agreed": ["authority"]}
    said |= {"agreed_how": "By mail", "uses": ["page", "police"], **more}
    return write(house, "child-photo", said, about=[child]).record_id


def start(house: House, client: Client, **typed: str) -> Any:
    sent = {"child": house.kit.pk, "where": "By the gate", "seen": "13:20", "_token": TOKEN, **typed}
    return client.post(at(house), sent)


def test_one_line_starts_the_clock_from_when_they_were_last_seen(house: House, dana: Client) -> None:
    answer = start(house, dana)
    record = Record.objects.get(type="missing-episode")
    assert answer.headers["Location"] == at(house, record.pk)
    assert clock.text(record.happened_at) == "2026-10-24T12:20:00Z"  # British Summer Time
    assert "0 h 40" in page(dana, at(house, record.pk))


def test_a_time_that_has_not_come_was_yesterday(house: House, dana: Client) -> None:
    start(house, dana, seen="23:50")
    assert clock.text(Record.objects.get(type="missing-episode").happened_at) == "2026-10-23T22:50:00Z"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"child": ""}, "Please choose who is missing."),
        ({"where": "  "}, "Please write in one line where they were last seen"),
        ({"seen": "soon"}, "Please give the time at which they were last seen"),
        ({"seen": "25:99"}, "Please give the time at which they were last seen"),
    ],
)
def test_what_lacks_is_said_and_what_was_typed_stays(
    house: House, dana: Client, typed: dict[str, str], sentence: str
) -> None:
    answer = start(house, dana, **typed)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    if "where" not in typed:
        assert 'value="By the gate"' in answer.content.decode()


def test_nobody_is_missing_twice(house: House, dana: Client) -> None:
    gone(house)
    assert "Kit is missing already" in start(house, dana).content.decode()
    assert house.kit.pk not in page(dana, at(house)).split("<form")[1]


def test_every_page_about_the_child_says_so_and_leads_there(house: House, dana: Client) -> None:
    record = gone(house)
    note = write(house, "daily-note", {"story": ["Soup."]}, about=[house.kit]).record_id
    urn = house.home.urn
    about_kit = [
        f"/{urn}/shift/child/{house.kit.pk}/",
        f"/{urn}/record/{note}/",
        reverse("shift:school-days", args=[urn, house.kit.pk]),
    ]
    about_kit += [f"/{urn}/shift/", f"/{urn}/shift/children/", f"/{urn}/write/daily-note/?child={house.kit.pk}"]
    for address in about_kit:
        text = " ".join(dana.get(address, follow=True).content.decode().split())
        assert "Kit is missing" in text, address
        assert f"/shift/missing/{record}/" in text, address
    assert "Kit is missing" not in page(dana, f"/{urn}/shift/child/{house.jay.pk}/")
    helen = Client()
    helen.force_login(house.account(house.helen))
    for address in (f"/{urn}/desk/", f"/{urn}/desk/child/{house.kit.pk}/", f"/{urn}/desk/children/"):
        assert f"/desk/missing/{record}/" in page(helen, address), address


def test_a_step_takes_the_time_of_the_tap(house: House, dana: Client) -> None:
    record = gone(house)
    assert "Search the house and garden" in page(dana, at(house, record))
    dana.post(at(house, record, "step/"), {"step": "house", "_token": TOKEN})
    text = page(dana, at(house, record))
    assert "Search the house and garden" not in text
    assert "Searched the house and garden" in text


def test_a_call_that_nobody_answered_is_kept_and_stays_to_be_done(house: House, dana: Client) -> None:
    record = gone(house)
    dana.post(at(house, record, "step/"), {"step": "family", "answer": "no", "_token": TOKEN})
    text = page(dana, at(house, record))
    assert "Rung at 14:00, not reached." in text
    assert "Ring the family" in text


def test_that_the_police_were_reached_stops_their_clock(house: House, dana: Client) -> None:
    record = gone(house)
    dana.post(at(house, record, "step/"), {"step": "police", "answer": "no", "_token": TOKEN + "1"})
    assert not FactRow.objects.filter(name="missing.police-told").exists()
    dana.post(at(house, record, "step/"), {"step": "police", "answer": "done", "_token": TOKEN + "2"})
    assert FactRow.objects.get(name="missing.police-told").at == LATER


def test_who_must_not_be_rung_is_never_among_the_numbers(house: House, dana: Client) -> None:
    contact(house, "Michelle", "07700 900318")
    contact(house, "Dean Marsh", "07700 900777", "no")
    # The same number under another name, and the same name in the particulars.
    contact(house, "D at work", "07700900777")
    parents = [{"name": "Dean Marsh", "what": "stepdad", "phone": "07700 900555"}]
    write(
        house,
        "child-particulars",
        {"parts": ["parents"], "parents_known": "known", "parents": parents},
        about=[house.kit],
    )
    record = gone(house)
    for address in (at(house, record), at(house, record, "sheet/"), f"/{house.home.urn}/shift/child/{house.kit.pk}/"):
        text = page(dana, address)
        assert "07700 900318" in text, address
        assert "900777" not in text, address
        assert "900555" not in text, address
        assert "Dean Marsh" in text and "must not be rung" in text, address


def test_whom_a_court_keeps_away_is_not_rung_either(house: House, dana: Client) -> None:
    dad = contact(house, "Craig Doyle", "07700 900888")
    who = {"who": dad.record_id, "kind": "family", "name": "Craig Doyle"}
    order = {"court": "Family Court, ZZ1", "made_on": "2026-05-01", "what": "No contact.", "with": [who]}
    made = write(house, "family-order", order, by=house.helen, about=[house.kit])
    record = gone(house)
    assert "900888" not in page(dana, at(house, record))
    over = {"ended_on": "2026-10-24", "story": ["The court ended it."]}
    write(house, "family-order", over, by=house.helen, stage="ended", record=made.record_id, about=[house.kit])
    assert "900888" in page(dana, at(house, record))


def test_the_sheet_names_no_other_child(house: House, dana: Client) -> None:
    record = gone(house, story=["Left with ", {"who": house.jay.id, "kind": "child", "name": "Jay"}, ", jay's idea."])
    sheet = page(dana, at(house, record, "sheet/")).split("<article")[1]
    assert "Jay" not in sheet and "jay" not in sheet
    assert "another child saw him go" in sheet


def test_a_printed_sheet_is_one_side_and_an_entry(house: House, dana: Client) -> None:
    photo(house, house.kit)
    places = [
        {"place": f"Place {number}, a long way by the canal and the old road", "why": "Friends " * 30}
        for number in range(9)
    ]
    plan = {
        "story": ["Rings."],
        "looks": "Tall. " * 45,
        "places": places,
        "review_on": "2027-01-01",
        "meeting": "Calm. " * 45,
    }
    write(house, "missing-plan", plan, about=[house.kit])
    record = gone(house)
    answer = dana.post(at(house, record, "print/"), {"_token": TOKEN})
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.count(b"/Type /Page\n") + answer.content.count(b"/Type /Page ") <= 1
    assert b"/Count 1" in answer.content
    assert "Printed their sheet" in page(dana, at(house, record))


def test_looking_at_the_sheet_is_written_down(house: House, dana: Client) -> None:
    record = gone(house)
    page(dana, at(house, record, "sheet/"))
    assert AccessLog.objects.filter(what="missing sheet", person=house.kit.pk, record=record).exists()


def test_the_photo_is_told_with_its_age_and_shown_only_as_agreed(house: House, dana: Client) -> None:
    photo(house, house.kit, uses=["police"])
    record = gone(house)
    assert "Photo 12 weeks old" in page(dana, at(house, record))
    assert dana.get(at(house, record, "photo/")).headers["Content-Type"] == "image/jpeg"
    assert "/photo/" not in page(
        dana, f"/{house.home.urn}/shift/child/{house.kit.pk}/"
    )  # not on the page: only the police
    assert AccessLog.objects.filter(what="photo", person=house.kit.pk).count() == 1


def test_after_the_return_only_what_is_owed_stands_there(house: House, dana: Client) -> None:
    record = gone(house)
    sent = {"at": "13:50", "how": "On foot", "injured": "no", "_token": TOKEN}
    dana.post(at(house, record, "back/"), sent)
    text = page(dana, at(house, record))
    assert "Kit is back" in text and "Still owed because Kit was missing" in text
    assert "To do now" not in text
    assert "No entry says that the police were told" in text
    assert "Kit is missing" not in page(dana, f"/{house.home.urn}/shift/")
    assert dana.get(at(house, record, "photo/")).status_code == 404


def test_a_return_that_lacks_an_answer_is_told_beside_what_was_typed(house: House, dana: Client) -> None:
    record = gone(house)
    answer = dana.post(at(house, record, "back/"), {"at": "13:50", "how": "On foot", "_token": TOKEN})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Please say whether they are hurt" in text and 'value="On foot"' in text


def test_back_before_they_went_is_refused_in_a_sentence(house: House, dana: Client) -> None:
    record = gone(house)
    sent = {"at": "12:30", "how": "On foot", "injured": "no", "_token": TOKEN}
    answer = dana.post(at(house, record, "back/"), sent)
    assert answer.status_code == 422
    assert not FactRow.objects.filter(name="missing.returned").exists()


@pytest.mark.parametrize("rest", ["", "sheet/", "photo/"])
def test_another_homes_child_is_nobodys_business(house: House, client: Client, rest: str) -> None:
    record = gone(house)
    client.force_login(house.account(house.noor))
    for urn in (house.home.urn, house.other.urn):
        assert client.get(f"/{urn}/shift/missing/{record}/{rest}").status_code in (403, 404)


def test_a_visitor_without_consent_learns_nothing(house: House, client: Client) -> None:
    record = gone(house)
    client.force_login(house.account(house.ines))
    assert client.get(f"/{house.home.urn}/desk/missing/{record}/").status_code == 404


@pytest.fixture
def typed_twice(house: House, dana: Client) -> Callable[[], int]:
    def twice() -> int:
        start(house, dana)
        start(house, dana)
        return Record.objects.filter(type="missing-episode").count()

    return twice


def test_a_double_tap_is_one_episode(typed_twice: Callable[[], int]) -> None:
    assert typed_twice() == 1


def test_what_is_new_and_the_reference_of_the_police_stand_on_page_and_sheet(house: House, dana: Client) -> None:
    plan = {"story": ["Rings."], "looks": "Curly hair", "review_on": "2027-01-01"}
    write(house, "missing-plan", plan, about=[house.kit])
    record = gone(house)
    sent = {"story": "Seen at the pond", "reference": "LC-1187", "_token": TOKEN}
    dana.post(at(house, record, "step/"), sent)
    text = page(dana, at(house, record))
    assert "Seen at the pond" in text and "say LC-1187" in text and "Curly hair" in text
    assert "LC-1187" in page(dana, at(house, record, "sheet/"))


def test_nothing_new_is_refused_in_a_sentence(house: House, dana: Client) -> None:
    record = gone(house)
    answer = dana.post(at(house, record, "step/"), {"story": " ", "reference": "", "_token": TOKEN})
    assert answer.status_code == 422
    assert "Please write what is new in one line." in answer.content.decode()


def test_by_day_too_the_clock_is_one_tap_from_today(house: House, dana: Client) -> None:
    assert f'href="{at(house)}"' in page(dana, f"/{house.home.urn}/shift/")
    helen = Client()
    helen.force_login(house.account(house.helen))
    assert f'href="/{house.home.urn}/desk/missing/"' in page(helen, f"/{house.home.urn}/desk/")
