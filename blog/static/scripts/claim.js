// The page of one reply: tells the others that somebody looks at it, and shows who else does.

const form = document.querySelector("#watch");
const claim = document.querySelector(".claim");
let timer;

document.addEventListener("visibilitychange", ask);
ask();

async function ask() {
  clearTimeout(timer);
  if (document.hidden) return;
  try {
    const body = new URLSearchParams(new FormData(form));
    const answer = await fetch(form.getAttribute("action"), { method: "POST", body });
    if (answer.ok && !answer.redirected) show(Object.values((await answer.json()).claims)[0] ?? "");
  } catch {
    // The next question may get through.
  }
  timer = setTimeout(ask, Number(form.dataset.pause));
}

function show(sentence) {
  claim.hidden = !sentence;
  if (claim.textContent !== sentence) claim.textContent = sentence;
}
