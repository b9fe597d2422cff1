// Shows a trace: one equation after the other, every value over time, where each number comes from.
// All text is put in as text, never as HTML; nothing is fetched.
"use strict";

const trace = JSON.parse(document.getElementById("trace").textContent);
const $ = (id) => document.getElementById(id);

/// An element with text, attributes and children.
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (name === "class") element.className = value;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

// MARK: The numbers

const words = (text) => (text === "" ? [] : text.split(" "));
const parsed = new Map();

/// The numbers of an equation, a row for each pass of the loops around it.
function values(id) {
  if (!parsed.has(id)) {
    const number = { nan: NaN, inf: Infinity, "-inf": -Infinity, True: 1, False: 0 };
    parsed.set(id, trace.equations[id].rows.map((row) =>
      words(row).map((word) => (word in number ? number[word] : Number(word)))));
  }
  return parsed.get(id);
}

/// `[3]`, `[1, 2]`: an element's place along each axis.
function index(equation, element) {
  const places = [];
  for (const length of [...equation.dims].reverse()) {
    places.unshift(element % length);
    element = Math.floor(element / length);
  }
  return places.length > 0 ? `[${places.join(", ")}]` : "";
}

/// `@1` for the second timestep, for each loop.
function timesteps(equation, row) {
  const steps = [];
  for (const length of [...equation.loops].reverse()) {
    steps.unshift(row % length);
    row = Math.floor(row / length);
  }
  return steps.map((step) => `@${step}`).join("");
}

function place(id, row, element) {
  const equation = trace.equations[id];
  const layer = trace.layers[equation.layer];
  return `${layer.path}${timesteps(equation, row)}.${equation.name}${index(equation, element)}`;
}

// MARK: Colours

// Blue, white, orange about 0, else violet to yellow: different for all kinds of colour vision.
const diverging = [[33, 90, 160], [103, 154, 204], [245, 245, 245], [240, 160, 72], [176, 84, 0]];
const sequential = [[68, 1, 84], [59, 82, 139], [33, 145, 140], [94, 201, 98], [253, 231, 37]];

/// From which number to which the colours of an equation go.
function scale({ range: { low, high, isDiverging } }) {
  return { low, high, colours: isDiverging ? diverging : sequential };
}

/// Red, green and blue of a number on a scale.
function colour(number, { low, high, colours }) {
  const share = high > low ? Math.min(Math.max((number - low) / (high - low), 0), 1) : 0.5;
  const place = share * (colours.length - 1);
  const left = Math.min(Math.floor(place), colours.length - 2);
  return colours[left].map((part, i) =>
    Math.round(part + (colours[left + 1][i] - part) * (place - left)));
}

const css = (rgb) => `rgb(${rgb.join(",")})`;
const isDark = ([r, g, b]) => r * 0.299 + g * 0.587 + b * 0.114 < 140;

// MARK: Where one stands

// A page that was just opened stays at its top.
const state = { tick: 0, number: null, moves: false };
const current = () => trace.ticks[state.tick];

/// The equations of a layer that have this many passes; they are stepped through together.
function rowsOf(layer) {
  return Math.max(0, ...layer.equations.map((id) => trace.equations[id].rows.length));
}

function go(tick, number = null) {
  state.tick = Math.min(Math.max(tick, 0), trace.ticks.length - 1);
  state.number = number;
  show();
}

/// The same equation in another timestep, or the first of the layer there.
function goToRow(row) {
  const [id] = current();
  const layer = trace.layers[trace.equations[id].layer];
  const found = trace.ticks.findIndex(([other, at]) => other === id && at === row);
  const any = trace.ticks.findIndex(([other, at]) => at === row && layer.equations.includes(other));
  if (found >= 0) go(found);
  else if (any >= 0) go(any);
}

// MARK: Numbers to look into

function explain(id, row, element) {
  state.number = { id, row, element };
  const equation = trace.equations[id];
  const why = (equation.why[row] || [])[element];
  $("why-place").textContent = place(id, row, element);
  $("why-text").textContent = why
    || `${place(id, row, element)} = ${words(equation.rows[row])[element]}\n\n`
      + "Its explanation is not on this page. In the debugger:\n"
      + `  explain ${place(id, row, element)}`;
  for (const button of document.querySelectorAll("#equations .number")) {
    const { equation: own, element: at, row: then } = button.dataset;
    button.setAttribute(
      "aria-pressed", Number(own) === id && Number(at) === element && Number(then) === row);
  }
}

