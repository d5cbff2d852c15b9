"""What is done while a child is missing, as library/words/missing.yaml says it."""

from typing import Literal

from pydantic import field_validator

from ninefold.lawbook import durations
from ninefold.lawbook.part import Part


class MissingStep(Part):
    """One thing to do, ``do`` as the page says it ("{name}" is the child's).

    ``rings`` is who is rung for it; without it, it is no telephone call. A step with ``again`` is wanted once more so long
    after it was taken, in the words of ``then``.
    """

    do: str
    rings: Literal["", "child", "police", "on-call", "family", "professional", "school", "friends"] = ""
    again: str = ""
    then: str = ""

    @field_validator("again")
    @classmethod
    def _can_be_read(cls, again: str) -> str:
        if again:
            durations.parse(again)
        return again
