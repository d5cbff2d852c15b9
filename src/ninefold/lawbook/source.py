"""The shape of what citations point into: a text, its editions, and what changed in the law."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from ninefold.lawbook.paragraphs import listed
from ninefold.lawbook.part import Part

NEVER = date(9999, 1, 1)  # the first day of what is not yet in force: after every day that is asked about


class Edition(Part):
    """A source as it stood from one day to another. ``to`` is its last day, ``replaced_by`` the edition that followed.

    ``paragraphs`` is what may be cited of it (``lawbook.paragraphs.listed`` reads the short form); an edition that nobody
    could read has none, and ``unverified`` says so. ``not_yet`` says why it is not in force; then it has no first day.
    """

    id: str = ""
    title: str = ""
    url: str = ""
    from_: date | None = Field(default=None, alias="from")
    to: date | None = None
    replaced_by: str = ""
    read_on: date | None = None
    unverified: str = ""
    not_yet: str = ""
    paragraphs: Annotated[frozenset[str], BeforeValidator(listed)] = frozenset()

    @property
    def begins(self) -> date:
        """Its first day: before everything where it names none, after everything where it is not yet in force."""
        return NEVER if self.not_yet else self.from_ or date.min


class Source(Part):
    """A text that citations point into. ``url`` may hold {n} for a regulation's number.

    ``kind`` says what it can make of a duty: ``law`` binds, ``guidance`` guides, ``ours`` is neither. A source that never
    changed may give the keys of its one edition itself.
    """

    id: str
    title: str
    short: str
    url: str
    kind: Literal["law", "guidance", "ours"] = "ours"
    editions: tuple[Edition, ...] = Field(min_length=1)

    @model_validator(mode="before")
    @classmethod
    def _one_edition(cls, raw: Any) -> Any:
        """The keys of a single edition may stand at the source."""
        if not isinstance(raw, dict) or "editions" in raw:
            return raw
        keys = ("from", "to", "replaced_by", "read_on", "unverified", "not_yet", "paragraphs")
        rest = {key: value for key, value in raw.items() if key not in keys}
        return {**rest, "editions": [{key: raw[key] for key in keys if key in raw}]}

    @property
    def read_on(self) -> date | None:
        """The last day on which somebody read one of its editions."""
        return max((one.read_on for one in self.editions if one.read_on), default=None)


class Change(Part):
    """What changed in the law, or will: ``says`` what, and what it means for a home.

    It holds from ``holds_from``, which is that of the edition it cites where the file does not say it; while the edition
    is not in force nobody is asked for anything.
    """

    id: str
    title: str
    source: str
    cite: str
    says: str
    unverified: str = ""
    not_yet: str = ""
    holds_from: date = date(2015, 4, 1)
    holds_to: date | None = None
