// A layer in a timestep: what came in, every equation with its numbers, the weights.

/// The width that most vectors of a layer's equations have; those stand in one table, unit below unit.
function unitsOf(layer) {
  const counts = new Map();
  for (const at of layer.equations) {
    const { dims, parts } = listed[at];
    if (dims.length !== 1) continue;
    const width = parts.length > 0 ? parts[0][1] : dims[0];
    counts.set(width, (counts.get(width) || 0) + 1);
  }
  return [...counts].reduce((best, one) => (one[1] > best[1] ? one : best), [0, 0])[0];
}

/// The pass that a value shows while a layer stands in one.
const passOf = (at, row) =>
  (listed[at].loops.length > 0 ? Math.min(row, Math.max(listed[at].rows.length - 1, 0)) : 0);

/// Everything of a layer, as elements. `here` is the equation where one stands.
function card(layer, row, { here = -1, isPaper = false } = {}) {
  const units = unitsOf(layer);
  const isVector = (at) => listed[at].dims.length <= 1;
  const isRow = (at) => isVector(at) && (listed[at].dims.length === 0 || listed[at].dims[0] === units);
  const isFolded = (at) => listed[at].parts.length > 0 && listed[at].parts[0][1] === units;
  const weights = layer.given.filter((at) => listed[at].meaning === "weight");
  const given = layer.given.filter((at) => listed[at].meaning !== "weight" && shownAs(at) === at);
  const inRows = withTwins(layer, [...given, ...weights].filter(isRow),
    layer.equations.filter((at) => isRow(at) && !isFolded(at)), isRow);
  const folded = layer.equations.filter(isFolded);
  const others = layer.equations.filter((at) => !isRow(at) && !isFolded(at));
  const first = units > 0 && others.length > 0 && layer.equations.indexOf(others[0]) < layer.equations.findIndex(isRow);
  const table = inRows.length + folded.length === 0 ? []
    : byUnit(inRows, folded, row, { units, here, isPaper, layer });
  const rest = others.flatMap((at) => alone(at, row, { here, isPaper }));
  const isFirst = ["forward", "loss"].includes(layer.phase);
  const comesIn = section(isFirst ? "What comes in" : "What is read besides",
    [...given, ...(layer.phase === "loss" ? layer.reads : [])].filter((at) => !isRow(at)), row, { isPaper, layer });
  return [
    ...(isFirst ? comesIn : []),
    ...(first ? [...rest, ...table] : [...table, ...rest]),
    ...(isFirst ? [] : comesIn),
    ...section("Weights", weights.filter((at) => !isRow(at)), row, { isPaper, layer, folds: true }),
  ];
}

/// The row of an equation's head: an arrow where one stands, its text, what it means.
function head(at, isHere) {
  const { note, text } = listed[at];
  const isEquation = at < trace.equations.length;
  return [isHere ? make("span", { class: "arrow" }, "→ ") : null,
    isEquation ? coloured(at) : name(at),
    note ? make("small", { class: "note" }, ` ${note}`) : null,
    isHere ? make("span", { class: "unseen" }, `, where the walk stands: ${text}`) : null];
}

/// The head of what is given: its name, and what it is or whose.
function beside(at, layer) {
  const { note } = listed[at], own = layerOf(at);
  const words = at >= trace.equations.length ? note : own.call === layer.call ? "" : own.path;
  return [name(at), words ? make("small", { class: "note" }, ` ${words}`) : null];
}

// MARK: Rows by unit

