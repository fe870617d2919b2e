// One fact as the panel shows it: the claim, its date, confidence and rule, and the sentences it stands on.
"use strict";
KG.facts = (() => {
  const { el, link, isWeb, longDate } = KG;
  const { characters } = KG;

  const documentOf = (app, evidence) => app.data.documents[app.model.documentById.get(evidence.document)];

  // [before, words, after]: the sentence around the evidence, or only its words if the page knows no more.
  function sentence(app, evidence) {
    if (!evidence.sentence) { const [before, after] = evidence.around || ["", ""]; return [before, evidence.quote.replace(/\s+/g, " "), after]; }
    const letters = characters(documentOf(app, evidence)), [left, right, lead, tail] = evidence.sentence;
    const cut = (from, to) => letters.slice(from, to).join("").replace(/\s+/g, " ");
    return [lead + cut(left, evidence.start), cut(evidence.start, evidence.end), cut(evidence.end, right) + tail];
  }

  // Whether a fact's page has no more than its words: told where facts are read.
  const onlyWords = (app) => !app.data.texts && app.data.facts.length > 0 && !app.data.facts[0].evidence.some((one) => one.around);
  const wordsNote = (app) => (onlyWords(app) ? el("p", { class: "meta words-only", "data-testid": "only-words", text: "Quoted are only the words that a fact rests on: the graph's file does not hold the sentences around them." }) : null);

  const nameButton = (app, id, props = {}) => {
    const i = app.model.byId.get(id);
    return el("button", { class: "name", dir: "auto", onclick: () => app.select({ node: i, move: true }), ...props, text: app.data.nodes[i].label });
  };

  const spec = (app, list, key) => app.data.style[list].find((item) => item.key === key);

  // "voted against", "represents", "put to the vote": the relation as a verb.
  function verb(app, fact) {
    if (fact.relation === "votedOn") return (spec(app, "choices", fact.qualifiers.choice) || { verb: "voted on" }).verb;
    if (fact.relation === "voteTally") return "put to the vote";
    if (fact.relation === "memberOf" || fact.relation === "partOf") return `is ${spec(app, "relations", fact.relation).label}`;
    return fact.relation === "said" ? "said" : spec(app, "relations", fact.relation).label;
  }

  function chip(app, text, color, kind = "") {
    const node = el("span", { class: `chip ${kind}`, text });
    if (color) node.style.setProperty("--chip", app.color(color));
    return node;
  }

  function statusChip(app, fact) {
    if (fact.status === "actual") return null;
    const status = spec(app, "statuses", fact.status);
    const more = fact.status === "denied" && fact.modality !== "Actual" ? ` · ${fact.modality.toLowerCase()}` : "";
    return el("span", { class: `chip status ${fact.status}`, title: status.note, text: status.label + more });
  }

  const isNumber = (text) => /^\d{1,9}$/.test(text || "");
  const TALLY = [["for", "for"], ["against", "against"], ["abstained", "abstained"]];

  // "141 · 7 · 32" (– where a number is not known), or the outcome where no number is.
  function tallyText(tally) {
    if (!tally) return "";
    if (!TALLY.some(([key]) => isNumber(tally[key]))) return (tally.outcome || "").toLowerCase().slice(0, 12);
    return TALLY.map(([key]) => (isNumber(tally[key]) ? tally[key] : "–")).join(" · ");
  }

  // The part of the votes that each choice has, and its colour; null where no two numbers are known.
  function shares(app, tally) {
    const known = TALLY.filter(([key]) => tally && isNumber(tally[key]));
    const sum = known.reduce((so, [key]) => so + Number(tally[key]), 0);
    return known.length < 2 || !sum ? null : known.map(([key]) => ({ share: Number(tally[key]) / sum, color: app.color(spec(app, "choices", key)) }));
  }

  function tallyBar(app, tally) {
    const known = TALLY.filter(([key]) => isNumber(tally[key]));
    const bar = el("div", { class: "bar", "aria-hidden": "true" }), words = el("p", { class: "bar-words" });
    for (const [key, label] of known) {
      const color = app.color(spec(app, "choices", key)), part = el("span"), word = el("span", { class: "bar-word" }, el("b", { text: tally[key] }), ` ${label}`);
      part.style.setProperty("flex-grow", tally[key]);
      part.style.setProperty("background", color);
      word.style.setProperty("--chip", color);
      bar.append(part);
      words.append(word);
    }
    if (tally.outcome) words.append(el("span", { class: `outcome ${tally.outcome.toLowerCase()}`, text: tally.outcome }));
    return el("div", { class: "tally", "data-testid": "tally" }, known.length ? bar : null, words);
  }

  // Whether a node is where a fact is told to hold ("ambassador of Meridia at the United Nations"), not one of its two ends.
  const isHost = (fact, id) => id !== null && fact.at === id && fact.object !== null && id !== fact.object && id !== fact.subject;

  // Subject verb object, with role, place and status; seen from one node only the other end is named.
  function claim(app, fact, node) {
    const line = el("p", { class: "claim" });
    const other = node === null ? null : [fact.object, fact.subject].find((id) => id !== null && id !== node);
    if (node === null) line.append(nameButton(app, fact.subject), ` ${verb(app, fact)} `, ...(fact.object === null ? [] : [nameButton(app, fact.object)]));
    else if (isHost(fact, node)) line.append(nameButton(app, fact.subject), ` ${verb(app, fact)} `, nameButton(app, fact.object));
    else line.append(nameButton(app, other ?? fact.subject));
    if (fact.qualifiers.role) line.append(" ", el("span", { class: "role", dir: "auto", text: fact.qualifiers.role }));
    const choice = spec(app, "choices", fact.qualifiers.choice);
    if (choice) line.append(" ", chip(app, choice.label, choice, "choice"));
    if (isHost(fact, node)) line.append(" here");
    else if (fact.at !== null && fact.at !== node && fact.at !== fact.object) line.append(" at ", nameButton(app, fact.at));
    const status = statusChip(app, fact);
    if (status) line.prepend(status);
    return line;
  }

  function meta(fact) {
    const dates = fact.dates.length ? fact.dates.map(longDate).join(", ") : "undated";
    const cue = fact.qualifiers.cue ? el("span", { title: "The word that introduces the quotation", text: `cue: ${fact.qualifiers.cue}` }) : null;
    return el("p", { class: "meta" }, el("span", { text: dates }), cue, el("span", { title: "How sure the rule is, from 0 to 1", text: `confidence ${fact.confidence.toFixed(2)}` }),
      fact.rule ? el("span", { class: "rule", title: "The rule that found it", text: fact.rule }) : null);
  }

  function evidenceBlock(app, k, n) {
    const evidence = app.data.facts[k].evidence[n], document = documentOf(app, evidence), [before, words, after] = sentence(app, evidence);
    const source = app.data.texts
      ? el("button", { class: "source", "data-testid": "source-link", title: "Show it in the article", onclick: () => app.openSource(k, n), text: document.title })
      : link(document.source, document.title, { class: "source", "data-testid": "source-link" });
    return el("figure", { class: "evidence", "data-testid": "evidence" },
      el("blockquote", { dir: "auto" }, before, el("mark", { text: words }), after),
      el("figcaption", {}, source, [document.publisher, document.date && longDate(document.date)].filter(Boolean).map((text) => el("span", { text })),
        app.data.texts && isWeb(document.source) ? link(document.source, "original ↗", { class: "out" }) : null));
  }

  // `node` is the id of the entity whose panel it stands in, or null.
  function card(app, k, node = null) {
    const fact = app.data.facts[k], quotation = fact.relation === "said";
    const box = el("article", { class: `fact ${fact.status}${app.model.state.facts.includes(k) ? " chosen" : ""}`, "data-testid": "fact", "data-fact": fact.id });
    if (quotation) {
      const line = el("p", { class: "claim" }, statusChip(app, fact), node === fact.subject ? null : nameButton(app, fact.subject),
        fact.at !== null && fact.at !== node ? [" at ", nameButton(app, fact.at)] : null);
      if (line.hasChildNodes()) box.append(line);
      if (fact.qualifiers.text) box.append(el("blockquote", { class: "said" }, el("bdi", { text: fact.qualifiers.text })));
    } else box.append(claim(app, fact, node));
    if (fact.relation === "voteTally") box.append(tallyBar(app, fact.qualifiers));
    box.append(KG.rollcall.mark(app, fact) || "");
    box.append(meta(fact));
    const blocks = fact.evidence.map((_, n) => evidenceBlock(app, k, n));
    box.append(...blocks.slice(0, 2));
    if (blocks.length > 2) box.append(el("details", {}, el("summary", { text: `${blocks.length - 2} more places` }), blocks.slice(2)));
    return box;
  }

  return { card, isHost, onlyWords, sentence, wordsNote, nameButton, verb, chip, spec, tallyText, shares, tallyBar, documentOf };
})();
