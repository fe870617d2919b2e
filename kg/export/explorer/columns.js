// The packed tables of the data (pack.py tells their form) → rows that read from the columns when asked.
"use strict";
KG.unpack = (() => {
  const NONE = Object.freeze([]);
  const total = (steps) => { let sum = 0; return Int32Array.from(steps, (step) => (sum += step)); };
  const offsets = (sizes) => { const at = new Uint32Array(sizes.length + 1); sizes.forEach((size, k) => { at[k + 1] = at[k] + size; }); return at; };

  // A column → a function from row to value. `named` gives for a table the function from its row to its name.
  function reader(column, named) {
    if (Array.isArray(column)) return (k) => column[k];
    if (column.codes) return (k) => column.values[column.codes[k]];
    if (column.rows) return (k) => (Object.hasOwn(column.rows, k) ? column.rows[k] : column.default);
    if (column.of) return (k) => (column.at[k] < 0 ? null : named[column.of](column.at[k]));
    if (column.steps) { const numbers = total(column.steps); return (k) => numbers[k]; }
    if ("prefix" in column) return (k) => column.prefix + k;
    const at = offsets(column.sizes), item = reader(column.items, named);
    return (k) => (at[k] === at[k + 1] ? NONE : Array.from({ length: at[k + 1] - at[k] }, (_, n) => item(at[k] + n)));
  }

  // A class whose objects hold the number of their row alone.
  function rows(read) {
    const Row = class { constructor(row) { this.row = row; } };
    for (const [name, of] of Object.entries(read)) Object.defineProperty(Row.prototype, name, { get() { return of(this.row); } });
    return Row;
  }

  const readers = (table, named) => Object.fromEntries(Object.entries(table.columns).map(([name, column]) => [name, reader(column, named)]));

  // The rows of a table as plain objects; what is null in a sparse column is left out, as it was before packing.
  function records(table, read) {
    const names = Object.keys(read);
    return Array.from({ length: table.count }, (_, k) => {
      const record = {};
      for (const name of names) {
        const value = read[name](k);
        if (value !== null || !table.columns[name].rows) record[name] = value;
      }
      return record;
    });
  }

  const letters = new Map(); // document → its characters: offsets count characters, JavaScript's strings count UTF-16
  KG.characters = (document) => {
    if (!letters.has(document.id)) letters.set(document.id, Array.from(document.text));
    return letters.get(document.id);
  };

  function evidenceReaders(table, documents, named) {
    const read = readers(table, named), { start, length, before, after, marks, around } = read, at = table.columns.document.at;
    const end = length ? (k) => start(k) + length(k) : (k) => start(k) + Array.from(read.quote(k)).length;
    const quote = read.quote || ((k) => KG.characters(documents[at[k]]).slice(start(k), end(k)).join(""));
    return { document: read.document, start, end, quote, ...(around && { around }),
      ...(before && { sentence: (k) => (before(k) === null ? null : [start(k) - before(k), end(k) + after(k), ...marks(k)]) }) };
  }

  // → the data: nodes and links are plain objects, facts and evidence rows; `plain()` gives all as plain objects;
  // `tables` and `evidenceOf` are for who must be quick: columns as they came, and each fact's rows of evidence.
  return (packed) => {
    const { nodes, links, facts, evidence, documents } = packed;
    const named = { documents: (k) => documents[k].id }, nodeId = reader(nodes.columns.id);
    const Evidence = rows(evidenceReaders(evidence, documents, named));
    Object.assign(named, { nodes: nodeId, evidence: (k) => new Evidence(k) });
    const readFact = readers(facts, named), Fact = rows(readFact);
    const nodeRows = records(nodes, readers(nodes, named)), linkRows = records(links, readers(links, named));
    for (const node of nodeRows) node.lines ||= [node.label];
    const copy = (one) => ({ document: one.document, start: one.start, end: one.end, quote: one.quote, ...(one.sentence && { sentence: one.sentence }), ...(one.around && { around: one.around }) });
    const data = { ...packed, nodes: nodeRows, links: linkRows, facts: Array.from({ length: facts.count }, (_, k) => new Fact(k)) };
    delete data.evidence;
    return Object.assign(Object.create({
      tables: { nodes, links, facts, evidence },
      evidenceOf: { at: offsets(facts.columns.evidence.sizes), items: facts.columns.evidence.items.at },
      plain: () => ({ ...data, facts: records(facts, readFact).map((fact) => ({ ...fact, evidence: fact.evidence.map(copy) })) }),
    }), data);
  };
})();
