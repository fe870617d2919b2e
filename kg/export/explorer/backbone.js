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
    const { core, degree, room } = model, rest = model.nodes.map((_, i) => i).filter((i) => core[i] && near[i].length);
    if (rest.length <= room) return null;
    const byDegree = rest.sort((a, b) => near[b].length - near[a].length || degree[b] - degree[a] || a - b);
    const around = (i) => near[i].filter((one) => core[one]), chosen = new Set(byDegree.slice(0, Math.floor(SHARE * room)));
    const join = (first, to) => {
      const way = route(first, around, to).filter((i) => !chosen.has(i));
      if (chosen.size + way.length <= room) for (const i of way) chosen.add(i);
    };
    const [main, ...others] = parts([...chosen], (i) => around(i).filter((one) => chosen.has(one)), new Set());
    for (const part of others) join(part[0], new Set(main));
    for (const part of parts(byDegree, around, chosen)) if (part.length >= PART) join(part[0], chosen);
    for (const i of byDegree) if (chosen.size < room && around(i).some((one) => chosen.has(one))) chosen.add(i);
    const hosts = nearest(byDegree, around, chosen), away = byDegree.filter((i) => !chosen.has(i) && !hosts.has(i));
    for (const i of byDegree.reverse()) if (hosts.has(i)) put(i, hosts.get(i));
    return parts(away, around, new Set());
  }

  // What hangs together once the chosen are taken away, the largest first, each with its most connected first.
  function parts(byDegree, around, chosen) {
    const seen = new Set(chosen), found = [];
    for (const first of byDegree) {
      if (seen.has(first)) continue;
      const members = [first];
      seen.add(first);
      for (let k = 0; k < members.length; k++) for (const one of around(members[k])) if (!seen.has(one)) { seen.add(one); members.push(one); }
      found.push(members);
    }
    return found.sort((a, b) => b.length - a.length || a[0] - b[0]);
  }

  // The nodes on a shortest way from one to the chosen, itself among them and the chosen one not.
  function route(first, around, chosen) {
    const before = new Map([[first, -1]]), line = [first];
    for (let k = 0; k < line.length; k++) {
      for (const one of around(line[k])) {
        if (chosen.has(one)) { const way = []; for (let at = line[k]; at >= 0; at = before.get(at)) way.push(at); return way; }
        if (!before.has(one)) { before.set(one, line[k]); line.push(one); }
      }
    }
    return [first]; // a component of its own
  }

  // Each node that is not chosen → the next on its shortest way to a chosen one: of several that is the least connected,
  // to which it means most. What is reached from none is not in it.
  function nearest(byDegree, around, chosen) {
    const host = new Map();
    const line = byDegree.filter((i) => chosen.has(i)).reverse();
    for (let k = 0; k < line.length; k++) {
      for (const one of around(line[k])) if (!chosen.has(one) && !host.has(one)) { host.set(one, line[k]); line.push(one); }
    }
    return host;
  }

  return { update };
})();
