// What our own renderer draws: the links, nodes and labels of a scene on a 2D canvas, as much as the zoom has room for.
//
// `view` is { scale, left, top, width, height }: a point of the graph is at x · scale + left in px of the screen.
"use strict";
KG.painter = (scene) => {
  const { via, pointOn, corners, labels } = KG.geometry;
  const { nodes, links } = scene, CHUNK = 1500; // segments in one path: very long ones are slow
  const X = Float64Array.from(nodes, (node) => node.x), Y = Float64Array.from(nodes, (node) => node.y);
  const from = Int32Array.from(links, (link) => link.from), to = Int32Array.from(links, (link) => link.to), bends = Float32Array.from(links, (link) => link.bend);
  const DETAIL = 2500, DASHED = 3600, NAMED = 300; // up to so many links in sight all have arrow heads (of more, thick ends); dashes; labels
  const CROWDED = 60; // lines of one look, of which more are fainter than others, so that a fan does not hide them
  const MOST = 50000; // lines in one picture: of more, which are a haze anyway, every second, third … stands for its like
  let batches = [], near = [], inks = [], bright = false, least = 1.3;

  // Dots shrink slower than distances: they stay visible far out, and near they do not cover what is written.
  const grown = (scale) => Math.min(1.6, Math.max(0.35, 0.9 * Math.sqrt(scale)));
  const radius = (i, scale) => Math.max(least, nodes[i].size * grown(scale));
  const faint = (actual, count, alike) => Math.min(actual && alike > CROWDED && !scene.alone() ? 0.2 + (0.5 * CROWDED) / alike : 1, haze(actual, count));
  const haze = (actual, count) => Math.max(scene.alone() || !actual ? 0.6 : 0, Math.min(0.78, 0.06 + (scene.alone() ? 900 : 260) / (count + 1)));
  const thin = (scale) => Math.min(1, 0.35 + 0.65 * scale);

  // The state has changed: sort what is drawn by its look, so that each look is set once a picture.
  function update() {
    const byKey = new Map(), looks = new Map();
    nodes.forEach((node, i) => { X[i] = node.x; Y[i] = node.y; });
    bright = scene.bright() !== null;
    near = [];
    links.forEach((link, k) => {
      if (!scene.drawsLink(k) || from[k] === to[k]) return;
      if (bright && scene.isNear(k)) { near.push(k); return; }
      const key = scene.linkKey(k);
      if (!byKey.has(key)) byKey.set(key, { key, look: scene.lookLink(k), actual: link.status === "actual", links: [] });
      byKey.get(key).links.push(k);
    });
    batches = [...byKey.values()].sort((a, b) => b.actual - a.actual);
    nodes.forEach((node, i) => {
      const look = scene.look(i);
      if (!look.on) return;
      const key = `${node.shape}${look.color}${look.dim}`;
      if (!looks.has(key)) looks.set(key, { ...look, shape: node.shape, nodes: [] });
      looks.get(key).nodes.push(i);
    });
    inks = [...looks.values()].sort((a, b) => b.dim - a.dim);
  }

  function inSight(k, view) {
    const bend = bends[k], x1 = X[from[k]] * view.scale + view.left, y1 = Y[from[k]] * view.scale + view.top;
    const x2 = X[to[k]] * view.scale + view.left, y2 = Y[to[k]] * view.scale + view.top, room = bend ? Math.abs(bend) * (Math.abs(x2 - x1) + Math.abs(y2 - y1)) : 0;
    return Math.max(x1, x2) > -room && Math.min(x1, x2) < view.width + room && Math.max(y1, y2) > -room && Math.min(y1, y2) < view.height + room;
  }

  const at = (i, view) => ({ x: X[i] * view.scale + view.left, y: Y[i] * view.scale + view.top });
  const arrows = KG.arrows({ from, to, bends, at, radius, shape: (i) => nodes[i].shape });

  // The whole picture; `without` leaves out a node and its links.
  function draw(pen, view, without = -1) {
    const { paper } = scene.colors();
    pen.globalAlpha = 1;
    pen.setLineDash([]);
    pen.fillStyle = paper;
    pen.fillRect(0, 0, view.width, view.height);
    least = Math.min(1.3, Math.max(0.7, 0.22 * Math.sqrt((view.width * view.height) / (1 + inks.reduce((sum, ink) => sum + ink.nodes.length, 0)))));
    const seen = batches.map((batch) => batch.links.filter((k) => inSight(k, view) && from[k] !== without && to[k] !== without));
    const count = seen.reduce((sum, some) => sum + some.length, 0), step = Math.ceil(count / MOST);
    const drawn = batches.map((batch, n) => (step > 1 && batch.actual ? seen[n].filter((k) => k % step === 0) : seen[n]));
    for (const actual of [true, false]) { // what is not told as done on top
      // A part of each look in turn, or the last would cover the others.
      for (let start = 0, most = Math.max(0, ...drawn.map((some) => some.length)); start < most; start += CHUNK) {
        batches.forEach((batch, n) => { if (batch.actual === actual) lines(pen, view, drawn[n].slice(start, start + CHUNK), batch, count / step, drawn[n].length); });
      }
    }
    if (!bright) {
      batches.forEach((batch, n) => {
        const strength = alpha(batch, count / step, drawn[n].length);
        pen.globalAlpha = count > DETAIL ? Math.min(0.8, 2 * strength) : strength;
        if (count > DETAIL) arrows.ends(pen, view, drawn[n], batch.look, thin(view.scale));
        else for (const k of drawn[n]) arrows.heads(pen, view, k, batch.look);
      });
    }
    for (const k of near) if (from[k] !== without && to[k] !== without) line(pen, view, k);
    pen.setLineDash([]);
    for (const ink of inks) dots(pen, view, ink, without);
    const placed = place(view, told(seen, count), without);
    pen.save();
    pen.transform(view.scale, 0, 0, view.scale, view.left, view.top);
    KG.paint.labels(pen, { ...placed, nodes: [...placed.nodes].reverse() }, scene, view.scale); // the most important on top
    pen.restore();
    return { ...placed, step };
  }

  // The links whose words are written: all if they are few, else what is not told as done.
  const told = (some, count) => (count <= NAMED ? some.flat() : some.flatMap((links, n) => (batches[n].actual ? [] : links)).slice(0, NAMED));

  const alpha = ({ actual }, count, alike) => (bright ? (actual ? 0.07 : 0.12) : faint(actual, count, alike));

  // Many links of one look: faint where they are many, dashed where that can be seen.
  function lines(pen, view, some, batch, count, alike) {
    if (!some.length) return;
    const { look, actual } = batch;
    pen.strokeStyle = look.color;
    pen.lineWidth = Math.max(0.5, look.width * thin(view.scale));
    pen.globalAlpha = alpha(batch, count, alike);
    pen.setLineDash(!actual || count <= DASHED ? look.dash : []);
    pen.beginPath();
    for (const k of some) trace(pen, view, k);
    pen.stroke();
  }

  function trace(pen, view, k) {
    const x1 = X[from[k]] * view.scale + view.left, y1 = Y[from[k]] * view.scale + view.top, x2 = X[to[k]] * view.scale + view.left, y2 = Y[to[k]] * view.scale + view.top;
    pen.moveTo(x1, y1);
    if (bends[k] && Math.abs(bends[k]) * Math.hypot(x2 - x1, y2 - y1) > 4) {
      const control = via({ x: x1, y: y1 }, { x: x2, y: y2 }, bends[k]);
      pen.quadraticCurveTo(control.x, control.y, x2, y2);
    } else pen.lineTo(x2, y2);
  }

  // One link in full, of those that belong to what is selected.
  function line(pen, view, k) {
    const look = scene.lookLink(k);
    pen.globalAlpha = look.selected ? 1 : 0.8;
    pen.strokeStyle = pen.fillStyle = look.color;
    pen.lineWidth = Math.max(1, look.width * Math.min(1, 0.5 + 0.5 * view.scale));
    pen.setLineDash(look.dash);
    pen.beginPath();
    trace(pen, view, k);
    pen.stroke();
    arrows.heads(pen, view, k, look);
  }

  // The nodes of one colour and shape; each large one with an edge of paper, so that neighbours stay two.
  function dots(pen, view, ink, without) {
    const { paper, ink: black } = scene.colors(), large = [];
    pen.globalAlpha = ink.dim ? 0.2 : 1;
    pen.fillStyle = ink.color;
    for (const i of ink.nodes) {
      const x = X[i] * view.scale + view.left, y = Y[i] * view.scale + view.top, r = radius(i, view.scale);
      if (i === without || x < -r || y < -r || x > view.width + r || y > view.height + r) continue;
      if (r > 3.5) large.push(i);
      else if (r > 1.8) { // each a path of its own: one path of thousands of shapes takes very long to fill
        pen.beginPath();
        outline(pen, ink.shape, x, y, r);
        pen.fill();
      } else pen.fillRect(x - r, y - r, 2 * r, 2 * r);
    }
    for (const i of large) dot(pen, view, i, scene.look(i).selected ? black : paper, ink);
  }

  function dot(pen, view, i, edge, ink) {
    const { x, y } = at(i, view), r = radius(i, view.scale), look = scene.look(i);
    pen.beginPath();
    outline(pen, ink.shape, x, y, r);
    pen.fill();
    pen.strokeStyle = edge;
    pen.lineWidth = look.selected ? 3 : 1;
    pen.stroke();
    if (!scene.folded(i)) return;
    pen.strokeStyle = ink.color; // a ring: there is more behind it
    pen.lineWidth = 1;
    pen.beginPath();
    outline(pen, ink.shape, x, y, r + 2.5);
    pen.stroke();
  }

  function outline(pen, shape, x, y, r) {
    const points = corners(shape, x, y, r);
    if (!points) { pen.moveTo(x + r, y); pen.arc(x, y, r, 0, 2 * Math.PI); return; }
    points.forEach(([px, py], n) => (n ? pen.lineTo(px, py) : pen.moveTo(px, py)));
    pen.closePath();
  }

  // ------------------------------------------------------------------ labels
  // Names of the most important nodes in sight, and what is written on the links if those are few.
  function place(view, some, without = -1) {
    const { scale } = view, chosen = [], most = Math.max(24, (view.width * view.height) / 6000);
    const sight = (i) => { const { x, y } = at(i, view), r = radius(i, scale); return i !== without && x > -r && y > -r && x < view.width + r && y < view.height + r; };
    for (const i of scene.order()) {
      if (chosen.length > 4 * most || (bright && scene.look(i).dim)) break; // while something is selected, its names alone
      if (sight(i)) chosen.push(i);
    }
    const shown = [...near.filter((k) => inSight(k, view)).slice(0, NAMED), ...some].filter((k) => from[k] !== without && to[k] !== without);
    const row = new Map(chosen.map((i, n) => [i, n]));
    for (const k of shown) for (const end of [from[k], to[k]]) if (!row.has(end)) { row.set(end, chosen.length); chosen.push(end); }
    const named = Array.from({ length: Math.min(chosen.length, Math.floor(4 * most)) }, (_, n) => n);
    const found = labels({
      nodes: chosen.map((i) => ({ ...nodes[i], x: X[i], y: Y[i], size: radius(i, scale) / scale, lines: scene.words(i) })),
      links: shown.map((k) => ({ ...links[k], from: row.get(from[k]), to: row.get(to[k]) })),
      look: (n) => scene.look(chosen[n]), lookLink: (n) => scene.lookLink(shown[n]), tally: (n) => scene.tally(chosen[n]), shares: (n) => scene.shares(chosen[n]),
      frame: { left: -view.left / scale, top: -view.top / scale, right: (view.width - view.left) / scale, bottom: (view.height - view.top) / scale },
      buttons: view.page ? [] : scene.covered().map((box) => ({ left: (box.left - view.left) / scale, right: (box.right - view.left) / scale, top: (box.top - view.top) / scale, bottom: (box.bottom - view.top) / scale })),
      solid: 2.4, order: () => (bright ? named.filter((n) => !scene.look(chosen[n]).dim) : named), must: (n) => scene.must(chosen[n]), first: (n) => scene.first(chosen[n]),
    }, scale);
    return {
      nodes: found.nodes.slice(0, most).map((label) => ({ ...label, node: chosen[label.node] })),
      links: found.links.map((label) => ({ ...label, link: shown[label.link] })),
    };
  }

  // ------------------------------------------------------------------ what is where
  // The node under a place on the screen, the nearest if there are several; -1 for none.
  function nodeAt(x, y, view) {
    let best = -1, least = Infinity;
    for (const { nodes: some } of inks) {
      for (const i of some) {
        const dx = X[i] * view.scale + view.left - x, dy = Y[i] * view.scale + view.top - y, far = Math.hypot(dx, dy) - Math.max(5, radius(i, view.scale) + 2);
        if (far < 0 && far < least) { least = far; best = i; }
      }
    }
    return best;
  }

  // The link that passes there, of those that are bright before the others; -1 for none.
  function linkAt(x, y, view) {
    for (const some of [near, ...batches.map((batch) => batch.links)]) {
      const found = some.find((k) => inSight(k, view) && passes(k, x, y, view));
      if (found !== undefined) return found;
    }
    return -1;
  }

  function passes(k, x, y, view) {
    const a = at(from[k], view), b = at(to[k], view), control = via(a, b, bends[k]), reach = 5;
    const steps = control ? 12 : 1;
    if (!control && (Math.min(a.x, b.x) > x + reach || Math.max(a.x, b.x) < x - reach || Math.min(a.y, b.y) > y + reach || Math.max(a.y, b.y) < y - reach)) return false;
    for (let n = 0, p = a; n < steps; n++) {
      const q = pointOn(a, b, control, (n + 1) / steps), dx = q.x - p.x, dy = q.y - p.y;
      const t = Math.max(0, Math.min(1, ((x - p.x) * dx + (y - p.y) * dy) / (dx * dx + dy * dy || 1)));
      if (Math.hypot(p.x + t * dx - x, p.y + t * dy - y) < reach) return true;
      p = q;
    }
    return false;
  }

  // A dragged node and its links alone, over the picture without them.
  function drawOne(pen, view, i) {
    for (let k = 0; k < from.length; k++) if ((from[k] === i || to[k] === i) && from[k] !== to[k] && scene.drawsLink(k)) line(pen, view, k);
    const look = scene.look(i);
    pen.globalAlpha = 1;
    pen.fillStyle = look.color;
    dot(pen, view, i, scene.colors().ink, { ...look, shape: nodes[i].shape });
  }

  function move(i, x, y) { X[i] = nodes[i].x = x; Y[i] = nodes[i].y = y; }

  // The frame of the drawn nodes; null if there are none.
  function bounds() {
    const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
    for (const { nodes: some } of inks) {
      for (const i of some) {
        if (!scene.framed(i)) continue;
        box.left = Math.min(box.left, X[i]); box.right = Math.max(box.right, X[i]);
        box.top = Math.min(box.top, Y[i]); box.bottom = Math.max(box.bottom, Y[i]);
      }
    }
    return box.left <= box.right ? box : null;
  }

  // For a picture of all of it: how it is drawn at a scale, and labels for its frame.
  function sheet(view) {
    const count = batches.reduce((sum, batch) => sum + batch.links.length, 0), alike = new Map(batches.map((batch) => [batch.key, batch.links.length]));
    return {
      placed: place(view, told(batches.map((batch) => batch.links), count)), radius: (i) => radius(i, view.scale), thin: thin(view.scale),
      faint: (actual, k) => faint(actual, count, alike.get(scene.linkKey(k)) || 0), heads: count <= DETAIL, dashes: count <= DASHED,
    };
  }

  return { update, draw, sheet, drawOne, move, nodeAt, linkAt, bounds, place, radius, at };
};
