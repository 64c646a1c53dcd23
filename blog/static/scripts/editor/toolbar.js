// The toolbar: one stop of the Tab key, arrows within, and a shortcut for what is used most.

import { insertBlock, markLines, replaceSelection, wrap } from "./typing.js";

const COMMANDS = {
  bold: (text, words) => wrap(text, "**", "**", words),
  italic: (text, words) => wrap(text, "*", "*", words),
  code: (text, words) => (isBlock(text) ? insertFence(text) : wrap(text, "`", "`", words)),
  heading: (text) => markLines(text, /^## +/, () => "## "),
  subheading: (text) => markLines(text, /^### +/, () => "### "),
  quote: (text) => markLines(text, /^> ?/, () => "> "),
  list: (text) => markLines(text, /^[-*+] +/, () => "- "),
  numbers: (text) => markLines(text, /^[0-9]+[.)] +/, (number) => `${number}. `),
  link: insertLink,
  footnote: insertFootnote,
};
const KEYS = { b: "bold", i: "italic", k: "link", e: "code" };
const KEYS_WITH_SHIFT = { 2: "heading", 3: "subheading", 7: "numbers", 8: "list", 9: "quote" };

export function addToolbar(form, text) {
  const bar = form.querySelector(".toolbar");
  if (!bar) return;
  bar.hidden = false;
  const buttons = [...bar.querySelectorAll("button")];
  buttons.forEach((button, place) => {
    button.tabIndex = place ? -1 : 0;
    if (button.dataset.command) button.addEventListener("click", () => obey(button.dataset.command, bar, text));
  });
  bar.addEventListener("keydown", (event) => moveWithin(event, buttons.filter((button) => button.offsetParent)));
  form.addEventListener("keydown", (event) => answer(event, form, bar, text));
}

function obey(command, bar, text) {
  const words = bar.querySelector(`[data-command=${command}]`)?.dataset.words ?? "";
  COMMANDS[command](text, words);
}

function moveWithin(event, buttons) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const place = buttons.indexOf(document.activeElement);
  const isTurned = getComputedStyle(buttons[0]).direction === "rtl";
  const target =
    event.key === "Home" ? buttons[0] : event.key === "End" ? buttons.at(-1) : step && buttons[(place + (isTurned ? -step : step) + buttons.length) % buttons.length];
  if (!target) return;
  event.preventDefault();
  buttons.forEach((button) => (button.tabIndex = button === target ? 0 : -1));
  target.focus();
}

function answer(event, form, bar, text) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
  if (event.key.toLowerCase() === "s" && !event.shiftKey) {
    event.preventDefault();
    form.querySelector("[name=action][value=save]")?.click();
    return;
  }
  if (event.target !== text) return;
  const digit = event.code.match(/^Digit([0-9])$/)?.[1];
  const command = event.shiftKey ? KEYS_WITH_SHIFT[digit] : KEYS[event.key.toLowerCase()];
  if (!command) return;
  event.preventDefault();
  obey(command, bar, text);
}

function isBlock(text) {
  return text.value.slice(text.selectionStart, text.selectionEnd).includes("\n");
}

function insertFence(text) {
  insertBlock(text, "```\n" + text.value.slice(text.selectionStart, text.selectionEnd).replace(/\n$/, "") + "\n```");
}

function insertLink(text, words) {
  const chosen = text.value.slice(text.selectionStart, text.selectionEnd);
  const isAddress = /^(?:https?:\/\/|mailto:|\/)\S+$/.test(chosen);
  const start = text.selectionStart;
  const label = isAddress ? words : chosen || words;
  replaceSelection(text, `[${label}](${isAddress ? chosen : "https://"})`);
  if (isAddress || !chosen) text.setSelectionRange(start + 1, start + 1 + label.length);
  else text.setSelectionRange(start + label.length + 3, start + label.length + 11);
}

function insertFootnote(text, words) {
  const numbers = [...text.value.matchAll(/\[\^([0-9]+)\]/g)].map((match) => Number(match[1]));
  const name = Math.max(0, ...numbers) + 1;
  const place = text.selectionEnd;
  replaceSelection(text, `[^${name}]`, place, place);
  const end = text.value.length;
  const gap = text.value.endsWith("\n") ? "\n" : "\n\n";
  replaceSelection(text, `${gap}[^${name}]: ${words}`, end, end);
  text.setSelectionRange(text.value.length - words.length, text.value.length);
}
