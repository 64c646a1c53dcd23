// One box that ticks all others of its form. Without this script each is ticked by hand.

for (const all of document.querySelectorAll("[data-select-all]")) {
  const boxes = [...all.form.elements].filter((each) => each.name === all.dataset.selectAll);
  const show = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    all.checked = ticked > 0 && ticked === boxes.length;
    all.indeterminate = ticked > 0 && ticked < boxes.length;
  };
  all.addEventListener("change", () => boxes.forEach((box) => (box.checked = all.checked)));
  boxes.forEach((box) => box.addEventListener("change", show));
  all.closest("[hidden]").hidden = false;
  show();
}
