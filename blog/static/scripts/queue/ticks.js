// One box that ticks all, and a count of the ticked. Cards come and go, so the boxes are looked for each time.

export function countTicks(bar) {
  const all = bar.querySelector("#select-all");
  const count = bar.querySelector("output");
  const boxes = () => [...document.querySelectorAll(".card:not(.is-leaving) [name=selected]")];
  const show = () => {
    const here = boxes();
    const ticked = here.filter((box) => box.checked).length;
    all.checked = ticked > 0 && ticked === here.length;
    all.indeterminate = ticked > 0 && !all.checked;
    count.textContent = ticked ? count.dataset.ticked.replace("{count}", ticked) : "";
  };
  all.addEventListener("change", () => {
    boxes().forEach((box) => (box.checked = all.checked));
    show();
  });
  document.addEventListener("change", (event) => event.target.name === "selected" && show());
  document.addEventListener("queue:changed", show);
  all.closest("label").hidden = false;
  show();
}
