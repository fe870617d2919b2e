// The state → a SPARQL query for the same facts of the graph's Turtle (docs/vocabulary.md), to run with `kg query`.
"use strict";
KG.sparql = (() => {
  const { $, el, save, say } = KG;
  const PREFIXES = [["kg", "https://w3id.org/diplokg/ns#"], ["rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"], ["xsd", "http://www.w3.org/2001/XMLSchema#"],
    ["oa", "http://www.w3.org/ns/oa#"], ["opengov", "http://www.w3.org/ns/opengov#"], ["prov", "http://www.w3.org/ns/prov#"], ["schema", "https://schema.org/"]];
  const VOTES = { for: "kg:votedFor", against: "kg:votedAgainst", abstained: "kg:abstainedOn", absent: "kg:absentFrom" };
  // Kinds of facts: what all of a kind have, what is bound for them, and what leads to the things in them.
  const KINDS = [
    ["a rdf:Statement ; rdf:subject ?subject ; rdf:predicate ?relation ; rdf:object ?object ;\n      kg:polarity ?polarity ; kg:modality ?modality", "",
      ["rdf:subject", "rdf:object", "kg:at"]],
    ["a opengov:VoteEvent ; schema:organizer ?subject ; opengov:motion ?object", bound("voteTally"), ["schema:organizer", "opengov:motion", "kg:at"]],
    ["a schema:Quotation ; schema:creator ?subject ; schema:text ?object", bound("said"), ["schema:creator", "schema:recordedAt"]],
  ];
  function bound(relation) { return ` .\n      BIND(kg:${relation} AS ?relation) BIND(kg:Affirmed AS ?polarity) BIND(kg:Actual AS ?modality)`; }
  const SURE = "  OPTIONAL { ?fact kg:confidence ?given } BIND(COALESCE(?given, 1.0) AS ?sure)";
  const EVIDENCE = "?fact prov:wasDerivedFrom ?place .\n  ?place oa:hasSource ?document ; oa:hasSelector/oa:exact ?words .";
  const union = (sides) => sides.map((side, n) => `  ${n ? "UNION " : ""}{ ${side} }`).join("\n");

  // Every fact with its evidence. Of a page that holds a part of a graph those of the things that it is around, each
  // side of the union beginning at one of them, so that a store looks facts up rather than scans them.
  function statements(app) {
    if (!(app.data.reach && app.data.reach.around.length) || app.model.trail) return [union(KINDS.map(([all, binds]) => `?fact ${all}${binds}`)), SURE, `  ${EVIDENCE}`, ...tables(app)];
    const sides = app.data.reach.around.flatMap(({ id }) => KINDS.flatMap(([all, binds, ways]) => ways.map((way) => `?fact ${way} ${iri(app, id)} .\n    ?fact ${all} .\n  ${EVIDENCE}${binds.replace(" .", "")}`)));
    return [union(sides), SURE, ...tables(app)];
  }

  const tables = (app) => [app.data.withTables ? "  FILTER NOT EXISTS { ?fact a kg:RollCall }" : "  FILTER NOT EXISTS { ?document a kg:VotingTable }"];

  // What is percent-encoded in the graph's IRIs: everything but letters, digits and _.-~ (a segment of dots alone, too).
  const segment = (text) => (/^\.+$/.test(text) ? text.replaceAll(".", "%2E")
    : encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`));
  const path = (id) => (id.includes("://") ? id : id.split("/").map(segment).join("/")); // not under the base: an IRI already
  const iri = (app, id) => (id.includes("://") ? `<${id}>` : `<${app.data.base}${path(id)}>`);
  // The IRI of the node that states a fact; of several wordings of one statement it is the same.
  const fact = (app, { id }) => { const node = id.split(" ")[0]; return node.includes("://") ? node : app.data.base + node; };

  const document = (app, id) => `<${app.data.base}document/${segment(id)}>`; // an article's id is one segment, slashes and all

  const properties = (fact) => (fact.relation !== "votedOn" ? `kg:${fact.relation}` : VOTES[fact.qualifiers.choice] || "kg:votedOn");
  const status = (key) => (key === "denied" ? "?polarity = kg:Negated"
    : `(?polarity = kg:Affirmed && ?modality = kg:${key.charAt(0).toUpperCase()}${key.slice(1)})`);

  // The query for what is shown; for a path only the facts of its chain.
  function text(app) {
    const { trail } = app.model, parts = [...statements(app), ...(trail ? chain(app, trail) : filters(app))];
    return `# ${app.data.title.replace(/\s+/g, " ")}: ${trail ? "the facts of a path" : app.model.countText()}\n`
      + `${PREFIXES.map(([name, namespace]) => `PREFIX ${name}: <${namespace}>`).join("\n")}\n\n`
      + "SELECT ?fact ?subject ?relation ?object (MAX(?sure) AS ?confidence) (GROUP_CONCAT(DISTINCT ?words; SEPARATOR=\" / \") AS ?evidence)\n"
      + `WHERE {\n${parts.join("\n")}\n}\nGROUP BY ?fact ?subject ?relation ?object\nORDER BY ?subject ?relation ?object\n`;
  }

  // Each filter that is set, in the words of the vocabulary.
  function filters(app) {
    const { model } = app, { state, keys, near } = model, lines = [];
    const set = (name) => state[name].size < keys[name].length;
    if (set("statuses")) lines.push(`  FILTER(${[...state.statuses].map(status).join(" || ") || "false"})`);
    if (set("relations")) {
      const names = [...state.relations].flatMap((key) => (key === "votedOn" ? ["kg:votedOn", ...Object.values(VOTES)] : [`kg:${key}`]));
      lines.push(`  FILTER(?relation IN (${names.join(", ")}))`);
    }
    if (set("types")) {
      const types = [...state.types].map((key) => `kg:${key}`).join(" ");
      lines.push(`  FILTER EXISTS { VALUES ?subjectType { ${types} } ?subject a ?subjectType }`,
        `  FILTER(?relation = kg:said || EXISTS { VALUES ?objectType { ${types} } ?object a ?objectType })`);
    }
    if (set("documents")) lines.push(`  FILTER(?document IN (${[...state.documents].map((id) => document(app, id)).join(", ")}))`);
    if (state.confidence) lines.push(`  FILTER(?sure >= ${state.confidence})`);
    if (state.from || state.to) {
      const day = (sign, date) => (date ? [`?day ${sign} "${date}"^^xsd:date`] : []);
      lines.push(`  FILTER EXISTS { ?fact kg:attestedOn ?day FILTER(${[...day(">=", state.from), ...day("<=", state.to)].join(" && ")}) }`);
    }
    if (near) {
      const nodes = [...near].map((i) => iri(app, model.nodes[i].id)).join(", ");
      lines.push(`  FILTER(?subject IN (${nodes}))`, `  FILTER(!isIRI(?object) || ?object IN (${nodes}))`,
        `  FILTER NOT EXISTS { ?fact kg:at|schema:recordedAt ?at FILTER(?at NOT IN (${nodes})) }`);
    }
    return lines;
  }

  function chain(app, trail) {
    const facts = [...new Set(trail.steps.flat())].map((k) => app.data.facts[k]);
    const rows = facts.map((fact) => `    (${iri(app, fact.subject)} ${properties(fact)} ${iri(app, fact.object)} kg:${fact.polarity} kg:${fact.modality})`);
    return [`  VALUES (?subject ?relation ?object ?polarity ?modality) {\n${rows.join("\n")}\n  }`];
  }

  // The query in a window, to copy or to save.
  function open(app) {
    const box = $("#sparql"), query = text(app);
    const area = el("textarea", { readonly: true, "data-testid": "sparql-text", "aria-label": "SPARQL of the present view", rows: 16, spellcheck: "false" });
    area.value = query;
    box.replaceChildren(el("h2", { text: "SPARQL of the present view" }),
      el("p", {}, "Gives the facts that are shown now. Run it with ", el("code", { text: "kg query -f view.rq" }), ", or with anything that speaks SPARQL."), area,
      el("div", { class: "row" }, el("button", { "data-testid": "sparql-copy", onclick: () => KG.copy(query, "Query"), text: "Copy" }),
        el("button", { "data-testid": "sparql-save", onclick: () => save(new Blob([query], { type: "application/sparql-query" }), "view.rq"), text: "Save as view.rq" }),
        el("form", { method: "dialog" }, el("button", { text: "Close" }))));
    box.showModal();
    area.focus();
    area.select();
    area.scrollTop = 0;
    say("SPARQL of the present view");
  }

  return { text, open, path, fact };
})();
