// Two pictures under a divider that mouse, finger and keys move: SR against HR, the input, or another network.

const Compare = (() => {
  const { data, element, options, onDrag } = Page;
  const AROUND_PATCH = 1.5;
  const ENLARGED_MOST_REM = 48;
  let pictures = [], right = [];

  // What can be chosen: HR and the input once for each part of a picture, then each network's SR.
  function listed() {
    const found = new Map();
    const add = (name, picture, network) => {
      const key = `${picture} ${network.part}`;
      if (picture !== null && !found.has(key)) found.set(key, { name, picture, part: network.part, patch: network.patch,
        size: network.sr_size });
    };
    for (const network of data.networks) add(network.called.hr, network.hr, network);
    for (const network of data.networks) add(`${network.called.sr}, ${network.name}`, network.sr, network);
    for (const network of data.networks) add(network.called.lr, network.lr, network);
    return [...found.values()];
  }

  const left = () => pictures[Number(element("compare-left").value)];
  const chosen = () => right[Number(element("compare-right").value)];

  // Beside a picture only those of the same part of the same picture can lie.
  function offerRight() {
    const before = chosen();
    right = pictures.filter((one) => one.part === left().part && one !== left());
    if (right.length === 0) right = [left()];
    options(element("compare-right"), right.map((one) => one.name));
    const again = right.indexOf(before);
    element("compare-right").value = String(Math.max(0, again));
  }

  function show() {
    const zoomed = element("compare-zoom").checked, { size, patch } = left();
    const view = element("compare-view");
    view.style.aspectRatio = `${size[0]} / ${size[1]}`;
    view.style.maxWidth = `min(100%, ${ENLARGED_MOST_REM * Math.min(1, size[0] / size[1])}rem)`;
    const zoom = zoomed ? Math.max(1, Math.min(...size) / (patch.size * (1 + 2 * AROUND_PATCH))) : 1;
    const shift = [0, 1].map((axis) => {
      const middle = ((axis === 0 ? patch.x : patch.y) + patch.size / 2) / size[axis];
      return Math.min(0, Math.max(1 - zoom, 0.5 - zoom * middle));
    });
    for (const [id, one] of [["compare-left-picture", left()], ["compare-right-picture", chosen()]]) {
      const image = element(id);
      image.src = data.pictures[one.picture];
      image.alt = one.name;
      image.style.transform = `translate(${100 * shift[0]}%, ${100 * shift[1]}%) scale(${zoom})`;
    }
    const box = element("compare-patch").style;
    box.left = `${100 * (shift[0] + (zoom * patch.x) / size[0])}%`;
    box.top = `${100 * (shift[1] + (zoom * patch.y) / size[1])}%`;
    box.width = `${(100 * zoom * patch.size) / size[0]}%`;
    box.height = `${(100 * zoom * patch.size) / size[1]}%`;
    divide();
  }

  function divide() {
    const percent = Number(element("compare-position").value);
    element("compare-left-layer").style.clipPath = `inset(0 ${100 - percent}% 0 0)`;
    element("compare-divider").style.left = `${percent}%`;
    const words = `${left().name} at the left, ${chosen().name} at the right`;
    element("compare-words").textContent = words;
    element("compare-position").setAttribute("aria-valuetext", `${percent} %: ${words}`);
  }

  function start() {
    pictures = listed();
    options(element("compare-left"), pictures.map((one) => one.name));
    offerRight();
    element("compare-left").addEventListener("change", () => { offerRight(); show(); });
    element("compare-right").addEventListener("change", show);
    element("compare-zoom").addEventListener("change", show);
    element("compare-position").addEventListener("input", divide);
    onDrag(element("compare-view"), (place) => {
      element("compare-position").value = String(100 * place);
      divide();
    });
    show();
  }

  return { start };
})();
