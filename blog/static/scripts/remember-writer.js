// "Remember me in this browser": a random key of this browser's own, kept in its storage for as long as the box is
// ticked and sent with each reply, so that a returning writer is known without a cookie. See blog/comments/remembering.py.

const KEY = "rejoinder-writer";

export function offerToRemember(form) {
  const box = form.querySelector("#remember");
  if (!box || !canKeep()) return;
  box.closest(".remember").hidden = false;
  box.checked = Boolean(localStorage.getItem(KEY));
  box.addEventListener("change", () => {
    if (!box.checked) localStorage.removeItem(KEY);
  });
  form.addEventListener("submit", () => {
    form.elements.pass.value = box.checked ? ownKey() : "";
  });
}

function ownKey() {
  const kept = localStorage.getItem(KEY);
  if (kept) return kept;
  const made = [...crypto.getRandomValues(new Uint8Array(32))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  localStorage.setItem(KEY, made);
  return made;
}

// Some browsers refuse to keep anything, and say so only when they are asked to.
function canKeep() {
  try {
    localStorage.setItem(`${KEY}-try`, "");
    localStorage.removeItem(`${KEY}-try`);
    return true;
  } catch {
    return false;
  }
}
