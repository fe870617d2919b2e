// The address of the page and the browser's history: each step of the reader can be gone back, and never past the page.
"use strict";
KG.steps = (model, read) => {
  let written = null; // the address as we last wrote it

  // `replace` keeps the step out of the browser's history (filters, which one moves back by hand).
  function write(replace = false) {
    const hash = model.toHash();
    if (hash === location.hash.slice(1)) return;
    written = hash;
    try {
      if (replace) history.replaceState(history.state, "", `#${hash}`);
      else { location.hash = hash; remember(step + 1); }
    } catch { location.hash = hash; } // in a srcdoc frame replaceState throws
  }

  // The number of steps behind us that are this page's own: going back must not leave it.
  let step = 0;
  function remember(number) {
    step = number;
    try { history.replaceState({ step }, ""); } catch { /* in a srcdoc frame the page goes no step back */ }
  }
  const back = () => { if (((history.state || {}).step || 0) > 0) history.back(); };

  addEventListener("hashchange", () => {
    if (history.state) step = history.state.step || 0; else remember(step + 1);
    if (location.hash.slice(1) !== written) read();
    written = null;
  });
  remember((history.state || {}).step || 0);

  return { write, back };
};
