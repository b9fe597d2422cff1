// The model's layer calls as boxes and lines, from left to right.

const box = { wide: 168, tall: 66, across: 212, down: 82, margin: 8 };

function drawGraph() {
  const items = trace.graph;
  $("graph").hidden = !items;
  if (!items) return;
  const left = (item) => box.margin + item.column * box.across;
  const middle = (item) => box.margin + item.row * box.down + box.tall / 2;
  const width = Math.max(...items.map(left)) + box.wide + box.margin;
  const height = Math.max(...items.map(middle)) + box.tall / 2 + box.margin;
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
  const list = make("ol", {}, ...items.filter(({ path }) => path !== undefined).map((item) => {
    const first = trace.ticks.findIndex(([at]) => listed[at].layer === item.layer);
    const button = make("button", {
      type: "button", disabled: item.layer === undefined || first < 0, "data-box": item.layer,
      title: `${item.path}  ${item.title}  ${item.shape}`, onclick: () => go(first),
    }, make("bdi", {}, item.path), make("small", {}, item.title), make("small", {}, item.shape));
    const place = make("li", {}, button);
    place.style.left = `${left(item)}px`;
    place.style.top = `${middle(item) - box.tall / 2}px`;
    return place;
  }));
  const picture = $("graph-picture");
  picture.append(list);
  picture.style.width = `${width}px`;
  picture.style.height = `${height}px`;
  $("graph").open = window.innerWidth >= 800 && height < 300 && items.length <= 24;
}
