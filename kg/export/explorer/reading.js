// The list view as sentences: every visible fact with its evidence, sorted and headed by what one wants to read along.
"use strict";
KG.reading = (() => {
  const { el, plural, longDate } = KG;
  const { card, spec, documentOf, wordsNote } = KG.facts;
  const FEW = 100; // facts put into the page unasked
  const collate = new Intl.Collator("en").compare;
  let all = false;

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

  function render(app, box) {
    const key = ORDERS[orderOf(app)][1], rows = app.data.facts.map((fact, k) => ({ k, key: key(app, fact) })).filter(({ k }) => app.model.factOn[k])
      .sort((a, b) => collate(a.key[0], b.key[0]) || app.data.facts[a.k].evidence[0].start - app.data.facts[b.k].evidence[0].start || a.k - b.k);
    const shown = all ? rows : rows.slice(0, FEW), parts = [], numbers = new Map();
    for (const row of rows) numbers.set(row.key[0], (numbers.get(row.key[0]) || 0) + 1);
    for (const [n, row] of shown.entries()) {
      const head = row.key[row.key.length - 1], before = n && shown[n - 1].key[row.key.length - 1];
      if (head !== before) parts.push(el("h3", { dir: "auto" }, head, el("span", { class: "number", text: numbers.get(row.key[0]) })));
      parts.push(card(app, row.k));
    }
    box.replaceChildren(choice(app), el("div", { class: "sentences" }, el("h2", { text: plural(rows.length, "fact") }), sorter(app, box), wordsNote(app), parts,
      rows.length > shown.length ? el("button", { "data-testid": "show-all", onclick: () => { all = true; render(app, box); }, text: `Show all ${rows.length.toLocaleString("en")}` }) : null));
  }

  return { render, choice };
})();
