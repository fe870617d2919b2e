"""What the page calls an article: its title, or what else is known, and no two alike."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sample_graph import sample_graph

from kg.export.explorer.data import page_data
from kg.export.explorer.titles import titles
from kg.types import Article, Evidence, Fact, Graph, Relation, pairs


def told(*articles: Article) -> Graph:
    """A graph of these articles, each with one fact that rests on its first sentence."""
    facts = []
    for article in articles:
        words = article.text.partition(".")[0]
        evidence = (Evidence(article.id, 0, len(words), words),)
        roles = pairs({"subject": "person/a", "object": "country/b"})
        facts.append(Fact(Relation.REPRESENTS, roles, confidence=0.9, rule="t", dates=(), evidence=evidence))
    return Graph(articles, (), tuple(facts))


def article(id: str, text: str, *, title: str = "", publisher: str = "Harbour News", day: int = 1) -> Article:
    return Article(id, f"{id}.txt", text, title, date(2031, 3, day), publisher, "0" * 64)


def test_untitled_articles_of_one_publisher_and_day_are_told_apart_by_first_words() -> None:
    graph = told(article("a", "Ilse Brandt spoke. More."), article("b", "Tomas Vell replied. More."))
    assert titles(graph, texts=False) == {
        "a": "Harbour News, 2031-03-01 (“Ilse Brandt spoke”)",
        "b": "Harbour News, 2031-03-01 (“Tomas Vell replied”)",
    }
    assert titles(graph, texts=True) == {"a": "Ilse Brandt spoke. More.", "b": "Tomas Vell replied. More."}


def test_one_title_twice_is_told_apart_by_publisher_and_day_then_by_words_then_by_id() -> None:
    one, two = (article(id, "Both say this. More.", title="The vote", day=day) for id, day in (("a", 1), ("b", 2)))
    assert titles(told(one, two), texts=True) == {
        "a": "The vote (Harbour News, 2031-03-01)", "b": "The vote (Harbour News, 2031-03-02)",
    }  # fmt: skip
    alike = titles(told(one, replace(two, date=one.date)), texts=True)
    assert len(set(alike.values())) == 2
    assert all(name.endswith(f"({id})") for id, name in alike.items())


def test_a_name_of_its_own_is_left_as_it_is() -> None:
    data = page_data(sample_graph(), title="T", texts=True)
    names = [document["title"] for document in data["documents"]]
    assert len(names) == len(set(names))
    assert not any(name.endswith(")") for name in names)
