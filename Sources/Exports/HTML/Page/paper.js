// Paper shows all layers, each in the timestep that is on the screen, or its last.

function printAll() {
  const [, row] = current();
  isPrinting = true;
  $("paper").replaceChildren(...trace.layers.map((layer) => {
    const pass = Math.min(row, Math.max(rowsOf(layer) - 1, 0));
    const isLoop = layer.equations.some((at) => listed[at].loops.length > 0);
    const step = isLoop ? `, timestep ${pass}` : "";
    return make("section", {}, make("h2", {}, `${layer.path}  ${layer.title}${step}`),
      ...card(layer, pass, { isPaper: true }).filter((part) => part !== null),
      make("div", { class: "maps" }, ...maps(layer, pass)));
  }));
  isPrinting = false;
}
