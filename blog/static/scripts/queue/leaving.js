// How a decided card goes: at once, or, where the pointer rests on the list, when it has left; nothing moves under it.

import { tellOfChange } from "./cards.js";

const QUICK = 150; // milliseconds
let pointer = null; // where a mouse is; a finger is nowhere once it is lifted
let ghosts = [];

document.addEventListener("pointermove", (event) => {
  pointer = event.pointerType === "mouse" ? [event.clientX, event.clientY] : null;
  if (ghosts.length && !isOverList()) removeGhosts();
});
document.addEventListener("pointerdown", (event) => {
  pointer = event.pointerType === "mouse" ? [event.clientX, event.clientY] : null;
});

export function leave(card, byPointer) {
  card.classList.remove("is-deciding");
  card.classList.add("is-leaving");
  card.removeAttribute("data-current");
  card.inert = true;
  if (byPointer && isOverList()) ghosts.push(card);
  else slideAway(card);
  tellOfChange();
}

// Over a line or a card of the list, that is; the open card beside the list stays where it is. What is inert can't be
// hit: then the list itself is.
function isOverList() {
  const under = pointer && document.elementFromPoint(...pointer);
  if (!under?.closest(".cards")) return false;
  const part = under.closest(".card[data-current] > :is(.card-open, .card-acts)");
  return !part || getComputedStyle(part).position !== "absolute";
}

function removeGhosts() {
  ghosts.forEach(slideAway);
  ghosts = [];
}

function slideAway(card) {
  const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches || !card.offsetHeight;
  if (isStill) return card.remove();
  const frames = [{ blockSize: `${card.offsetHeight}px` }, { blockSize: 0, paddingBlock: 0, opacity: 0 }];
  card.style.overflow = "clip";
  card.style.minBlockSize = 0;
  card.animate(frames, { duration: QUICK, easing: "ease-out" }).finished.then(() => card.remove());
}
