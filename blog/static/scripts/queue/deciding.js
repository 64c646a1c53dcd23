// Deciding without leaving the page: the same form to the same address, and a stack to take decisions back from.

import { cards, cardWithId, current, insert, neighbour, open, parse } from "./cards.js";
import { showKeys } from "./keys.js";
import { leave } from "./leaving.js";
import { offer, pressUndo, say, undoButton } from "./notice.js";
import { endOrGoOn } from "./paging.js";
import { send } from "./sending.js";

const done = []; // what can be taken back, the last at the end
let turn = Promise.resolve(); // all is sent at once; the answers are shown in the order of the keys
let queue;

export function decideHere(itsQueue) {
  queue = itsQueue;
  queue.addEventListener("submit", (event) => {
    const card = event.target.closest(".cards > .card");
    const button = event.submitter;
    if (!card || !event.target.matches(".decision") || !button?.value || button.value === "delete") return;
    event.preventDefault();
    decide(card, event.target, button);
  });
  queue.addEventListener("click", (event) => (queue.dataset.by = event.detail ? "pointer" : "key"), true);
}

// The next card is open at once; this one goes when the answer is there.
function decide(card, form, button) {
  if (card.classList.contains("is-deciding")) return;
  const fields = new FormData(form, button);
  const byPointer = queue.dataset.by === "pointer";
  const next = neighbour(card);
  card.classList.add("is-deciding");
  card.querySelector(".card-problem")?.remove();
  if (next) open(next, { scroll: !byPointer });
  const entry = { token: fields.get("token"), back: fields.get("back") };
  done.push(entry);
  entry.sent = attempt(form.getAttribute("action"), fields);
  turn = turn.then(async () => settle(card, await entry.sent, entry, byPointer));
}

// The answer; null when there was none.
const attempt = (address, fields) => send(address, fields).catch(() => null);

function settle(card, answer, entry, byPointer) {
  if (!answer?.undo && done.includes(entry)) done.splice(done.indexOf(entry), 1);
  if (answer?.code === 200) succeed(card, answer, byPointer);
  else if (answer) refuse(card, answer);
  else fail(card, queue.dataset.unsent);
}

function succeed(card, answer, byPointer) {
  count(answer.before, answer.status);
  leave(card, byPointer);
  tell(answer.text);
  if (answer.offer) offer(parse(answer.offer));
  endOrGoOn();
}

// Somebody was first: the card says who, and shows the reply as it is now.
function refuse(card, answer) {
  const isSeen = current() === card || document.activeElement === card;
  if (answer.card) {
    count(queue.dataset.status, answer.status);
    const fresh = parse(answer.card);
    fresh.classList.add("is-elsewhere");
    card.replaceWith(fresh);
    showKeys(fresh);
    if (isSeen) open(fresh);
    card = fresh;
  }
  fail(card, answer.message);
}

function fail(card, message) {
  card.classList.remove("is-deciding");
  const problem = document.createElement("p");
  problem.className = "card-problem";
  problem.textContent = message;
  card.querySelector(".card-open").prepend(problem);
  if (cards().length === 1) open(card);
  tell(message);
}

export function undoLast() {
  const last = done.pop();
  if (!last) return pressUndo();
  const sent = last.sent.then((answer) => answer?.undo && attempt(answer.undo, { token: last.token, back: last.back }));
  turn = turn.then(async () => takeBack(last, await sent));
}

function takeBack(last, answer) {
  if (answer === null) done.push(last);
  if (answer?.code === 200) bringBack(answer);
  if (answer !== undefined) tell(answer?.text ?? answer?.message ?? queue.dataset.unsent);
}

function bringBack(answer) {
  count(answer.before, answer.status);
  if (answer.status !== queue.dataset.status || !answer.card) return;
  insert(parse(answer.card));
  showKeys(cardWithId(answer.id));
  open(cardWithId(answer.id));
  endOrGoOn();
}

function tell(text) {
  say(text, done.length ? undoButton(undoLast) : null);
  showKeys(document.querySelector(".queue-line"));
}

// Each tab's number, by what has moved.
export function count(from, to) {
  add(from, -1);
  add(to, 1);
}

export function add(status, number) {
  const tab = document.querySelector(`[data-count="${status}"][data-number]`);
  if (!tab || !number) return;
  tab.dataset.number = Math.max(0, Number(tab.dataset.number) + number);
  tab.textContent = new Intl.NumberFormat(document.documentElement.lang).format(tab.dataset.number);
}
