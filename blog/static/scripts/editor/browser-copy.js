// What is typed, kept in the browser's own storage at once: it outlives a lost network, a dead server, a closed window.

const LIFE = 30 * 24 * 3600 * 1000; // milliseconds
const PREFIX = "rejoinder-text-";
const KEPT = ["title", "body", "excerpt", "tags", "category", "series", "slug", "note"];

export function keepInBrowser(form) {
  dropOld();
  const copy = new BrowserCopy(form);
  copy.offer();
  return copy;
}

class BrowserCopy {
  constructor(form) {
    this.form = form;
    this.key = PREFIX + (form.dataset.post || "new");
    this.loaded = this.typed();
    form.addEventListener("input", () => this.keep());
  }

  typed() {
    const fields = KEPT.filter((name) => this.form.elements[name]);
    return Object.fromEntries(fields.map((name) => [name, this.form.elements[name].value]));
  }

  // Without `isSent` this text is nowhere else.
  keep(isSent = false) {
    const kept = { fields: this.typed(), seen: this.form.elements.seen.value, at: Date.now(), isSent };
    try {
      localStorage.setItem(this.key, JSON.stringify(kept));
    } catch {
      return;
    }
  }

  forget() {
    try {
      localStorage.removeItem(this.key);
    } catch {
      return;
    }
  }

  // Text that the server never got is offered; never put in place of what the server says without being asked for.
  offer() {
    const kept = recall(this.key);
    const place = document.querySelector(".browser-copy");
    if (!kept || kept.isSent || !place || same(kept.fields, this.loaded)) return;
    const words = place.querySelector("[data-words]");
    const time = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
    words.textContent = words.dataset.words.replace("{time}", time.format(kept.at));
    place.querySelector("[data-take]").addEventListener("click", () => this.take(kept, place));
    place.querySelector("[data-drop]").addEventListener("click", () => {
      this.forget();
      place.hidden = true;
    });
    place.hidden = false;
  }

  take(kept, place) {
    for (const [name, value] of Object.entries(kept.fields)) {
      if (this.form.elements[name]) this.form.elements[name].value = value;
    }
    place.hidden = true;
    this.form.elements.body.dispatchEvent(new Event("input", { bubbles: true }));
    this.form.elements.body.focus();
  }
}

function recall(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function same(one, other) {
  return Object.keys(one).every((name) => one[name] === (other[name] ?? ""));
}

function dropOld() {
  try {
    for (const key of Object.keys(localStorage).filter((name) => name.startsWith(PREFIX))) {
      if (Date.now() - (recall(key)?.at ?? 0) > LIFE) localStorage.removeItem(key);
    }
  } catch {
    return;
  }
}
