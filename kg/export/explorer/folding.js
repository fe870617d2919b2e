// What a picture can leave out and tell as a number: the nodes that hang on one other, the crowd of a hub, islands.
//
// Of many links each crosses the rest, so a large graph starts with its core: a leaf is counted on its neighbour, a hub's
// many neighbours of one relation that hold at most one thing besides are counted on the hub, and small components apart from
// the rest are counted together. Knows no DOM.
"use strict";
KG.folding = (() => {
  const CROWD = 12, ISLAND = 12, TIMES = 10; // neighbours that are a crowd; nodes of the largest island, and how many times larger the mainland is

  // Writes drawn, core, folded, behind, host, crowds, leaves and islands of the model; call when nodeOn and linkCount are known.
  function update(model) {
    const { state: s, nodeOn, drawn, core, folded, host } = model, near = neighbours(model);
    for (const [list, value] of [[folded, 0], [model.behind, 0], [host, -1]]) list.fill(value);
    core.set(nodeOn);
    model.crowds = new Map();
    const few = model.many && s.fold && nodeOn.reduce((sum, on) => sum + on, 0) <= model.room; // all of it has room
    const islands = model.many && !few ? islandsOf(nodeOn, near) : [];
    for (const one of islands.flat()) core[one] = 0;
    if (!few) hang(model, near);
    if (model.data.large && !few) crowd(model, near);
    const apart = model.many && !few ? KG.backbone.update(model, near, (i, hub) => put(model, i, hub)) : null;
    for (const one of (apart || []).flat()) core[one] = 0;
    islands.push(...(apart || []));
    model.islands = { count: islands.length, nodes: islands.flat().length };
    count(model);
    model.leaves = host.reduce((sum, one) => sum + (one >= 0), 0);
    if (!s.fold || s.hops || s.islands) for (const one of islands.flat()) core[one] = 1;
    if (!s.fold || s.hops) { core.set(nodeOn); model.crowds.clear(); }
    drawn.set(core);
    if (s.fold && !s.hops) settle(model, core, model.behind);
    model.condensed = model.many && s.fold && !s.hops && (few || model.leaves + model.islands.nodes > 0);
    if (model.condensed || s.fold) unfold(model, islands, near);
    if (s.fold && !s.hops) settle(model, drawn, folded);
    if (model.trail) { drawn.fill(0); folded.fill(0); for (const i of model.trail.nodes) drawn[i] = 1; }
  }

  // Node i's distinct neighbours over what shows: items from at[i] to at[i + 1].
  function neighbours({ nodes, joins: { from, to }, linkCount }) {
    const lists = nodes.map(() => []), seen = new Int32Array(nodes.length).fill(-1);
    for (let k = 0; k < from.length; k++) if (linkCount[k] && from[k] !== to[k]) { lists[from[k]].push(to[k]); lists[to[k]].push(from[k]); }
    return lists.map((list, i) => (list.length > 1 ? list.filter((one) => seen[one] !== i && ((seen[one] = i), true)) : list));
  }

  // Small components beside a much larger one.
  function islandsOf(nodeOn, near) {
    const seen = new Uint8Array(nodeOn.length), found = [];
    for (let i = 0; i < nodeOn.length; i++) {
      if (!nodeOn[i] || seen[i]) continue;
      const members = [i];
      seen[i] = 1;
      for (let k = 0; k < members.length; k++) for (const one of near[members[k]]) if (!seen[one]) { seen[one] = 1; members.push(one); }
      found.push(members);
    }
    const most = Math.max(0, ...found.map((members) => members.length));
    return found.filter((members) => members.length <= ISLAND && members.length * TIMES <= most);
  }

  function put(model, i, hub) {
    model.core[i] = 0;
    model.host[i] = hub;
  }

  // What is folded is counted on what is there of what it hangs on, directly or not.
  function settle({ nodeOn, host }, there, counts) {
    for (let i = 0; i < host.length; i++) {
      if (!nodeOn[i] || there[i]) continue;
      let at = host[i];
      while (at >= 0 && !there[at]) at = host[at];
      if (at >= 0) counts[at]++;
    }
  }

  // Nodes with one neighbour, that has others, are counted on it.
  function hang(model, near) {
    const single = near.map((list) => list.length === 1);
    single.forEach((alone, i) => { if (alone && model.core[i] && !single[near[i][0]]) put(model, i, near[i][0]); });
  }

  // The crowds of hubs, the largest first; then what is left with one neighbour that is drawn, or with none.
  function crowd(model, near) {
    const { core, host } = model, left = near.map((list) => list.reduce((sum, one) => sum + core[one], 0)); // neighbours in the core
    const fold = (i, hub) => { put(model, i, hub); for (const one of near[i]) left[one]--; };
    const hubs = near.map((_, i) => i).filter((i) => core[i] && near[i].length >= CROWD).sort((a, b) => near[b].length - near[a].length || a - b);
    const isHub = new Set(hubs);
    for (const hub of hubs) {
      const some = near[hub].filter((i) => core[i] && left[i] <= 2 && !isHub.has(i));
      if (some.length >= CROWD) some.forEach((i) => fold(i, hub));
    }
    for (let i = 0; i < near.length; i++) {
      if (!core[i] || !near[i].length || left[i] > 1 || isHub.has(i)) continue;
      const way = left[i] ? near[i].find((one) => core[one] && left[one] > 1) : near[i].find((one) => host[one] >= 0 && host[one] !== i && core[host[one]]);
      if (way !== undefined) fold(i, way);
    }
  }

  // Hub → { relation: how many of those that hang on it directly are its subjects in it }.
  function count(model) {
    const { host, crowds, joins: { from, to }, linkCount, links } = model, met = new Set();
    for (let k = 0; k < from.length; k++) {
      const hub = to[k];
      if (!linkCount[k] || host[from[k]] !== hub) continue;
      const key = `${from[k]} ${hub} ${links[k].relation}`;
      if (met.has(key)) continue;
      met.add(key);
      if (!crowds.has(hub)) crowds.set(hub, {});
      crowds.get(hub)[links[k].relation] = (crowds.get(hub)[links[k].relation] || 0) + 1;
    }
  }

  // What is looked at shows, with its neighbours.
  function unfold(model, islands, near) {
    const { state: s, drawn } = model, asked = new Set([...s.facts.flatMap((k) => model.ends(k)), ...(s.path || [])]);
    if (s.node >= 0) {
      for (const i of [s.node, ...near[s.node]]) asked.add(i);
      for (const island of islands) if (island.includes(s.node)) island.forEach((i) => asked.add(i));
    }
    for (const i of asked) if (model.nodeOn[i]) drawn[i] = 1;
  }

  // The lines of a node's name with what is folded into it: "+287 speakers", if one relation holds them, else "+12".
  function words(model, i, number = model.folded[i]) {
    const { lines } = model.nodes[i];
    if (!number) return lines;
    const [relation, most] = Object.entries(model.crowds.get(i) || {}).sort((a, b) => b[1] - a[1])[0] || [null, 0];
    const { crowd } = model.data.style.relations.find((item) => item.key === relation) || {};
    if (!crowd || most < CROWD || most > number) return [...lines.slice(0, -1), `${lines.at(-1)} +${number}`];
    return [...lines, `+${most} ${crowd}${number > most ? ` +${number - most}` : ""}`];
  }

  return { update, words };
})();
