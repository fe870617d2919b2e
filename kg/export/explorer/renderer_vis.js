// The adapter over pyvis' vis.Network. A renderer is a function (host, scene, on) → the object returned below.
//
// scene: nodes (x, y, size, shape, lines), links (id, from, to, bend), look(i) and lookLink(k) for how each is
// drawn now, order() for which labels go first, tally(i) and shares(i), colors() of paper and ink.
// on: node(i), link(k), nothing(), hover(i or -1, x, y).
"use strict";
KG.renderer = (host, scene, on) => {
  const { via, labels } = KG.geometry;
  const made = JSON.parse(KG.$("#kg-vis").textContent);
  const index = new Map(made.nodes.map((node, i) => [node.id, i]));
  const linkIndex = new Map(made.edges.map((edge, k) => [edge.id, k]));
  // The labels are drawn by us, at a fixed size on the screen and without overlap, so vis gets none.
  const nodes = new vis.DataSet(made.nodes.map((node) => ({ ...node, label: undefined })));
  const edges = new vis.DataSet(made.edges);
  const network = new vis.Network(host, { nodes, edges }, JSON.parse(made.options));
  const drawn = { nodes: [], links: [], labels: null, key: "" };
  let version = 0;

  function update() {
    version++;
    send(nodes, drawn.nodes, scene.nodes.map((node, i) => nodeUpdate(node, scene.look(i))));
    send(edges, drawn.links, scene.links.map((link, k) => linkUpdate(link, scene.lookLink(k))));
    network.redraw();
  }

  // Only what changed goes to vis: it redraws everything it is told of.
  function send(set, before, items) {
    const changed = items.filter((item, k) => {
      const key = JSON.stringify(item);
      const same = before[k] === key;
      before[k] = key;
      return !same;
    });
    if (changed.length) set.update(changed);
  }

  function nodeUpdate(node, look) {
    const edge = look.selected ? scene.colors().ink : scene.colors().paper;
    return {
      id: node.id, hidden: !look.on, opacity: look.dim ? 0.16 : 1, borderWidth: look.selected ? 3 : 1.5,
      size: node.size, x: node.x, y: node.y, color: { background: look.color, border: edge, hover: { background: look.color, border: edge } },
    };
  }

  function linkUpdate(link, look) {
    return {
      id: link.id, hidden: !look.on, width: look.width, dashes: look.dash.length ? look.dash : false,
      color: { color: look.color, hover: look.color, opacity: look.dim ? 0.08 : look.selected ? 1 : 0.78 },
    };
  }

  // After vis has drawn shapes and curves: halo and text of every label that has room.
  function drawLabels(pen) {
    const scale = network.getScale(), { x, y } = network.getViewPosition(), key = [version, scale, x, y].map((one) => one.toFixed(2 + 2 * (one === scale))).join();
    if (drawn.key !== key && !drawn.moving) Object.assign(drawn, { key, labels: labels({ ...scene, ...sight() }, scale) });
    KG.paint.labels(pen, drawn.labels, scene, scale);
  }

  // What of the graph is in sight, and what of that lies under buttons: names keep to the one and off the other.
  function sight() {
    const toGraph = ({ left, right, top, bottom }) => {
      const from = network.DOMtoCanvas({ x: left, y: top }), to = network.DOMtoCanvas({ x: right, y: bottom });
      return { left: from.x, right: to.x, top: from.y, bottom: to.y };
    };
    return { frame: toGraph({ left: 0, top: 0, right: host.clientWidth, bottom: host.clientHeight }), buttons: scene.covered().map(toGraph) };
  }

  network.on("afterDrawing", drawLabels);
  network.on("click", (event) => {
    const link = event.nodes.length ? undefined : event.edges[0];
    if (event.nodes.length) on.node(index.get(event.nodes[0]));
    else if (link !== undefined) on.link(linkIndex.get(link));
    else on.nothing();
  });
  network.on("dragging", (event) => event.nodes.forEach((id) => {
    Object.assign(scene.nodes[index.get(id)], network.getPosition(id));
    version++;
  }));
  network.on("hoverNode", (event) => on.hover(index.get(event.node), event.event.clientX, event.event.clientY));
  network.on("blurNode", () => on.hover(-1));
  network.on("hoverEdge", () => { host.style.cursor = "pointer"; });
  network.on("blurEdge", () => { host.style.cursor = ""; });
  network.on("dragStart", () => { drawn.moving = true; }); // names are placed anew when the picture rests
  network.on("dragEnd", () => { drawn.moving = false; network.redraw(); });
  for (const kind of ["dragEnd", "zoom"]) network.on(kind, () => on.moved());
  host.querySelectorAll("[tabindex]").forEach((part) => part.setAttribute("tabindex", "-1")); // the host is the one stop

  // The frame around the visible nodes (of a path, its own) and their labels. The labels have a size on the screen, so
  // how much room they take in the graph depends on the scale, and the scale on them: a few rounds settle it. In a small
  // window that would make specks of the shapes: then these fill it, and names go where there is room.
  function fitVisible() {
    const shapes = scene.nodes.filter((node, i) => scene.look(i).on && scene.framed(i)).map(({ x, y, size }) => (
      { left: x - size, right: x + size, top: y - size, bottom: y + size }));
    if (!shapes.length || !host.clientWidth) return;
    const whole = (scale) => KG.geometry.around([...shapes, ...labels(scene, scale).nodes.filter((label) => scene.framed(label.node))]);
    const most = ({ left, right, top, bottom }) => Math.min(1.6, (host.clientWidth - 28) / (right - left), (host.clientHeight - 84) / (bottom - top));
    let frame = KG.geometry.around(shapes), scale = most(frame);
    for (let round = 0; round < 8; round++) {
      frame = whole(scale);
      const fits = most(frame);
      if (round > 2 && fits >= scale) break; // labels may lie elsewhere at each scale: go on until all are inside
      scale = round < 3 ? fits * 0.98 : Math.min(fits, scale * 0.96);
    }
    frame = whole(scale);
    const bare = KG.geometry.around(shapes), { clientWidth: width, clientHeight: height } = host;
    const filled = Math.min(0.95, (width - Math.min(110, 0.24 * width)) / (bare.right - bare.left), (height - Math.min(120, 0.3 * height)) / (bare.bottom - bare.top));
    if (filled > scale) { scale = filled; frame = bare; }
    network.moveTo({ position: { x: (frame.left + frame.right) / 2, y: (frame.top + frame.bottom) / 2 + 24 / scale }, scale, animation: false });
  }

  return {
    kind: "vis",
    update,
    fit: fitVisible,
    center: (i) => network.moveTo({ position: { x: scene.nodes[i].x, y: scene.nodes[i].y },
      scale: Math.max(0.75, network.getScale()), animation: false }),
    zoom: (factor) => network.moveTo({ scale: Math.min(6, Math.max(0.03, network.getScale() * factor)), animation: false }),
    pan(x, y) {
      const scale = network.getScale(), { x: px, y: py } = network.getViewPosition();
      network.moveTo({ position: { x: px - x / scale, y: py - y / scale }, animation: false });
    },
    resize: () => { network.setSize("100%", "100%"); network.redraw(); },
    view: () => ({ scale: network.getScale(), ...network.getViewPosition(), width: host.clientWidth, height: host.clientHeight }),
    labels: () => (drawn.labels || { nodes: [], links: [] }),
    // Where a node, or the middle of a link, is in the window.
    screen(i) { return this.toWindow(scene.nodes[i]); },
    screenLink(k) {
      const link = scene.links[k], from = scene.nodes[link.from], to = scene.nodes[link.to];
      return this.toWindow(KG.geometry.pointOn(from, to, via(from, to, link.bend), 0.5));
    },
    toWindow(point) {
      const frame = host.getBoundingClientRect(), { x, y } = network.canvasToDOM({ x: point.x, y: point.y });
      return { x: frame.left + x, y: frame.top + y };
    },
  };
};
