"""The people around a child: from a list of contacts, or from the columns of a list of children."""

import re
from collections.abc import Iterator

from ninefold.movein import names, words
from ninefold.movein.rows import LEAVE, PlannedRow, Reader, cut, key_of

WORKERS = (("social_worker", "Social worker"), ("iro", "Independent reviewing officer"))
PARENTS = (("mother", "Mum"), ("father", "Dad"))
RING = (
    ("yes", "Yes, and they may be told"),
    ("ask", "Yes, but the child or the manager is asked first"),
    ("no", "Never"),
)


def read(row: Reader) -> bool:
    """Fill in a row of a list of contacts. False when nobody is named in it."""
    out = row.out
    written = names.apart(row.text("name"), row.text("surname"), row.text("first"))
    organisation = row.text("organisation")
    if not written.full and not organisation:
        return False
    out.name = written.full or organisation
    relation = row.text("relation") or written.beside
    out.made["relation"] = relation
    out.made["organisation"] = organisation if written.full else ""
    for means in ("phone", "phone_at_night", "email", "hours", "address"):
        out.made[means] = row.text(means)
    out.made["child_written"] = row.text("child") or row.cells.section
    out.made["kind"] = _kind(row, relation, row.text("kind"), organisation)
    if not relation:
        out.made["relation"] = row.ask("relation", f"What is {out.name} to the child?") or row.text("kind")
    out.made["parental_responsibility"] = row.yesno("responsible")
    out.made["note"] = row.text("notes")
    _ring(row)
    if rest := row.rest():
        out.made["not_read"] = rest
    return True


def _kind(row: Reader, relation: str, said: str, organisation: str) -> str:
    for text in (said, relation, organisation):
        family, professional = words.meant("family", text), words.meant("professional", text)
        if family[0] and not professional[0]:
            return "family"
        if professional[0] and not family[0]:
            return "professional"
        if family[0] and professional[0]:
            return "family" if family[1] else "professional" if professional[1] else "family"
    if organisation:
        return "professional"
    answer = row.ask(
        "kind",
        f"“{relation or row.out.name}”: family, or do they work for the child?",
        (("family", "Family or friend"), ("professional", "They work for the child")),
        column="relation",
    )
    return answer


def _ring(row: Reader) -> None:
    """Whether they may be rung. Words that forbid are taken at once, words that only limit are asked."""
    text = " ".join(filter(None, [row.text("ring"), str(row.out.made.get("note") or "")]))
    raw = str(row.cell("ring") or "")
    if words.has("never", text) or words.says("no", raw):
        row.out.made["ring"] = "no"
        row.out.notes.append("Never to be rung: it stands so on the first line about them.")
    elif words.has("ask_first", text):
        row.out.made["ring"] = "ask"
    elif words.says("yes", raw):
        row.out.made["ring"] = "yes"
    elif text.strip() and row.text("ring"):
        row.out.made["ring"] = row.ask("ring", f"“{text}”: may they be rung?", RING)


def around(child: Reader) -> Iterator[PlannedRow]:
    """Those whom a child's own row names: social worker, reviewing officer, family, each as a row of its own."""
    for means, relation in WORKERS:
        for name in _several(child.text(means)):
            row = _beside(child, name, relation, "professional", means)
            if means == "social_worker":
                row.made["email"], row.made["phone"] = child.text("sw_email"), child.text("sw_phone")
            row.made["organisation"] = child.text("authority")
            yield row
    for means, relation in PARENTS:
        if text := child.text(means):
            yield _of_family(child, text, relation, means)
    for number, piece in enumerate(_pieces(child.text("family"))):
        yield _of_family(child, piece, "", f"family-{number}")


def _several(text: str) -> list[str]:
    return [one.strip() for one in re.split(r"[;/\n]|\band\b|&", text) if one.strip()]


def _beside(child: Reader, name: str, relation: str, kind: str, place: str) -> PlannedRow:
    out = child.out
    written = names.apart(name)
    row = PlannedRow("contacts", out.file, out.sheet, out.row, key_of(child.table, child.cells, place))
    row.name = written.full
    row.made = {"relation": relation, "kind": kind, "child": out.name, "child_key": out.key}
    if written.initials or len(written.full) < 3:
        row.notes.append("Only initials are there; put right when the name is known.")
    return row


def _pieces(text: str) -> list[str]:
    """People told in one cell, parted at full stops, semicolons and lines, never inside brackets."""
    text = re.sub(r"\b(Mr|Mrs|Ms|Dr|St)\.", r"\1", text)
    return [
        one.strip(" .") for one in re.split(r"[;\n]+|\.\s+(?=[A-Z])|(?<=\))[,.]\s*(?=[A-Z])", text) if one.strip(" .")
    ]


def _of_family(child: Reader, piece: str, relation: str, place: str) -> PlannedRow:
    """Somebody of the family as free text tells of them. Who they are is read, what may happen is asked or forbidden."""
    inner = Reader(child.table, child.cells, PlannedRow("contacts", "", "", 0, key_of(child.table, child.cells, place)),
                   child.today, child.answers, child.left_out, child.american)  # fmt: skip
    out = inner.out
    out.file, out.sheet, out.row = child.out.file, child.out.sheet, child.out.row
    out.made = {
        "relation": relation,
        "kind": "family",
        "child": child.out.name,
        "child_key": child.out.key,
        "note": cut(piece, 200),
    }
    before, _, after = piece.partition(":")
    if not after.strip():
        match = re.match(r"(.+?)\s+[-–]\s+(.*)", piece)
        before, after = "", piece if match is None else f"{match[1]} - {match[2]}"
    said = words.meant("family", before or piece)[0]
    out.made["relation"] = relation or (before.strip() if before and said else said.capitalize())
    who = re.split(r"\s+[-–]\s+|,", re.sub(r"\([^)]*\)?", "", after).strip(), maxsplit=1)[0].strip()
    if said and words.bare(who).split(" ")[0] == said.split(" ")[0] and len(who.split()) > 1:
        who = " ".join(who.split()[len(said.split()) :])
    if before.startswith("as ") or piece.lower().startswith("as "):
        inner.ask(
            "name",
            f"“{piece}”: whose family is meant? It is not copied without a yes.",
            ((LEAVE, "Leave it out; I will write it down myself"),),
            column="family",
        )
        out.made["relation"] = out.made["relation"] or "Family"
    elif not who or not out.made["relation"]:
        answer = inner.ask(
            "name",
            f"“{piece}”: who is it, and what are they to the child?",
            ((LEAVE, "Leave it out"),),
            column="family",
        )
        who = answer or who
    out.name = cut(names.apart(who).full) if who else ""
    if words.has("never", piece):
        out.made["ring"] = "no"
        out.notes.append("Never to be rung: “no contact” stands in the list.")
    elif words.has("ask_first", piece):
        out.made["ring"] = "ask"
    return out
