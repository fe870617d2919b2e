// The source view: an article's text with the evidence of every fact marked, linked both ways.
"use strict";
KG.source = (() => {
  const { $, el, link, longDate, plural } = KG;
  const { characters } = KG;

  function render(app) {
    const box = $("#source"), { state } = app.model;
    box.hidden = state.view !== "source";
    if (box.hidden) return;
    const article = app.data.documents[app.model.documentById.get(state.document)];
    const spans = app.model.spansOf(app.model.documentById.get(article.id));
    box.replaceChildren(chooser(app, article), el("article", { class: "text" }, el("h2", { dir: "auto", text: article.title }),
      el("p", { class: "meta" }, [article.publisher, article.date && longDate(article.date)].filter(Boolean).map((part) => el("span", { text: part })),
        link(article.source, article.source, { class: "out" }), el("span", { text: `${plural(new Set(spans.map((span) => span.fact)).size, "fact")} stated here` })),
      article.text ? el("div", { class: "body", dir: "auto" }, pieces(app, article, spans))
        : [el("p", { class: "meta", text: "The text of this article is not in the page; these are the words that were found." }), spans.map((span) => el("blockquote", {}, mark(app, app.data.facts[span.fact].evidence[span.n].quote, [span.fact])))]));
  }

  function chooser(app, current) {
    if (app.data.documents.length < 2) return null;
    const select = el("select", { id: "article", "data-testid": "article", onchange: (event) => app.go({ view: "source", document: event.target.value, facts: [] }) });
    for (const article of app.data.documents) select.append(el("option", { value: article.id, selected: article === current, text: article.title }));
    return el("p", { class: "chooser" }, el("label", { for: "article", text: "Article " }), select);
  }

  // The text cut wherever evidence begins or ends; each marked piece knows the facts that it states.
  function pieces(app, article, spans) {
    const letters = characters(article), cuts = [...new Set([0, letters.length, ...spans.flatMap((span) => [span.start, span.end])])].sort((a, b) => a - b);
    return cuts.slice(0, -1).map((start, c) => {
      const words = letters.slice(start, cuts[c + 1]).join("");
      const facts = [...new Set(spans.filter((span) => span.start <= start && span.end >= cuts[c + 1]).map((span) => span.fact))];
      return facts.length ? mark(app, words, facts) : document.createTextNode(words);
    });
  }

  function mark(app, words, facts) {
    const { state, factOn } = app.model, statuses = facts.map((k) => app.data.facts[k].status);
    const kind = statuses.includes("actual") ? "" : "other", chosen = facts.some((k) => state.facts.includes(k));
    const open = () => app.go({ node: -1, hops: 0, facts });
    const node = el("mark", { class: `${kind} ${chosen ? "chosen" : ""} ${facts.some((k) => factOn[k]) ? "" : "filtered"}`, tabindex: "0", role: "button",
      title: plural(facts.length, "fact"), "data-facts": facts.map((k) => app.data.facts[k].id).join(" "), onclick: open,
      onkeydown: (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); open(); } } });
    node.textContent = words;
    return node;
  }

  // Bring the chosen evidence to the middle; `keep` leaves the reader where they are if it is in sight.
  function reveal(keep = false) {
    const chosen = $("#source mark.chosen");
    if (!chosen) return;
    const frame = $("#source").getBoundingClientRect(), at = chosen.getBoundingClientRect();
    if (!keep || at.top < frame.top || at.bottom > frame.bottom) chosen.scrollIntoView({ block: "center" });
  }

  return { render, reveal };
})();
