// Boxes and links → places for a view of its own: up to some hundred nodes, the same for the same input. Knows no DOM.
//
// As layout.py and linlog.py do it when the page is written: forces (those of ForceAtlas2: a node repels by what is
// linked to it, so that hubs stand apart), then boxes pushed apart until no two overlap, then component by component.
"use strict";
KG.arrange = (() => {
  const GAP = 14, ROOM = 1.5; // px left free around a box; a component's area, in areas of its boxes, before they are pushed apart
  const ACROSS = 0.2; // how much a link between two communities pulls, of what one within a community does
  const GOLDEN = Math.PI * (3 - Math.sqrt(5));

  // boxes: [{ width, height }]; links: [[a, b]] of their numbers; aspect: width by height aimed at → [{ x, y }], centres.
  function arrange(boxes, links, aspect) {
    const points = boxes.map(() => ({ x: 0, y: 0 })), parts = components(boxes.length, links);
    const drawings = parts.map((members) => {
      const place = new Map(members.map((one, k) => [one, k]));
      const inner = links.filter(([a, b]) => a !== b && place.has(a)).map(([a, b]) => [place.get(a), place.get(b)]);
      return { members, ...framed(component(members.map((one) => boxes[one]), inner, aspect), members.map((one) => boxes[one])) };
    });
    shelve(drawings, aspect);
    for (const { members, at, x, y } of drawings) members.forEach((one, k) => { points[one] = { x: at[k].x + x, y: at[k].y + y }; });
    return points;
  }

  // Members of each connected component in the order of a walk from its most linked node; the largest component first.
  function components(count, links) {
    const near = Array.from({ length: count }, () => new Set()), seen = new Set(), found = [];
    for (const [a, b] of links) if (a !== b) { near[a].add(b); near[b].add(a); }
    const byDegree = near.map((_, i) => i).sort((a, b) => near[b].size - near[a].size || a - b);
    for (const first of byDegree) {
      if (seen.has(first)) continue;
      const members = [first];
      seen.add(first);
      for (let k = 0; k < members.length; k++) for (const one of near[members[k]]) if (!seen.has(one)) { seen.add(one); members.push(one); }
      found.push(members);
    }
    return found.sort((a, b) => b.length - a.length || a[0] - b[0]);
  }

  function component(boxes, links, aspect) {
    const count = boxes.length;
    if (count === 1) return [{ x: 0, y: 0 }];
    const { x, y } = forces(count, links);
    level(x, y, aspect);
    const flat = frameOf(x, y);
    const stretch = Math.sqrt(Math.min(3.2, Math.max(0.4, (aspect * (flat.height + 0.5)) / (flat.width + 0.5))));
    const area = boxes.reduce((sum, box) => sum + (box.width + GAP) * (box.height + GAP), 0);
    const unit = Math.min(Math.sqrt((ROOM * area) / ((flat.width + 0.2) * (flat.height + 0.2))), 1.4 * Math.sqrt(area / count));
    for (let i = 0; i < count; i++) { x[i] *= stretch * unit; y[i] *= unit / stretch; }
    apart(boxes, x, y);
    return boxes.map((_, i) => ({ x: x[i], y: y[i] }));
  }

  // Start on a spiral in the order of the walk; every pair repels, every link pulls, everything a little to the middle.
  function forces(count, links) {
    const x = new Float64Array(count), y = new Float64Array(count), fx = new Float64Array(count), fy = new Float64Array(count);
    const group = KG.communities(count, links);
    const mass = new Float64Array(count).fill(1), rounds = Math.min(300, Math.max(80, Math.round(2e7 / (count * count))));
    for (const [a, b] of links) { mass[a]++; mass[b]++; }
    for (let i = 0; i < count; i++) { x[i] = Math.sqrt(i) * Math.cos(i * GOLDEN); y[i] = Math.sqrt(i) * Math.sin(i * GOLDEN); }
    for (let round = 0; round < rounds; round++) {
      for (let i = 0; i < count; i++) { fx[i] = -0.08 * mass[i] * x[i]; fy[i] = -0.08 * mass[i] * y[i]; }
      for (let i = 0; i < count; i++) {
        for (let j = i + 1; j < count; j++) {
          const dx = x[i] - x[j], dy = y[i] - y[j], push = (mass[i] * mass[j]) / (dx * dx + dy * dy + 1e-3);
          fx[i] += dx * push; fy[i] += dy * push; fx[j] -= dx * push; fy[j] -= dy * push;
        }
      }
      for (const [a, b] of links) {
        const pull = group[a] === group[b] ? 1 : ACROSS, dx = pull * (x[b] - x[a]), dy = pull * (y[b] - y[a]);
        fx[a] += dx; fy[a] += dy; fx[b] -= dx; fy[b] -= dy;
      }
      const heat = Math.sqrt(count) * 0.3 * (1 - round / rounds) + 0.01;
      for (let i = 0; i < count; i++) {
        const force = Math.hypot(fx[i], fy[i]) + 1e-9, step = Math.min(heat, force / mass[i]) / force;
        x[i] += fx[i] * step; y[i] += fy[i] * step;
      }
    }
    return { x, y };
  }

  // Turn the drawing so that its longer side lies along the longer side of the frame.
  function level(x, y, aspect) {
    const mean = (list) => list.reduce((sum, one) => sum + one, 0) / list.length, mx = mean(x), my = mean(y);
    let xx = 0, yy = 0, xy = 0;
    for (let i = 0; i < x.length; i++) { const dx = x[i] - mx, dy = y[i] - my; xx += dx * dx; yy += dy * dy; xy += dx * dy; }
    const angle = 0.5 * Math.atan2(2 * xy, xx - yy) + (aspect < 1 ? Math.PI / 2 : 0), cos = Math.cos(angle), sin = Math.sin(angle);
    for (let i = 0; i < x.length; i++) { const dx = x[i] - mx, dy = y[i] - my; x[i] = cos * dx + sin * dy; y[i] = cos * dy - sin * dx; }
  }

  // Push boxes that overlap apart, along the side that takes less, until none do.
  function apart(boxes, x, y) {
    for (let round = 0, met = true; met && round < 300; round++) {
      met = false;
      for (let i = 0; i < boxes.length; i++) {
        for (let j = i + 1; j < boxes.length; j++) {
          const dx = x[j] - x[i], dy = y[j] - y[i];
          const wide = (boxes[i].width + boxes[j].width) / 2 + GAP - Math.abs(dx), high = (boxes[i].height + boxes[j].height) / 2 + GAP - Math.abs(dy);
          if (wide <= 0.01 || high <= 0.01) continue;
          met = true;
          if (wide < high) { const by = (dx < 0 ? -wide : wide) / 2; x[i] -= by; x[j] += by; }
          else { const by = (dy < 0 ? -high : high) / 2; y[i] -= by; y[j] += by; }
        }
      }
    }
  }

  function frameOf(x, y) {
    const left = Math.min(...x), top = Math.min(...y);
    return { left, top, width: Math.max(...x) - left, height: Math.max(...y) - top };
  }

  // A drawing with its upper left corner at 0, 0, and how much room it takes.
  function framed(points, boxes) {
    const most = (of) => Math.max(...points.map((point, k) => of(point, boxes[k])));
    const left = -most((p, box) => box.width / 2 - p.x), top = -most((p, box) => box.height / 2 - p.y);
    const width = most((p, box) => p.x + box.width / 2) - left, height = most((p, box) => p.y + box.height / 2) - top;
    return { at: points.map(({ x, y }) => ({ x: x - left, y: y - top })), width, height };
  }

  // The drawings in rows, the first row as wide as the first drawing or as the aspect asks.
  function shelve(drawings, aspect) {
    const area = drawings.reduce((sum, { width, height }) => sum + (width + 3 * GAP) * (height + 3 * GAP), 0);
    const wide = Math.max(drawings.length ? drawings[0].width : 0, Math.sqrt(area * aspect));
    let x = 0, y = 0, high = 0;
    for (const drawing of drawings) {
      if (x > 0 && x + drawing.width > wide) { x = 0; y += high + 3 * GAP; high = 0; }
      Object.assign(drawing, { x, y });
      x += drawing.width + 3 * GAP;
      high = Math.max(high, drawing.height);
    }
  }

  return arrange;
})();
