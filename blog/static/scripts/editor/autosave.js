// The working copy, saved to the server by itself some seconds after the last key, and a sign of life in between.

const PAUSE = 2500; // milliseconds after the last key
const LONGEST = 10_000; // milliseconds that someone who types without a pause waits for a saving
const PULSE = 45_000; // milliseconds between two signs of life

export function keepCopies(form, browserCopy) {
  if (!form.dataset.autosave) return;
  const autosave = new Autosave(form, browserCopy);
  form.addEventListener("input", () => autosave.changed());
  form.addEventListener("submit", () => autosave.stop());
  addEventListener("online", () => autosave.send());
  addEventListener("pagehide", () => autosave.sendLast());
  document.addEventListener("visibilitychange", () => document.hidden && autosave.sendIfChanged());
  setInterval(() => autosave.pulse(), PULSE);
  addEventListener("beforeunload", (event) => {
    if (autosave.isUnsent() && !autosave.isStopped) event.preventDefault();
  });
}

class Autosave {
  constructor(form, browserCopy) {
    Object.assign(this, { form, browserCopy, isBusy: false, isStopped: false, isConflict: false, tries: 0 });
    this.line = document.querySelector(".autosave");
    this.others = document.querySelector(".others");
    this.sent = this.written();
  }

  written() {
    const data = new FormData(this.form);
    return new URLSearchParams([...data].filter(([, value]) => typeof value === "string"));
  }

  isUnsent() {
    return withoutToken(this.written()) !== withoutToken(this.sent);
  }

  changed() {
    if (this.isStopped || this.isConflict) return;
    clearTimeout(this.waiting);
    this.firstKey ??= Date.now();
    this.waiting = setTimeout(() => this.send(), Math.min(PAUSE, Math.max(0, this.firstKey + LONGEST - Date.now())));
    this.say("typing");
  }

  sendIfChanged() {
    if (this.isUnsent()) this.send();
  }

  // As the page goes: the browser finishes it without us.
  sendLast() {
    if (!this.isStopped && !this.isConflict && this.isUnsent()) {
      const body = this.written();
      if (body.toString().length < 60_000) fetch(this.form.dataset.autosave, { method: "POST", body, keepalive: true });
    }
  }

  stop() {
    this.isStopped = true;
    clearTimeout(this.waiting);
    this.browserCopy.keep();
  }

  async send() {
    if (this.isBusy || this.isStopped || this.isConflict || !this.isUnsent()) return;
    clearTimeout(this.waiting);
    this.firstKey = undefined;
    const body = this.written();
    this.isBusy = true;
    this.say("saving");
    try {
      await this.take(await post(this.form.dataset.autosave, body), body);
    } catch {
      this.failed();
    } finally {
      this.isBusy = false;
    }
  }

  async take(answer, body) {
    if (answer.status === 409) return this.conflict(await answer.json());
    if (!answer.ok || answer.redirected) return this.refused(answer);
    this.tries = 0;
    const kept = await answer.json();
    this.form.elements.copy.value = kept.copy;
    this.form.elements.copy_version.value = kept.version;
    this.sent = body;
    this.browserCopy.keep(!this.isUnsent());
    this.showOthers(kept.others);
    this.say("saved", kept.message); // with the time as the site writes it
    if (this.isUnsent()) this.changed();
  }

  // The text stays here and in the browser's storage; it is tried again, more and more seldom.
  failed() {
    this.browserCopy.keep();
    this.tries += 1;
    this.say("failed");
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.send(), Math.min(60_000, 2000 * 2 ** this.tries));
  }

  refused(answer) {
    if (answer.status >= 500) return this.failed();
    this.browserCopy.keep();
    this.say(answer.status === 403 || answer.redirected ? "signed_out" : "refused");
  }

  conflict(answer) {
    this.isConflict = true;
    this.browserCopy.keep();
    this.say("conflict");
    const place = document.querySelector(".copy-conflict");
    if (!place) return;
    place.querySelector("[data-message]").textContent = answer.message;
    place.querySelector("[data-theirs]").value = `${answer.theirs.title}\n\n${answer.theirs.body}`;
    place.querySelector("[data-mine]").value = `${this.form.elements.title.value}\n\n${this.form.elements.body.value}`;
    place.hidden = false;
    place.focus();
  }

  async pulse() {
    if (document.hidden || this.isBusy || this.isStopped || this.isConflict) return;
    if (this.isUnsent()) return this.send();
    const body = new URLSearchParams();
    for (const name of ["token", "post", "seen", "copy", "copy_version"]) body.set(name, this.form.elements[name].value);
    try {
      const answer = await post(this.form.dataset.autosave, body);
      if (answer.status === 409) return this.conflict(await answer.json());
      if (answer.ok && !answer.redirected) this.showOthers((await answer.json()).others);
    } catch {
      return;
    }
  }

  showOthers(names) {
    if (!this.others) return;
    const list = new Intl.ListFormat(document.documentElement.lang).format(names);
    this.others.textContent = names.length ? this.others.dataset.words.replace("{names}", list) : "";
    this.others.hidden = !names.length;
  }

  say(state, words = this.line?.dataset[state] ?? "") {
    if (!this.line) return;
    this.line.dataset.state = state;
    this.line.hidden = false;
    this.line.textContent = words;
  }
}

function post(address, body) {
  const headers = { Accept: "application/json" };
  return fetch(address, { method: "POST", body, headers, signal: AbortSignal.timeout(15_000) });
}

function withoutToken(fields) {
  const copy = new URLSearchParams(fields);
  for (const name of ["token", "copy", "copy_version", "action"]) copy.delete(name);
  return copy.toString();
}
