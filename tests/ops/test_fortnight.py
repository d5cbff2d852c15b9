"""Replaying a story: each kind of event finds its record, and what is not understood stops it with file and event."""

from pathlib import Path

import pytest

from ninefold.duties.models import ObligationRow
from ninefold.ledger.models import Content, Entry, Record, RecordSubject
from ninefold.ops.fortnight import StoryError, replay
from ninefold.ops.fortnight.signing import strategies, where
from ninefold.ops.fortnight.story import by_when, option
from ninefold.people.models import Child, Home, KeyWorker, Placement, Role, Worker

HOME = """
provider: {name: Elm Care (invented), kind: private}
home: {name: Elm House, urn: SC900002, registered: 2020-01-06, places: 3, ages: [8, 17], host_authority: Northmoor}
children:
  - {id: kit, name: Kit, born: 2013-03-02, moved_in: 2026-06-08, legal: section 20, authority: Eastmarsh, key_worker: ana,
     strengths: [maths], calming: [a walk], triggers: [shouting], reviews: {held: 1, last: 2026-07-01}}
workers:
  - {id: helen, name: Helen, role: registered-manager, started: 2024-01-08, first_managed_a_home: 2024-01-08}
  - {id: ana, name: Ana, role: support-worker, started: 2024-02-01, care_role_since: 2024-02-01}
professionals:
  - {id: sw-kit, name: Carol, role: social-worker, authority: Eastmarsh}
"""
NOTE = '- {at: 2026-10-19T16:40, by: ana, kind: daily-note, children: [kit], text: "@Kit home with @Carol.", facts: {mood: 4, wish: an easel}}\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "home.yaml").write_text(HOME)
    (tmp_path / "events.yaml").write_text(NOTE)
    return tmp_path


def test_the_home_opens_the_day_before(db: None, folder: Path) -> None:
    replay(folder)
    first = Entry.objects.order_by("seq")[0]
    assert (first.type, str(first.happened_at)) == ("home-registered", "2026-10-18 11:00:00+00:00")
    kit = Child.objects.get(name="Kit")
    assert Placement.objects.get(child=kit).began_at is not None
    assert KeyWorker.objects.get(child=kit).worker.name == "Ana"
    assert set(Role.objects.values_list("name", flat=True)) == {"registered-manager", "support-worker"}


def test_a_note_is_written_ten_minutes_after_it_happened(db: None, folder: Path) -> None:
    replay(folder)
    note = Entry.objects.get(type="daily-note")
    assert (note.written_at - note.happened_at).total_seconds() == 600
    assert note.received_at == note.written_at


def test_an_answer_finds_its_wish(db: None, folder: Path) -> None:
    answer = '- {at: 2026-10-21T09:00, by: helen, kind: wish-answered, children: [kit], text: "Bought.", facts: {wish: an easel, answer: yes}}\n'
    (folder / "events.yaml").write_text(NOTE + answer)
    replay(folder)
    assert Entry.objects.get(type="daily-note").record_id in Entry.objects.get(type="wish-answer").links


def _id(name: str) -> str:
    return Worker.objects.get(name=name).pk


def test_what_a_home_would_have_brought_along_is_owed_no_more(db: None, folder: Path) -> None:
    told = HOME.replace("care_role_since: 2024-02-01}", "care_role_since: 2024-02-01, safeguarding_lead: deputy}")
    told = told.replace("professionals:", "  - {id: ruth, name: Ruth, role: responsible-individual}\nprofessionals:")
    (folder / "home.yaml").write_text(told)
    replay(folder)
    owed = set(ObligationRow.objects.filter(met_at=None, void_at=None).values_list("duty", flat=True))
    assert "supervision" in owed
    assert owed & {"checks-before-start", "safeguarding-lead-named"} == set()
    again = ObligationRow.objects.get(duty="training-fire", subject=_id("Ana"), met_at=None)
    assert str(again.due_at)[:10] == "2027-06-20"  # a year after the course
    signed = Entry.objects.filter(type="training", author=_id("Helen"))
    trained = RecordSubject.objects.filter(record_id__in=signed.values("record_id")).values_list("subject", flat=True)
    assert set(trained) == {_id("Ana")}  # nobody vouches for their own


CONCERN = (
    '- {at: 2026-10-20T10:00, by: ana, kind: safeguarding-concern, children: [kit], text: "A man at the gate.", '
    "facts: {category: other, immediate_steps: [Kept in]}}\n"
)
MISSING = (
    '- {at: 2026-10-20T17:00, by: ana, kind: missing-reported, children: [kit], text: "Not on the bus.", '
    'facts: {last_seen: "16:05 school gate"}}\n'
)
DECIDED = (
    '- {at: 2026-10-20T19:00, by: helen, kind: notification-decision, children: [kit], text: "Not needed.", '
    "facts: {notify_ofsted: false}}\n"
)


