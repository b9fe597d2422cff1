// Paper shows all layers, part by part, each in the timestep that is on the screen, or its last.

function printAll() {
  const [, row] = current();
  isPrinting = true;
  const part = (phase) => [phases.length > 1 ? make("h2", { class: "phase" }, phase) : null,
    ...trace.layers.filter((layer) => layer.phase === phase).map(section)];
  const section = (layer) => {
    const pass = Math.min(row, Math.max(rowsOf(layer) - 1, 0));
    const isLoop = layer.equations.some((at) => listed[at].loops.length > 0);
    const step = isLoop ? `, timestep ${pass}` : "";
    return make("section", {}, make("h2", {}, `${layer.path}  ${layer.title}${step}`),
      ...card(layer, pass, { isPaper: true }).filter((part) => part !== null),
      make("div", { class: "maps" }, ...maps(layer, pass)));
  };
  $("paper").replaceChildren(...phases.flatMap(part).filter((own) => own !== null));
  isPrinting = false;
}
