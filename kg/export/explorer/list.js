// The list view: what the graph shows, as two tables that can be sorted and saved as CSV.
"use strict";
KG.list = (() => {
  const { $, el, save, plural } = KG;
  const { nameButton, verb, spec, sentence } = KG.facts;
  const MOST = 1000; // rows put into the page at once
  const sorted = { facts: ["subject", 1], nodes: ["facts", -1] };

  const FACTS = [["subject", "Subject"], ["verb", "Relation"], ["object", "Object"], ["detail", "Detail"], ["status", "Status"], ["date", "Date"], ["confidence", "Confidence"], ["evidence", "Evidence"]];
  const NODES = [["label", "Name"], ["type", "Type"], ["facts", "Facts"], ["names", "Also named"], ["identifiers", "Identifiers"]];

  function render(app) {
    const box = $("#list");
    box.hidden = app.model.state.view !== "list";
    if (box.hidden) return;
    if (app.model.state.listing === "sentences") { KG.reading.render(app, box); return; }
    const facts = factRows(app), nodes = nodeRows(app);
    box.replaceChildren(KG.reading.choice(app), heading(plural(facts.length, "fact"), "facts.csv", FACTS, facts), table(app, "facts", FACTS, facts, factCell),
      heading(plural(nodes.length, "node"), "nodes.csv", NODES, nodes), table(app, "nodes", NODES, nodes, nodeCell));
  }

  const factRows = (app) => app.data.facts.map((fact, k) => ({ k, fact })).filter(({ k }) => app.model.factOn[k]).map(({ k, fact }) => {
    const name = (id) => (id === null ? "" : app.data.nodes[app.model.byId.get(id)].label), { role, text, outcome } = fact.qualifiers;
    const counts = ["for", "against", "abstained"].filter((key) => key in fact.qualifiers).map((key) => `${fact.qualifiers[key]} ${key}`);
    return { k, fact, subject: name(fact.subject), verb: verb(app, fact), object: name(fact.object),
      detail: [role, text, ...counts, outcome, fact.at === null ? "" : `at ${name(fact.at)}`].filter(Boolean).join(", "),
      status: spec(app, "statuses", fact.status).label, date: fact.dates[0] || "undated", confidence: fact.confidence,
      evidence: fact.evidence.map((one) => sentence(app, one).join("")).join(" … ") };
  });

  const nodeRows = (app) => app.data.nodes.map((node, i) => ({ i, node })).filter(({ i }) => app.model.nodeOn[i]).map(({ i, node }) => (
    { i, node, label: node.label, type: spec(app, "types", node.type).one, facts: app.model.factsOf[i].filter((k) => app.model.factOn[k]).length,
      names: node.names.join(" · "), identifiers: Object.values(node.identifiers).join(" · ") }));

  function factCell(app, row, key) {
    if (key === "subject") return nameButton(app, row.fact.subject);
    if (key === "object" && row.fact.object !== null) return nameButton(app, row.fact.object);
    if (key === "verb") return el("button", { class: "name plain", title: "Show the fact", onclick: () => app.go({ node: -1, hops: 0, facts: [row.k] }), text: row.verb });
    if (key === "evidence" && app.data.texts) return el("button", { class: "name plain", title: "Show it in the article", onclick: () => app.openSource(row.k, 0), text: row.evidence });
    return key === "confidence" ? row.confidence.toFixed(2) : String(row[key]);
  }

  const nodeCell = (app, row, key) => (key === "label" ? nameButton(app, row.node.id) : String(row[key]));

  const heading = (text, file, columns, rows) => el("div", { class: "list-head" }, el("h2", { text }),
    el("button", { "data-testid": `save-${file}`, onclick: () => save(new Blob([csv(columns, rows)], { type: "text/csv" }), file), text: "Save as CSV" }),
    el("button", { "data-testid": `copy-${file}`, onclick: () => KG.copy(csv(columns, rows).slice(1), "Table"), text: "Copy as CSV" }));

  function table(app, name, columns, rows, cell) {
    const [by, way] = sorted[name];
    const order = [...rows].sort((a, b) => way * (typeof a[by] === "number" ? a[by] - b[by] : String(a[by]).localeCompare(String(b[by]), "en")));
    const sort = (key) => { sorted[name] = [key, key === by ? -way : 1]; render(app); $(`[data-testid="table-${name}"] [aria-sort$="ending"] button`).focus(); };
    const head = columns.map(([key, label]) => el("th", { scope: "col", "aria-sort": key !== by ? "none" : way > 0 ? "ascending" : "descending" },
      el("button", { onclick: () => sort(key), text: label + (key !== by ? "" : way > 0 ? " ↑" : " ↓") })));
    const body = order.slice(0, MOST).map((row) => el("tr", {}, columns.map(([key]) => el("td", { class: key, dir: "auto" }, cell(app, row, key)))));
    return el("div", { class: "scroll" }, el("table", { "data-testid": `table-${name}` }, el("thead", {}, el("tr", {}, head)), el("tbody", {}, body)),
      rows.length > MOST ? el("p", { class: "meta", text: `The first ${MOST} of ${rows.length}; the CSV has all.` }) : null);
  }

  // A leading = + - @ would be a formula to a spreadsheet; an apostrophe keeps it text.
  const field = (value) => `"${String(value).replace(/^[=+\-@\t\r]/, "'$&").replace(/"/g, '""')}"`;
  const csv = (columns, rows) => `\ufeff${[columns.map(([, label]) => field(label)), ...rows.map((row) => columns.map(([key]) => field(row[key])))].map((line) => line.join(",")).join("\r\n")}\r\n`;

  return { render };
})();
