"""Names as they are written in lists, and whom they mean. Nobody is taken for somebody else: what is not sure is asked."""

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ninefold.base.letters import plainly
from ninefold.movein import words

_TITLES = re.compile(r"^(mr|mrs|ms|miss|mx|dr|rev|prof)\b\.?\s+", re.I)
_BESIDE = re.compile(r"[\(\[]([^)\]]*)[\)\]]")
_QUOTED = re.compile(r"[\"“”„]([^\"“”„]+)[\"“”]|(?<=\s)'([^']+)'(?=\s)")
CLOSE = 0.8  # how alike two names must be before somebody is asked whether they are one


@dataclass(frozen=True, slots=True)
class WrittenName:
    """A name taken apart: as people say it, what they are known as, what stands beside it, and whether only initials."""

    full: str
    known_as: str = ""
    beside: str = ""
    initials: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody a name can mean: an id for the plan, their full name, other names, and where they come from."""

    key: str
    name: str
    aliases: tuple[str, ...] = ()
    initials: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """Whom a name means. ``key`` is empty when that is to be asked; ``offers`` are those it could be."""

    key: str = ""
    how: str = ""
    offers: tuple[Known, ...] = ()


def apart(text: str, surname: str = "", first: str = "") -> WrittenName:
    """A written name: "WHITCOMBE, Saffron", "Dr. A Lund", "Daniel “Danny” Okafor", "Okafor Daniel (bank)", "KM"."""
    if surname or first:
        return _joined(_case(first), _case(surname))
    text = " ".join(text.split())
    beside = " ".join(one for one in _BESIDE.findall(text))
    text = " ".join(_BESIDE.sub(" ", text).split())
    known_as = ""
    if match := _QUOTED.search(text):
        known_as = match[1] or match[2]
        text = " ".join((text[: match.start()] + text[match.end() :]).split())
    text = _TITLES.sub("", text)
    if "," in text:
        last, _, given = text.partition(",")
        text = f"{_case(given.strip())} {_case(last.strip())}".strip()
    else:
        text = _shouted(text)
    bare = text.replace(".", "").replace(" ", "")
    short = len(bare) <= 3 and bare.isupper() and bare.isalpha()
    if re.match(r"(?i)(aka|known as|likes)\b", beside):
        known_as, beside = beside.split(maxsplit=1)[-1].removeprefix("as ").strip(), ""
    return WrittenName(text if not short else bare, known_as, beside, short)


def _joined(first: str, surname: str) -> WrittenName:
    """A name from two columns; what stands beside the given name in brackets is what they are known as."""
    known = _BESIDE.search(first) or _QUOTED.search(first)
    plain = " ".join((first[: known.start()] + first[known.end() :]).split()) if known else first
    nick = next((part for part in known.groups() if part), "") if known else ""
    return WrittenName(f"{_TITLES.sub('', plain)} {surname}".strip(), nick)


def _shouted(text: str) -> str:
    """ "WHITCOMBE Saffron" is surname first when only it is in capitals."""
    parts = text.split()
    loud = [part for part in parts if len(part) > 2 and part.isupper()]
    if loud and len(loud) < len(parts) and parts[: len(loud)] == loud and not parts[-1].isupper():
        return " ".join([*parts[len(loud) :], *map(_case, loud)])
    return " ".join(_case(part) for part in parts) if loud else text


def _case(text: str) -> str:
    """A name without shouting or mumbling: OKAFOR and okafor are Okafor; O'Brien and McKay stay."""
    text = " ".join(text.split())
    if text and (text.isupper() or text.islower()) and len(text) > 2:
        return re.sub(r"[^\W\d_]+", lambda part: part[0][:1].upper() + part[0][1:].lower(), text)
    return text


def tokens(name: str) -> frozenset[str]:
    """The words of a name as they are compared: hyphens, apostrophes and double spaces make no difference."""
    return frozenset(re.sub(r"[^\w]+", " ", plainly(name).replace("'", "").replace(".", " ")).split())


def squeezed(name: str) -> str:
    """A name as one word."""
    return "".join(sorted(tokens(name)))


def initials_of(name: str) -> str:
    """KM for Kieran Mossop; of a double surname both letters count together with the first of it."""
    return "".join(part[0] for part in plainly(name).replace("-", " ").split() if part[0].isalpha()).upper()


