// The page of a trace: its numbers, and how they are called.
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
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

/// Everything that is listed, by its place: the results of the equations, then what they read besides.
const listed = [...trace.equations, ...trace.given];

/// Where a value is shown: an input that a layer reads twice, as attention reads itself, stands once.
function shownAs(at) {
  const own = listed[at];
  if (at < trace.equations.length) return at;
  const twin = trace.layers[own.layer].given.find((other) => listed[other].name === own.name
    && listed[other].meaning === own.meaning && listed[other].rows[0] === own.rows[0]
    && listed[other].rows.length === own.rows.length && listed[other].shape === own.shape);
  return twin ?? at;
}

const words = (text) => (text ? text.split(" ") : []);
const parsed = new Map();

/// The numbers of a value, a row for each pass of the loops around it.
function values(at) {
  if (!parsed.has(at)) {
    const number = { nan: NaN, inf: Infinity, "-inf": -Infinity, True: 1, False: 0 };
    parsed.set(at, listed[at].rows.map((row) =>
      words(row).map((word) => (word in number ? number[word] : Number(word)))));
  }
  return parsed.get(at);
}

const split = new Map();

/// A row of a value as texts: as short as it is shown, and with all digits.
function texts(at, row) {
  const key = `${at}.${row}`;
  if (!split.has(key)) {
    if (split.size > 5000) split.clear();
    split.set(key, { shown: words(listed[at].shown[row]), exact: words(listed[at].rows[row]) });
  }
  return split.get(key);
}

/// Where an element stands among the numbers of a row; −1 where it is left out: of a large weight the
/// page has the corner at the first row and column.
function position({ columns, dims }, element) {
  if (columns === undefined) return element;
  const width = dims[dims.length - 1] || 1;
  const column = element % width;
  return column < columns ? Math.floor(element / width) * columns + column : -1;
}

/// A number of the page: its value, its text and all its digits; null where the page has it not.
function number(at, row, element) {
  const { shown, exact } = texts(at, row);
  const found = position(listed[at], element);
  if (found < 0 || found >= exact.length) return null;
  return { number: values(at)[row][found], shown: shown[found], exact: exact[found] };
}

/// The place of an element along each axis.
function indices({ dims }, element) {
  const places = [];
  for (const length of [...dims].reverse()) {
    places.unshift(element % length);
    element = Math.floor(element / length);
  }
  return places;
}

/// The element at a place along each axis.
const elementAt = ({ dims }, places) => places.reduce((sum, place, axis) => sum * dims[axis] + place, 0);

/// `[3]`, `[1, 2]`; nothing for a single number.
function index(value, element) {
  return value.dims.length > 0 ? `[${indices(value, element).join(", ")}]` : "";
}

/// `@1` for the second timestep, for each loop.
function timesteps(value, row) {
  const steps = [];
  for (const length of [...value.loops].reverse()) {
    steps.unshift(row % length);
    row = Math.floor(row / length);
  }
  return steps.map((step) => `@${step}`).join("");
}

/// `lstm@2.C[5]`: what is typed in the debugger for a number.
function place(at, row, element) {
  const value = listed[at];
  return `${trace.layers[value.layer].path}${timesteps(value, row)}.${value.name}${index(value, element)}`;
}