/// The numbers of one pass as buttons; Tab reaches one of them, arrow keys the others.
function numbers(id, row, isPaper) {
  const equation = trace.equations[id];
  const shown = words(equation.shown[row] || "");
  const exact = words(equation.rows[row] || "");
  const range = scale(equation);
  const list = make("div", {
    class: "numbers", role: "group", "aria-label": `${equation.name}, ${exact.length} numbers`,
  });
  exact.forEach((text, element) => {
    const value = values(id)[row][element];
    const label = `${equation.name}${index(equation, element)} = ${text}`;
    const button = make(isPaper ? "span" : "button", {
      class: Number.isFinite(value) ? "number" : "number odd",
      type: isPaper ? null : "button", tabindex: isPaper ? null : element === 0 ? "0" : "-1",
      "aria-label": isPaper ? null : label, title: label,
      "aria-pressed": isPaper ? null : "false",
      "data-equation": id, "data-row": row, "data-element": element,
    }, make("small", { "aria-hidden": "true" }, equation.dims.length > 0 ? index(equation, element) : ""),
      shown[element] ?? text);
    if (Number.isFinite(value)) button.style.boxShadow = `inset 0 -5px ${css(colour(value, range))}`;
    list.append(button);
  });
  // As wide as the longest number with its index.
  const longest = (texts) => Math.max(0, ...texts.map((text) => text.length));
  const places = exact.map((_, element) => index(equation, element));
  list.style.setProperty("--wide", `${longest(shown) + longest(places) * 0.84 + 3}ch`);
  if (exact.length < equation.count) {
    list.append(make("span", { class: "quiet rest" }, `… ${equation.count - exact.length} more are not on this page`));
  }
  if (!isPaper) {
    for (const event of ["mouseover", "focusin", "click"]) {
      list.addEventListener(event, ({ target }) => {
        const button = target.closest(".number");
        if (button) explain(id, row, Number(button.dataset.element));
      });
    }
    list.addEventListener("keydown", (event) => moveAmong(list, event));
  }
  return list;
}

/// Arrow keys go from number to number while one of them has the focus.
function moveAmong(list, event) {
  const all = [...list.querySelectorAll("button")];
  const here = all.indexOf(document.activeElement);
  const to = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: all.length - 1 }[event.key];
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  if (here < 0 || to === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  if (!all[to]) return;
  all[here].tabIndex = -1;
  all[to].tabIndex = 0;
  all[to].focus();
}

function equationItem(id, row, { isHere = false, isPaper = false } = {}) {
  const equation = trace.equations[id];
  const at = Math.min(row, equation.rows.length - 1);
  const note = equation.note ? make("span", { class: "note" }, `  ${equation.note}`) : null;
  const head = make("p", { class: "equation" }, isHere ? "→ " : "", make("bdi", {}, equation.text), note);
  const body = equation.rows.length === 0
    ? make("p", { class: "quiet" }, "not on this page") : numbers(id, at, isPaper);
  return make("li", { class: isHere ? "here" : null, "aria-current": isHere ? "step" : null,
    "data-name": equation.name }, head, body);
}

// MARK: Heatmaps

/// The values of an equation as columns over time: those of its loops, or of its first axis; each
/// cell with its number and its text.
function columns(id) {
  const equation = trace.equations[id];
  const rows = values(id).map((row, at) => {
    const shown = words(equation.shown[at]);
    return row.map((number, element) => ({ number, text: shown[element] }));
  });
  if (equation.loops.length > 0) return rows;
  if (equation.dims.length < 2 || rows.length === 0) return [];
  const size = equation.dims[equation.dims.length - 1];
  const all = rows[0];
  const result = [];
  for (let start = 0; start + size <= all.length; start += size) {
    result.push(all.slice(start, start + size));
  }
  return result;
}

