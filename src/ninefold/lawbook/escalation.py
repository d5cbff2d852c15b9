"""Who is told when a clock runs out, as library/escalation.yaml says it."""

from typing import Literal

from pydantic import Field, field_validator, model_validator

from ninefold.lawbook import durations
from ninefold.lawbook.part import Names, Part

DOER = "doer"  # whoever the obligation falls to


class EscalationStep(Part):
    """One step: whom it ``tells`` ("doer", roles or groups), and when.

    Before the end of a clock: when only ``left`` percent of its time are left, at the earliest ``most`` before the end. After
    it: so long ``over`` as is said. ``weights`` are those of the duties it is about. ``on_shift`` tells only those who are
    there now, while any of them is.
    """

    id: str
    title: str
    tells: Names = Field(min_length=1)
    left: int | None = Field(default=None, ge=1, le=100)
    most: str = ""
    over: str = ""
    weights: tuple[Literal["law", "guidance", "custom"], ...] = ("law", "guidance", "custom")
    on_shift: bool = False
    why: str = ""

    @field_validator("most", "over")
    @classmethod
    def _can_be_read(cls, length: str) -> str:
        if length and durations.parse(length).unit not in ("minutes", "hours", "days"):
            raise ValueError(f"'{length}' has no fixed length. Write it in minutes, hours or days")
        return length

    @model_validator(mode="after")
    def _before_or_after(self) -> "EscalationStep":
        if (self.left is None) == (not self.over):
            raise ValueError("a step is before the end ('left' and 'most') or after it ('over'), and never both")
        if bool(self.most) != (self.left is not None):
            raise ValueError("'left' and 'most' belong together: a share of the time, and how early at most")
        return self
