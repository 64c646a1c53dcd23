// One key each: every element with `data-key` answers to it, first in the card at hand, then elsewhere on the page.
// Never while someone writes, and never together with another key.

import { cardAtHand, move } from "./cards.js";
import { undoLast } from "./deciding.js";

const WRITTEN_IN = "textarea, select, input:not([type=checkbox], [type=radio])";
const MAY_REPEAT = ["j", "k"];

let isOn = false;

export function answerKeys() {
  isOn = true;
  document.documentElement.classList.add("has-keys");
  document.querySelector("#keys-button").hidden = false;
  document.querySelector("#keys-button").addEventListener("click", () => document.querySelector("#keys").showModal());
  showKeys(document);
  document.addEventListener("keydown", (event) => {
    const key = keyOf(event);
    if (!isForUs(event) || (event.repeat && !MAY_REPEAT.includes(key))) return;
    if (obey(key)) event.preventDefault();
  });
}

function isForUs(event) {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return false;
  return !event.target.closest?.(`${WRITTEN_IN}, dialog`) && !event.target.isContentEditable;
}

// On a keyboard without Latin letters the place of the key counts.
function keyOf(event) {
  const isOther = event.key.length === 1 && event.key.charCodeAt(0) > 127;
  return isOther && event.code.startsWith("Key") ? event.code.slice(3).toLowerCase() : event.key.toLowerCase();
}

function obey(key) {
  if (key === "j" || key === "k") move(key === "j" ? 1 : -1);
  else if (key === "u") undoLast();
  else if (key === "x") cardAtHand()?.querySelector("[name=selected]").click();
  else return press(find(key));
  return true;
}

function find(key) {
  if (key.length !== 1) return null;
  const wanted = `[data-key="${CSS.escape(key)}"]`;
  const here = cardAtHand();
  const isBusy = here?.matches(".is-deciding, .is-leaving");
  const elsewhere = [...document.querySelectorAll(wanted)].find((each) => !each.closest(".card"));
  return (isBusy ? null : here?.querySelector(wanted)) ?? elsewhere;
}

function press(element) {
  if (!element) return false;
  if (element.matches("input")) {
    element.focus();
    element.select();
  } else {
    element.click();
  }
  return true;
}

// The key of each button, in a small cap.
export function showKeys(root) {
  if (!isOn) return;
  for (const element of root.querySelectorAll("[data-key]:not(:has(> kbd))")) {
    element.setAttribute("aria-keyshortcuts", element.dataset.key);
    if (!element.matches("input")) element.append(cap(element.dataset.key));
  }
}

function cap(key) {
  const made = document.createElement("kbd");
  made.setAttribute("aria-hidden", "true");
  made.textContent = key.toUpperCase();
  return made;
}
