// The next page is fetched before it is needed, and the end says so.

import { cards, cardWithId, current, insert, open } from "./cards.js";
import { showKeys } from "./keys.js";

const AHEAD = 8; // cards below the open one

let isLoading = false;

export function loadAhead() {
  document.addEventListener("queue:opened", () => isNearEnd() && loadNext());
  if (isNearEnd()) loadNext();
}

const nextLink = () => document.querySelector("#queue .pages [rel=next]");

function isNearEnd() {
  const all = cards();
  return all.length - all.indexOf(current()) <= AHEAD;
}

// After a decision: the end of the queue, more of it, or simply on.
export async function endOrGoOn() {
  if (!document.querySelector("#queue .card:not(.is-leaving)") && nextLink()) await loadNext();
  const isOver = !document.querySelector("#queue .card:not(.is-leaving)");
  const reward = document.querySelector("#queue > .reward");
  const wasOver = !reward.hidden;
  reward.hidden = !isOver;
  document.querySelector("#queue").classList.toggle("is-over", isOver);
  if (isOver && !wasOver) reward.focus({ preventScroll: true });
  else if (!isOver && !current() && cards().length) open(cards()[0]);
  else if (isNearEnd()) loadNext();
}

async function loadNext() {
  const link = nextLink();
  if (!link || isLoading) return;
  isLoading = true;
  try {
    const page = await fetchPage(link.href);
    knowOf(adopt(page, () => true));
    const further = page.querySelector("#queue .pages [rel=next]");
    if (further) link.href = further.getAttribute("href");
    else link.remove();
  } catch {
    return; // the link is still there, for the hand
  } finally {
    isLoading = false;
  }
}

// What is here is no arrival any more.
function knowOf(cards) {
  const since = document.querySelector("#news").elements.since;
  since.value = Math.max(since.value, ...cards.map((card) => Number(card.dataset.id)));
}

export async function fetchPage(address) {
  const answer = await fetch(address);
  if (!answer.ok || answer.redirected) throw new Error("no page");
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

// Take the cards of another page that are wanted and not here yet, and give them.
export function adopt(page, isWanted) {
  const found = [...page.querySelectorAll(".cards > .card")];
  const fresh = found.filter((card) => isWanted(card) && !cardWithId(card.dataset.id));
  for (const card of fresh) {
    card.removeAttribute("data-current");
    insert(document.adoptNode(card));
    showKeys(card);
  }
  return fresh;
}
