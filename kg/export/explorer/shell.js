// Puts the page together: one state, every part drawn from it, the address kept in step, the keyboard.
"use strict";
(async () => {
  const { $, el, svg, save, say } = KG;
  const data = await KG.load();
  window.kgdata = () => data.plain();
  const model = new KG.Model(data);
  const app = { data, model };
  KG.app = app;

  // ------------------------------------------------------------------ looks: what the renderer is told
  const HUBS = 16, ROOM = 50_000; // so many of the most connected are named at all costs, or one for so many square px
  const dark = () => document.documentElement.dataset.theme === "dark";
  const find = (list) => Object.fromEntries(data.style[list].map((item) => [item.key, item]));
  const types = find("types"), relations = find("relations"), choices = find("choices"), statuses = find("statuses");
  app.color = (item) => (dark() ? item.dark : item.color);
  app.shape = (type) => svg("svg", { class: "shape", width: 14, height: 14, viewBox: "0 0 14 14", "aria-hidden": "true" },
    KG.geometry.shapeElement(type.shape, 7, 7, type.shape === "square" ? 4.6 : 5.4, { fill: app.color(type) }));

  const upright = $("#canvas").clientHeight > 1.15 * $("#canvas").clientWidth;
  const grown = data.large || $("#canvas").clientWidth > 600 ? 1 : 1.7; // shapes that can be told apart, and touched, on a phone
  const tallies = data.nodes.map((node) => KG.facts.tallyText(node.tally));
  app.scene = {
    // On a screen that is taller than wide the picture lies on its side.
    nodes: data.nodes.map((node) => ({ ...node, ...(upright ? { x: node.y, y: node.x } : {}), size: node.size * grown, shape: types[node.type].shape })),
    links: model.links,
    tally: (i) => tallies[i],
    shares: (i) => KG.facts.shares(app, data.nodes[i].tally),
    colors: () => (dark() ? { paper: "#14171b", ink: "#eceae4", muted: "#b3b1aa" } : { paper: "#fffefb", ink: "#1c1d1f", muted: "#55575c" }),
    look: (i) => ({ on: model.drawn[i] === 1, dim: model.bright !== null && !model.bright.has(i), selected: model.state.node === i, color: app.color(types[data.nodes[i].type]) }),
    lookLink,
    // For many: links of one key look alike unless they are near what is selected.
    drawsLink: (k) => model.linkCount[k] > 0 && model.drawn[model.joins.from[k]] === 1 && model.drawn[model.joins.to[k]] === 1,
    linkKey: (k) => kinds[k] * 32 + Math.min(7, model.linkCount[k]) * 2 + Number(disputed.size > 0 && isDisputed(k)),
    isNear: (k) => model.bright.has(model.joins.from[k]) && model.bright.has(model.joins.to[k]) && !lookLink(k).dim,
    bright: () => model.bright,
    alone: () => model.near !== null || model.trail !== null, // all that shows is asked for, so nothing is faint
    folded: (i) => model.folded[i],
    framed: (i) => model.trail === null || model.trail.nodes.includes(i), // what a fit has to bring into sight
    words: (i) => KG.folding.words(model, i),
    order: () => model.order(),
    must: (i) => hubs().has(i),
  };

  const places = KG.places(model, app.scene, () => ($("#canvas").clientWidth - 110) / Math.max(1, $("#canvas").clientHeight - 120) || 1.6);
  const hubs = () => model.hubs ||= new Set(model.trail ? model.trail.nodes : model.order().slice(0, model.bright ? 1 : Math.min(HUBS, room() / ROOM)));
  const room = () => $("#canvas").clientWidth * $("#canvas").clientHeight;
  const numbers = new Map(), numbered = (name) => numbers.get(name) ?? numbers.set(name, numbers.size).get(name);
  const kinds = Uint16Array.from(model.links, ({ relation, status, choice, at }) => numbered(`${relation}|${status}|${choice}|${at}`));
  const disputed = new Set(Object.entries((data.tables.facts.columns.verdict || { rows: {} }).rows).filter(([, verdict]) => !verdict.confirmed).map(([k]) => Number(k)));
  const isDisputed = (k) => { const facts = model.factsOfLink(k); return facts.length > 0 && facts.every((fact) => disputed.has(fact)); };

  function lookLink(k) {
    const item = model.links[k], facts = model.factsOfLink(k), relation = relations[item.relation], choice = choices[item.choice];
    const actual = item.status === "actual", selected = facts.some((fact) => model.state.facts.includes(fact));
    const around = model.state.path ? model.trail !== null && model.trail.links.has(k)
      : model.state.node >= 0 ? facts.some((fact) => model.ends(fact).includes(model.state.node)) : selected;
    const contradicted = disputed.size > 0 && isDisputed(k);
    const words = [contradicted ? "✗" : "", actual ? "" : statuses[item.status].label + (choice ? ":" : ""), choice ? choice.label : "", facts.length > 1 ? `×${facts.length}` : ""];
    return {
      on: app.scene.drawsLink(k), selected, dim: model.bright !== null && !around, both: relation.arrow === "both",
      color: app.color(choice || relation), text: words.filter(Boolean).join(" "), mark: actual ? "" : statuses[item.status].label[0].toUpperCase(),
      dash: item.at ? [1, 4] : actual && !contradicted ? relation.dash : data.style.statusDash,
      width: (item.at ? 1 : relation.width) + Math.min(3, 0.5 * (facts.length - 1)) + (selected || (model.state.path && around) ? 1.5 : 0),
    };
  }

  // ------------------------------------------------------------------ changes of the state
  let written = null; // the address as we last wrote it

  // Draw everything that depends on the state.
  function render() {
    model.update();
    const { state } = model;
    $("#count").textContent = model.countText();
    for (const view of ["graph", "list", "source"]) {
      $(`#view-${view}`).setAttribute("aria-pressed", String(state.view === view));
      $(`#${view}`).hidden = state.view !== view;
    }
    [["#hops-1", 1], ["#hops-2", 2], ["#whole", 0]].forEach(([id, hops]) => {
      $(id).setAttribute("aria-pressed", String(state.hops === hops));
      $(id).disabled = hops > 0 && state.node < 0 && state.root < 0;
    });
    $("#nothing").hidden = model.nodeOn.includes(1);
    $("#islands").hidden = !model.islands.nodes || !model.condensed;
    $("#islands-words").textContent = `${KG.plural(model.islands.nodes, "node")} in ${KG.plural(model.islands.count, "island")} apart from the rest`;
    $("#islands-show").textContent = state.islands ? "Hide" : "Show";
    KG.controls.updateLegend(app);
    KG.panel.render(app);
    KG.timeline.update(app); // which the panel takes room from
    KG.list.render(app);
    KG.source.render(app);
    stops();
    if (state.view === "graph") {
      const moved = places.update();
      app.renderer.resize();
      app.renderer.update();
      if (moved) { touched = false; app.renderer.fit(); }
    }
  }

  // `replace` keeps the step out of the browser's history (filters, which one moves back by hand).
  function write(replace = false) {
    const hash = model.toHash();
    if (hash === location.hash.slice(1)) return;
    written = hash;
    try {
      if (replace) history.replaceState(history.state, "", `#${hash}`);
      else { location.hash = hash; remember(step + 1); }
    } catch { location.hash = hash; } // in a srcdoc frame replaceState throws
  }

  // The number of steps behind us that are this page's own: going back must not leave it.
  let step = 0;
  function remember(number) {
    step = number;
    try { history.replaceState({ step }, ""); } catch { /* in a srcdoc frame the page goes no step back */ }
  }
  app.back = () => { if (((history.state || {}).step || 0) > 0) history.back(); };

  app.go = (changes, replace = false) => {
    Object.assign(model.state, changes);
    write(replace);
    render();
    KG.source.reveal(true);
  };
  app.filter = (changes, fit = false) => {
    const before = model.drawn.slice();
    Object.assign(model.state, changes);
    write(true);
    render();
    if (fit || (model.state.view === "graph" && model.drawn.some((on, i) => on && !before[i] && !inSight(i)))) app.renderer.fit();
  };
  // Select a node or facts, or nothing. `move` brings it to the middle, `focus` takes the keyboard to the panel.
  app.select = ({ node = -1, facts = [], move = false, focus = false }) => {
    const { state } = model, before = state.node;
    const back = node < 0 && $("#panel").contains(document.activeElement); // closed by the keyboard: return it to the node
    Object.assign(state, { node, facts, path: null });
    if (node >= 0 && state.hops && !(model.near && model.near.has(node))) Object.assign(state, { root: node, expanded: [] });
    if (move && state.view === "source") state.view = "graph";
    if (node >= 0) state.types.add(data.nodes[node].type);
    write();
    render();
    if (move && node >= 0 && state.view === "graph") app.renderer.center(node);
    if (focus) $("#panel h2").focus();
    const stop = back && before >= 0 && [...$("#stops").children].find((button) => button.dataset.node === data.nodes[before].id);
    if (stop) stop.focus();
    if (node >= 0) say(`${data.nodes[node].label}, ${model.degree[node]} facts`);
  };
  app.openSource = (fact, n) => {
    app.go({ view: "source", document: data.facts[fact].evidence[n].document, facts: [fact] });
    KG.source.reveal();
  };
  // All of it; or where that is too small to see the selected node, the node.
  function show() {
    app.renderer.fit();
    if (model.state.node >= 0 && !model.state.hops && app.renderer.view().scale < 0.55) app.renderer.center(model.state.node);
  }
  app.hops = (number) => {
    const { node, root } = model.state, middle = node >= 0 ? node : root;
    if (middle < 0 && number) return;
    app.go({ hops: number, root: number ? middle : -1, expanded: [], path: null, view: "graph" });
    app.renderer.fit();
  };
  // Bring a node's neighbours into the view around another, or take them out again; in the whole graph, begin such a view.
  app.expand = (i, replace = false) => {
    if (KG.reach && KG.reach.expand(app, i)) return;
    const { hops: now, expanded } = model.state, view = { node: i, facts: [], path: null, view: "graph" };
    if (now) app.go({ ...view, expanded: expanded.includes(i) ? expanded.filter((one) => one !== i) : [...expanded, i] }, replace);
    else app.go({ ...view, hops: 1, root: i, expanded: [] }, replace);
    app.renderer.fit();
    say(`${KG.plural(model.nodeOn.filter(Boolean).length, "node")} shown`);
  };
  // Close what is open: the question for the other end of a path, the filters' drawer of a phone, the panel.
  app.close = () => {
    if (KG.path.from() >= 0) KG.path.choose(app, -1);
    else if (document.body.classList.contains("with-filters")) $("#filters-toggle").click();
    else if (model.state.node >= 0 || model.state.facts.length || model.state.path) app.select({});
  };
  // The shortest chain of visible facts from one node to another.
  app.path = (from, to) => {
    KG.path.choose(app, -1);
    app.go({ path: [from, to], node: -1, facts: [], hops: 0, root: -1, expanded: [], view: "graph" });
    $("#panel h2").focus();
    app.renderer.fit();
  };
  app.reset = () => {
    model.state = model.start();
    KG.path.choose(app, -1);
    $("#search").value = "";
    write();
    render();
    app.renderer.fit();
    if (!document.activeElement.getClientRects().length || document.activeElement === document.body) $("#canvas").focus(); // what had it is gone
  };
  function read() {
    model.fromHash(location.hash.slice(1));
    render();
    if (model.state.view === "graph") show();
    KG.source.reveal();
  }

  // ------------------------------------------------------------------ the graph for the keyboard and the mouse
  // Each visible node is a button that only the keyboard and a screen reader meet; focus shows it in the picture.
  const REACH = 200;
  let reach = REACH; // so many of the most connected, until the reader asks for more
  function stops() {
    const focused = document.activeElement && document.activeElement.dataset.node, all = app.scene.order();
    $("#stops").replaceChildren(...all.slice(0, reach).map((i) => el("button", {
      "data-node": data.nodes[i].id, "data-testid": "node", onclick: () => app.select({ node: i, focus: true }),
      onfocus: () => ring(i), onblur: () => tip(-1), text: `${data.nodes[i].label}, ${types[data.nodes[i].type].one}, ${model.degree[i]} facts`,
    })));
    if (all.length > reach) {
      $("#stops").append(el("button", { "data-testid": "more-nodes", text: `${all.length - reach} more nodes: go on with the next ${REACH}`,
        onclick: () => { const next = reach; reach += REACH; stops(); $("#stops").children[next].focus(); } }));
    }
    if (focused !== undefined && focused !== null) {
      const again = [...$("#stops").children].find((button) => button.dataset.node === focused);
      if (again) again.focus();
    }
  }

  function inSight(i) {
    const frame = $("#canvas").getBoundingClientRect(), { x, y } = app.renderer.screen(i);
    return x > frame.left && x < frame.right && y > frame.top && y < frame.bottom;
  }

  function ring(i) {
    if (!inSight(i)) app.renderer.center(i);
    const place = app.renderer.screen(i);
    tip(i, place.x, place.y, true);
  }

  function tip(i, x = 0, y = 0, focused = false) {
    const box = $("#tip");
    box.hidden = i < 0;
    if (i < 0) return;
    const frame = $("#graph").getBoundingClientRect(), left = Math.min(x - frame.left + 14, frame.width - 270);
    box.replaceChildren(el("b", { text: data.nodes[i].label }), el("span", { text: `${types[data.nodes[i].type].one} · ${KG.plural(model.degree[i], "fact")}${model.folded[i] ? ` · ${model.folded[i]} folded` : ""}` }));
    box.classList.toggle("focused", focused);
    box.style.setProperty("left", `${Math.max(4, left)}px`);
    box.style.setProperty("top", `${Math.min(Math.max(4, y - frame.top + 14), frame.height - 56)}px`);
  }

  // A double click is told by its places on the screen: after the first the picture may have moved under it, or the panel
  // lie there. Both clicks are one step in the history.
  const last = { node: -1, at: 0, x: 0, y: 0, second: false, shift: false, wrote: false };
  const again = () => last.second;
  addEventListener("pointerdown", ({ clientX: x, clientY: y, shiftKey: shift }) => {
    const second = last.node >= 0 && Math.hypot(x - last.x, y - last.y) < 8 && Date.now() - last.at < 500;
    Object.assign(last, { second, x, y, shift });
  }, true);
  addEventListener("click", (event) => {
    if (!last.second || !event.detail) return; // 0: by the keyboard
    event.preventDefault();
    event.stopPropagation();
    const { node, wrote } = last;
    Object.assign(last, { node: -1, second: false });
    app.expand(node, wrote);
  }, true);

  const on = {
    node(i) {
      if (again()) return;
      Object.assign(last, { node: i, at: Date.now() });
      const from = KG.path.from() >= 0 ? KG.path.from() : last.shift ? model.state.node : -1;
      if (from >= 0 && from !== i) { app.path(from, i); return; }
      const before = location.hash;
      app.select({ node: i });
      last.wrote = location.hash !== before;
      requestAnimationFrame(() => requestAnimationFrame(() => { if (!inSight(i)) app.renderer.center(i); })); // the panel took room
    },
    moved: () => { touched = true; },
    link: (k) => { if (!again()) app.select({ facts: model.linkFacts[k] }); },
    nothing: () => { if (!again()) app.close(); },
    hover: (i, x, y) => tip(i, x, y),
  };

  // ------------------------------------------------------------------ theme, paper, buttons
  function theme(name, keep = true) {
    document.documentElement.dataset.theme = name;
    $("#theme").setAttribute("aria-pressed", String(name === "dark"));
    try { if (keep) localStorage.setItem("diplokg-theme", name); } catch { /* no storage here */ }
  }
  function startTheme() {
    let kept = null;
    try { kept = localStorage.getItem("diplokg-theme"); } catch { /* no storage here */ }
    theme(kept === "dark" || kept === "light" ? kept : matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light", false);
  }

  // On paper: the vector picture in place of the canvas, in the colours of daylight.
  let screenTheme = null;
  function toPaper() {
    screenTheme = document.documentElement.dataset.theme;
    document.documentElement.dataset.theme = "light";
    if (model.state.view === "graph") $("#paper").replaceChildren(KG.figure.draw(app, { paper: "#ffffff" }));
  }
  function toScreen() {
    document.documentElement.dataset.theme = screenTheme;
    $("#paper").replaceChildren();
    render();
  }

  const click = (id, action) => $(id).addEventListener("click", action);
  function wire() {
    for (const view of ["graph", "list", "source"]) click(`#view-${view}`, () => app.go({ view }));
    $("#view-source").hidden = !data.texts;
    [["#hops-1", 1], ["#hops-2", 2], ["#whole", 0]].forEach(([id, number]) => click(id, () => app.hops(number)));
    click("#zoom-in", () => app.renderer.zoom(1.25));
    click("#zoom-out", () => app.renderer.zoom(0.8));
    click("#fit", () => app.renderer.fit());
    click("#reset", app.reset);
    click("#nothing-reset", app.reset);
    click("#islands-show", () => app.filter({ islands: !model.state.islands }, true));
    click("#asking-stop", () => KG.path.choose(app, -1));
    click("#theme", () => { theme(dark() ? "light" : "dark"); render(); });
    click("#help-open", () => $("#help").showModal());
    click("#print", () => print());
    click("#copy-link", () => KG.copy(location.href, "Link"));
    click("#sparql-open", () => KG.sparql.open(app));
    addEventListener("beforeprint", toPaper);
    addEventListener("afterprint", toScreen);
    click("#skip", (event) => { event.preventDefault(); app.go({ view: "list" }); $("#list button").focus(); });
    click("#filters-toggle", () => $("#filters-toggle").setAttribute("aria-expanded", String(document.body.classList.toggle("with-filters"))));
    click("#export-svg", () => save(new Blob([KG.figure.svgText(app)], { type: "image/svg+xml" }), "graph.svg"));
    click("#export-png", async () => save(await KG.figure.png(app), "graph.png"));
    addEventListener("hashchange", () => { if (history.state) step = history.state.step || 0; else remember(step + 1); if (location.hash.slice(1) !== written) read(); written = null; });
    new ResizeObserver(() => { if (model.state.view === "graph") { app.renderer.resize(); if (!touched) show(); } }).observe($("#canvas"));
  }
  let touched = false; // once the reader has moved the picture, a resize leaves it where it is

  startTheme();
  remember((history.state || {}).step || 0);
  $("#summary").textContent = data.summary;
  model.update();
  app.renderer = KG.renderer($("#canvas"), app.scene, on);
  KG.controls.buildLegend(app);
  KG.timeline.build(app);
  KG.controls.buildSearch(app);
  KG.keys.wire(app);
  wire();
  read();
  if (KG.reach) KG.reach.build(app);
  requestAnimationFrame(() => requestAnimationFrame(() => { document.documentElement.dataset.ready = "true"; }));
})();
