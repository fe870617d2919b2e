// The places of the nodes: those of the whole graph, or those of a part that is looked at, laid out for itself.
//
// A part is the view around a node, a path, or what a large graph's start leaves unfolded, of up to MOST nodes.
"use strict";
KG.places = (model, scene, frame, space, kept = new Map()) => {
  const MOST = 320, STEP = { x: 190, y: 84 }; // nodes; px between the stations of a path
  const SMALL = 480_000, CRAMPED = 0.85, LARGEST = 15; // a small window: square px, the scale of the whole below which it gets other places, px of a shape's radius
  const home = scene.nodes.map(({ x, y, size }) => ({ x, y, size }));
  const remembered = new Map(); // parts that were laid out, so that one who returns finds them as they were
  const wide = frame(); // of the picture before a panel takes room from it, so that a link to an open node gives the same
  let shown = null; // what is laid out for itself at present; null for the whole graph

  // Bring the nodes to where the state wants them; → whether any has moved.
  function update() {
    const core = part(), aspect = model.near || model.trail ? frame() : wide;
    const links = core ? linksOf(core) : [], key = core ? `${core.join()}|${links.join(";")}|${model.trail ? "path" : ""}` : null;
    const moved = key !== shown;
    if (moved) {
      if (shown === null) home.forEach((place, i) => { place.x = scene.nodes[i].x; place.y = scene.nodes[i].y; }); // where the reader left them
      home.forEach((place, i) => Object.assign(scene.nodes[i], place));
      shown = key;
      if (core && remembered.has(key)) core.forEach((i, k) => Object.assign(scene.nodes[i], remembered.get(key)[k]));
      else if (core) {
        set(core, links, aspect);
        remembered.set(key, core.map((i) => ({ x: scene.nodes[i].x, y: scene.nodes[i].y, size: scene.nodes[i].size })));
      }
    }
    if (core) beside(core);
    return moved;
  }

  // The nodes of a part that gets places of its own, or null.
  function part() {
    const alone = model.trail || model.near || model.condensed;
    if (!alone) return null;
    const core = model.trail ? model.trail.nodes : model.nodes.map((_, i) => i).filter((i) => model.core[i]);
    const apart = model.state.islands && !model.near ? model.islands.nodes : 0; // small ones cost little
    return core.length && core.length - apart <= MOST ? core : null;
  }

  function linksOf(core, all = false) {
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
    const most = Math.max(1, ...degree.map((number, k) => number + model.behind[core[k]]));
    core.forEach((i, k) => { scene.nodes[i].size = 7 + 13 * Math.sqrt((degree[k] + model.behind[i]) / most); });
    if (model.trail) { // one after the other, up and down, so that no name lies on the next
      core.forEach((i, k) => Object.assign(scene.nodes[i], aspect < 0.87 ? { x: (k % 2) * STEP.y, y: k * STEP.y * 1.3 } : { x: k * STEP.x, y: (k % 2) * STEP.y }));
      return;
    }
    if (kept.size && !model.near) hold(core, links);
    else arrange(core, links, aspect);
  }

  // What was on the screen before the page was loaded with more stays where it was (`kept`: id → [x, y]).
  function hold(some, links) {
    const known = some.map((i, k) => [k, kept.get(model.nodes[i].id)]).filter(([, place]) => place);
    KG.around(some.map((i) => room(i)), links, new Map(known.map(([k, [x, y]]) => [k, { x, y }]))).forEach((place, k) => Object.assign(scene.nodes[some[k]], place));
  }

  function arrange(some, links, aspect) {
    const boxes = some.map((i) => room(i));
    KG.arrange(boxes, links, aspect).forEach(({ x, y }, k) => {
      Object.assign(scene.nodes[some[k]], { x, y: y - boxes[k].height / 2 + scene.nodes[some[k]].size });
    });
  }

  // A small graph is at home elsewhere if some of it has a place already, or in a small window, where its shapes would be
  // specks beside their names.
  function settle() {
    const told = model.nodes.map((_, i) => i).filter((i) => !model.nodes[i].mentioned), known = told.some((i) => kept.has(model.nodes[i].id));
    if (model.data.large || told.length > MOST || !(known || isCramped(told))) return;
    const links = linksOf(told, true);
    if (known) hold(told, links);
    else {
      for (const i of told) scene.nodes[i].size = Math.min(LARGEST, scene.nodes[i].size);
      arrange(told, links, frame());
    }
    const left = Math.min(...told.map((i) => scene.nodes[i].x)), low = Math.max(...told.map((i) => scene.nodes[i].y)) + STEP.y;
    const others = model.nodes.map((_, i) => i).filter((i) => model.nodes[i].mentioned), columns = Math.max(1, Math.floor(space().width / STEP.x));
    others.forEach((i, k) => Object.assign(scene.nodes[i], { x: left + (k % columns) * STEP.x, y: low + Math.floor(k / columns) * STEP.y }));
    home.forEach((place, i) => Object.assign(place, { x: scene.nodes[i].x, y: scene.nodes[i].y, size: scene.nodes[i].size }));
  }

  function isCramped(told) {
    const { width, height } = space(), side = (axis) => Math.max(0, ...told.map((i) => home[i][axis])) - Math.min(0, ...told.map((i) => home[i][axis]));
    return width * height < SMALL && Math.min(width / (side("x") + 1), height / (side("y") + 1)) < CRAMPED;
  }

  // Width and height of a node with its label below it, as in places.py.
  function room(i) {
    const lines = KG.folding.words(model, i, model.behind[i]), { size } = scene.nodes[i];
    return { width: Math.max(2 * size, 6.6 * Math.max(...lines.map((line) => line.length))),
      height: 2 * size + 5 + 14 * (lines.length + (scene.tally(i) ? 1 : 0)) + (scene.shares(i) ? 11 : 0) };
  }

  // What is unfolded for the moment goes around the selected node, if it is a neighbour of it, or around what it was folded
  // into; what hung on nothing drawn, below the rest.
  function beside(core) {
    const there = new Set(core), rings = new Map();
    let floor = Math.max(...core.map((i) => scene.nodes[i].y)) + 90, left = Math.min(...core.map((i) => scene.nodes[i].x));
    home.forEach((place, i) => { if (!model.drawn[i] && !there.has(i)) Object.assign(scene.nodes[i], place); });
    const { node } = model.state, rest = model.nodes.map((_, i) => i).filter((i) => model.drawn[i] && !there.has(i));
    rest.sort((a, b) => (b === node) - (a === node)).forEach((i) => { // first the selected one, which others go around
      let host = i !== node && node >= 0 && model.bright && model.bright.has(i) ? node : model.host[i];
      while (host >= 0 && !there.has(host)) host = model.host[host];
      if (host < 0) { Object.assign(scene.nodes[i], { x: left, y: floor, size: 7 }); left += 130; return; }
      const nth = rings.get(host) || 0, middle = scene.nodes[host], round = Math.floor((Math.sqrt(4 * nth + 9) - 3) / 2) + 1;
      rings.set(host, nth + 1);
      if (i === node) there.add(i);
      const far = middle.size + 34 * round, turn = nth * 2.39996;
      Object.assign(scene.nodes[i], { x: middle.x + far * Math.cos(turn), y: middle.y + far * Math.sin(turn), size: 6 });
    });
  }

  settle();
  return { update };
};
