// Values that stand by themselves: vectors of their own width, matrices, weights.

/// A value with its text above and its numbers below.
function alone(at, row, { here = -1, isPaper = false, layer = layerOf(at) } = {}) {
  const value = listed[at], pass = passOf(at, row), isHere = at === here;
  const isThere = value.rows[pass] !== undefined && words(value.rows[pass]).length > 0;
  const numbers = !isThere ? [make("p", { class: "quiet" }, value.count === 0 ? "empty" : "not computed")]
    : value.dims.length > 1 ? matrices(at, pass, isPaper) : [vector(at, pass, isPaper)];
  const shape = value.dims.length > 0 ? make("small", { class: "quiet" }, ` ${value.shape}`) : null;
  const { class: own, ...more } = marks(at, isHere, layer);
  const title = isOwn(at, layer) ? head(at, isHere) : beside(at, layer);
  const cut = isThere && words(value.rows[pass]).length < value.count && value.dims.length > 0
    ? make("p", { class: "quiet" }, `${words(value.rows[pass]).length} of ${value.count} numbers are on this page`) : null;
  return [make("section", { class: `alone ${own}`, ...more, "aria-label": value.text },
    make("p", { class: "head" }, ...title, shape), ...numbers, cut)];
}

/// A vector by itself, with its own heads.
function vector(at, row, isPaper) {
  const value = listed[at], range = scale(value);
  const count = value.dims.length === 0 ? 1 : value.dims[0];
  const key = windowKey(at);
  const pieces = isPaper ? span(0, paperPieces, Math.ceil(count / paperColumns))
    .map((piece) => span(piece * paperColumns, paperColumns, count))
    : [span(state.windows.get(key) || 0, unitsShown, count)];
  const tables = pieces.map((columns) => make("div", { class: "scroll" }, grid(value.name, { class: "matrix" },
    make("thead", {}, trimmed(blocks(at, columns)), value.dims.length === 0 ? null
      : make("tr", {}, ...columns.map((unit) => make("th", { scope: "col" }, String(unit))))),
    make("tbody", {}, make("tr", {}, ...columns.map((unit) => cell(at, row, unit, range, isPaper)))))));
  return make("div", {}, isPaper ? null : pager(key, "numbers", count, unitsShown), ...tables);
}

/// A row of heads without its corner.
function trimmed(row) {
  row?.cells[0].remove();
  return row;
}

/// A part of the card with a title; weights of many numbers are folded.
function section(title, members, row, { isPaper, layer, folds = false }) {
  if (members.length === 0) return [];
  const inside = () => members.flatMap((at) => alone(at, row, { isPaper, layer })).filter((part) => part !== null);
  if (isPaper || !folds) return [make("h3", {}, title), ...inside()];
  const key = `${title} ${listed[members[0]].layer}`;
  const size = members.reduce((sum, at) => sum + words(listed[at].rows[0]).length, 0);
  const names = members.map((at) => `${listed[at].name} ${listed[at].shape}`).join("  ");
  const isOpen = state.folds.get(key) ?? size <= 700;
  const box = make("div", {}, ...(isOpen ? inside() : []));
  return [make("details", {
    class: "section", open: isOpen,
    ontoggle: ({ target }) => {
      state.folds.set(key, target.open);
      if (target.open && box.childElementCount === 0) box.append(...inside());
    },
  }, make("summary", {}, `${title}  `, make("small", { class: "quiet" }, names)), box)];
}
