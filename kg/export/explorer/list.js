// The list view: what the graph shows, as two tables that can be sorted and saved as CSV.
"use strict";
KG.list = (() => {
  const { $, el, link, save, plural } = KG;
  const { nameButton, verb, spec, sentence } = KG.facts;
  const MOST = 200; // rows put into the page unasked
  const collate = new Intl.Collator("en").compare;
  const SORTED = { facts: "sort", nodes: "sortNodes" }; // where the state has a table's order: a column, with - before it for the last first

  const FACTS = [["subject", "Subject"], ["verb", "Relation"], ["object", "Object"], ["detail", "Detail"], ["status", "Status"], ["dates", "Dates"], ["confidence", "Confidence"], ["evidence", "Evidence"],
    ["article", "Article"], ["publisher", "Publisher"], ["address", "Source"], ["id", "Fact"]];
  const NODES = [["label", "Name"], ["type", "Type"], ["facts", "Facts"], ["names", "Also named"], ["identifiers", "Identifiers"]];

  function render(app) {
    const box = $("#list");
    box.hidden = app.model.state.view !== "list";
    if (box.hidden) return;
    if (app.model.state.listing === "sentences") { KG.reading.render(app, box); return; }
    const facts = sorted(app, "facts", FACTS, rows(app, app.model.factOn, FactRow)), nodes = sorted(app, "nodes", NODES, rows(app, app.model.nodeOn, NodeRow));
    box.replaceChildren(KG.reading.choice(app), heading(plural(facts.length, "fact"), "facts.csv", FACTS, facts), table(app, "facts", FACTS, facts, factCell),
      heading(plural(nodes.length, "node"), "nodes.csv", NODES, nodes), table(app, "nodes", NODES, nodes, nodeCell));
  }

  // Rows work out a cell when it is asked for: of many only the sorted column is, and what is put into the page.
  const named = (app, id) => (id === null ? "" : app.data.nodes[app.model.byId.get(id)].label);
  class FactRow {
    constructor(app, k) { Object.assign(this, { app, k }); }
    get fact() { return this.app.data.facts[this.k]; }
    get subject() { return named(this.app, this.fact.subject); }
    get verb() { return verb(this.app, this.fact); }
    get object() { return named(this.app, this.fact.object); }
    get detail() {
      const { qualifiers, at } = this.fact, counts = ["for", "against", "abstained"].filter((key) => key in qualifiers).map((key) => `${qualifiers[key]} ${key}`);
      return [qualifiers.role, qualifiers.text, ...counts, qualifiers.outcome, at === null ? "" : `at ${named(this.app, at)}`].filter(Boolean).join(", ");
    }
    get status() { return spec(this.app, "statuses", this.fact.status).label; }
    get dates() { return this.fact.dates.join(", ") || "undated"; }
    get confidence() { return this.fact.confidence; }
    get evidence() { return this.fact.evidence.map((one) => sentence(this.app, one).join("")).join(" … "); }
    get documents() { return [...this.fact.documents].map((id) => this.app.data.documents[this.app.model.documentById.get(id)]); }
    get article() { return this.documents.map((one) => one.title).join(" · "); }
    get publisher() { return [...new Set(this.documents.map((one) => one.publisher).filter(Boolean))].join(" · "); }
    get address() { return this.documents.map((one) => one.source).join(" "); }
    get id() { return KG.sparql.fact(this.app, this.fact); }
  }

  class NodeRow {
    constructor(app, i) { Object.assign(this, { app, i, node: app.data.nodes[i] }); }
    get label() { return this.node.label; }
    get type() { return spec(this.app, "types", this.node.type).one; }
    get facts() { return this.app.model.factsOf[this.i].filter((k) => this.app.model.factOn[k]).length; }
    get names() { return this.node.names.join(" · "); }
    get identifiers() { return Object.values(this.node.identifiers).join(" · "); }
  }

  const rows = (app, flags, Row) => { const found = []; flags.forEach((on, k) => { if (on) found.push(new Row(app, k)); }); return found; };

  function factCell(app, row, key) {
    if (key === "subject") return nameButton(app, row.fact.subject);
    if (key === "object" && row.fact.object !== null) return nameButton(app, row.fact.object);
    if (key === "verb") return el("button", { class: "name plain", title: "Show the fact", onclick: () => app.go({ node: -1, hops: 0, facts: [row.k] }), text: row.verb });
    if (key === "evidence" && app.data.texts) return el("button", { class: "name plain", title: "Show it in the article", onclick: () => app.openSource(row.k, 0), text: row.evidence });
    if (key === "id") return el("code", { title: row.id, text: row.fact.id.split(" ")[0].split("/").slice(-2).join("/") });
    if (key === "address") return row.documents.map((one) => el("div", {}, link(one.source, one.source)));
    return key === "confidence" ? row.confidence.toFixed(2) : String(row[key]);
  }

  const nodeCell = (app, row, key) => (key === "label" ? nameButton(app, row.node.id) : String(row[key]));

  const heading = (text, file, columns, rows) => el("div", { class: "list-head" }, el("h2", { text }),
    el("button", { "data-testid": `save-${file}`, onclick: () => save(new Blob([csv(columns, rows)], { type: "text/csv" }), file), text: "Save as CSV" }),
    el("button", { "data-testid": `copy-${file}`, onclick: () => KG.copy(csv(columns, rows).slice(1), "Table"), text: "Copy as CSV" }));

  // The column that a table is sorted by, and 1 or -1.
  function orderOf(app, name, columns) {
    const told = app.model.state[SORTED[name]], by = told.replace(/^-/, "");
    return columns.some(([key]) => key === by) ? [by, told === by ? 1 : -1] : [columns[0][0], 1];
  }

  // Rows as the table has them, and as they are saved.
  function sorted(app, name, columns, rows) {
    const [by, way] = orderOf(app, name, columns), empty = ({ key }) => Number(key === ""); // what has no value comes last, whatever the way
    return rows.map((row) => ({ row, key: row[by] })).sort((a, b) => empty(a) - empty(b) || way * (typeof a.key === "number" ? a.key - b.key : collate(a.key, b.key))).map(({ row }) => row);
  }

  function table(app, name, columns, order, cell) {
    const [by, way] = orderOf(app, name, columns);
    const sort = (key) => {
      app.go({ [SORTED[name]]: key === by && way > 0 ? `-${key}` : key }, true);
      $(`[data-testid="table-${name}"] [aria-sort$="ending"] button`).focus();
    };
    const head = columns.map(([key, label]) => el("th", { class: key, scope: "col", "aria-sort": key !== by ? "none" : way > 0 ? "ascending" : "descending" },
      el("button", { onclick: () => sort(key), text: label + (key !== by ? "" : way > 0 ? " ↑" : " ↓") })));
    const line = (row) => el("tr", {}, columns.map(([key]) => el("td", { class: key, dir: "auto" }, cell(app, row, key))));
    const body = el("tbody", {}, order.slice(0, MOST).map(line));
    const more = el("button", { class: "more", "data-testid": `show-all-${name}`, onclick: () => { more.remove(); KG.inSlices(body, order.length, (n) => [line(order[n])], MOST); }, text: `Show all ${plural(order.length, "row")}` });
    return el("div", { class: "scroll" }, el("table", { "data-testid": `table-${name}` }, el("thead", {}, el("tr", {}, head)), body),
      order.length > MOST ? more : null);
  }

  // A leading = + - @ would be a formula to a spreadsheet; an apostrophe keeps it text.
  const field = (value) => `"${String(value).replace(/^[=+\-@\t\r]/, "'$&").replace(/"/g, '""')}"`;
  const csv = (columns, rows) => `\ufeff${[columns.map(([, label]) => field(label)), ...rows.map((row) => columns.map(([key]) => field(row[key])))].map((line) => line.join(",")).join("\r\n")}\r\n`;

  return { render };
})();
