"""Every form of the library, opened, filled in and signed in the browser: made from the library, area by area.

Every question that is asked is answered: what an answer brings up is answered too. What has to be there first (a child
who is expected, somebody else to check what one has written) is there.
"""

import io
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page

from ninefold.base import clock
from ninefold.lawbook import load
from ninefold.lawbook.model import FormField, RecordType, Stage
from ninefold.ledger.models import Entry
from ninefold.people.models import Role, Worker
from tests.factories import NOW, House, account, child, worker
from tests.journeys.steps import arrive, sign

pytestmark = pytest.mark.slow

LIBRARY = load.current()
MOST = 24  # forms in one test, so that the workers can share an area


def _parts() -> Iterator[Any]:
    """The record types of each area, in parts of about MOST forms: two workers then share a large one."""
    by_area = sorted(LIBRARY.records.values(), key=lambda one: one.area)
    for area, records in groupby(by_area, key=lambda one: one.area):
        parts: list[list[RecordType]] = [[]]
        for record in records:
            if sum(len(one.stages) for one in parts[-1]) >= MOST:
                parts.append([])
            parts[-1].append(record)
        yield from (pytest.param(part, id=f"{area}-{number}") for number, part in enumerate(parts, 1))


TODAY = clock.local(NOW).date()
TEXT = {"story": "It was like this.", "voice": "I want to say it myself.", "interval": "6 weeks"}
FIGURES = ("number", "score", "money", "duration", "scale")
# A second signature is asked for only under a role that needs one (tests/people/test_powers.py, test_proposed.py).
ONLY_THEN = {("role-given", "seconded")}
# Types of which only one can be: what a second signing of them would say is refused with a sentence.
GOES_AWAY = {"moved-out": "kit", "role-ended": "sam"}

FILL = """
plan => {
  const form = document.querySelector("form[data-writing]");
  const now = form.dataset.now.slice(11, 16);
  const tell = (input, type) => input.dispatchEvent(new Event(type, {bubbles: true}));
  const kindOf = (id, input) => {
    const last = input.name.split(".").pop();
    return plan[`${id}.${last}`] ?? plan[id];
  };
  const fill = (id, input, groups) => {
    if (input.type === "hidden" || input.type === "file" || input.name === "") return;
    const wanted = kindOf(id, input);
    if (input.type === "radio" || input.type === "checkbox") {
      const group = input.type === "radio" ? input.name : id;
      if (groups.has(group)) return;
      groups.add(group);
      if (!input.checked) input.click();
    } else if (input.tagName === "SELECT") {
      if (!input.value) input.value = [...input.options].find((one) => one.value)?.value ?? "";
      tell(input, "change");
    } else if (!input.value) {
      input.value = input.type === "date" ? wanted.day : input.type === "time" ? now : wanted.text;
      tell(input, "input");
    }
  };
  const belongs = form.querySelector('input[name="_answers"]');
  if (belongs && !form.querySelector('input[name="_answers"]:checked')) belongs.click();
  for (let round = 0; round < 3; round++) {
    for (const field of form.querySelectorAll("#questions [data-field]")) {
      if (field.hidden || plan._left.includes(field.dataset.field)) continue;
      const groups = new Set();
      for (const input of field.querySelectorAll("input, select, textarea")) fill(field.dataset.field, input, groups);
    }
  }
}
"""


def _picture() -> bytes:
    """A small picture."""
    kept = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(kept, "PNG")
    return kept.getvalue()


PICTURE = _picture()


def _figure(asked: FormField) -> str:
    """A number that the question takes, as it is typed."""
    least = asked.min if asked.min is not None else 1
    return str(max(least, 1) if asked.max is None else min(max(least, 1), asked.max))


def _typed(asked: FormField) -> dict[str, str]:
    """What is typed in answer to one question, whichever inputs it has."""
    text = _figure(asked) if asked.kind in FIGURES else TEXT.get(asked.kind, "A few words")
    return {"text": text, "day": TODAY.isoformat()}


