"""Names in stories become references, and only those that mean one person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ninefold.forms.mentions import Mentionable, Mentionables, labelled, references_in
from ninefold.forms.typed import Unclear

JAY = Mentionable("c1", "child", "Jay", "child")
LISA = Mentionable("f1", "family", "Lisa", "Jay's mum")
HELEN = Mentionable("w1", "worker", "Helen Marsh", "registered manager")
SAM = Mentionable("w2", "worker", "Sam", "agency worker")
OTHER_SAM = Mentionable("f2", "family", "Sam", "Kit's brother")
ANN = Mentionable("w3", "worker", "Ann", "support worker")
ANN_MARIE = Mentionable("w4", "worker", "Ann Marie", "senior")


def names(*people: Mentionable) -> Mentionables:
    """These people, as a form knows them."""
    return Mentionables(labelled(people))


def test_a_name_after_an_at_is_a_reference_and_the_rest_stays_text() -> None:
    runs = names(JAY, LISA).runs("Came down after the call with @Lisa, went for @jay.")
    assert runs == ["Came down after the call with ", LISA.reference, ", went for ", JAY.reference, "."]


def test_a_name_without_an_at_stays_text() -> None:
    assert names(JAY).runs("Jay laughed.") == ["Jay laughed."]


def test_the_longest_name_is_meant() -> None:
    assert names(ANN, ANN_MARIE).runs("@Ann Marie and @Ann") == [ANN_MARIE.reference, " and ", ANN.reference]


def test_a_first_name_is_enough_while_it_means_one_person() -> None:
    assert names(HELEN, JAY).runs("@Helen's idea") == [HELEN.reference, "'s idea"]


def test_a_name_ends_where_a_word_ends() -> None:
    with pytest.raises(Unclear, match="We do not know who @Jayden is"):
        names(JAY).runs("@Jayden came too")


def test_an_unknown_name_is_asked_about() -> None:
    with pytest.raises(Unclear, match=r"We do not know who @Bob is\. Pick a name from the list, or take the @ away\."):
        names(JAY).runs("Then @Bob rang")


def test_a_name_that_could_be_two_people_is_asked_about_and_the_label_settles_it() -> None:
    both = names(SAM, OTHER_SAM)
    with pytest.raises(Unclear, match=r"@Sam \(agency worker\) or @Sam \(Kit's brother\)"):
        both.runs("@Sam came")
    assert both.runs("@Sam (Kit's brother) came") == [OTHER_SAM.reference, " came"]


ELDER = Mentionable("c2", "child", "Jay", "child", since="born 2011")
YOUNGER = Mentionable("c3", "child", "Jay", "child", since="born 2013")
TWIN = Mentionable("c4", "child", "Jay", "child", since="born 2013")
NURSE = Mentionable("p1", "professional", "Jay", "Kit's nurse")


@pytest.mark.parametrize(
    ("people", "labels"),
    [
        ((ELDER, LISA), ["Jay", "Lisa"]),
        ((ELDER, NURSE), ["Jay (child)", "Jay (Kit's nurse)"]),
        ((ELDER, YOUNGER), ["Jay (born 2011)", "Jay (born 2013)"]),
        ((ELDER, YOUNGER, NURSE), ["Jay (born 2011)", "Jay (born 2013)", "Jay (Kit's nurse)"]),
        ((ELDER, TWIN, YOUNGER), ["Jay (born 2011)", "Jay (child 3)", "Jay (child 2)"]),
    ],
)
def test_namesakes_are_told_apart_by_the_least_that_does(people: tuple[Mentionable, ...], labels: list[str]) -> None:
    assert [one.label for one in labelled(people)] == labels


@pytest.mark.parametrize("people", [(ELDER, YOUNGER), (YOUNGER, TWIN), (ELDER, TWIN, YOUNGER, NURSE)])
def test_each_way_that_is_offered_means_one_of_them(people: tuple[Mentionable, ...]) -> None:
    everyone = names(*people)
    with pytest.raises(Unclear) as asked:
        everyone.runs("@Jay came")
    for one in everyone.people:
        assert f"@{one.label}" in str(asked.value)
        assert everyone.runs(f"@{one.label} came") == [one.reference, " came"]


@pytest.mark.parametrize("text", ["write to a@jay.example", "two @ 5 pm", "@", "half past @"])
def test_an_at_that_means_nobody_stays(text: str) -> None:
    assert names(JAY).runs(text) == [text]


@given(
    st.lists(st.sampled_from(["went out ", "with ", "\n", ", ", "é ", JAY, LISA, HELEN, SAM, OTHER_SAM]), max_size=12)
)
def test_what_was_read_can_be_typed_again(pieces: list[str | Mentionable]) -> None:
    everyone = names(JAY, LISA, HELEN, SAM, OTHER_SAM)
    runs = [piece if isinstance(piece, str) else piece.reference for piece in pieces]
    spaced = [part for run in runs for part in (run, " ")]
    again = everyone.runs(everyone.text(spaced))
    assert references_in(again) == references_in(spaced)
    assert everyone.text(again) == everyone.text(spaced)


def _known(*names: str) -> Mentionables:
    return Mentionables([Mentionable(id=f"P{n}", kind="child", name=name, label=name) for n, name in enumerate(names)])


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("İbrahim Kaya", "@İbrahim Kaya played chess."),
        ("İbrahim Kaya", "@ibrahim kaya played chess."),
        ("Zoë", "@Zoe drew a horse."),
        ("Zoë", "@Zoe\u0308 drew a cat."),
        ("Zoë", "@ZOË drew a dog."),
        ("Siân O’Neill", "@Sian O'Neill rang."),
        ("Siân O'Neill", "@siân o’neill rang."),
        ("Weiß", "@Weiss ran."),
    ],
)
def test_a_name_is_known_however_its_letters_are_typed(name: str, typed: str) -> None:
    [first, rest] = _known(name).runs(typed)
    assert isinstance(first, dict) and first["who"] == "P0"
    assert isinstance(rest, str) and rest.startswith(" ")


def test_of_two_who_differ_by_a_mark_the_one_written_is_meant() -> None:
    names = _known("Zoe", "Zoë")
    assert [run["who"] for run in names.runs("@Zoe@Zoë") if isinstance(run, dict)][:1] == ["P0"]
    [run, _] = names.runs("@Zoë sang.")
    assert isinstance(run, dict) and run["who"] == "P1"


def test_a_longer_word_is_nobody() -> None:
    with pytest.raises(Unclear):
        _known("Zoë").runs("@Zoes drew.")
