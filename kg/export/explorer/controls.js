// Legend and filters (they are one), and the search box.
"use strict";
KG.controls = (() => {
  const { $, el, svg, fold, say } = KG;
  const { spec } = KG.facts;
  const MANY = 8, FIRST = 6; // articles that are all listed; of more so many, until asked
  const FEW = 12; // names that the search box lists unasked

  // ------------------------------------------------------------------ legend and filters
  function buildLegend(app) {
    const { data, model } = app, box = $("#legend");
    box.append(...[
      group(app, "Who and what", "types", data.style.types.map((type) => [type.key, type.many, `filter-type-${type.key}`, () => app.shape(type)])),
      mentioned(app), folding(app),
      group(app, "Articles", "documents", articles(app).map((article) => [article.id, article.title, `filter-document-${article.id}`, () => null])),
      group(app, "Relations", "relations", data.style.relations.map((relation) => [relation.key, relation.label, `filter-relation-${relation.key}`, () => sample(app, relation)])),
      accredited(app), votes(app),
      group(app, "Told as", "statuses", data.style.statuses.map((status) => [status.key, status.label, `filter-status-${status.key}`, () => statusSample(app, status)])),
      confidence(app)].filter(Boolean));
    if (!model.mentioned) $("#mentioned-row").hidden = true;
  }

  // In the order of the data, or if there are many those with the most facts first.
  function articles({ data, model }) {
    if (data.documents.length <= MANY) return data.documents;
    const facts = model.tally("documents");
    return [...data.documents].sort((a, b) => facts.get(b.id) - facts.get(a.id));
  }

  function group(app, title, filter, choices) {
    const rows = choices.map(([key, label, testid, swatch]) => {
      const box = el("input", { type: "checkbox", "data-testid": testid, "data-filter": filter, "data-key": key, onchange: (event) => toggle(app, filter, key, event.target.checked) });
      box.addEventListener("keydown", (event) => { if (event.key === "o") alone(app, filter, key); });
      const row = el("label", { class: "row choice", title: label }, box, el("span", { class: "swatch", "data-swatch": "" }, swatch()), el("span", { class: "words", dir: "auto", text: label }), el("span", { class: "number" }));
      const read = filter === "documents" ? reading(app, key, label, box) : null;
      return choices.length < 2 && !read ? row : el("div", { class: "pick" }, row, read, choices.length < 2 ? null : el("button", { class: "only", tabindex: "-1", title: "Only this (o)", "aria-label": `Only ${label}`, onclick: () => alone(app, filter, key), text: "only" }));
    });
    const [first, rest] = filter === "documents" && rows.length > MANY ? [rows.slice(0, FIRST), rows.slice(FIRST)] : [rows, []];
    const more = el("button", { class: "more", "data-testid": `show-all-${filter}`, onclick: () => { rest.forEach((row) => { row.hidden = false; }); more.remove(); }, text: `Show all ${rows.length.toLocaleString("en")}` });
    rest.forEach((row) => { row.hidden = true; });
    const all = el("button", { class: "all", onclick: () => app.filter({ [filter]: new Set(app.model.keys[filter]) }), "aria-label": `All: ${title}`, text: "all" });
    return el("fieldset", { "data-group": filter }, el("legend", {}, title, choices.length > 1 ? all : null), first, rest, rest.length ? more : null);
  }

  // The way to an article: in the page, or where the page has no texts, at its publisher's. Enter on its tick does the same.
  function reading(app, key, label, box) {
    const { data, model } = app, { source } = data.documents[model.documentById.get(key)], props = { class: "only read", tabindex: "-1", "data-testid": `read-${key}`, "aria-label": `Read ${label}`, title: "Read it (Enter)" };
    if (!data.texts && !KG.isWeb(source)) return null;
    const way = data.texts ? el("button", { ...props, onclick: () => app.go({ view: "source", document: key, facts: [] }), text: "read" }) : KG.link(source, "read ↗", props);
    box.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); way.click(); } });
    return way;
  }

  function toggle(app, filter, key, on) {
    const set = new Set(app.model.state[filter]);
    if (on) set.add(key); else set.delete(key);
    app.filter({ [filter]: set });
  }

  function folding(app) {
    return el("label", { class: "row choice", id: "fold-row" }, el("input", { type: "checkbox", id: "fold", "data-testid": "fold", onchange: (event) => app.filter({ fold: event.target.checked }) }),
      el("span", { class: "words", title: "A ring and a number tell how many stand behind a node; select it to see them." }));
  }

  function updateFolding({ model }) {
    $("#fold-row").hidden = model.leaves === 0 || model.state.hops > 0 || model.trail !== null;
    $("#fold").checked = model.state.fold;
    $("#fold-row .words").textContent = `fold ${model.leaves.toLocaleString("en")} ${model.leaves === 1 ? "node" : "nodes"} into ${model.many ? "what they hang on" : "the one neighbour"}`;
  }

  const alone = (app, filter, key) => app.filter({ [filter]: new Set([key]) });

  function mentioned(app) {
    const number = app.model.mentioned;
    return el("label", { class: "row choice", id: "mentioned-row" }, el("input", { type: "checkbox", id: "mentioned", "data-testid": "show-mentioned", onchange: (event) => app.filter({ mentioned: event.target.checked }, true) }),
      el("span", { class: "words", text: `also show ${number.toLocaleString("en")} ${number === 1 ? "entity" : "entities"} only mentioned` }));
  }

  // The thin dotted lines to where somebody is accredited, which belong to "represents".
  const accredited = (app) => (app.data.links.some((link) => link.at)
    ? el("p", { class: "at-row", id: "at-row", "aria-hidden": "true" }, el("span", { class: "swatch" }, line("currentColor", [1, 4], 1, "to")), "accredited to") : null);

  // The colours of a vote's edge.
  const votes = (app) => el("p", { class: "votes", id: "votes", "aria-hidden": "true" }, app.data.style.choices.map((choice) => KG.facts.chip(app, choice.label, choice, "choice")));

  function confidence(app) {
    const range = el("input", { type: "range", id: "confidence", "data-testid": "confidence", min: "0", max: "1", step: "0.05", oninput: (event) => app.filter({ confidence: Number(event.target.value) }) });
    return el("fieldset", {}, el("legend", {}, el("label", { for: "confidence", text: "Confidence at least " }), el("output", { id: "confidence-value", for: "confidence" })), range);
  }

  const line = (color, dash, width, arrow) => svg("svg", { width: 30, height: 12, viewBox: "0 0 30 12", "aria-hidden": "true" },
    svg("path", { d: arrow === "both" ? "M5 6h19" : "M1 6h23", stroke: color, "stroke-width": width, "stroke-dasharray": dash.join(" ") || null, fill: "none" }),
    svg("path", { d: arrow === "both" ? "M29 6l-6-3.4v6.8zM0 6l6-3.4v6.8z" : "M29 6l-6-3.4v6.8z", fill: color }));

  const sample = (app, relation) => (relation.key === "said" ? el("span", { class: "quote-sign", text: "“ ”" }) : line(app.color(relation), relation.dash, Math.min(2.6, relation.width), relation.arrow));
  const statusSample = (app, status) => line("currentColor", status.key === "actual" ? [] : [5, 4], 1.6, "to");

  // State → ticks, counts and swatches.
  function updateLegend(app) {
    const { model } = app, { state } = model;
    const counts = { types: model.tallyTypes(), relations: model.tally("relations"), statuses: model.tally("statuses"), documents: model.tally("documents") };
    for (const box of document.querySelectorAll("#legend input[data-filter]")) {
      const { filter, key } = box.dataset, row = box.parentElement, number = counts[filter].get(key);
      box.checked = state[filter].has(key);
      $(".number", row).textContent = number.toLocaleString("en");
      row.classList.toggle("none", number === 0 && !box.checked);
      row.classList.toggle("zero", number === 0);
      if (filter === "types") $(".swatch", row).replaceChildren(app.shape(spec(app, "types", key)));
      if (filter === "relations") $(".swatch", row).replaceChildren(sample(app, spec(app, "relations", key)));
    }
    document.querySelectorAll("#votes .chip").forEach((chip, n) => chip.style.setProperty("--chip", app.color(app.data.style.choices[n])));
    for (const filter of ["types", "relations", "statuses", "documents"]) {
      const all = $(`[data-group="${filter}"] .all`);
      if (all) all.hidden = state[filter].size === model.keys[filter].length;
    }
    $("#confidence").value = state.confidence;
    $("#confidence-value").textContent = state.confidence.toFixed(2);
    $("#mentioned").checked = state.mentioned;
    updateFolding(app);
  }

  // ------------------------------------------------------------------ search
  function buildSearch(app) {
    const box = $("#search"), list = $("#hits"), { model } = app;
    const names = app.data.nodes.flatMap((node, i) => [node.label, ...node.names, ...Object.values(node.identifiers)].map((name, n) => ({ i, name, key: fold(name), main: n === 0 })));
    let found = [], hits = [], at = -1; // found: all; hits: those that are listed
    let coming = null; // names that the server of the rest is asked for

    const close = () => { found = hits = []; at = -1; show(); };
    function show() {
      list.hidden = !hits.length;
      list.replaceChildren(...hits.map((hit, n) => option(hit, n)));
      if (found.length > hits.length) {
        list.append(el("li", { id: `hit-${hits.length}`, role: "option", class: "more", "data-testid": "search-all", "aria-selected": String(at === hits.length),
          onpointerdown: (event) => { event.preventDefault(); pick(hits.length); }, text: `Show all ${found.length.toLocaleString("en")} names` }));
      }
      if (!hits.length && box.value.trim() && document.activeElement === box) {
        list.hidden = false;
        list.append(el("li", { class: "meta", "aria-hidden": "true", text: "No such name" }));
      }
      box.setAttribute("aria-expanded", String(hits.length > 0));
      if (at >= 0) box.setAttribute("aria-activedescendant", `hit-${at}`); else box.removeAttribute("aria-activedescendant");
      if (at >= 0) $(`#hit-${at}`).scrollIntoView({ block: "nearest" });
    }
    const option = (hit, n) => {
      const node = hit.far || app.data.nodes[hit.i], type = spec(app, "types", node.type);
      return el("li", { id: `hit-${n}`, role: "option", "aria-selected": String(n === at), onpointerdown: (event) => { event.preventDefault(); pick(n); } },
        app.shape(type), el("span", { class: "words", dir: "auto", text: node.label }), hit.main ? null : el("span", { class: "alias", dir: "auto", text: hit.name }),
        el("span", { class: "meta", text: node.mentioned ? "mentioned" : hit.far ? `${type.one}, to load` : type.one }));
    };
    function pick(n) {
      if (n === hits.length) { hits = found; show(); return; }
      const { i, far } = hits[n];
      box.value = "";
      close();
      const from = KG.path.from();
      if (far) { KG.reach.open(app, far, from); return; }
      if (from >= 0 && from !== i) app.path(from, i);
      else app.select({ node: i, move: true, focus: true });
    }
    function gather(more) {
      found = find(more.length ? [...names, ...more] : names, fold(box.value.trim()), model);
      hits = found.slice(0, FEW);
      at = hits.length ? 0 : -1;
      show();
      if (box.value.trim()) say(KG.plural(found.length, "name") + " found");
    }
    box.addEventListener("input", () => {
      const text = box.value.trim();
      gather([]);
      coming = KG.reach && text ? KG.reach.find(app, text).then((more) => {
        if (box.value.trim() !== text) return;
        gather(more.map((far, n) => ({ i: app.data.nodes.length + n, far, name: far.name, key: fold(far.name), main: far.name === far.label })));
      }).catch((error) => { if (error.name !== "AbortError") KG.tell(`Names could not be asked for: ${error.message}`); }) : null;
    });
    box.addEventListener("blur", close);
    box.addEventListener("keydown", (event) => {
      if (event.key === "/" && !box.value) { /* who presses it to come here is here */ }
      else if (event.key === "Enter" && coming && !hits.length) coming.then(() => { if (hits.length) pick(Math.max(0, at)); });
      else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        const rows = hits.length + (found.length > hits.length ? 1 : 0);
        if (rows) at = (at + (event.key === "ArrowDown" ? 1 : rows - 1)) % rows;
        show();
      } else if (event.key === "Enter" && hits.length) pick(Math.max(0, at));
      else if (event.key === "Escape") { box.value = ""; close(); box.blur(); KG.path.choose(app, -1); }
      else return;
      event.preventDefault();
    });
  }

  // Names that hold all the words, in whatever order: first those that are just what was typed, then those that begin
  // with it, those that begin with its first word, those with a word that does, and the rest. What has facts comes before
  // what is only mentioned: of those that are just what was typed, and then of all others.
  function find(names, words, model) {
    if (!words) return [];
    const degree = (name) => (name.far ? name.far.degree : model.degree[name.i]);
    const best = new Map(), [first, ...others] = words.split(/\s+/);
    for (const name of names) {
      const place = name.key.indexOf(first);
      if (place < 0 || others.some((word) => !name.key.includes(word))) continue;
      const grade = rankOf(name.key, words, place), bare = !degree(name);
      const rank = (grade ? 4 + (bare ? 10 : 0) + 2 * grade : bare ? 2 : 0) + (name.main ? 0 : 1);
      if (!best.has(name.i) || rank < best.get(name.i).rank) best.set(name.i, { ...name, rank });
    }
    return [...best.values()].sort((a, b) => a.rank - b.rank || degree(b) - degree(a) || a.i - b.i);
  }

  function rankOf(key, words, place) {
    if (key === words) return 0;
    if (key.startsWith(words)) return 1;
    return place === 0 ? 2 : /[\p{L}\p{N}]/u.test(key[place - 1]) ? 4 : 3;
  }

  return { buildLegend, updateLegend, buildSearch };
})();
