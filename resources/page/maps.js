// The maps of all networks in one look, which the reader changes: contrast, limits, opacity, colours, outline.

const Maps = (() => {
  const { data, element, made, drawn, bytesOf } = Page;
  const tables = Object.fromEntries(Object.entries(data.looks.tables).map(([name, text]) => [name, bytesOf(text)]));
  const grounds = { ground: bytesOf(data.looks.ground), pale_ground: bytesOf(data.looks.pale_ground) };
  const signedTable = bytesOf(data.looks.signed_table);
  const names = Object.keys(tables);
  const numbers = { gamma: 1, percentile: 99, low: 0, high: 100, opacity: 100 };
  let cards = [];

  function mapOf(network) {
    const bytes = bytesOf(network.map.values);
    const Values = network.map.is_double ? Float64Array : Float32Array;
    return { ...network.map, values: new Values(bytes.buffer), luma: bytesOf(network.map.luma) };
  }

  // A number that was stated finer than its slider's steps stays what it is until the slider is moved.
  function setNumber(name, value) {
    numbers[name] = value;
    element(name).value = String(value);
  }

  function contrast() {
    const { gamma, percentile, low, high } = numbers;
    return { kind: element("contrast-kind").value, gamma, percentile, low: low / 100, high: high / 100 };
  }

  function look() {
    const name = names[Number(element("colours").value)], signed = element("signed").checked;
    return {
      contrast: contrast(), signed, table: signed ? signedTable : tables[name],
      begins_white: data.looks.from_white.includes(name), over_input: element("over-input").checked,
      opacity: numbers.opacity / 100, rise: data.looks.rise, pale_rise: data.looks.pale_rise, ...grounds,
    };
  }

  function card(network) {
    const { width, height } = network.map, patch = network.patch, scale = network.scale;
    const canvas = made("canvas", { width, height, role: "img", "aria-label": `Map of ${network.name}` });
    const lines = drawn("svg", { viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: "none", "aria-hidden": "true" });
    const place = { x: patch.x / scale, y: patch.y / scale, width: patch.size / scale, height: patch.size / scale };
    const areas = network.outline.flatMap((points) => ["area-rim", "area"].map((style) => drawn("polygon", { points, class: style })));
    lines.append(drawn("rect", { ...place, class: "box-rim" }), drawn("rect", { ...place, class: "box" }), ...areas);
    const words = made("span", {}, network.map.words);
    const figure = made("figure", {}, made("div", { class: "stack" }, canvas, lines),
      made("figcaption", {}, made("strong", {}, network.name), words));
    return { network, map: mapOf(network), canvas, areas, figure };
  }

  // The limits stay one percent apart: the one that is moved pushes the other.
  function keepApart(moved) {
    if (moved === "low" && numbers.high - numbers.low < 1) setNumber("high", Math.min(100, numbers.low + 1));
    if (moved === "high" && numbers.high - numbers.low < 1) setNumber("low", Math.max(0, numbers.high - 1));
  }

  function show() {
    const kind = element("contrast-kind").value, now = look();
    element("gamma-row").hidden = kind !== "gamma";
    element("percentile-row").hidden = kind !== "percentile";
    element("gamma-words").textContent = now.contrast.gamma.toFixed(2);
    element("percentile-words").textContent = `${now.contrast.percentile.toFixed(1)} %`;
    for (const id of ["low", "high", "opacity"]) element(`${id}-words`).textContent = `${Number(numbers[id].toFixed(2))} %`;
    element("opacity").disabled = !now.over_input;
    element("colours").disabled = now.signed;
    const own = cards.map(({ map }) => Contrast.peakOf(map, now.contrast));
    const peaks = element("common-scale").checked ? own.map(() => Math.max(...own)) : own;
    cards.forEach(({ map, canvas, areas }, k) => {
      const pixels = Contrast.pixels(map, now, peaks[k]);
      canvas.getContext("2d").putImageData(new ImageData(pixels, map.width, map.height), 0, 0);
      for (const line of areas) line.style.display = element("outline").checked ? "" : "none";
    });
  }

  function reset() {
    const { contrast: stated, opacity, colour_map, signed, outline, common_scale } = data.looks;
    element("contrast-kind").value = stated.kind;
    setNumber("gamma", stated.gamma);
    setNumber("percentile", stated.percentile);
    setNumber("low", 100 * stated.low);
    setNumber("high", 100 * stated.high);
    setNumber("opacity", 100 * opacity);
    element("colours").value = String(names.indexOf(colour_map));
    element("over-input").checked = true;
    element("signed").checked = signed;
    element("outline").checked = outline;
    element("common-scale").checked = common_scale;
    show();
  }

  function start() {
    Page.options(element("colours"), names);
    cards = data.networks.map(card);
    element("map-cards").replaceChildren(...cards.map((one) => one.figure));
    element("common-scale").parentElement.hidden = cards.length < 2;
    for (const name of Object.keys(numbers)) {
      element(name).addEventListener("input", () => {
        numbers[name] = Number(element(name).value);
        keepApart(name);
      });
    }
    for (const control of element("maps").querySelectorAll("input, select")) control.addEventListener("input", show);
    element("looks-reset").addEventListener("click", reset);
    reset();
  }

  return { start, look, cards: () => cards };
})();
