"""A selection: it counts and opens by one value, travels in an address, and says nothing of anybody there."""

import base64

import pytest

from ninefold.people.access import Viewer
from ninefold.reports import address, records
from ninefold.reports.period import Period
from ninefold.reports.scope import Scope
from ninefold.reports.selection import Selection
from tests.factories import House
from tests.reports.conftest import OCTOBER, at, hold


def select(kind: str, *words: str, subject: str = "") -> Selection:
    return Selection(kind, words, OCTOBER, subject)


def test_it_opens_as_many_as_it_counts_newest_first(helen: Viewer) -> None:
    everything = select("all")
    opened = list(records.behind(helen, everything))
    assert len(opened) == records.count(helen, everything) == 9
    assert [record.happened_at for record in opened] == sorted((r.happened_at for r in opened), reverse=True)


def test_a_scope_counts_a_figure_by_its_selection(helen: Viewer) -> None:
    figure = Scope(helen, OCTOBER).figure("type", "measure")
    assert (figure.number, figure.selection) == (2, select("type", "measure"))


@pytest.mark.parametrize(
    ("selection", "number"),
    [
        (select("day", "2026-10-05"), 1),
        (select("day", "2026-10-01", "2026-10-03"), 3),
        (select("hours", "1", "12", "measure"), 1),
        (select("hours", "1", "12", "incident"), 0),
        (select("voice"), 3),
        (select("voice-type", "measure"), 2),
        (select("fact", "supervision.held"), 1),
        (select("clock", "measure-checked", "met"), 1),
        (select("without", "measure", "manager-check"), 1),
        (select("corrected"), 0),
        (select("withdrawn"), 1),
        (select("signed-late"), 1),
    ],
)
def test_each_kind_opens_what_it_says(helen: Viewer, selection: Selection, number: int) -> None:
    assert records.count(helen, selection) == number


def test_about_a_child_only_that_childs_records_count(october: House, helen: Viewer) -> None:
    jay, kit = october.jay.id, october.kit.id
    assert records.count(helen, select("all", subject=jay)) == records.count(helen, select("about", jay)) == 6
    assert records.count(helen, select("type", "measure", subject=kit)) == 0
    assert records.count(helen, select("withdrawn", subject=jay)) == 0
    assert records.count(helen, select("withdrawn", subject=kit)) == 1
    assert records.count(helen, select("about", kit, subject=jay)) == 4  # the notes about both


def test_who_sees_less_opens_less(october: House, helen: Viewer) -> None:
    ines = october.viewer(october.ines)
    assert records.count(ines, select("type", "measure")) == 0
    assert records.count(ines, select("all")) < records.count(helen, select("all"))


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("nonsense", ()), ("", ()), ("type", ()), ("type", ("a", "b", "c")), ("day", ("never",)), ("day", ("9999-12-31",)),
        ("clock", ("x",)), ("clock", ("a", "b")), ("hours", ("a", "b", "c")), ("step", ("helped",)),
    ],
)  # fmt: skip
def test_what_means_nothing_is_refused(helen: Viewer, kind: str, words: tuple[str, ...]) -> None:
    with pytest.raises(LookupError):
        records.behind(helen, Selection(kind, words, OCTOBER))


@pytest.mark.parametrize(
    ("selection", "title"),
    [
        (select("type", "measure"), "Hold, consequence or other measure"),
        (select("paragraph", "12(2)(b)"), "What shows 12(2)(b)"),
        (select("withdrawn"), "Withdrawn"),
        (select("nonsense"), "Records"),
        (select("about", "0" * 26), "Records about this person"),
    ],
)
def test_what_it_opens_has_a_name(selection: Selection, title: str) -> None:
    assert records.title(selection) == title


def test_a_duty_gives_its_name_to_what_it_opens(helen: Viewer) -> None:
    assert records.title(select("clock", "measure-checked", "met")) != "Records"


def test_an_address_comes_back_as_what_it_was() -> None:
    for one in (select("all"), select("step", "helped", "0" * 26, "ab12"), select("voice", subject="0" * 26)):
        assert address.read(address.written(one, "9900001"), "9900001") == one


def test_an_address_is_of_one_home_and_cannot_be_changed() -> None:
    word = address.written(select("all"), "9900001")
    assert address.read(word, "9900002") is None
    assert [n for n in range(len(word)) if address.read(word[:n] + "~" + word[n + 1 :], "9900001")] == []
    assert [n for n in range(len(word)) if address.read(word[:n], "9900001")] == []


@pytest.mark.parametrize("word", ["", ":", "x", "é", "a:b", "\x00", "9" * 400])
def test_a_word_that_we_did_not_write_is_nothing(word: str) -> None:
    assert address.read(word, "9900001") is None


def test_an_address_is_short_and_holds_no_word_that_anybody_wrote(helen: Viewer, october: House) -> None:
    step = "walk to the shop: slowly"
    chosen = select("step", "helped", october.jay.id, records.step_digest(october.jay.id, step))
    assert records.count(helen, chosen) == 2
    word = address.written(chosen, "9900001")
    assert len(word) < 180
    payload = word.partition(":")[0].lstrip(".")
    bare = base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)).decode(errors="replace")
    assert not [name for name in ("shop", "slowly", "Jay") if name in bare or name in word]


def test_a_step_is_another_for_another_child(october: House) -> None:
    assert records.step_digest(october.jay.id, "music") != records.step_digest(october.kit.id, "music")


def test_the_same_step_typed_in_other_letters_is_one(helen: Viewer, october: House) -> None:
    held = hold(october, 23)
    assert held.record_id
    digest = records.step_digest(october.jay.id, "music")
    assert records.count(helen, select("step", "tried", october.jay.id, digest)) == 3


def test_what_is_read_once_is_kept_for_the_scope(helen: Viewer) -> None:
    scope, asked = Scope(helen, OCTOBER), []

    def read(within: Scope) -> int:
        asked.append(within.period)
        return len(asked)

    assert [scope.once(read), scope.once(read)] == [1, 1]
    assert scope.before.once(read) == 2
    assert asked == [OCTOBER, Period.read("2026-09")]


def test_the_moment_of_a_record_decides_its_period(october: House, helen: Viewer) -> None:
    hold(october, 31)
    assert records.count(helen, select("type", "measure")) == 3
    assert records.count(helen, Selection("type", ("measure",), Period.read("2026-11"))) == 0
    assert at(31).day == 31
