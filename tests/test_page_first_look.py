"""What a graphics editor missed at first sight: the names asked for, what was ticked, what was searched."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sample_graph import ILSE, fact, large_graph, sample_graph

from kg.types import Article, Entity, EntityType, Graph, Modality, Relation
from tests.test_page import Visit, at, renderer, saved, visit  # noqa: F401 the fixtures

WORDS = "It was told."


def told(*facts: tuple[Any, ...], more: tuple[Entity, ...] = (), modality: Modality = Modality.ACTUAL) -> Graph:
    """A graph of one article: (relation, subject, object, qualifiers…) by labels such as "country/A1"."""
    article = Article("a", "a.txt", WORDS, "A title", date(2031, 3, 2), "Herald", "")
    made = tuple(fact(r, s, o, (article, WORDS), modality=modality, **dict(q)) for r, s, o, *q in facts)
    ids = sorted({id for one in made for _, id in one.roles} - {one.id for one in more})
    kinds = {kind.value.lower(): kind for kind in EntityType}
    entities = [Entity(id, kinds[id.split("/")[0]], id.split("/")[1], documents=("a",)) for id in ids]
    return Graph((article,), tuple(sorted((*entities, *more), key=lambda e: e.id)), made)


def named(tab: Any) -> set[str]:
    return set(tab.evaluate("KG.app.renderer.labels().nodes.map(({ node }) => KG.app.data.nodes[node].label)"))


@pytest.mark.browser
@pytest.mark.usefixtures("renderer")
@pytest.mark.parametrize("width", [1400, 390])
def test_what_is_voted_on_has_its_name_and_tally_and_the_choice_its_word(visit: Visit, width: int) -> None:  # noqa: F811
    """In a crowd of countries whose names take all room around it."""
    votes = [
        (Relation.VOTED_ON, f"country/Land of many names {n}", "resolution/Draft", ("choice", "for")) for n in range(14)
    ]
    numbers = (("for_", "14"), ("against", "1"), ("abstained", "0"))
    members = [
        (Relation.MEMBER_OF, f"country/Land of many names {n}", f"institution/League {k}")
        for n in range(14)
        for k in range(3)
    ]
    tab = visit(
        told((Relation.VOTE_TALLY, "institution/Council", "resolution/Draft", *numbers), *votes, *members),
        width=width,
        height=844,
    )
    labels = tab.evaluate("KG.app.renderer.labels()")
    draft = [one for one in labels["nodes"] if one["lines"][0].startswith("Draft")]
    assert [one["tally"] for one in draft] == ["14 · 1 · 0"]
    assert [one["text"] for one in labels["links"]].count("for") >= 3


@pytest.mark.browser
def test_a_choice_that_has_no_room_on_its_line_stands_beside_it(visit: Visit) -> None:  # noqa: F811
    graph = told((Relation.VOTED_ON, "country/Vastria", "resolution/Draft", ("choice", "against")))
    tab = visit(graph)
    tab.evaluate("""() => { const [one, other] = KG.app.scene.nodes; other.x = one.x + 26; other.y = one.y;
        KG.app.renderer.update(); KG.app.renderer.fit(); }""")
    assert [one["text"] for one in tab.evaluate("KG.app.renderer.labels().links")] == ["against"]


@pytest.mark.browser
def test_of_a_large_graph_what_has_room_is_drawn(visit: Visit) -> None:  # noqa: F811
    graph = large_graph(people=520, facts=1200)
    some = tuple(
        replace(one, modality=Modality.ACTUAL if k % 50 else Modality.PLANNED) for k, one in enumerate(graph.facts)
    )
    tab = visit(replace(graph, facts=some), texts=False)
    assert tab.evaluate("KG.app.data.large")
    tab.uncheck(at("filter-status-actual"))
    tab.check(at("filter-status-planned"))
    on, drawn = tab.evaluate(
        "[KG.app.model.nodeOn, KG.app.model.drawn].map((flags) => flags.reduce((sum, one) => sum + one, 0))"
    )
    assert 10 < on <= tab.evaluate("KG.app.model.room")
    assert drawn == on
    assert tab.locator(at("drawn")).is_hidden()
    xs = tab.evaluate("KG.app.model.order().map((i) => KG.app.renderer.screen(i).x)")
    ys = tab.evaluate("KG.app.model.order().map((i) => KG.app.renderer.screen(i).y)")
    near = [
        abs(x - a) + abs(y - b)
        for n, (x, y) in enumerate(zip(xs, ys, strict=True))
        for a, b in list(zip(xs, ys, strict=True))[:n]
    ]
    assert min(near) > 25  # laid out for themselves, not where the whole graph has them
    tab.click(at("reset"))
    assert tab.locator(at("drawn")).is_visible()


@pytest.mark.browser
@pytest.mark.usefixtures("renderer")
def test_what_comes_with_a_tick_is_not_cut_by_the_edge(visit: Visit) -> None:  # noqa: F811
    tab = visit(sample_graph())
    planned = tab.evaluate("KG.app.model.nodes.findIndex((node, i) => !node.mentioned && !KG.app.model.drawn[i])")
    assert planned >= 0
    # bring its place to within a few px of the upper edge
    tab.evaluate(
        """(i) => { const { top } = document.querySelector("#canvas").getBoundingClientRect();
        KG.app.renderer.pan(0, 4 + top - KG.app.renderer.screen(i).y); KG.app.touched = true; }""",
        planned,
    )
    tab.wait_for_timeout(300)
    for status in ("denied", "planned", "hypothetical", "requested", "reported", "former"):
        tab.check(at(f"filter-status-{status}"))
    tab.wait_for_timeout(300)
    drawn, place, frame = tab.evaluate(
        """(i) => [KG.app.model.drawn[i], KG.app.renderer.screen(i),
        document.querySelector("#canvas").getBoundingClientRect()]""",
        planned,
    )
    assert drawn
    assert place["y"] - frame["top"] >= 30


@pytest.mark.browser
@pytest.mark.usefixtures("renderer")
@pytest.mark.parametrize("address", [f"#node={ILSE}", f"#node={ILSE}&hops=1"])
def test_all_neighbours_of_a_selected_node_are_named(visit: Visit, address: str) -> None:  # noqa: F811
    for width in (1400, 390):
        tab = visit(sample_graph(), address, width=width, height=844)
        around = tab.evaluate(
            "[...KG.app.model.around(KG.app.model.state.node, 1)].map((i) => KG.app.data.nodes[i].label)"
        )
        assert len(around) > 4
        assert len(named(tab) & set(around)) >= len(around) - (width < 400)


def type_in(tab: Any, words: str) -> list[str]:
    tab.locator(at("search")).fill(words)
    names: list[str] = tab.locator(f"{at('search-results')} [role=option] .words").all_inner_texts()
    return names


@pytest.mark.browser
def test_a_name_with_facts_comes_before_one_that_is_only_mentioned(visit: Visit) -> None:  # noqa: F811
    council = Entity("institution/c", EntityType.INSTITUTION, "United Nations Council", ("Council",), documents=("a",))
    others = [
        Entity(f"institution/m{n}", EntityType.INSTITUTION, label, documents=("a",))
        for n, label in enumerate(("Council", "Council of Ports", "Harbour Council"))
    ]
    graph = told(
        (Relation.MEMBER_OF, "country/Vastria", council.id),
        (Relation.MEMBER_OF, "country/Council Isles", council.id),
        more=(council, *others),
    )
    tab = visit(graph)
    assert type_in(tab, "council") == [
        "United Nations Council",
        "Council",
        "Council Isles",
        "Council of Ports",
        "Harbour Council",
    ]
    tab.keyboard.press("Enter")
    assert tab.inner_text(at("panel-title")) == "United Nations Council"


@pytest.mark.browser
def test_a_slash_in_the_empty_box_is_no_name(visit: Visit) -> None:  # noqa: F811
    tab = visit(sample_graph())
    for press in ("/", "/", "V", "/"):
        tab.keyboard.press(press)
    assert tab.input_value(at("search")) == "V/"


@pytest.mark.browser
def test_keys_of_views_take_the_keyboard_along(visit: Visit) -> None:  # noqa: F811
    tab = visit(sample_graph())
    tab.keyboard.press("f")
    tab.keyboard.press("l")
    for _ in range(3):
        if tab.evaluate("document.activeElement.dataset.testid") == "save-facts.csv":
            break
        tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.dataset.testid") == "save-facts.csv"
    tab.keyboard.press("s")
    assert tab.evaluate("document.querySelector('#source').contains(document.activeElement)")


@pytest.mark.browser
def test_rows_are_saved_in_the_order_shown(visit: Visit) -> None:  # noqa: F811
    for sort in ("", "&sort=-confidence"):
        tab = visit(sample_graph(), f"#view=list{sort}")
        shown = tab.locator(f"{at('table-facts')} td.subject").all_inner_texts()
        assert [row["Subject"] for row in saved(tab)] == shown


@pytest.mark.browser
def test_a_double_click_leaves_no_tip_behind(visit: Visit) -> None:  # noqa: F811
    tab = visit(sample_graph())
    place = tab.evaluate("id => KG.app.renderer.screen(KG.app.model.byId.get(id))", ILSE)
    tab.mouse.move(place["x"], place["y"])
    tab.mouse.dblclick(place["x"], place["y"])
    tab.wait_for_timeout(200)
    assert tab.evaluate("KG.app.model.state.hops") == 1
    assert tab.locator("#tip").is_hidden()
