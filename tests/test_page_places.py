"""Where the page puts its nodes: a part looked at is laid out for itself, a large graph starts with its core."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from test_page import Visit, at, counts, renderer, select, visit  # noqa: F401 the fixtures
from test_page_large import drawn, synthetic

from kg.types import Article, Entity, EntityType, Evidence, Fact, Graph, Relation, pairs

SPEAKERS, ISLANDS = 150, 130
DAY = date(2022, 3, 1)

# The drawn nodes: id, and the middle on the screen in px of the canvas.
PLACES = """() => {
    const { scene, renderer } = KG.app, { left, top } = document.querySelector('#canvas').getBoundingClientRect();
    return scene.nodes.map((node, i) => [i, renderer.screen(i)]).filter(([i]) => scene.look(i).on)
        .map(([i, { x, y }]) => [scene.nodes[i].id, Math.round(x - left), Math.round(y - top)]); }"""
HOME = "KG.app.scene.nodes.map(({ x, y, size }) => [x, y, size])"


def crowded() -> Graph:
    """A session at which SPEAKERS spoke, each for a state of its own; a ring of 40 parts; ISLANDS of two."""
    made: list[tuple[Entity, Relation, Entity]] = []

    def entity(kind: EntityType, k: int) -> Entity:
        return Entity(f"{kind.value.lower()}/{k:04}", kind, f"{kind.value} of number {k}")

    session = Entity("meeting/session", EntityType.MEETING, "Great session")
    for k in range(SPEAKERS):
        person = entity(EntityType.PERSON, k)
        made += [(person, Relation.SPOKE_AT, session), (person, Relation.REPRESENTS, entity(EntityType.COUNTRY, k))]
    ring = [entity(EntityType.INSTITUTION, k) for k in range(40)]
    for k, part in enumerate(ring):
        made += [(part, Relation.PART_OF, ring[(k + step) % 40]) for step in (1, 7)]
    made += [(part, Relation.SPOKE_AT, session) for part in ring[:3]]
    for k in range(SPEAKERS, SPEAKERS + ISLANDS):
        made.append((entity(EntityType.PERSON, k), Relation.REPRESENTS, entity(EntityType.COUNTRY, k)))
    parts: list[str] = []
    facts = []
    for subject, relation, object in made:
        words, start = f"{subject.label} {relation.value} {object.label}", sum(map(len, parts))
        parts.append(f"{words}. ")
        evidence = (Evidence("a", start, start + len(words), words),)
        roles = pairs({"subject": subject.id, "object": object.id})
        facts.append(Fact(relation, roles, confidence=0.9, rule="test/crowd", dates=(DAY,), evidence=evidence))
    entities = {one.id: one for subject, _, object in made for one in (subject, object)}
    article = Article("a", "https://news.example/a", "".join(parts), "A great session", DAY, "News", "0" * 64)
    return Graph((article,), tuple(entities[id] for id in sorted(entities)), tuple(sorted(facts, key=lambda f: f.id)))


def assert_spread(tab: Any, least: float) -> None:
    """All nodes in the canvas, no two within `least` px, and the whole uses most of the canvas one way."""
    places, size = tab.evaluate(PLACES), tab.evaluate("[KG.app.renderer.view().width, KG.app.renderer.view().height]")
    assert len(places) > 3
    assert all(0 <= x <= size[0] and 0 <= y <= size[1] for _, x, y in places)
    near = [
        (a, b)
        for k, (a, ax, ay) in enumerate(places)
        for b, bx, by in places[:k]
        if abs(ax - bx) + abs(ay - by) < least
    ]
    assert near == []
    spans = [max(place[axis] for place in places) - min(place[axis] for place in places) for axis in (1, 2)]
    assert spans[0] > 0.5 * size[0] or spans[1] > 0.5 * size[1]


@pytest.mark.usefixtures("renderer")
@pytest.mark.browser
def test_neighbourhood_is_laid_out_for_itself_and_left_again(visit: Visit) -> None:  # noqa: F811
    graph = synthetic(120)
    tab = visit(graph)
    home = tab.evaluate(HOME)
    hub = tab.evaluate("KG.app.model.order()[0]")
    tab.evaluate("(i) => { KG.app.select({ node: i }); KG.app.hops(1); }", hub)
    assert tab.evaluate(HOME) != home
    assert_spread(tab, 20)
    there, link = tab.evaluate(PLACES), tab.evaluate("location.hash")
    again = visit(graph, link)
    assert again.evaluate(PLACES) == there
    tab.evaluate("KG.app.hops(0)")
    tab.keyboard.press("Escape")
    assert tab.evaluate(HOME) == home


@pytest.mark.usefixtures("renderer")
@pytest.mark.browser
def test_path_stands_alone_in_a_row(visit: Visit) -> None:  # noqa: F811
    tab = visit(synthetic(120))
    tab.evaluate("""() => { const { model } = KG.app, near = model.around(0, 1);
        KG.app.path(0, [...model.around(0, 4)].find((i) => !near.has(i))); }""")
    chain = tab.evaluate("KG.app.model.trail.nodes.map((i) => KG.app.data.nodes[i].id)")
    places = {id: (x, y) for id, x, y in tab.evaluate(PLACES)}
    assert sorted(places) == sorted(chain)
    assert [places[id][0] for id in chain] == sorted(places[id][0] for id in chain)
    home = tab.evaluate("KG.app.data.nodes.map(({ x, y }) => [x, y])")
    tab.click(at("reset"))
    assert tab.evaluate("KG.app.scene.nodes.map(({ x, y }) => [x, y])") == home or tab.evaluate(
        "KG.app.model.condensed"
    )


@pytest.mark.usefixtures("renderer")
@pytest.mark.browser
def test_everything_in_a_view_around_a_node_can_be_read(visit: Visit) -> None:  # noqa: F811
    tab = visit(synthetic(120))
    tab.evaluate("(i) => { KG.app.select({ node: i }); KG.app.hops(1); }", tab.evaluate("KG.app.model.order()[0]"))
    looks = tab.evaluate("KG.app.scene.links.map((_, k) => KG.app.scene.lookLink(k)).filter((look) => look.on)")
    middle = tab.evaluate("KG.app.model.state.node")
    between = tab.evaluate(
        """(i) => KG.app.scene.links.filter(({ from, to }, k) =>
        KG.app.scene.drawsLink(k) && from !== i && to !== i).length""",
        middle,
    )
    assert between > 0
    assert not any(look["dim"] for look in looks)
    opacities = tab.evaluate("""[...KG.figure.draw(KG.app).querySelectorAll('path[stroke-opacity]')]
        .map((path) => Number(path.getAttribute('stroke-opacity')))""")
    assert opacities
    assert min(opacities) >= 0.6


@pytest.mark.browser
def test_large_graph_starts_with_its_core(visit: Visit) -> None:  # noqa: F811
    tab = visit(crowded())
    assert counts(tab)[0] == 1 + 2 * SPEAKERS + 40 + 2 * ISLANDS
    assert drawn(tab) == 41
    assert_spread(tab, 12)
    words = tab.evaluate("KG.app.scene.words(KG.app.model.byId.get('meeting/session'))")
    assert words == ["Great session", f"+{SPEAKERS} speakers +{SPEAKERS}"]  # and whom they represent
    assert tab.inner_text(at("islands")).startswith(f"{2 * ISLANDS} nodes in {ISLANDS} islands")
    tab.click(at("islands-show"))
    assert drawn(tab) == 41 + 2 * ISLANDS
    assert "islands=1" in tab.evaluate("location.hash")
    tab.click(at("islands-show"))
    select(tab, "meeting/session")
    assert drawn(tab) == 41 + SPEAKERS
    assert tab.evaluate("KG.app.scene.words(KG.app.model.byId.get('meeting/session'))") == ["Great session"]
    select(tab, f"person/{SPEAKERS:04}")
    assert drawn(tab) == 41 + 2  # an island that is looked at
    tab.keyboard.press("Escape")
    assert drawn(tab) == 41
    assert counts(tab)[0] == 1 + 2 * SPEAKERS + 40 + 2 * ISLANDS


@pytest.mark.browser
def test_what_is_not_told_as_done_says_so_on_a_large_page(visit: Visit) -> None:  # noqa: F811
    tab = visit(synthetic(700), texts=False)
    tab.check(at("filter-status-planned"))
    told = """KG.app.model.links.map((_, k) => k)
        .filter((k) => KG.app.model.links[k].status === 'planned' && KG.app.scene.drawsLink(k))"""
    some = tab.evaluate(told)
    tab.evaluate("KG.app.renderer.redraw()")
    labels = tab.evaluate(
        """KG.app.renderer.labels().links.map(({ link, text }) => [link, text])
        .filter(([k]) => KG.app.model.links[k].status === 'planned')"""
    )
    assert some
    assert {link for link, _ in labels} == set(some[:300])
    assert all(text.startswith("planned") or text == "P" for _, text in labels)


@pytest.mark.usefixtures("renderer")
@pytest.mark.browser
def test_double_click_expands_where_the_panel_comes_to_lie(visit: Visit) -> None:  # noqa: F811
    tab = visit(synthetic(60))
    right = tab.evaluate(f"({PLACES})().sort((a, b) => b[1] - a[1])[0][0]")
    place = tab.evaluate("(id) => KG.app.renderer.screen(KG.app.model.byId.get(id))", right)
    tab.mouse.dblclick(place["x"], place["y"])
    assert tab.evaluate("KG.app.model.state.hops") == 1
    assert tab.evaluate("KG.app.data.nodes[KG.app.model.state.root].id") == right


@pytest.mark.browser
def test_dim_lines_of_a_large_page_can_be_clicked(visit: Visit) -> None:  # noqa: F811
    tab = visit(synthetic(700), texts=False)
    tab.evaluate("KG.app.select({ node: KG.app.model.order().at(-1) })")
    place = tab.evaluate("""() => {
        const { scene, renderer } = KG.app, frame = document.querySelector('#canvas').getBoundingClientRect();
        renderer.fit();
        const far = (i, at) => Math.hypot(renderer.screen(i).x - at.x, renderer.screen(i).y - at.y) > 14;
        const dim = scene.links.map((_, k) => k).filter((k) => scene.lookLink(k).on && scene.lookLink(k).dim);
        return dim.map((k) => renderer.screenLink(k))
            .filter(({ x }) => x > frame.left + 60 && x < frame.right - 60)
            .filter(({ y }) => y > frame.top + 60 && y < frame.bottom - 90)
            .find((at) => scene.nodes.every((_, i) => far(i, at))); }""")
    assert place
    tab.mouse.click(place["x"], place["y"])
    assert tab.evaluate("KG.app.model.state.facts.length") > 0


@pytest.mark.usefixtures("renderer")
@pytest.mark.browser
def test_a_name_only_mentioned_comes_alone_and_goes(visit: Visit) -> None:  # noqa: F811
    graph = synthetic(60)
    named = (graph.documents[0].id,)
    extra = [Entity(f"person/extra-{k}", EntityType.PERSON, f"Extra {k}", documents=named) for k in range(5)]
    tab = visit(replace(graph, entities=tuple(sorted((*graph.entities, *extra), key=lambda one: one.id))))
    before = counts(tab)
    select(tab, "person/extra-1")
    assert counts(tab)[0] == before[0] + 1
    assert tab.evaluate("KG.app.scene.look(KG.app.model.byId.get('person/extra-1')).on")
    assert not tab.locator(at("show-mentioned")).is_checked()
    tab.keyboard.press("Escape")
    assert counts(tab) == before


@pytest.mark.usefixtures("renderer")
@pytest.mark.browser
def test_what_a_filter_brings_in_is_in_sight(visit: Visit) -> None:  # noqa: F811
    tab = visit(synthetic(60))
    tab.evaluate("KG.app.filter({ types: new Set(['Person']), fold: false })")
    tab.evaluate("(KG.app.renderer.zoom(4), KG.app.renderer.pan(900, 500))")
    tab.evaluate("KG.app.filter({ types: new Set(KG.app.model.keys.types) })")
    assert_spread(tab, 0)
