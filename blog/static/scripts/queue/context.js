// The third region of a wide screen: who wrote the open reply, what else, and the conversation; fetched when one stays.

import { current } from "./cards.js";

const SOON = 200; // milliseconds on a card
const isWide = matchMedia("(width >= 84rem) and (height >= 34rem)");

let pane;
let timer;

export function showContext(itsPane) {
  pane = itsPane;
  pane.parentElement.classList.add("has-context");
  document.addEventListener("queue:opened", later);
  document.addEventListener("queue:changed", later);
  isWide.addEventListener("change", later);
  later();
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(load, SOON);
}

async function load() {
  const id = current()?.dataset.id ?? "";
  if (!isWide.matches || pane.dataset.shown === id) return;
  pane.dataset.shown = id;
  const html = id ? await fetchPanel(id) : "";
  if (pane.dataset.shown !== id) return; // another was opened meanwhile
  pane.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
  pane.scrollTop = 0;
}

async function fetchPanel(id) {
  try {
    const answer = await fetch(pane.dataset.panel.replace("/0/", `/${id}/`));
    return answer.ok && !answer.redirected ? await answer.text() : "";
  } catch {
    return "";
  }
}
