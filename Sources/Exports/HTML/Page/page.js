// The page: what is shown, the keys, the start.

function layerButtons() {
  trace.layers.forEach((layer, at) => {
    const first = trace.ticks.findIndex(([id]) => listed[id].layer === at);
    $("layers").append(make("li", {}, make("button", {
      type: "button", "data-layer": at, disabled: first < 0, onclick: () => go(first),
    }, make("bdi", {}, layer.path), make("small", {}, layer.title))));
  });
}

function show() {
  const [at, row] = current();
  const layer = trace.layers[listed[at].layer];
  showSteps(at, row, layer);
  $("layer-path").textContent = layer.path;
  $("layer-title").textContent = `${layer.title}   ${layer.shapes}`;
  const isMasked = layer.mask !== null && values(layer.mask)[row]?.[0] === 0;
  $("masked").hidden = !isMasked;
  $("masked").textContent = isMasked ? "masked: the state is carried over" : "";
  $("equations").classList.toggle("is-masked", isMasked);
  $("equations").replaceChildren(...card(layer, row, { here: at }).filter((part) => part !== null));
  const pictures = maps(layer, row);
  if (state.moves) $("equations").querySelector(".here")?.scrollIntoView({ block: "nearest" });
  $("over-time").hidden = pictures.length === 0;
  $("maps").replaceChildren(...pictures);
  const found = state.number || { at, row, element: 0 };
  if (number(found.at, found.row, found.element)) {
    explain(found.at, found.row, found.element, state.isKept);
  }
  try {
    history.replaceState(null, "", `#${tickNumber(state.tick)}`);
  } catch { /* a page in a frame without an address */ }
}

/// The buttons and the slider, and in words where one stands.
function showSteps(at, row, layer) {
  const value = listed[at];
  for (const button of document.querySelectorAll("#layers button, #graph button")) {
    const isHere = Number(button.dataset.layer ?? button.dataset.box) === value.layer;
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
  $("time-back").disabled = !isLoop || row === 0;
  $("time-next").disabled = !isLoop || row >= passes - 1;
  $("timestep").max = Math.max(passes - 1, 0);
  $("timestep").disabled = !isLoop;
  $("timestep").value = row;
  const steps = timesteps(value, row).slice(1).split("@").join(", ");
  $("timestep-text").textContent = isLoop ? `t = ${steps} of 0…${value.loops.map((n) => n - 1).join(", 0…")}`
    : "outside the loop";
  $("timestep").setAttribute("aria-valuetext", $("timestep-text").textContent);
}

/// `#12` is tick 12, `#12.3` its number 3.
function readAddress() {
  const [tick, element] = location.hash.slice(1).split(".").map(Number);
  const near = trace.ticks.findLastIndex((_, own) => tickNumber(own) <= tick);
  const there = Math.max(near, 0);
  const [at, row] = trace.ticks[there];
  const has = Number.isInteger(element) && number(at, row, element) !== null;
  if (has) uncover({ at, element });
  go(there, has ? { at, row, element } : null);
}

// MARK: Hands

function keys(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || $("help").open) return;
  if (event.key === "Escape") {
    openSheet(false);
    state.isKept = false;
    return;
  }
  if (["INPUT", "TEXTAREA", "SELECT"].includes(event.target.tagName)) return;
  if (moveAmongCells(event)) return event.preventDefault();
  if (event.key === "Enter" && event.target.matches?.(".number")) {
    event.preventDefault();
    return keep(event.target);
  }
  const [, row] = current();
  const todo = {
    ArrowRight: () => (event.shiftKey ? goToRow(row + 1) : go(state.tick + 1)),
    ArrowLeft: () => (event.shiftKey ? goToRow(row - 1) : go(state.tick - 1)),
    n: () => go(state.tick + 1), p: () => go(state.tick - 1),
    "]": () => goToRow(row + 1), "[": () => goToRow(row - 1),
    Home: () => go(0), End: () => go(trace.ticks.length - 1),
    Backspace: back, "?": () => $("help").showModal(),
  }[event.key];
  if (!todo) return;
  event.preventDefault();
  todo();
}

/// Keeps a cell's explanation, and brings the sheet of a phone.
function keep(target) {
  const found = held(target);
  explain(found.at, found.row, found.element, true);
  openSheet(true);
}

/// What the pointer or the focus is on.
function look({ target }) {
  const cell = target.closest?.("#equations .number");
  const operand = target.closest?.("[data-operand]");
  point(operand?.dataset.operand);
  if (!cell || state.isKept) return;
  const found = held(cell);
  explain(found.at, found.row, found.element);
}

function click(event) {
  const cell = event.target.closest?.("#equations .number");
  const operand = event.target.closest?.("[data-operand]");
  if (operand) {
    event.preventDefault();
    follow(held({ dataset: { key: operand.dataset.operand } }));
    $("why").focus({ preventScroll: true });
  } else if (cell) keep(cell);
}

function listen() {
  const actions = [
    ["first", () => go(0)], ["back", () => go(state.tick - 1)], ["step", () => go(state.tick + 1)],
    ["last", () => go(trace.ticks.length - 1)], ["why-back", back],
    ["time-back", () => goToRow(current()[1] - 1)], ["time-next", () => goToRow(current()[1] + 1)],
    ["why-close", () => openSheet(false)], ["help-open", () => $("help").showModal()],
  ];
  for (const [id, action] of actions) $(id).addEventListener("click", action);
  $("timestep").addEventListener("input", ({ target }) => goToRow(Number(target.value)));
  document.addEventListener("keydown", keys);
  document.addEventListener("mouseover", look);
  document.addEventListener("focusin", look);
  document.addEventListener("click", click);
  window.addEventListener("hashchange", readAddress);
  window.addEventListener("beforeprint", printAll);
  darkScreen.addEventListener("change", show);
}

if (trace.ticks.length > 0) {
  layerButtons();
  drawGraph();
  listen();
  readAddress();
  state.moves = true;
}
