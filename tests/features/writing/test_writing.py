"""Writing through the browser's own doors: what is signed, what is refused, what is kept, and by whom."""

import re
from datetime import UTC, date, datetime
from html import unescape

import pytest
from django.test import Client

from ninefold import lawbook
from ninefold.features.writing.writing import new_token
from ninefold.ledger import threads
from ninefold.ledger.models import Draft, Entry, Record, Submission
from ninefold.people.models import AccessLog, Child, Placement, Worker
from tests import html
from tests.factories import House, child, write
from tests.features.writing.typed import note, opened, reference, sign


def test_a_note_is_signed_and_its_page_shown(dana: Client, house: House) -> None:
    answer = sign(dana, f"/{house.home.urn}/write/daily-note/", note(house))
    entry = Entry.objects.get()
    assert answer.status_code == 302
    said = threads.thread(house.home, entry.record_id)[0]
    assert said.content["story"] == [
        "Out on the bikes with ",
        {"who": house.kit.id, "kind": "child", "name": "Kit"},
        ".",
    ]
    assert said.content["mood"] == {house.jay.id: 4}
    assert said.subjects == [{"id": house.jay.id, "kind": "child", "as": "about"}]
    assert entry.happened_at == datetime(2026, 10, 24, 20, 30, tzinfo=UTC)
    page = dana.get(answer["Location"])
    assert b"Signed." in page.content
    assert html.problems(page.content.decode()) == []


def test_a_form_sent_twice_is_one_entry(dana: Client, house: House) -> None:
    address = f"/{house.home.urn}/write/daily-note/"
    sent = {**opened(dana, address), **note(house), "_sign": "yes"}
    first, second = dana.post(address, sent), dana.post(address, sent)
    assert Entry.objects.count() == 1
    assert second["Location"] == first["Location"].split("?")[0]


def test_going_back_to_a_signed_form_leads_to_what_was_signed(dana: Client, house: House) -> None:
    address = dana.get(f"/{house.home.urn}/write/daily-note/")["Location"]
    dana.post(address, {**opened(dana, address), **note(house), "_sign": "yes"})
    assert "/record/" in dana.get(address)["Location"]


def test_a_child_who_was_there_stands_beside_and_is_not_asked_about(dana: Client, house: House) -> None:
    sign(dana, f"/{house.home.urn}/write/daily-note/", note(house, _present=house.kit.id))
    subjects = threads.thread(house.home, Entry.objects.get().record_id)[0].subjects
    assert {"id": house.kit.id, "kind": "child", "as": "present"} in subjects


def test_a_question_called_as_the_page_calls_its_own_keeps_its_own_answer(dana: Client, house: House) -> None:
    address = f"/{house.home.urn}/write/measure/"
    there = {"_about": house.jay.id, "_present": house.kit.id, "present": house.dana.id}
    page = html.page(dana.post(address, {**opened(dana, address), **there, "_redraw": "yes"}))
    ticked = re.findall(r'<input type="checkbox" name="(\w+)" value="(\w+)" checked', page)
    assert {pair for pair in ticked if "present" in pair[0]} == {
        ("_present", house.kit.id),
        ("present", house.dana.id),
    }


def test_two_children_of_one_name_are_offered_asked_about_and_read_by_their_years(dana: Client, house: House) -> None:
    younger = child(house.home, "Jay", date(2015, 3, 1))
    offered = {one["label"] for one in dana.post(f"/{house.home.urn}/names/").json()["names"]}
    assert {"Jay (born 2013)", "Jay (born 2015)"} <= offered
    address = f"/{house.home.urn}/write/daily-note/"
    asked = sign(dana, address, note(house, story="With @Jay"))
    assert "Please write @Jay (born 2013) or @Jay (born 2015)." in html.page(asked)
    sign(dana, address, note(house, story="With @Jay (born 2015)"))
    said = threads.thread(house.home, Entry.objects.get().record_id)[0]
    assert said.content["story"][1] == {"who": younger.id, "kind": "child", "name": "Jay"}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"story": ""}, "Please answer: what happened?"),
        ({"story": "@Bob was there"}, "We do not know who @Bob is."),
        ({"_about": ""}, "Please choose which child this is about."),
        ({"happened_at.date": "2026-10-25", "happened_at.time": "21:40"}, "Did you mean 24 October, 21:40?"),
        ({"happened_at.time": "9 o'clock"}, "There is no time"),
    ],
)
def test_what_is_wrong_stands_beside_the_question_and_nothing_is_lost(
    dana: Client, house: House, typed: dict[str, object], sentence: str
) -> None:
    answer = sign(dana, f"/{house.home.urn}/write/daily-note/", note(house, good_thing="Laughed at supper", **typed))
    page = unescape(html.page(answer))
    assert answer.status_code == 422
    assert page.count(sentence) >= 2  # in the summary and beside the question
    assert 'value="Laughed at supper"' in page
    assert html.problems(answer.content.decode()) == []
    assert not Entry.objects.exists()
    assert "Laughed at supper" in Draft.objects.get().typed


