// Labels, tallies and their bars, drawn with a canvas' pen: the same for every renderer that draws on a canvas.
"use strict";
KG.paint = (() => {
  const { FONT, SIZE, LEADING, SMALL, anchor, bar, below } = KG.geometry;

  // `placed` is what KG.geometry.labels returned; the pen draws in the graph's coordinates at `scale` px per unit.
  function labels(pen, placed, scene, scale) {
    const { ink, muted, paper } = scene.colors();
    pen.save();
    Object.assign(pen, { lineJoin: "round", textBaseline: "middle", textAlign: "center" });
    pen.setLineDash([]);
    for (const label of placed.links) {
      text(pen, label.text, label.x, label.y, { size: SMALL, weight: "bold", color: label.color, paper, scale });
    }
    for (const label of placed.nodes) {
      const look = scene.look(label.node), x = anchor(label);
      pen.globalAlpha = look.dim ? 0.28 : 1;
      pen.textAlign = label.align;
      label.lines.forEach((line, n) => text(pen, line, x, label.top + ((n + 0.5) * LEADING) / scale,
        { size: SIZE, weight: look.strong ? "bold" : "", color: ink, paper, scale }));
      const parts = bar(label, scale), rim = 2 / scale;
      pen.fillStyle = paper;
      for (const { x: left, y, width, height } of parts) pen.fillRect(left - rim, y - rim, width + 2 * rim, height + 2 * rim);
      for (const { x: left, y, width, height, color } of parts) {
        pen.fillStyle = color;
        pen.fillRect(left, y, width, height);
      }
      if (label.tally) {
        text(pen, label.tally, x, below(label, scale) + (0.45 * LEADING) / scale, { size: SMALL, weight: "bold", color: muted, paper, scale });
      }
    }
    pen.restore();
  }

  // Words with a halo of paper, so that they can be read over lines.
  function text(pen, words, x, y, { size, weight, color, paper, scale }) {
    pen.font = `${weight} ${size / scale}px ${FONT}`;
    pen.strokeStyle = paper;
    pen.lineWidth = 3.5 / scale;
    pen.strokeText(words, x, y);
    pen.fillStyle = color;
    pen.fillText(words, x, y);
  }

  return { labels };
})();
