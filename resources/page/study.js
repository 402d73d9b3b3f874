// A study's tables, which are sorted by a click on a heading, and its maps, one of which is shown large.

(() => {
  const { data, element, made, drawn, options } = Page;
  const every = "all networks";

  // Numbers before words, and what has no value last in either direction.
  function compared(first, second, direction) {
    if (first === null || second === null) return (first === null) - (second === null);
    const isNumber = typeof first === "number" && typeof second === "number";
    return direction * (isNumber ? first - second : String(first).localeCompare(String(second), undefined, { numeric: true }));
  }

  // A table with `before` columns that cannot be sorted by; returns a function that shows some of its rows.
  function sortable(table, heads, lineOf, before, changed) {
    const body = made("tbody");
    let rows = [], by = null, direction = 1;
    const cells = heads.map((head, k) => {
      const button = made("button", { type: "button" }, head);
      const cell = made("th", { scope: "col" }, button);
      button.addEventListener("click", () => {
        direction = by === k ? -direction : 1;
        by = k;
        cells.forEach((one) => one.removeAttribute("aria-sort"));
        cell.setAttribute("aria-sort", direction > 0 ? "ascending" : "descending");
        show(rows);
      });
      return cell;
    });
    table.replaceChildren(made("thead", {}, made("tr", {}, ...before.map((head) => made("th", { scope: "col" }, head)), ...cells)), body);
    function show(some) {
      rows = some;
      cells.forEach((cell, k) => cell.classList.toggle("text", rows.some((row) => typeof row.sorts[k] === "string")));
      const ordered = by === null ? rows : [...rows].sort((a, b) => compared(a.sorts[by], b.sorts[by], direction));
      body.replaceChildren(...ordered.map(lineOf));
      changed(ordered);
    }
    return show;
  }

  function line(row, ...first) {
    const cells = row.cells.map((text, k) =>
      made("td", typeof row.sorts[k] === "number" || row.sorts[k] === null ? {} : { class: "text" }, text));
    return made("tr", {}, ...first, ...cells);
  }

  const Viewer = (() => {
    const dialog = element("viewer");
    let shown = [], at = 0;

    function show(place) {
      at = (place + shown.length) % shown.length;
      const item = shown[at], [width, height] = item.size, [x, y, side] = item.patch;
      const isOver = element("viewer-over").checked && item.input !== null;
      element("viewer-title").textContent = `${item.cells[0]}, ${item.cells[1]}`;
      element("viewer-words").textContent = data.heads.map((head, k) => `${head} ${item.cells[k]}`).slice(2).join(" · ");
      element("viewer-map").src = data.pictures[item.map];
      element("viewer-map").className = isOver ? "over" : "";
      element("viewer-input").hidden = !isOver;
      if (item.input !== null) element("viewer-input").src = data.pictures[item.input];
      const lines = element("viewer-lines"), box = { x, y, width: side, height: side };
      lines.setAttribute("viewBox", `0 0 ${width} ${height}`);
      lines.setAttribute("preserveAspectRatio", "none");
      lines.replaceChildren(drawn("rect", { ...box, class: "box-rim" }), drawn("rect", { ...box, class: "box" }));
    }

    function open(item) {
      show(Math.max(0, shown.indexOf(item)));
      dialog.showModal();
    }

    function start() {
      element("viewer-over").addEventListener("change", () => show(at));
      element("viewer-before").addEventListener("click", () => show(at - 1));
      element("viewer-next").addEventListener("click", () => show(at + 1));
      element("viewer-close").addEventListener("click", () => dialog.close());
      dialog.addEventListener("keydown", (event) => {
        if (event.key === "ArrowLeft") show(at - 1);
        if (event.key === "ArrowRight") show(at + 1);
      });
    }

    return { open, start, among: (items) => { shown = items.filter((item) => item.map !== null); } };
  })();

  function itemLine(item) {
    if (item.map === null) return line(item, made("td"));
    const picture = made("img", { src: data.pictures[item.map], alt: `Map of ${item.cells[0]}, ${item.cells[1]}`, loading: "lazy" });
    const button = made("button", { type: "button", class: "thumbnail" }, picture);
    button.addEventListener("click", () => Viewer.open(item));
    return line(item, made("td", {}, button));
  }

  element("title").textContent = data.title;
  element("subtitle").textContent = data.subtitle;
  element("program").textContent = data.program;
  element("means-note").textContent = data.means_note;
  element("findings").textContent = data.findings.join("\n");
  element("notes").replaceChildren(...data.notes.map((note) => made("li", {}, note)));
  sortable(element("means"), data.means.heads, (row) => line(row), [], () => {})(data.means.rows);

  const names = [every, ...new Set(data.items.map((item) => item.cells[0]))];
  options(element("network"), names);
  const showItems = sortable(element("items"), data.heads, itemLine, ["Map"], Viewer.among);
  function choose() {
    const name = names[Number(element("network").value)], part = element("picture").value.toLowerCase();
    const chosen = data.items.filter((item) =>
      (name === every || item.cells[0] === name) && item.cells[1].toLowerCase().includes(part));
    element("count").textContent = `${chosen.length} of ${data.items.length}`;
    showItems(chosen);
  }
  element("network").addEventListener("change", choose);
  element("picture").addEventListener("input", choose);
  choose();
  Viewer.start();
  Theme.start(() => {});
})();
