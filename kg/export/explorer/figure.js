// The visible graph as a picture for print: SVG with heading, legend and credit, and PNG made from it.
"use strict";
KG.figure = (() => {
  const { rim, FONT, SIZE, LEADING, SMALL, via, pointOn, around, shapeElement, labels, anchor, bar, below } = KG.geometry;
  const PAD = 28, HEAD = 80, ROW = 22, PUBLISHERS = 3; // px; so many publishers are named in the line of sources

  // What is drawn and where, at the size of the screen, all that passes the filters: as the renderer has it, or as vis does.
  function sheetOf(app) {
    const { scene, renderer } = app, own = renderer.sheet && renderer.sheet();
    if (own) return { ...own, left: -own.view.left / own.view.scale, top: -own.view.top / own.view.scale, scale: own.view.scale, width: own.view.width, height: own.view.height };
    const { scale } = renderer.view(), placed = labels(scene, scale), on = scene.nodes.filter((node, i) => scene.look(i).on);
    const edges = [...placed.nodes, ...on.map((node) => ({ left: node.x - node.size, right: node.x + node.size,
      top: node.y - node.size, bottom: node.y + node.size }))];
    const { left, top, right, bottom } = edges.length ? around(edges) : { left: 0, top: 0, right: 0, bottom: 0 };
    return { scale, placed, left, top, width: (right - left) * scale, height: (bottom - top) * scale, radius: (i) => scene.nodes[i].size * scale,
      thin: 1, faint: () => 0.8, heads: true, dashes: true };
  }

  // The picture as SVG; `bare` has only its frame: heading, sources and legend.
  function draw(app, { sheet = sheetOf(app), bare = false, paper = app.scene.colors().paper } = {}) {
    const { scene } = app, paint = { ...scene.colors(), paper }, { left, top, scale, placed } = sheet;
    const width = Math.max(920, sheet.width + 2 * PAD), rows = legend(app, paint, width - 2 * PAD);
    const foot = sheet.height + HEAD + 2 * PAD, height = foot + rows.length * ROW + 14;
    const shift = (width - sheet.width) / 2;
    const place = (point) => ({ x: (point.x - left) * scale + shift, y: (point.y - top) * scale + HEAD + PAD });
    const root = KG.svg("svg", { xmlns: "http://www.w3.org/2000/svg", width: width.toFixed(0), height: height.toFixed(0),
      viewBox: `0 0 ${width.toFixed(0)} ${height.toFixed(0)}`, "font-family": FONT, "font-size": SIZE });
    root.append(KG.svg("title", { text: app.data.title }), KG.svg("rect", { width: "100%", height: "100%", fill: paint.paper }));
    root.append(write(app.data.title, PAD, 32, { size: 20, weight: "bold", fill: paint.ink, anchor: "start", family: "Georgia, serif" }),
      write(`${[app.model.drawnText(), app.model.countText()].filter(Boolean).join(" · ")}. Every fact cites ${KG.facts.onlyWords(app) ? "the words it rests on" : "its sentence"}.`, PAD, 52, { size: 12, fill: paint.muted, anchor: "start" }),
      write(sources(app), PAD, 70, { size: 12, fill: paint.muted, anchor: "start" }));
    if (!bare) {
      scene.links.forEach((link, k) => { if (scene.drawsLink(k)) root.append(...linkElements(scene, k, scene.lookLink(k), place, sheet)); });
      scene.nodes.forEach((node, i) => { if (scene.look(i).on) root.append(nodeElement(node, scene.look(i), place(node), sheet.radius(i), paint)); });
      root.append(...placed.links.map((label) => write(label.text, place(label).x, place(label).y + 4,
        { size: SMALL, weight: "bold", fill: label.color, halo: paint.paper })));
      placed.nodes.forEach((label) => root.append(...labelElements(label, scene, place, paint, scale)));
    }
    rows.forEach((row, n) => row.forEach(({ x, make }) => root.append(...make(PAD + x, foot + n * ROW + 8))));
    return root;
  }

  function linkElements(scene, k, look, place, sheet) {
    const link = scene.links[k];
    if (link.from === link.to) return [];
    const source = scene.nodes[link.from], target = scene.nodes[link.to], control = via(source, target, link.bend);
    const from = place(source), to = place(target), bend = control && place(control), actual = link.status === "actual";
    const path = bend ? `M${at(from)}Q${at(bend)} ${at(to)}` : `M${at(from)}L${at(to)}`, faint = look.dim ? 0.1 : sheet.faint(actual, k);
    const line = KG.svg("path", { d: path, fill: "none", stroke: look.color, "stroke-opacity": faint.toFixed(2), "stroke-width": (look.width * sheet.thin).toFixed(1),
      "stroke-dasharray": look.dash.length && (sheet.dashes || !actual) ? look.dash.join(" ") : null });
    if (!sheet.heads && look.dim) return [line];
    const heads = [head(from, to, bend, sheet.radius(link.to), look, target.shape)];
    if (look.both) heads.push(head(to, from, bend, sheet.radius(link.from), look, source.shape));
    return [line, ...heads];
  }

  const at = (point) => `${point.x.toFixed(1)} ${point.y.toFixed(1)}`;

  // An arrow head that touches the edge of the node at `to`.
  function head(from, to, bend, radius, look, shape) {
    let t = 1;
    const isUnder = ({ x, y }) => Math.hypot(x - to.x, y - to.y) < rim(shape, radius, x - to.x, y - to.y) + 2;
    while (t > 0.3 && isUnder(pointOn(from, to, bend, t))) t -= 0.005;
    const tip = pointOn(from, to, bend, t), back = pointOn(from, to, bend, t - 0.03);
    const angle = Math.atan2(tip.y - back.y, tip.x - back.x), size = 6 + look.width;
    const corner = (turn) => ({ x: tip.x - size * Math.cos(angle + turn), y: tip.y - size * Math.sin(angle + turn) });
    return KG.svg("path", { d: `M${at(tip)}L${at(corner(0.4))}L${at(corner(-0.4))}Z`, fill: look.color, "fill-opacity": look.dim ? 0.1 : 0.9 });
  }

  function nodeElement(node, look, point, radius, paint) {
    const shape = shapeElement(node.shape, point.x, point.y, radius, { fill: look.color,
      stroke: look.selected ? paint.ink : paint.paper, "stroke-width": look.selected ? 2.5 : 1, opacity: look.dim ? 0.2 : 1 });
    shape.append(KG.svg("title", { text: node.label }));
    return shape;
  }

  function labelElements(label, scene, place, paint, scale) {
    const look = scene.look(label.node), { x, y } = place({ x: anchor(label), y: label.top });
    const side = { center: "middle", left: "start", right: "end" }[label.align];
    const lines = label.lines.map((line, n) => write(line, x, y + n * LEADING + 11,
      { fill: paint.ink, halo: paint.paper, anchor: side, weight: look.strong ? "bold" : null, opacity: look.dim ? 0.3 : null }));
    lines.push(...bar(label, scale).map((part) => KG.svg("rect", { class: "tally", x: place(part).x.toFixed(1), y: place(part).y.toFixed(1),
      width: (part.width * scale).toFixed(1), height: (part.height * scale).toFixed(1), fill: part.color, opacity: look.dim ? 0.3 : null,
      stroke: paint.paper, "stroke-width": 1.5, "paint-order": "stroke" })));
    if (label.tally) {
      lines.push(write(label.tally, x, place({ x: 0, y: below(label, scale) }).y + 10,
        { size: SMALL, weight: "bold", fill: paint.muted, halo: paint.paper, anchor: side, opacity: look.dim ? 0.3 : null }));
    }
    return lines;
  }

  function write(text, x, y, { size = SIZE, weight, fill, halo, anchor = "middle", opacity, family }) {
    // U+0000-1F cannot stand in XML at all.
    return KG.svg("text", { x: x.toFixed(1), y: y.toFixed(1), "font-size": size, "font-weight": weight, "font-family": family, fill, opacity,
      "text-anchor": anchor, stroke: halo, "stroke-width": halo ? 3.5 : null, "paint-order": halo ? "stroke" : null,
      "stroke-linejoin": halo ? "round" : null, text: text.replace(/[\u0000-\u001f]/g, " ") });
  }

  // "Sources: 12 articles of CBS News, Reuters and 2 more, 2 March 2031 to 9 March 2031": of the facts that show.
  function sources(app) {
    const { model, data } = app, times = new Map(), found = new Set();
    data.facts.forEach((fact, k) => { if (model.factOn[k]) fact.documents.forEach((id) => found.add(id)); });
    const articles = data.documents.filter((one) => found.has(one.id)), days = articles.map((one) => one.date).filter(Boolean).sort();
    for (const { publisher } of articles) if (publisher) times.set(publisher, (times.get(publisher) || 0) + 1);
    const names = [...times].sort((a, b) => b[1] - a[1]).map(([name]) => name), more = names.length - PUBLISHERS;
    const listed = names.slice(0, PUBLISHERS).join(", ") + (more > 0 ? ` and ${more} more` : "");
    const span = days.length ? [...new Set([days[0], days[days.length - 1]])].map(KG.longDate).join(" to ") : "";
    return `Sources: ${[KG.plural(articles.length, "article") + (listed ? ` of ${listed}` : ""), span].filter(Boolean).join(", ")}.`;
  }

  // Rows of { x, make(x, y) → elements }: types, relations, then votes and what else is drawn; only what is in the picture.
  function legend(app, paint, width) {
    const { scene, model, data } = app, drawn = scene.links.filter((link, k) => scene.drawsLink(k));
    const words = (text, x, y) => write(text, x, y + 4, { size: 11, fill: paint.ink, anchor: "start" });
    const stroke = (color, thick, dash, both) => (x, y) => KG.svg("g", {}, KG.svg("path", { d: `M${x} ${y}h22`, stroke: color, "stroke-width": thick, "stroke-dasharray": dash.join(" ") || null }),
      KG.svg("path", { class: "tip", d: `M${x + 23} ${y}l-7 -3v6Z${both ? `M${x - 1} ${y}l7 -3v6Z` : ""}`, fill: color }));
    const line = (text, ...look) => ({ text, room: 27, mark: stroke(...look) });
    const types = data.style.types.filter((type) => scene.nodes.some((node, i) => node.type === type.key && scene.look(i).on))
      .map((type) => ({ text: type.one, room: 15, mark: (x, y) => shapeElement(type.shape, x + 5, y, 5, { fill: app.color(type) }) }));
    const relations = data.style.relations.filter(({ key }) => drawn.some((link) => link.relation === key))
      .map((relation) => line(relation.label, app.color(relation), relation.width, relation.dash, relation.arrow === "both"));
    const choices = data.style.choices.filter(({ key }) => drawn.some((link) => link.choice === key))
      .map((choice) => line(/^(for|against)$/.test(choice.key) ? `voted ${choice.label}` : choice.label, app.color(choice), 2.4, []));
    const tally = scene.nodes.some((node, i) => scene.look(i).on && scene.tally(i)) ? [{ text: "numbers below a resolution: votes for · against · abstained", room: 0 }] : [];
    const at = drawn.some((link) => link.at) ? [line("accredited to", app.color(data.style.relations.find(({ key }) => key === "represents")), 1, [1, 4])] : [];
    const told = drawn.some((link) => link.status !== "actual") ? [line("not told as done: the word says how", paint.ink, 1.6, data.style.statusDash)] : [];
    return [types, relations, [...choices, ...tally, ...at, ...told]].flatMap((items) => rowsOf(items, width))
      .map((row) => row.map(({ x, item }) => ({ x, make: (left, y) => [...(item.mark ? [item.mark(left, y)] : []), words(item.text, left + item.room, y)] })));
  }

  // Items beside each other, as many in a row as there is room for.
  function rowsOf(items, width) {
    const rows = [];
    let x = width;
    for (const item of items) {
      const wide = item.room + 17 + item.text.length * 6;
      if (x + wide > width) { rows.push([]); x = 0; }
      rows[rows.length - 1].push({ x, item });
      x += wide;
    }
    return rows;
  }

  const xml = (root) => `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(root)}\n`;
  const svgText = (app) => xml(draw(app));

  // The same picture in twice its size in pixels (less where a canvas could not hold it). A renderer that has a sheet
  // draws it itself: an image made of tens of thousands of elements takes long to decode.
  async function png(app) {
    const sheet = sheetOf(app), source = xml(draw(app, { sheet, bare: Boolean(sheet.draw) })), image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(source)}`; // VS Code's notebooks allow no blob here
    await image.decode();
    const factor = Math.min(2, 8000 / Math.max(image.width, image.height));
    const canvas = KG.el("canvas", { width: Math.round(image.width * factor), height: Math.round(image.height * factor) });
    const pen = canvas.getContext("2d");
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    if (sheet.draw) {
      pen.setTransform(factor, 0, 0, factor, ((image.width - sheet.width) / 2) * factor, (HEAD + PAD) * factor);
      sheet.draw(pen);
    }
    return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  }

  return { draw, svgText, png };
})();
