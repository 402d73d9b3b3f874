// Fills in words, numbers and recipe, and starts the parts of the page.

(() => {
  const { data, element, made } = Page;

  function notes(id, sentences) {
    element(id).replaceChildren(...sentences.map((sentence) => made("li", {}, sentence)));
  }

  function table() {
    const heads = made("tr", {}, ...data.table.heads.map((head) => made("th", { scope: "col" }, head)));
    const rows = data.table.rows.map(([name, ...cells]) =>
      made("tr", {}, made("th", { scope: "row" }, name), ...cells.map((cell) => made("td", {}, cell))));
    element("number-table").replaceChildren(made("thead", {}, heads), made("tbody", {}, ...rows));
    const meanings = data.table.meanings.flatMap(([head, tip]) => [made("dt", {}, head), made("dd", {}, tip)]);
    element("meaning-list").replaceChildren(...meanings);
    element("conventions").replaceChildren(...data.networks.flatMap((network) =>
      [made("h3", {}, network.name), ...network.sentences.map((sentence) => made("p", {}, sentence))]));
  }

  function recipe() {
    const text = JSON.stringify(JSON.parse(element("lamgui-recipe").textContent), null, 2);
    element("recipe-text").textContent = text;
    element("recipe-copy").addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(text);
        element("recipe-words").textContent = "Copied";
      } catch {
        // Where a page may not reach the clipboard, what is selected can be copied by the keys for it.
        window.getSelection().selectAllChildren(element("recipe-text"));
        element("recipe-words").textContent = "Selected: copy it with Ctrl+C";
      }
    });
  }

  element("title").textContent = data.title;
  element("subtitle").textContent = data.subtitle;
  element("program").textContent = data.program;
  notes("part-notes", data.part_notes);
  notes("number-notes", data.number_notes);
  table();
  recipe();
  Compare.start();
  Maps.start();
  Path.start();
  Theme.start(Path.show);
})();
