// The settings: a chosen colour shows at once, and links of the menu move by buttons. Everything works without it.

const form = document.querySelector("#settings-form");
const rows = document.querySelector("#menu-rows");
form.addEventListener("change", ({ target }) => {
  if (target.name === "accent") document.documentElement.dataset.accent = target.value;
});
addMovers();

function addMovers() {
  const movers = document.querySelector("#menu-movers");
  for (const row of rows.children) {
    row.append(movers.content.cloneNode(true));
  }
  rows.classList.add("has-movers");
  showEnds();
  rows.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-step]");
    if (button) move(button.closest("li"), Number(button.dataset.step), button);
  });
}

// The focus stays on the button, and what was done is said, for nobody may see the row move.
function move(row, step, button) {
  const other = step < 0 ? row.previousElementSibling : row.nextElementSibling;
  if (!other) return;
  step < 0 ? other.before(row) : other.after(row);
  [...rows.children].forEach((each, index) => {
    field(each, "place").value = index + 1;
  });
  showEnds();
  button.focus();
  const said = document.querySelector("#menu-moved");
  said.textContent = said.dataset.moved
    .replace("{name}", field(row, "label").value || field(row, "address").value || "…")
    .replace("{place}", field(row, "place").value);
}

// At the ends there is no way on; the buttons stay, so that the focus is never lost.
function showEnds() {
  for (const row of rows.children) {
    row.querySelector("[data-step='-1']").ariaDisabled = String(row === rows.firstElementChild);
    row.querySelector("[data-step='1']").ariaDisabled = String(row === rows.lastElementChild);
  }
}

function field(row, name) {
  return row.querySelector(`[name$="-${name}"]`);
}
