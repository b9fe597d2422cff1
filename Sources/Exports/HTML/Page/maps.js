// Heatmaps: every value of a layer's loop over time.

/// Of more units a picture shows the first.
const mostUnits = 512;

/// The numbers of a value in every timestep, each with its text.
function columnsOf(at) {
  return values(at).map((row, pass) => {
    const { shown } = texts(at, pass);
    return row.slice(0, mostUnits).map((value, element) => ({ number: value, text: shown[element] }));
  });
}

/// The pictures that are drawn; where one stands in them is a frame above, which moves alone.
const drawn = new Map();

/// The picture of a value with a frame around a timestep; null where it has no loop.
function heatmap(at, here) {
  if (isPrinting) return framed(picture(at), here);
  if (!drawn.has(at)) drawn.set(at, picture(at));
  return framed(drawn.get(at), here);
}

function framed(figure, here) {
  if (figure === null) return null;
  const frame = figure.querySelector(".frame");
  const { left, wide, count } = frame.dataset;
  frame.hidden = here >= Number(count);
  frame.style.left = `${Number(left) + here * wide}px`;
  return figure;
}

/// Scrolls a long picture to its frame.
function showFrame(figure) {
  const frame = figure.querySelector(".frame"), around = frame.closest(".scroll");
  const at = frame.offsetLeft;
  if (at < around.scrollLeft || at + frame.offsetWidth > around.scrollLeft + around.clientWidth) {
    around.scrollLeft = at - around.clientWidth / 2;
  }
}

function picture(at) {
  const value = listed[at];
  if (value.loops.length === 0 || value.rows.length === 0) return null;
  const cells = columnsOf(at);
  const units = Math.max(0, ...cells.map((column) => column.length));
  if (units === 0) return null;
  const range = scale(value);
  const canvas = make("canvas", {
    role: "img",
    "aria-label": `${value.name}: ${cells.length} timesteps across, ${units} `
      + `${units === 1 ? "unit" : "units"} down, from ${value.range.firstText} to ${value.range.lastText}`,
  });
  const cell = {
    wide: Math.max(Math.min(Math.floor(560 / cells.length), 56), 3),
    tall: units <= 48 ? 20 : units <= 160 ? 8 : 3,
  };
  const margin = { left: 34, top: 18 };
  draw(canvas, { cells, units, range, cell, margin });
  const frame = make("div", { class: "frame", "data-left": margin.left, "data-wide": cell.wide, "data-count": cells.length });
  Object.assign(frame.style, { top: `${margin.top}px`, width: `${cell.wide}px`, height: `${units * cell.tall}px` });
  const find = (event) => {
    const box = canvas.getBoundingClientRect();
    const column = Math.floor((event.clientX - box.left - margin.left) / cell.wide);
    const unit = Math.floor((event.clientY - box.top - margin.top) / cell.tall);
    return cells[column] && unit >= 0 && unit < cells[column].length ? { column, unit } : null;
  };
  canvas.addEventListener("mousemove", (event) => {
    const found = find(event);
    if (found && !state.isKept) explain(at, found.column, found.unit);
  });
  canvas.addEventListener("click", (event) => {
    const found = find(event);
    if (!found) return;
    bring({ at, row: found.column, element: found.unit });
    openSheet(true);
  });
  return make("figure", { class: "map" },
    make("figcaption", {}, make("strong", {}, name(at)), make("span", { class: "quiet" }, `  ${value.note || value.shape}`
      + (value.count > mostUnits ? `, the first ${units} of ${value.count} units` : ""))),
    make("div", { class: "scroll" }, make("div", { class: "plate" }, canvas, frame)), legend(range, cells.flat(), value.range));
}

function draw(canvas, { cells, units, range, cell, margin }) {
  const style = getComputedStyle(document.body);
  const quiet = isPrinting ? "#333" : style.getPropertyValue("--quiet");
  const width = margin.left + cells.length * cell.wide + 4;
  const height = margin.top + units * cell.tall + 4;
  const sharp = Math.min(window.devicePixelRatio || 1, 2);
  canvas.width = width * sharp;
  canvas.height = height * sharp;
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  const pen = canvas.getContext("2d");
  pen.scale(sharp, sharp);
  pen.font = "11px ui-monospace, monospace";
  pen.textBaseline = "middle";
  cells.forEach((column, x) => column.forEach((found, y) => {
    drawCell(pen, found, range, cell, margin.left + x * cell.wide, margin.top + y * cell.tall);
  }));
  pen.fillStyle = quiet;
  pen.textAlign = "right";
  const every = (size, room) => Math.max(Math.ceil(room / size), 1);
  for (let y = 0; y < units; y += every(cell.tall, 14)) {
    pen.fillText(y, margin.left - 5, margin.top + (y + 0.5) * cell.tall);
  }
  pen.textAlign = "center";
  for (let x = 0; x < cells.length; x += every(cell.wide, 30)) {
    pen.fillText(x, margin.left + (x + 0.5) * cell.wide, 9);
  }
}

function drawCell(pen, { number: value, text: shown }, range, cell, left, top) {
  const rgb = Number.isFinite(value) ? colour(value, range) : [96, 96, 96];
  pen.fillStyle = css(rgb);
  pen.fillRect(left, top, cell.wide - (cell.wide > 8 ? 1 : 0), cell.tall - (cell.tall > 8 ? 1 : 0));
  pen.fillStyle = isDark(rgb) ? "#fff" : "#000";
  pen.textAlign = "center";
  const isRoomy = cell.wide >= shown.length * 6.7 && cell.tall >= 16;
  const text = Number.isNaN(value) ? "×" : !Number.isFinite(value) ? "∞"
    : isRoomy ? shown : cell.wide > 8 && cell.tall > 8 && value < 0 ? "−" : "";
  if (text) pen.fillText(text, left + cell.wide / 2, top + cell.tall / 2, cell.wide);
}

function legend(range, cells, { firstText, lastText, kind, isFixed }) {
  const canvas = make("canvas", { "aria-hidden": "true" });
  canvas.width = 120;
  canvas.height = 12;
  const pen = canvas.getContext("2d");
  for (let x = 0; x < 120; x += 1) {
    pen.fillStyle = css(colour(range.first + ((range.last - range.first) * x) / 119, range));
    pen.fillRect(x, 0, 1, 12);
  }
  const odd = cells.filter(({ number: value }) => !Number.isFinite(value)).length;
  return make("div", { class: "legend" }, firstText, canvas,
    lastText + (kind === "both" ? ", 0 in the middle" : "") + (isFixed ? ", the function’s own ends" : "")
      + (odd > 0 ? `; × or ∞: ${odd} that are no finite number` : ""));
}

/// The pictures of a layer's loop, in the order of its card: what it reads, then gates before z.
function maps(layer, row) {
  const inputs = layer.given.filter((at) => listed[at].note === "input");
  const isFolded = (at) => listed[at].parts.length > 0;
  const own = [...layer.equations.filter((at) => !isFolded(at)), ...layer.equations.filter(isFolded)];
  return [...inputs, ...own].map((at) => heatmap(at, row)).filter((map) => map !== null);
}
