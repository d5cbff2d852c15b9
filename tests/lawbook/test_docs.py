"""docs/library.md does what it says: its examples load as a provider's folder, and no key is left out."""

import re
from pathlib import Path

import pytest

from ninefold.duties import cases
from ninefold.lawbook import books, kinds, load, model, timing
from ninefold.lawbook.part import Part

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "library.md").read_text(encoding="utf-8")
PARTS = [
    model.RecordType, model.Stage, model.FormField, model.Yield, model.Duty, timing.Starts, timing.Due, timing.MetBy,
    timing.Rhythm, timing.Step, timing.Every, model.Standard, model.Paragraph, model.Judgement, model.Source,
    books.Check, books.Register, books.Series, books.Page, books.Keeping, books.Wanted,
]  # fmt: skip


def test_the_examples_load_and_the_case_comes_true(tmp_path: Path) -> None:
    examples = re.findall(
        r"^`((?:records|duties|cases|registers|series|reports)/\S+\.yaml)`\n\n```yaml\n(.*?)^```",
        PAGE,
        re.DOTALL | re.MULTILINE,
    )
    for path, text in examples:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    library = load.load(tmp_path)
    assert "camera" in [asked.id for asked in library.records["measure"].stages[0].fields]
    assert library.records["animal-care"].short == "Animals"
    assert library.registers["animals"].columns and library.series["animal-walks"].facts == ("animal.walked",)
    assert [use.name for use in library.reports["food-review"].sections][-3:] == ["question", "pick", "gaps"]
    assert library.duties["training-water"].covers == ("calendar:training-matrix",)
    assert cases.wrong(tmp_path / "cases", library) == []
    case = cases.read(tmp_path / "cases")[0]
    first = next(one for one in cases.run(case, library) if one.duty == "animal-vet-visit")
    assert first.due_at == cases.moment(case.owed[0].due)
    assert first.state(cases.moment(case.at)) == case.owed[0].state


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_every_key_has_its_line(part: type[Part]) -> None:
    keys = [field.alias or name for name, field in part.model_fields.items()]
    assert [key for key in keys if f"`{key}`" not in PAGE] == []


def test_every_kind_has_its_word() -> None:
    assert [kind for kind in kinds.kinds() if f"`{kind}`" not in PAGE] == []
