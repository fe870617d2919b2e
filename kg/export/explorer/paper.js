// Light, dark and paper: the colours of the page, and the picture that is printed.
"use strict";
KG.paper = (app, render) => {
  const { $ } = KG, { model } = app;

  function theme(name, keep = true) {
    document.documentElement.dataset.theme = name;
    $("#theme").setAttribute("aria-pressed", String(name === "dark"));
    try { if (keep) localStorage.setItem("diplokg-theme", name); } catch { /* no storage here */ }
  }
  // The theme of the notebook around, where there is one that says so.
  function host() {
    try {
      const body = parent.document.body, light = body.dataset.jpThemeLight, code = /\bvscode-(dark|light)\b/.exec(body.className);
      return parent === window ? null : light ? (light === "false" ? "dark" : "light") : code && code[1];
    } catch { return null; } // of another origin
  }
  function startTheme() {
    let kept = null;
    try { kept = localStorage.getItem("diplokg-theme"); } catch { /* no storage here */ }
    const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
    theme(kept === "dark" || kept === "light" ? kept : host() || system, false);
  }

  // On paper: the vector picture in place of the canvas, in the colours of daylight.
  let screenTheme = null;
  function toPaper() {
    screenTheme = document.documentElement.dataset.theme;
    document.documentElement.dataset.theme = "light";
    if (model.state.view === "graph") $("#paper").replaceChildren(KG.figure.draw(app, { paper: "#ffffff" }));
  }
  function toScreen() {
    document.documentElement.dataset.theme = screenTheme;
    $("#paper").replaceChildren();
    render();
  }

  startTheme();
  addEventListener("beforeprint", toPaper);
  addEventListener("afterprint", toScreen);
  $("#theme").addEventListener("click", () => { theme(document.documentElement.dataset.theme === "dark" ? "light" : "dark"); render(); });
};
