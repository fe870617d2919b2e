// The timeline: facts by date of their article, and a brush over it, for the mouse and for the keyboard.
"use strict";
KG.timeline = (() => {
  const { $, el, longDate } = KG;
  const DAY = 864e5, MOST = 60; // milliseconds; bars at most
  const day = (iso) => Date.parse(iso) / DAY;
  const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"];
  const TICK = 58; // px that a tick of the scale takes
  const iso = (number) => new Date(number * DAY).toISOString().slice(0, 10);

  function build(app) {
    const { model } = app, brush = $("#brush");
    for (const [id, key] of [["#from", "from"], ["#to", "to"]]) {
      const box = $(id);
      box.title = model.first ? `A day from ${model.first} to ${model.last}` : "no fact is dated";
      box.addEventListener("change", () => typed(app, key, box));
      box.addEventListener("input", () => { if (KG.address.isDay(box.value)) typed(app, key, box); }); // whole: not to wait for Enter
      $(`#brush-${key}`).addEventListener("keydown", (event) => press(app, key, event));
    }
    brush.classList.toggle("empty", !model.first);
    if (model.first) brush.addEventListener("pointerdown", (event) => drag(app, event));
    brush.addEventListener("dblclick", () => app.filter({ from: "", to: "" }));
  }

  // A day that was typed, or nothing for no bound; what is no day is told, and the former comes back.
  function typed(app, key, box) {
    const day = box.value.trim();
    if (!day || KG.address.isDay(day)) { set(app, { [key]: day }); return; }
    KG.tell(`“${day}” is no day: write it as 2022-03-02`);
    update(app);
  }

  // Narrow to a stretch of days, or by one of its ends; the first and the last day of all stand for no bound.
  function set(app, ends) {
    const { first, last, state } = app.model, wanted = { from: state.from, to: state.to, ...ends };
    let from = wanted.from || first, to = wanted.to || last;
    if (from > to) [from, to] = "from" in ends ? [from, from] : [to, to];
    app.filter({ from: from === first ? "" : from, to: to === last ? "" : to });
  }

  // ------------------------------------------------------------------ the brush
  const span = ({ first, last }) => [day(first), day(last) + 1];
  const part = (model, number) => (number - span(model)[0]) / (span(model)[1] - span(model)[0]);

  // The day under the pointer, and whether it is nearer to its end.
  function dayAt(app, x) {
    const { left, width } = $("#brush").getBoundingClientRect(), [start, end] = span(app.model);
    const place = start + Math.min(1, Math.max(0, (x - left) / width)) * (end - start);
    return { number: Math.min(end - 1, Math.floor(place)), edge: Math.round(place) };
  }

  // On a handle: move that end. Inside a brushed stretch: move all of it. Elsewhere: brush a new one; a click takes the bar.
  function drag(app, event) {
    if (event.button) return;
    event.preventDefault();
    const { state, first, last } = app.model, [start, end] = span(app.model), at = dayAt(app, event.clientX);
    const held = event.target.id.startsWith("brush-") ? event.target.id.slice(6) : "";
    const from = day(state.from || first), to = day(state.to || last), narrowed = state.from !== "" || state.to !== "";
    const inside = !held && narrowed && at.number >= from && at.number <= to;
    let moved = false;
    const move = (now) => {
      moved = moved || Math.abs(now.clientX - event.clientX) > 3;
      if (!moved) return;
      const there = dayAt(app, now.clientX);
      if (held === "from") set(app, { from: iso(Math.min(there.edge, to)) });
      else if (held === "to") set(app, { to: iso(Math.max(there.edge - 1, from)) });
      else if (inside) {
        const shift = Math.min(end - 1 - to, Math.max(start - from, there.number - at.number));
        set(app, { from: iso(from + shift), to: iso(to + shift) });
      } else set(app, { from: iso(Math.min(at.number, there.number)), to: iso(Math.max(at.number, there.number)) });
    };
    const stop = () => {
      removeEventListener("pointermove", move);
      removeEventListener("pointerup", stop);
      removeEventListener("pointercancel", stop);
      if (!moved && !held) click(app, at.number);
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", stop);
    addEventListener("pointercancel", stop);
    if (held) event.target.focus();
  }

  // A click on a bar narrows to its days, a second one shows all again.
  function click(app, number) {
    const bin = bins(app).find((one) => one.all && day(one.from) <= number + one.days && day(one.to) >= number - one.days);
    if (!bin) return;
    const { state } = app.model, again = state.from === bin.from && state.to === bin.to;
    if (again || (bin.from === app.model.first && bin.to === app.model.last)) app.filter({ from: "", to: "" });
    else app.filter({ from: bin.from, to: bin.to });
  }

  // An arrow goes to the next day that has facts, Home and End to the first and last, Delete takes the bound away.
  function press(app, key, event) {
    const { dates, state, first, last } = app.model, now = state[key] || (key === "from" ? first : last);
    const before = dates.filter((date) => date < now), after = dates.filter((date) => date > now);
    const goal = { ArrowLeft: before[before.length - 1], ArrowDown: before[before.length - 1], ArrowRight: after[0], ArrowUp: after[0],
      PageUp: after[Math.min(9, after.length - 1)], PageDown: before[Math.max(0, before.length - 10)], Home: first, End: last,
      Delete: key === "from" ? first : last };
    if (!(event.key in goal)) return;
    event.preventDefault();
    event.stopPropagation();
    if (goal[event.key]) set(app, { [key]: goal[event.key] });
  }

  // ------------------------------------------------------------------ what is drawn
  // A bar for each stretch of time: how many facts there are, how many show, its first and last day with a fact.
  function bins(app) {
    const { model } = app, [start, end] = span(model), room = Math.max(8, Math.floor($("#brush").clientWidth / 8));
    const number = Math.max(1, Math.min(MOST, room, end - start)), days = (end - start) / number;
    const found = Array.from({ length: number }, () => ({ all: 0, on: 0, from: "", to: "", days: Math.ceil(days / 2) }));
    for (const { date, all, on } of model.byDate()) { // in order of date
      const bin = found[Math.min(number - 1, Math.floor((day(date) - start) / days))];
      bin.all += all;
      bin.on += on;
      bin.from ||= date;
      bin.to = date;
    }
    return found;
  }

  function update(app) {
    const { model } = app, { state, first, last } = model, bars = $("#bars");
    $("#from").value = state.from || first;
    $("#to").value = state.to || last;
    if (!first) { bars.replaceChildren(el("span", { class: "meta", text: "no fact is dated" })); return; }
    const found = bins(app), most = Math.max(...found.map((bin) => bin.all));
    bars.replaceChildren(...found.map((bin) => bar(bin, most)));
    $("#scale").replaceChildren(...scale(app));
    const left = 100 * part(model, day(state.from || first)), right = 100 * part(model, day(state.to || last) + 1);
    for (const [id, property, value] of [["#stretch", "left", left], ["#stretch", "width", right - left], ["#brush-from", "left", left], ["#brush-to", "left", right]]) {
      $(id).style.setProperty(property, `${value}%`);
    }
    $("#stretch").hidden = !state.from && !state.to;
    slider($("#brush-from"), model, state.from || first);
    slider($("#brush-to"), model, state.to || last);
    $("#undated").textContent = model.undated && (state.from || state.to) ? `${model.undated} undated left out` : "";
  }

  // The first days of years, months or days that the scale names: as fine as there is room for.
  function ticks(start, end, most) {
    const first = new Date(start * DAY), year = first.getUTCFullYear(), month = first.getUTCMonth();
    for (const [unit, step] of [["day", 1], ["day", 2], ["day", 7], ["month", 1], ["month", 3], ["month", 6], ...[1, 2, 5, 10, 20, 50].map((years) => ["month", 12 * years])]) {
      const from = unit === "day" ? start : Math.floor((year * 12 + month) / step) * step, found = [];
      for (let n = from; found.length <= most; n += step) {
        const number = unit === "day" ? n : Date.UTC(Math.floor(n / 12), n % 12, 1) / DAY;
        if (number >= end) break;
        if (number >= start) found.push(number);
      }
      if (found.length <= most) return found.map((number) => ({ number, text: tickText(new Date(number * DAY), unit, step) }));
    }
    return [];
  }

  function tickText(date, unit, step) {
    const month = MONTHS[date.getUTCMonth()], year = date.getUTCFullYear();
    return unit === "day" ? `${date.getUTCDate()} ${month}` : step % 12 ? `${month} ${year}` : String(year);
  }

  function scale({ model }) {
    const [start, end] = span(model), width = $("#brush").clientWidth;
    const places = ticks(start, end, Math.max(1, Math.floor(width / TICK))).map((tick) => ({ ...tick, left: part(model, end - start < 32 ? tick.number + 0.5 : tick.number) })); // of few days in the middle of the bar
    return places.filter(({ text, left }) => left * width + 7 * text.length < width + 7).map(({ text, left }) => {
      const tick = el("span", { text });
      tick.style.setProperty("left", `${100 * left}%`);
      return tick;
    });
  }

  function slider(handle, { dates, first, last }, date) {
    const words = { "aria-valuemin": 0, "aria-valuemax": day(last) - day(first), "aria-valuenow": day(date) - day(first),
      "aria-valuetext": dates.length ? longDate(date) : "no fact is dated" };
    for (const [name, value] of Object.entries(words)) handle.setAttribute(name, value);
  }

  function bar(bin, most) {
    if (!bin.all) return el("span", { class: "slot" });
    const days = bin.from === bin.to ? longDate(bin.from) : `${longDate(bin.from)} to ${longDate(bin.to)}`;
    const all = el("span", { class: "all" }), on = el("span", { class: "on" });
    all.style.setProperty("height", `${Math.max(8, (100 * bin.all) / most)}%`);
    on.style.setProperty("height", `${(100 * bin.on) / most}%`);
    return el("div", { class: "slot", "data-testid": "bar", title: `${days}: ${bin.on} of ${bin.all} facts shown` }, all, on);
  }

  return { build, update };
})();
