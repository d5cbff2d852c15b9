"""Rows of questions."""

from typing import TYPE_CHECKING, Any

from ninefold.forms.draw import bind
from ninefold.forms.kind import FieldKind, Inputs, Scene, kind_of
from ninefold.forms.read import answers_of
from ninefold.forms.schema import or_nothing
from ninefold.forms.typed import Typed, Unclear
from ninefold.lawbook.facts import fits
from ninefold.lawbook.kinds import Times, answer_problem, blank
from ninefold.lawbook.model import FormField

if TYPE_CHECKING:
    from ninefold.forms.context import FormContext


class TableKind(FieldKind):
    """A list of rows, each an object of column id to answer."""

    shown = "forms/read/table.html"
    single = False
    several = True
    has_columns = True

    def check(self, asked: FormField, answer: Any, times: Times) -> str | None:
        """Rows of its columns, each cell as its own kind wants it. A row may tell of what was before the record."""
        if not isinstance(answer, list) or not all(isinstance(row, dict) for row in answer):
            return "Please fill the rows in."
        columns = {column.id for column in asked.columns}
        for number, row in enumerate(answer, 1):
            if set(row) - columns:
                return f"Row {number} has an answer this table does not ask for."
            for column in asked.columns:
                if problem := answer_problem(column, row.get(column.id), Times(times.now)):
                    return f"Row {number}: {problem}"
        return None

    def schema(self, asked: FormField) -> dict[str, Any]:
        """A list of rows."""
        cells = {column.id: or_nothing(kind_of(column).schema(column), column) for column in asked.columns}
        needed = [column.id for column in asked.columns if column.required]
        row = {"type": "object", "properties": cells, "required": needed, "additionalProperties": False}
        return {"type": "array", "items": row}

    def parse(self, asked: FormField, key: str, typed: Typed, context: "FormContext") -> Any:
        """The rows in which anything was typed."""
        rows = []
        for number, n in enumerate(typed.rows(key), 1):
            try:
                row = {c.id: kind_of(c).parse(c, f"{key}.{n}.{c.id}", typed, context) for c in asked.columns}
            except Unclear as unclear:
                raise Unclear(f"Row {number}: {unclear}") from None
            if answered := {name: answer for name, answer in row.items() if not blank(answer)}:
                rows.append(answered)
        return rows

    def fill(self, asked: FormField, key: str, answer: Any, context: "FormContext") -> Inputs:
        """Every cell's inputs."""
        typed: Inputs = {}
        columns = {column.id: column for column in asked.columns}
        for n, row in enumerate(answer, 1):
            for name, cell in row.items():
                if cell is None:
                    continue  # not answered
                typed |= kind_of(columns[name]).fill(columns[name], f"{key}.{n}.{name}", cell, context)
        return typed

    def draw(self, asked: FormField, key: str, typed: Typed, context: "FormContext") -> Any:
        """The rows typed so far, at least one, each with a cell for every column."""
        return [
            {"n": n, "place": place, "cells": [bind(c, f"{key}.{n}.{c.id}", typed, context) for c in asked.columns]}
            for place, n in enumerate(typed.rows(key) or [1], 1)
        ]

    def read(self, asked: FormField, answer: Any) -> Any:
        """Rows of answers; without what a page of ours wrote for itself to know a row by."""
        shown = tuple(column for column in asked.columns if not column.given)
        return [answers_of(shown, row) for row in answer]

    def text(self, asked: FormField, answer: Any) -> str:
        """Row after row, cell after cell."""
        return "; ".join(", ".join(cell.text for cell in row) for row in self.read(asked, answer))

    def invent(self, asked: FormField, told: Any, scene: Scene) -> Any:
        """The rows that the scene names, or so many alike."""
        rows = [told["of"]] * scene.number(told["rows"]) if isinstance(told, dict) else told
        return [self._row(asked, row, scene) for row in rows]

    def _row(self, asked: FormField, told: dict[str, Any], scene: Scene) -> dict[str, Any]:
        columns = {column.id: column for column in asked.columns}
        row = {
            name: None if one is None else kind_of(columns[name]).invent(columns[name], one, scene)
            for name, one in told.items()
        }
        return {name: cell for name, cell in row.items() if cell is not None and fits(columns[name].when, row)}


KIND = TableKind()
