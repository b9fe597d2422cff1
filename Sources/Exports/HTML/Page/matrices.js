// Values of two axes or more, a table for each matrix in them.

/// Which axes are rows and columns, and how the others are called: of attention one matrix a head, of
/// pictures and kernels one a channel.
function axes(at) {
  const { dims, name: own, layer } = listed[at];
  if (dims.length === 2) return { row: 0, column: 1, others: [], word: "" };
  const { heads, equations } = trace.layers[layer];
  if (!heads) return { row: 0, column: 1, others: dims.map((_, axis) => axis).slice(2), word: "channel" };
  const first = equations.map((id) => listed[id].dims).find((all) => all.length === 3);
  const count = first ? first[0] : dims[0];
  const isFirst = dims[0] === count && (dims[1] !== count || own === "Wo" || at < trace.equations.length);
  return { row: isFirst ? 1 : 0, column: dims.length - 1, others: [isFirst ? 0 : 1], word: "head" };
}

/// A value of two axes or more, a table for each matrix in it.
function matrices(at, row, isPaper = false) {
  const value = listed[at];
  const { row: down, column: across, others, word } = axes(at);
  const count = others.reduce((product, axis) => product * value.dims[axis], 1);
  const key = `matrices ${at}`;
  const start = isPaper ? 0 : state.windows.get(key) || 0;
  const made = [];
  for (let which = start; which < Math.min(start + matricesShown, count); which += 1) {
    const fixed = indices({ dims: others.map((axis) => value.dims[axis]) }, which);
    const label = others.length > 0 ? `${value.name}, ${word} ${fixed.join(" to ")}` : value.name;
    const starts = isPaper ? span(0, paperPieces, Math.ceil(value.dims[across] / paperColumns)) : [0];
    for (const piece of starts) {
      made.push(matrix(at, row, { down, across, others, fixed, label, isPaper, left: piece * paperColumns }));
    }
  }
  return [isPaper ? null : pager(key, `${word}s`, count, matricesShown),
    isPaper || value.dims[across] <= unitsShown ? null
      : pager(windowKey(at), "columns", value.dims[across], unitsShown),
    isPaper || value.dims[down] <= rowsShown ? null
      : pager(`rows ${at}`, "rows", value.dims[down], rowsShown),
    make("div", { class: "matrices" }, ...made), isPaper ? null : matrixLegend(at, row),
    isPaper && (value.dims[down] > 24 || value.dims[across] > paperColumns * paperPieces)
      ? make("p", { class: "quiet" }, `a part of ${value.dims[down]} rows and ${value.dims[across]} columns`) : null];
}

/// What the colours of a value's matrices mean.
function matrixLegend(at, row) {
  const cells = (values(at)[row] || []).map((number) => ({ number }));
  return cells.length > 0 ? legend(scale(listed[at]), cells, listed[at].range) : null;
}

function matrix(at, row, { down, across, others, fixed, label, isPaper, left }) {
  const value = listed[at];
  const range = scale(value);
  const from = isPaper ? [0, left] : [state.windows.get(`rows ${at}`) || 0, state.windows.get(windowKey(at)) || 0];
  const rows = span(from[0], isPaper ? 24 : rowsShown, value.dims[down]);
  const columns = span(from[1], isPaper ? paperColumns : unitsShown, value.dims[across]);
  // Queries and keys are called as their tokens; the place of a key is told where it is pointed at.
  const [queries, keys] = value.tokens || [];
  const head = (x) => make("th", keys ? { scope: "col", title: `key ${x}` } : { scope: "col" }, keys ? keys[x] : String(x));
  const cells = rows.map((y) => make("tr", {}, make("th", { scope: "row" }, queries ? queries[y] : String(y)),
    ...columns.map((x) => {
      const places = value.dims.map(() => 0);
      others.forEach((axis, i) => { places[axis] = fixed[i]; });
      places[down] = y;
      places[across] = x;
      return cell(at, row, elementAt(value, places), range, isPaper);
    })));
  const caption = others.length > 0 ? make("caption", {}, label.split(", ").slice(1).join(", ")) : null;
  const table = grid(`${label}, ${value.dims[down]} rows, ${value.dims[across]} columns`, { class: "matrix" }, caption,
    make("thead", {}, blocks(at, columns), make("tr", {}, make("td", {}, ""),
      ...columns.map(head))),
    make("tbody", {}, ...cells));
  return make("div", { class: "scroll" }, table);
}

const span = (start, most, count) =>
  Array.from({ length: Math.max(Math.min(most, count - start), 0) }, (_, i) => start + i);

/// Above the columns of a gated layer's weights and of their gradients, whose they are: `i`, `f`, `g`, `o`.
function blocks(at, columns) {
  const value = listed[origin(at)];
  if (value.meaning !== "weight") return null;
  const width = value.dims[value.dims.length - 1];
  const gated = trace.layers[value.layer].equations.map((id) => listed[id])
    .find(({ parts, count }) => parts.length > 0 && count === width);
  if (!gated) return null;
  const groups = [];
  for (const column of columns) {
    const reader = gated.parts.find(([start, count]) => column >= start && column < start + count)?.[2];
    if (groups.length > 0 && groups[groups.length - 1].reader === reader) groups[groups.length - 1].count += 1;
    else groups.push({ reader, count: 1 });
  }
  return make("tr", {}, make("td", {}, ""), ...groups.map(({ reader, count }) =>
    make("th", { colspan: count, scope: "colgroup" }, reader === undefined ? "" : name(reader))));
}
