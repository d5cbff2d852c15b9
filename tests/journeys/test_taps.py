"""How many taps the commonest tasks take, counted in a browser and held to docs/taps.md. Typing is no tap."""

import json
import re
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from ninefold.base import clock
from ninefold.ledger.models import Entry, FactRow, Record
from tests.conftest import ROOT
from tests.factories import NOW, House, box, write
from tests.journeys.steps import arrive, group, seen, sign, sound

NIGHT = clock.from_local(datetime(2026, 10, 24, 2, 40))
EVENING = clock.from_local(datetime(2026, 10, 23, 21, 30))
ROW = re.compile(r"^\| (?P<who>[^|]+) \| (?P<task>[^|]+) \| (?P<most>\d+) \| (?P<taps>\d+) \|$", re.MULTILINE)
BUDGETS = {
    row["task"]: (int(row["most"]), int(row["taps"])) for row in ROW.finditer((ROOT / "docs" / "taps.md").read_text())
}


class Taps:
    """Somebody's finger: every tap is counted, and the task is held to what the page of taps says of it."""

    def __init__(self, page: Page, task: str):
        self.page, self.task, self.count = page, task, 0

    def on(self, target: Locator, *, leads: bool = True) -> None:
        """One tap, which leads to another page unless said otherwise."""
        self.count += 1
        if leads:
            with self.page.expect_navigation():
                target.click()
        else:
            target.click()

    def done(self) -> None:
        """The task is done: it took as many taps as is written, and no more than it may."""
        most, said = BUDGETS[self.task]
        assert self.count <= most, f"{self.task}: {self.count} taps, and it may take {most}"
        assert self.count == said, f"{self.task}: {self.count} taps, and docs/taps.md says {said}"


