"""What the panel, the list, the search and the figure owe a reader who meets the page for the first time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from sample_graph import ILSE, UN, large_graph, sample_graph

from kg.export.explorer.sentence import quoted
from kg.export.ontology import statement_id
from kg.export.prefixes import BASE
from kg.types import Article, Entity, EntityType, Graph, Relation
from tests.test_page import Visit, at, download, renderer, saved, stated, visit  # noqa: F401 the fixtures


def told_twice() -> Graph:
    """The sample, whose first fact both articles tell, of two days."""
    graph = sample_graph()
    first, other = graph.facts[0], next(fact for fact in graph.facts if fact.evidence[0].article == "follow-up")
    both = replace(first, dates=(date(2031, 3, 2), date(2031, 3, 9)), evidence=(*first.evidence, *other.evidence))
    return replace(graph, facts=(both, *graph.facts[1:]))


@pytest.mark.browser
def test_table_names_the_sources_of_a_fact(visit: Visit) -> None:  # noqa: F811
    graph = told_twice()
    tab = visit(graph, "#view=list")
    rows = {row["Fact"]: row for row in saved(tab)}
    row = rows[BASE + stated(graph)[0]]
    assert row["Dates"] == "2031-03-02, 2031-03-09"
    assert row["Article"] == " · ".join(one.title for one in graph.documents)
    assert row["Publisher"] == "Lumen Herald"
    assert row["Source"] == "https://herald.example/assembly?a=1&b=2 inputs/follow-up.txt"
    assert set(rows) < {BASE + name for name in stated(graph)}
    heads = tab.locator(f"{at('table-facts')} th").all_inner_texts()
    assert heads[-4:] == ["Article", "Publisher", "Source", "Fact"]
    links = tab.locator(f"{at('table-facts')} td.address a")
    assert {links.nth(0).get_attribute("href")} == {graph.documents[0].source}


# ------------------------------------------------------------------ the sentence


def untitled(graph: Graph) -> Graph:
    return replace(graph, documents=tuple(replace(one, title="") for one in graph.documents))


@pytest.mark.browser
def test_page_without_texts_quotes_the_sentences_alone(visit: Visit, tmp_path: Path) -> None:  # noqa: F811
    tab = visit(untitled(sample_graph()), "#node=country/VST", texts=False)
    quotes = tab.locator(f"#panel {at('evidence')} blockquote").all_inner_texts()
    assert "Vastria voted against." in quotes
    assert "Vastria did not vote for the humanitarian amendment." not in quotes  # the filters hide the denied fact
    assert tab.locator(f"#panel {at('evidence')} mark").first.inner_text() == "Vastria voted against"
    assert tab.locator(at("only-words")).count() == 0
    raw = (tmp_path / "graph.html").read_text("utf-8")
    assert "briefed the Assembly before the vote" in raw  # the sentence of a fact
    assert "Envoys talk, ships wait" not in raw  # no fact rests on it
    titles = tab.evaluate("kgdata().documents.map((one) => one.title)")
    assert titles == ["Lumen Herald, 2031-03-02", "Lumen Herald, undated"]


@pytest.mark.browser
def test_page_that_knows_only_words_says_so(visit: Visit) -> None:  # noqa: F811
    graph = sample_graph()
    bare = replace(graph, documents=tuple(replace(one, text="") for one in graph.documents))
    tab = visit(bare, "#node=country/VST", texts=False)
    assert "only the words" in tab.inner_text(f"#panel {at('only-words')}")
    tab.evaluate("location.hash = 'view=list&as=sentences'")
    assert "only the words" in tab.inner_text(f"#list {at('only-words')}")
    assert visit(graph, "#node=country/VST").locator(at("only-words")).count() == 0


LONG = "The harbour" + " of the port and the sea beside it" * 12


@pytest.mark.parametrize(
    ("text", "words", "shown"),
    [
        ("He rose. “Stop! Go home,” she said. They went.", "Go home", "“Stop! Go home,” she said."),
        ('He rose. "Stop! Go home," she said. They went.', "Go home", '"Stop! Go home," she said.'),
        ("She said “One. Two. Three.” Then he left.", "Two", "She said “One. Two. Three.”"),
        ("“It is so.” He left. “Not I,” she said.", "He left", "He left."),
        (f"“A. {LONG}. Ana spoke. {LONG}.” End.", "Ana spoke", "“Ana spoke.”"),
        ("«Un. Deux,» dit-elle. Fin.", "Deux", "«Un. Deux,» dit-elle."),
        ("“Never closed. It goes on.\n\nNext.", "It goes", "It goes on."),
    ],
)
def test_quotation_marks_of_a_quoted_sentence_are_in_pairs(text: str, words: str, shown: str) -> None:
    start = text.index(words)
    before, after = quoted(text, start, start + len(words))
    assert before + words + after == shown


@pytest.mark.browser
def test_sentence_is_the_same_with_the_text_and_without(visit: Visit) -> None:  # noqa: F811
    shown = """KG.app.data.facts.map((fact) => fact.evidence.map((one) => KG.facts.sentence(KG.app, one).join("|")))"""
    for one in (sample_graph(), large_graph(people=20, facts=60)):
        assert visit(one).evaluate(shown) == visit(one, texts=False).evaluate(shown)


# ------------------------------------------------------------------ the panel and the search


def widely_known() -> Graph:
    """The sample, with an ambassador of many offices whom many long titles name."""
    graph = sample_graph()
    texts = [
        Article(f"text-{n}", f"{n}.txt", "", "A long title that tells what was decided in the port " * 3, None, "P", "")
        for n in range(9)
    ]
    ids = tuple(one.id for one in texts)
    offices = tuple(
        replace(graph.facts[0], qualifiers=(("role", f"envoy for the sea {n}"),), rule=f"r{n}") for n in range(12)
    )
    people = tuple(replace(one, documents=(*one.documents, *ids)) if one.id == ILSE else one for one in graph.entities)
    return replace(graph, documents=(*graph.documents, *texts), entities=people, facts=(*graph.facts, *offices))


@pytest.mark.browser
def test_facts_come_before_the_articles_that_name_somebody(visit: Visit) -> None:  # noqa: F811
    tab = visit(widely_known(), f"#node={ILSE}")
    first = tab.locator(f"#panel {at('fact')}").first.bounding_box()
    assert first["y"] < 500
    assert tab.locator(at("named-in")).bounding_box()["y"] > first["y"]
    assert tab.locator(f"#panel {at('role')}").count() == 4
    tab.locator(f"#panel > {at('show-all')}").first.click()
    assert tab.locator(f"#panel {at('role')}").count() >= 12


@pytest.mark.browser
def test_what_was_typed_in_full_is_found_first(visit: Visit) -> None:  # noqa: F811
    graph = sample_graph()
    longer = Entity(
        "institution/a", EntityType.INSTITUTION, "United Nations Assembly, all of its members", ("UN body",)
    )
    facts = tuple(replace(graph.facts[0], roles=(("subject", ILSE), ("object", longer.id)), rule=f"r{n}")
                  for n in range(30))  # fmt: skip
    tab = visit(replace(graph, entities=(longer, *graph.entities), facts=(*graph.facts, *facts)))
    for typed in ("united nations", "UN", "u.n."):
        tab.fill(at("search"), typed)
        names = tab.locator(f"{at('search-results')} [role=option] .words").all_inner_texts()
        assert names[0] == "United Nations"
    tab.fill(at("search"), "united nations")
    assert tab.locator(f"{at('search-results')} [role=option]").count() == 3


@pytest.mark.browser
@pytest.mark.parametrize("width", [1400, 390])
@pytest.mark.usefixtures("renderer")
def test_double_click_from_the_start_wherever_the_panel_opens(visit: Visit, width: int) -> None:  # noqa: F811
    tab = visit(sample_graph(), "#fold=0", width=width)
    node = tab.evaluate("""() => { const far = (i) => KG.app.renderer.screen(i).x + KG.app.renderer.screen(i).y;
        return [...KG.app.model.order()].sort((a, b) => far(b) - far(a))[0]; }""")  # nearest to where the panel opens
    place = tab.evaluate("i => KG.app.renderer.screen(i)", node)
    tab.evaluate("() => { const now = Date.now(); Date.now = () => now; }")  # a slow machine is no slow reader
    tab.mouse.click(place["x"], place["y"])
    tab.wait_for_timeout(100)  # the panel is there, the picture has moved
    assert tab.locator("#panel").is_visible()
    tab.mouse.down(click_count=2)
    tab.mouse.up(click_count=2)
    tab.wait_for_timeout(50)
    assert tab.evaluate("[KG.app.model.state.node, KG.app.model.state.hops]") == [node, 1]


@pytest.mark.browser
@pytest.mark.parametrize(("width", "open_panel"), [(390, False), (950, True), (700, True)])
def test_buttons_of_the_list_do_not_cover_each_other(visit: Visit, width: int, open_panel: bool) -> None:  # noqa: F811
    tab = visit(sample_graph(), f"#view=list{f'&node={ILSE}' if open_panel else ''}", width=width)
    boxes = tab.eval_on_selector_all(
        "#list > .listing button, #list > .list-head *", "all => all.map((one) => one.getBoundingClientRect().toJSON())"
    )
    assert len(boxes) == 8
    for k, a in enumerate(boxes):
        assert a["right"] <= tab.evaluate("document.querySelector('#list').getBoundingClientRect().right")
        for b in boxes[:k]:
            apart = a["left"] >= b["right"] - 1 or b["left"] >= a["right"] - 1
            assert apart or a["top"] >= b["bottom"] - 1 or b["top"] >= a["bottom"] - 1


@pytest.mark.browser
def test_order_of_the_list_is_in_the_link(visit: Visit) -> None:  # noqa: F811
    graph = sample_graph()
    tab = visit(graph, "#view=list")
    tab.get_by_role("button", name="Dates").click()
    tab.get_by_role("button", name="Dates").click()
    assert "sort=-dates" in tab.evaluate("location.hash")
    tab.click(f"{at('table-nodes')} th button >> nth=0")
    again = visit(graph, tab.evaluate("location.hash"))
    heads = again.locator("th[aria-sort$=ending]").all_inner_texts()
    assert heads == ["Dates ↓", "Name ↑"]
    tab.click(at("as-sentences"))
    tab.select_option(at("order"), "confidence")
    again = visit(graph, tab.evaluate("location.hash"))
    assert again.input_value(at("order")) == "confidence"
    assert again.locator("#list h3").first.inner_text().startswith("confidence 0.9")
    odd = visit(graph, "#view=list&sort=-toString&order=constructor&as=sentences")
    assert odd.input_value(at("order")) == "subject"


@pytest.mark.browser
def test_backspace_stays_in_the_page(visit: Visit) -> None:  # noqa: F811
    tab = visit(sample_graph())
    tab.keyboard.press("l")
    tab.evaluate("id => KG.app.select({ node: KG.app.model.byId.get(id) })", ILSE)
    tab.evaluate("KG.app.filter({ confidence: 0.5 })")  # takes the place of the step before
    for _ in range(4):
        tab.keyboard.press("Backspace")
        tab.wait_for_timeout(100)
    assert tab.url.endswith(("graph.html", "graph.html#"))
    assert tab.evaluate("KG.app.model.state.view") == "graph"
    tab.go_forward()
    assert "view=list" in tab.url
    tab.keyboard.press("Backspace")
    tab.wait_for_timeout(100)
    assert "view=list" not in tab.url


# ------------------------------------------------------------------ odd input, and much of it


@pytest.mark.browser
def test_what_has_no_value_is_sorted_last(visit: Visit) -> None:  # noqa: F811
    graph = sample_graph()
    for way in ("", "-"):
        tab = visit(graph, f"#view=list&sort={way}object")
        objects = tab.locator(f"{at('table-facts')} td.object").all_inner_texts()
        named = [name for name in objects if name]
        assert 0 < len(named) < len(objects)
        assert objects[: len(named)] == named


@pytest.mark.browser
@pytest.mark.parametrize("day", ["2030-99-99", "2031-02-30", "2031-00-10"])
def test_what_is_no_day_is_no_bound(visit: Visit, day: str) -> None:  # noqa: F811
    tab = visit(sample_graph(), f"#from={day}")
    assert tab.evaluate("KG.app.model.state.from") == ""


@pytest.mark.browser
def test_many_rows_come_in_slices(visit: Visit) -> None:  # noqa: F811
    tab = visit(large_graph(people=200, facts=900), "#view=list")
    rows = tab.locator(f"{at('table-facts')} tbody tr")
    whole = tab.evaluate("KG.app.model.factOn.reduce((sum, on) => sum + on, 0)")
    assert whole > 500
    at_once = tab.evaluate("""() => { document.querySelector("[data-testid='show-all-facts']").click();
        return document.querySelectorAll("[data-testid='table-facts'] tbody tr").length; }""")
    assert at_once == 500
    tab.wait_for_function(
        "n => document.querySelectorAll(\"[data-testid='table-facts'] tbody tr\").length === n", arg=whole
    )
    assert rows.count() == whole


@pytest.mark.browser
def test_a_letter_that_turns_the_writing_does_not_turn_the_quotation_mark(visit: Visit) -> None:  # noqa: F811
    graph = sample_graph()
    said = next(fact for fact in graph.facts if fact.relation == "said" and fact.actual)
    turned = replace(said, qualifiers=(("text", "\u202eno more"),))
    tab = visit(replace(graph, facts=(turned,)), f"#facts={statement_id(turned)}")
    box = tab.locator(".said")
    words = box.locator("bdi").bounding_box()
    assert words["x"] > box.bounding_box()["x"] + 3  # the opening mark stands before, the closing one behind
    assert box.evaluate("one => getComputedStyle(one).direction") == "ltr"


# ------------------------------------------------------------------ the figure


@pytest.mark.browser
@pytest.mark.usefixtures("renderer")
def test_figure_names_its_sources_and_explains_its_signs(visit: Visit) -> None:  # noqa: F811
    graph = sample_graph()
    tab = visit(graph, "#fold=0")
    words = "[...KG.figure.draw(KG.app).querySelectorAll('text')].map((one) => one.textContent)"
    told = tab.evaluate(words)
    assert "Sources: 2 articles of Lumen Herald, 2 March 2031." in told
    assert {"voted for", "voted against", "abstained", "accredited to"} <= set(told)
    assert "numbers below a resolution: votes for · against · abstained" in told
    assert not any("not told as done" in one for one in told)
    tab.evaluate("KG.app.filter({ relations: new Set(['metWith']), statuses: new Set(['planned']) })")
    told = tab.evaluate(words)
    assert "not told as done: the word says how" in told
    assert not {"voted for", "accredited to"} & set(told)
    outside = tab.evaluate("""() => { const box = KG.figure.draw(KG.app); document.body.append(box);
        const all = [...box.querySelectorAll("text")].map((one) => one.getBBox());
        const { width, height } = box.viewBox.baseVal; box.remove();
        return all.filter((one) => one.x < 0 || one.x + one.width > width || one.y + one.height > height).length; }""")
    assert outside == 0


@pytest.mark.browser
def test_legend_and_help_tell_of_the_dotted_lines(visit: Visit) -> None:  # noqa: F811
    tab = visit(sample_graph())
    assert tab.locator("#at-row").inner_text() == "accredited to"
    tab.keyboard.press("?")
    assert "accredited" in tab.inner_text("#help")


@pytest.mark.browser
def test_paper_has_no_buttons(visit: Visit) -> None:  # noqa: F811
    tab = visit(widely_known(), f"#node={ILSE}")
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    tab.emulate_media(media="print")
    buttons = tab.locator("#panel button:not(.name):not(.source)")
    assert buttons.count() > 2
    assert [one for one in buttons.all() if one.is_visible()] == []


# ------------------------------------------------------------------ the timeline


@pytest.mark.browser
@pytest.mark.parametrize(
    ("days", "first", "some"),
    [(1, "2 Mar", "9 Mar"), (40, "Apr 2019", "Jan 2020"), (300, "2020", "2030"), (4000, "2050", "2100")],
)
def test_timeline_has_a_scale(visit: Visit, days: int, first: str, some: str) -> None:  # noqa: F811
    graph = sample_graph()
    facts = tuple(
        replace(fact, dates=(date(2019, 3, 2) + timedelta(days=days * n),)) for n, fact in enumerate(graph.facts)
    )
    tab = visit(replace(graph, facts=facts), width=1200)
    ticks = tab.locator("#scale span")
    told = ticks.all_inner_texts()
    assert told[0] == first
    assert some in told
    boxes = [one.bounding_box() for one in ticks.all()]
    assert all(a["x"] + a["width"] < b["x"] for a, b in pairwise(boxes))
    tab.evaluate("id => KG.app.select({ node: KG.app.model.byId.get(id) })", ILSE)  # the panel takes room
    boxes = [one.bounding_box() for one in ticks.all()]
    frame = tab.locator("#scale").bounding_box()
    assert boxes[-1]["x"] + boxes[-1]["width"] <= frame["x"] + frame["width"] + 1
    assert visit(replace(graph, facts=()), width=1200).locator("#scale span").count() == 0


@pytest.mark.browser
def test_days_are_written_the_same_in_every_browser(visit: Visit) -> None:  # noqa: F811
    tab = visit(told_twice())
    box = at("timeline-from")
    assert tab.input_value(box) == "2031-03-02"
    tab.fill(box, "3/5/31")
    tab.press(box, "Enter")
    assert tab.input_value(box) == "2031-03-02"
    assert "no day" in tab.inner_text("#told")
    tab.fill(box, "2031-03-05")
    tab.press(box, "Enter")
    assert tab.evaluate("KG.app.model.state.from") == "2031-03-05"
    assert "from=2031-03-05" in tab.url


# ------------------------------------------------------------------ what a newcomer was misled by


@pytest.mark.browser
def test_a_name_cannot_be_made_to_read_as_another(visit: Visit) -> None:  # noqa: F811
    graph = sample_graph()
    turned = tuple(replace(one, label="\u202eevil\u2066 name", names=("\u202ealias",)) if one.id == ILSE else one
                   for one in graph.entities)  # fmt: skip
    titled = tuple(replace(one, title=f"\u202e{one.title}") for one in graph.documents)
    tab = visit(replace(graph, entities=turned, documents=titled), f"#node={ILSE}", title="A \u202etitle")
    assert tab.inner_text(at("panel-title")) == "evil name"
    shown = tab.evaluate("JSON.stringify([document.title, kgdata().nodes, kgdata().documents.map((one) => one.title)])")
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@pytest.mark.browser
def test_a_narrow_table_leaves_the_sentences_to_the_sentences_view(visit: Visit) -> None:  # noqa: F811
    wide, narrow = visit(sample_graph(), "#view=list"), visit(sample_graph(), "#view=list", width=390)
    assert wide.locator("td.evidence").first.is_visible()
    assert narrow.locator("td.evidence").first.is_hidden()
    assert "Evidence" in saved(narrow)[0]


@pytest.mark.browser
def test_panel_of_a_host_names_who_is_accredited_there(visit: Visit) -> None:  # noqa: F811
    tab = visit(sample_graph(), f"#node={UN}")
    cards = tab.locator(f"#panel {at('fact')} .claim").all_inner_texts()
    assert "Ilse Okonjo-Brandt represents Meridia ambassador here" in [" ".join(one.split()) for one in cards]
    assert "Accredited here1" in tab.locator("#panel h3").all_text_contents()


@pytest.mark.browser
def test_facts_in_a_panel_are_in_order_of_date(visit: Visit) -> None:  # noqa: F811
    graph = sample_graph()
    days = [date(2031, 3, n) for n in (9, 2, 5)]
    meetings = [Entity(f"meeting/{day}", EntityType.MEETING, f"Council, {day}", date=day) for day in days]
    first = next(fact for fact in graph.facts if fact.relation is Relation.SPOKE_AT)
    told = [
        replace(first, roles=(("subject", ILSE), ("object", one.id)), dates=(date(2031, 4, 1),)) for one in meetings
    ]
    tab = visit(replace(graph, entities=(*graph.entities, *meetings), facts=(*graph.facts, *told)), f"#node={ILSE}")
    shown = tab.locator(f"#panel {at('fact')} .claim").all_inner_texts()
    assert [one.strip() for one in shown if "Council, " in one] == [f"Council, {day}" for day in sorted(days)]
