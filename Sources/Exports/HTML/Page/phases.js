// The parts of a step of training: forward, loss, backward, update, a tab each.

const phases = ["forward", "loss", "backward", "update"]
  .filter((phase) => trace.layers.some((layer) => layer.phase === phase));
const layerOf = (at) => trace.layers[listed[at].layer];

/// The gradients of values, and what stands for them in the next step, by the values' places.
const gradients = new Map(), nexts = new Map();
trace.equations.forEach(({ of }, at) => {
  const found = layerOf(at).phase === "backward" ? gradients : nexts;
  if (of !== null && !found.has(of)) found.set(of, at);
});

/// What a gradient or an updated value is of; a value of the forward part is its own.
const origin = (at) => listed[at].of ?? at;

/// Time runs down among gradients: the next timestep of the walk is the one before.
const way = (layer) => (layer.phase === "backward" ? -1 : 1);

function phaseTabs() {
  $("phases").hidden = $("keys-phases").hidden = $("help-phases").hidden = phases.length < 2;
  if (phases.length < 2) return;
  $("phases").append(...phases.map((phase, i) => make("button", {
    type: "button", role: "tab", "data-phase": phase, "aria-controls": "equations",
    disabled: firstTick((layer) => layer.phase === phase) < 0, title: `${phase} (${i + 1})`,
    onclick: () => goToPhase(phase),
  }, phase)));
  $("equations").setAttribute("role", "tabpanel");
}

/// The tab of the layer that is shown, and the layers of its part.
function showPhase({ phase }) {
  for (const tab of $("phases").children) {
    const isHere = tab.dataset.phase === phase;
    tab.setAttribute("aria-selected", String(isHere));
    tab.tabIndex = isHere ? 0 : -1;
  }
  for (const button of document.querySelectorAll("#layers button")) {
    button.parentElement.hidden = trace.layers[button.dataset.layer].phase !== phase;
  }
}

/// The place in the walk of the first equation that is wanted; −1 where none is on the page.
const firstTick = (isLayer, isPlace = () => true) =>
  trace.ticks.findIndex(([at, row]) => isLayer(layerOf(at)) && isPlace(at, row));

/// Goes to a part: to what belongs there to the number that is kept, or to the equation where one stands, or else to the
/// same call.
function goToPhase(phase) {
  const [at, row] = current();
  const found = state.isKept ? counterpart(state.number, phase) : null;
  if (found) return follow(found);
  const isTwin = (layer) => layer.phase === phase && layer.call === layerOf(at).call;
  const isNow = (own, pass) => listed[own].loops.length === 0 || listed[at].loops.length === 0 || pass === row;
  const ticks = [
    firstTick(isTwin, (own, pass) => isNow(own, pass) && origin(own) === origin(at)), firstTick(isTwin, isNow),
    firstTick((layer) => layer.phase === phase),
  ];
  const tick = ticks.find((own) => own >= 0);
  if (tick !== undefined) go(tick);
}

/// Arrow keys go from tab to tab.
function moveAmongTabs(event) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step || !event.target.matches?.("[role=tab]")) return false;
  const tabs = [...$("phases").children].filter((tab) => !tab.disabled);
  const next = tabs[(tabs.indexOf(event.target) + step + tabs.length) % tabs.length];
  goToPhase(next.dataset.phase);
  next.focus();
  return true;
}

// MARK: What belongs together

/// The number that belongs to one in another part of the step; null where there is none.
function counterpart({ at, row, element }, phase) {
  const own = origin(at);
  const other = { forward: own, backward: gradients.get(own), update: nexts.get(own) }[phase];
  return other === undefined ? null : related(other, at, row, element);
}

/// The same number of another value, in the same timestep.
function related(other, at, row, element) {
  if (String(listed[other].loops) !== String(listed[at].loops)) return null;
  return number(other, row, element) ? { at: other, row, element } : null;
}

/// In words what a number is the gradient of, what its own is, what becomes of it.
function relatives(at, row, element) {
  const ofWhat = layerOf(at).phase === "backward" ? "it is the gradient of " : "in the next step it stands for ";
  const all = [[ofWhat, listed[at].of, ", which is "], ["its gradient: ", gradients.get(at), " = "],
    ["after the update: ", nexts.get(at), " = "]];
  return all.flatMap(([words, other, is]) => {
    const found = other === null || other === undefined ? null : related(other, at, row, element);
    if (!found) return [];
    const { exact, shown } = number(found.at, row, element);
    return [make("p", { class: "relative" }, words, link(place(found.at, row, element), found.at, row, element),
      `${is}${shown ?? exact}`)];
  });
}

/// The rows of a layer: what is given, what else is read of other calls, its equations; above a gradient what it is of,
/// above what an update gives what it began with.
function withTwins(layer, given, equations, isRow) {
  if (layer.phase === "forward") return [...given, ...equations];
  const twins = new Set([...given, ...equations].map((at) => listed[at].of).filter((of) => of !== null && isRow(of)));
  const rows = [...new Set([...given, ...layer.reads.filter(isRow), ...equations])].filter((at) => !twins.has(at));
  return rows.flatMap((at) => (twins.has(listed[at].of) ? [listed[at].of, at] : [at]));
}
