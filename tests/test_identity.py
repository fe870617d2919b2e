"""People of several articles: joined by name and office, kept apart by country, and as the user's lists say."""

from __future__ import annotations

from itertools import pairwise, permutations
from pathlib import Path

import pytest

from kg.errors import ReadError
from kg.findings import Findings, Local
from kg.graph import assemble
from kg.identity import short_slug
from kg.types import Article, Entity, EntityType, Mention
from kg.wishes import Wishes, read_pairs


def article(id: str, *people: tuple[str, set[str]]) -> Findings:
    """An article in which each person is named once, with the countries and offices he is known by."""
    text = " ".join(name for name, _ in people)
    entities, mentions, position = [], [], 0
    for number, (name, hints) in enumerate(people):
        entities.append(Local(f"person/{number}", EntityType.PERSON, name, hints=frozenset(hints)))
        mentions.append(Mention(id, position, position + len(name), f"person/{number}", name))
        position += len(name) + 1
    return Findings(Article(id, f"{id}.txt", text), tuple(entities), tuple(mentions), ())


def people(*findings: Findings, wishes: Wishes | None = None) -> dict[str, Entity]:
    return {entity.label: entity for entity in assemble(findings, wishes=wishes or Wishes()).entities}


def test_spellings_of_one_name_are_one_person_with_both_names() -> None:
    found = people(article("a", ("Mónica de Ríos", set())), article("b", ("Monica De Rios", set())))
    assert list(found) == ["Mónica de Ríos"]
    assert found["Mónica de Ríos"].names == ("Monica De Rios",)
    assert "accents" in found["Mónica de Ríos"].merges[0]


def test_initials_with_and_without_a_space_are_one_persons() -> None:
    assert len(people(article("a", ("T. S. Berg", set())), article("b", ("T.S. Berg", set())))) == 1


def test_names_in_another_order_join_with_a_country_in_common() -> None:
    found = people(article("a", ("Tanaka Mei", {"country/JPN"})), article("b", ("Mei Tanaka", {"country/JPN"})))
    assert len(found) == 1
    assert "another order" in next(iter(found.values())).merges[0]
    assert len(people(article("a", ("Tanaka Mei", set())), article("b", ("Mei Tanaka", set())))) == 2


@pytest.mark.parametrize("hint", ["president", "country/CHL"])
def test_a_surname_alone_joins_the_one_who_shares_an_office_or_a_country(hint: str) -> None:
    found = people(article("a", ("Ana Ruiz", {hint})), article("b", ("Ruiz", {hint})))
    assert list(found) == ["Ana Ruiz"]
    assert hint.removeprefix("country/") in found["Ana Ruiz"].merges[0]


def test_a_surname_alone_joins_nobody_who_shares_nothing() -> None:
    assert set(people(article("a", ("Ana Ruiz", {"president"})), article("b", ("Ruiz", {"judge"})))) == {
        "Ana Ruiz",
        "Ruiz",
    }


def test_a_surname_alone_joins_nobody_where_two_fit() -> None:
    found = people(
        article("a", ("Ana Ruiz", {"minister"}), ("Omar Ruiz", {"minister"})), article("b", ("Ruiz", {"minister"}))
    )
    assert set(found) == {"Ana Ruiz", "Omar Ruiz", "Ruiz"}


def test_namesakes_of_two_countries_stay_two() -> None:
    both = assemble([article("a", ("Ana Ruiz", {"country/CHL"})), article("b", ("Ana Ruiz", {"country/MEX"}))]).entities
    assert [entity.id for entity in both] == ["person/ana-ruiz", "person/ana-ruiz-2"]


def test_the_users_list_joins_what_the_names_do_not() -> None:
    wishes = Wishes(same=frozenset({("ana ruiz", "anita vega")}))
    found = people(article("a", ("Ana Ruiz", set())), article("b", ("Anita Vega", set())), wishes=wishes)
    assert len(found) == 1
    (person,) = found.values()
    assert "list" in person.merges[0]
    assert set(person.documents) == {"a", "b"}


