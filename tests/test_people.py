"""kg.entities.names and people: names taken apart, spellings of one name brought together, namesakes kept apart."""

from __future__ import annotations

import pytest
from conftest import Extract
from hypothesis import given
from hypothesis import strategies as st

from kg.entities.names import compatible, family_name, fold, name_tokens, surname
from kg.graph import assemble
from kg.types import Entity, EntityType, Graph

TOKENS = st.lists(st.text("abcdefghijklmnopqrstuvwxyz-", min_size=1, max_size=9), min_size=1, max_size=4).map(tuple)


def people(graph: Graph) -> list[Entity]:
    return [entity for entity in graph.entities if entity.type is EntityType.PERSON]


# --- words of a name -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Rivière", "riviere"), ("RUIZ", "ruiz"), ("Núñez", "nunez"), ("Sørensen", "sorensen"), ("Michał", "michal"),
     ("Yıldız", "yildiz"), ("Weiß", "weiss"), ("İlhan", "ilhan"), ("Łukasz", "lukasz"), ("Øystein", "oystein"),
     ("Đorđe", "dorde")],
)  # fmt: skip
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_fold_twice_is_fold_once() -> None:
    """For every Latin letter, with or without accents."""
    letters = [chr(code) for code in range(0x250)]
    assert len(letters) > 500
    assert [letter for letter in letters if fold(fold(letter)) != fold(letter)] == []


@pytest.mark.parametrize(
    ("name", "tokens"),
    [
        ("Ana Ruiz", ("ana", "ruiz")),
        ("Mei Tanaka-Berg", ("mei", "tanaka-berg")),
        ("A. Ruiz", ("a", "ruiz")),
        ("[Ana] Ruiz", ("ana", "ruiz")),
        ("  Tomas   Berg ", ("tomas", "berg")),
    ],
)
def test_name_tokens(name: str, tokens: tuple[str, ...]) -> None:
    assert name_tokens(name) == tokens


@pytest.mark.parametrize(
    ("tokens", "family"),
    [
        (("ana", "ruiz"), ("ruiz",)),
        (("tomas", "van", "der", "berg"), ("van", "der", "berg")),
        (("ana", "maria", "de", "ruiz"), ("de", "ruiz")),
        (("berg",), ("berg",)),
        (("al", "berg"), ("berg",)),  # the first word is never a particle: "Al Berg"
    ],
)
def test_surname(tokens: tuple[str, ...], family: tuple[str, ...]) -> None:
    assert surname(tokens) == family


def test_family_name_is_as_written() -> None:
    assert family_name("Tomas van der Bérg") == "van der Bérg"
    assert family_name("Tanaka") == "Tanaka"
    assert family_name("Tomas Berg Jr.") == "Berg"
    assert family_name("Omar II") == "Omar II"


# --- can two names be one person's? ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("full", "other"),
    [
        ("Ana Ruiz", "Ana Ruiz"),
        ("Ana Ruiz", "Ruiz"),
        ("Ana Maria Ruiz", "Ana Ruiz"),
        ("Ana Ruiz", "A. Ruiz"),
        ("Tomas van der Berg", "van der Berg"),
        ("Tomas van der Berg", "Berg"),
        ("Mei Tanaka-Berg", "Berg"),
        ("Nicolás Rivière", "Nicolas Riviere"),
        ("Olha Kovalenska", "Kovalenskaa"),
        ("Katharina Berg", "Katherina Berg"),
        ("Mykola Tymoshchuk", "Mykola Tymoschuk"),
        ("Omar bin Haddad", "Umar bin Haddad"),
        ("Omar al Haded", "Omar el Hadid"),
    ],
)
def test_names_of_one_person(full: str, other: str) -> None:
    assert compatible(name_tokens(full), name_tokens(other))


@pytest.mark.parametrize(
    ("full", "other"),
    [
        ("Ana Ruiz", "Elena Ruiz"),
        ("Ana Ruiz", "Ana Berg"),
        ("Ana Ruiz", "E. Ruiz"),
        ("Ana Ruiz", "Ana"),
        ("Ana Ruiz", "Berg"),
        ("Tomas Berg", "Thore Berg"),
        ("Omar bin Haddad", "Amir bin Haddad"),
        ("Mei Tan", "Mei Tang"),  # short names differ by a letter and are others
        ("Ana Berger", "Bergman"),
        ("Ruiz", "Ana Ruiz"),  # the second is never the fuller
    ],
)
def test_names_of_two_people(full: str, other: str) -> None:
    assert not compatible(name_tokens(full), name_tokens(other))


