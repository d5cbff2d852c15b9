"""What shows a paragraph, from counts alone."""

from datetime import UTC, date, datetime

import pytest

from ninefold.evidence.months import Month
from ninefold.evidence.paragraphs import Count, Counts, Met, ParagraphEvidence, paragraphs
from ninefold.lawbook.model import Duty, FormField, Library, Paragraph, RecordType, Stage, Standard, WordLists

OCTOBER = Month(2026, 10)


def record_type(id: str, proves: dict[str, str], voice: bool = False) -> RecordType:
    fields = (FormField(id="said", label="In their words", kind="voice"),) if voice else ()
    stage = Stage(id="record", title="Write it down", by=("staff",), fields=fields)
    return RecordType(
        id=id, title=id.title(), short=id.title(), about="child", area="day", sensitivity="open",
        proves=proves, stages=(stage,),
    )  # fmt: skip


def library() -> Library:
    """A note bears out the first of three paragraphs, a talk shows the first and second, a chat touches on the second."""
    refs = ("6(2)(a)", "6(2)(b)", "6(2)(c)")
    standard = Standard(
        id="care", regulation="6", title="Care", short="Care", outcome="Good.", judgement="experiences",
        paragraphs=tuple(Paragraph(ref=ref, short=ref, text=ref) for ref in refs),
    )  # fmt: skip
    types = [
        record_type("note", {"6(2)(a)": "supports"}),
        record_type("talk", {"6(2)(a)": "direct", "6(2)(b)": "direct"}, voice=True),
        record_type("drill", {}),
        record_type("chat", {"6(2)(b)": "mentions"}, voice=True),
    ]
    drill = Duty(
        id="drill-held", title="Drill", cite="46", weight="custom", about="home", who="staff",
        proves={"6(2)(b)": "supports"}, starts={"fact": "a"}, due={"within": "1 days"}, met_by={"fact": "b"},
    )  # fmt: skip
    return Library(
        sources={}, judgements={}, standards={"care": standard}, records={t.id: t for t in types},
        duties={drill.id: drill}, statuses={}, registers={}, series={}, checks={}, pages={}, wanted={}, words=WordLists(powers={}, groups={}, suggestions={}, practice={}, areas={}, keeping={}), digest="",
    )  # fmt: skip


def found(counts: Counts, ref: str, today: date | None = None) -> ParagraphEvidence:
    return {e.ref: e for e in paragraphs(library(), counts, OCTOBER, today)}[ref]


def counts(newest: dict[str, datetime] | None = None, **by_type: Count) -> Counts:
    return Counts(by_type, newest or {})


def test_records_of_several_types_add_up_and_direct_proof_is_told_apart() -> None:
    one = found(counts(note=Count(3, 3, 0), talk=Count(2, 4, 0)), "6(2)(a)")
    assert (one.records, one.entries, one.direct, one.bearing, one.state) == (5, 7, 2, 3, "shown")


def test_a_childs_own_words_make_it_voiced() -> None:
    assert found(counts(talk=Count(1, 1, 1)), "6(2)(b)").state == "voiced"


def test_proof_from_before_the_month_is_stale_and_says_how_old() -> None:
    old = found(counts({"talk": datetime(2026, 7, 1, 12, tzinfo=UTC)}), "6(2)(b)")
    assert (old.state, old.days_old, old.gap) == ("stale", 122, True)


def test_proof_of_last_month_is_stale_and_no_gap_yet() -> None:
    assert not found(counts({"talk": datetime(2026, 9, 30, 12, tzinfo=UTC)}), "6(2)(b)").gap


def test_age_in_a_month_that_is_not_over_is_counted_to_today() -> None:
    old = found(counts({"talk": datetime(2026, 9, 30, 12, tzinfo=UTC)}), "6(2)(b)", date(2026, 10, 3))
    assert old.days_old == 3


def test_what_nothing_ever_proved_is_empty_and_names_what_would() -> None:
    empty = found(counts(), "6(2)(a)")
    assert (empty.state, empty.missing) == ("empty", "Nothing yet. Shown by: talk or note.")


def test_a_paragraph_without_any_kind_of_record_says_so() -> None:
    assert found(counts(), "6(2)(c)").missing == "No kind of record shows this by itself."


def test_proved_without_words_names_who_asks_for_them() -> None:
    assert (
        found(counts(talk=Count(1, 1, 0)), "6(2)(b)").missing == "Not yet in a child's own words. Asked for in: talk."
    )


def test_what_only_touches_on_it_is_counted_apart_and_shows_nothing() -> None:
    one = found(counts(chat=Count(30, 30, 30)), "6(2)(b)")
    assert (one.records, one.mentions, one.voiced, one.state, one.newest) == (0, 30, 0, "mentioned", None)
    assert one.missing == "Only touched on in passing. Shown by: talk or chat."


def test_what_only_bears_it_out_is_told_apart_from_what_was_made_for_it() -> None:
    one = found(counts(note=Count(3, 3, 0)), "6(2)(a)")
    assert (one.records, one.direct, one.state) == (3, 0, "supported")
    assert one.missing.startswith("Nothing that was made for it. Shown by: talk or note.")


def test_a_duty_met_proves_by_records_that_do_not_prove_it_themselves() -> None:
    duties = frozenset({"drill-held"})
    met = Counts({}, {}, (Met("1", "drill", duties), Met("2", "talk", duties)))
    assert found(met, "6(2)(b)").records == 1


@pytest.mark.parametrize("written", ["2026-13", "October", "2026", "2026-10-24", "9999-12", "0001-01"])
def test_a_month_that_is_none_is_refused_in_a_sentence(written: str) -> None:
    with pytest.raises(ValueError, match="written like 2026-10"):
        Month.read(written)


def test_a_month_begins_and_ends_in_london() -> None:
    assert (OCTOBER.start.isoformat(), OCTOBER.end.isoformat()) == (
        "2026-09-30T23:00:00+00:00",
        "2026-11-01T00:00:00+00:00",
    )
    assert (str(OCTOBER.before), str(OCTOBER.after), OCTOBER.title) == ("2026-09", "2026-11", "October 2026")
