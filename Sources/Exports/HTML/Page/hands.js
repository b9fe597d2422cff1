// What keys, the pointer and the buttons do.

function keys(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || $("help").open) return;
  if (event.key === "Escape") {
    openSheet(false);
    state.isKept = false;
    return;
  }
  if (["INPUT", "TEXTAREA", "SELECT"].includes(event.target.tagName)) return;
  if (moveAmongCells(event) || moveAmongTabs(event)) return event.preventDefault();
  if (event.key === "Enter" && event.target.matches?.(".number")) {
    event.preventDefault();
    return keep(event.target);
  }
  const todo = {
    ArrowRight: () => (event.shiftKey ? goThroughTime(1) : go(state.tick + 1)),
    ArrowLeft: () => (event.shiftKey ? goThroughTime(-1) : go(state.tick - 1)),
    n: () => go(state.tick + 1), p: () => go(state.tick - 1),
    "]": () => goThroughTime(1), "[": () => goThroughTime(-1),
    Home: () => go(0), End: () => go(trace.ticks.length - 1),
    Backspace: back, "?": () => $("help").showModal(),
  }[event.key] ?? (phases[event.key - 1] && phases.length > 1 ? () => goToPhase(phases[event.key - 1]) : null);
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
    ["time-back", () => goThroughTime(-1)], ["time-next", () => goThroughTime(1)],
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
  darkScreen.addEventListener("change", () => {
    drawn.clear();
    show();
  });
}