function heatmap(id, here) {
  const equation = trace.equations[id];
  const cells = columns(id);
  const units = Math.max(0, ...cells.map((column) => column.length));
  if (cells.length === 0 || units === 0) return null;
  const isTime = equation.loops.length > 0;
  const range = scale(equation);
  const axis = isTime ? "timesteps" : "rows";
  const figure = make("figure", { class: "map" });
  const canvas = make("canvas", {
    role: "img", tabindex: "-1",
    "aria-label": `${equation.name}: ${cells.length} ${axis} across, ${units} `
      + `${units === 1 ? "unit" : "units"} down, from ${equation.range.lowText} to ${equation.range.highText}`,
  });
  const cell = {
    wide: Math.max(Math.min(Math.floor(560 / cells.length), 56), 3),
    tall: units <= 48 ? 20 : units <= 160 ? 8 : 3,
  };
  const margin = { left: 34, top: 18 };
  const picture = { id, cells, units, range, cell, margin, here: isTime ? here : -1 };
  draw(canvas, picture);
  const find = (event) => {
    const box = canvas.getBoundingClientRect();
    const column = Math.floor((event.clientX - box.left - margin.left) / cell.wide);
    const unit = Math.floor((event.clientY - box.top - margin.top) / cell.tall);
    return cells[column] && unit >= 0 && unit < cells[column].length ? { column, unit } : null;
  };
  const look = (found) => isTime
    ? explain(id, found.column, found.unit) : explain(id, 0, found.column * units + found.unit);
  canvas.addEventListener("mousemove", (event) => {
    const found = find(event);
    if (found) look(found);
  });
  canvas.addEventListener("click", (event) => {
    const found = find(event);
    if (!found) return;
    const tick = trace.ticks.findIndex(([other, row]) => other === id && row === (isTime ? found.column : 0));
    if (tick >= 0) go(tick);
    look(found);
  });
  figure.append(
    make("figcaption", {}, make("strong", {}, equation.name),
      make("span", { class: "quiet" }, `  ${equation.note || equation.shape}`)),
    make("div", { class: "scroll" }, canvas), legend(range, cells.flat(), equation.range));
  return figure;
}

