// The line above the list: what was just done, with its undo; read aloud when the reader pauses.

const line = document.querySelector(".queue-line");
const words = document.querySelector("#queue")?.dataset;

// There before it is needed, so that its first words are heard too.
const notice = line?.querySelector(".notice") ?? makeNotice();

function makeNotice() {
  const made = document.createElement("div");
  made.className = "notice";
  made.setAttribute("role", "status");
  line?.prepend(made);
  return made;
}

export function say(text, undo = null) {
  line.querySelector(".queue-says")?.remove();
  line.querySelector(".problems")?.remove();
  const sentence = document.createElement("p");
  sentence.className = "names";
  sentence.textContent = text;
  notice.replaceChildren(sentence, ...(undo ? [undo] : []));
}

// What can be done about a writer of spam, until the next thing is said.
export function offer(element) {
  notice.append(element);
}

// A button that takes the last decision back.
export function undoButton(press) {
  const button = document.createElement("button");
  button.type = "button";
  button.dataset.key = "u";
  button.textContent = words.undo;
  button.addEventListener("click", press);
  return button;
}

// Presses the undo that the page came with; false when it has none.
export function pressUndo() {
  const button = notice.querySelector("[data-key=u]");
  button?.click();
  return Boolean(button);
}
