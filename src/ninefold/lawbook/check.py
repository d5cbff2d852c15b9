"""What only the whole library can tell: that every name stands for something, and every duty can start and be met."""

from ninefold.lawbook import check_books, check_duties, check_outlines, check_records, check_statuses
from ninefold.lawbook.checking import ALWAYS, REFERENCE, Checking
from ninefold.lawbook.citations import REGULATIONS
from ninefold.lawbook.gather import Files
from ninefold.lawbook.model import Library
from ninefold.lawbook.problems import Problem, unknown
from ninefold.lawbook.statements import statements


def check(library: Library, files: Files) -> list[Problem]:
    """Everything wrong with a library whose shape is right."""
    checking = Checking(library, files, facts=statements(library))
    check_words(checking)
    check_standards(checking)
    check_sources(checking)
    for record in library.records.values():
        check_records.check(checking.on("records", record.id), record)
    for duty in library.duties.values():
        check_duties.check(checking.on("duties", duty.id), duty)
    check_books.check(checking)
    check_statuses.check(checking)
    check_outlines.check(checking)
    return checking.problems


def check_words(checking: Checking) -> None:
    """The small lists: every id is a word, and groups hold roles that exist."""
    words = checking.library.words
    for section in ("sources", "judgements", "roles", "groups", "practice", "areas"):
        for name in checking.files[section]:
            checking.on(section, name).word((), name)
    for name, roles in words.groups.items():
        checking.on("groups", name).known((), "role", roles, words.roles)
    for name in words.powers:
        check_powers(checking, name)


def check_powers(checking: Checking, name: str) -> None:
    """What a role gives and ends exists, and stands no higher than itself."""
    words, thing = checking.library.words, checking.on("roles", name)
    own = words.powers[name]
    for key, reach in (("gives", own.gives), ("ends", own.ends or ()), ("never_with", own.never_with)):
        thing.known([key], "role or group of roles", reach, [*words.roles, *words.groups])
        for role in checking.library.roles_in(reach) if key != "never_with" else ():
            if role in words.powers and words.powers[role].rank > own.rank:
                thing.say([key], f"'{role}' stands above '{name}', and nobody gives or ends what stands above them.")


def check_standards(checking: Checking) -> None:
    """Each standard feeds a judgement, and its paragraphs are those of its own regulation."""
    for standard in checking.library.standards.values():
        thing = checking.on("standards", standard.id)
        thing.word(["id"], standard.id)
        if standard.judgement not in checking.library.judgements:
            thing.say(["judgement"], unknown("judgement", standard.judgement, checking.library.judgements))
        thing.different(["paragraphs"], "paragraphs", (p.ref for p in standard.paragraphs), key="ref")
        for index, paragraph in enumerate(standard.paragraphs):
            found = REFERENCE.fullmatch(paragraph.ref)
            if not found or found[1] != standard.regulation:
                said = f"'{paragraph.ref}' is not a paragraph of regulation {standard.regulation}. "
                thing.say(["paragraphs", index, "ref"], said + f"Write it like {standard.regulation}(2)(a).")
            thing.exists(["paragraphs", index, "ref"], paragraph.ref, REGULATIONS, ALWAYS)


def check_sources(checking: Checking) -> None:
    """The editions of a source follow each other: each ends before the next begins, and names it."""
    for source in checking.library.sources.values():
        thing = checking.on("sources", source.id)
        names = [one.id for one in source.editions if one.id]
        thing.different(["editions"], "editions", names)
        for index, one in enumerate(source.editions):
            where: list[str | int] = ["editions", index]
            if one.from_ and one.to and one.to < one.from_:
                thing.say([*where, "to"], f"this edition ends on {one.to}, before its first day, {one.from_}.")
            if one.to and not one.replaced_by and index + 1 < len(source.editions):
                thing.say([*where, "to"], "this edition ended. Say in 'replaced_by' which one followed.")
            if one.replaced_by:
                thing.known([*where, "replaced_by"], "edition of this source", [one.replaced_by], names)
            if not (one.read_on or one.unverified):
                thing.say(where, "nobody has read this edition. Say when it was read, or in 'unverified' what was not.")
            follows = next((other for other in source.editions if other.id and other.id == one.replaced_by), None)
            if follows and (one.to is None or (follows.from_ is not None and follows.from_ <= one.to)):
                thing.say([*where, "to"], f"this edition must end before {follows.id} begins.")