function draw(canvas, { cells, units, range, cell, margin, here }) {
  const style = getComputedStyle(document.body);
  const ink = style.getPropertyValue("--ink"), quiet = style.getPropertyValue("--quiet");
  const mark = style.getPropertyValue("--here-line");
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
  cells.forEach((column, x) => column.forEach(({ number, text: shown }, y) => {
    const left = margin.left + x * cell.wide, top = margin.top + y * cell.tall;
    const rgb = Number.isFinite(number) ? colour(number, range) : [96, 96, 96];
    pen.fillStyle = css(rgb);
    pen.fillRect(left, top, cell.wide - (cell.wide > 8 ? 1 : 0), cell.tall - (cell.tall > 8 ? 1 : 0));
    pen.fillStyle = isDark(rgb) ? "#fff" : "#000";
    pen.textAlign = "center";
    const isRoomy = cell.wide >= shown.length * 6.7 && cell.tall >= 16;
    const text = Number.isNaN(number) ? "×" : !Number.isFinite(number) ? "∞"
      : isRoomy ? shown : cell.wide > 8 && cell.tall > 8 && number < 0 ? "−" : "";
    if (text) pen.fillText(text, left + cell.wide / 2, top + cell.tall / 2, cell.wide);
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
  if (here >= 0 && here < cells.length) {
    pen.strokeStyle = ink;
    pen.lineWidth = 3;
    pen.strokeRect(margin.left + here * cell.wide - 1, margin.top - 1, cell.wide + 1, units * cell.tall + 1);
    pen.strokeStyle = mark;
    pen.lineWidth = 1;
    pen.strokeRect(margin.left + here * cell.wide - 1, margin.top - 1, cell.wide + 1, units * cell.tall + 1);
  }
}

function legend(range, cells, { lowText, highText, isDiverging }) {
  const canvas = make("canvas", { "aria-hidden": "true" });
  canvas.width = 120;
  canvas.height = 12;
  const pen = canvas.getContext("2d");
  for (let x = 0; x < 120; x += 1) {
    pen.fillStyle = css(colour(range.low + ((range.high - range.low) * x) / 119, range));
    pen.fillRect(x, 0, 1, 12);
  }
  const odd = cells.filter(({ number }) => !Number.isFinite(number)).length;
  return make("div", { class: "legend" }, lowText, canvas,
    highText + (isDiverging ? ", white is 0, − is below" : "")
      + (odd > 0 ? `; × or ∞: ${odd} that are no finite number` : ""));
}

// MARK: The page

function layerButtons() {
  trace.layers.forEach((layer, at) => {
    const first = trace.ticks.findIndex(([id]) => trace.equations[id].layer === at);
    $("layers").append(make("li", {}, make("button", {
      type: "button", "data-layer": at, disabled: first < 0, onclick: () => go(first),
    }, make("bdi", {}, layer.path), make("small", {}, layer.title))));
  });
}

function show() {
  const [id, row] = current();
  const equation = trace.equations[id];
  const layer = trace.layers[equation.layer];
  for (const button of document.querySelectorAll("#layers button")) {
    const isHere = Number(button.dataset.layer) === equation.layer;
    if (isHere) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  }
  const passes = rowsOf(layer);
  $("position").textContent = `tick ${state.tick + 1} of ${trace.tickCount}: ${layer.path}`
    + `${timesteps(equation, row)}.${equation.name}`;
  $("back").disabled = $("first").disabled = state.tick === 0;
  $("step").disabled = $("last").disabled = state.tick === trace.ticks.length - 1;
  const isLoop = equation.loops.length > 0;
  $("time").hidden = !layer.equations.some((own) => trace.equations[own].loops.length > 0);
  $("timestep").max = Math.max(passes - 1, 0);
  $("timestep").disabled = !isLoop;
  $("timestep").value = row;
  const steps = timesteps(equation, row).slice(1).split("@").join(", ");
  $("timestep-text").textContent = isLoop ? `t = ${steps} of 0…${equation.loops.map((n) => n - 1).join(", 0…")}`
    : "outside the loop";
  $("timestep").setAttribute("aria-valuetext", $("timestep-text").textContent);
  $("layer-path").textContent = layer.path;
  $("layer-title").textContent = `${layer.title}   ${layer.shapes}`;
  $("equations").replaceChildren(...layer.equations.map((own) =>
    equationItem(own, trace.equations[own].loops.length > 0 ? row : 0, { isHere: own === id })));
  const maps = layer.equations.map((own) => heatmap(own, row)).filter((map) => map !== null);
  if (state.moves) $("equations").querySelector(".here").scrollIntoView({ block: "nearest" });
  $("over-time").hidden = maps.length === 0;
  $("maps").replaceChildren(...maps);
  const number = state.number || { id, row, element: 0 };
  if (words(trace.equations[number.id].rows[number.row] || "").length > 0) {
    explain(number.id, number.row, number.element);
  }
  try {
    history.replaceState(null, "", `#${state.tick + 1}`);
  } catch { /* a page in a frame without an address */ }
}

/// `#12` is tick 12, `#12.3` its number 3.
function readAddress() {
  const [tick, element] = location.hash.slice(1).split(".").map(Number);
  const at = Number.isInteger(tick) && tick > 0 ? Math.min(tick, trace.ticks.length) - 1 : 0;
  const [id, row] = trace.ticks[at];
  const has = Number.isInteger(element) && words(trace.equations[id].rows[row] || "").length > element;
  go(at, has ? { id, row, element } : null);
}

/// Paper shows all layers, each in the timestep that is on the screen, or its last.
function printAll() {
  const [, row] = current();
  $("paper").replaceChildren(...trace.layers.map((layer) => {
    const at = (id) => Math.min(row, Math.max(trace.equations[id].rows.length - 1, 0));
    const isLoop = layer.equations.some((id) => trace.equations[id].loops.length > 0);
    const step = isLoop ? `, timestep ${Math.min(row, rowsOf(layer) - 1)}` : "";
    return make("section", {}, make("h2", {}, `${layer.path}  ${layer.title}${step}`),
      make("ol", { class: "equations" },
        ...layer.equations.map((id) => equationItem(id, at(id), { isPaper: true }))),
      make("div", { class: "maps" },
        ...layer.equations.map((id) => heatmap(id, at(id))).filter((map) => map !== null)));
  }));
}

function keys(event) {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (["INPUT", "TEXTAREA", "SELECT"].includes(event.target.tagName)) return;
  const [, row] = current();
  const todo = {
    ArrowRight: () => (event.shiftKey ? goToRow(row + 1) : go(state.tick + 1)),
    ArrowLeft: () => (event.shiftKey ? goToRow(row - 1) : go(state.tick - 1)),
    n: () => go(state.tick + 1), p: () => go(state.tick - 1),
    "]": () => goToRow(row + 1), "[": () => goToRow(row - 1),
    Home: () => go(0), End: () => go(trace.ticks.length - 1),
  }[event.key];
  if (!todo) return;
  event.preventDefault();
  todo();
}

if (trace.ticks.length > 0) {
  layerButtons();
  $("first").addEventListener("click", () => go(0));
  $("back").addEventListener("click", () => go(state.tick - 1));
  $("step").addEventListener("click", () => go(state.tick + 1));
  $("last").addEventListener("click", () => go(trace.ticks.length - 1));
  $("timestep").addEventListener("input", ({ target }) => goToRow(Number(target.value)));
  document.addEventListener("keydown", keys);
  window.addEventListener("hashchange", readAddress);
  window.addEventListener("beforeprint", printAll);
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", show);
  readAddress();
  state.moves = true;
}
