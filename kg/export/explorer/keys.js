// The keyboard, and the help that tells of it.
"use strict";
KG.keys = (() => {
  const { $, el } = KG;

  const HELP = [
    ["/", "search a name"], ["Tab", "from node to node, by number of facts"], ["Enter", "open the node"],
    ["1, 2, w", "one hop, two hops, the whole graph"],
    ["e, double click", "the node with its neighbours alone; there, bring in a neighbour's own, or fold them again"],
    ["p, Shift + click", "the shortest path from the open node to another"],
    ["g, l, s", "graph, list, sources"], ["f", "the filters; with one in focus, o ticks it alone, Enter reads the article"], ["q", "the present view as SPARQL"], ["arrows", "move the picture (with the graph focused)"], ["+ − 0", "zoom in, zoom out, fit"],
    ["d", "dark or light"], ["r", "reset"], ["Backspace", "back to the view before"], ["Esc", "close the panel"], ["?", "this help"],
  ];

  function buildHelp(app) {
    const box = $("#help"), tools = Object.entries(app.data.tools).map((tool) => tool.join(" ")).join(", ") || "diplokg";
    box.append(el("h2", { text: "How to read and use this page" }),
      el("p", { text: "Each line is something a sentence states. Click a node or a line to read that sentence, and the article it stands in." }),
      el("p", { text: "At first only what is stated as done is drawn. Tick “planned”, “denied” or another under “Told as” and it appears in long dashes, with its status written on it. Numbers below a resolution are votes for · against · abstained. Thin dotted lines lead to where somebody is accredited." }),
      el("p", { text: "A ring and “+18” behind a name: so many more hang on it and are not drawn (“+204 speakers”: most of them are); select it to see them. “×2”: so many facts alike. “✗”: the official record has that vote otherwise. A single letter on a long-dashed line begins its status: P for planned, D for denied." }),
      el("dl", {}, HELP.map(([key, words]) => [el("dt", {}, el("kbd", { text: key })), el("dd", { text: words })])),
      el("p", { class: "meta", text: `The address holds the view: copy it to share it. Made with ${tools}. ${app.data.reach ? "This page asks its own server for names and facts, and nothing else." : "Nothing on this page is sent or loaded."}` }),
      el("form", { method: "dialog" }, el("button", { text: "Close" })));
  }

  function toFilters() {
    const toggle = $("#filters-toggle");
    if (toggle.offsetParent && toggle.getAttribute("aria-expanded") !== "true") toggle.click();
    $("#legend input").focus();
  }

  // Another view, and the keyboard with it.
  function to(app, view) {
    app.go({ view });
    const first = $(`#${view} button, #${view} select, #${view} a, #${view} mark`);
    if (first) first.focus({ preventScroll: true });
  }

  function wire(app) {
    // The node that a key is meant for: the one that has the keyboard, or the one that is open.
    const here = () => app.model.byId.get(document.activeElement.dataset.node) ?? app.model.state.node;
    const keys = {
      "/": () => { $("#search").focus(); $("#search").select(); }, "?": () => $("#help").showModal(),
      "+": () => app.renderer.zoom(1.25), "=": () => app.renderer.zoom(1.25), "-": () => app.renderer.zoom(0.8), 0: () => app.renderer.fit(),
      1: () => app.hops(1), 2: () => app.hops(2), w: () => app.hops(0), d: () => $("#theme").click(), r: app.reset,
      e: () => { if (here() >= 0) app.expand(here()); }, p: () => { if (here() >= 0) KG.path.choose(app, here()); },
      g: () => app.go({ view: "graph" }), l: () => to(app, "list"), s: () => { if (app.data.texts) to(app, "source"); },
      q: () => KG.sparql.open(app), f: () => toFilters(),
      Backspace: app.back, Escape: app.close,
    };
    const arrows = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };
    addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || $("dialog[open]") || /^(SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
      if (event.target.tagName === "INPUT" && !(event.target.type === "checkbox" && event.key !== " ")) return;
      const step = event.target.id === "canvas" && arrows[event.key];
      if (step) app.renderer.pan(...step);
      else if (Object.hasOwn(keys, event.key)) keys[event.key]();
      else return;
      event.preventDefault();
    });
    buildHelp(app);
  }

  return { wire };
})();
