// The data and the state → what is visible. Knows no DOM and no renderer.
//
// Facts are many, so what the filters ask of each is kept in typed arrays, and one pass writes for every fact
// which filters it fails: one bit each. It shows if there is none; a filter's counts are of those that fail no other.
"use strict";
KG.Model = class {
  static FAILS = { relations: 1, statuses: 2, types: 4, documents: 8, confidence: 16, time: 32, hops: 64 };

  static MANY = 4; // times as many nodes as there is room for, from which a graph starts with its most connected

  // `room`: so many nodes a graph of many begins with.
  constructor(data, room = Infinity) {
    Object.assign(this, { data, nodes: data.nodes, documents: data.documents, links: data.links });
    this.byId = new Map(data.nodes.map((node, index) => [node.id, index]));
    this.documentById = new Map(data.documents.map((document, index) => [document.id, index]));
    this.keys = {
      types: data.style.types.map((type) => type.key),
      relations: data.style.relations.map((relation) => relation.key),
      statuses: data.style.statuses.map((status) => status.key),
      documents: data.documents.map((document) => document.id),
    };
    this.readFacts();
    this.readLinks();
    this.room = room;
    this.many = data.large || data.nodes.filter((node) => !node.mentioned).length > KG.Model.MANY * room;
    this.mentioned = data.nodes.filter((node) => node.mentioned).length;
    this.nodeOn = new Uint8Array(data.nodes.length);
    this.drawn = new Uint8Array(data.nodes.length);
    this.core = new Uint8Array(data.nodes.length); // drawn whatever is selected
    this.folded = new Uint32Array(data.nodes.length);
    this.behind = new Uint32Array(data.nodes.length); // folded into it while nothing is selected
    this.host = new Int32Array(data.nodes.length); // what a node is folded into
    this.linkCount = new Uint32Array(data.links.length);
    this.state = this.start();
  }

  // The columns of the facts as numbers, and each node's facts.
  readFacts() {
    const { columns } = this.data.tables.facts, { at, items } = this.data.evidenceOf, { keys } = this;
    const numbers = ({ values, codes }, of) => { const number = values.map(of); return codes.map((code) => number[code]); };
    const said = keys.relations.indexOf("said"), documentAt = this.data.tables.evidence.columns.document.at;
    this.dateLists = columns.dates.values;
    this.of = {
      subject: Int32Array.from(columns.subject.at), object: Int32Array.from(columns.object.at), place: Int32Array.from(columns.at.at),
      relation: Uint8Array.from(numbers(columns.relation, (key) => keys.relations.indexOf(key))),
      status: Uint8Array.from(numbers(columns.status, (key) => keys.statuses.indexOf(key))),
      confidence: Float32Array.from(numbers(columns.confidence, (value) => value)), dates: columns.dates.codes,
      evidenceAt: at, document: Int32Array.from(items, (item) => documentAt[item]),
      type: Uint8Array.from(this.nodes, (node) => keys.types.indexOf(node.type)), said,
    };
    const model = this, row = this.data.facts.length ? Object.getPrototypeOf(this.data.facts[0]) : {};
    Object.defineProperties(row, {
      ends: { configurable: true, get() { return model.ends(this.row); } },
      documents: { configurable: true, get() { return new Set(this.evidence.map((evidence) => evidence.document)); } },
    });
    this.facts = this.data.facts;
    this.fails = new Uint8Array(this.facts.length);
    this.factOn = new Uint8Array(this.facts.length);
    this.factsOf = this.nodes.map(() => []);
    const { subject, object, place } = this.of;
    for (let k = 0; k < this.facts.length; k++) { // once for each node, if it is there in two roles
      this.factsOf[subject[k]].push(k);
      if (object[k] >= 0 && object[k] !== subject[k]) this.factsOf[object[k]].push(k);
      if (place[k] >= 0 && place[k] !== subject[k] && place[k] !== object[k]) this.factsOf[place[k]].push(k);
    }
    this.degree = this.factsOf.map((facts) => facts.length);
    this.dates = [...new Set(this.dateLists.flat())].sort();
    this.first = this.dates[0] || "";
    this.last = this.dates[this.dates.length - 1] || "";
    this.undated = this.of.dates.reduce((sum, list) => sum + !this.dateLists[list].length, 0);
  }

  // The ends of the links and their facts as numbers; link k has those of `fact` from at[k] to at[k + 1].
  readLinks() {
    const { links, byId } = this, at = new Uint32Array(links.length + 1), from = new Int32Array(links.length), to = new Int32Array(links.length);
    links.forEach((link, k) => {
      link.from = from[k] = byId.get(link.source);
      link.to = to[k] = byId.get(link.target);
      at[k + 1] = at[k] + link.facts.length;
    });
    const fact = new Uint32Array(at[links.length]);
    links.forEach((link, k) => fact.set(link.facts, at[k]));
    this.joins = { from, to, fact, at };
  }

  // The nodes that take part in a fact: subject, object, place.
  ends(k) {
    const { subject, object, place } = this.of;
    return [subject[k], object[k], place[k]].filter((end) => end >= 0);
  }

  // Id → row of a fact; made when the first is looked up.
  get factById() {
    this.rowOf ||= new Map(this.facts.map((fact, k) => [fact.id, k]));
    return this.rowOf;
  }

  // The state at the start: only what is stated as done, and whatever takes part in it.
  start() {
    return {
      types: new Set(this.keys.types), relations: new Set(this.keys.relations), statuses: new Set(["actual"]),
      documents: new Set(this.keys.documents), confidence: 0, from: "", to: "", mentioned: false,
      fold: this.many, islands: false,
      node: -1, facts: [], path: null, hops: 0, root: -1, expanded: [], view: "graph", listing: "table", sort: "subject", sortNodes: "-facts", order: "subject", document: this.keys.documents[0] || null,
    };
  }

  inTime(dates) {
    const { from, to } = this.state;
    if (!from && !to) return true;
    return dates.some((date) => (!from || date >= from) && (!to || date <= to));
  }

  // Writes for each fact which filters it fails.
  filter() {
    const s = this.state, F = KG.Model.FAILS, { of, fails, keys } = this;
    const lacks = (list, set) => Uint8Array.from(keys[list], (key) => !set.has(key));
    const relation = lacks("relations", s.relations), status = lacks("statuses", s.statuses), type = lacks("types", s.types);
    const late = this.dateLists.map((dates) => !this.inTime(dates)), least = Math.fround(s.confidence);
    const away = s.documents.size < keys.documents.length ? lacks("documents", s.documents) : null;
    const typeOff = (end) => end >= 0 && type[of.type[end]];
    for (let k = 0; k < fails.length; k++) {
      fails[k] = (relation[of.relation[k]] && F.relations) | (status[of.status[k]] && F.statuses) | (of.confidence[k] < least && F.confidence)
        | (late[of.dates[k]] && F.time) | (away && this.allAway(k, away) && F.documents)
        | ((typeOff(of.subject[k]) || (of.relation[k] !== of.said && typeOff(of.object[k] >= 0 ? of.object[k] : of.place[k]))) && F.types);
    }
  }

  allAway(k, away) {
    const { evidenceAt, document } = this.of;
    for (let n = evidenceAt[k]; n < evidenceAt[k + 1]; n++) if (!away[document[n]]) return false;
    return true;
  }

  // Works out which facts, nodes and links show; call after every change of the state.
  update() {
    const s = this.state, { factOn, nodeOn, of, fails } = this;
    this.filter();
    for (let k = 0; k < fails.length; k++) factOn[k] = fails[k] === 0;
    const near = this.near = KG.walk.near(this);
    if (near) this.leaveOut((k) => (factOn[k] ? !this.ends(k).every((end) => near.has(end)) : !this.ends(k).some((end) => near.has(end)))); // a tick may bring what touches it
    const shown = Uint8Array.from(of.type, (type) => s.types.has(this.keys.types[type]));
    nodeOn.fill(0);
    const show = (end) => { if (end >= 0) nodeOn[end] = shown[end]; };
    for (let k = 0; k < factOn.length; k++) {
      if (factOn[k]) { show(of.subject[k]); show(of.object[k]); show(of.place[k]); }
    }
    if (s.mentioned && !near) {
      this.nodes.forEach((node, i) => { if (node.mentioned && shown[i] && node.documents.some((id) => s.documents.has(id))) nodeOn[i] = 1; });
    }
    if (s.node >= 0) nodeOn[s.node] = 1;
    this.linked = null;
    this.sorted = this.hubs = this.heads = this.measures = this.named = null;
    const { from, to, fact, at } = this.joins;
    for (let k = 0; k < from.length; k++) {
      let count = 0;
      if (nodeOn[from[k]] && nodeOn[to[k]]) for (let n = at[k]; n < at[k + 1]; n++) count += factOn[fact[n]];
      this.linkCount[k] = count;
    }
    this.trail = KG.walk.trail(this);
    if (this.trail) this.keepTo(this.trail);
    KG.folding.update(this);
    this.bright = this.highlighted();
  }

  // Facts outside the view around a node, or of a path: the counts of the filters are without them, too.
  leaveOut(isOutside) {
    this.factOn.forEach((_, k) => { if (isOutside(k)) { this.factOn[k] = 0; this.fails[k] |= KG.Model.FAILS.hops; } });
  }

  // What shows of a path is its chain alone: list, counts, legend and saved files are of what the picture has.
  keepTo({ nodes, links, steps }) {
    const chain = new Set(steps.flat());
    this.leaveOut((k) => !chain.has(k));
    this.nodeOn.fill(0);
    for (const i of nodes) this.nodeOn[i] = 1;
    this.linkCount.forEach((_, k) => { if (!links.has(k)) this.linkCount[k] = 0; });
    this.linked = null;
  }

  // The facts of a link that show; and those of every link, worked out when first asked for.
  factsOfLink(k) {
    return this.linkCount[k] ? this.links[k].facts.filter((fact) => this.factOn[fact]) : [];
  }

  get linkFacts() {
    this.linked ||= this.links.map((_, k) => this.factsOfLink(k));
    return this.linked;
  }

  around(node, hops) {
    const near = new Set([node]);
    for (let hop = 0; hop < hops; hop++) {
      for (const one of [...near]) {
        for (const k of this.factsOf[one]) if (this.factOn[k]) for (const end of this.ends(k)) near.add(end);
      }
    }
    return near;
  }

  // The nodes that keep their full colour while something is selected; null if nothing is.
  highlighted() {
    const s = this.state;
    if (this.near || this.trail) return null; // all that such a view shows is asked for
    if (s.path) return new Set(this.trail ? this.trail.nodes : s.path);
    if (s.node >= 0) return this.around(s.node, 1);
    const chosen = s.facts.filter((k) => this.factOn[k]);
    return chosen.length ? new Set(chosen.flatMap((k) => this.ends(k))) : null;
  }

  // The drawn nodes: the selected one, its neighbours, then the most connected.
  order() {
    if (this.sorted) return this.sorted;
    const rank = Float64Array.from(this.degree, (degree, i) => degree + (this.state.node === i ? 2e6 : this.bright && this.bright.has(i) ? 1e6 : 0));
    this.sorted = this.nodes.map((_, i) => i).filter((i) => this.drawn[i]).sort((a, b) => rank[b] - rank[a] || a - b);
    return this.sorted;
  }

  // How many facts each choice of a filter holds, all other filters applied.
  tally(filter) {
    const counts = new Map(this.keys[filter].map((key) => [key, 0])), { of, fails } = this, others = ~KG.Model.FAILS[filter];
    const sums = new Uint32Array(counts.size), column = { relations: of.relation, statuses: of.status }[filter];
    for (let k = 0; k < fails.length; k++) {
      if (fails[k] & others) continue;
      if (column) sums[column[k]]++;
      else if (of.evidenceAt[k + 1] === of.evidenceAt[k] + 1) sums[of.document[of.evidenceAt[k]]]++;
      else for (const document of new Set(of.document.subarray(of.evidenceAt[k], of.evidenceAt[k + 1]))) sums[document]++;
    }
    this.keys[filter].forEach((key, n) => counts.set(key, sums[n]));
    return counts;
  }

  // How many nodes of each type the other filters leave.
  tallyTypes() {
    const on = new Uint8Array(this.nodes.length), sums = new Uint32Array(this.keys.types.length), { of, fails } = this;
    for (let k = 0; k < fails.length; k++) {
      if (!(fails[k] & ~KG.Model.FAILS.types)) for (const end of [of.subject[k], of.object[k], of.place[k]]) if (end >= 0) on[end] = 1;
    }
    this.nodes.forEach((node, i) => { if (on[i] || (this.state.mentioned && node.mentioned)) sums[of.type[i]]++; });
    return new Map(this.keys.types.map((key, n) => [key, sums[n]]));
  }

  // Of each date that facts have: how many there are, and how many of them show.
  byDate() {
    const all = new Uint32Array(this.dateLists.length), on = new Uint32Array(this.dateLists.length), dates = new Map();
    this.of.dates.forEach((list, k) => { all[list]++; on[list] += this.factOn[k]; });
    for (const date of this.dates) dates.set(date, { date, all: 0, on: 0 });
    this.dateLists.forEach((list, n) => list.forEach((date) => { dates.get(date).all += all[n]; dates.get(date).on += on[n]; }));
    return [...dates.values()];
  }

  // The places in a document that facts rest on: the row of evidence, with the facts it is of.
  spansOf(document) {
    const { evidenceAt, document: at } = this.of, spans = [];
    for (let k = 0; k < this.facts.length; k++) {
      for (let n = evidenceAt[k]; n < evidenceAt[k + 1]; n++) {
        if (at[n] !== document) continue;
        const { start, end } = this.facts[k].evidence[n - evidenceAt[k]];
        spans.push({ fact: k, n: n - evidenceAt[k], start, end });
      }
    }
    return spans;
  }

  // How much of what passes the filters is drawn, where that is not all: in words, and whether more can be.
  drawnText() {
    const sum = (flags) => flags.reduce((so, on) => so + on, 0), all = sum(this.nodeOn), number = (value) => value.toLocaleString("en");
    if (!this.many || this.near || this.trail || !(this.leaves + this.islands.nodes)) return "";
    if (!this.state.fold) return `all ${number(all)} drawn`;
    return `${this.bright ? "" : "most connected "}${number(sum(this.drawn))} of ${number(all)} drawn`;
  }

  countText() {
    const sum = (flags) => flags.filter(Boolean).length.toLocaleString("en");
    return `${sum(this.nodeOn)} of ${this.nodes.length.toLocaleString("en")} nodes · `
      + `${sum(this.factOn)} of ${this.facts.length.toLocaleString("en")} facts`;
  }

  toHash() { return KG.address.write(this); }

  fromHash(text) { this.state = KG.address.read(this, text); }
};
