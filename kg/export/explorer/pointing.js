// The graph for the mouse and the keyboard: clicks and double clicks, the tip, and a stop of the Tab key for every node.
"use strict";
KG.pointing = (app) => {
  const { $, el } = KG, { data, model } = app;
  const types = Object.fromEntries(data.style.types.map((type) => [type.key, type]));

  // Each visible node is a button that only the keyboard and a screen reader meet; focus shows it in the picture.
  const REACH = 200;
  let reach = REACH; // so many of the most connected, until the reader asks for more
  function stops() {
    const focused = document.activeElement && document.activeElement.dataset.node, all = model.order();
    $("#stops").replaceChildren(...all.slice(0, reach).map((i) => el("button", {
      "data-node": data.nodes[i].id, "data-testid": "node", onclick: () => app.select({ node: i, focus: true }),
      onfocus: () => ring(i), onblur: () => tip(-1), text: `${data.nodes[i].label}, ${types[data.nodes[i].type].one}, ${KG.plural(model.degree[i], "fact")}`,
    })));
    if (all.length > reach) {
      $("#stops").append(el("button", { "data-testid": "more-nodes", text: `${all.length - reach} more nodes: go on with the next ${REACH}`,
        onclick: () => { const next = reach; reach += REACH; stops(); $("#stops").children[next].focus(); } }));
    }
    if (focused !== undefined && focused !== null) {
      const again = [...$("#stops").children].find((button) => button.dataset.node === focused);
      if (again) again.focus();
    }
  }

  // Whether a node is in the window, and `room` px from its edges.
  function inSight(i, room = 0) {
    const frame = $("#canvas").getBoundingClientRect(), { x, y } = app.renderer.screen(i);
    return x > frame.left + room && x < frame.right - room && y > frame.top + room && y < frame.bottom - room;
  }

  function ring(i) {
    if (!inSight(i)) app.renderer.center(i);
    const place = app.renderer.screen(i);
    tip(i, place.x, place.y, true);
  }

  function tip(i, x = 0, y = 0, focused = false) {
    const box = $("#tip");
    box.hidden = i < 0;
    if (i < 0) return;
    const frame = $("#graph").getBoundingClientRect(), left = Math.min(x - frame.left + 14, frame.width - 270);
    box.replaceChildren(el("b", { text: data.nodes[i].label }), el("span", { text: `${types[data.nodes[i].type].one} · ${KG.plural(model.degree[i], "fact")}${model.folded[i] ? ` · ${model.folded[i]} folded` : ""}` }));
    box.classList.toggle("focused", focused);
    box.style.setProperty("left", `${Math.max(4, left)}px`);
    box.style.setProperty("top", `${Math.min(Math.max(4, y - frame.top + 14), frame.height - 56)}px`);
  }

  // A double click is told by its places on the screen: after the first the picture may have moved under it, or the panel
  // lie there. Both clicks are one step in the history.
  const last = { node: -1, at: 0, x: 0, y: 0, second: false, shift: false, wrote: false };
  const again = () => last.second;
  addEventListener("pointerdown", ({ clientX: x, clientY: y, shiftKey: shift }) => {
    const second = last.node >= 0 && Math.hypot(x - last.x, y - last.y) < 8 && Date.now() - last.at < 500;
    Object.assign(last, { second, x, y, shift });
  }, true);
  addEventListener("click", (event) => {
    if (!last.second || !event.detail) return; // 0: by the keyboard
    event.preventDefault();
    event.stopPropagation();
    const { node, wrote } = last;
    Object.assign(last, { node: -1, second: false });
    tip(-1); // the picture moves from under the mouse
    app.expand(node, wrote);
  }, true);

  const on = {
    node(i) {
      if (again()) return;
      Object.assign(last, { node: i, at: Date.now() });
      const from = KG.path.from() >= 0 ? KG.path.from() : last.shift ? model.state.node : -1;
      if (from >= 0 && from !== i) { app.path(from, i); return; }
      const before = location.hash;
      app.select({ node: i });
      last.wrote = location.hash !== before;
      requestAnimationFrame(() => requestAnimationFrame(() => { if (!inSight(i)) app.renderer.center(i); })); // the panel took room
    },
    moved: () => { app.touched = true; },
    link: (k) => { if (!again()) app.select({ facts: model.linkFacts[k] }); },
    nothing: () => { if (!again()) app.close(); },
    hover: (i, x, y) => tip(i, x, y),
  };

  return { on, stops, inSight };
};
