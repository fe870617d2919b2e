// Links → which nodes belong together: one number a node. Knows no DOM.
//
// Louvain's local moving (Blondel et al. 2008): a node goes to the neighbouring group that raises modularity most, and
// then groups do as nodes did, until none moves. The same input gives the same groups.
"use strict";
KG.communities = (() => {
  const ROUNDS = 20;

  // links: [[a, b]] of numbers below `count` → Int32Array.
  function communities(count, links) {
    let group = Int32Array.from({ length: count }, (_, i) => i), near = Array.from({ length: count }, () => new Map());
    const add = (graph, a, b, weight) => graph[a].set(b, (graph[a].get(b) || 0) + weight);
    for (const [a, b] of links) { add(near, a, b, 1); add(near, b, a, 1); }
    for (let level = 0; level < ROUNDS; level++) {
      const moved = move(near), names = new Map();
      for (const one of moved) if (!names.has(one)) names.set(one, names.size);
      if (names.size === near.length) break;
      const next = Array.from({ length: names.size }, () => new Map()), to = (i) => names.get(moved[i]);
      near.forEach((list, i) => { for (const [j, weight] of list) add(next, to(i), to(j), weight); });
      group = group.map((one) => to(one));
      near = next;
    }
    return group;
  }

  function move(near) {
    const weight = near.map((list) => { let sum = 0; for (const one of list.values()) sum += one; return sum; });
    const all = weight.reduce((sum, one) => sum + one, 0) || 1, group = near.map((_, i) => i), total = [...weight];
    for (let round = 0, changed = true; changed && round < ROUNDS; round++) {
      changed = false;
      near.forEach((list, i) => {
        const own = group[i], pull = new Map([[own, 0]]);
        for (const [j, one] of list) if (j !== i) pull.set(group[j], (pull.get(group[j]) || 0) + one);
        total[own] -= weight[i];
        const gain = (one) => pull.get(one) - (weight[i] * total[one]) / all;
        let best = own;
        for (const one of pull.keys()) if (gain(one) > gain(best) + 1e-9) best = one;
        total[best] += weight[i];
        if (best !== own) { group[i] = best; changed = true; }
      });
    }
    return group;
  }

  return communities;
})();
