// Model → the nodes of the view around a node, and the shortest chain of visible facts between two nodes. Knows no DOM.
"use strict";
KG.walk = (() => {
  // The nodes of the view around `root`, with the neighbours of whatever was expanded since; null for the whole graph.
  function near(model) {
    const { root, hops, expanded } = model.state;
    if (!hops || root < 0) return null;
    const found = model.around(root, hops);
    for (const node of expanded) if (found.has(node)) model.around(node, 1).forEach((one) => found.add(one));
    return found;
  }

  // The chain between the two ends of state.path: { nodes, steps: [[fact, …], …], links }; null if none joins them or none is asked for.
  function trail(model) {
    if (!model.state.path) return null;
    const [from, to] = model.state.path, ways = neighbours(model), best = search(model, ways, from, to);
    if (!best.has(to)) return null;
    const nodes = [to];
    while (nodes[0] !== from) nodes.unshift(best.get(nodes[0]).before);
    const links = nodes.slice(1).map((node, n) => ways.get(nodes[n]).filter(([other]) => other === node).map(([, link]) => link));
    return { nodes, links: new Set(links.flat()), steps: links.map((parallel) => [...new Set(parallel.flatMap((k) => model.linkFacts[k]))]) };
  }

  // Node → [neighbour, link] over the links that are drawn.
  function neighbours(model) {
    const ways = new Map();
    const add = (a, b, k) => { if (!ways.has(a)) ways.set(a, []); ways.get(a).push([b, k]); };
    model.linkFacts.forEach((facts, k) => {
      const { from, to } = model.links[k];
      if (facts.length && from !== to) { add(from, to, k); add(to, from, k); }
    });
    return ways;
  }

  // Breadth first, so that the fewest steps win; among equally many the chain whose facts are the surest.
  function search(model, ways, from, to) {
    const best = new Map([[from, { steps: 0, doubt: 0, before: -1 }]]);
    let front = [from];
    while (front.length && !best.has(to)) {
      const next = new Set();
      for (const node of front) {
        const { steps, doubt } = best.get(node);
        for (const [other, link] of ways.get(node) || []) {
          const sum = doubt + 1 - Math.max(...model.linkFacts[link].map((k) => model.facts[k].confidence)), known = best.get(other);
          if (known && (known.steps <= steps || known.doubt <= sum)) continue;
          best.set(other, { steps: steps + 1, doubt: sum, before: node });
          next.add(other);
        }
      }
      front = [...next];
    }
    return best;
  }

  // What of this the address holds; `text` is an URLSearchParams.
  function toHash(model, text) {
    const { node, hops, root, expanded, path } = model.state, id = (i) => model.nodes[i].id;
    if (hops) text.set("hops", hops);
    if (hops && root !== node) text.set("around", id(root));
    if (hops) expanded.forEach((i) => text.append("expand", id(i)));
    if (path) path.forEach((i) => text.append("path", id(i)));
  }

  function fromHash(model, text, state) {
    const all = (key) => text.getAll(key).map((id) => model.byId.get(id)).filter((i) => i !== undefined);
    state.root = all("around")[0] ?? state.node;
    state.hops = state.root >= 0 && ["1", "2"].includes(text.get("hops")) ? Number(text.get("hops")) : 0;
    if (state.hops) state.expanded = [...new Set(all("expand"))]; else state.root = -1;
    const ends = all("path");
    if (ends.length === 2 && ends[0] !== ends[1]) Object.assign(state, { path: ends, node: -1, facts: [] });
  }

  return { near, trail, toHash, fromHash };
})();
