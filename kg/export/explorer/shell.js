// Puts the page together: one state, the changes of it, and every part drawn from it.
"use strict";
(async () => {
  const { $, save, say } = KG;
  const NEAR = 34; // px from the edge of the picture at which a node that has come is not well seen
  const MOST = 96, LEAST = 24, EACH = 20_000; // nodes that a graph of many begins with: one for so many square px of the window
  const data = await KG.load();
  window.kgdata = () => data.plain();
  const model = new KG.Model(data, Math.round(Math.min(MOST, Math.max(LEAST, (innerWidth * innerHeight) / EACH))));
  const app = { data, model, touched: false }; // touched: the reader has moved the picture, so a resize leaves it where it is
  KG.app = app;
  app.scene = KG.scene(app);
  const places = KG.places(model, app.scene, () => ($("#canvas").clientWidth - 110) / Math.max(1, $("#canvas").clientHeight - 120) || 1.6,
    () => ({ width: $("#canvas").clientWidth - 28, height: $("#canvas").clientHeight - 84 }), KG.reach ? KG.reach.kept() : new Map());
  const { write, back } = KG.steps(model, read), { on, stops, inSight } = KG.pointing(app);
  app.back = back;

  // ------------------------------------------------------------------ changes of the state
  // Draw everything that depends on the state.
  function render() {
    model.update();
    const { state } = model;
    $("#count").textContent = model.countText();
    $("#drawn-words").textContent = model.drawnText();
    $("#drawn").hidden = state.view !== "graph" || !model.drawnText();
    $("#drawn-all").textContent = state.fold ? "show all" : "fold";
    for (const view of ["graph", "list", "source"]) {
      $(`#view-${view}`).setAttribute("aria-pressed", String(state.view === view));
      $(`#${view}`).hidden = state.view !== view;
    }
    [["#hops-1", 1], ["#hops-2", 2], ["#whole", 0]].forEach(([id, hops]) => {
      $(id).setAttribute("aria-pressed", String(state.hops === hops));
      $(id).disabled = hops > 0 && state.node < 0 && state.root < 0;
    });
    $("#nothing").hidden = model.nodeOn.includes(1);
    $("#islands").hidden = !model.islands.nodes || !model.condensed || model.trail !== null;
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
      if (moved) { app.touched = false; app.renderer.fit(); }
    }
  }

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
    if (fit || (model.state.view === "graph" && model.drawn.some((on, i) => on && !before[i] && !inSight(i, NEAR)))) app.renderer.fit();
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
    if (move && node >= 0 && state.view === "graph" && ![...(model.bright || [node])].every((i) => !model.drawn[i] || inSight(i, NEAR))) show();
    if (focus) $("#panel h2").focus();
    const stop = back && before >= 0 && [...$("#stops").children].find((button) => button.dataset.node === data.nodes[before].id);
    if (stop) stop.focus();
    if (node >= 0) say(`${data.nodes[node].label}, ${KG.plural(model.degree[node], "fact")}`);
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
  let start = document.documentElement.dataset.start || ""; // what a notebook opens, whose page has no address
  function read() {
    model.fromHash(location.hash.slice(1) || start);
    start = "";
    render();
    if (model.state.view === "graph") show();
    KG.source.reveal();
  }

  // ------------------------------------------------------------------ buttons
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
    click("#drawn-all", () => app.filter({ fold: !model.state.fold }, true));
    click("#islands-show", () => app.filter({ islands: !model.state.islands }, true));
    click("#asking-stop", () => KG.path.choose(app, -1));
    click("#help-open", () => $("#help").showModal());
    click("#print", () => print());
    click("#copy-link", () => KG.copy(location.href, "Link"));
    $("#copy-link").hidden = location.protocol === "about:"; // a page in a notebook's cell has no address
    click("#sparql-open", () => KG.sparql.open(app));
    click("#skip", (event) => { event.preventDefault(); app.go({ view: "list" }); $("#list button").focus(); });
    click("#filters-toggle", () => $("#filters-toggle").setAttribute("aria-expanded", String(document.body.classList.toggle("with-filters"))));
    click("#export-svg", () => save(new Blob([KG.figure.svgText(app)], { type: "image/svg+xml" }), "graph.svg"));
    click("#export-png", async () => {
      try { save(await KG.figure.png(app), "graph.png"); } catch { KG.tell("The picture could not be made here; take the SVG"); }
    });
    if (window !== parent) { // in a notebook's cell the wheel scrolls by, until one has clicked into the page
      let entered = false;
      addEventListener("pointerdown", () => { entered = true; });
      addEventListener("blur", () => { entered = false; });
      $("#canvas").addEventListener("wheel", (event) => { if (!entered && !event.ctrlKey && !event.metaKey) event.stopPropagation(); }, { capture: true });
    }
    new ResizeObserver(() => { if (model.state.view === "graph") { app.renderer.resize(); if (!app.touched) show(); } }).observe($("#canvas"));
  }

  KG.paper(app, render);
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
