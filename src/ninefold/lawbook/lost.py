"""What records were signed as and the library no longer has: a type whose folder was forgotten at a start, or was renamed.

What was signed stays readable. A type that is looked up by its id and is not there is answered by what it was when it
was signed, if somebody kept that (``kept_by``), else by a bare stand-in. Neither is among the library's types: nothing new
is begun, asked or owed by them, and whoever asks whether the library has such a type hears that it has not.
"""

from collections.abc import Callable, Mapping
from typing import Any

from ninefold.base.english import as_words
from ninefold.lawbook.model import Library, RecordType, Stage

LookUp = Callable[[str], RecordType | None]
_kept_by: list[LookUp] = []


def kept_by(look_up: LookUp) -> None:
    """Let ``look_up`` be asked for the types that a library no longer has."""
    if look_up not in _kept_by:
        _kept_by.append(look_up)


class Records(dict[str, RecordType]):
    """The types of a library by id. To look up one that is not there gives what it was, or a stand-in."""

    def __init__(self, types: Mapping[str, RecordType], areas: Mapping[str, Any], keeping: Mapping[str, Any]) -> None:
        super().__init__(types)
        self._areas, self._keeping = areas, keeping

    def __missing__(self, id: str) -> RecordType:
        known = next((one for look_up in _kept_by if (one := look_up(id))), None)
        kind = known or RecordType(
            id=id,
            title=as_words(id),
            short=as_words(id),
            about=("child", "worker", "home", "provider"),
            area="",
            sensitivity="restricted",
            stages=(Stage(id="record", title=as_words(id), by=()),),
        )
        # On a shelf, and kept for as long, as this library knows them; and nothing of it can be signed any more.
        return kind.model_copy(
            update={
                "area": kind.area if kind.area in self._areas else next(iter(self._areas), ""),
                "keep": kind.keep if kind.keep in self._keeping else next(iter(self._keeping), ""),
                "stages": tuple(stage.model_copy(update={"by": ()}) for stage in kind.stages),
                "to_read": (),
                "serves": (),
            }
        )


def forgiving(library: Library) -> Library:
    """``library``, with its types looked up so."""
    records = Records(library.records, library.words.areas, library.words.keeping)
    return library.model_copy(update={"records": records})
