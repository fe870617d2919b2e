// What a large graph begins with: its most connected nodes, the rest counted on them.
//
// A picture has room for so many names. A part of the graph that holds none of these many begins with its own most
// connected node and the way from there to the others, so that each community has a face. Knows no DOM.
"use strict";
KG.backbone = (() => {
  const PART = 8, SHARE = 0.7; // nodes of a part that gets a face; what the most connected have before such parts do

  // Takes out of `core` all but as many nodes as the model has room for; `put(i, host)` is told of each that is counted
  // on another. → the parts that hold none of the chosen and so stand apart, or null if all have room.
  function update(model, near, put) {
    const { core, degree, room } = model, byDegree = model.nodes.map((_, i) => i).filter((i) => core[i] && near[i].length);
    if (byDegree.length <= room) return null;
    byDegree.sort((a, b) => near[b].length - near[a].length || degree[b] - degree[a] || a - b);
    const free = core.slice(), chosen = []; // free: of the core, what is not chosen
    const choose = (i) => { if (free[i]) { free[i] = 0; chosen.push(i); } };
    const join = (first, isGoal) => {
      const way = route(first, near, core, isGoal).filter((i) => free[i]);
      if (chosen.length + way.length <= room) way.forEach(choose);
    };
    byDegree.slice(0, Math.floor(SHARE * room)).forEach(choose);
    const [main, ...others] = parts(chosen, near, Uint8Array.from(core, (on, i) => on && !free[i])), mainland = new Set(main);
    for (const part of others) join(part[0], (i) => mainland.has(i));
    for (const part of parts(byDegree, near, free)) if (part.length >= PART) join(part[0], (i) => core[i] && !free[i]);
    for (const i of byDegree) if (chosen.length < room && near[i].some((one) => core[one] && !free[one])) choose(i);
    const host = nearest(chosen, near, free), away = byDegree.filter((i) => free[i] && host[i] < 0), apart = parts(away, near, free);
    for (const i of byDegree.reverse()) if (host[i] >= 0) put(i, host[i]);
    return apart;
  }

  // What hangs together of the nodes that are `on`, the largest first, each beginning with the first of it in the list.
  function parts(list, near, on) {
    const left = on.slice(), found = [];
    for (const first of list) {
      if (!left[first]) continue;
      const members = [first];
      left[first] = 0;
      for (let k = 0; k < members.length; k++) for (const one of near[members[k]]) if (left[one]) { left[one] = 0; members.push(one); }
      found.push(members);
    }
    return found.sort((a, b) => b.length - a.length || a[0] - b[0]);
  }

  // The nodes on a shortest way from one to a goal, itself among them and the goal not.
  function route(first, near, core, isGoal) {
    const before = new Map([[first, -1]]), line = [first];
    for (let k = 0; k < line.length; k++) {
      for (const one of near[line[k]]) {
        if (!core[one] || before.has(one)) continue;
        if (isGoal(one)) { const way = []; for (let at = line[k]; at >= 0; at = before.get(at)) way.push(at); return way; }
        before.set(one, line[k]);
        line.push(one);
      }
    }
    return [first]; // a component of its own
  }

  // Each free node → the next on its shortest way to a chosen one: of several that is the least connected, to which it
  // means most; -1 for what is reached from none.
  function nearest(chosen, near, free) {
    const host = new Int32Array(free.length).fill(-1), line = [...chosen].sort((a, b) => near[a].length - near[b].length || b - a);
    for (let k = 0; k < line.length; k++) {
      for (const one of near[line[k]]) if (free[one] && host[one] < 0) { host[one] = line[k]; line.push(one); }
    }
    return host;
  }

  return { update };
})();
