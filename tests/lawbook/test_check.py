"""What only the whole library can tell is told with its file, its line and what to do."""

import pytest

from tests.lawbook.conftest import Shelf

HOLD, SLEEP, DUTIES = "records/daily/hold.yaml", "records/daily/sleep.yaml", "duties/all.yaml"

# The file, what is put for what, a mark on the line that is named, and words of the reason.
WORDS_AND_STANDARDS = [
    ("words/roles.yaml", "staff: [worker, manager]", "staff: [worker, manger]", "manger", "no role 'manger'. Did you mean 'manager'?"),
    ("words/practice.yaml", "well-slept:", "Well Slept:", "Well Slept", "'Well Slept' cannot be an id"),
    ("standards/protection.yaml", "judgement: overall", "judgement: overal", "overal", "Did you mean 'overall'?"),
    ("standards/protection.yaml", '"12(2)(b)"', '"13(2)(b)"', "13(2)(b)", "not a paragraph of regulation 12"),
    ("standards/protection.yaml", '"12(2)(b)"', '"12(2)(a)(i)"', "The adults", "two paragraphs called '12(2)(a)(i)'"),
]  # fmt: skip
RECORDS = [
    (HOLD, "cite: 35(3)(a)\n", "", "id: hold", "this record type cites nothing. Give 'cite'"),
    (HOLD, "cite: 35(3)(a)\n", "cite: 35(3)(a)\nsource: regz\n", "regz", "no source 'regz'. Did you mean 'regs'?"),
    (HOLD, "cite: 35(3)(a)\n", "cite: 35.3.a\n", "35.3.a", "'35.3.a' is not a reference to a regulation"),
    (HOLD, "cite: 35(3)(a)\n", "cite: 12(2)(c)\n", "12(2)(c)", "has no paragraph '12(2)(c)' among the standards"),
    (HOLD, "cite: 35(3)(a)(ii)", "cite: 12(2)(c)", "12(2)(c)", "has no paragraph '12(2)(c)'"),
    (HOLD, '"12(2)(a)(i)": direct', '"12(2)(a)": direct', "proves", "has no paragraph '12(2)(a)'"),
    (HOLD, '"12(2)(a)(i)": direct', '"twelve": direct', "proves", "'twelve' is not a reference to a paragraph"),
    (HOLD, "headline: story", "headline: storey", "storey", "no field of the first stage 'storey'. Did you mean 'story'?"),
    (HOLD, "headline: story", "hides_from: story", "hides_from", "no field naming people 'story'"),
    (HOLD, "headline: story", "hides_from: about", "hides_from", "no field naming people 'about'"),
    (HOLD, "headline: story", "reopens: plan", "reopens", "there is no plan about a child 'plan'"),
    (HOLD, "headline: story", "reopens: sleep", "reopens", "there is no plan about a child 'sleep'"),
    (HOLD, "headline: story", "holds_to: 2010-01-01", "holds_to", "it holds to 2010-01-01, which is not after"),
    (SLEEP, "serves: well-slept", "serves: well-slept\nsource: practice\ncite: slept", "cite: slept", "no practice point 'slept'"),
    (SLEEP, "serves: well-slept", "serves: well-sleept", "sleept", "no practice point 'well-sleept'. Did you mean 'well-slept'?"),
    (SLEEP, "answers: hold", "answers: hould", "hould", "no record type 'hould'. Did you mean 'hold'?"),
]  # fmt: skip
STAGES = [
    (HOLD, "after: record", "after: recrod", "recrod", "the stage 'check' comes after 'recrod', and this type has no such stage. Did you mean 'record'?"),
    (HOLD, "after: record", "after: check", "after: check", "comes after 'check', and that stage stands later"),
    (HOLD, "by: staff", "by: staf", "staf", "no role or group of roles 'staf'. Did you mean 'staff'?"),
    (HOLD, "by: staff", "by: staff\n    not_by: author #1", "#1", "'not_by' has no meaning on the first stage"),
    (HOLD, "by: staff", "by: staff\n    repeats: true", "repeats", "'repeats' has no meaning on the first stage"),
    (HOLD, "- id: check", "- id: record #2", "#2", "two stages called 'record' here"),
    (HOLD, "- id: check", "- id: Check", "id: Check", "'Check' cannot be an id"),
]  # fmt: skip
FIELDS = [
    (HOLD, "id: injured", "id: Injured", "Injured,", "joined by hyphens or underscores"),
    (HOLD, "id: injured", "id: because", "because", "'because' is kept for the reason of a correction"),
    (HOLD, "id: injured", "id: about", "id: about", "'about' is kept for whom it is about"),
    (HOLD, "id: injured", "id: _present", "_present", "'_present' cannot be an id"),
    (HOLD, "id: injured", "id: kind", "Was anyone", "two fields called 'kind' here"),
    (HOLD, "when: {injured: true}", "when: {injred: true}", "injred", "no field of this stage 'injred'. Did you mean 'injured'?"),
    (HOLD, "when: {injured: true}", "when: {injured: yes}", "injured: yes", "answered with true or false, never with 'yes'"),
    (HOLD, "when: {injured: true}", "when: {kind: seatd}", "seatd", "'kind' has no answer 'seatd'. Did you mean 'seated'?"),
    (SLEEP, "max: 24", "max: 24, may_precede: true", "may_precede", "only a moment can come before another"),
    (SLEEP, "max: 24", "max: 24, carry: event", "carry", "goes into a story, and 'hours' is a score"),
    (SLEEP, "max: 24", "max: 24, carry: holdd.hours", "carry", "no record type 'holdd'"),
    (SLEEP, "max: 24", "max: 24, when: {hours: all}", "hours: all", "answered with a whole number, never with 'all'"),
    (SLEEP, "min: 0", "min: 48", "min: 48", "the least (48) is more than the most (24)"),
    (SLEEP, "fact: night.hours", "fact: hours", "fact: hours", "'hours' is not a fact's name"),
    (SLEEP, "kind: score,", "kind: strategies, from: child.calm,", "child.calm", "there is no list in a child's plan 'child.calm'"),
    (HOLD, "about: child", "about: home", "each: child", "this type is not about a child"),
    (HOLD, ", options: [seated, standing-hold]", "", "Which kind", "a choice without answers to choose from. Add 'options'"),
    (HOLD, "options: [seated, standing-hold]", "options: [seated, seated]", "Which kind", "two options called 'seated'"),
    (HOLD, "options: [seated, standing-hold]", "options: [seated, Standing]", "Which kind", "'Standing' cannot be an id"),
    (HOLD, "label: Was anyone hurt, kind: yesno", "label: Hurt, kind: yesno, options: [a]", "Hurt", "'injured' is a yesno, which has no options"),
    (HOLD, "        kind: table\n", "        kind: line  # no table\n", "# no table", "'steps' has columns, and is no table"),
    (HOLD, "kind: body-map", "kind: table", "Where", "'injury' is a table without columns"),
    (HOLD, "kind: date}", "kind: date, fact: step.due}", "step.due", "can hold no table, no 'each', no 'applies' and no 'fact'"),
    (HOLD, "id: due, label", "id: what, label", "By when", "two columns called 'what'"),
    (HOLD, "kind: date}", "kind: date, when: {kind: seated}}", "By when", "no column of this table 'kind'"),
]  # fmt: skip
YIELDS = [
    (HOLD, "fact: hold.used", "fact: hold", "at: began_at", "'hold' is not a fact's name"),
    (HOLD, "at: began_at", "at: began", "at: began", "no date or moment in this stage 'began'. Did you mean 'began_at'?"),
    (HOLD, "at: began_at", "at: story", "at: story", "no date or moment in this stage 'story'"),
    (HOLD, "value: kind", "value: knd", "value: knd", "no field of this stage 'knd'. Did you mean 'kind'?"),
    (HOLD, "value: kind", "value: mood", "value: mood", "'mood' is asked once for every child"),
    (HOLD, "value: kind", "value: injury", "value: injury", "'injury' holds several answers, and a fact carries one"),
    (HOLD, "kind: body-map", "kind: body-map, fact: hold.injury", "hold.injury", "'injury' holds several answers"),
    (HOLD, "value: kind", "subject: kind", "subject: kind", "no field naming people 'kind'"),
    (HOLD, "value: kind", "when: {kind: lying}", "lying", "'kind' has no answer 'lying'"),
    (HOLD, "value: kind", "unless: {sort: lying}", "lying", "no field of this stage 'sort'"),
    (HOLD, "rows: steps", "rows: story", "rows: story", "no table in this stage 'story'"),
    (HOLD, "data: {due: due, owner", "data: {due: what, owner", "due: what", "there is no date or moment 'what'"),
    (HOLD, "owner: owner}", "owner: kind}", "owner: kind", "there is no person 'kind'"),
    (HOLD, "data: {due: due, owner", "data: {due: dew, owner", "dew", "no field of this stage 'dew'. Did you mean 'due'?"),
]  # fmt: skip
ALL_DUTIES = [
    (DUTIES, "cite: 35(3)(b)", 'cite: ""', 'cite: ""', "this duty cites nothing"),
    (DUTIES, "cite: 35(3)(b)", "cite: 12(9)", "12(9)", "has no paragraph '12(9)'"),
    (DUTIES, "  who: owner", "  who: onwer", "onwer", "no role or group of roles 'onwer'. Did you mean 'owner'?"),
    (DUTIES, "  who: owner", "  who: owner\n  serves: slept", "serves: slept", "no practice point 'slept'"),
    (DUTIES, "  who: owner", "  who: owner\n  holds_to: 2001-01-01", "2001", "is not after 2015-04-01"),
    (DUTIES, "  who: manager", "  who: manager\n  bars: true", "bars", "this duty is not about a worker"),
    (DUTIES, "counted: sleep.record", "counted: sleep.record\n    until: expires", "until", "gives the fact 'sleep.record' a date called 'expires'"),
    (DUTIES, "counted: sleep.record", "counted: sleep.record\n    moved_by: sleep.off", "sleep.off", "can never be deferred: no record type states the fact 'sleep.off'"),
    (DUTIES, "counted: sleep.record", "counted: sleep.record\n    early: soon", "early", "'soon' is not a length of time"),
    (DUTIES, "due: {on: due}", "due: {on: due, after: soon}", "after: soon", "'soon' is not a length of time"),
    (DUTIES, "within: 48 hours", "within: two days", "two days", "'two days' is not a length of time"),
    (DUTIES, "within: 1 week", "within: 1 fortnight", "fortnight", "'1 fortnight' is not a length of time"),
    (DUTIES, "within: 1 week", "within: 1 week, placed_under: soon", "soon", "'soon' is not a length of time"),
    (DUTIES, "fact: hold.check}", "fact: hold.check, early: soon}", "soon", "'soon' is not a length of time"),
    (DUTIES, "fact: hold.used", "fact: hold.usd", "hold.usd", "can never start: no record type states the fact 'hold.usd'. Did you mean 'hold.used'?"),
    (DUTIES, "fact: hold.check}", "fact: hold.chek}", "chek", "can never be met: no record type states the fact 'hold.chek'. Did you mean 'hold.check'?"),
    (DUTIES, "fact: hold.check}", "fact: sleep.record}", "sleep.record}", "it is started in hold and met in sleep, so never in one record"),
    (DUTIES, "fact: hold.check}", "fact: hold.check, or: [{fact: hold.x}]}", "hold.x", "can never be met: no record type states the fact 'hold.x'"),
    (DUTIES, "fact: hold.check}", "fact: hold.check, or: [{fact: sleep.record}]}", "sleep.record}]", "never in one record"),
    (DUTIES, "fact: hold.check}", "fact: hold.check, scope: row}", "hold.check, scope", "'hold.used' is stated of no table's row"),
    (DUTIES, "fact: hold.check}", "fact: hold.check, match: true}", "match", "the fact 'hold.check' carries none"),
    (DUTIES, "value: seated", "value: seeted", "seeted", "never has the value 'seeted'. Did you mean 'seated'?"),
    (DUTIES, "value: seated", "unless: [{fact: hold.off}]", "hold.off", "can never tell its case: no record type states the fact 'hold.off'"),
    (DUTIES, "value: seated", "unless_same: [hold.used, home.authority]", "authority", "no record type states the fact 'home.authority'"),
    (DUTIES, "due: {on: due}", "due: {on: review}", "review", "no date to be due on"),
    (DUTIES, "due: {on: due}", "due: {on: owner}", "on: owner", "no date to be due on"),
    (DUTIES, "begins: hold.record", "begins: hold.recrod", "recrod", "can never start"),
    (DUTIES, "counted: sleep.record", "counted: slep.record", "slep", "can never be met"),
    (DUTIES, "counted: sleep.record", "counted: sleep.record\n    ends: home.shut", "shut", "can never end"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "old", "new", "mark", "words"), [*WORDS_AND_STANDARDS, *RECORDS, *STAGES, *FIELDS, *YIELDS, *ALL_DUTIES]
)
def test_what_makes_no_sense_is_named(shelf: Shelf, path: str, old: str, new: str, mark: str, words: str) -> None:
    shelf.swap(path, old, new)
    said = [(p.file, p.line) for p in shelf.problems() if words in p.reason]
    assert said == [(f"library/{path}", shelf.line(path, mark))], [str(p) for p in shelf.problems()]


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (HOLD, "cite: 35(3)(a)\n", "cite: 35(3)(a)-(c), 36 Sch 3 para 12 and 12(2)(a)\n"),
        (HOLD, "cite: 35(3)(a)\n", "cite: 12(1)\n"),
        (HOLD, "cite: 35(3)(a)\n", "source: house\ncite: page nine\n"),
        (HOLD, "when: {injured: true}", "when: {kind: [seated, standing-hold], injured: false}"),
        (HOLD, "options: [seated, standing-hold]", "options: {seated: On a seat, 2-person: Two adults}"),
        (DUTIES, "who: owner", "who: [owner, key-worker, staff]"),
        (DUTIES, "fact: step.done, scope: row", "fact: step.done, scope: link, early: 2 weeks"),
    ],
)
def test_what_makes_sense_passes(shelf: Shelf, path: str, old: str, new: str) -> None:
    shelf.swap(path, old, new)
    assert shelf.load().records["hold"]
