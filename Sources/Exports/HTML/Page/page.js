// The page: what is shown, the address, the start.

function layerButtons() {
  trace.layers.forEach((layer, at) => {
    const first = trace.ticks.findIndex(([id]) => listed[id].layer === at);
    $("layers").append(make("li", {}, make("button", {
      type: "button", "data-layer": at, disabled: first < 0, onclick: () => go(first),
    }, make("bdi", {}, ...breakable(layer.path)), make("small", {}, ...breakable(layer.title)))));
  });
}

/// A name that may be broken between its words: Multi, Head, Attention; encoder_, attention.
function breakable(title) {
  return title.split(/(?<=[a-z0-9])(?=[A-Z])|(?<=[_/#])/)
    .flatMap((word, at) => (at > 0 ? [make("wbr"), word] : [word]));
}

/// Puts the focus back on a cell that was drawn anew: the same number in the timestep that is shown,
/// so that it can be watched while one steps.
function refocus(key) {
  if (!key) return;
  const { at, element } = held({ dataset: { key } });
  const row = passOf(at, current()[1]);
  const cell = cellOf(`${at}.${row}.${element}`);
  if (!cell) return;
  if (!state.isKept) explain(at, row, element);
  focusCell(cell);
}

function show() {
  const [at, row] = current();
  const focused = document.activeElement?.dataset?.key;
  const layer = trace.layers[listed[at].layer];
  showPhase(layer);
  showSteps(at, row, layer);
  $("layer-path").textContent = layer.path;
  $("layer-title").textContent = `${layer.title}   ${layer.shapes}`;
  const isMasked = layer.mask !== null && values(layer.mask)[row]?.[0] === 0;
  $("masked").hidden = !isMasked;
  $("masked").textContent = !isMasked ? ""
    : `masked: the ${layer.phase === "backward" ? "gradient" : "state"} is carried over`;
  $("equations").classList.toggle("is-masked", isMasked);
  $("equations").replaceChildren(...card(layer, row, { here: at }).filter((part) => part !== null));
  const pictures = maps(layer, row);
  if (state.moves) $("equations").querySelector(".here")?.scrollIntoView({ block: "nearest" });
  $("over-time").hidden = pictures.length === 0;
  // Pictures that stay are not painted again.
  const old = [...$("maps").children];
  if (old.length !== pictures.length || old.some((own, i) => own !== pictures[i])) {
    $("maps").replaceChildren(...pictures);
  }
  for (const figure of pictures) showFrame(figure);
  const found = state.number || { at, row, element: 0 };
  if (number(found.at, found.row, found.element)) {
    explain(found.at, found.row, found.element, state.isKept);
  }
  refocus(focused);
  try {
    history.replaceState(null, "", `#${tickNumber(state.tick)}`);
  } catch { /* a page in a frame without an address */ }
}

/// The buttons and the slider, and in words where one stands.
function showSteps(at, row, layer) {
  const value = listed[at];
  for (const button of document.querySelectorAll("#layers button, #graph button")) {
    const isHere = Number(button.dataset.layer ?? -1) === value.layer || Number(button.dataset.box ?? -1) === layer.call;
    if (isHere) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  }
  const passes = rowsOf(layer);
  $("position").textContent = `tick ${tickNumber(state.tick)} of ${trace.tickCount}: ${layer.path}`
    + `${timesteps(value, row)}.${value.name}`;
  $("back").disabled = $("first").disabled = state.tick === 0;
  $("step").disabled = $("last").disabled = state.tick === trace.ticks.length - 1;
  const isLoop = value.loops.length > 0;
  $("time").hidden = $("timesteps").hidden
    = !layer.equations.some((own) => listed[own].loops.length > 0);
  const isThere = (to) => isLoop && to >= 0 && to < passes;
  $("time-back").disabled = !isThere(row - way(layer));
  $("time-next").disabled = !isThere(row + way(layer));
  $("timestep").max = Math.max(passes - 1, 0);
  $("timestep").disabled = !isLoop;
  $("timestep").value = row;
  const steps = timesteps(value, row).slice(1).split("@").join(", ");
  const all = value.loops.map((n) => (way(layer) < 0 ? `${n - 1}…0` : `0…${n - 1}`)).join(", ");
  $("timestep-text").textContent = isLoop ? `t = ${steps} of ${all}` : "outside the loop";
  $("timestep").setAttribute("aria-valuetext", $("timestep-text").textContent);
}

/// `#12` is tick 12, `#12.3` its number 3; a part of the page is no tick.
function readAddress() {
  const [tick, element] = location.hash.slice(1).split(".").map(Number);
  if (Number.isNaN(tick)) return;
  const near = trace.ticks.findLastIndex((_, own) => tickNumber(own) <= tick);
  const there = Math.max(near, 0);
  const [at, row] = trace.ticks[there];
  const has = Number.isInteger(element) && number(at, row, element) !== null;
  if (has) uncover({ at, element });
  go(there, has ? { at, row, element } : null);
}

if (trace.ticks.length > 0) {
  phaseTabs();
  layerButtons();
  drawGraph();
  listen();
  readAddress();
  state.moves = true;
}