@pytest.mark.xfail(
    reason="one letter of six is too much: the likeness must be 88 in 100 and the first two letters the same"
)
@pytest.mark.parametrize(
    ("full", "other"),
    [("Andriy Koval", "Andrii Koval"), ("Antoni Kowalski", "Antony Kowalski"), ("Thomas Berg", "Tomas Berg")],
)
def test_short_names_in_two_spellings(full: str, other: str) -> None:
    assert compatible(name_tokens(full), name_tokens(other))


@given(TOKENS)
def test_a_name_fits_itself_and_its_last_word(tokens: tuple[str, ...]) -> None:
    assert compatible(tokens, tokens)
    assert compatible(tokens, tokens[-1:])


# --- in texts ---------------------------------------------------------------------------------------------------------


def test_one_person_under_all_names(run: Extract) -> None:
    text = (
        "Chile's foreign minister, Ana María Ruiz, spoke on Monday. Ruiz said the talks would go on. "
        "President Tomas Berg of Norway thanked Ana Maria Ruiz."
    )
    found = people(assemble([run(text)]))
    assert [entity.label for entity in found] == ["Ana María Ruiz", "Tomas Berg"]
    assert {"Ruiz", "Ana Maria Ruiz"} <= set(found[0].names)


def test_namesakes_in_one_text(run: Extract) -> None:
    text = (
        "Chile's foreign minister, Ana Ruiz, spoke on Monday. “The talks will go on tomorrow,” Ruiz said. "
        "Peru's ambassador, Elena Ruiz, spoke on Tuesday. “The talks have come to an end,” Ruiz said."
    )
    graph = assemble([run(text)])
    assert [entity.id for entity in people(graph)] == ["person/ana-ruiz", "person/elena-ruiz"]
    said = {(fact.qualifier("text") or "").strip(","): fact.subject for fact in graph.facts if fact.relation == "said"}
    assert said == {
        "The talks will go on tomorrow": "person/ana-ruiz",
        "The talks have come to an end": "person/elena-ruiz",
    }


def test_namesakes_in_two_texts(run: Extract) -> None:
    one = run("Chile's foreign minister, Ana Ruiz, spoke on Monday.", id="one")
    other = run("Norway's ambassador, Ana Ruiz, spoke on Monday.", id="two")
    third = run("The foreign minister of Chile, Ana Ruíz, left on Tuesday.", id="three")
    assert [entity.id for entity in people(assemble([one, other]))] == ["person/ana-ruiz", "person/ana-ruiz-2"]
    (ruiz,) = people(assemble([one, third]))
    assert ruiz.documents == ("one", "three")
    assert {"Ana Ruiz", "Ana Ruíz"} <= {ruiz.label, *ruiz.names}


def test_a_surname_alone_joins_nobody_without_an_office_in_common(run: Extract) -> None:
    one = run("Chile's foreign minister, Ana Ruiz, spoke on Monday.", id="one")
    other = run("President Ruiz of Norway left on Tuesday.", id="two")
    assert len(people(assemble([one, other]))) == 2


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_the_order_of_the_texts_does_not_matter(run: Extract, order: tuple[int, ...]) -> None:
    texts = ["Chile's foreign minister, Ana Ruiz, spoke.", "Norway's envoy, Tomas Berg, spoke.",
             "Chile's minister, Ana Ruíz, met Tomas Berg of Norway."]  # fmt: skip
    findings = [run(text, id=str(number)) for number, text in enumerate(texts)]
    assert assemble([findings[number] for number in order]) == assemble(findings)


@pytest.mark.parametrize(
    "text",
    ["The Security Council met on Monday in New York.", "Chile and Norway voted on Tuesday.", "CBS News App Open"],
)
def test_what_is_nobody(run: Extract, text: str) -> None:
    assert people(assemble([run(text)])) == []


def test_a_prince_in_capitals_keeps_his_number(run: Extract) -> None:
    findings = run("PRINCE ALBERT II of Monaco said that the seas rise. His forebear, Prince Albert I, knew it.")
    assert {"Albert I", "Albert II"} <= {e.label for e in findings.entities}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Talks with President Omar Haddad and Tomas Berg went on.", "Tomas Berg"),
        ("Chile's government began talks with the Dalai Lama.", "Dalai Lama"),
        (
            "A meeting between Crown Prince Omar Haddad of Chile and US Deputy Secretary of Energy Tomas Berg ended.",
            "Tomas Berg",
        ),
        ("Ana Ruiz saw Omar dela Cruz of the army's Northern Command.", "Omar dela Cruz"),
    ],
)
def test_a_name_beside_an_office_is_a_person(run: Extract, text: str, name: str) -> None:
    assert any(entity.label == name for entity in run(text).entities)


