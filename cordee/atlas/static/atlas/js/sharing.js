/* «Copy the link»: the address says the whole state of the page. */

export function startSharing(navigation, words) {
  const show = () => {
    for (const item of document.querySelectorAll("[data-cordee-share]")) item.hidden = !navigator.clipboard;
  };
  document.addEventListener("click", async (event) => {
    if (!event.target.closest("[data-cordee-share] button")) return;
    try {
      await navigator.clipboard.writeText(location.href);
      navigation.say(words.copied);
      tell(event.target.closest("button"), words.copied);
    } catch {
      navigation.say(words.not_copied);
      tell(event.target.closest("button"), words.not_copied);
    }
  });
  navigation.addEventListener("taken", show);
  closeExports();
  show();
}

/* The list of formats stands over the map: Escape or a touch elsewhere closes it. */
function closeExports() {
  const opened = () => document.querySelector(".r-export[open]");
  document.addEventListener("pointerdown", (event) => {
    if (!event.target.closest(".r-export")) opened()?.removeAttribute("open");
  });
  document.addEventListener("keydown", (event) => {
    const list = event.key === "Escape" && opened();
    if (!list) return;
    list.removeAttribute("open");
    if (list.contains(document.activeElement)) list.querySelector("summary").focus();
  });
}

/* The button says what happened for a moment, then its own name again. */
function tell(button, text) {
  const name = button.lastChild;
  const before = button.dataset.name ?? name.textContent;
  button.dataset.name = before;
  name.textContent = text;
  setTimeout(() => {
    name.textContent = before;
  }, 3000);
}
