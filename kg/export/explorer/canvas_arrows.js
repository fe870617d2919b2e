// Which way the lines lead, on our own canvas: arrow heads, or where there are too many lines for those, thick ends.
"use strict";
KG.arrows = ({ from, to, bends, at, radius, shape }) => {
  const { via, pointOn, rim } = KG.geometry, CHUNK = 1500; // segments in one path: very long ones are slow
  const PIECE = 6, THICK = 1.8; // px: the end that is thicker, and by how much

  function heads(pen, view, k, look) {
    const a = at(from[k], view), b = at(to[k], view), control = via(a, b, bends[k]);
    pen.setLineDash([]);
    pen.fillStyle = look.color;
    const edge = (i, here, there) => rim(shape(i), radius(i, view.scale), there.x - here.x, there.y - here.y);
    head(pen, a, b, control, edge(to[k], b, control || a), look, view.scale);
    if (look.both) head(pen, b, a, control, edge(from[k], a, control || b), look, view.scale);
  }

  // An arrow head that touches the dot at `b`.
  function head(pen, a, b, control, r, look, scale) {
    const length = Math.hypot(b.x - a.x, b.y - a.y);
    if (length < r + 8) return;
    let t = 1 - Math.min(0.5, (r + 1) / length);
    for (let round = 0; control && round < 4; round++) {
      const far = Math.hypot(pointOn(a, b, control, t).x - b.x, pointOn(a, b, control, t).y - b.y);
      t = 1 - Math.min(0.6, ((1 - t) * (r + 1)) / Math.max(far, 0.1));
    }
    const tip = pointOn(a, b, control, t), back = pointOn(a, b, control, Math.max(0, t - 0.03));
    const angle = Math.atan2(tip.y - back.y, tip.x - back.x), size = (4.5 + look.width) * Math.min(1, 0.7 + 0.3 * scale);
    pen.beginPath();
    pen.moveTo(tip.x, tip.y);
    for (const turn of [0.4, -0.4]) pen.lineTo(tip.x - size * Math.cos(angle + turn), tip.y - size * Math.sin(angle + turn));
    pen.fill();
  }

  // Where there are too many lines for heads, each is thicker at the end that it leads to: a short piece before the dot.
  function ends(pen, view, some, look, thin) {
    pen.strokeStyle = look.color;
    pen.lineWidth = Math.max(0.5, look.width * thin) + THICK;
    pen.setLineDash([]);
    for (let start = 0; start < some.length; start += CHUNK) {
      pen.beginPath();
      for (const k of some.slice(start, start + CHUNK)) { end(pen, view, from[k], to[k], bends[k]); if (look.both) end(pen, view, to[k], from[k], -bends[k]); }
      pen.stroke();
    }
  }

  function end(pen, view, i, j, bend) {
    const a = at(i, view), b = at(j, view), length = Math.hypot(b.x - a.x, b.y - a.y), r = radius(j, view.scale);
    if (length < r + 3 * PIECE || b.x < 0 || b.y < 0 || b.x > view.width || b.y > view.height) return;
    const control = via(a, b, bend) || a, far = Math.hypot(control.x - b.x, control.y - b.y) || 1, dx = (control.x - b.x) / far, dy = (control.y - b.y) / far;
    pen.moveTo(b.x + dx * (r + 1), b.y + dy * (r + 1));
    pen.lineTo(b.x + dx * (r + 1 + PIECE), b.y + dy * (r + 1 + PIECE));
  }

  return { heads, ends };
};
