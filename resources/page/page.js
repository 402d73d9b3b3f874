// Reads what the page holds, fills in its words and numbers, and starts its parts. Words of files are text, never HTML.

const Page = (() => {
  const data = JSON.parse(document.getElementById("lamgui-data").textContent);
  const element = (id) => document.getElementById(id);

  // An element with attributes and children; what is a text stays one.
  function made(tag, attributes = {}, ...children) {
    const one = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) one.setAttribute(name, value);
    one.append(...children);
    return one;
  }

  function drawn(tag, attributes = {}, text = "") {
    const one = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) one.setAttribute(name, value);
    if (text) one.textContent = text;
    return one;
  }

  function bytesOf(base64) {
    return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  }

  function options(select, names) {
    select.replaceChildren(...names.map((name, k) => made("option", { value: String(k) }, name)));
  }

  // Calls with the place, 0..1 from left to right, while the mouse or a finger is dragged over an element.
  function onDrag(target, move) {
    const report = (event) => {
      const place = target.getBoundingClientRect();
      move(Math.min(1, Math.max(0, (event.clientX - place.left) / place.width)));
    };
    target.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      target.setPointerCapture(event.pointerId);
      report(event);
    });
    target.addEventListener("pointermove", (event) => {
      if (target.hasPointerCapture(event.pointerId)) report(event);
    });
  }

  return { data, element, made, drawn, bytesOf, options, onDrag };
})();
