"""What a report counts: one line of its figures, as an outline of the library writes it."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ValidationError

from ninefold.lawbook.part import Names, Part

Unit = Literal["records", "children", "adults", "people"]
Stay = Literal["living", "came", "left"]
Work = Literal["working", "started", "stopped"]


def _values(given: Any) -> Any:
    """An answer that is asked for may be yes or no, one word or several."""
    if not isinstance(given, dict):
        return given
    return {key: tuple(map(_word, value if isinstance(value, list) else [value])) for key, value in given.items()}


def _word(value: Any) -> str:
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)


Where = Annotated[dict[str, tuple[str, ...]], BeforeValidator(_values)]


class CountedFigure(Part):
    """A figure of a report. One of the sources says what is counted, ``of`` in which unit.

    ``id`` never changes, whatever the label or the form's ``number`` becomes. ``types`` are record types, narrowed by
    the answers that they now give (``where``) or by a ``without`` stage; ``newest`` looks, for each child who lives
    here, at the last record of a type, of whatever age; ``fact`` may be narrowed by its ``values``; ``duty`` needs a
    ``state``; ``stay`` counts children by their stays and ``work`` adults by their ``roles``.
    """

    id: str
    label: str
    number: str = ""
    of: Unit = "records"
    types: Names = ()
    where: Where = {}
    without: str = ""
    newest: str = ""
    fact: str = ""
    values: Names = ()
    duty: str = ""
    state: str = ""
    stay: Stay | None = None
    work: Work | None = None
    roles: Names = ()
    cite: str = ""
    note: str = ""

    @property
    def sources(self) -> list[str]:
        """Which of the sources are given: just one should be."""
        names = ("types", "newest", "fact", "duty", "stay", "work")
        return [name for name in names if getattr(self, name)]


def counts(given: list[dict[str, Any]]) -> list[CountedFigure]:
    """The lines as they are written. Raises ValueError with a sentence for one that cannot be read."""
    try:
        return [CountedFigure.model_validate(row) for row in given]
    except ValidationError as problem:
        first = problem.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise ValueError(f"{where}: {first['msg']}") from None
