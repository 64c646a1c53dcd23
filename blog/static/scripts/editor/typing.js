// Changes of the text that the browser's own undo can take back.

export function replaceSelection(text, words, start = text.selectionStart, end = text.selectionEnd) {
  text.focus();
  text.setSelectionRange(start, end);
  const isDone = words ? document.execCommand("insertText", false, words) : document.execCommand("delete");
  if (!isDone && text.value.slice(start, start + words.length) !== words) {
    text.setRangeText(words, start, end, "end");
    text.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

// Sets a mark on both sides of what is selected, or takes it away where it stands already.
export function wrap(text, before, after, placeholder) {
  const { selectionStart: start, selectionEnd: end, value } = text;
  const chosen = value.slice(start, end);
  const isOutside = value.slice(start - before.length, start) === before && value.slice(end, end + after.length) === after;
  const isInside =
    chosen.length >= before.length + after.length && chosen.startsWith(before) && chosen.endsWith(after) && chosen !== before;
  if (isOutside) {
    replaceSelection(text, chosen, start - before.length, end + after.length);
    text.setSelectionRange(start - before.length, end - before.length);
  } else if (isInside) {
    const bare = chosen.slice(before.length, chosen.length - after.length);
    replaceSelection(text, bare);
    text.setSelectionRange(start, start + bare.length);
  } else {
    const words = chosen || placeholder;
    replaceSelection(text, before + words + after);
    text.setSelectionRange(start + before.length, start + before.length + words.length);
  }
}

// Begins each selected line with a mark, or takes the mark away where all lines have it. `mark(n)` is that of the n-th.
export function markLines(text, pattern, mark) {
  const { value } = text;
  const start = value.lastIndexOf("\n", text.selectionStart - 1) + 1;
  const found = value.indexOf("\n", text.selectionEnd);
  const end = found < 0 ? value.length : found;
  const lines = value.slice(start, end).split("\n");
  const areMarked = lines.every((line) => !line.trim() || pattern.test(line));
  const changed = lines.map((line, number) =>
    !line.trim() && lines.length > 1 ? line : areMarked ? line.replace(pattern, "") : mark(number + 1) + line.replace(ANY_MARK, ""),
  );
  replaceSelection(text, changed.join("\n"), start, end);
  text.setSelectionRange(start, start + changed.join("\n").length);
}

const ANY_MARK = /^(?:#{1,6} +|> ?|[-*+] +|[0-9]+[.)] +)/;

// A block of its own, with an empty line on either side.
export function insertBlock(text, block) {
  const { selectionStart: start, selectionEnd: end, value } = text;
  const before = value.slice(0, start);
  const after = value.slice(end);
  const lead = !before || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
  const trail = !after ? "\n" : after.startsWith("\n\n") ? "" : after.startsWith("\n") ? "\n" : "\n\n";
  replaceSelection(text, lead + block + trail);
}