/// The vectors of one width as a table, in pieces where paper is too narrow.
function byUnit(rows, folded, row, { units, here, isPaper, layer }) {
  const key = `layer ${trace.layers.indexOf(layer)}`;
  const parts = isPaper
    ? span(0, Math.ceil(Math.min(units, 64) / 8), Infinity).map((i) => span(i * 8, 8, Math.min(units, 64)))
    : [span(state.windows.get(key) || 0, unitsShown, units)];
  if (parts.length === 0) parts.push([]);
  const made = parts.map((columns) => {
    const width = Math.max(columns.length, 1);
    const title = make("tr", { class: "units" }, make("th", { scope: "col" }, units > 1 ? "unit" : ""),
      ...columns.map((unit) => make("th", { scope: "col" }, units > 1 ? String(unit) : "")));
    return make("div", { class: "scroll" }, grid(`${layer.path}, by unit`, { class: "card" },
      make("thead", {}, title),
      ...rows.map((at) => unitRow(at, row, columns, width, { isHere: at === here, isPaper, layer })),
      ...folded.map((at) => fold(at, row, columns, width, { isHere: at === here, isPaper, layer }))));
  });
  const more = isPaper && units > 64 ? [make("p", { class: "quiet" }, `the first 64 of ${units} units`)] : [];
  return [isPaper ? null : pager(key, "units", units, unitsShown), ...made, ...more];
}

/// Whether it is an equation of the layer that is shown, and not one of another that stands beside.
const isOwn = (at, layer) => at < trace.equations.length && layer.equations.includes(at);

/// The attributes of what belongs to one equation.
const marks = (at, isHere, layer) => ({
  class: `${isHere ? "here " : ""}${isOwn(at, layer) ? "is-equation" : "is-given"}`,
  "aria-current": isHere ? "step" : null, "data-name": listed[at].name,
});

/// A value's text above its numbers, for screens that are narrow, and at their left, for wide ones.
function unitRow(at, row, columns, width, { isHere, isPaper, layer }) {
  const value = listed[at], pass = passOf(at, row), range = scale(value);
  const isThere = value.rows[pass] !== undefined && words(value.rows[pass]).length > 0;
  const cells = !isThere ? [make("td", { colspan: width, class: "quiet" }, "not computed")]
    : value.dims.length === 0 ? [cell(at, pass, 0, range, isPaper),
      width > 1 ? make("td", { colspan: width - 1 }) : null]
      : columns.map((unit) => cell(at, pass, unit, range, isPaper));
  // What is given has its name alone, which stands at the left of every screen.
  const isEquation = isOwn(at, layer);
  const above = isEquation ? make("tr", { class: "above" },
    make("th", { colspan: width + 1, scope: "rowgroup" }, make("div", {}, ...head(at, isHere)))) : null;
  const title = isEquation ? head(at, isHere) : beside(at, layer);
  return make("tbody", marks(at, isHere, layer), above,
    make("tr", {}, make("th", { scope: "row" }, make("span", { class: "short" }, name(at)),
      make("span", { class: "long" }, ...title)), ...cells));
}

/// What gates are made from, folded: a row for each gate that reads a stretch of it.
function fold(at, row, columns, width, { isHere, isPaper, layer }) {
  const value = listed[at], pass = passOf(at, row), range = scale(value);
  const isThere = value.rows[pass] !== undefined && words(value.rows[pass]).length > 0;
  const isOpen = isPaper || (state.folds.get(at) ?? isHere);
  const toggle = make("button", {
    type: "button", class: "fold", "aria-expanded": String(isOpen), "data-fold": at,
    onclick: () => {
      state.folds.set(at, !isOpen);
      show();
      document.querySelector(`button[data-fold="${at}"]`)?.focus();
    },
  }, isOpen ? "▾ " : "▸ ", ...head(at, isHere));
  const title = make("tr", {}, make("th", { colspan: width + 1, scope: "rowgroup", class: "fold-head" },
    make("div", {}, isPaper ? make("span", {}, ...head(at, isHere)) : toggle)));
  const rows = !isOpen ? [] : !isThere ? [make("tr", {}, make("td", { colspan: width + 1 }, "not computed"))]
    : [...value.parts].sort((a, b) => a[0] - b[0]).map(([start, count, reader]) => make("tr", {},
      make("th", { scope: "row" }, make("span", { class: "part" }, `${value.name}[${start}:${start + count}] `,
        make("small", { class: "note" }, "for "), name(reader))),
      ...columns.map((unit) => cell(at, pass, start + unit, range, isPaper))));
  return make("tbody", marks(at, isHere, layer), title, ...rows);
}
