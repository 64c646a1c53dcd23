// Words and reading time, counted as they are typed.

const WORDS_A_MINUTE = 220;

export function showCounts(form, text) {
  const place = form.querySelector(".counts");
  if (!place) return;
  const numbers = new Intl.NumberFormat(document.documentElement.lang);
  const show = () => {
    const words = countWords(text.value, document.documentElement.lang);
    const minutes = Math.max(1, Math.round(words / WORDS_A_MINUTE));
    place.textContent = place.dataset.words
      .replace("{words}", numbers.format(words))
      .replace("{minutes}", numbers.format(minutes));
  };
  let waiting;
  text.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, 300);
  });
  place.hidden = false;
  show();
}

// Words as people of the language count them; addresses and the signs of Markdown are none.
function countWords(source, language) {
  const read = source.replace(/\]\([^)\s]*(?:\s+"[^"]*")?\)/g, "]").replace(/https?:\/\/\S+/g, " ");
  if (!Intl.Segmenter) return read.split(/[\s#>*_`~\-[\]|]+/).filter(Boolean).length;
  let count = 0;
  for (const piece of new Intl.Segmenter(language, { granularity: "word" }).segment(read)) count += piece.isWordLike;
  return count;
}
