// The data and the state → what is visible. Knows no DOM and no renderer.
"use strict";
KG.Model = class {
  constructor(data) {
    Object.assign(this, { data, nodes: data.nodes, documents: data.documents });
    this.byId = new Map(data.nodes.map((node, index) => [node.id, index]));
    this.factById = new Map(data.facts.map((fact, index) => [fact.id, index]));
    this.documentById = new Map(data.documents.map((document, index) => [document.id, index]));
    this.factsOf = data.nodes.map(() => []);
    this.facts = data.facts.map((fact) => ({
      ...fact,
      ends: [fact.subject, fact.object, fact.at].filter((id) => id !== null).map((id) => this.byId.get(id)),
      documents: new Set(fact.evidence.map((evidence) => evidence.document)),
    }));
    this.facts.forEach((fact, k) => new Set(fact.ends).forEach((end) => this.factsOf[end].push(k)));
    this.links = data.links.map((link) => ({ ...link, from: this.byId.get(link.source), to: this.byId.get(link.target) }));
    this.degree = this.factsOf.map((facts) => facts.length);
    this.dates = [...new Set(data.facts.flatMap((fact) => fact.dates))].sort();
    this.first = this.dates[0] || "";
    this.last = this.dates[this.dates.length - 1] || "";
    this.undated = data.facts.filter((fact) => !fact.dates.length).length;
    this.mentioned = data.nodes.filter((node) => node.mentioned).length;
    this.keys = {
      types: data.style.types.map((type) => type.key),
      relations: data.style.relations.map((relation) => relation.key),
      statuses: data.style.statuses.map((status) => status.key),
      documents: data.documents.map((document) => document.id),
    };
    this.state = this.start();
  }

  // The state at the start: only what is stated as done, and whatever takes part in it.
  start() {
    return {
      types: new Set(this.keys.types), relations: new Set(this.keys.relations), statuses: new Set(["actual"]),
      documents: new Set(this.keys.documents), confidence: 0, from: "", to: "", mentioned: false,
      node: -1, facts: [], path: null, hops: 0, root: -1, expanded: [], view: "graph", listing: "table", document: this.keys.documents[0] || null,
    };
  }

  // Whether a fact passes the filters; `except` leaves one out, to count what ticking it would bring.
  passes(fact, except = "") {
    const s = this.state;
    const ends = fact.relation === "said" ? fact.ends.slice(0, 1) : fact.ends.slice(0, 2);
    return (except === "relations" || s.relations.has(fact.relation))
      && (except === "statuses" || s.statuses.has(fact.status))
      && fact.confidence >= s.confidence
      && (except === "types" || ends.every((end) => s.types.has(this.nodes[end].type)))
      && (except === "documents" || s.documents.size === this.documents.length
        || [...fact.documents].some((id) => s.documents.has(id)))
      && this.inTime(fact);
  }

  inTime(fact) {
    const { from, to } = this.state;
    if (!from && !to) return true;
    return fact.dates.some((date) => (!from || date >= from) && (!to || date <= to));
  }

  // Works out which facts, nodes and links show; call after every change of the state.
  update() {
    const s = this.state;
    this.factOn = this.facts.map((fact) => this.passes(fact));
    const near = this.near = KG.walk.near(this);
    if (near) this.factOn = this.factOn.map((on, k) => on && this.facts[k].ends.every((end) => near.has(end)));
    this.nodeOn = this.nodes.map(() => false);
    this.facts.forEach((fact, k) => {
      if (this.factOn[k]) for (const end of fact.ends) this.nodeOn[end] = s.types.has(this.nodes[end].type);
    });
    this.nodes.forEach((node, i) => {
      if (s.mentioned && node.mentioned && !near && s.types.has(node.type)
        && node.documents.some((id) => s.documents.has(id))) this.nodeOn[i] = true;
    });
    if (s.node >= 0) this.nodeOn[s.node] = true;
    this.linkFacts = this.links.map((link) => link.facts.filter((k) => this.factOn[k]
      && this.nodeOn[link.from] && this.nodeOn[link.to]));
    this.trail = KG.walk.trail(this);
    this.bright = this.highlighted();
  }

  around(node, hops) {
    const near = new Set([node]);
    for (let hop = 0; hop < hops; hop++) {
      for (const one of [...near]) {
        for (const k of this.factsOf[one]) if (this.factOn[k]) this.facts[k].ends.forEach((end) => near.add(end));
      }
    }
    return near;
  }

  // The nodes that keep their full colour while something is selected; null if nothing is.
  highlighted() {
    const s = this.state;
    if (s.path) return new Set(this.trail ? this.trail.nodes : s.path);
    if (s.node >= 0) return this.around(s.node, 1);
    const chosen = s.facts.filter((k) => this.factOn[k]);
    return chosen.length ? new Set(chosen.flatMap((k) => this.facts[k].ends)) : null;
  }

  // How many facts each choice of a filter holds, all other filters applied.
  tally(filter, keyOf) {
    const counts = new Map(this.keys[filter].map((key) => [key, 0]));
    this.facts.forEach((fact) => {
      if (this.passes(fact, filter)) for (const key of keyOf(fact)) counts.set(key, counts.get(key) + 1);
    });
    return counts;
  }

  // How many nodes of each type the other filters leave.
  tallyTypes() {
    const counts = new Map(this.keys.types.map((key) => [key, 0]));
    const on = new Set();
    this.facts.forEach((fact) => { if (this.passes(fact, "types")) fact.ends.forEach((end) => on.add(end)); });
    if (this.state.mentioned) this.nodes.forEach((node, i) => { if (node.mentioned) on.add(i); });
    for (const i of on) counts.set(this.nodes[i].type, counts.get(this.nodes[i].type) + 1);
    return counts;
  }

  countText() {
    const sum = (flags) => flags.filter(Boolean).length.toLocaleString("en");
    return `${sum(this.nodeOn)} of ${this.nodes.length.toLocaleString("en")} nodes · `
      + `${sum(this.factOn)} of ${this.facts.length.toLocaleString("en")} facts`;
  }

  // State → the part of the address after "#"; only what differs from the start.
  toHash() {
    const s = this.state, start = this.start(), hash = new URLSearchParams();
    if (s.node >= 0) hash.set("node", this.nodes[s.node].id);
    if (s.facts.length) hash.set("facts", s.facts.map((k) => this.facts[k].id).join(","));
    KG.walk.toHash(this, hash);
    if (s.view !== "graph") hash.set("view", s.view);
    if (s.view === "list" && s.listing !== start.listing) hash.set("as", s.listing);
    if (s.view === "source" && s.document !== start.document) hash.set("article", s.document);
    for (const key of ["types", "relations", "statuses"]) {
      if ([...s[key]].sort().join() !== [...start[key]].sort().join()) hash.set(key, [...s[key]].join(","));
    }
    if (s.documents.size < this.documents.length) hash.set("documents", JSON.stringify([...s.documents]));
    for (const key of ["confidence", "from", "to"]) if (s[key]) hash.set(key, s[key]);
    if (s.mentioned) hash.set("mentioned", 1);
    return hash.toString();
  }

  // The reverse; what an address names and the data lack is left out.
  fromHash(text) {
    const hash = new URLSearchParams(text), s = this.start();
    const known = (key, list) => new Set(list.filter((value) => this.keys[key].includes(value)));
    s.node = this.byId.get(hash.get("node")) ?? -1;
    s.facts = (hash.get("facts") || "").split(",").map((id) => this.factById.get(id)).filter((k) => k !== undefined);
    KG.walk.fromHash(this, hash, s);
    s.view = ["list", "source"].includes(hash.get("view")) ? hash.get("view") : "graph";
    if (s.view === "source" && !this.data.texts) s.view = "graph";
    if (hash.get("as") === "sentences") s.listing = "sentences";
    if (this.documentById.has(hash.get("article"))) s.document = hash.get("article");
    for (const key of ["types", "relations", "statuses"]) {
      if (hash.has(key)) s[key] = known(key, hash.get(key).split(","));
    }
    try {
      if (hash.has("documents")) s.documents = known("documents", JSON.parse(hash.get("documents")));
    } catch { /* a mangled address shows all documents */ }
    s.confidence = Math.min(1, Math.max(0, Number(hash.get("confidence")) || 0));
    for (const key of ["from", "to"]) if (/^\d{4}-\d\d-\d\d$/.test(hash.get(key) || "")) s[key] = hash.get(key);
    s.mentioned = hash.get("mentioned") === "1";
    this.state = s;
  }
};
