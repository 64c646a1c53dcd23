// Pictures that are chosen, dropped or pasted into the text: sent with progress, then asked what they show.

import { insertBlock } from "./typing.js";

export function addPictures(form, text) {
  const dialog = document.querySelector("#picture-dialog");
  const list = form.querySelector(".uploads");
  if (!form.dataset.upload || !dialog || !list) return;
  const pictures = new Pictures(form, text, dialog, list);
  const button = form.querySelector("[data-toggle=picture]");
  const chooser = form.querySelector("input[type=file].chooser");
  button.hidden = false;
  button.addEventListener("click", () => chooser.click());
  chooser.addEventListener("change", () => {
    pictures.take([...chooser.files]);
    chooser.value = "";
  });
  text.addEventListener("paste", (event) => pictures.offered(event, event.clipboardData));
  text.addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    text.classList.add("is-target");
  });
  for (const end of ["dragleave", "drop", "dragend"]) text.addEventListener(end, () => text.classList.remove("is-target"));
  text.addEventListener("drop", (event) => pictures.offered(event, event.dataTransfer));
}

class Pictures {
  constructor(form, text, dialog, list) {
    Object.assign(this, { form, text, dialog, list, queue: [] });
    this.isAsking = false;
  }

  // Words that come along with a picture (a table of a spreadsheet, say) are what was meant.
  offered(event, data) {
    const files = [...data.files].filter((file) => file.type.startsWith("image/"));
    if (!files.length || data.types.includes("text/plain")) return;
    event.preventDefault();
    this.take(files);
  }

  async take(files) {
    for (const file of files) {
      const line = this.line(file);
      try {
        const picture = await send(this.form, file, line.querySelector("progress"));
        line.remove();
        this.queue.push(picture);
        this.askNext();
      } catch (error) {
        this.refused(line, file, error.message);
      }
    }
  }

  line(file) {
    const line = document.createElement("li");
    const name = document.createElement("span");
    const progress = document.createElement("progress");
    name.textContent = file.name;
    progress.max = 1;
    progress.setAttribute("aria-label", file.name);
    line.append(name, progress);
    this.list.append(line);
    this.list.hidden = false;
    return line;
  }

  refused(line, file, message) {
    const words = document.createElement("span");
    words.className = "error";
    words.setAttribute("role", "alert");
    words.textContent = message || this.list.dataset.failed;
    const again = document.createElement("button");
    again.type = "button";
    again.textContent = this.list.dataset.again;
    again.addEventListener("click", () => {
      line.remove();
      this.take([file]);
    });
    line.querySelector("progress").remove();
    line.append(words, again);
  }

  // One question at a time, for a picture that nobody has described is of no use to who can't see it.
  askNext() {
    const picture = this.queue[0];
    if (!picture || this.isAsking) return;
    this.isAsking = true;
    const { alt, decorative, caption } = this.dialog.querySelector("form").elements;
    alt.value = picture.alt ?? "";
    decorative.checked = false;
    caption.value = "";
    const image = this.dialog.querySelector("img");
    image.src = picture.address;
    image.alt = "";
    this.needAlt();
    decorative.onchange = () => this.needAlt();
    this.dialog.onclose = () => this.answered(picture);
    this.dialog.returnValue = "";
    this.selection = [this.text.selectionStart, this.text.selectionEnd]; // lost when the dialog gives the focus back
    this.dialog.showModal();
    alt.focus();
  }

  needAlt() {
    const { alt, decorative } = this.dialog.querySelector("form").elements;
    alt.required = !decorative.checked;
    alt.disabled = decorative.checked;
  }

  answered(picture) {
    this.isAsking = false;
    this.queue.shift();
    this.text.setSelectionRange(...this.selection);
    if (this.dialog.returnValue === "insert") {
      insertBlock(this.text, this.markdown(picture));
      if (picture.is_new) this.tellLibrary(picture);
    }
    this.text.focus();
    this.askNext();
  }

  // What was said of a new picture is known in the library too, for the next post that shows it.
  tellLibrary(picture) {
    const { alt, decorative, caption } = this.dialog.querySelector("form").elements;
    const body = new URLSearchParams({ token: this.form.elements.token.value, focus_x: "50", focus_y: "50" });
    if (decorative.checked) body.set("is_decorative", "y");
    else body.set("alt", oneLine(alt.value));
    body.set("caption", oneLine(caption.value));
    fetch(`${this.form.dataset.upload}${picture.id}`, { method: "POST", body }).catch(() => {});
  }

  markdown(picture) {
    const { alt, decorative, caption, place } = this.dialog.querySelector("form").elements;
    const words = decorative.checked ? "" : oneLine(alt.value).replace(/([\\[\]])/g, "\\$1");
    const title = oneLine(caption.value).replace(/(["\\])/g, "\\$1");
    const where = place.value === "right" ? "" : `{.${place.value}}`;
    return `![${words}](${picture.address}${title ? ` "${title}"` : ""})${where}`;
  }
}

function oneLine(words) {
  return words.trim().replace(/\s+/g, " ");
}

// An XMLHttpRequest, since fetch tells nothing of how far a sending has come.
function send(form, file, progress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const body = new FormData();
    body.set("token", form.elements.token.value);
    body.append("files", file, file.name);
    request.open("POST", form.dataset.upload);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) progress.value = event.loaded / event.total;
    });
    request.upload.addEventListener("load", () => progress.removeAttribute("value")); // it is being looked at
    request.addEventListener("error", () => reject(new Error("")));
    request.addEventListener("load", () => {
      const answer = request.response?.files?.[0] ?? request.response;
      if (answer?.address) resolve(answer);
      else reject(new Error(answer?.error ?? answer?.message ?? ""));
    });
    request.send(body);
  });
}
