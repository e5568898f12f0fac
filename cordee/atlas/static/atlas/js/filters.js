/* The form of the filters sends itself: at once for boxes, after a pause while typing. */
const PAUSE = 600; // milliseconds

export function startFilters(navigation) {
  const form = document.getElementById("atlas-form");
  let waiting = 0;
  let isTyped = false; // words typed in one go are one step of the history

  function send(how = "push") {
    clearTimeout(waiting);
    if (!form.reportValidity()) return;
    navigation.go(addressOf(form), { history: how });
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
    closeOnPhone();
  });
  document.addEventListener("change", (event) => {
    if (event.target.form === form) send();
  });
  form.elements.q.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      send(isTyped ? "replace" : "push");
      isTyped = true;
    }, PAUSE);
  });
  form.elements.q.addEventListener("focus", () => {
    isTyped = false;
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest(".m-filter summary")) openOnPhone(form);
  });
  navigation.addEventListener("taken", ({ detail }) => {
    const { q } = form.elements;
    if (document.activeElement !== q) q.value = detail.url.searchParams.get("q") ?? "";
  });
}

/* The address that the form says: empty fields and the default order left out. */
function addressOf(form) {
  const url = new URL(form.action);
  url.search = "";
  for (const [name, value] of new FormData(form)) {
    const isDefault = name === "tri" && value === form.elements.tri.dataset.default;
    if (value.trim() && !isDefault) url.searchParams.append(name, value.trim());
  }
  return url;
}

/* The filters open above their button: go there, else nothing seems to happen. */
function openOnPhone(form) {
  if (document.getElementById("m-filter").open) return; // the click closes it
  requestAnimationFrame(() => {
    const box = form.parentElement;
    box.tabIndex = -1;
    box.focus({ preventScroll: true });
    box.scrollIntoView({ block: "start" });
  });
}

/* Where the filters stand over the results, «Show the results» puts them away. */
function closeOnPhone() {
  const disclosure = document.getElementById("m-filter");
  if (!disclosure?.open) return;
  disclosure.open = false;
  const title = document.getElementById("results-title");
  title.tabIndex = -1;
  title.focus();
}
