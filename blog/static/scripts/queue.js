// The queue: one key for each decision, without leaving the page. Everything works without it, by plain forms.

import { openedByHand } from "./queue/cards.js";
import { showContext } from "./queue/context.js";
import { decideHere } from "./queue/deciding.js";
import { answerKeys } from "./queue/keys.js";
import { keepWatch } from "./queue/news.js";
import { loadAhead } from "./queue/paging.js";
import { countTicks } from "./queue/ticks.js";

const queue = document.querySelector("#queue");
const bulk = document.querySelector("#bulk");
if (bulk) countTicks(bulk);
if (queue?.querySelector(".cards")) {
  openedByHand();
  decideHere(queue);
  loadAhead();
  showContext(document.querySelector("#context"));
}
if (queue && "keys" in queue.dataset) answerKeys();
if (document.querySelector("#news")) keepWatch(document.querySelector("#news"));
