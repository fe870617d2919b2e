// The panel: who or what a node is and every visible fact about it, or the facts of an edge.
"use strict";
KG.panel = (() => {
  const { $, el, link, longDate, plural } = KG;
  const { card, isHost, nameButton, spec, tallyBar, wordsNote } = KG.facts;
  const FIRST = 15, OFFICES = 4, ARTICLES = 5; // cards of one kind, lines of offices and articles shown unasked

  function render(app) {
    const { state } = app.model, box = $("#panel");
    const open = state.node >= 0 || state.facts.length > 0 || state.path !== null;
    const subject = state.path ? `path ${state.path}` : state.node >= 0 ? state.node : state.facts.join(), focused = box.contains(document.activeElement);
    const scroll = box.dataset.subject === String(subject) ? box.scrollTop : 0;
    box.dataset.subject = subject;
    box.hidden = !open;
    document.body.classList.toggle("with-panel", open);
    box.replaceChildren();
    if (!open) return;
    const close = el("button", { class: "close", "data-testid": "panel-close", "aria-label": "Close", title: "Close (Esc)", onclick: () => app.select({}), text: "×" });
    box.append(close, ...(state.path ? pathPanel(app) : state.node >= 0 ? nodePanel(app, state.node) : factPanel(app, state.facts)));
    const first = $("h3:has(+ .fact), .fact", box);
    if (first) first.before(wordsNote(app) || "");
    if (focused) $("h2", box).focus({ preventScroll: true });
    box.scrollTop = scroll;
    const chosen = state.node >= 0 && state.facts.length ? $(".fact.chosen", box) : null;
    if (chosen) chosen.scrollIntoView({ block: "nearest" });
  }

  const title = (text, kind) => [el("p", { class: "kind" }, kind), el("h2", { "data-testid": "panel-title", tabindex: "-1", dir: "auto", text })];

  function factPanel(app, facts) {
    const first = app.data.facts[facts[0]];
    const same = facts.every((k) => app.data.facts[k].relation === first.relation);
    const one = first.relation === "said" ? "quotation" : spec(app, "relations", first.relation).label;
    const heading = same ? one : "Facts stated here";
    const name = facts.length === 1 ? heading : same ? `${heading} (${facts.length} facts)` : heading;
    return [...title(name.charAt(0).toUpperCase() + name.slice(1), "fact"), ...part(facts, (k) => card(app, k))];
  }

  function nodePanel(app, i) {
    const { data, model } = app, node = data.nodes[i], type = spec(app, "types", node.type);
    const kind = el("span", {}, app.shape(type), type.one);
    const mine = model.factsOf[i], shown = mine.filter((k) => model.factOn[k]);
    return [...title(node.label, kind), ...part(roles(app, node, shown), (line) => line, OFFICES), actions(app, i), KG.reach ? KG.reach.block(app, i) : null, names(app, node),
      node.tally ? tallyBar(app, node.tally) : null, KG.rollcall.block(app, node), ...groups(app, node, shown), hidden(app, mine), namedIn(app, node)].filter(Boolean);
  }

  function actions(app, i) {
    const { hops, expanded } = app.model.state, open = hops > 0 && expanded.includes(i);
    return el("div", { class: "row actions" },
      el("button", { "data-testid": "expand", title: "Double click or e", onclick: () => app.expand(i), text: !hops ? "Neighbours only" : open ? "Fold neighbours" : "Bring in neighbours" }),
      el("button", { "data-testid": "path-to", title: "p, or Shift + click on the other node", onclick: () => KG.path.choose(app, i), text: "Path to …" }));
  }

  // The chain from one node to another: each node, and between two of them every visible fact that joins them.
  function pathPanel(app) {
    const { model } = app, { trail } = model, ends = model.state.path.map((i) => app.data.nodes[i]);
    const node = (i) => el("p", { class: "stop", "data-testid": "path-node" }, app.shape(spec(app, "types", app.data.nodes[i].type)), nameButton(app, app.data.nodes[i].id));
    const head = title(`From ${ends[0].label} to ${ends[1].label}`, trail ? `path of ${plural(trail.steps.length, "step")}` : "path");
    if (!trail) {
      return [...head, el("p", { class: "standfirst", "data-testid": "no-path", text: "No chain of the facts shown joins them." }),
        el("p", { class: "meta", text: "Facts that the filters hide are not walked over." })];
    }
    return [...head, el("p", { class: "meta", text: "The fewest steps over the facts shown; where several chains are as short, the surest." }), node(trail.nodes[0]),
      ...trail.steps.flatMap((facts, n) => [el("div", { class: "step" }, facts.map((k) => card(app, k))), node(trail.nodes[n + 1])])];
  }

  // "ambassador of Ukraine at United Nations", once each.
  function roles(app, node, shown) {
    const seen = new Set(), lines = [];
    for (const fact of shown.map((k) => app.data.facts[k])) {
      const key = [fact.qualifiers.role, fact.object, fact.at].join("|");
      if (fact.relation !== "represents" || fact.subject !== node.id || fact.status !== "actual" || seen.has(key)) continue;
      seen.add(key);
      lines.push(el("p", { class: "standfirst", "data-testid": "role" }, fact.qualifiers.role ? `${fact.qualifiers.role}, ` : "represents ", nameButton(app, fact.object),
        fact.at !== null && fact.at !== fact.object ? [" at ", nameButton(app, fact.at)] : null));
    }
    return lines;
  }

  // Names, identifiers, date and body, as a list of terms.
  function names(app, node) {
    const list = el("dl"), row = (term, ...content) => list.append(el("dt", { text: term }), el("dd", { dir: "auto" }, content));
    if (node.names.length) row("Also named", node.names.join(" · "));
    const codes = { "iso3166-1-alpha-3": "ISO 3166", wikidata: "Wikidata", symbol: "Symbol" };
    for (const [scheme, value] of Object.entries(node.identifiers)) {
      const item = /^Q\d+$/.test(value) && scheme === "wikidata" ? `https://www.wikidata.org/wiki/${value}` : value;
      row(codes[scheme] || scheme, link(item, value));
    }
    if (node.date) row("Date", longDate(node.date));
    if (node.body && app.model.byId.has(node.body)) row("Body", nameButton(app, node.body));
    return list.hasChildNodes() ? list : null;
  }

  // The articles that name it, below the facts.
  function namedIn(app, node) {
    const articles = node.documents.map((id) => app.data.documents[app.model.documentById.get(id)]).filter(Boolean);
    if (!articles.length) return null;
    return el("section", { class: "named-in", "data-testid": "named-in" }, el("h3", {}, "Named in", el("span", { class: "number", text: articles.length })),
      part(articles, (article) => el("div", {}, app.data.texts
        ? el("button", { class: "name plain", dir: "auto", onclick: () => app.go({ view: "source", document: article.id }), text: article.title })
        : link(article.source, article.title)), ARTICLES));
  }

  // The facts by relation and direction, in the order of the legend, quotations last; each part by date.
  function groups(app, node, shown) {
    const parts = [];
    for (const relation of app.data.style.relations) {
      for (const way of ["out", "in", "at"]) {
        const group = shown.filter((k) => {
          const fact = app.data.facts[k];
          const mutual = relation.arrow === "both" || relation.key === "said";
          return fact.relation === relation.key && (isHost(fact, node.id) ? way === "at" : mutual ? way === "out" : way === (fact.subject === node.id ? "out" : "in"));
        });
        if (!group.length) continue;
        group.sort((a, b) => day(app, a).localeCompare(day(app, b)) || a - b);
        parts.push(el("h3", {}, relation[way] || `${relation.label}, here`, el("span", { class: "number", text: group.length })), ...part(group, (k) => card(app, k, node.id)));
      }
    }
    return parts;
  }

  // When it was, for the order of facts: the day of the meeting or measure it is about, else of the first article; undated last.
  function day(app, k) {
    const { object, dates } = app.data.facts[k];
    return [object !== null && app.data.nodes[app.model.byId.get(object)].date, dates[0], "9999"].find(Boolean);
  }

  // The first of many; a button brings the rest, before itself.
  function part(items, make, most = FIRST) {
    if (items.length <= most + 2) return items.map(make);
    const more = el("button", { class: "more", "data-testid": "show-all", onclick: () => more.replaceWith(...items.slice(most).map(make)), text: `Show all ${items.length.toLocaleString("en")}` });
    return [...items.slice(0, most).map(make), more];
  }

  // What the filters keep from view is said, not passed over.
  function hidden(app, mine) {
    const { model } = app, away = mine.filter((k) => !model.factOn[k]);
    if (!away.length) return mine.length ? null : el("p", { class: "meta", text: "Only mentioned: no fact was found about it." });
    const statuses = [...new Set(away.map((k) => app.data.facts[k].status))].filter((key) => !model.state.statuses.has(key));
    const words = statuses.map((key) => spec(app, "statuses", key).label).join(", ");
    return el("p", { class: "meta hidden-facts" }, `${plural(away.length, "more fact")} hidden by the ${model.near ? "filters or outside this view" : "filters"}${words ? ` (${words})` : ""}. `,
      statuses.length ? el("button", { onclick: () => app.filter({ statuses: new Set([...model.state.statuses, ...statuses]) }), text: "Show" }) : null);
  }

  return { render };
})();
