// Where one stands, and how one moves.

/// The tick, the number that is looked into, those looked into before, which units are shown. A page
/// that was just opened stays at its top.
const state = {
  tick: 0, number: null, isKept: false, trail: [], windows: new Map(), folds: new Map(), moves: false,
};
const current = () => trace.ticks[state.tick];

/// The tick of a place in `trace.ticks`: another number where timesteps before it are not on the page.
const tickNumber = (tick) => trace.ticks[tick][2] ?? tick + 1;

/// How many passes the loops of a layer have on this page.
function rowsOf(layer) {
  return Math.max(0, ...layer.equations.map((at) => listed[at].rows.length));
}

function go(tick, found = null) {
  state.tick = Math.min(Math.max(tick, 0), trace.ticks.length - 1);
  state.number = found;
  state.isKept = found !== null;
  show();
}

const tickNumbers = new Map(trace.ticks.map(([at, row], tick) => [`${at}.${row}`, tick]));

/// The tick of an equation in a pass; −1 where it is not on the page.
const tickOf = (at, row) => tickNumbers.get(`${at}.${row}`) ?? -1;

/// The same equation in another timestep, or the first of the layer there.
function goToRow(row) {
  const [at] = current();
  const layer = trace.layers[listed[at].layer];
  const found = tickOf(at, row);
  const any = trace.ticks.findIndex(([other, then]) => then === row && layer.equations.includes(other)
    && listed[other].loops.length > 0);
  if (found >= 0) go(found);
  else if (any >= 0) go(any);
}

/// The next timestep of the walk, or the one before.
function goThroughTime(step) {
  const [at, row] = current();
  goToRow(row + step * way(layerOf(at)));
}

/// Follows a link to a number: where it stands, the layer and the timestep are shown.
function follow(found) {
  if (state.number) state.trail.push({ tick: state.tick, number: state.number });
  bring(found);
}

/// Back to the number before.
function back() {
  const last = state.trail.pop();
  if (last) go(last.tick, last.number);
}

function bring(found) {
  const [here, row] = current();
  const value = listed[found.at];
  const isHere = value.layer === listed[here].layer
    && (value.loops.length === 0 || found.row === row);
  const isEquation = found.at < trace.equations.length;
  const own = trace.layers[value.layer].equations;
  const tick = isHere ? state.tick : isEquation ? tickOf(found.at, found.row)
    : trace.ticks.findIndex(([at, then]) => own.includes(at)
      && (value.loops.length === 0 || then === found.row));
  uncover(found);
  go(tick >= 0 ? tick : state.tick, found);
}

/// Moves the windows over a value to a number, and opens the fold that it is in.
function uncover({ at, element }) {
  const value = listed[at];
  if (value.parts.length > 0) state.folds.set(at, true);
  if (value.meaning === "weight") state.folds.set(`Weights ${value.layer}`, true);
  const to = (key, place, shown) => {
    const start = state.windows.get(key) || 0;
    if (place < start || place >= start + shown) state.windows.set(key, Math.floor(place / shown) * shown);
  };
  if (value.dims.length < 2) {
    const width = value.parts.length > 0 ? value.parts[0][1] : value.dims[0] || 1;
    return to(windowKey(at), element % width, unitsShown);
  }
  const { row, column, others } = axes(at);
  const places = indices(value, element);
  to(`rows ${at}`, places[row], rowsShown);
  to(windowKey(at), places[column], unitsShown);
  const dims = others.map((axis) => value.dims[axis]);
  to(`matrices ${at}`, elementAt({ dims }, others.map((axis) => places[axis])), matricesShown);
}
