// The editor's extras. The form is a plain form, and everything here only makes it quicker: a toolbar, a live preview,
// saving by itself, counting, and pictures that are dropped or pasted.

import { keepCopies } from "./editor/autosave.js";
import { keepInBrowser } from "./editor/browser-copy.js";
import { showCounts } from "./editor/counts.js";
import { addPictures } from "./editor/pictures.js";
import { showPreview } from "./editor/preview.js";
import { addToolbar } from "./editor/toolbar.js";

const form = document.querySelector("#post-form");
const text = form?.querySelector("textarea[name=body]");
if (text && !text.readOnly) {
  document.documentElement.classList.add("has-editor");
  addToolbar(form, text);
  showCounts(form, text);
  showPreview(form, text);
  addPictures(form, text);
  const browserCopy = keepInBrowser(form);
  keepCopies(form, browserCopy);
  followLines(text);
}

// A link to `#line-12` in the list of remarks puts the cursor there.
function followLines(text) {
  const follow = () => {
    const line = Number(location.hash.match(/^#line-([0-9]+)$/)?.[1]);
    if (!line) return;
    const lines = text.value.split("\n");
    const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    text.focus();
    text.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
    const share = start / (text.value.length || 1);
    if (text.scrollHeight > text.clientHeight) text.scrollTop = share * text.scrollHeight - text.clientHeight / 3;
    else scrollTo({ top: text.getBoundingClientRect().top + scrollY + share * text.clientHeight - innerHeight / 3 });
  };
  addEventListener("hashchange", follow);
  document.addEventListener("click", (event) => {
    if (event.target.closest?.(`a[href="${location.hash}"]`)) setTimeout(follow);
  });
  follow();
}
