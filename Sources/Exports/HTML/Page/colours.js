// Colours of numbers. They differ for every kind of colour vision and in how light they are, and no
// colour is alone: a cell has its number in it, a picture its legend.
// About 0: blue below, orange above. Of numbers of one sign the strongest is furthest from 0: from the
// ground to a dark or a light violet, to blue where all are negative.
const scales = {
  light: {
    diverging: [[33, 90, 160], [128, 174, 217], [247, 247, 247], [244, 178, 108], [176, 84, 0]],
    sequential: [[247, 247, 250], [203, 194, 228], [133, 118, 180], [72, 42, 130]],
  },
  dark: {
    diverging: [[120, 186, 245], [50, 96, 148], [32, 38, 48], [140, 82, 24], [250, 170, 84]],
    sequential: [[30, 35, 46], [72, 60, 122], [134, 116, 200], [216, 206, 255]],
  },
};
const darkScreen = window.matchMedia("(prefers-color-scheme: dark)");
let isPrinting = false;

/// From which number to which the colours of a value go.
function scale({ range: { first, last, kind } }) {
  const theme = darkScreen.matches && !isPrinting ? scales.dark : scales.light;
  const colours = kind === "both" ? theme.diverging
    : kind === "negative" ? theme.diverging.slice(0, 3).reverse() : theme.sequential;
  return { first, last, colours };
}

/// Red, green and blue of a number on a scale.
function colour(value, { first, last, colours }) {
  const share = first === last ? 0.5 : Math.min(Math.max((value - first) / (last - first), 0), 1);
  const at = share * (colours.length - 1);
  const left = Math.min(Math.floor(at), colours.length - 2);
  return colours[left].map((part, i) =>
    Math.round(part + (colours[left + 1][i] - part) * (at - left)));
}

const css = (rgb) => `rgb(${rgb.join(",")})`;

/// Whether white is easier to read on it than black.
function isDark(rgb) {
  const [r, g, b] = rgb.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b < 0.179;
}

// MARK: Meanings

/// The class that a value's name has: gates are counted through, for each has a colour of its own.
function meaning(at) {
  const value = listed[at];
  // A gradient has the colour of what it is of.
  if (at < trace.equations.length && value.of !== null) return meaning(value.of);
  if (value.meaning !== "gate") return `m-${value.meaning}`;
  const gates = trace.layers[value.layer].equations.filter((own) => listed[own].meaning === "gate");
  return `m-gate-${gates.indexOf(at) % 4}`;
}

const name = (at) => make("span", { class: `name ${meaning(at)}` }, listed[at].name);

/// An equation's text, the names in it coloured by what they are.
function coloured(at) {
  const { text, layer } = listed[at];
  const known = new Map();
  const { given, reads, equations } = trace.layers[layer];
  for (const own of [...reads, ...given, ...equations]) known.set(listed[own].name, own);
  const pieces = [];
  let end = 0;
  for (const found of text.matchAll(/∂?[\p{L}\p{M}_][\p{L}\p{M}\p{N}_₋₊′]*/gu)) {
    const after = found.index + found[0].length;
    if (!known.has(found[0]) || text[after] === "(") continue;
    pieces.push(text.slice(end, found.index), name(known.get(found[0])));
    end = after;
  }
  return make("bdi", { class: "equation" }, ...pieces, text.slice(end));
}