def test_the_users_list_keeps_apart_what_the_names_would_join() -> None:
    wishes = Wishes(different=frozenset({("george bush", "george w. bush")}))
    articles = article("a", ("George W. Bush", set())), article("b", ("George Bush", set()))
    assert len(people(*articles)) == 1
    assert len(people(*articles, wishes=wishes)) == 2


def test_the_order_of_articles_does_not_matter() -> None:
    one, two = article("a", ("Ana Ruiz", {"president"})), article("b", ("Ruiz", {"president"}))
    assert assemble([one, two]) == assemble([two, one])


def test_lists_are_read_with_comments(tmp_path: Path) -> None:
    path = tmp_path / "same.txt"
    path.write_text("# spellings\n\nAna Ruíz = Ana  Ruiz Vega\nGeorge Bush != George W. Bush\n", "utf-8")
    assert read_pairs(path) == {("ana ruiz", "ana ruiz vega"), ("george bush", "george w. bush")}


@pytest.mark.parametrize("line", ["Ana Ruiz", "Ana = Ruiz = Vega", "= Ana Ruiz"])
def test_a_bad_line_is_named_with_its_number(tmp_path: Path, line: str) -> None:
    path = tmp_path / "same.txt"
    path.write_text(f"# one\n{line}\n", "utf-8")
    with pytest.raises(ReadError, match=r"same\.txt:2: expected two names"):
        read_pairs(path)


def test_long_slugs_are_cut_at_a_word_and_stay_different() -> None:
    one, two = short_slug("word " * 40 + "one"), short_slug("word " * 40 + "two")
    assert len(one) < 90
    assert one != two


def same(*pairs: tuple[str, str]) -> Wishes:
    return Wishes(same=frozenset(pairs))


ANA, VEGA, LI = (article(id, (name, set())) for id, name in (("a", "Ana Ruiz"), ("b", "Ana Vega"), ("c", "Li Wei")))


@pytest.mark.parametrize("pairs", list(permutations([("ana ruiz", "ana vega"), ("ana vega", "li wei")])))
@pytest.mark.parametrize("turned", [False, True])
def test_pairs_with_a_name_in_common_join_all(pairs: tuple[tuple[str, str], ...], turned: bool) -> None:
    """Whichever pair comes first, and whichever name of it."""
    wishes = same(*((other, one) if turned else (one, other) for one, other in pairs))
    graph = assemble([ANA, VEGA, LI, article("d", ("Omar Haddad", set()))], wishes=wishes)
    ids = {entity.id: {entity.label, *entity.names} for entity in graph.entities}
    assert sorted(map(sorted, ids.values())) == [["Ana Ruiz", "Ana Vega", "Li Wei"], ["Omar Haddad"]]
    assert not graph.skipped
    joined = next(entity for entity in graph.entities if len(entity.names) == 2)
    assert len(joined.merges) == 2
    assert (joined.id, joined.label) == ("person/li-wei", "Li Wei")  # the id is that of the name


def test_pairs_join_whatever_way_they_hang_together() -> None:
    names = ["Ana Ruiz", "Bob Stone", "Carl Hill", "Dora Lund", "Emil Berg"]
    articles = [article(name[0], (name, set())) for name in names]
    folded = [name.lower() for name in names]
    chain, star = list(pairwise(folded)), [(folded[2], name) for name in folded if name != folded[2]]
    for pairs in (chain, chain[::-1], star, [pair[::-1] for pair in star]):
        (entity,) = assemble(articles, wishes=same(*pairs)).entities
        assert {entity.label, *entity.names} == set(names)


CANADA, ZEALAND, JOHN = (
    article("a", ("John Smith", {"country/CAN", "ambassador"})),
    article("b", ("John Smith", {"country/NZL", "foreign minister"})),
    article("c", ("Johnny Smythe", set())),
)


