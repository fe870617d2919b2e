// Boxes of which some have a place → places for the others, around what they are linked to. Knows no DOM.
"use strict";
KG.around = (() => {
  const STEP = 26, TRIES = 900, GAP = 10, GOLDEN = Math.PI * (3 - Math.sqrt(5)); // px; places tried for a box

  // boxes: [{ width, height }]; links: [[a, b]] of their numbers; fixed: Map of number → { x, y } → [{ x, y }], centres.
  return (boxes, links, fixed) => {
    const placed = new Map(fixed), near = boxes.map(() => []);
    for (const [a, b] of links) { near[a].push(b); near[b].push(a); }
    const line = [...placed.keys()].sort((a, b) => near[b].length - near[a].length || a - b);
    for (let k = 0; k < line.length; k++) for (const one of near[line[k]]) if (!placed.has(one)) { placed.set(one, beside(one)); line.push(one); }
    // What is linked to nothing that has a place, and what is linked to that, goes below the rest.
    let low = Math.max(...[...placed].map(([i, { y }]) => y + boxes[i].height)), left = Math.min(...[...placed.values()].map(({ x }) => x)), x = left;
    boxes.forEach((box, i) => {
      if (placed.has(i)) return;
      placed.set(i, { x, y: low + box.height });
      x += box.width + 2 * GAP;
      if (x - left > 1200) { x = left; low += 90; }
    });
    return boxes.map((_, i) => placed.get(i));

    // The first free place of a spiral around the middle of those neighbours that have one.
    function beside(i) {
      const there = near[i].filter((one) => placed.has(one)).map((one) => placed.get(one));
      const mean = (axis) => there.reduce((sum, one) => sum + one[axis], 0) / there.length, middle = { x: mean("x"), y: mean("y") };
      let place = middle;
      for (let n = 1; n < TRIES; n++) {
        place = { x: middle.x + 1.6 * STEP * Math.sqrt(n) * Math.cos(n * GOLDEN), y: middle.y + STEP * Math.sqrt(n) * Math.sin(n * GOLDEN) };
        if (isFree(i, place)) return place;
      }
      return place;
    }

    function isFree(i, { x, y }) {
      for (const [j, other] of placed) {
        if (2 * Math.abs(x - other.x) < boxes[i].width + boxes[j].width + 2 * GAP && 2 * Math.abs(y - other.y) < boxes[i].height + boxes[j].height + 2 * GAP) return false;
      }
      return true;
    }
  };
})();
