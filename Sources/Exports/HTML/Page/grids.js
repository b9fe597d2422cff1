// Numbers in tables: rows by unit, matrices with heads at rows and columns.

/// How many units and how many rows of a matrix are shown at a time; how many matrices of a value.
const [unitsShown, rowsShown, matricesShown] = [32, 32, 16];
/// On paper a matrix is cut into pieces of so many columns, and so many pieces are printed.
const [paperColumns, paperPieces] = [12, 3];

/// What moves together: the vectors of a layer, or the columns of one value.
function windowKey(at) {
  const { dims, layer, parts } = listed[at];
  const units = unitsOf(trace.layers[layer]);
  const isByUnit = dims.length === 1 && (dims[0] === units || parts[0]?.[1] === units);
  return isByUnit ? `layer ${layer}` : `value ${at}`;
}

/// A cell with its number on its colour. Tab reaches one cell of a table, arrow keys the others.
function cell(at, row, element, range, isPaper = false) {
  const found = number(at, row, element);
  if (found === null) return make("td", { class: "missing", "aria-label": "not on this page" }, "·");
  const label = `${listed[at].name}${index(listed[at], element)} = ${found.exact}`;
  const made = make("td", isPaper ? { class: "number" } : {
    class: "number", role: "gridcell", tabindex: "-1", "aria-label": label, title: label,
    "aria-selected": "false", "data-key": `${at}.${row}.${element}`,
  }, found.shown ?? found.exact);
  if (Number.isFinite(found.number)) {
    const rgb = colour(found.number, range);
    made.style.setProperty("--paint", css(rgb));
    made.style.setProperty("--paint-ink", isDark(rgb) ? "#fff" : "#000");
  } else made.classList.add("odd");
  return made;
}

/// The number that a cell holds.
function held(target) {
  const [at, row, element] = target.dataset.key.split(".").map(Number);
  return { at, row, element };
}

/// A table that Tab enters at its first cell.
function grid(label, attributes, ...children) {
  const table = make("table", { role: "grid", "aria-label": label, ...attributes }, ...children);
  table.querySelector(".number")?.setAttribute("tabindex", "0");
  return table;
}

/// Arrow keys go from cell to cell.
function moveAmongCells(event) {
  const here = event.target.closest?.(".number");
  const way = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0],
    Home: [0, -Infinity], End: [0, Infinity] }[event.key];
  if (!here || !way || event.shiftKey) return false;
  const rows = [...here.closest("table").rows].filter((row) => row.querySelector(".number")
    && row.offsetParent !== null);
  const at = rows.indexOf(here.parentElement);
  const cells = [...rows[at].querySelectorAll(".number")];
  const row = rows[Math.min(Math.max(at + way[0], 0), rows.length - 1)];
  const others = [...row.querySelectorAll(".number")];
  const next = others[Math.min(Math.max(cells.indexOf(here) + way[1], 0), others.length - 1)];
  focusCell(next);
  return true;
}

function focusCell(next) {
  for (const other of next.closest("table").querySelectorAll(".number[tabindex='0']")) {
    other.tabIndex = -1;
  }
  next.tabIndex = 0;
  next.focus();
}

/// `units 0…31 of 512`, with buttons to the others; null where all are shown.
function pager(key, what, count, shown) {
  if (count <= shown) return null;
  const start = state.windows.get(key) || 0;
  const last = Math.floor((count - 1) / shown) * shown;
  const move = (to) => () => {
    state.windows.set(key, Math.min(Math.max(to, 0), last));
    show();
    document.querySelector(`[data-pager="${CSS.escape(key)}"] button:not([disabled])`)?.focus();
  };
  return make("p", { class: "pager screen-only", "data-pager": key },
    make("button", { type: "button", disabled: start === 0, onclick: move(start - shown),
      "aria-label": `${what} before` }, "◀"),
    ` ${what} ${start}…${Math.min(start + shown, count) - 1} of ${count} `,
    make("button", { type: "button", disabled: start === last, onclick: move(start + shown),
      "aria-label": `${what} behind` }, "▶"));
}