def _plan(stage: Stage) -> dict[str, dict[str, str]]:
    """What is typed in answer to each question of a stage, and in each column of its tables."""
    plan = {asked.id: _typed(asked) for asked in stage.fields}
    rows = {f"{asked.id}.{column.id}": _typed(column) for asked in stage.fields for column in asked.columns}
    times = {name: typed | {"text": "08:00"} for name, typed in rows.items() if name.startswith("times.")}
    return plan | rows | times


def _signer(house: Any, stage: Stage, not_by: str = "") -> Worker:
    """Somebody who may sign the stage and did not sign the first where another has to."""
    roles = LIBRARY.roles_in(stage.by)
    everybody = [house.dana, house.helen, house.ruth, house.ines, house.deputy]
    able = [one for one in everybody if Role.objects.filter(worker=one, name__in=roles, home=house.home).exists()]
    return next(one for one in able if one.id != not_by)


def _about(house: Any, record: RecordType) -> Iterator[tuple[str, str]]:
    """Whom the record is about, as its address says it."""
    gone = GOES_AWAY.get(record.id)
    if "child" in record.about and record.effect != "child-known":
        expected = house.expected if record.id == "moved-in" else getattr(house, gone) if gone else house.jay
        yield "child", expected.id
    elif "worker" in record.about and record.effect != "worker-known":
        yield "worker", (getattr(house, gone) if gone else house.dana).id


class _House:
    """Larch House with a child who is expected and a deputy."""

    def __init__(self, house: House):
        self._house = house
        self.expected = child(house.home, "Robin", began_at=None)
        self.deputy = worker([house.home], "Omar Reyes", "deputy-manager")
        house.accounts[self.deputy.id] = account(self.deputy)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._house, name)


@pytest.mark.parametrize("records", list(_parts()))
def test_every_form_of_an_area_is_filled_in_and_signed(desktop: Page, house: House, records: list[RecordType]) -> None:
    there = _House(house)
    refused = [said for record in records for said in _tried(desktop, there, record)]
    assert not refused, "\n".join(refused)


def _tried(page: Page, house: Any, record: RecordType) -> Iterator[str]:
    """Sign each stage of a type in turn. Gives a line for each that was refused."""
    here, author = "", ""
    for stage in record.stages:
        if (record.id, stage.id) in ONLY_THEN:
            continue
        if record.id == "dose":
            return  # stopped without a chart: tests/medicines
        if any(asked.given and asked.required for asked in stage.fields):
            return  # begun on a page of its own, which fills that in: tests/features/due
        by = _signer(house, stage, author if stage.not_by else "")
        about = "&".join(f"{name}={who}" for name, who in _about(house, record))
        address = f"{here}{stage.id}/" if here else f"/{house.home.urn}/write/{record.id}/?{about}"
        page.context.clear_cookies()
        arrive(page, house, by, address)
        problem = _signed(page, stage, record.hides_from)
        if problem:
            yield f"{record.id}.{stage.id} by {by.name}: {problem}"
            return
        here = here or page.url.split("?")[0]
        author = author or Entry.objects.latest("seq").author


def _signed(page: Page, stage: Stage, left: Iterable[str]) -> str:
    """Fill the form in and sign it. Gives what the page says against it, or nothing.

    ``left`` are questions that stay open: whoever is named there would not see the record any more.
    """
    optional = {asked.id for asked in stage.fields if not asked.required}
    plan: dict[str, Any] = {**_plan(stage), "_left": [name for name in left if name in optional]}
    for asked in stage.fields:
        if asked.kind in ("file", "photo"):
            field = page.locator(f'[data-field="{asked.id}"]')
            if field.is_visible():
                field.locator("input[type=file]").set_input_files(
                    {"name": "picture.png", "mimeType": "image/png", "buffer": PICTURE}
                )
    page.evaluate(FILL, plan)
    sign(page)
    sure = page.locator("input[name=_sure]")
    if sure.count():  # what is asked before it is signed, answered as somebody does who is sure
        for tick in sure.all():
            tick.check(force=True)
        sign(page)
    wrong = page.locator(".error-summary li")
    if wrong.count() and page.locator('[data-field="overruled"]').is_visible():
        page.evaluate(FILL, plan)  # what a brake stopped goes on with a reason
        sign(page)
    return "; ".join(wrong.all_inner_texts())
