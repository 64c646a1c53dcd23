// Light, dark, or as the system says. The choice is kept in the browser's own storage: no cookie, and the page stays the
// same for everybody. It is a plain script that waits for nothing, so that a dark page is dark from the start.
(() => {
  const KEY = "rejoinder-scheme";
  const root = document.documentElement;

  function recall() {
    try {
      return localStorage.getItem(KEY) ?? "system";
    } catch {
      return "system";
    }
  }

  function keep(scheme) {
    try {
      if (scheme === "system") localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, scheme);
    } catch {
      return;
    }
  }

  function show(scheme) {
    if (scheme === "light" || scheme === "dark") root.dataset.scheme = scheme;
    else delete root.dataset.scheme;
  }

  function offer() {
    for (const choice of document.querySelectorAll(".scheme-choice")) {
      const inputs = [...choice.querySelectorAll("input")];
      const tick = () => inputs.forEach((input) => (input.checked = input.value === (root.dataset.scheme ?? "system")));
      choice.addEventListener("change", (event) => {
        keep(event.target.value);
        show(event.target.value);
      });
      addEventListener("storage", (event) => {
        if (event.key !== KEY) return;
        show(recall());
        tick();
      });
      tick();
      choice.hidden = false;
    }
  }

  show(recall());
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", offer);
  else offer();
})();
