// The official record: a measure's roll call, folded by choice, and the mark beside each vote that a text tells.
"use strict";
KG.rollcall = (() => {
  const { el, link, isWeb } = KG;
  const { nameButton, spec, chip } = KG.facts;

  // "Roll call: A/RES/ES-11/6", who voted how (members that the texts name lead to their node), and why it is this one.
  function block(app, node) {
    const roll = app.data.rollcalls[node.id];
    if (!roll) return null;
    const source = isWeb(roll.source) ? link(roll.source, roll.table) : el("span", { title: roll.source, text: roll.table });
    return el("section", { class: "rollcall", "data-testid": "rollcall" },
      el("h3", { text: "Roll call in the record" }),
      roll.title ? el("p", { class: "title", dir: "auto", text: roll.title }) : null,
      ...Object.entries(roll.members).map(([choice, members]) => choiceBlock(app, choice, members)),
      el("p", { class: "meta" }, el("span", {}, source), el("span", { title: "How well the texts' measure fits this vote, from 0 to 1", text: `match ${roll.score.toFixed(2)}` }),
        el("span", { text: `by ${roll.reasons.join("; ")}` })));
  }

  function choiceBlock(app, choice, members) {
    const kind = spec(app, "choices", choice);
    const list = el("p", { class: "members", dir: "auto" });
    members.forEach(([id, label], n) => list.append(n ? ", " : "", app.model.byId.has(id) ? nameButton(app, id) : label));
    return el("details", { "data-testid": `rollcall-${choice}` }, el("summary", {}, chip(app, kind.label, kind, "choice"), ` ${members.length} ${members.length === 1 ? "member" : "members"}`), list);
  }

  // "✓ as in the record: voted against" or "✗ the record has for", with the table; its row as it stands there is folded.
  function mark(app, fact) {
    const verdict = fact.verdict;
    if (!verdict) return null;
    const recorded = words_of(app, fact, verdict.recorded);
    const words = verdict.confirmed ? `✓ as in the record: ${recorded}` : `✗ the record has ${recorded}`;
    return el("div", { class: `verdict ${verdict.confirmed ? "confirmed" : "contradicted"}`, "data-testid": "verdict" },
      el("p", { text: words }),
      el("details", {}, el("summary", { text: "The row of the table" }), verdict.table ? el("p", { class: "meta", dir: "auto", text: verdict.table }) : null,
        el("p", { class: "row", dir: "auto", text: verdict.row })));
  }

  const words_of = (app, fact, recorded) => (fact.relation === "votedOn" ? (spec(app, "choices", recorded) || { label: recorded }).label : recorded);

  return { block, mark };
})();