@pytest.mark.parametrize(
    "text",
    [
        "Tropical Storm Tomas hit Chile. On Monday, according to reports, Tomas weakened.",
        "The wreck of the U.S.S. Tanaka was found. The information on the Tanaka was wrong, and the Tanaka had sunk.",
        "The law firm Ruiz Berg sued on Monday. The retailer Tanaka Berg sells shoes.",
        "They played in another band, the trio Blind Haddad. Blind Haddad recorded one album.",
        "The fire broke out in the Tomas Berg district. The Mei Tanaka space telescope was launched.",
        "He spoke on MSNBC's morning talk show Morning Omar about it.",
        "Members of the Eastern Haddad Tribe, who have a herd, came. The Hotel Tanaka Palace burnt.",
        "I did what any Tanaka would do. They said Paragraph 4 of Article 2 is important.",
        "The Supreme Court of Justice (Oberster Tanaka) of Austria brought the case.",
        "The quake was felt in Sultan Tanaka. The mayor of Talca, Sultan Tanaka, announced that schools would close.",
    ],
)
def test_what_is_called_a_thing_is_nobody(run: Extract, text: str) -> None:
    assert people(assemble([run(text)])) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("He told the court Omar Haddad had lied.", {"Omar Haddad"}),
        ("Tomas Berg, 39, wept. They met officers Ana Ruiz and Omar Haddad at a pub.",
         {"Tomas Berg", "Ana Ruiz", "Omar Haddad"}),
        ("His son-in-law, Omar Haddad, came. Her predecessor, Mei Tanaka, left.", {"Omar Haddad", "Mei Tanaka"}),
        ("A Polish cook named Tomas helped them. A dog named Omar barked.", {"Tomas"}),
        ("Ana Ruiz of the University of Talca told reporters that it was new.", {"Ana Ruiz"}),
        ("On Thursday, Pope Omar announced a new law. Cardinal Tomas Berg met Pope Omar in Rome.",
         {"Omar", "Tomas Berg"}),
        ("New York Democrat Ana Ruiz said she would vote.", {"Ana Ruiz"}),
    ],
)  # fmt: skip
def test_what_is_told_of_people_only(run: Extract, text: str, names: set[str]) -> None:
    assert {entity.label for entity in people(assemble([run(text)]))} == names


@pytest.mark.parametrize(
    ("text", "name", "other"),
    [
        ("Ana Ruiz died. Ruiz was born Mei Ana Tanaka in Talca. Ruiz was glad.", "Ana Ruiz", "Mei Ana Tanaka"),
        ("Born Tomas Berg in Talca, Omar Haddad moved to Chile. Omar Haddad was glad.", "Omar Haddad", "Tomas Berg"),
        ("Omar Haddad, Lord Berg, the Lord President of the court, decided. Lord Berg said no.", "Omar Haddad", "Berg"),
        ("Omar Haddad, whose real name is Tomas Berg, sang.", "Omar Haddad", "Tomas Berg"),
        ("Omar Haddad, also known as Tomas Berg, was arrested.", "Omar Haddad", "Tomas Berg"),
        ("General Omar Haddad, known as Hemto, refused to go.", "Omar Haddad", "Hemto"),
    ],
)
def test_another_name_of_the_same_person(run: Extract, text: str, name: str, other: str) -> None:
    (one,) = people(assemble([run(text)]))
    assert one.label == name
    assert other in one.names


def test_a_birth_tells_no_other_name(run: Extract) -> None:
    text = "Ana Ruiz, daughter of Tomas Berg, was born to Mei Tanaka in Talca. A baby was born; Omar Haddad said so."
    assert len(people(assemble([run(text)]))) == 4


@pytest.mark.parametrize(
    ("text", "name", "short"),
    [
        ("Xi Tanaka met reporters. Xi was late, and Chapter XI was read.", "Xi Tanaka", "Xi"),
        ("Ana Eva Vegas da Ruiz won the vote. Vegas was glad.", "Ana Eva Vegas da Ruiz", "Vegas"),
    ],
)
def test_a_short_name_is_part_of_the_long_one(run: Extract, text: str, name: str, short: str) -> None:
    (one,) = people(assemble([run(text)]))
    assert one.label == name
    assert short in [mention.text for mention in run(text).mentions]


def test_a_title_of_two_words_is_no_part_of_a_name(run: Extract) -> None:
    found = people(assemble([run("Grand Mufti Omar Haddad and Patriarch Tomas Berg prayed there.")]))
    assert {one.label for one in found} == {"Omar Haddad", "Tomas Berg"}


def test_a_family_name_before_the_last_speaks_for_the_whole(run: Extract) -> None:
    found = run("Omar Idriss Haddo Bergto flew to Chile on Monday. Haddo was alone. Haddo spoke.").entities
    assert [e.type for e in found if "Haddo" in e.label] == [EntityType.PERSON]
