"""Each person follows every link they are given: no page is missing, none is out of reach, none is unsound."""

import re
from collections import Counter, deque
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, resolve, reverse

from ninefold.web.rooms import SHARED, rooms
from tests import html
from tests.factories import House, write

# Who walks through the house, and the rooms whose every page they reach.
WALKS: list[tuple[str, tuple[str, ...]]] = [
    ("dana", ("shift", SHARED)),
    ("sam", ()),
    ("helen", ("desk", SHARED)),
    ("ruth", ()),
    ("ines", ()),
]
DEEPEST, MOST = 6, 900
# Of each kind of page so many are opened: the thirtieth month is like the twentieth, and setting a PDF takes a while.
MOST_OF_A_KIND, FEWER = 20, {"desk:report-file": 2}
FORMS = 2  # of each kind of record's form: there are hundreds of kinds, and each is filled in by a journey of its own
# A form that is opened makes a token for itself, so that its address is another each time.
TOKEN = re.compile(r"[?&]draft=[\w-]+")


class Links(HTMLParser):
    """What a page leads to."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the address of a link."""
        address = dict(attrs).get("href")
        if tag == "a" and address:
            self.found.append(address)


@pytest.fixture
def lived_in(house: House) -> House:
    """Something of everything has happened."""
    for n in range(5):
        write(house, "daily-note", {"story": [f"Puddle {n}."]}, about=[house.kit])
    write(house, "daily-note", {"story": ["Rain."], "wish": "boots", "voice": ["Wet!"]}, about=[house.jay])
    steps = [{"step": "A walk"}]
    plan = {"story": ["He needs room."], "calming_steps": steps, "review_on": "2026-12-01"}
    write(house, "behaviour-plan", plan, about=[house.jay])
    concern = {"kind": "restraint", "lead_up": ["Noise."], "began_at": "2026-10-24T10:00:00Z", "where": "Hall"}
    used = [{"who": house.dana.id, "kind": "worker", "name": "Dana Price"}]
    done = {"story": ["Held."], "hold": "standing", "why_needed": ["injury-other"], "minutes": 2, "used_by": used}
    write(house, "measure", concern | done | {"effect": ["Calm."], "injured": False}, about=[house.jay])
    owner = {"who": house.dana.id, "kind": "worker", "name": "Dana Price"}
    write(house, "action", {"action": "Mend the gate", "owner": owner, "due": "2026-10-20"})
    return house


def _kind(address: str) -> str:
    """What kind of page it is: each kind of record has a form of its own."""
    found = resolve(urlsplit(address).path)
    return f"{found.view_name} {found.kwargs.get('type', '')}".strip()


def _crawl(client: Client) -> tuple[dict[str, int], list[str]]:
    """Every address that was opened from the first page on with its status, and what is wrong, a sentence each."""
    opened: dict[str, int] = {}
    wrong: list[str] = []
    known, waiting = {"/"}, deque([("/", 0)])
    kinds: Counter[str] = Counter()
    while waiting and len(opened) < MOST:
        address, depth = waiting.popleft()
        answer = client.get(address, follow=True)
        opened[address] = answer.status_code
        if not answer.headers["Content-Type"].startswith("text/html"):
            continue
        page = answer.content.decode()
        wrong += [f"{address}: {problem}" for problem in html.problems(page)]
        arrived = answer.redirect_chain[-1][0] if answer.redirect_chain else address
        for link in Links(page).found if depth < DEEPEST else ():
            to = TOKEN.sub("", urldefrag(urljoin(arrived, link)).url)
            if urlsplit(to).netloc or to in known:
                continue
            known.add(to)
            kind = _kind(to)
            kinds[kind] += 1
            usual = FORMS if kind.startswith("write:form") else MOST_OF_A_KIND
            if kinds[kind] <= FEWER.get(kind, usual):
                waiting.append((to, depth + 1))
    return opened, wrong


def test_somebody_opens_the_doors_of_every_room() -> None:
    opened = {room for who, of in WALKS for room in of}
    assert {SHARED, *(room.name for room in rooms().values() if room.reach == "home")} <= opened


def _doors(*places: str) -> set[str]:
    """The addresses of the pages of ``places`` that need to know only which home."""
    found = set()
    for place in places:
        for name in get_resolver().namespace_dict[place][1].reverse_dict:
            try:
                found.add(reverse(f"{place}:{name}", args=["9900001"]))
            except (NoReverseMatch, TypeError):
                continue
    return found


# Whoever comes to a page by pressing a number needs the number; whoever has one home has no list of homes; and the
# names that @ offers are asked for by a script.
NOT_BY_CLICKING = {
    "write:names": "/9900001/names/",
    # What a button on a page of theirs sends.
    "desk:keeping-list": "/9900001/desk/keeping/list/",
    "desk:letters": "/9900001/desk/nights/letters/",
    # Where letters lead.
    "write:waits": "/9900001/waits/",
    "write:kept": "/9900001/kept/",
    # For whoever leads the home from the shift.
    "shift:accounts": "/9900001/shift/accounts/",
    "shift:tablets": "/9900001/shift/accounts/tablets/",
    "desk:behind-kept": "/9900001/desk/behind/",
    "desk:homes": "/9900001/desk/homes/",
    # Tools of the night, and what a tap on a page of theirs sends.
    "shift:round": "/9900001/shift/round/",
    "shift:looked": "/9900001/shift/round/looked/",
    "shift:medicine": "/9900001/shift/medicine/",
    "shift:taken-over": "/9900001/shift/handover/read/",
    "desk:taken-over": "/9900001/desk/handover/read/",
    # While there are none; and what was searched for is told to the responsible individual alone.
    "desk:due-old": "/9900001/desk/due/old/",
    "desk:searches": "/9900001/desk/looks/searches/",
}


@pytest.mark.slow
@pytest.mark.parametrize(("who", "places"), WALKS)
def test_no_link_is_dead_and_no_page_out_of_reach(lived_in: House, who: str, places: tuple[str, ...]) -> None:
    client = Client()
    client.force_login(lived_in.account(getattr(lived_in, who)), settings.AUTHENTICATION_BACKENDS[0])
    opened, wrong = _crawl(client)
    wrong += [f"{address}: {status}" for address, status in opened.items() if status != 200]
    assert not wrong, "\n".join(wrong)
    reached = {urlsplit(address).path for address in opened}
    assert _doors(*places) - reached <= set(NOT_BY_CLICKING.values())
    assert len(opened) > 10
