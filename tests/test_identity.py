"""People of several articles: joined by name and office, kept apart by country, and as the user's lists say."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import ReadError
from kg.findings import Findings, Local
from kg.graph import assemble
from kg.identity import Wishes, read_pairs, short_slug
from kg.types import Article, Entity, EntityType, Mention


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
