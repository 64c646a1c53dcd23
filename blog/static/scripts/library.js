// The library: files are dropped, pasted or chosen, sent one after the other, and each shows how far it is.

const form = document.querySelector("#upload");
const list = form.querySelector(".progress");
const input = form.querySelector("#files");
const queue = [];
let isSending = false;
let hasProblem = false;

form.querySelector(".drop-hint").hidden = false;
form.addEventListener("submit", (event) => {
  if (!input.files.length) return;
  event.preventDefault();
  take(input.files);
  input.value = "";
});
document.addEventListener("dragover", (event) => {
  event.preventDefault();
  form.classList.add("is-over");
});
document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) form.classList.remove("is-over");
});
document.addEventListener("drop", (event) => {
  event.preventDefault();
  form.classList.remove("is-over");
  take(event.dataTransfer.files);
});
document.addEventListener("paste", (event) => take(event.clipboardData.files));

function take(files) {
  for (const file of files) queue.push({ file, ...line(file.name) });
  if (!isSending) next();
}

function line(name) {
  const item = document.createElement("li");
  const title = document.createElement("bdi");
  const bar = document.createElement("progress");
  const state = document.createElement("span");
  title.textContent = name;
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute("aria-label", name);
  item.append(title, bar, state);
  list.append(item);
  return { item, bar, state };
}

// When all are through, the page shows them; unless one was refused, whose reason must not vanish.
async function next() {
  isSending = true;
  while (queue.length) await send(queue.shift());
  isSending = false;
  if (hasProblem) form.querySelector(".show-all").hidden = false;
  else location.reload();
}

function send({ file, item, bar, state }) {
  const data = new FormData();
  data.append("token", form.elements.token.value);
  data.append("files", file, file.name);
  const request = new XMLHttpRequest();
  request.open("POST", form.getAttribute("action"));
  request.setRequestHeader("Accept", "application/json");
  request.responseType = "json";
  request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) bar.value = event.loaded / event.total;
    if (event.loaded === event.total) state.textContent = form.dataset.waiting;
  });
  return new Promise((resolve) => {
    request.addEventListener("loadend", () => {
      show(request, item, bar, state);
      resolve();
    });
    request.send(data);
  });
}

function show(request, item, bar, state) {
  const answer = request.response;
  if (request.status === 201) {
    bar.value = 1;
    state.textContent = answer.is_new ? form.dataset.done : form.dataset.known;
    return;
  }
  hasProblem = true;
  bar.remove();
  state.className = "error";
  state.textContent = answer?.error ?? form.dataset.failed;
}
