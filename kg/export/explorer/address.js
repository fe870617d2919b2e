// The state ↔ the part of the address after "#". Knows no DOM.
"use strict";
KG.address = (() => {
  // State → the part of the address after "#"; only what differs from the start.
  function write(model) {
    const s = model.state, start = model.start(), hash = new URLSearchParams();
    if (s.node >= 0) hash.set("node", model.nodes[s.node].id);
    if (s.facts.length) hash.set("facts", s.facts.map((k) => model.facts[k].id).join(","));
    KG.walk.toHash(model, hash);
    if (s.view !== "graph") hash.set("view", s.view);
    if (s.view === "list" && s.listing !== start.listing) hash.set("as", s.listing);
    for (const key of ["sort", "sortNodes", "order"]) if (s.view === "list" && s[key] !== start[key]) hash.set(key, s[key]);
    if (s.view === "source" && s.document !== start.document) hash.set("article", s.document);
    for (const key of ["types", "relations", "statuses"]) {
      if ([...s[key]].sort().join() !== [...start[key]].sort().join()) hash.set(key, [...s[key]].join(","));
    }
    if (s.documents.size < model.documents.length) hash.set("documents", JSON.stringify([...s.documents]));
    for (const key of ["confidence", "from", "to"]) if (s[key]) hash.set(key, s[key]);
    if (s.mentioned) hash.set("mentioned", 1);
    if (s.islands) hash.set("islands", 1);
    if (s.fold !== start.fold) hash.set("fold", Number(s.fold));
    return hash.toString();
  }

  // The reverse: text → state; what an address names and the data lack is left out.
  function read(model, text) {
    const hash = new URLSearchParams(text), s = model.start();
    const known = (key, list) => new Set(list.filter((value) => model.keys[key].includes(value)));
    s.node = model.byId.get(hash.get("node")) ?? -1;
    s.facts = (hash.get("facts") || "").split(",").filter(Boolean).map((id) => model.factById.get(id)).filter((k) => k !== undefined);
    KG.walk.fromHash(model, hash, s);
    s.view = ["list", "source"].includes(hash.get("view")) ? hash.get("view") : "graph";
    if (s.view === "source" && !model.data.texts) s.view = "graph";
    if (hash.get("as") === "sentences") s.listing = "sentences";
    for (const key of ["sort", "sortNodes", "order"]) if (hash.has(key)) s[key] = hash.get(key); // KG.list and KG.reading know which there are
    if (model.documentById.has(hash.get("article"))) s.document = hash.get("article");
    for (const key of ["types", "relations", "statuses"]) {
      if (hash.has(key)) s[key] = known(key, hash.get(key).split(","));
    }
    try {
      if (hash.has("documents")) s.documents = known("documents", JSON.parse(hash.get("documents")));
    } catch { /* a mangled address shows all documents */ }
    s.confidence = Math.min(1, Math.max(0, Number(hash.get("confidence")) || 0));
    for (const key of ["from", "to"]) if (isDay(hash.get(key))) s[key] = hash.get(key);
    s.mentioned = hash.get("mentioned") === "1";
    s.islands = hash.get("islands") === "1";
    if (hash.has("fold")) s.fold = hash.get("fold") === "1";
    return s;
  }

  // Whether a text is a day of the calendar, as 2031-03-02 is and 2031-02-30 is not.
  function isDay(text) {
    if (!/^\d{4}-\d\d-\d\d$/.test(text || "")) return false;
    const day = new Date(`${text}T00:00:00Z`);
    return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
  }

  return { write, read, isDay };
})();
