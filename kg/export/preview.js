// The small picture: drag and wheel move it, a node that is pointed at or chosen shows its links in words.
"use strict";
(() => {
  try { // the notebook's theme, where it says so, goes before the system's
    const host = parent.document.body, light = host.dataset.jpThemeLight;
    if (parent !== window && (light || /vscode-(dark|light)/.test(host.className)))
      document.documentElement.dataset.theme = light === "false" || host.classList.contains("vscode-dark") ? "dark" : "light";
  } catch { /* a host of another origin */ }
  const svg = document.querySelector("svg"), told = document.getElementById("told"), legend = told.cloneNode(true).childNodes;
  const links = JSON.parse(document.getElementById("links").textContent), start = [...legend];
  const nodes = [...document.querySelectorAll("g.node")], lines = [...document.querySelectorAll("line")];
  let chosen = null, from = null;

  function light(id) {
    const near = new Set(id === null ? [] : links.filter(([a, b]) => a === id || b === id).flatMap(([a, b]) => [a, b]));
    for (const node of nodes) node.classList.toggle("off", id !== null && node.dataset.id !== id && !near.has(node.dataset.id));
    for (const line of lines) line.classList.toggle("off", id !== null && !JSON.parse(line.dataset.ends).includes(id));
    const words = links.filter(([a, b]) => a === id || b === id).map((link) => link[2]);
    if (id === null) told.replaceChildren(...start);
    else told.textContent = words.join(" · ");
  }

  for (const node of nodes) {
    const id = node.dataset.id;
    node.addEventListener("pointerenter", () => { if (chosen === null) light(id); });
    node.addEventListener("pointerleave", () => { if (chosen === null) light(null); });
    node.addEventListener("click", (event) => { event.stopPropagation(); chosen = chosen === id ? null : id; light(chosen); });
    node.addEventListener("keydown", (event) => { if (event.key === "Enter") { chosen = chosen === id ? null : id; light(chosen); } });
  }
  svg.addEventListener("click", () => { chosen = null; light(null); });

  const box = () => svg.viewBox.baseVal;
  svg.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return; // the wheel alone scrolls the notebook
    event.preventDefault();
    const by = event.deltaY > 0 ? 1.15 : 1 / 1.15, view = box();
    const x = view.x + (view.width * event.offsetX) / svg.clientWidth, y = view.y + (view.height * event.offsetY) / svg.clientHeight;
    svg.setAttribute("viewBox", [x - (x - view.x) * by, y - (y - view.y) * by, view.width * by, view.height * by].join(" "));
  }, { passive: false });
  svg.addEventListener("pointerdown", (event) => { if (!event.target.closest("g.node")) from = [event.clientX, event.clientY]; });
  addEventListener("pointerup", () => { from = null; });
  addEventListener("pointermove", (event) => {
    if (!from) return;
    const view = box(), scale = Math.max(view.width / svg.clientWidth, view.height / svg.clientHeight);
    svg.setAttribute("viewBox", [view.x - (event.clientX - from[0]) * scale, view.y - (event.clientY - from[1]) * scale, view.width, view.height].join(" "));
    from = [event.clientX, event.clientY];
  });
})();
