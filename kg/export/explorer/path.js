// Choosing the other end of a path: a word above the picture, the search box, or a click.
"use strict";
KG.path = (() => {
  const { $, say } = KG;
  let start = -1;

  const from = () => start;

  // Ask for the other end of a path from node `i`; -1 asks no more.
  function choose(app, i) {
    if (start === i) return;
    start = i;
    const asked = i >= 0, name = asked ? app.data.nodes[i].label : "";
    $("#asking").hidden = !asked;
    $("#asking-words").textContent = asked ? `Path from ${name}: type the other name, or click it.` : "";
    $("#search").setAttribute("placeholder", asked ? `Path from ${name} to …` : "Search any name");
    if (asked) {
      $("#search").focus();
      say(`Path from ${name}: type the other name`);
    }
  }

  return { from, choose };
})();
