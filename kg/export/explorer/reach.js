// A page that holds a part of a graph, and a server that has the rest (kg serve): names from there, and what is around
// a thing. What is loaded stands in the address (?around=…&most=…), how it is looked at behind "#", as everywhere.
//
// data.reach: { graph: name of the file, around: [{ path, id, total, taken, most }], most: facts that a page holds,
// step: facts of a thing at first, start: what there is and what to begin with }; a path is an IRI's part behind the base.
"use strict";
KG.reach = (() => {
  const { $, el, plural } = KG;
  const MORE = 5; // times as many facts, when more are asked for

  const around = (app, id) => app.data.reach.around.find((one) => one.id === id);

  // The address of a page around things; the filters stay, what else was looked at does not.
  function address(app, list, view) {
    const query = new URLSearchParams(), hash = new URLSearchParams(app.model.toHash());
    for (const { path, most } of list) {
      query.append("around", path);
      if (most !== app.data.reach.step && most) query.append("most", most);
    }
    for (const key of ["node", "facts", "hops", "around", "expand", "path", "article"]) hash.delete(key);
    for (const [key, id] of view) hash.append(key, id);
    return `${location.pathname}?${query}#${hash}`;
  }

  // Load what is around one more thing, or more of it, and show it.
  function load(app, { path, id }, most = null, view = [["node", id]]) {
    const list = app.data.reach.around.map((one) => (one.id === id ? { path, most: most || one.most } : one));
    location.assign(address(app, around(app, id) ? list : [...list, { path, most }], view));
  }

  function unload(app, id) {
    const list = app.data.reach.around.filter((one) => one.id !== id);
    location.assign(list.length ? address(app, list, []) : location.pathname);
  }

  const here = (app, i) => ({ id: app.data.nodes[i].id, path: KG.sparql.path(app.data.nodes[i].id) });

  // Double click, `e`: of a node whose facts are not loaded, load them. False if they are.
  function expand(app, i) {
    if (around(app, app.data.nodes[i].id)) return false;
    load(app, here(app, i));
    return true;
  }

  // ------------------------------------------------------------------ names
  let asked = null;

  // The names of the store that hold the words, but for those that the page has. A newer call ends an older one.
  async function find(app, text) {
    if (asked) asked.abort();
    asked = new AbortController();
    const answer = await fetch(`/explorer/names?${new URLSearchParams({ q: text })}`, { signal: asked.signal });
    if (!answer.ok) throw new Error(await answer.text());
    const { names } = await answer.json();
    return names.filter(({ id }) => !app.model.byId.has(id));
  }

  const open = (app, far, from) => load(app, far, null, from < 0 ? [["node", far.id]] : [["path", app.data.nodes[from].id], ["path", far.id]]);

  // ------------------------------------------------------------------ what is loaded
  // In the panel: how much of what the store has of a node is here, and the way to the rest.
  function block(app, i) {
    const node = here(app, i), one = around(app, node.id), facts = app.model.factsOf[i].length;
    const line = el("p", { class: "meta", "data-testid": "reach" });
    if (!one) {
      line.append(`${plural(facts, "fact")} of it loaded`, el("span", { "data-testid": "reach-total" }), ". ",
        el("button", { "data-testid": "reach-load", onclick: () => load(app, node), text: "Load its facts" }));
      total(node.path, $("[data-testid=reach-total]", line));
      return line;
    }
    const number = (value) => value.toLocaleString("en"), next = one.most * MORE, all = Math.min(one.total, app.data.reach.most);
    if (one.taken >= one.total) line.append(`All ${number(one.total)} facts that the graph has of it are loaded.`);
    else {
      line.append(`${number(one.taken)} of ${number(one.total)} facts loaded: what articles state, then the newest. `,
        next < all ? el("button", { "data-testid": "reach-more", onclick: () => load(app, node, next), text: `Load ${number(next)}` }) : "", " ",
        one.most < all ? el("button", { "data-testid": "reach-all", onclick: () => load(app, node, all), text: all < one.total ? `Load ${number(all)}, as many as a page holds` : `Load all ${number(all)}` }) : "");
    }
    return line;
  }

  const totals = new Map();
  async function total(path, place) {
    if (!totals.has(path)) totals.set(path, fetch(`/explorer/count?${new URLSearchParams({ thing: path })}`).then((answer) => (answer.ok ? answer.json() : {})));
    const { count } = await totals.get(path).catch(() => ({}));
    if (count !== undefined) place.textContent = `, of ${count.toLocaleString("en")}`;
  }

  function loaded(app) {
    const { around: list, graph } = app.data.reach, number = (value) => value.toLocaleString("en");
    return el("p", { id: "reach", "data-testid": "loaded" }, el("a", { href: location.pathname, "data-testid": "reach-start", title: "Begin again", text: graph }), ": what is around ",
      list.map(({ id, total, taken }) => {
        const i = app.model.byId.get(id), label = i === undefined ? id : app.data.nodes[i].label;
        return el("span", { class: "around" }, el("button", { class: "name", dir: "auto", onclick: () => i !== undefined && app.select({ node: i, move: true }), text: label }),
          el("span", { class: "number", text: taken < total ? `${number(taken)} of ${number(total)}` : number(total) }),
          el("button", { class: "away", "aria-label": `Unload ${label}`, title: "Unload", onclick: () => unload(app, id), text: "×" }));
      }));
  }

  // Before anything is loaded: what the graph holds, and the most connected of each kind.
  function start(app) {
    const { start: { facts, quotations, documents, kinds, first }, graph } = app.data.reach, { types } = app.data.style;
    const of = (key) => types.find((type) => type.key === key);
    const things = Object.entries(kinds).map(([key, number]) => plural(number, of(key).one, of(key).many)).join(", ");
    $("#summary").textContent = `${graph} holds ${things}; ${plural(facts, "fact")}${quotations ? ` and ${plural(quotations, "quotation")}` : ""} from ${plural(documents, "document")}.`;
    $("#count").textContent = "";
    document.body.classList.add("reach-start");
    $("#nothing").replaceChildren(el("span", { class: "ask", text: "Search a name above, or begin with one of the most connected:" }),
      ...Object.keys(kinds).map((key) => el("span", { class: "entries" }, el("span", { class: "kind" }, app.shape(of(key)), of(key).many),
        first.filter(({ type }) => type === key).map((thing) => el("button", { class: "name", dir: "auto", "data-testid": "entry", onclick: () => load(app, thing), text: thing.label })))));
    $("#search").focus();
  }

  // Where things were on the screen that the reader comes from: what is loaded next leaves them there.
  const KEPT = "diplokg-places";
  function kept() {
    try { return new Map(Object.entries(JSON.parse(sessionStorage.getItem(KEPT)) || {})); } catch { return new Map(); } // no storage here
  }
  function keep({ model, scene }) {
    const places = {};
    model.drawn.forEach((on, i) => { if (on) places[model.nodes[i].id] = [Math.round(scene.nodes[i].x), Math.round(scene.nodes[i].y)]; });
    try { sessionStorage.setItem(KEPT, JSON.stringify(places)); } catch { /* no storage here, or too much for it */ }
  }

  function build(app) {
    addEventListener("pagehide", () => keep(app));
    if (app.data.reach.start) start(app);
    else $("#summary").after(loaded(app));
  }

  return { find, open, expand, block, build, kept };
})();
