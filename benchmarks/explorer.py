"""The page of a large graph, measured: its size, its layout, and how fast it answers.

    python benchmarks/explorer.py [NODES ...] [--shots DIR] [--gpu]

Makes graphs of invented people, states and bodies in communities of uneven size (five facts a node; 10000 nodes
unless told otherwise), always the same for the same number, writes their page through kg's own exporter without
texts, opens it in Chromium without a GPU and prints a table. Moved and drawn anew is the whole graph, unfolded.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest import mock

from kg.export import html
from kg.export.explorer import data, places
from kg.types import Article, Entity, EntityType, Evidence, Fact, Graph, Modality, Polarity, Relation, pairs

CHROMIUM = "/usr/bin/chromium"
FACTS = 5  # a node
FIRST = """Amina Boris Chen Dalia Émile Fatou Goran Hélène Ivan José Kofi Łukasz Mei Ngozi Olga Paulo Rania Søren Tomás
    Zoë""".split()
LAST = """Abdi Baker Çelik Dlamini Eriksson García Haddad Ito Jansen Kovács López Müller Nwosu Petrov Qureshi Rossi Sato
    Xu""".split()
WORDS = """draft text humanitarian corridor blockade harbour region session agenda item envoy mission delegation mandate
    sanctions ceasefire monitors border talks grain treaty refugees winter statement budget fund panel""".split()
ROLES = ("ambassador", "envoy", "foreign minister", "deputy representative", "spokesperson")
TYPES = {EntityType.PERSON: 55, EntityType.COUNTRY: 2, EntityType.INSTITUTION: 18, EntityType.MEETING: 10,
         EntityType.RESOLUTION: 15}  # fmt: skip
VERBS = {
    Relation.REPRESENTS: "represents", Relation.SPOKE_AT: "addressed", Relation.VOTED_ON: "voted on",
    Relation.SPONSORED: "introduced", Relation.MET_WITH: "met", Relation.SPOKE_TO: "told",
    Relation.MEMBER_OF: "is a member of", Relation.PART_OF: "is part of", Relation.SAID: "said",
}  # fmt: skip
RELATIONS = {
    EntityType.COUNTRY: (Relation.REPRESENTS, Relation.MET_WITH),
    EntityType.PERSON: (Relation.MET_WITH, Relation.SPOKE_TO),
    EntityType.INSTITUTION: (Relation.REPRESENTS, Relation.SPOKE_AT, Relation.MEMBER_OF, Relation.SPOKE_TO),
    EntityType.MEETING: (Relation.SPOKE_AT,),
    EntityType.RESOLUTION: (Relation.SPONSORED, Relation.VOTED_ON),
}


def synthetic(nodes: int, seed: int = 1) -> Graph:
    """A graph of so many nodes and five times as many facts, in communities; 200 articles up to 10,000 nodes."""
    chance = random.Random(seed)
    homes = list(_communities(nodes, chance))
    draw = [min(chance.paretovariate(1.6), 2 * nodes**0.5) for _ in homes]  # few are in many facts
    groups: dict[int, list[int]] = {}
    for k, home in enumerate(homes):
        groups.setdefault(home, []).append(k)
    entities = [_entity(k, chance) for k in range(nodes)]
    wanted, made = nodes * FACTS, dict[str, tuple[Fact, int, list[str]]]()
    count = max(200, nodes // 50)
    texts: list[list[str]] = [[] for _ in range(count)]
    weights = {home: [draw[k] for k in members] for home, members in groups.items()}
    while len(made) < wanted:
        ones = chance.choices(range(nodes), draw, k=wanted)
        others = chance.choices(range(nodes), draw, k=wanted)
        for one, far in zip(ones, others, strict=True):
            home = homes[one]
            other = far if chance.random() < 0.2 else chance.choices(groups[home], weights[home])[0]
            article = (home * 7 + int(chance.expovariate(0.5))) % count
            fact, words = _fact(entities[one], entities[other], chance)
            if one != other and fact.id not in made and len(made) < wanted:
                made[fact.id] = (fact, article, words)
    documents, facts = _told(list(made.values()), texts)
    return Graph(documents, tuple(sorted(entities, key=lambda entity: entity.id)), facts, (("diplokg", "benchmark"),))


def _communities(nodes: int, chance: random.Random) -> Iterator[int]:
    number = made = 0
    while made < nodes:
        size = min(max(15, int(25 * chance.paretovariate(1.5))), max(20, nodes // 8), nodes - made)
        yield from [number] * size
        number, made = number + 1, made + size


def _entity(k: int, chance: random.Random) -> Entity:
    kind = chance.choices(list(TYPES), list(TYPES.values()))[0]
    if kind is EntityType.PERSON:
        last, other = chance.choice(LAST), chance.choice(LAST)
        name, names = f"{chance.choice(FIRST)} {chance.choice('ABCDEFGHIJKLMNOPRSTUVWZ')}. {last}-{other}", (last,)
    else:
        name, names = f"{kind.value} of {chance.choice(LAST)} {k}", ()
    return Entity(f"{kind.value.lower()}/{k:06}", kind, name, names)


def _fact(one: Entity, other: Entity, chance: random.Random) -> tuple[Fact, list[str]]:
    """A fact between the two, and the words that state it."""
    subject, object = (one, other) if one.type in (EntityType.PERSON, EntityType.COUNTRY) else (other, one)
    if subject.type not in (EntityType.PERSON, EntityType.COUNTRY):
        relation = Relation.PART_OF
    elif chance.random() < 0.08:
        relation = Relation.SAID
    else:
        relation = chance.choice(RELATIONS[object.type])
    words = chance.choices(WORDS, k=chance.randint(2, 12))
    qualifiers = {}
    if relation is Relation.VOTED_ON:
        qualifiers = {"choice": chance.choices(("for", "against", "abstained"), (8, 1, 2))[0]}
    elif relation is Relation.REPRESENTS:
        qualifiers = {"role": chance.choice(ROLES)}
    elif relation is Relation.SAID:
        qualifiers = {"text": " ".join(words), "cue": "said"}
    modality = chance.choices((Modality.ACTUAL, Modality.PLANNED, Modality.REPORTED), (90, 6, 4))[0]
    polarity = Polarity.NEGATED if chance.random() < 0.02 else Polarity.AFFIRMED
    roles = {"subject": subject.id, "object": None if relation is Relation.SAID else object.id}
    sure, rule = round(chance.uniform(0.5, 0.99), 2), f"{relation.value}/{chance.randint(1, 12)}"
    fact = Fact(relation, pairs(roles), pairs(qualifiers), polarity, modality, confidence=sure, rule=rule)
    told = [subject.label.split()[-1], VERBS[relation], "" if relation is Relation.SAID else object.label, *words]
    return fact, told


def _told(
    made: list[tuple[Fact, int, list[str]]], texts: list[list[str]]
) -> tuple[tuple[Article, ...], tuple[Fact, ...]]:
    """The articles that state the facts, a sentence each, and the facts with their evidence."""
    lengths, facts, ids = [0] * len(texts), [], [f"article-{k:04}" for k in range(len(texts))]
    days = [date(2022, 1, 1) + timedelta(days=k * 3 % 365) for k in range(len(texts))]
    for fact, k, words in made:
        quote = " ".join(word for word in words if word)
        place = Evidence(ids[k], lengths[k], lengths[k] + len(quote), quote)
        texts[k].append(quote + ". ")
        lengths[k] += len(quote) + 2
        facts.append(replace(fact, dates=(days[k],), evidence=(place,)))
    documents = tuple(Article(ids[k], f"https://news.example/{ids[k]}", "".join(parts), f"Article {k} of the benchmark",
                              days[k], "News Example", f"{k:064x}") for k, parts in enumerate(texts))  # fmt: skip
    return documents, tuple(sorted(facts, key=lambda fact: fact.id))


# ------------------------------------------------------------------------------------------- measuring

PAN = """async () => {
  const frames = [], view = KG.app.renderer, next = () => new Promise((go) => requestAnimationFrame(go));
  await next(); await next();
  for (let n = 0, before = performance.now(); n < 60; n++) {
    view.pan(n % 20 < 10 ? 6 : -6, n % 12 < 6 ? 4 : -4);
    await next();
    const now = performance.now(); frames.push(now - before); before = now;
  }
  await new Promise((go) => setTimeout(go, 700));
  return frames.sort((a, b) => a - b)[Math.floor(0.95 * frames.length)];
}"""
FILTER = """(key) => { const all = new Set(KG.app.model.keys.relations); all.delete(key);
  KG.app.filter({ relations: all }); }"""
SEARCH = """(words) => { const box = KG.$("#search"); box.focus(); box.value = words;
  box.dispatchEvent(new Event("input")); }"""
HUB = "() => KG.app.model.degree.reduce((best, degree, i, all) => (degree > all[best] ? i : best), 0)"
PANEL = """(i) => { KG.app.select({ node: i, move: true, focus: true }); KG.$("#panel").getBoundingClientRect(); }"""


class Clock:
    """Processor time of a page's main thread, on which it computes and paints: what others do does not count."""

    def __init__(self, tab: Any) -> None:
        self._tab = tab
        self._client = tab.context.new_cdp_session(tab)
        self._client.send("Performance.enable", {"timeDomain": "threadTicks"})

    def now(self) -> float:
        """Milliseconds since the page was asked for."""
        metrics = self._client.send("Performance.getMetrics")["metrics"]
        return float(next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration")) * 1000

    def least(self, script: str, *arguments: Any) -> float:
        """Milliseconds that a script takes with what it makes the page do at once; the least over the arguments."""
        taken = []
        for argument in arguments:
            start = self.now()
            self._tab.evaluate(script, argument)
            taken.append(self.now() - start)
        return min(taken)

    def heap(self) -> float:
        """MB of JavaScript's heap after a collection of what is no longer used."""
        self._client.send("HeapProfiler.collectGarbage")
        return float(self._tab.evaluate("performance.memory.usedJSHeapSize / 1e6"))


def measure(file: Path, *, shots: Path | None, gpu: bool) -> dict[str, float]:
    """Opens the page and tries it: milliseconds of processor time, but for ready and pan, which are by the clock."""
    from playwright.sync_api import sync_playwright

    off = [] if gpu else ["--disable-gpu", "--disable-software-rasterizer"]
    flags = ["--no-sandbox", "--enable-precise-memory-info", *off]
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=flags)
        tab = browser.new_page(viewport={"width": 1400, "height": 900})
        errors: list[str] = []
        tab.on("pageerror", lambda error: errors.append(str(error)))
        clock = Clock(tab)
        start = time.perf_counter()
        tab.goto(file.as_uri())
        tab.wait_for_selector("html[data-ready=true]", timeout=120_000)
        found = {"ready (clock)": (time.perf_counter() - start) * 1000, "ready": clock.now()}
        tab.wait_for_timeout(1500)
        found["heap MB"] = clock.heap()
        if shots:
            tab.screenshot(path=shots / f"{file.stem}.png")
        found["filter"] = clock.least(FILTER, "metWith", "spokeAt", "votedOn", "sponsored")
        tab.evaluate("KG.app.reset(); KG.app.filter({ fold: false }, true)")
        found["pan p95 (clock)"] = min(tab.evaluate(PAN) for _ in range(3))
        found["redraw"] = clock.least("() => KG.app.renderer.redraw()", *range(5))
        found["filter, all drawn"] = clock.least(FILTER, "metWith", "spokeAt", "votedOn", "sponsored")
        tab.evaluate("KG.app.reset()")
        found["search"] = clock.least(SEARCH, "helene", "kov", "resolution")
        hub = tab.evaluate(HUB)
        found["hub facts"] = tab.evaluate("(i) => KG.app.model.degree[i]", hub)
        found["panel"] = clock.least(PANEL, hub)
        if shots:
            tab.wait_for_timeout(500)
            tab.screenshot(path=shots / f"{file.stem}-panel.png")
        assert not errors, errors
        browser.close()
    return found