def test_a_year_that_cannot_be_is_refused_beside_the_question_that_dates_the_record(dana: Client, house: House) -> None:
    answer = sign(dana, f"/{house.home.urn}/write/measure/", {"began_at.date": "0200-01-01", "began_at.time": "10:00"})
    assert answer.status_code == 422
    assert "That is too long ago to be right." in html.page(answer)


def test_more_minutes_than_a_day_has_are_refused_beside_the_question(dana: Client, house: House) -> None:
    held = {"_about": house.jay.id, "kind": "restraint", "minutes": "999999"}
    page = html.page(sign(dana, f"/{house.home.urn}/write/measure/", held))
    assert "This cannot be more than 1440." in page


def test_everything_wrong_is_said_at_once(dana: Client, house: House) -> None:
    answer = sign(
        dana, f"/{house.home.urn}/write/measure/", {"_about": house.jay.id, "story": "@Bob saw", "minutes": "long"}
    )
    page = unescape(html.page(answer))
    assert "We do not know who @Bob is" in page
    assert "Please answer: what was it?" in page
    assert "Please answer: when did it begin?" in page


def test_what_is_listed_above_the_form_names_its_question(dana: Client, house: House) -> None:
    answer = sign(dana, f"/{house.home.urn}/write/daily-note/", note(house, **{"happened_at.date": "31/02/2026"}))
    page = unescape(html.page(answer))
    assert "When was this? There is no date “31/02/2026”" in page
    assert "Please answer: when was this?" not in page


def test_a_return_before_the_disappearance_is_refused_beside_its_question(dana: Client, house: House) -> None:
    record = write(
        house,
        "missing-episode",
        {
            "last_seen_at": "2026-10-24T15:05:00Z",
            "last_seen_where": "School gate",
            "story": ["Not on the bus."],
            "reported_at": "2026-10-24T16:50:00Z",
        },
        about=[house.jay],
        at=datetime(2026, 10, 24, 15, 5, tzinfo=UTC),
        written=datetime(2026, 10, 24, 17, 0, tzinfo=UTC),
    ).record_id
    answer = sign(
        dana,
        f"/{house.home.urn}/record/{record}/returned/",
        {
            "returned_at.date": "2026-10-24",
            "returned_at.time": "12:00",
            "how": "On foot",
            "story": "Tired",
            "injured": "no",
        },
    )
    assert answer.status_code == 422
    assert "That is before it began (24 October, 16:05)" in unescape(html.page(answer))


def test_typing_is_kept_and_found_again(dana: Client, house: House) -> None:
    address = dana.get(f"/{house.home.urn}/write/concern/")["Location"]
    page = opened(dana, address)
    kept = dana.post(f"/{house.home.urn}/draft/{page['_token']}/", {**page, "_about": house.jay.id, "story": "She sa"})
    assert kept.json()["saved"] == "2026-10-25T07:40:00Z"
    assert "She sa</textarea>" in html.page(dana.get(address))
    assert "Begun and not signed" in html.page(dana.get(f"/{house.home.urn}/write/"))
    dana.post(f"/{house.home.urn}/draft/{page['_token']}/drop/")
    assert not Draft.objects.exists()
    assert not Entry.objects.exists()


def test_nobody_opens_somebody_elses_draft(dana: Client, house: House, client: Client) -> None:
    address = dana.get(f"/{house.home.urn}/write/concern/")["Location"]
    page = opened(dana, address)
    dana.post(f"/{house.home.urn}/draft/{page['_token']}/", {**page, "story": "Between us"})
    other = Client()
    other.force_login(house.account(house.helen))
    assert "Between us" not in html.page(other.get(address, follow=True))
    assert other.post(f"/{house.home.urn}/draft/{page['_token']}/", {**page, "story": "Mine"}).status_code == 403


