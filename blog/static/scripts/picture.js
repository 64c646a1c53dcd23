// The page of a picture: its focal point by a click, and its Markdown into the clipboard.

const area = document.querySelector(".focus-area");
const picture = area.querySelector("img");
const fields = ["focus_x", "focus_y"].map((name) => document.querySelector(`#${name}`));
const mark = document.createElement("span");
mark.className = "focus-mark";
const hint = document.createElement("p");
hint.className = "focus-hint";
hint.textContent = area.dataset.hint;
area.append(mark);
area.after(hint);
area.classList.add("is-active");
showMark();
fields.forEach((field) => field.addEventListener("input", showMark));
picture.addEventListener("click", (event) => {
  const box = picture.getBoundingClientRect();
  fields[0].value = percent((event.clientX - box.left) / box.width);
  fields[1].value = percent((event.clientY - box.top) / box.height);
  showMark();
});

function percent(part) {
  return Math.round(Math.min(1, Math.max(0, part)) * 100);
}

function showMark() {
  mark.style.left = `${fields[0].value}%`;
  mark.style.top = `${fields[1].value}%`;
}

const markdown = document.querySelector("#markdown");
const copy = document.querySelector(".copy");
if (navigator.clipboard) {
  copy.hidden = false;
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(markdown.value);
    copy.textContent = markdown.dataset.copied;
  });
}
