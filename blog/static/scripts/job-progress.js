// Keeps every job on the page up to date until it has ended. Without this script, a reload of the page shows the same.
// Fires "job:ended" on the element, with the last answer as its detail, so that a page can fetch what the job has made.

const FIRST_PAUSE = 1000; // milliseconds
const LONGEST_PAUSE = 8000;
const ENDS = ["done", "failed"];

document.querySelectorAll("[data-job]").forEach(watch);

export function watch(element) {
  if (!ENDS.includes(element.dataset.state)) ask(element, FIRST_PAUSE);
}

// What the server said last decides how soon it is asked again: soon while something moves, more and more seldom else.
async function ask(element, pause) {
  await new Promise((resolve) => setTimeout(resolve, pause));
  if (!element.isConnected) return;
  const before = element.querySelector(".job-state").textContent;
  const job = document.hidden ? null : await look(element.dataset.job);
  if (job === undefined) return;
  if (job) show(element, job);
  if (job && ENDS.includes(job.state)) {
    element.dispatchEvent(new CustomEvent("job:ended", { bubbles: true, detail: job }));
    return;
  }
  const moves = job && job.text !== before;
  ask(element, moves ? FIRST_PAUSE : Math.min(pause * 1.5, LONGEST_PAUSE));
}

// The job; null when the server can't be reached just now, undefined when there is nothing to ask for any more.
async function look(address) {
  try {
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    if (answer.status >= 500) return null;
    const isJob = answer.ok && answer.headers.get("Content-Type")?.startsWith("application/json");
    return isJob ? await answer.json() : undefined;
  } catch {
    return null;
  }
}

function show(element, job) {
  const bar = element.querySelector("progress");
  const words = element.querySelector(".job-state");
  element.dataset.state = job.state;
  if (job.state === "running" && !job.total) {
    bar.removeAttribute("value");
  } else {
    bar.max = job.state === "running" ? job.total : 1;
    bar.value = job.state === "running" ? job.done : Number(job.state === "done");
  }
  if (ENDS.includes(job.state)) words.setAttribute("role", "status"); // only the end is read aloud
  if (words.textContent !== job.text) words.textContent = job.text;
}
