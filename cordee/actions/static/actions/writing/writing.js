/* The form of a sheet: without this it works by its buttons; with it drafts keep themselves, places are
   suggested and pinned, and sheets that look alike are shown while one types. */
import { startKeeping } from "./keeping.js";
import { startPlaces } from "./places.js";

const PAUSE = 1200; // milliseconds after the last key before asking for sheets that look alike
const TELLING = /^(title_|partners-0-name|places-0-(place|country))/;

const form = document.querySelector("[data-cordee-writing]");
const words = JSON.parse(document.getElementById("writing").textContent);

startKeeping(form, words);
startPlaces(form, words);
startAlike(form);
document.querySelector("[data-cordee-problems]")?.focus();

/* Sheets that look alike, under the five fields; what the server asked about stays until it is answered. */
function startAlike(form) {
  const region = form.querySelector("[data-cordee-alike]");
  let timer, asked = 0;

  async function ask() {
    const number = ++asked;
    const body = new FormData(form);
    try {
      const response = await fetch(form.dataset.alike, { method: "POST", body });
      if (!response.ok || number !== asked || region.querySelector("#sure")) return;
      const found = new DOMParser().parseFromString(await response.text(), "text/html");
      region.replaceChildren(...found.body.children);
    } catch {
      // It is a help only: the server asks again when the sheet is sent.
    }
  }

  form.addEventListener("input", ({ target }) => {
    if (!TELLING.test(target.name)) return;
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
}
