// The reply form: how long the writing took, and how many characters are left. Everything works without it.

import { offerToRemember } from "./remember-writer.js";

const form = document.querySelector("#commentform");
if (form) {
  const text = form.querySelector("#comment");
  const took = form.querySelector("#took");
  const before = Number(took.value) || 0; // on a page that was refused before
  const opened = performance.now();
  form.addEventListener("submit", () => {
    took.value = (before + (performance.now() - opened) / 1000).toFixed(1);
  });
  showWhatIsLeft(text, form.querySelector("#comment-count"));
  offerToRemember(form);
}

function showWhatIsLeft(text, place) {
  const limit = Number(text.dataset.limit);
  const numbers = new Intl.NumberFormat(document.documentElement.lang);
  const show = () => {
    const left = limit - [...text.value].length;
    const isOver = left < 0;
    place.hidden = left === limit;
    place.ariaLive = left < limit * 0.1 ? "polite" : "off";
    place.classList.toggle("is-over", isOver);
    place.textContent = isOver
      ? place.dataset.over.replace("{over}", numbers.format(-left))
      : place.dataset.left.replace("{left}", numbers.format(left));
  };
  text.addEventListener("input", show);
  show();
}
