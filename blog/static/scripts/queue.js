// The queue: one box that ticks all, a count of the ticked, and keys for who decides a lot. Everything works without it.

const KEYS = { approve: "a", hold: "h", spam: "s", trash: "t", restore: "r" };
const PLACE = "rejoinder-queue-place";

const bulk = document.querySelector("#bulk");
let isDeciding = false; // one decision a page: the answer to it is another page
const cards = [...document.querySelectorAll(".cards .card")];
if (bulk) tickAll(bulk, [...document.querySelectorAll("[name=selected]")]);
if (cards.length) answerKeys(cards);

function tickAll(bar, boxes) {
  const all = bar.querySelector("#select-all");
  const count = bar.querySelector("output");
  const show = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    all.checked = ticked === boxes.length;
    all.indeterminate = ticked > 0 && !all.checked;
    count.textContent = ticked ? count.dataset.ticked.replace("{count}", ticked) : "";
  };
  all.addEventListener("change", () => {
    boxes.forEach((box) => (box.checked = all.checked));
    show();
  });
  boxes.forEach((box) => box.addEventListener("change", show));
  all.closest("label").hidden = false;
  show();
}

// Single keys count only while the focus is within a reply, and never while someone writes.
function answerKeys(cards) {
  document.documentElement.classList.add("has-keys");
  document.querySelector(".keys")?.removeAttribute("hidden");
  cards.forEach((card) => card.querySelectorAll(".decision button").forEach(nameKey));
  document.addEventListener("keydown", (event) => {
    const card = event.target.closest?.(".card");
    const isWriting = event.target.matches?.("textarea, input:not([type=checkbox])");
    if (!card || isWriting || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    if (obey(event.key.toLowerCase(), card, cards)) event.preventDefault();
  });
  returnToPlace(cards);
}

// The browser may forbid it; then the focus starts at the top.
function remember(place) {
  try {
    sessionStorage.setItem(PLACE, place);
  } catch {
    return;
  }
}

function recall() {
  try {
    const place = sessionStorage.getItem(PLACE);
    sessionStorage.removeItem(PLACE);
    return place;
  } catch {
    return null;
  }
}

function nameKey(button) {
  const key = KEYS[button.value];
  if (!key) return;
  button.dataset.key = key;
  button.setAttribute("aria-keyshortcuts", key);
}

function obey(key, card, cards) {
  const place = cards.indexOf(card);
  const button = card.querySelector(`.decision button[data-key="${CSS.escape(key)}"]`);
  if (button) {
    if (isDeciding) return true;
    isDeciding = true;
    button.click();
    remember(place);
  } else if (key === "j" || key === "k") {
    cards[place + (key === "j" ? 1 : -1)]?.focus();
  } else if (key === "x") {
    card.querySelector("[name=selected]").click();
  } else {
    return false;
  }
  return true;
}

// After a decision by key the next reply stands where the decided one stood, and has the focus.
function returnToPlace(cards) {
  const place = recall();
  const isBack = new URLSearchParams(location.search).has("done");
  if (place !== null && isBack) cards[Math.min(Number(place), cards.length - 1)].focus();
}
