// The places of the nodes: those of the whole graph, or those of a part that is looked at, laid out for itself.
//
// A part is the view around a node, a path, or what a large graph's start leaves unfolded, of up to MOST nodes. In a small
// window the whole of a small graph is laid out for it, once, since at home its shapes would be specks beside their names.
"use strict";
KG.places = (model, scene, frame, space) => {
  const MOST = 320, STEP = { x: 190, y: 84 }; // nodes; px between the stations of a path
  const CRAMPED = 0.85, LARGEST = 15; // scale of the whole below which it gets places of its own; px of a shape's radius there at most
  const home = scene.nodes.map(({ x, y, size }) => ({ x, y, size }));
  const told = model.nodes.map((_, i) => i).filter((i) => !model.nodes[i].mentioned), small = !model.data.large && told.length <= MOST && isCramped();
  let shown = null; // what is laid out for itself at present; null for the whole graph

  // Bring the nodes to where the state wants them; → whether any has moved.
  function update() {
    const core = part(), aspect = frame();
    const links = core ? linksOf(core, core === told) : [], key = core ? `${core.join()}|${links.join(";")}|${model.trail ? "path" : ""}` : null;
    const moved = key !== shown;
    if (moved) {
      if (shown === null) home.forEach((place, i) => { place.x = scene.nodes[i].x; place.y = scene.nodes[i].y; }); // where the reader left them
      home.forEach((place, i) => Object.assign(scene.nodes[i], place));
      shown = key;
      if (core) set(core, links, aspect);
    }
    if (core) beside(core);
    return moved;
  }

  // The nodes of a part that gets places of its own, or null.
  function part() {
    const alone = model.trail || model.near || model.condensed;
    if (!alone) return small ? told : null;
    const core = model.trail ? model.trail.nodes : model.nodes.map((_, i) => i).filter((i) => model.core[i]);
    const apart = model.state.islands && !model.near ? model.islands.nodes : 0; // small ones cost little
    return core.length && core.length - apart <= MOST ? core : null;
  }

  // Whether the window is too small for the picture as it is at home.
  function isCramped() {
    const side = (axis) => Math.max(0, ...told.map((i) => home[i][axis])) - Math.min(0, ...told.map((i) => home[i][axis]));
    const { width, height } = space();
    return Math.min(width / (side("x") + 1), height / (side("y") + 1)) < CRAMPED;
  }

  function linksOf(core, all) {
    const row = new Map(core.map((i, k) => [i, k])), pairs = new Set(), { from, to } = model.joins;
    for (let k = 0; k < from.length; k++) {
      if (!all && !model.linkCount[k]) continue;
      const a = row.get(from[k]), b = row.get(to[k]);
      if (a !== undefined && b !== undefined && a !== b) pairs.add(Math.min(a, b) * core.length + Math.max(a, b));
    }
    return [...pairs].sort((a, b) => a - b).map((pair) => [Math.floor(pair / core.length), pair % core.length]);
  }

  function set(core, links, aspect) {
    const degree = core.map(() => 0);
    for (const pair of links) for (const end of pair) degree[end]++;
    const most = Math.max(1, ...degree.map((number, k) => number + model.folded[core[k]]));
    if (core !== told) core.forEach((i, k) => { scene.nodes[i].size = 7 + 13 * Math.sqrt((degree[k] + model.folded[i]) / most); });
    if (model.trail) { // one after the other, up and down, so that no name lies on the next
      core.forEach((i, k) => Object.assign(scene.nodes[i], aspect < 0.87 ? { x: (k % 2) * STEP.y, y: k * STEP.y * 1.3 } : { x: k * STEP.x, y: (k % 2) * STEP.y }));
      return;
    }
    if (core === told) core.forEach((i) => { scene.nodes[i].size = Math.min(LARGEST, scene.nodes[i].size); });
    const boxes = core.map((i) => room(i));
    KG.arrange(boxes, links, aspect).forEach(({ x, y }, k) => {
      Object.assign(scene.nodes[core[k]], { x, y: y - boxes[k].height / 2 + scene.nodes[core[k]].size });
    });
  }

  // Width and height of a node with its label below it, as in places.py.
  function room(i) {
    const lines = scene.words(i), { size } = scene.nodes[i];
    return { width: Math.max(2 * size, 6.6 * Math.max(...lines.map((line) => line.length))),
      height: 2 * size + 5 + 14 * (lines.length + (scene.tally(i) ? 1 : 0)) + (scene.shares(i) ? 11 : 0) };
  }

  // What is unfolded for the moment goes around the selected node, if it is a neighbour of it, or around what it was folded
  // into; what hung on nothing drawn, below the rest.
  function beside(core) {
    const there = new Set(core), rings = new Map();
    let floor = Math.max(...core.map((i) => scene.nodes[i].y)) + 90, left = Math.min(...core.map((i) => scene.nodes[i].x));
    const { node } = model.state, rest = model.nodes.map((_, i) => i).filter((i) => model.drawn[i] && !there.has(i));
    rest.sort((a, b) => (b === node) - (a === node)).forEach((i) => { // first the selected one, which others go around
      const host = i !== node && node >= 0 && model.bright && model.bright.has(i) ? node : model.host[i];
      if (host < 0) { Object.assign(scene.nodes[i], { x: left, y: floor, size: 7 }); left += 130; return; }
      const nth = rings.get(host) || 0, middle = scene.nodes[host], round = Math.floor((Math.sqrt(4 * nth + 9) - 3) / 2) + 1;
      rings.set(host, nth + 1);
      const far = middle.size + 34 * round, turn = nth * 2.39996;
      Object.assign(scene.nodes[i], { x: middle.x + far * Math.cos(turn), y: middle.y + far * Math.sin(turn), size: 6 });
    });
  }

  return { update };
};
