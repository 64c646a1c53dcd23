// What others do while this page is open: arrivals behind a button, decisions of colleagues, who is looking at what.
// One small question every few seconds, while the page is seen; it also tells which reply is open here.

import { cardWithId, current, insert, parse } from "./cards.js";
import { add, count } from "./deciding.js";
import { showKeys } from "./keys.js";
import { leave } from "./leaving.js";
import { adopt, endOrGoOn, fetchPage } from "./paging.js";
import { send } from "./sending.js";

const SOON = 700; // milliseconds on a card before others are told
const READING_TIME = 3000; // for the name on a card that fades
const LONGEST_PAUSE = 120_000;
const MOST_PAGES = 4; // of arrivals, at one press

let form;
let timer;
let failures = 0;
let arrivals = 0;

export function keepWatch(itsForm) {
  form = itsForm;
  document.querySelector("#arrivals").addEventListener("click", loadArrivals);
  document.addEventListener("visibilitychange", () => document.hidden || wait(0));
  document.addEventListener("queue:opened", (event) => {
    const before = event.detail.before;
    if (before?.classList.contains("is-elsewhere")) leave(before, false);
    wait(SOON);
  });
  wait(SOON);
}

function wait(pause) {
  clearTimeout(timer);
  timer = setTimeout(ask, Math.min(pause, itsPause()));
}

const itsPause = () => Number(form.dataset.pause);

async function ask() {
  if (document.hidden) return;
  try {
    const answer = await send(form.getAttribute("action"), fields());
    failures = 0;
    if (answer.code === 200) show(answer);
  } catch {
    failures += 1;
  }
  clearTimeout(timer);
  timer = setTimeout(ask, Math.min(itsPause() * 2 ** failures, LONGEST_PAUSE));
}

function fields() {
  const told = new URLSearchParams(new FormData(form));
  told.set("open", current()?.dataset.id ?? "");
  shown().forEach((card) => told.append("shown", `${card.dataset.id}:${card.dataset.version}`));
  return told;
}

const shown = () => [...document.querySelectorAll(".cards > .card:not(.is-leaving, .is-deciding, .is-elsewhere)")];

function show(answer) {
  add(document.querySelector("#queue").dataset.status, answer.arrivals - arrivals);
  arrivals = answer.arrivals;
  const button = document.querySelector("#arrivals");
  button.textContent = answer.arrived;
  button.hidden = !answer.arrivals;
  answer.changes.forEach(follow);
  shown().forEach((card) => showClaim(card, answer.claims[card.dataset.id]));
}

function showClaim(card, sentence) {
  const claim = card.querySelector(".claim");
  claim.hidden = !sentence;
  if (claim.textContent !== (sentence ?? "")) claim.textContent = sentence ?? "";
}

// A colleague decided. The card at hand stays until one goes on, for nobody shall decide what they do not see.
function follow(change) {
  const card = cardWithId(change.id);
  const isOld = change.version !== null && change.version <= Number(card?.dataset.version);
  if (!card || isOld || card.matches(".is-deciding, .is-leaving")) return;
  if (card.matches(".is-elsewhere")) return showClaim(card, change.text); // two questions may bring the same answer
  if (change.status === document.querySelector("#queue").dataset.status && card !== current()) return renew(change);
  if (change.status) count(document.querySelector("#queue").dataset.status, change.status);
  showClaim(card, change.text);
  card.classList.add("is-elsewhere");
  if (card !== current()) setTimeout(() => fade(card), READING_TIME);
}

function fade(card) {
  if (!card.isConnected || card === current()) return;
  leave(card, true);
  endOrGoOn();
}

function renew(change) {
  insert(parse(change.card));
  showKeys(cardWithId(change.id));
}

// In place where there is a list; an empty page is simply loaded again.
async function loadArrivals() {
  const since = Number(form.elements.since.value);
  const isPending = document.querySelector("#queue").dataset.status === "pending";
  const address = new URL(form.elements.back.value, location.href);
  address.searchParams.delete("after");
  if (!document.querySelector(".cards")) return location.assign(address);
  if (isPending && form.dataset.newest) address.searchParams.set("after", form.dataset.newest);
  const found = await arrived(address, since).catch(() => []);
  if (!found.length) return location.assign(address);
  const last = found.reduce((one, other) => (Number(one.dataset.id) > Number(other.dataset.id) ? one : other));
  form.elements.since.value = last.dataset.id;
  form.dataset.newest = last.dataset.place;
  arrivals = 0;
  document.querySelector("#arrivals").hidden = true;
  endOrGoOn();
  current()?.focus({ preventScroll: true });
  wait(0);
}

async function arrived(address, since) {
  const found = [];
  for (let page = 0; address && page < MOST_PAGES; page += 1) {
    const fetched = await fetchPage(address);
    const fresh = adopt(fetched, (card) => Number(card.dataset.id) > since);
    found.push(...fresh);
    address = fresh.length ? fetched.querySelector("#queue .pages [rel=next]")?.getAttribute("href") : null;
  }
  return found;
}