def _ways(one: Known) -> set[frozenset[str]]:
    """Every way in which somebody's whole name can be written."""
    whole = tokens(one.name)
    last = tokens(one.name.split()[-1]) if one.name.split() else frozenset()
    return {whole, *(tokens(alias) | last for alias in one.aliases if alias), *(whole | tokens(a) for a in one.aliases)}


def match(text: str, known: Sequence[Known]) -> Match:
    """Whom of ``known`` a written name means: surely, or to be asked."""
    name = apart(text)
    wanted = tokens(name.full)
    if not wanted:
        return Match()
    whole = [one for one in known if wanted in _ways(one)]
    if len(whole) == 1:
        return _certain(whole[0], name, known)
    if len(whole) > 1:
        return _several(whole, name)
    if name.initials:
        return _by_initials(name.full, known)
    return _in_part(name, wanted, known)


def _certain(one: Known, name: WrittenName, known: Sequence[Known]) -> Match:
    """The only one so called; asked all the same when somebody else shares the name and is called otherwise every day."""
    namesakes = [other for other in known if other is not one and tokens(other.name) == tokens(one.name)]
    if not namesakes or tokens(name.full) != tokens(one.name):
        return Match(one.key, "by the whole name")
    return _several([one, *namesakes], name)


def _several(whole: list[Known], name: WrittenName) -> Match:
    hinted = [one for one in whole if name.beside and words.bare(name.beside) in words.bare(one.note)]
    order = hinted + [one for one in whole if one not in hinted]
    return Match("", "more than one is called so", tuple(order))


def _by_initials(text: str, known: Sequence[Known]) -> Match:
    told = [one for one in known if one.initials and one.initials.upper() == text]
    if len(told) == 1:
        return Match(told[0].key, "by the initials that their own list gives")
    like = [one for one in known if initials_of(one.name) == text or _two_letters(one.name) == text]
    return Match("", "only initials", tuple(told or like))


def _two_letters(name: str) -> str:
    parts = plainly(name).split()
    return (parts[0][:1] + parts[-1][:1]).upper() if len(parts) > 1 else ""


def _in_part(name: WrittenName, wanted: frozenset[str], known: Sequence[Known]) -> Match:
    first = [one for one in known if wanted in _given(one)]
    if len(first) == 1:
        return Match(first[0].key, "by the first name, the only one here")
    if first:
        return Match("", "more than one is called so", tuple(first))
    parts = plainly(name.full).replace(".", " ").split()
    if len(parts) > 1:
        short = [one for one in known if _abbreviates(parts, one)]
        if short:
            return Match("", "written with an initial", tuple(short))
    last = [one for one in known if len(wanted) == 1 and wanted <= tokens(one.name)]
    if last:
        return Match("", "only a part of the name", tuple(last))
    close = sorted(((_alike(name.full, one), one) for one in known), key=lambda pair: -pair[0])
    return Match("", "written almost so", tuple(one for alike, one in close if alike >= CLOSE))


def _given(one: Known) -> set[frozenset[str]]:
    """The first name alone, as they are known, or with a hyphen taken apart."""
    parts = one.name.split()
    return {tokens(parts[0])} | {tokens(alias) for alias in one.aliases if alias} if parts else set()


def _abbreviates(parts: list[str], one: Known) -> bool:
    """ "S Whitcombe" or "Saff W" for Saffron Whitcombe."""
    own = [*tokens(one.name), *(word for alias in one.aliases for word in tokens(alias))]
    if not any(len(part) == 1 for part in parts):
        return False
    return all(any(word == part if len(part) > 1 else word.startswith(part) for word in own) for part in parts)


def _alike(text: str, one: Known) -> float:
    ways = [one.name, one.name.split()[0] if one.name.split() else "", *one.aliases]
    return max(difflib.SequenceMatcher(None, plainly(text), plainly(way)).ratio() for way in ways if way)


def twins(people: Iterable[Known]) -> list[list[Known]]:
    """Those of one name, together."""
    same: dict[frozenset[str], list[Known]] = {}
    for one in people:
        same.setdefault(tokens(one.name), []).append(one)
    return [group for group in same.values() if len(group) > 1]
