// Where a number comes from: its formula, and a table of what it is made of, whose names lead on.

/// What is said of a number of which no equation is on the page: what it is a copy of, or what it is.
function copied(at, row, element) {
  const value = listed[at];
  if (value.meaning === "weight") return { copies: ["it is a weight of the model: no equation computes it"] };
  const first = value.sources?.[row] ?? "";
  if (!Array.isArray(first)) return { copies: first ? [first] : [] };
  const [from, pass, start] = first;
  const source = [from, pass, start + element];
  if (number(from, pass, start + element)?.exact !== number(at, row, element)?.exact) {
    return { copies: ["it was set by hand: no equation gave it"] };
  }
  const how = value.note === "from the timestep behind" ? ", handed back from there"
    : value.note === "state before"
    ? row > 0 ? ", carried over from the timestep before" : ", the state before the first timestep"
    : value.loops.length > 0 ? ", which the loop reads in this timestep" : ", under the layer’s own name";
  return { source, how };
}

/// Shows where a number comes from. `isKept` stays until another number is chosen.
function explain(at, row, element, isKept = false) {
  state.number = { at, row, element };
  state.isKept = isKept;
  const found = number(at, row, element);
  const value = listed[at];
  const why = at < trace.equations.length ? value.why[row]?.[element] : copied(at, row, element);
  $("why-place").textContent = place(at, row, element);
  $("why-back").disabled = state.trail.length === 0;
  const own = `${value.name}${index(value, element)}`;
  $("why-text").replaceChildren(
    make("p", { class: "result" }, name(at), `${index(value, element)} = `, make("strong", {}, found?.exact ?? "?"),
      value.note ? make("small", { class: "note" }, `  ${value.note}`) : null),
    ...(why ? reasons(why, own) : missing(at, row, element)), ...relatives(at, row, element));
  frameOperands();
}

function missing(at, row, element) {
  return [make("p", {}, "Its explanation is not on this page. In the debugger:"),
    make("pre", {}, `explain ${place(at, row, element)}`)];
}

function reasons(why, own) {
  const lines = [];
  const { source, how, copies = [], formula, workings = [], remarks = [], rows, caption, rounding } = why;
  if (source && how) lines.push(make("p", {}, "it is ", link(place(...source), ...source), how));
  else lines.push(...copies.map((copy) => make("p", {}, copy)));
  if (source && !how) lines.push(make("p", {}, "→ ", link(place(...source), ...source)));
  if (formula) {
    lines.push(make("div", { class: "formula" },
      make("p", {}, `${own} = `, ...pieces(formula)),
      ...workings.map((text) => make("p", { class: "working" }, `= ${text}`))));
  }
  lines.push(...remarks.map((text) => make("p", { class: "remark" }, text)));
  if (rows) lines.push(table(rows, caption));
  if (rounding) {
    lines.push(make("details", { class: "rounding" }, make("summary", {}, "rounding"),
      ...rounding.map((text) => make("p", {}, text.replace(/^\s*rounding: /, "")))));
  }
  return lines;
}

/// A name that leads to where its number stands.
function link(text, at, row, element) {
  const found = number(at, row, element);
  if (found === null) return make("span", { title: "not on this page" }, text);
  at = shownAs(at);
  return make("a", {
    class: `operand ${meaning(at)}`, href: `#${tickNumber(Math.max(tickOf(at, row), 0))}.${element}`, "data-operand": `${at}.${row}.${element}`,
    title: `${place(at, row, element)} = ${found.exact}`,
  }, text);
}

const pieces = (all) => all.map((piece) => (Array.isArray(piece) ? link(...piece) : piece));

/// A row for each term or operand: its names and below them its numbers, what it adds, a bar for its share.
function table(rows, caption) {
  const hasShares = rows.some((row) => row.length > 3);
  const columns = ["what", hasShares ? "adds" : "is", ...(hasShares ? ["share"] : [])];
  return make("div", { class: "scroll" }, make("table", { class: "terms" },
    make("caption", {}, caption),
    make("thead", {}, make("tr", {}, ...columns.map((title) => make("th", { scope: "col" }, title)))),
    make("tbody", {}, ...rows.map(([formula, numbers, result, share]) => make("tr", {},
      make("th", { scope: "row" }, ...pieces(formula),
        numbers ? make("div", { class: "quiet" }, numbers) : null),
      make("td", {}, result),
      hasShares ? make("td", {}, share === undefined ? "" : bar(share)) : null)))));
}

/// The share in words, and as a bar: full to the right of what is added, hollow of what is taken away.
function bar(share) {
  const line = make("span", { class: share < 0 ? "bar negative" : "bar", "aria-hidden": "true" });
  line.style.width = `${Math.round(Math.min(Math.abs(share), 1) * 40)}px`;
  return make("span", { class: "share" }, line, ` ${Math.round(Math.abs(share) * 100)}%`);
}

// MARK: Frames

const cellOf = (key) => document.querySelector(`#equations .number[data-key="${key}"]`);

/// Frames the number that is looked into, and those that it is made of.
function frameOperands() {
  for (const old of document.querySelectorAll("#equations .operand-of, #equations [aria-selected='true']")) {
    old.classList.remove("operand-of");
    old.setAttribute("aria-selected", "false");
  }
  const { at, row, element } = state.number;
  cellOf(`${at}.${row}.${element}`)?.setAttribute("aria-selected", "true");
  for (const own of document.querySelectorAll("#why-text [data-operand]")) {
    cellOf(own.dataset.operand)?.classList.add("operand-of");
  }
}

/// Frames what a link points at, while it does; of what is folded, the fold.
function point(key) {
  for (const old of document.querySelectorAll(".pointed")) old.classList.remove("pointed");
  if (!key) return;
  const target = cellOf(key) || document.querySelector(`button[data-fold="${key.split(".")[0]}"]`);
  target?.classList.add("pointed");
  target?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

/// On a phone the explanation is a sheet: it comes when a number is touched, and goes when it is closed.
function openSheet(isOpen) {
  document.body.classList.toggle("has-sheet", isOpen);
}
