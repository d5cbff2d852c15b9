"""The question before signing: is what reads almost like another entry what happened?"""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ninefold.ledger.models import Draft, Entry, Record
from tests import html
from tests.factories import House, write
from tests.features.writing.typed import NOW, note, opened, sign

EVENING = "@{who} made pancakes, argued with Sam about lemon and sugar, then played cards by the window until bedtime"
ASKED = b"This reads almost like what"


def told(who: str) -> str:
    return EVENING.format(who=who)


def before(house: House, child: str = "kit", days: int = 3, by: str = "dana", story: str = "") -> str:
    """The same evening, as it was written of a child some days ago."""
    whom = getattr(house, child)
    text = story or told(whom.name).replace("@", "")
    about, at = [whom], NOW - timedelta(days=days)
    return write(house, "daily-note", {"story": [text]}, about=about, at=at, by=getattr(house, by)).record_id


def address(house: House) -> str:
    return f"/{house.home.urn}/write/daily-note/"


def test_another_childs_evening_is_asked_about_and_both_stand_side_by_side(dana: Client, house: House) -> None:
    record = before(house)
    page = sign(dana, address(house), note(house, story=told("Jay")))
    text = html.page(page)
    assert page.status_code == 422
    assert html.problems(text) == []
    assert "This reads almost like what you wrote for Kit" in text
    assert "Is it what happened to Jay?" in text
    assert f"/record/{record}/" in text
    assert text.count("argued with Sam about lemon and sugar") >= 3, "typed, beside it, and still in the form"
    assert Entry.objects.count() == 1
    assert Draft.objects.count() == 1, "nothing that was typed is lost"


def test_a_tick_signs_it_as_it_stands(dana: Client, house: House) -> None:
    record = before(house)
    sent = {**opened(dana, address(house)), **note(house, story=told("Jay")), "_sign": "yes"}
    page = dana.post(address(house), sent)
    box = re.search(r'<input type="checkbox" name="_sure" value="([^"]+)"', html.page(page))
    assert box and box[1] == f"copied:{record}"
    assert dana.post(address(house), sent).status_code == 422, "without the tick it is asked again"
    assert dana.post(address(house), {**sent, "_sure": box[1]}).status_code == 302
    assert Entry.objects.count() == 2
    assert not Draft.objects.exists()


def test_a_tick_for_one_text_is_none_for_another(dana: Client, house: House) -> None:
    record = before(house)
    other = "@Jay slept late, had toast in the garden, mended the puncture with Dana and rode all the way to the weir"
    before(house, story=other.replace("@Jay", "Kit"))
    sent = {**opened(dana, address(house)), **note(house, story=other), "_sign": "yes", "_sure": f"copied:{record}"}
    assert ASKED in dana.post(address(house), sent).content


def test_the_same_childs_other_day_is_asked_about_too(dana: Client, house: House) -> None:
    before(house, "jay", by="helen")
    text = html.page(sign(dana, address(house), note(house, story=told("Jay"))))
    assert "This reads almost like what Helen Marsh wrote for Jay" in text
    assert "Is it what happened this time?" in text


@pytest.mark.parametrize("days", [1, 13])
def test_the_last_fortnight_counts(dana: Client, house: House, days: int) -> None:
    before(house, days=days)
    assert sign(dana, address(house), note(house, story=told("Jay"))).status_code == 422


@pytest.mark.parametrize(
    ("days", "story"),
    [(20, ""), (3, "Slept well."), (3, "Kit came in muddy from football and told us about the goal he nearly scored")],
)
def test_an_older_or_a_short_or_another_text_is_not(dana: Client, house: House, days: int, story: str) -> None:
    before(house, days=days, story=story)
    typed = story if len(story) < 20 and story else told("Jay")
    assert sign(dana, address(house), note(house, story=typed)).status_code == 302


def test_what_the_signer_may_not_see_is_not_shown(dana: Client, house: House) -> None:
    said = {"category": "other", "story": [told("Kit").replace("@", "")], "immediate_steps": ["Stayed with him."]}
    write(house, "concern", said, about=[house.kit], at=NOW - timedelta(days=2), by=house.helen)
    assert sign(dana, address(house), note(house, story=told("Jay"))).status_code == 302


def test_what_another_home_wrote_is_not_asked_about(dana: Client, house: House) -> None:
    before(house)
    Record.objects.update(home=house.other)
    assert sign(dana, address(house), note(house, story=told("Jay"))).status_code == 302


def test_a_correction_is_of_what_stands_there_already(dana: Client, house: House) -> None:
    record = before(house, "jay", days=1)
    entry = Entry.objects.get(record_id=record)
    correct = f"/{house.home.urn}/record/{record}/{entry.id}/correct/"
    typed = {"_about": house.jay.id, "story": told("Jay").replace("@", "") + " and slept", "because": "One word."}
    assert sign(dana, correct, typed).status_code == 302


def test_a_tick_is_kept_while_something_else_is_put_right(dana: Client, house: House) -> None:
    record = before(house)
    sent = {
        **opened(dana, address(house)),
        **note(house, story=told("Jay")),
        "_sign": "yes",
        "_sure": f"copied:{record}",
    }
    page = dana.post(address(house), {**sent, "happened_at.date": "2027-01-01"})
    assert page.status_code == 422
    assert f'<input type="hidden" name="_sure" value="copied:{record}">' in html.page(page)


def test_many_records_cost_no_more_questions(dana: Client, house: House) -> None:
    def questions() -> int:
        sent = {**opened(dana, address(house)), **note(house, story=told("Jay")), "_sign": "yes"}
        with CaptureQueriesContext(connection) as made:
            assert dana.post(address(house), sent).status_code == 422
        return len(made)

    before(house)
    few = questions()
    for days in range(1, 9):
        before(house, days=days, story=f"{told('Kit')[1:]} on day {days}")
    assert questions() == few