@pytest.fixture
def at_night(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """It is twenty to three."""
    monkeypatch.setenv("NINEFOLD_CLOCK", clock.text(NIGHT))
    monkeypatch.setattr(clock, "_started", time.monotonic())
    yield


@pytest.fixture
def night(house: House, phone: Page, at_night: None) -> Page:
    """Dana's phone on her waking night: two children with a check in their plan, a handover, Helen on call."""
    for child in (house.jay, house.kit):
        plan = {"story": ["Asked us to."], "how": "every", "every": "m60", "first": "t2200", "last": "t0600"}
        agreed = {"agreed_by": f"{child.name}, and the social worker", "review_on": "2026-11-20"}
        write(house, "night-plan", plan | agreed, by=house.helen, about=[child], at=EVENING)
    write(house, "handover", {"story": ["Jay heard that Gran cannot come."]}, by=house.sam, at=EVENING)
    helen = {"who": house.helen.id, "kind": "worker", "name": "Helen Marsh"}
    turn = {"person": helen, "from_day": "2026-10-19", "until_day": "2026-10-25", "number": "07700 900201"}
    rota = {"turns": [turn], "then": [{"who": "Ruth", "number": "07700 900202"}], "planned_until": "2026-10-25"}
    write(house, "on-call-rota", rota, by=house.helen, at=EVENING)
    arrive(phone, house, house.dana, f"/{house.home.urn}/shift/")
    return phone


def _tool(page: Page, name: str) -> Locator:
    return page.get_by_role("navigation").get_by_role("link", name=name, exact=True)


def test_take_over(night: Page) -> None:
    taps = Taps(night, "take over: read the handover and say so")
    handover = night.locator("main section, main .card").first
    expect(handover).to_contain_text("Jay heard that Gran cannot come.")
    taps.on(night.get_by_role("button", name="I have read this").first)
    expect(night.locator("#handover")).to_contain_text("Read by Dana Price")
    expect(night.get_by_role("button", name="I have read this")).to_have_count(
        1
    )  # what changed, which is another thing
    taps.done()
    sound(night)


def test_the_round_with_one_tap(night: Page, house: House) -> None:
    night.goto(f"/{house.home.urn}/shift/round/")
    sound(night)
    taps = Taps(night, "sign the checks of a round, all asleep")
    taps.on(night.get_by_role("button", name="I looked in: all 2 asleep"))
    taps.done()
    assert sorted(FactRow.objects.filter(name="night.looked-in").values_list("value", flat=True)) == [
        "asleep",
        "asleep",
    ]
    expect(night.get_by_role("button", name="Undo")).to_have_count(2)
    sound(night)


def test_one_child_with_one_tap(night: Page, house: House) -> None:
    night.goto(f"/{house.home.urn}/shift/round/")
    taps = Taps(night, "sign a check of one child who is not asleep")
    taps.on(night.get_by_role("form", name="Jay").get_by_role("button", name="Unwell"))
    taps.done()
    assert FactRow.objects.get(name="night.looked-in").value == "unwell"


def test_awake_talked_cocoa_settled(night: Page) -> None:
    taps = Taps(night, "awake, talked, cocoa, settled")
    taps.on(_tool(night, "Round"))
    taps.on(night.get_by_role("form", name="Jay").get_by_role("button", name="Awake"))
    taps.on(night.get_by_role("button", name="Talked, a drink, settled again"))
    taps.done()
    assert Record.objects.get(type="night-check").stages == "check,later"
    sound(night)


def test_start_the_clock(night: Page) -> None:
    taps = Taps(night, "a child is missing: start the clock")
    taps.on(_tool(night, "Missing"))
    sound(night)
    taps.on(night.get_by_text("Kit", exact=True), leads=False)
    night.get_by_label("Where were they last seen").fill("By the back gate, by me")
    taps.on(night.get_by_role("button", name="Start the clock"))
    taps.done()
    expect(night.get_by_role("heading", name="Kit is missing")).to_be_visible()
    sound(night)


def test_the_sheet(night: Page, house: House) -> None:
    said = {"last_seen_at": clock.text(NIGHT - timedelta(hours=1)), "last_seen_where": "By the gate"}
    write(house, "missing-episode", said, about=[house.kit], at=NIGHT - timedelta(hours=1))
    night.reload()
    taps = Taps(night, "show or print the sheet for the police")
    taps.on(night.get_by_role("link", name="Kit is missing").first)
    taps.on(night.get_by_role("link", name="Sheet"))
    taps.done()
    expect(night.get_by_role("article")).to_contain_text("By the gate")
    sound(night)


def test_on_call(night: Page) -> None:
    taps = Taps(night, "ask the manager on call, and keep the answer")
    number = night.get_by_role("link", name="07700 900201")
    expect(number).to_have_attribute("href", "tel:07700900201")
    # The telephone answers where there is one: here the tap is heard, and no page is left.
    number.evaluate("one => one.addEventListener('click', (event) => event.preventDefault())")
    taps.on(number, leads=False)
    night.get_by_label("What did they say?").fill("Sit with him, ring again at four.")
    taps.on(night.get_by_role("button", name="Keep the answer"))
    taps.done()
    assert Record.objects.get(type="on-call-advice").headline == "Sit with him, ring again at four."


def test_nothing_unsigned(night: Page) -> None:
    taps = Taps(night, "finish the shift: see that nothing of mine is unsigned")
    expect(night.get_by_text("Nothing of yours is unsigned.")).to_be_visible()
    taps.done()


def test_a_dose(night: Page, house: House) -> None:
    box(house, house.jay, "Melatonin 2 mg", EVENING - timedelta(days=1))
    taps = Taps(night, "give a medicine")
    taps.on(_tool(night, "Medicine"))
    sound(night)
    taps.on(night.get_by_role("region", name="Jay").get_by_text("Something else"), leads=False)
    taps.on(night.get_by_role("button", name=re.compile("^Melatonin 2 mg")))
    seen(night)
    taps.on(night.get_by_role("group", name="Did they take it?").get_by_text("Yes"), leads=False)
    night.get_by_label("How much?").fill("1")
    _signed(night, taps)
    dose = Record.objects.get(type="dose")
    assert (dose.headline, dose.about_one) == ("Melatonin 2 mg", house.jay.id)


def test_a_hold(night: Page, house: House) -> None:
    steps = [{"step": "A walk round the garden"}, {"step": "Ten minutes alone"}]
    plan = {"story": ["Jay needs a way out."], "calming_steps": steps, "review_on": "2026-12-01"}
    write(house, "behaviour-plan", plan, about=[house.jay], at=EVENING)
    taps = Taps(night, "write down a hold")
    taps.on(_tool(night, "Write"))
    taps.on(night.get_by_role("button", name="I held a child"))
    seen(night)
    taps.on(group(night, "Whom is it about?").get_by_text("Jay"), leads=False)
    night.get_by_label("What was happening before?").fill("He had thrown the chess board.")
    group(night, "When did it begin?").get_by_label("Time").fill("02:20")
    night.get_by_label("Where?", exact=True).fill("Landing")
    night.get_by_label("What was done?", exact=True).fill("I stood between them and held his arms.")
    taps.on(group(night, "Which hold?").get_by_text("Standing hold"), leads=False)
    taps.on(group(night, "What was it needed to prevent?").get_by_text("Somebody else being hurt"), leads=False)
    night.get_by_label("How many minutes did it last?").fill("3")
    taps.on(group(night, "A walk round the garden").get_by_text("helped"), leads=False)
    night.get_by_label("Did it work, and what came after?").fill("He asked for water.")
    taps.on(group(night, "Was anyone hurt?").get_by_text("No", exact=True), leads=False)
    _signed(night, taps)
    hold = json.loads(Entry.objects.get(type="measure").content.body)
    assert [one["who"] for one in hold["used_by"]] == [house.dana.id]
    assert (hold["kind"], hold["tried_first"]) == ("restraint", "own-list")


def _signed(page: Page, taps: Taps) -> None:
    """The last tap: the form is signed by its script, and gives way to the record."""
    taps.count += 1
    assert sign(page) == 200
    expect(page.get_by_role("status").first).to_contain_text("Signed.")
    taps.done()


@pytest.fixture
def monday(house: House, desktop: Page) -> Page:
    """Helen's desk after a weekend."""
    contact = {"name": "Sue", "kind": "family", "relation": "gran", "phone": "07700 900377", "ring": "yes"}
    write(house, "contact-known", contact, by=house.helen, about=[house.jay])
    write(house, "handover", {"story": ["A quiet night."]}, by=house.sam)
    arrive(desktop, house, house.helen, f"/{house.home.urn}/desk/")
    return desktop


def test_the_weekend(monday: Page) -> None:
    taps = Taps(monday, "what happened at the weekend")
    expect(monday.get_by_role("heading", name="What happened")).to_be_visible()
    taps.done()


def test_ring_the_family(monday: Page) -> None:
    taps = Taps(monday, "ring a child's family")
    taps.on(monday.get_by_role("list", name="Children").get_by_role("link", name="Jay"))
    number = monday.get_by_role("link", name=re.compile("^07700 900377"))
    expect(number).to_have_attribute("href", "tel:07700900377")
    number.evaluate("one => one.addEventListener('click', (event) => event.preventDefault())")
    taps.on(number, leads=False)
    taps.done()
    sound(monday)


def test_who_has_read_the_handover(monday: Page) -> None:
    taps = Taps(monday, "see who has read the handover")
    taps.on(monday.get_by_role("link", name="Handover").first)
    expect(monday.get_by_role("heading", name="Handover")).to_be_visible()
    taps.done()


def test_prepare_supervision(monday: Page) -> None:
    taps = Taps(monday, "prepare supervision")
    taps.on(monday.get_by_role("navigation").get_by_role("link", name="Team"))
    taps.on(monday.get_by_role("link", name="Agenda for Dana Price"))
    expect(monday.get_by_role("heading", level=1)).to_contain_text("Dana Price")
    taps.done()


def test_check_a_hold(monday: Page, house: House) -> None:
    hold = {
        "kind": "restraint", "lead_up": ["A lost game."], "began_at": clock.text(NOW - timedelta(hours=3)),
        "where": "Kitchen", "story": ["I held his arms."], "hold": "standing", "why_needed": ["injury-other"],
        "minutes": 3, "tried_first": "no-time", "no_time": "It was at once.",
        "used_by": [{"who": house.dana.id, "kind": "worker", "name": "Dana Price"}], "effect": ["He asked for water."],
        "injured": False,
    }  # fmt: skip
    write(house, "measure", hold, by=house.dana, about=[house.jay], at=NOW - timedelta(hours=3))
    monday.reload()
    taps = Taps(monday, "check a hold and sign")
    taps.on(monday.get_by_role("link", name="Check it with those who used it").first)
    expect(monday.get_by_role("main")).to_contain_text("I held his arms.")
    sound(monday)
    taps.on(monday.get_by_role("button", name="I spoke with Dana Price, and the record is accurate"))
    seen(monday)
    monday.get_by_label("What set it off and what do we learn?").fill("A lost game. Offer the garden sooner.")
    _signed(monday, taps)
    check = json.loads(Entry.objects.get(type="measure", stage="manager-check").content.body)
    assert (check["signs_as"], check["accurate"]) == ("registered", True)
    assert [one["who"] for one in check["spoke_to"]] == [house.dana.id]


def test_look_at_an_incident(monday: Page, house: House) -> None:
    told = {
        "lead_up": ["A lost game."], "began_at": clock.text(NOW - timedelta(hours=3)), "story": ["He threw the board."],
        "how_ended": "calmed-together", "injured": False, "police_called": False,
    }  # fmt: skip
    write(house, "incident", told, by=house.dana, about=[house.jay], at=NOW - timedelta(hours=3))
    taps = Taps(monday, "look at an incident and sign")
    monday.reload()
    taps.on(monday.get_by_role("main").get_by_role("link", name="Incident", exact=True).first)
    taps.on(monday.get_by_role("link", name="Look at it together"))
    monday.get_by_label("What was this telling us?").fill("He cannot bear to lose after a bad call with Gran.")
    _signed(monday, taps)


def test_every_task_of_the_page_is_counted() -> None:
    counted = re.findall(r"Taps\(\w+, \"([^\"]+)\"\)", Path(__file__).read_text())
    assert sorted(counted) == sorted(BUDGETS)
