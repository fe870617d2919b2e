// Our own renderer, for graphs that vis-network is too slow for; the adapter is that of renderer_vis.js.
//
// While the picture is moved its last drawing is shifted and scaled as a bitmap, which takes the same few
// milliseconds however much is on it; STILL ms after the last move it is drawn anew.
"use strict";
KG.renderer = (host, scene, on) => {
  const paint = KG.painter(scene), STILL = 120, QUICK = 12; // ms
  const EDGE = { x: 70, y: 34 }; // px of a picture kept for labels
  const canvas = KG.el("canvas", { class: "drawing" }), still = document.createElement("canvas");
  const pen = canvas.getContext("2d", { alpha: false }), stillPen = still.getContext("2d", { alpha: false });
  const view = { scale: 1, left: 0, top: 0, width: 0, height: 0 };
  let ratio = 1, taken = null, waiting = 0, moving = 0, last = 0, drag = null, placed = { nodes: [], links: [] };
  const note = KG.el("p", { class: "note", role: "status", hidden: true });
  host.append(canvas, note);

  // ------------------------------------------------------------------ pictures
  const soon = () => { waiting ||= requestAnimationFrame(frame); };

  function frame() {
    waiting = 0;
    if (!view.width || !view.height) return;
    if (moving && taken && (last > QUICK || drag)) shifted();
    else redraw();
    if (drag && drag.node >= 0 && drag.far) paint.drawOne(pen, view, drag.node);
  }

  // The true picture; → how many ms it took.
  function redraw() {
    cancelAnimationFrame(waiting);
    waiting = 0;
    const start = performance.now(), without = drag && drag.far ? drag.node : -1;
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    placed = paint.draw(pen, view, without);
    note.hidden = placed.step < 2;
    note.textContent = `Far out, one line in ${placed.step} is drawn. Zoom in, filter or select to see all.`;
    if (still.width !== canvas.width || still.height !== canvas.height) Object.assign(still, { width: canvas.width, height: canvas.height });
    stillPen.drawImage(canvas, 0, 0);
    taken = { ...view, without };
    last = performance.now() - start;
    return last;
  }

  // The last picture where the view now has it.
  function shifted() {
    const zoom = view.scale / taken.scale;
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.globalAlpha = 1;
    pen.fillStyle = scene.colors().paper;
    pen.fillRect(0, 0, view.width, view.height);
    pen.imageSmoothingEnabled = zoom !== 1;
    pen.drawImage(still, view.left - taken.left * zoom, view.top - taken.top * zoom, taken.width * zoom, taken.height * zoom);
  }

  // The view has moved: bitmaps until it rests.
  function touch() {
    clearTimeout(moving);
    moving = setTimeout(() => { moving = 0; soon(); }, STILL);
    soon();
  }

  // ------------------------------------------------------------------ the view
  function resize() {
    const now = Math.min(3, devicePixelRatio || 1), { clientWidth: width, clientHeight: height } = host;
    if (now === ratio && width === view.width && height === view.height) return;
    view.left += (width - view.width) / 2;
    view.top += (height - view.height) / 2;
    Object.assign(view, { width, height });
    ratio = now;
    Object.assign(canvas, { width: Math.round(width * ratio), height: Math.round(height * ratio) });
    if (taken && width && height) shifted(); // no blank canvas until the next frame
    soon();
  }

  function look(x, y, scale) {
    Object.assign(view, { scale, left: view.width / 2 - x * scale, top: view.height / 2 - y * scale });
    soon();
  }

  function fit() {
    resize();
    const box = paint.bounds();
    if (!box || !view.width) return;
    const scale = Math.min(1.6, (view.width - 110) / (box.right - box.left + 1), (view.height - 120) / (box.bottom - box.top + 1));
    look((box.left + box.right) / 2, (box.top + box.bottom) / 2, Math.max(scale, 0.005));
  }

  // The view that shows all on a page as wide as the screen and at most as much enlarged, and how it is drawn there.
  function sheet() {
    const box = paint.bounds();
    if (!box) return null;
    const width = Math.max(900, view.width), scale = Math.min(1.6, (width - 2 * EDGE.x) / (box.right - box.left + 1));
    const page = { page: true, scale, left: EDGE.x - box.left * scale, top: EDGE.y - box.top * scale, width: 2 * EDGE.x + (box.right - box.left) * scale,
      height: 2 * EDGE.y + (box.bottom - box.top) * scale };
    return { ...paint.sheet(page), view: page, draw: (on) => paint.draw(on, page) };
  }

  // A node in the middle, at a scale that shows most of what it is linked to.
  function center(i) {
    resize();
    const { x, y } = scene.nodes[i], room = [...(scene.bright() || [])].map((n) => Math.max(1,
      2 * Math.abs(scene.nodes[n].x - x) / (view.width - 120), 2 * Math.abs(scene.nodes[n].y - y) / (view.height - 120))).sort((a, b) => a - b);
    const most = room.length > 1 ? room[Math.floor(0.8 * (room.length - 1))] : 1;
    look(x, y, Math.max(view.scale, Math.min(0.9, Math.max(0.25, 1 / most))));
  }

  function zoom(factor, x = view.width / 2, y = view.height / 2) {
    const scale = Math.min(8, Math.max(0.005, view.scale * factor)), by = scale / view.scale;
    Object.assign(view, { scale, left: x - (x - view.left) * by, top: y - (y - view.top) * by });
    touch();
  }

  function pan(x, y) {
    view.left += x;
    view.top += y;
    touch();
  }

  // ------------------------------------------------------------------ mouse and fingers
  const fingers = new Map();
  const spread = () => { const [a, b] = [...fingers.values()]; return { far: Math.hypot(a.x - b.x, a.y - b.y), x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }; };
  const place = (event) => { const frame = canvas.getBoundingClientRect(); return { x: event.clientX - frame.left, y: event.clientY - frame.top }; };

  canvas.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    const { x, y } = place(event);
    fingers.set(event.pointerId, { x, y });
    try { canvas.setPointerCapture(event.pointerId); } catch { /* the finger is gone already */ }
    drag = fingers.size === 1 ? { x, y, fromX: x, fromY: y, node: paint.nodeAt(x, y, view), far: false } : null;
    host.focus({ preventScroll: true });
  });

  canvas.addEventListener("pointermove", (event) => {
    const { x, y } = place(event);
    if (fingers.size === 2 && fingers.has(event.pointerId)) {
      const before = spread();
      fingers.set(event.pointerId, { x, y });
      const after = spread();
      zoom(after.far / Math.max(1, before.far), after.x, after.y);
      pan(after.x - before.x, after.y - before.y);
    } else if (drag) dragged(x, y);
    else if (event.pointerType !== "touch") hover(x, y, event);
  });

  function dragged(x, y) {
    const { node } = drag, begins = !drag.far && Math.hypot(x - drag.fromX, y - drag.fromY) > 4;
    if (!drag.far && !begins) return;
    drag.far = true;
    if (begins) {
      on.hover(-1);
      if (node >= 0) redraw(); // the picture without it
    }
    if (node >= 0) {
      const at = paint.at(node, view);
      paint.move(node, (at.x + x - drag.x - view.left) / view.scale, (at.y + y - drag.y - view.top) / view.scale);
      touch();
    } else pan(x - drag.x, y - drag.y);
    Object.assign(drag, { x, y });
  }

  function hover(x, y, event) {
    const node = paint.nodeAt(x, y, view);
    canvas.style.cursor = node >= 0 || paint.linkAt(x, y, view) >= 0 ? "pointer" : "grab";
    on.hover(node, event.clientX, event.clientY);
  }

  function release(event) {
    fingers.delete(event.pointerId);
    const was = drag;
    drag = null;
    if (!was) return;
    if (was.far) { on.moved(); touch(); if (was.node >= 0) { clearTimeout(moving); moving = 0; soon(); } return; }
    if (event.type === "pointercancel") return;
    const link = was.node < 0 ? paint.linkAt(was.x, was.y, view) : -1;
    if (was.node >= 0) on.node(was.node);
    else if (link >= 0) on.link(link);
    else on.nothing();
  }
  canvas.addEventListener("pointerup", release);
  canvas.addEventListener("pointercancel", release);
  canvas.addEventListener("pointerleave", () => { if (!drag) on.hover(-1); });
  canvas.addEventListener("wheel", (event) => {
    event.preventDefault();
    const { x, y } = place(event), lines = event.deltaMode === 1 ? 16 : 1;
    zoom(Math.exp(-0.0016 * event.deltaY * lines), x, y);
    on.moved();
  }, { passive: false });

  function toWindow(x, y) {
    const frame = canvas.getBoundingClientRect();
    return { x: frame.left + x * view.scale + view.left, y: frame.top + y * view.scale + view.top };
  }

  return {
    kind: "canvas",
    update: () => { paint.update(); soon(); },
    fit, zoom, pan, resize, redraw, sheet,
    center,
    view: () => ({ scale: view.scale, x: (view.width / 2 - view.left) / view.scale, y: (view.height / 2 - view.top) / view.scale, width: view.width, height: view.height }),
    labels: () => { if (waiting) redraw(); return placed; },
    screen: (i) => toWindow(scene.nodes[i].x, scene.nodes[i].y),
    screenLink(k) {
      const { from, to, bend } = scene.links[k], a = scene.nodes[from], b = scene.nodes[to];
      const { x, y } = KG.geometry.pointOn(a, b, KG.geometry.via(a, b, bend), 0.5);
      return toWindow(x, y);
    },
  };
};