def written(graph: Graph, file: Path) -> dict[str, float]:
    """Writes the page; its size in MB, seconds for the layout and for all, and the most memory used so far in MB."""
    seconds = dict[str, float]()

    def timed(*arguments: Any) -> None:
        start = time.perf_counter()
        places.place(*arguments)
        seconds["layout s"] = time.perf_counter() - start

    start = time.perf_counter()
    with mock.patch.object(data, "place", timed):
        html.write_html(graph, file, title=f"{len(graph.entities):,} nodes", texts=False)
    seconds["write s"] = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    return {"file MB": file.stat().st_size / 1e6, **seconds, "peak MB": peak}


def cell(value: float) -> str:
    """A number as it stands in the table."""
    return f"{value:,.0f}" if value >= 100 or isinstance(value, int) else f"{value:.1f}"


def main() -> None:
    """Measure graphs of as many nodes as asked for, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("nodes", nargs="*", type=int, default=[10_000])
    parser.add_argument("--shots", type=Path, help="a folder for pictures of the page")
    parser.add_argument("--gpu", action="store_true", help="leave the browser its GPU")
    options = parser.parse_args()
    for number, nodes in enumerate(options.nodes):
        graph = synthetic(nodes)
        with TemporaryDirectory() as folder:
            file = Path(folder) / f"explorer-{nodes}.html"
            row = {"nodes": nodes, "facts": len(graph.facts), **written(graph, file)}
            row |= measure(file, shots=options.shots, gpu=options.gpu)
        if number == 0:
            print(f"| {' | '.join(row)} |\n|{'---:|' * len(row)}")
        print(f"| {' | '.join(map(cell, row.values()))} |", flush=True)


if __name__ == "__main__":
    main()
