// The state → how each node and link looks now: what a renderer, and the exported picture, is told.
"use strict";
KG.scene = (app) => {
  const { $, svg } = KG, { data, model } = app;
  const MEASURES = 8, ASKED = 40; // resolutions named before all else; nodes of a selection that are all named at all costs
  const HUBS = 16, STRONG = 6, ROOM = 50_000; // so many of the most connected are named at all costs, or one for so many square px
  const dark = () => document.documentElement.dataset.theme === "dark";
  const find = (list) => Object.fromEntries(data.style[list].map((item) => [item.key, item]));
  const types = find("types"), relations = find("relations"), choices = find("choices"), statuses = find("statuses");
  app.color = (item) => (dark() ? item.dark : item.color);
  app.shape = (type) => svg("svg", { class: "shape", width: 14, height: 14, viewBox: "0 0 14 14", "aria-hidden": "true" },
    KG.geometry.shapeElement(type.shape, 7, 7, type.shape === "square" ? 4.6 : 5.4, { fill: app.color(type) }));

  const upright = $("#canvas").clientHeight > 1.15 * $("#canvas").clientWidth;
  const grown = data.large || $("#canvas").clientWidth > 600 ? 1 : 1.7; // shapes that can be told apart, and touched, on a phone
  const tallies = data.nodes.map((node) => KG.facts.tallyText(node.tally));
  const scene = {
    // On a screen that is taller than wide the picture lies on its side.
    nodes: data.nodes.map((node) => ({ ...node, ...(upright ? { x: node.y, y: node.x } : {}), size: node.size * grown, shape: types[node.type].shape })),
    links: model.links,
    tally: (i) => tallies[i],
    shares: (i) => KG.facts.shares(app, data.nodes[i].tally),
    colors: () => (dark() ? { paper: "#14171b", ink: "#eceae4", muted: "#b3b1aa" } : { paper: "#fffefb", ink: "#1c1d1f", muted: "#55575c" }),
    look: (i) => ({ on: model.drawn[i] === 1, dim: model.bright !== null && !model.bright.has(i), selected: model.state.node === i, strong: model.state.node === i || strong().has(i), color: app.color(types[data.nodes[i].type]) }),
    lookLink,
    // For many: links of one key look alike unless they are near what is selected.
    drawsLink: (k) => model.linkCount[k] > 0 && model.drawn[model.joins.from[k]] === 1 && model.drawn[model.joins.to[k]] === 1,
    linkKey: (k) => kinds[k] * 32 + Math.min(7, model.linkCount[k]) * 2 + Number(disputed.size > 0 && isDisputed(k)),
    isNear: (k) => model.bright.has(model.joins.from[k]) && model.bright.has(model.joins.to[k]) && !lookLink(k).dim,
    bright: () => model.bright,
    alone: () => model.near !== null || model.trail !== null, // all that shows is asked for, so nothing is faint
    folded: (i) => model.folded[i],
    framed: (i) => model.trail === null || model.trail.nodes.includes(i), // what a fit has to bring into sight
    words: (i) => KG.folding.words(model, i),
    order, // of names: the first gets the best place
    first: (i) => measures().has(i), // and, before other names, the words on the lines to it
    must: (i) => hubs().has(i) || measures().has(i) || isAsked(i),
    covered, // by buttons: boxes in px of the canvas
  };

  function covered() {
    const frame = $("#canvas").getBoundingClientRect();
    return ["#focus", "#zoom", "#islands", "#asking"].map((id) => $(id)).filter((part) => part.offsetParent).map((part) => {
      const { left, right, top, bottom } = part.getBoundingClientRect();
      return { left: left - frame.left - 3, right: right - frame.left + 3, top: top - frame.top - 3, bottom: bottom - frame.top + 3 };
    });
  }

  // What is voted on is what a picture of votes is about: the most voted, of those that are not dimmed.
  function measures() {
    if (model.measures) return model.measures;
    const votes = new Map(), { from, to } = model.joins;
    model.links.forEach(({ relation }, k) => {
      if (!/^vote/.test(relation) || !scene.drawsLink(k) || from[k] === to[k] || (model.bright && !model.bright.has(to[k]))) return;
      votes.set(to[k], (votes.get(to[k]) || 0) + 1);
    });
    const most = [...votes].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, Math.max(2, Math.min(MEASURES, room() / ROOM)));
    return (model.measures = new Set(most.map(([i]) => i)));
  }

  function order() {
    return (model.named ||= [...new Set([...[...hubs()].slice(0, Math.ceil(hubs().size / 2)), ...measures(), ...model.order()])]);
  }

  const isAsked = (i) => { const asked = model.bright || model.near; return asked !== null && asked.size <= ASKED && asked.has(i); };
  const hubs = () => model.hubs ||= new Set(model.trail ? model.trail.nodes : model.order().slice(0, model.bright ? 1 : Math.min(HUBS, room() / ROOM)));
  // The most connected of a large graph, whose names stand out.
  const strong = () => model.heads ||= new Set(model.many && !model.bright && !scene.alone() ? model.order().slice(0, STRONG) : []);
  const room = () => $("#canvas").clientWidth * $("#canvas").clientHeight;
  const numbers = new Map(), numbered = (name) => numbers.get(name) ?? numbers.set(name, numbers.size).get(name);
  const kinds = Uint16Array.from(model.links, ({ relation, status, choice, at }) => numbered(`${relation}|${status}|${choice}|${at}`));
  const disputed = new Set(Object.entries((data.tables.facts.columns.verdict || { rows: {} }).rows).filter(([, verdict]) => !verdict.confirmed).map(([k]) => Number(k)));
  const isDisputed = (k) => { const facts = model.factsOfLink(k); return facts.length > 0 && facts.every((fact) => disputed.has(fact)); };

  function lookLink(k) {
    const item = model.links[k], facts = model.factsOfLink(k), relation = relations[item.relation], choice = choices[item.choice];
    const actual = item.status === "actual", selected = facts.some((fact) => model.state.facts.includes(fact));
    const around = model.state.path ? model.trail !== null && model.trail.links.has(k)
      : model.state.node >= 0 ? facts.some((fact) => model.ends(fact).includes(model.state.node)) : selected;
    const contradicted = disputed.size > 0 && isDisputed(k);
    const words = [contradicted ? "✗" : "", actual ? "" : statuses[item.status].label + (choice ? ":" : ""), choice ? choice.label : "", facts.length > 1 ? `×${facts.length}` : ""];
    return {
      on: scene.drawsLink(k), selected, choice: Boolean(choice), dim: model.bright !== null && !around, both: relation.arrow === "both",
      color: app.color(choice || relation), text: words.filter(Boolean).join(" "), mark: actual ? "" : statuses[item.status].label[0].toUpperCase(),
      dash: item.at ? [1, 4] : actual && !contradicted ? relation.dash : data.style.statusDash,
      width: (item.at ? 1 : relation.width) + Math.min(3, 0.5 * (facts.length - 1)) + (selected || (model.state.path && around) ? 1.5 : 0),
    };
  }

  return scene;
};