def test_whoever_comes_to_somebody_elses_form_begins_one_of_their_own(dana: Client, house: House) -> None:
    address = dana.get(f"/{house.home.urn}/write/daily-note/")["Location"]
    page = opened(dana, address)
    dana.post(f"/{house.home.urn}/draft/{page['_token']}/", {**page, "story": "Hers"})
    other = Client()
    other.force_login(house.account(house.helen))
    assert opened(other, other.get(address)["Location"])["_token"] != page["_token"]
    answer = other.post(address, {**page, "story": "Mine", "_sign": "yes"})
    assert answer.status_code == 422
    assert "Mine" in html.page(answer)
    assert "Hers" in html.page(dana.get(address))


@pytest.mark.parametrize("token", ["", "short", "x" * 500])
def test_a_form_with_no_name_of_ours_is_given_one(dana: Client, house: House, token: str) -> None:
    typed = {**opened(dana, f"/{house.home.urn}/write/daily-note/"), **note(house), "_token": token, "_sign": "yes"}
    assert dana.post(f"/{house.home.urn}/write/daily-note/", typed).status_code == 302
    assert len(Submission.objects.get().token) == len(new_token())
    assert dana.post(f"/{house.home.urn}/draft/{'x' * 500}/", typed).status_code == 404


WHEN = {"happened_at.date": "2026-10-24", "happened_at.time": "21:30"}
CHILD = {"name": "Amira", "born_on": "2011-08-19"}


def test_the_second_child_of_a_home_is_not_written_over_the_first(client: Client, house: House) -> None:
    client.force_login(house.account(house.helen))
    Placement.objects.filter(child=house.kit).delete()
    assert sign(client, f"/{house.home.urn}/write/child-known/", CHILD | {"_about": house.jay.id}).status_code == 302
    assert set(Child.objects.filter(placements__home=house.home).values_list("name", flat=True)) == {"Jay", "Amira"}


@pytest.mark.parametrize(("type", "typed", "kind"), [("child-known", CHILD, Child), ("worker-known", CHILD, Worker)])
def test_details_that_are_corrected_stay_those_of_the_same_person(
    client: Client, house: House, type: str, typed: dict[str, object], kind: type[Child | Worker]
) -> None:
    client.force_login(house.account(house.helen))
    sign(client, f"/{house.home.urn}/write/{type}/", typed)
    entry, known = Entry.objects.get(), kind.objects.count()
    address = f"/{house.home.urn}/record/{entry.record_id}/{entry.id}/correct/"
    assert sign(client, address, typed | {"name": "Amirah", "because": "Misheard"}).status_code == 302
    assert kind.objects.count() == known
    assert kind.objects.filter(name="Amirah").exists()
    assert not kind.objects.filter(name="Amira").exists()


def test_rows_are_added_and_taken_out_without_script(dana: Client, house: House) -> None:
    address = f"/{house.home.urn}/write/childrens-meeting/"
    page = {**opened(dana, address), "_about": house.jay.id, "actions.1.action": "Book the caves"}
    more = html.page(dana.post(address, {**page, "_add-row": "actions"}))
    assert 'name="actions.2.action"' in more
    assert 'value="Book the caves"' in more
    fewer = html.page(dana.post(address, {**page, "actions.2.action": "x", "_drop-row": "actions.1"}))
    assert 'value="Book the caves"' not in fewer
    assert 'name="actions.2.action"' in fewer


def test_a_role_that_does_not_sign_is_turned_away(client: Client, house: House) -> None:
    client.force_login(house.account(house.ines))
    assert client.get(f"/{house.home.urn}/write/daily-note/").status_code == 403
    assert client.post(f"/{house.home.urn}/write/daily-note/", {"_sign": "yes"}).status_code == 403
    assert client.get(f"/{house.home.urn}/write/no-such-thing/").status_code == 404


def test_a_further_stage_by_somebody_who_may_not_is_refused(dana: Client, house: House) -> None:
    record = write(house, "wish", {"wish": "A light", "who_answers": reference(house)}, about=[house.jay]).record_id
    assert "Answer the child" in html.page(dana.get(f"/{house.home.urn}/record/{record}/"))
    ines = Client()
    ines.force_login(house.account(house.ines))
    typed = {"answer": "yes", "reply": "Yes", "_sign": "yes", "_token": "a-token-of-twenty-letters"}
    assert ines.post(f"/{house.home.urn}/record/{record}/answer/", typed).status_code in (403, 404)
    assert Entry.objects.filter(stage="answer").count() == 0


