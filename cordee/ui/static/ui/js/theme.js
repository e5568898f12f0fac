/* Light or dark: as the system says until the person takes another, kept in this browser and nowhere else. */
const KEY = "cordee-theme";
const root = document.documentElement;
const dark = matchMedia("(prefers-color-scheme: dark)");

function stored() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null; // storage refused: the choice lasts for this page
  }
}

function store(theme) {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    /* as above */
  }
}

function current() {
  return root.dataset.theme ?? (dark.matches ? "dark" : "light");
}

function apply(theme) {
  root.dataset.theme = theme;
  document.dispatchEvent(new CustomEvent("cordee:theme", { detail: { theme } }));
}

function ready(button) {
  const show = () => button.setAttribute("aria-pressed", String(current() === "dark"));
  button.hidden = false;
  button.addEventListener("click", () => {
    apply(current() === "dark" ? "light" : "dark");
    store(current());
    show();
  });
  dark.addEventListener("change", show);
  show();
}

const kept = stored();
if (kept === "light" || kept === "dark") apply(kept);

function start() {
  document.querySelectorAll("[data-cordee-theme]").forEach(ready);
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
