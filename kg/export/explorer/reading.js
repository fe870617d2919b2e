// The list view as sentences: every visible fact with its evidence, sorted and headed by what one wants to read along.
"use strict";
KG.reading = (() => {
  const { el, plural, longDate } = KG;
  const { card, spec, documentOf, wordsNote } = KG.facts;
  const FEW = 100; // facts put into the page unasked
  const collate = new Intl.Collator("en").compare;
  const built = { box: null }; // what the view shows, and of what it was made

  const label = (app, id) => app.data.nodes[app.model.byId.get(id)].label;
  const article = (app, fact) => documentOf(app, fact.evidence[0]);
  // What facts are sorted by, and the heading of those that share it.
  const ORDERS = {
    subject: ["Name", (app, fact) => [label(app, fact.subject)]],
    relation: ["Relation", (app, fact) => [spec(app, "relations", fact.relation).label]],
    date: ["Date", (app, fact) => (fact.dates.length ? [fact.dates[0], longDate(fact.dates[0])] : ["9999", "undated"])],
    article: ["Article", (app, fact) => [article(app, fact).title]],
    confidence: ["Confidence", (app, fact) => [(1 - fact.confidence).toFixed(4), `confidence ${fact.confidence.toFixed(2)}`]],
    status: ["Told as", (app, fact) => [spec(app, "statuses", fact.status).label]],
  };

  // Table or sentences.
  const choice = (app) => el("div", { class: "switch listing", role: "group", "aria-label": "List as" }, [["table", "Table"], ["sentences", "Sentences"]].map(([key, text]) => el("button", {
    "data-testid": `as-${key}`, "aria-pressed": String(app.model.state.listing === key), onclick: () => app.go({ listing: key }), text })));

  const orderOf = (app) => (Object.hasOwn(ORDERS, app.model.state.order) ? app.model.state.order : "subject");

  function sorter(app, box) {
    const select = el("select", { id: "order", "data-testid": "order", onchange: (event) => { app.go({ order: event.target.value }, true); box.querySelector("#order").focus(); } },
      Object.entries(ORDERS).map(([key, [text]]) => el("option", { value: key, selected: key === orderOf(app), text })));
    return el("p", { class: "chooser" }, el("label", { for: "order", text: "Sorted by " }), select);
  }

  // The visible facts in their order, and the heading of each.
  function sorted(app) {
    const key = ORDERS[orderOf(app)][1];
    return app.data.facts.map((fact, k) => ({ k, key: key(app, fact) })).filter(({ k }) => app.model.factOn[k])
      .sort((a, b) => collate(a.key[0], b.key[0]) || app.data.facts[a.k].evidence[0].start - app.data.facts[b.k].evidence[0].start || a.k - b.k);
  }

  // What is there already stays, and the reader's place in it, if only the chosen facts are others.
  function render(app, box) {
    const same = built.box && built.box.parentElement === box && built.order === orderOf(app) && built.theme === document.documentElement.dataset.theme
      && app.model.factOn.every((on, k) => on === built.on[k]);
    if (same) choose(app); else build(app, box);
  }

  function choose(app) {
    const chosen = new Set(app.model.state.facts.map((k) => app.data.facts[k].id));
    for (const one of built.box.querySelectorAll("[data-fact]")) one.classList.toggle("chosen", chosen.has(one.dataset.fact));
  }

  function build(app, box) {
    const rows = sorted(app), numbers = new Map(), head = (n) => rows[n].key.at(-1);
    for (const row of rows) numbers.set(row.key[0], (numbers.get(row.key[0]) || 0) + 1);
    const make = (n) => [n && head(n) === head(n - 1) ? null : el("h3", { dir: "auto" }, head(n), el("span", { class: "number", text: numbers.get(rows[n].key[0]) })), card(app, rows[n].k)].filter(Boolean);
    const more = el("button", { "data-testid": "show-all", onclick: () => { more.remove(); KG.inSlices(list, rows.length, make, FEW); }, text: `Show all ${rows.length.toLocaleString("en")}` });
    const list = el("div", { class: "sentences" }, el("h2", { text: plural(rows.length, "fact") }), sorter(app, box), wordsNote(app), rows.slice(0, FEW).map((_, n) => make(n)), rows.length > FEW ? more : null);
    box.replaceChildren(choice(app), list);
    Object.assign(built, { box: list, order: orderOf(app), theme: document.documentElement.dataset.theme, on: app.model.factOn.slice() });
  }

  return { render, choice };
})();
