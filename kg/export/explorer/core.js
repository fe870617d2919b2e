// Small helpers for every other file, the data, and the one namespace: KG.
"use strict";
window.KG = (() => {
  const SLICE = 300; // rows put into the page at a time
  const $ = (selector, root = document) => root.querySelector(selector);

  // An element. Text only ever goes in as text; there is no way here to pass markup.
  function el(tag, props = {}, ...children) {
    const node = document.createElement(tag);
    fill(node, props);
    node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
    return node;
  }

  function fill(node, props) {
    for (const [key, value] of Object.entries(props)) {
      if (value === null || value === undefined || value === false) continue;
      if (key === "text") node.textContent = value;
      else if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
      else node.setAttribute(key, value === true ? "" : value);
    }
  }

  function svg(tag, props = {}, ...children) {
    const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
    fill(node, props);
    node.append(...children);
    return node;
  }

  // Lower case without accents, for searching: "Şahin" and "sahin" are one.
  const LETTERS = { "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th" };
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
    .replace(/[łøđðßæœıþ]/g, (letter) => LETTERS[letter]).replace(/[’‘ʼ`]/g, "'");

  // Only http and https become links, whatever a source field holds.
  const isWeb = (address) => /^https?:\/\/[^\s]+$/i.test(address || "");

  const link = (address, text, props = {}) => isWeb(address)
    ? el("a", { href: address, target: "_blank", rel: "noopener noreferrer", ...props, text })
    : el("span", { ...props, text });

  const plural = (number, one, many = one + "s") => `${number.toLocaleString("en")} ${number === 1 ? one : many}`;

  const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December"];
  function longDate(iso) {
    const [year, month, day] = iso.split("-").map(Number);
    return `${day} ${MONTHS[month - 1]} ${year}`;
  }

  function save(blob, name) {
    const anchor = el("a", { href: URL.createObjectURL(blob), download: name });
    document.body.append(anchor);
    anchor.click();
    anchor.remove();
    setTimeout(() => URL.revokeObjectURL(anchor.href), 5000);
  }

  // Many rows a few hundred at a time, so that the page stays alive; no more once `box` is gone.
  function inSlices(box, count, make, from = 0) {
    if (from >= count || !box.isConnected) return;
    const parts = [];
    for (let n = from; n < Math.min(count, from + SLICE); n++) parts.push(...make(n));
    box.append(...parts);
    setTimeout(() => inSlices(box, count, make, from + SLICE));
  }

  const say = (text) => { $("#live").textContent = text; };

  // The same, for the eyes as well, for a moment.
  let until = 0;
  function tell(text) {
    say(text);
    $("#told").textContent = text;
    $("#told").hidden = false;
    clearTimeout(until);
    until = setTimeout(() => { $("#told").hidden = true; }, 2500);
  }

  // Text → the clipboard; where the browser keeps the page from it, by way of a selection.
  async function copy(text, what) {
    let done = true;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = el("textarea", { class: "vh" }), back = document.activeElement;
      area.value = text;
      ($("dialog[open]") || document.body).append(area);
      area.select();
      done = document.execCommand("copy");
      area.remove();
      if (back) back.focus();
    }
    tell(done ? `${what} copied` : `${what} could not be copied: the browser does not allow it`);
  }

  async function load() {
    const block = $("#kg-data");
    const raw = block.textContent.trim();
    if (block.dataset.encoding !== "gzip") return KG.unpack(JSON.parse(raw));
    const binary = atob(raw), bytes = new Uint8Array(binary.length);
    for (let k = 0; k < binary.length; k++) bytes[k] = binary.charCodeAt(k);
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return KG.unpack(JSON.parse(await new Response(stream).text()));
  }

  return { $, el, svg, fold, isWeb, link, plural, longDate, save, inSlices, say, tell, copy, load };
})();
