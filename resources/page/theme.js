// Light or dark: as the system says, and follows it, unless the reader chooses.

const Theme = (() => {
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const choice = Page.element("theme");

  function isDark() {
    return choice.value === "auto" ? system.matches : choice.value === "dark";
  }

  function start(changed) {
    const show = () => {
      document.documentElement.dataset.theme = isDark() ? "dark" : "light";
      changed();
    };
    choice.addEventListener("change", show);
    system.addEventListener("change", show);
    show();
  }

  return { start, isDark };
})();
