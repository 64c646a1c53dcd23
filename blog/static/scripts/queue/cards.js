// The cards of the page: which one is open, moving between them, and where each belongs.

const list = document.querySelector(".cards");

// Those that can be decided; one whose decision is under way is not among them.
export const cards = () => (list ? [...list.querySelectorAll(":scope > .card:not(.is-leaving, .is-deciding)")] : []);

export const current = () => list?.querySelector(":scope > .card[data-current]") ?? null;

export const cardWithId = (id) => list?.querySelector(`:scope > #comment-${Number(id)}`) ?? null;

// The card that the focus is in, or else the open one.
export const cardAtHand = () => document.activeElement?.closest?.(".cards > .card") ?? current();

export function open(card, { focus = true, scroll = true } = {}) {
  const before = current();
  if (before !== card) {
    before?.removeAttribute("data-current");
    card.dataset.current = "";
  }
  if (focus) card.focus({ preventScroll: true });
  if (scroll) card.scrollIntoView({ block: "nearest" });
  if (before !== card) list.dispatchEvent(new CustomEvent("queue:opened", { bubbles: true, detail: { card, before } }));
}

export function move(step) {
  const all = cards();
  const place = all.indexOf(cardAtHand());
  const target = all[place === -1 ? 0 : place + step];
  if (target) open(target);
}

// Where to go on after this card: to the one below, or, at the end, to the last one above.
export function neighbour(card) {
  const all = cards().filter((each) => each !== card);
  const below = all.find((each) => card.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING);
  return below ?? all.at(-1) ?? null;
}

export function parse(html) {
  return document.adoptNode(new DOMParser().parseFromString(html, "text/html").querySelector(".card"));
}

// Put a card where its time says; one that is here already is replaced.
export function insert(card) {
  cardWithId(card.dataset.id)?.remove();
  const step = document.querySelector("#queue").dataset.status === "pending" ? 1 : -1;
  const following = [...list.children].find((each) => step * compare(each, card) > 0);
  list.insertBefore(card, following ?? null);
  tellOfChange();
}

export function tellOfChange() {
  document.dispatchEvent(new CustomEvent("queue:changed"));
}

// A place is "<microseconds>-<id>".
function compare(one, other) {
  const [time, id] = one.dataset.place.split("-").map(Number);
  const [otherTime, otherId] = other.dataset.place.split("-").map(Number);
  return time - otherTime || id - otherId;
}

// A click on a line of the list opens its card; so does the focus, when it came by the keyboard.
export function openedByHand() {
  list.addEventListener("click", (event) => {
    const line = event.target.closest(".card-line, .skip");
    if (!line || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const card = line.closest(".card");
    const target = line.matches(".skip") ? neighbour(card) : card;
    if (!target) return;
    event.preventDefault();
    open(target);
  });
  list.addEventListener("focusin", (event) => {
    const card = event.target.closest(".cards > .card:not(.is-leaving, .is-deciding)");
    if (card && event.target.matches(":focus-visible")) open(card, { focus: false, scroll: false });
  });
}
