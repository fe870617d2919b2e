// Where curves, shapes and labels go: shared by what draws on the screen and what draws the exported picture.
"use strict";
KG.geometry = (() => {
  const FONT = '"Helvetica Neue", Helvetica, Arial, "Liberation Sans", sans-serif';
  const pen = document.createElement("canvas").getContext("2d");
  const widths = new Map();
  function measure(text, size, weight = "") {
    const key = `${weight}${size}|${text}`;
    if (!widths.has(key)) {
      pen.font = `${weight} ${size}px ${FONT}`;
      widths.set(key, pen.measureText(text).width);
    }
    return widths.get(key);
  }

  // The control point of vis-network's curvedCW and curvedCCW (bend > 0 and < 0), or null for a straight line.
  function via(from, to, bend) {
    if (!bend) return null;
    const dx = to.x - from.x, dy = from.y - to.y, length = Math.hypot(dx, dy);
    const turn = Math.sign(bend), factor = Math.abs(bend);
    const angle = Math.atan2(dy, dx) + (turn * factor * 0.5 + 0.5) * Math.PI;
    const reach = (factor * 0.5 + 0.5) * length;
    return { x: from.x + reach * Math.sin(angle), y: from.y + reach * Math.cos(angle) };
  }

  function pointOn(from, to, control, t) {
    if (!control) return { x: from.x + (to.x - from.x) * t, y: from.y + (to.y - from.y) * t };
    const u = 1 - t, mix = (a, b, c) => u * u * a + 2 * u * t * b + t * t * c;
    return { x: mix(from.x, control.x, to.x), y: mix(from.y, control.y, to.y) };
  }

  // Corners of a node's shape, as vis-network draws it; null for a circle.
  function corners(shape, x, y, r) {
    if (shape === "square") return [[x - r, y - r], [x + r, y - r], [x + r, y + r], [x - r, y + r]];
    if (shape === "diamond") return [[x, y + r], [x + r, y], [x, y - r], [x - r, y]];
    if (shape === "hexagon") {
      return [0, 1, 2, 3, 4, 5].map((k) => [x + r * Math.cos((k * Math.PI) / 3), y + r * Math.sin((k * Math.PI) / 3)]);
    }
    if (shape === "triangle") {
      const s = 2.3 * r, inner = (Math.sqrt(3) / 6) * s, height = (Math.sqrt(3) / 2) * s, low = y + 0.275 * 1.15 * r;
      return [[x, low - (height - inner)], [x + s / 2, low + inner], [x - s / 2, low + inner]];
    }
    return null;
  }

  // How far the edge of a shape is from its middle, towards (dx, dy): the corners of a square are farther than its sides.
  const rim = (shape, r, dx, dy) => (shape === "square" ? (r * Math.hypot(dx, dy)) / Math.max(Math.abs(dx), Math.abs(dy), 0.01) : r);

  function shapeElement(shape, x, y, r, props) {
    const points = corners(shape, x, y, r);
    if (!points) return KG.svg("circle", { cx: x.toFixed(1), cy: y.toFixed(1), r: r.toFixed(1), ...props });
    return KG.svg("polygon", { points: points.map((p) => p.map((v) => v.toFixed(1)).join(",")).join(" "), ...props });
  }

  // Boxes that may not overlap, in a grid so that many are quick to ask.
  class Boxes {
    constructor(cell) { this.cell = cell; this.grid = new Map(); }

    * keys(box) {
      for (let c = Math.floor(box.left / this.cell); c <= Math.floor(box.right / this.cell); c++) {
        for (let r = Math.floor(box.top / this.cell); r <= Math.floor(box.bottom / this.cell); r++) yield `${c},${r}`;
      }
    }

    add(box) {
      for (const key of this.keys(box)) {
        if (!this.grid.has(key)) this.grid.set(key, []);
        this.grid.get(key).push(box);
      }
    }

    free(box) {
      for (const key of this.keys(box)) for (const other of this.grid.get(key) || []) if (other.owner !== box.owner && meet(box, other)) return false;
      return true;
    }

    // How many lie under a box.
    under(box) {
      const met = new Set();
      for (const key of this.keys(box)) for (const other of this.grid.get(key) || []) if (other.owner !== box.owner && meet(box, other)) met.add(other);
      return met.size;
    }
  }

  const GAP = 3; // px between a dot and its name
  const MOST = 260, CHOICES = 24; // names in a picture; votes whose choice is written before the names of others
  const SIZE = 12, LEADING = 14, SMALL = 10.5, BAR = { width: 58, height: 5, above: 3, room: 11 };

  // Labels of fixed size on the screen, each below, above or beside its node, where it hits nothing; the most
  // connected first, the rest left out. All in the graph's coordinates; `scale` is px per unit. A scene may have a `frame` that
  // labels keep to, `buttons` that lie on it, and `solid`, the px of radius from which they keep off a dot.
  function labels(scene, scale) {
    const boxes = new Boxes(120 / scale), dots = new Boxes(120 / scale), found = [];
    const taken = { free: (box) => boxes.free(box) && dots.free(box), add: (box) => boxes.add(box) };
    scene.nodes.forEach((node, i) => {
      const r = node.size * 0.9 + GAP / scale; // no other dot is as near to a name as its own
      if (scene.look(i).on && node.size * scale >= (scene.solid || 0)) { // names of many may lie over mere dots
        (scene.look(i).selected ? boxes : dots).add({ owner: i, left: node.x - r, right: node.x + r, top: node.y - r, bottom: node.y + r }); // no name lies on what is open
      }
    });
    for (const box of scene.buttons || []) boxes.add({ ...box, owner: "control" });
    const lines = visibleLines(scene);
    const room = 4 / scale; // between a name and the next
    const name = (i) => {
      const node = scene.nodes[i], label = { node: i, lines: scene.words ? scene.words(i) : node.lines, tally: scene.tally(i), shares: scene.shares(i) };
      const width = Math.max(...label.lines.map((line) => measure(line, SIZE, scene.look(i).strong ? "bold" : "")),
        label.tally ? measure(label.tally, SMALL, "bold") : 0, label.shares ? BAR.width : 0) / scale;
      const height = (LEADING * label.lines.length + (label.tally ? LEADING - 1 : 0) + (label.shares ? BAR.room : 0)) / scale;
      const around = places(node, width, height, GAP / scale, scene.frame).filter((box) => within(box, scene.frame)), free = around.filter((box) => taken.free({ ...box, owner: i }));
      // In a crowd the name of a hub lies over the dots of others rather than nowhere.
      // The first names leave room for those of the dots beside them.
      const beside = (box) => (scene.first(i) ? dots.under({ left: box.left - room, right: box.right + room, top: box.top - LEADING / scale, bottom: box.bottom + room, owner: i }) : 0);
      const spot = free.length || !scene.must(i) ? fewest(free, (box) => crossings(box, lines) + beside(box)) : fewest(around.filter((box) => boxes.free({ ...box, owner: i })), (box) => dots.under({ ...box, owner: i }));
      if (spot) {
        boxes.add({ ...spot, left: spot.left - room, right: spot.right + room, owner: `label ${i}` });
        found.push(Object.assign(label, spot));
      }
    };
    const order = scene.order(), votes = scene.links.map((link, k) => k).filter((k) => scene.links[k].choice && scene.first(scene.links[k].to));
    const ahead = order.findLastIndex((i) => scene.first(i)) + 1; // the last of the resolutions that go before others
    order.slice(0, ahead).forEach(name);
    const links = votes.length <= CHOICES ? linkLabels(scene, scale, taken, votes) : [], told = new Set(links.map(({ link }) => link));
    for (const i of order.slice(ahead)) if (found.length <= MOST) name(i);
    return { nodes: found, links: [...links, ...linkLabels(scene, scale, taken, scene.links.map((link, k) => k).filter((k) => !told.has(k)))] };
  }

  const meet = (a, b) => a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;

  const within = (box, frame) => !frame || (box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom);

  // The left, middle or right of a label, where its text is set.
  const anchor = ({ left, right, align }) => ({ center: (left + right) / 2, left, right }[align]);

  // A tally's bar below its label's lines: a piece for each choice, of a fixed size on the screen.
  function bar(label, scale) {
    if (!label.shares) return [];
    const whole = BAR.width / scale, least = 2 / scale, y = label.top + (label.lines.length * LEADING + BAR.above) / scale;
    let x = anchor(label) - { center: whole / 2, left: 0, right: whole }[label.align];
    return label.shares.filter(({ share }) => share > 0).map(({ share, color }) => {
      const width = Math.max(least, share * whole);
      x += width;
      return { x: x - width, y, width, height: BAR.height / scale, color };
    });
  }

  // The top of a tally's numbers.
  const below = (label, scale) => label.top + (label.lines.length * LEADING + (label.shares ? BAR.room : 0)) / scale;

  // The visible links as short straight pieces; none in large graphs, where labels may lie on lines.
  function visibleLines(scene) {
    const shown = scene.links.filter((link, k) => link.from !== link.to && scene.lookLink(k).on);
    if (shown.length > 400) return [];
    return shown.flatMap((link) => {
      const from = scene.nodes[link.from], to = scene.nodes[link.to], control = via(from, to, link.bend);
      const stops = (control ? [0, 0.25, 0.5, 0.75, 1] : [0, 1]).map((t) => pointOn(from, to, control, t));
      return stops.slice(1).map((stop, n) => [stops[n], stop]);
    });
  }

  const crossings = (box, lines) => lines.filter(([a, b]) => crosses(a, b, box)).length;

  // The first of the boxes for which `count` is least.
  function fewest(candidates, count) {
    let best = candidates[0], least = Infinity;
    for (const box of candidates) {
      const number = count(box);
      if (number < least) { best = box; least = number; }
      if (!number) break;
    }
    return best;
  }

  // Whether the line from a to b passes through the box: cut it at each of the four sides in turn.
  function crosses(a, b, box) {
    let enter = 0, leave = 1;
    const dx = b.x - a.x, dy = b.y - a.y;
    for (const [step, room] of [[-dx, a.x - box.left], [dx, box.right - a.x], [-dy, a.y - box.top], [dy, box.bottom - a.y]]) {
      if (step === 0 && room < 0) return false;
      if (step < 0) enter = Math.max(enter, room / step);
      if (step > 0) leave = Math.min(leave, room / step);
    }
    return enter < leave;
  }

  // Where a label may go; above and below its node it slides along so as to stay in the frame.
  function places(node, width, height, gap, frame) {
    const { x, y, size: r } = node, low = node.shape === "triangle" ? 0.98 * r : r;
    const box = (left, top, align) => ({ left, right: left + width, top, bottom: top + height, align });
    const middle = frame ? Math.max(x + r - width, frame.left, Math.min(x - r, frame.right - width, x - width / 2)) : x - width / 2;
    return [
      box(middle, y + low + gap, "center"), box(middle, y - r - gap - height, "center"),
      box(x + r + gap, y - height / 2, "left"), box(x - r - gap - width, y - height / 2, "right"),
      box(x + r * 0.4 + gap, y + r * 0.8 + gap, "left"), box(x - r * 0.4 - gap - width, y + r * 0.8 + gap, "right"),
      box(x + r * 0.4 + gap, y - r * 0.8 - gap - height, "left"), box(x - r * 0.4 - gap - width, y - r * 0.8 - gap - height, "right"),
    ];
  }

  // Words on the lines of those numbers: in the middle or nearer to an end, and of a short line beside it.
  function linkLabels(scene, scale, boxes, some) {
    const found = [];
    some.forEach((k) => {
      const link = scene.links[k], look = scene.lookLink(k);
      if (!look.on || (look.dim && !look.mark) || !look.text || link.from === link.to) return;
      const from = scene.nodes[link.from], to = scene.nodes[link.to], control = via(from, to, link.bend);
      const width = (measure(look.text, SMALL, "bold") + 4) / scale, height = 12 / scale;
      const far = Math.hypot(to.x - from.x, to.y - from.y) || 1, side = (look.choice ? 11 : 0) / scale;
      for (const [t, off] of [...[0.5, 0.42, 0.58, 0.35, 0.65, 0.28, 0.72].map((part) => [part, 0]), ...(side ? [[0.5, -side], [0.5, side], [0.5, -2 * side], [0.5, 2 * side]] : [])]) {
        const on = pointOn(from, to, control, t), x = on.x - (off * (to.y - from.y)) / far, y = on.y + (off * (to.x - from.x)) / far;
        const box = { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
        if (!boxes.free({ ...box, owner: `link ${k}` })) continue;
        boxes.add({ ...box, owner: `link ${k}` });
        found.push({ link: k, x, y, text: look.text, color: look.color, ...box });
        return;
      }
      if (!look.mark) return;
      const { x, y } = pointOn(from, to, control, 0.5), half = 6 / scale; // no room for the word: its first letter at all costs
      found.push({ link: k, x, y, text: look.mark, color: look.color, left: x - half, right: x + half, top: y - half, bottom: y + half });
    });
    return found;
  }

  // The box around boxes.
  function around(boxes) {
    const most = (key, pick) => boxes.reduce((so, box) => pick(so, box[key]), boxes[0][key]);
    return { left: most("left", Math.min), right: most("right", Math.max), top: most("top", Math.min), bottom: most("bottom", Math.max) };
  }

  return { rim, FONT, SIZE, LEADING, SMALL, via, pointOn, around, meet, corners, shapeElement, labels, anchor, bar, below };
})();