def test_a_decision_belongs_to_the_one_thing_it_can_be_about(db: None, folder: Path) -> None:
    (folder / "events.yaml").write_text(CONCERN + DECIDED)
    replay(folder)
    concern, decision = (Record.objects.get(type=type) for type in ("concern", "notification-decision"))
    assert decision.matter == concern.pk


def test_where_it_could_be_about_either_a_decision_stays_single(db: None, folder: Path) -> None:
    (folder / "events.yaml").write_text(CONCERN + MISSING + DECIDED)
    replay(folder)
    decision = Record.objects.get(type="notification-decision")
    assert decision.matter == decision.pk


@pytest.mark.parametrize(
    ("event", "sentence"),
    [
        ("{at: 2026-10-20T10:00, by: ana, kind: seance, text: Hm}", "events.yaml, event 2 .*no kind of event called seance"),
        ("{at: 2026-10-20T10:00, by: joe, kind: handover, text: Hm}", "event 2 .*nobody called joe"),
        ('{at: 2026-10-20T10:00, by: ana, kind: handover, text: "@Zed up."}', "event 2 .*@Zed is nobody"),
        ("{at: 2026-02-30T10:00, by: ana, kind: handover, text: Hm}", "event 2: day is out of range"),
        ("{at: 2026-10-20T10:00, kind: handover, text: Hm}", "event 2: it does not say 'by'"),
        ("{at: 2026-10-20T10:00, by: ana, kind: dose, children: [kit]}", "event 2 .*facts do not say 'medicine'"),
        ("{at: 2026-10-20T10:00, by: ana, kind: restraint-manager-check, children: [kit], facts: {accurate: true, spoke_to: [ana]}}", "no measure about kit"),
        ("{at: 2026-10-20T10:00, by: ana, kind: handover}", "refused: story: Please answer"),
    ],
)  # fmt: skip
def test_what_is_not_understood_stops_it(db: None, folder: Path, event: str, sentence: str) -> None:
    (folder / "events.yaml").write_text(f"{NOTE}- {event}\n")
    with pytest.raises(StoryError, match=sentence):
        replay(folder)
    assert not Home.objects.exists()


def test_a_folder_without_a_story(db: None, tmp_path: Path) -> None:
    with pytest.raises(StoryError, match=r"home\.yaml is not there"):
        replay(tmp_path)


def test_the_same_home_twice(db: None, folder: Path) -> None:
    replay(folder)
    with pytest.raises(StoryError, match="SC900002 is in this database already"):
        replay(folder)


@pytest.mark.slow
def test_the_whole_fortnight(db: None, fortnight: Path) -> None:
    replay(fortnight)
    hold = Record.objects.get(type="measure", stages__startswith="record,manager-check")
    assert hold.stages == "record,manager-check,talk-with-child"
    assert hold.voice == "They were all right. The new one shouted."
    assert Record.objects.get(type="missing-episode").stages == "reported,returned,return-interview-requested"
    assert Record.objects.get(type="complaint").stages == "complaint,outcome"
    meeting = Content.objects.get(entry__type="childrens-meeting").body
    assert '"due":"2026-10-23"' in meeting
    assert "Luis" in meeting
    sam = Role.objects.get(worker__name="Sam")
    assert str(sam.from_at) == "2026-10-24 06:00:00+00:00"


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("Book the caves - Luis - by 23 October", ("Book the caves", "Luis", "2026-10-23")),
        ("Explain the count - consider by 6 November", ("Explain the count", "", "2026-11-06")),
        ("A course by 30 November", ("A course", "", "2026-11-30")),
        ("A plan with dates", ("A plan with dates", "", "")),
    ],
)
def test_lines_become_rows(line: str, parts: tuple[str, str, str]) -> None:
    assert by_when(line, 2026) == parts


def test_words_find_their_option() -> None:
    assert option("concern", "raised", "category", "suspected sexual exploitation") == "sexual-exploitation"
    assert option("notification-decision", "decision", "limb", "40(4)(a)") == "sexual-exploitation"
    with pytest.raises(StoryError, match="is none of"):
        option("concern", "raised", "category", "weather")


def test_how_a_step_went() -> None:
    assert strategies({"walk": False, "music": "helped for a minute"}) == [
        {"step": "walk", "outcome": "no"},
        {"step": "music", "outcome": "helped", "note": "helped for a minute"},
    ]


def test_the_first_room_a_text_names() -> None:
    assert where("Kicked the lounge door, then the kitchen.") == "Lounge"
    assert where("Out and about.") == "In the house"
