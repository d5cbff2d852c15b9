"""Answers of every kind that may be signed, made up by hypothesis, and the questions that they answer."""

from datetime import UTC, date, datetime
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from ninefold.base import clock
from ninefold.forms.body import LABELS
from ninefold.forms.context import FormContext
from ninefold.forms.mentions import Mentionable, Mentionables
from ninefold.lawbook.model import FormField
from ninefold.people.access import Viewer
from ninefold.people.models import Child, Home

NOW = datetime(2026, 10, 25, 7, 40, tzinfo=UTC)
PEOPLE = [
    Mentionable("c1", "child", "Jay", "child", "Jay"),
    Mentionable("c2", "child", "Kit", "child", "Kit"),
    Mentionable("w1", "worker", "Dana", "support worker", "Dana"),
    Mentionable("f1", "family", "Mum", "Jay's mum", "Mum"),
]
OPTIONS = ("rang", "told", "waited")
# Texts as they come out of a form again: no names in them, no space at the ends, one space between words.
TEXT = st.text(st.characters(codec="utf-8", exclude_characters="@\x00", exclude_categories=["C", "Z"]), min_size=1)
LINE = st.lists(TEXT, min_size=1, max_size=4).map(" ".join).filter(lambda text: len(text) <= 200)
PERSON = st.sampled_from([one.reference for one in PEOPLE])
CHILD = st.sampled_from([one.reference for one in PEOPLE[:2]])
WHEN = st.datetimes(datetime(1990, 1, 2), datetime(2026, 10, 24)).map(
    lambda at: clock.text(at.replace(second=0, microsecond=0, tzinfo=UTC))
)
DAY = st.dates(date(1900, 1, 1), date(2150, 1, 1)).map(date.isoformat)
FILES = st.lists(
    st.fixed_dictionaries(
        {"sha256": st.text("0123456789abcdef", min_size=64, max_size=64), "name": LINE, "media_type": st.just("image/png"),
         "size": st.integers(1, 10**7)},
        optional={"taken_out": st.lists(LINE, max_size=2)},
    ),
    min_size=1, max_size=3, unique_by=lambda item: item["sha256"],
)  # fmt: skip


def _several(one: SearchStrategy[Any], key: str) -> SearchStrategy[list[Any]]:
    return st.lists(one, min_size=1, max_size=3, unique_by=lambda item: item[key])


def _rows(row: SearchStrategy[dict[str, Any]]) -> SearchStrategy[list[dict[str, Any]]]:
    return st.lists(row.filter(bool), min_size=1, max_size=3)


# As clocks go back an hour comes twice, and what is typed is the first of the two.
ONCE = WHEN.filter(lambda at: clock.from_local(clock.local(clock.parse(at)).replace(tzinfo=None)) == clock.parse(at))
ANSWERS: dict[str, SearchStrategy[Any]] = {
    "line": LINE,
    "place": LINE,
    "medicine": LINE,
    "story": st.tuples(LINE, PERSON).map(lambda two: [f"{two[0]} ", two[1]]),
    "voice": LINE.map(lambda text: [text]),
    "choice": st.sampled_from(OPTIONS),
    "choices": st.lists(st.sampled_from(OPTIONS), min_size=1, unique=True),
    "yesno": st.booleans(),
    "number": st.decimals(-(10**6), 10**6, places=2).map(lambda number: f"{number:f}"),
    "score": st.integers(1, 5),
    "scale": st.integers(1, 5),
    "date": DAY,
    "moment": ONCE,
    "duration": st.integers(0, 999_999),
    "money": st.integers(0, 10_000_000),
    "person": PERSON,
    "child": CHILD,
    "people": _several(PERSON, "who"),
    "children": _several(CHILD, "who"),
    "file": FILES,
    "photo": FILES,
    "body-map": _several(
        st.fixed_dictionaries({"place": st.sampled_from(sorted(LABELS)), "note": st.just("") | LINE}), "place"
    ),
    "strategies": _several(
        st.fixed_dictionaries(
            {"step": LINE, "outcome": st.sampled_from(["helped", "no", "not-tried"])}, optional={"note": LINE}
        ),
        "step",
    ),
    "steps": _several(st.fixed_dictionaries({"step": st.sampled_from(OPTIONS), "at": ONCE}), "step").map(
        lambda steps: sorted(steps, key=lambda one: OPTIONS.index(one["step"]))
    ),
    "interval": st.tuples(st.integers(2, 999), st.sampled_from(["days", "weeks", "months"])).map(
        lambda two: f"{two[0]} {two[1]}"
    ),
    "table": _rows(
        st.fixed_dictionaries({}, optional={"who": PERSON, "what": LINE, "at": ONCE, "hurt": st.booleans()})
    ),
}


def question(kind: str, **more: Any) -> FormField:
    """A question of this kind."""
    if kind in ("choice", "choices", "steps"):
        more.setdefault("options", list(OPTIONS))
    if kind == "table":
        columns = {"who": "person", "what": "line", "at": "moment", "hurt": "yesno"}
        more.setdefault("columns", [{"id": id, "label": id, "kind": kind} for id, kind in columns.items()])
    return FormField.model_validate({"id": "q", "label": "A question?", "kind": kind, **more})


def context() -> FormContext:
    """Dana writing about Jay and Kit."""
    viewer = Viewer("w1", "Dana", "dana", Home(id="h1", urn="1", name="Larch House"), "support-worker", NOW)
    return FormContext(viewer, (Child(id="c1", name="Jay"), Child(id="c2", name="Kit")), Mentionables(PEOPLE))


# Whatever comes by a wire: nothing that a form makes, all that JSON can hold.
JUNK: SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12) | st.sampled_from(["rang", "2026-10-24", "-1"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["who", "kind", "name", "step", "at", "place", "sha256", "q"]), inner, max_size=3
        )
    ),
    max_leaves=6,
)
