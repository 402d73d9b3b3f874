// The curves of a network with a cursor at α, and the pictures of the path at the frame that is nearest to it.

const Path = (() => {
  const { data, element, made, drawn, onDrag } = Page;
  const WIDTH = 360, HEIGHT = 200, LEFT = 52, RIGHT = 8, TOP = 22, FOOT = 22;
  let cursors = [];

  const network = () => data.networks[Number(element("path-network").value)];
  const alpha = () => Number(element("alpha").value);
  const x = (at) => LEFT + at * (WIDTH - LEFT - RIGHT);

  function short(number) {
    if (number === null || !Number.isFinite(number)) return "none";
    return String(Number(number.toPrecision(4))).replace("-", "−");
  }

  // The value of a curve at an α, on the line between its points; null where one of them is not finite.
  function valueAt(curve, at) {
    let k = curve.x.findIndex((one) => one >= at);
    if (k === -1) k = curve.x.length - 1;
    const before = Math.max(0, k - 1), width = curve.x[k] - curve.x[before];
    if (curve.y[k] === null || curve.y[before] === null) return null;
    return width > 0 ? curve.y[before] + ((at - curve.x[before]) / width) * (curve.y[k] - curve.y[before]) : curve.y[k];
  }

  // The curve as lines that end where a value is not finite.
  function lineOf(curve, y) {
    let pen = "M";
    const steps = [];
    curve.y.forEach((value, k) => {
      if (value === null) { pen = "M"; return; }
      steps.push(`${pen}${x(curve.x[k]).toFixed(2)} ${y(value).toFixed(2)}`);
      pen = "L";
    });
    return steps.join("");
  }

  function plot(curve) {
    const finite = curve.y.filter((value) => value !== null);
    const marks = curve.delta === undefined || curve.delta === null ? [] : [curve.delta];
    let low = Math.min(...finite, ...marks, ...(curve.from_zero ? [0] : [])), high = Math.max(...finite, ...marks);
    if (!Number.isFinite(low)) [low, high] = [0, 1];
    const room = 0.06 * (high - low || 1);
    [low, high] = [low - room, high + room];
    const y = (value) => HEIGHT - FOOT - ((value - low) / (high - low)) * (HEIGHT - TOP - FOOT);
    const svg = drawn("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": curve.title });
    svg.append(drawn("text", { x: LEFT, y: 14 }, curve.title));
    if (network().band) {
      const [from, to] = network().band;
      svg.append(drawn("rect", { class: "band", x: x(from), width: x(to) - x(from), y: TOP, height: HEIGHT - TOP - FOOT }));
    }
    for (const at of [0, 0.5, 1]) svg.append(drawn("text", { x: x(at), y: HEIGHT - 6, "text-anchor": "middle" }, String(at)));
    for (const value of [low + room, high - room]) {
      svg.append(drawn("text", { x: LEFT - 5, y: y(value) + 4, "text-anchor": "end" }, short(value)));
    }
    svg.append(drawn("line", { class: "axis", x1: LEFT, x2: WIDTH - RIGHT, y1: HEIGHT - FOOT, y2: HEIGHT - FOOT }));
    svg.append(drawn("line", { class: "axis", x1: LEFT, x2: LEFT, y1: TOP, y2: HEIGHT - FOOT }));
    for (const value of marks) svg.append(drawn("line", { class: "delta", x1: LEFT, x2: WIDTH - RIGHT, y1: y(value), y2: y(value) }));
    svg.append(drawn("path", { class: "curve", d: lineOf(curve, y) }));
    const cursor = drawn("line", { class: "cursor", y1: TOP, y2: HEIGHT - FOOT });
    svg.append(cursor);
    cursors.push(cursor);
    onDrag(svg, (place) => {
      element("alpha").value = String(Math.min(1, Math.max(0, (place * WIDTH - LEFT) / (WIDTH - LEFT - RIGHT))));
      moveCursor();
    });
    return svg;
  }

  function moveCursor() {
    const at = alpha(), { curves, frames } = network();
    for (const cursor of cursors) for (const end of ["x1", "x2"]) cursor.setAttribute(end, x(at));
    const distance = (frame) => Math.abs(frame.alpha - at);
    const nearest = frames.length === 0 ? null : frames.reduce((best, one) => (distance(one) < distance(best) ? one : best));
    const pictures = nearest === null ? "" : `;  nearest pictures: α ${nearest.alpha.toFixed(3)}`;
    const words = `α ${at.toFixed(3)}:  D ${short(valueAt(curves[0], at))},  Σ LAM so far ${short(valueAt(curves[2], at))}${pictures}`;
    element("path-words").textContent = words;
    element("alpha").setAttribute("aria-valuetext", words);
    if (nearest === null) return;
    element("film").replaceChildren(...nearest.pictures.map((one) => made("figure", {},
      made("img", { src: data.pictures[one.picture], alt: one.title, width: one.size[0], height: one.size[1] }),
      made("figcaption", {}, made("strong", {}, one.title), made("span", {}, one.words)))));
  }

  function show() {
    cursors = [];
    const colours = network().colours;
    element("curves").style.setProperty("--curve", Theme.isDark() ? colours.dark : colours.light);
    element("curves").replaceChildren(...network().curves.map(plot));
    element("film").replaceChildren();
    moveCursor();
  }

  function start() {
    Page.options(element("path-network"), data.networks.map((one) => one.name));
    element("path-network-row").hidden = data.networks.length < 2;
    element("path-network").addEventListener("change", show);
    element("alpha").addEventListener("input", moveCursor);
    show();
  }

  return { start, show };
})();
