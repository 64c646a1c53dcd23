// What is typed as readers would see it, beside the text, made by the server's own renderer.

const PAUSE = 400; // milliseconds without a key before it is rendered
const CHOICE = "rejoinder-live-preview";

export function showPreview(form, text) {
  const pane = form.querySelector(".live-preview");
  const toggle = form.querySelector("[data-toggle=preview]");
  if (!pane || !toggle) return;
  const preview = new Preview(form, text, pane);
  const show = (isShown) => {
    toggle.setAttribute("aria-pressed", String(isShown));
    pane.hidden = !isShown;
    form.classList.toggle("has-preview", isShown);
    if (isShown) preview.render();
  };
  toggle.hidden = false;
  toggle.addEventListener("click", () => {
    const isShown = pane.hidden;
    keep(isShown);
    show(isShown);
    const isBelow = pane.getBoundingClientRect().top >= text.getBoundingClientRect().bottom;
    if (isShown && isBelow) pane.scrollIntoView({ block: "start" }); // it would open out of sight
  });
  show(recall());
}

class Preview {
  constructor(form, text, pane) {
    Object.assign(this, { form, text, pane, shown: null, blocks: [], isBusy: false, isLeading: null });
    this.content = pane.querySelector(".prose");
    this.status = pane.querySelector(".live-status");
    this.title = pane.querySelector(".live-title");
    form.addEventListener("input", (event) => this.wait(event));
    text.addEventListener("scroll", () => this.follow(text), { passive: true });
    pane.addEventListener("scroll", () => this.follow(pane), { passive: true });
  }

  wait(event) {
    if (this.pane.hidden) return;
    if (event.target.name === "title") this.showTitle();
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.render(), PAUSE);
  }

  showTitle() {
    this.title.textContent = this.form.elements.title.value;
  }

  async render() {
    const source = this.text.value;
    this.showTitle();
    if (this.isBusy || source === this.shown) return;
    this.isBusy = true;
    try {
      const answer = await fetch(this.form.dataset.rendering, { method: "POST", body: fields(this.form, source) });
      if (!answer.ok) throw new Error(answer.statusText);
      this.take(await answer.json(), source);
    } catch {
      this.status.textContent = this.status.dataset.failed;
    } finally {
      this.isBusy = false;
    }
    if (this.text.value !== source) this.wait({ target: this.text });
  }

  take(rendered, source) {
    this.shown = source;
    this.content.innerHTML = rendered.html; // made safe by the server, as a published post is
    this.status.textContent = rendered.notices.join(" ");
    this.blocks = this.content.children.length >= rendered.lines.length ? places(source, rendered.lines) : [];
    this.follow(this.text);
  }

  // Both sides show the same place: the block at the top of the one is brought to the top of the other.
  follow(leader) {
    if (this.pane.hidden || (this.isLeading && this.isLeading !== leader)) return;
    this.isLeading = leader;
    clearTimeout(this.resting);
    this.resting = setTimeout(() => (this.isLeading = null), 120);
    const marks = this.marks();
    const [from, to, other] = leader === this.text ? [0, 1, this.pane] : [1, 0, this.text];
    other.scrollTop = between(marks, leader.scrollTop, from, to);
  }

  // Pairs of heights that belong together: in the text and in the preview. Lines of the text are taken as evenly set.
  marks() {
    const textEnd = this.text.scrollHeight - this.text.clientHeight;
    const paneEnd = this.pane.scrollHeight - this.pane.clientHeight;
    const top = this.pane.getBoundingClientRect().top - this.pane.scrollTop;
    const marks = this.blocks.map((share, number) => [
      Math.min(textEnd, share * this.text.scrollHeight),
      Math.min(paneEnd, this.content.children[number].getBoundingClientRect().top - top),
    ]);
    return [[0, 0], ...marks.slice(1), [textEnd, paneEnd]];
  }
}

function fields(form, source) {
  const body = new FormData();
  body.set("token", form.elements.token.value);
  body.set("body", source);
  return body;
}

// How far into the text each block begins, from 0 to 1.
function places(source, lines) {
  const starts = [0];
  for (let at = source.indexOf("\n"); at >= 0; at = source.indexOf("\n", at + 1)) starts.push(at + 1);
  return lines.map((line) => (starts[line] ?? source.length) / (source.length || 1));
}

function between(marks, value, from, to) {
  const next = marks.findIndex((mark) => mark[from] > value);
  if (next < 0) return marks.at(-1)[to];
  const [low, high] = [marks[Math.max(0, next - 1)], marks[next]];
  const share = high[from] === low[from] ? 0 : (value - low[from]) / (high[from] - low[from]);
  return low[to] + share * (high[to] - low[to]);
}

function recall() {
  try {
    return localStorage.getItem(CHOICE) === "shown";
  } catch {
    return false;
  }
}

function keep(isShown) {
  try {
    localStorage.setItem(CHOICE, isShown ? "shown" : "hidden");
  } catch {
    return;
  }
}