def test_a_pair_whose_name_several_bear_is_left_out_and_told() -> None:
    graph = assemble([CANADA, ZEALAND, JOHN], wishes=same(("john smith", "johnny smythe")))
    assert len(graph.entities) == 3
    (told,) = graph.skipped
    assert told.source == "same: john smith = johnny smythe"
    for words in ("2 are called", "person/john-smith (Canada, ambassador)",
                  "person/john-smith-2 (New Zealand, foreign minister)", "by its id"):  # fmt: skip
        assert words in told.reason


@pytest.mark.parametrize(("id", "documents"), [("person/john-smith", {"a", "c"}), ("person/john-smith-2", {"b", "c"})])
def test_an_id_says_who_is_meant(id: str, documents: set[str]) -> None:
    graph = assemble([CANADA, ZEALAND, JOHN], wishes=same((id, "johnny smythe")))
    assert not graph.skipped
    assert sorted(sorted(entity.documents) for entity in graph.entities) == sorted(
        [sorted(documents), sorted({"a", "b", "c"} - documents)]
    )


def test_a_name_twice_joins_all_whose_name_it_is() -> None:
    both = same(("john smith", "john smith"))
    assert {entity.id for entity in assemble([CANADA, ZEALAND, JOHN], wishes=both).entities} == {
        "person/john-smith", "person/johnny-smythe",
    }  # fmt: skip
    wishes = same(("john smith", "john smith"), ("john smith", "johnny smythe"))
    assert len(assemble([CANADA, ZEALAND, JOHN], wishes=wishes).entities) == 1


def test_a_short_name_is_joined_with_the_full_one_that_has_it_too() -> None:
    """ "Ruiz" is a name of Ana Ruiz's already; another Ruiz is meant."""
    one, two = article("a", ("Ana Ruiz", {"judge"})), article("b", ("Ruiz", {"judge"}))
    alone = article("d", ("Ruiz", set()))
    assert len(assemble([one, two, alone]).entities) == 2
    graph = assemble([one, two, alone], wishes=same(("ruiz", "ana ruiz")))
    assert len(graph.entities) == 1
    assert not graph.skipped
    for other in ("li wei", "ruiz"):
        graph = assemble([one, two, alone, LI], wishes=same(("ruiz", other)))
        assert len(graph.entities) == 3
        assert "2 are called 'ruiz'" in graph.skipped[0].reason
    assert not assemble([one, two, LI], wishes=same(("ruiz", "ruiz"))).skipped


@pytest.mark.parametrize(
    ("pairs", "different"),
    [
        ([("ana ruiz", "ana vega")], ("ana vega", "ana ruiz")),
        ([("ana ruiz", "ana vega"), ("ana vega", "li wei")], ("ana ruiz", "li wei")),
        ([("john smith", "john smith")], ("john smith", "john smith")),
    ],
)
def test_lists_that_speak_against_each_other_are_an_error(
    pairs: list[tuple[str, str]], different: tuple[str, str]
) -> None:
    with pytest.raises(ReadError, match="are to be one"):
        Wishes(frozenset(pairs), frozenset({different}))


def test_what_is_to_stay_apart_is_not_joined_by_another_name() -> None:
    anita = article("b", ("Anita Vega", set()))
    wishes = Wishes(frozenset({("person/ana-ruiz", "anita vega")}), frozenset({("ana ruiz", "anita vega")}))
    graph = assemble([ANA, anita], wishes=wishes)
    assert len(graph.entities) == 2
    assert "are to be kept apart" in graph.skipped[0].reason


def test_a_pair_of_two_kinds_or_two_countries_is_left_out() -> None:
    countries = tuple(
        Local(f"country/{code}", EntityType.COUNTRY, name) for code, name in (("CHL", "Chile"), ("JOR", "Jordan"))
    )
    mentions = tuple(Mention("s", 0, 1, one.id, one.label) for one in countries)
    states = Findings(Article("s", "s.txt", "states"), countries, mentions, ())
    for pair, why in ((("ana ruiz", "chile"), "two kinds"), (("chile", "jordan"), "in the tables")):
        graph = assemble([ANA, states], wishes=same(pair))
        assert len(graph.entities) == 3
        assert why in graph.skipped[0].reason
