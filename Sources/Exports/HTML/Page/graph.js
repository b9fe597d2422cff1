// The model's layer calls as boxes and lines, from left to right.

const gap = { across: 44, down: 16, margin: 8 };

function drawGraph() {
  const items = trace.graph;
  $("graph").hidden = !items;
  if (!items) return;
  const list = make("ol", {}, ...items.filter(({ path }) => path !== undefined).map(graphBox));
  const picture = $("graph-picture");
  picture.append(list);
  const box = sizeOfAll([...list.children]);
  const left = (item) => gap.margin + item.column * (box.wide + gap.across);
  const middle = (item) => gap.margin + item.row * (box.tall + gap.down) + box.tall / 2;
  const width = Math.max(...items.map(left)) + box.wide + gap.margin;
  const height = Math.max(...items.map(middle)) + box.tall / 2 + gap.margin;
  const lines = $("graph-lines");
  lines.setAttribute("width", width);
  lines.setAttribute("height", height);
  for (const item of items) {
    for (const source of item.sources.map((other) => items[other])) {
      const path = document.createElementNS(lines.namespaceURI, "path");
      const [x1, y1] = [left(source) + box.wide, middle(source)], [x2, y2] = [left(item), middle(item)];
      const bend = (x1 + x2) / 2;
      const on = item.path === undefined ? `H${x2 + box.wide}` : "";
      path.setAttribute("d", `M${x1} ${y1}C${bend} ${y1} ${bend} ${y2} ${x2} ${y2}${on}`);
      lines.append(path);
    }
  }
  items.filter(({ path }) => path !== undefined).forEach((item, i) => {
    list.children[i].style.left = `${left(item)}px`;
    list.children[i].style.top = `${middle(item) - box.tall / 2}px`;
  });
  picture.style.width = `${width}px`;
  picture.style.height = `${height}px`;
  $("graph").open = window.innerWidth >= 800 && height < 300 && items.length <= 24;
}

function graphBox(item) {
  const first = trace.ticks.findIndex(([at]) => listed[at].layer === item.layer);
  return make("li", {}, make("button", {
    type: "button", disabled: item.layer === undefined || first < 0, "data-box": item.layer,
    title: `${item.path}  ${item.title}  ${item.shape}`, onclick: () => goToCall(item.layer, first),
  }, make("bdi", {}, ...breakable(item.path)), make("small", {}, ...breakable(item.title)),
  make("small", {}, item.shape)));
}

/// A call in the part of the step that is shown, or forward.
function goToCall(call, first) {
  const { phase } = layerOf(current()[0]);
  const there = firstTick((layer) => layer.phase === phase && layer.call === call);
  go(there >= 0 ? there : first);
}

/// Makes all boxes as wide as the widest, which the style bounds, and as tall as the tallest; how large that is. What is
/// closed has no size.
function sizeOfAll(boxes) {
  $("graph").open = true;
  const wide = Math.ceil(Math.max(...boxes.map((own) => own.getBoundingClientRect().width)));
  for (const own of boxes) own.style.width = `${wide}px`;
  const tall = Math.ceil(Math.max(...boxes.map((own) => own.getBoundingClientRect().height)));
  for (const own of boxes) own.style.height = `${tall}px`;
  return { wide, tall };
}
