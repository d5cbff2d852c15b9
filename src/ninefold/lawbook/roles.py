"""What a role may, as library/words/roles.yaml says it."""

from typing import Any, Literal

from pydantic import model_validator

from ninefold.lawbook.part import Names, Part


class RolePowers(Part):
    """What a role may: see, give, end. Written as a title alone, it may nothing of these.

    ``says`` are sentences for people. ``rank`` is its place: it gives and ends nothing above it. ``gives`` and ``ends``
    name roles or groups; without ``ends`` it ends what it gives. A home keeps one holder of a role that ``leads``.
    ``steps_down`` lets its holder end it themselves; ``never_with`` are roles that one person may not hold beside it.
    ``second`` makes it hold only when somebody else has signed it too: a holder of a role that gives it, or of one whose
    ``seconds`` names it. ``proposes`` are such roles that it signs first without giving them: then the second must be one
    who gives them. ``reads`` are record types that it reads whatever their sensitivity. ``factor`` asks its holder for a
    second factor at signing in. A session ends after ``idle`` minutes without a touch, and after ``longest`` hours.
    """

    title: str
    rank: int = 0
    says: tuple[str, ...] = ()
    sees: tuple[Literal["open", "care", "restricted"], ...] = ()
    gives: Names = ()
    ends: Names | None = None
    leads: bool = False
    steps_down: bool = True
    never_with: Names = ()
    second: bool = False
    seconds: Names = ()
    proposes: Names = ()
    reads: Names = ()
    factor: bool = False
    idle: int = 60
    longest: int = 12

    @model_validator(mode="before")
    @classmethod
    def _title_alone(cls, raw: Any) -> Any:
        return {"title": raw} if isinstance(raw, str) else raw