def test_an_answer_names_what_it_answers(dana: Client, house: House) -> None:
    wish = write(house, "wish", {"wish": "A light", "who_answers": reference(house)}, about=[house.jay])
    address = f"/{house.home.urn}/write/wish-answer/?answers={wish.record_id}&child={house.jay.id}"
    page = {**opened(dana, address), "_about": house.jay.id, "answer": "yes", "reply": "It is up.", "_sign": "yes"}
    assert dana.post(f"/{house.home.urn}/write/wish-answer/", page).status_code == 302
    answer = Entry.objects.get(type="wish-answer")
    assert f'"to":"{wish.record_id}"' in answer.links


def test_no_stage_of_a_record_answers_what_its_writer_may_not_see(dana: Client, house: House) -> None:
    said = {"category": "online", "story": ["Messages."], "immediate_steps": ["Kept company."]}
    hidden = write(house, "concern", said, by=house.helen, about=[house.kit]).record_id
    missing = {"last_seen_at": "2026-10-24T11:00:00Z", "last_seen_where": "Park", "story": ["Not on the bus."]}
    record = write(house, "missing-episode", missing, about=[house.kit]).record_id
    typed = {"story": "Rang her friend.", "_answers": hidden, "_token": new_token(), "_sign": "yes"}
    typed |= {"happened_at.date": "2026-10-24", "happened_at.time": "21:30"}
    for address in ("write/daily-note/", f"record/{record}/update/"):
        assert dana.post(f"/{house.home.urn}/{address}", typed).status_code == 404, address
    assert not Entry.objects.filter(links__contains=hidden).exists()


def test_opening_a_record_is_written_down(dana: Client, house: House) -> None:
    sign(dana, f"/{house.home.urn}/write/daily-note/", note(house))
    dana.get(f"/{house.home.urn}/record/{Record.objects.get().pk}/")
    looked = AccessLog.objects.get(record=Record.objects.get().pk)
    assert (looked.account, looked.person) == ("dana", house.jay.id)


def test_a_record_that_is_not_theirs_and_one_that_never_was_give_the_same_page(house: House) -> None:
    record = write(house, "daily-note", {"story": ["A day."]}, about=[house.jay]).record_id
    noor = Client()
    noor.force_login(house.account(house.noor))
    theirs = noor.get(f"/{house.other.urn}/record/{record}/")
    nobodys = noor.get(f"/{house.other.urn}/record/{'0' * 26}/")
    assert theirs.status_code == nobodys.status_code == 404
    assert theirs.content == nobodys.content


def test_names_come_as_a_list_to_those_inside_and_never_by_get(dana: Client, house: House) -> None:
    names = dana.post(f"/{house.home.urn}/names/").json()["names"]
    assert {"Jay", "Kit", "Dana Price"} <= {one["label"] for one in names}
    assert "Ada" not in {one["label"] for one in names}
    assert dana.get(f"/{house.home.urn}/names/").status_code == 405


def test_what_can_be_written_is_found_in_ordinary_words(dana: Client, house: House) -> None:
    page = html.page(dana.get(f"/{house.home.urn}/write/?q=ran+away"))
    assert "/write/missing-episode/" in page
    assert html.problems(page) == []


def test_somebody_who_is_not_here_yet_can_be_written_about_before_they_come(dana: Client, house: House) -> None:
    ada = Child.objects.get(name="Ada")
    assert ada.id not in html.page(dana.get(f"/{house.home.urn}/write/daily-note/", follow=True))


@pytest.mark.parametrize("area", sorted({type.area for type in lawbook.current().records.values()}))
def test_every_form_of_the_library_is_sound_and_refuses_nothing_typed_in_words(house: House, area: str) -> None:
    """Each form is sent as it is: drawn again with what is missing, it holds all that it held at first."""
    library = lawbook.current()
    browsers = {house.viewer(w, house.home).role: Client() for w in (house.helen, house.dana, house.ines, house.ruth)}
    for w in (house.helen, house.dana, house.ines, house.ruth):
        browsers[house.viewer(w, house.home).role].force_login(house.account(w))
    for type in library.records.values():
        if type.area == area:
            signs = library.roles_in(type.stages[0].by)
            browser = next(browser for role, browser in browsers.items() if role in signs)
            token = new_token()
            address = f"/{house.home.urn}/write/{type.id}/"
            assert browser.get(address, {"draft": token}).status_code == 200, type.id
            refused = browser.post(address, {"_token": token, "_sign": "yes"} | WHEN)
            assert refused.status_code in (302, 422), type.id
            if refused.status_code == 422:
                assert html.problems(refused.content.decode()) == [], type.id
