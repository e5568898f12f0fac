/* The form of the filters sends itself: at once for boxes, after a pause while typing. */
const PAUSE = 600; // milliseconds

export function startFilters(navigation) {
  const form = document.getElementById("atlas-form");
  let waiting = 0;

  function send(how = "push") {
    clearTimeout(waiting);
    if (!form.reportValidity()) return;
    navigation.go(addressOf(form), { history: how });
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  document.addEventListener("change", (event) => {
    if (event.target.form === form) send();
  });
  form.elements.q.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => send("replace"), PAUSE);
  });
  navigation.addEventListener("taken", ({ detail }) => {
    hideButtons();
    const { q } = form.elements;
    if (document.activeElement !== q) q.value = detail.url.searchParams.get("q") ?? "";
  });
  hideButtons();
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

function hideButtons() {
  for (const button of document.querySelectorAll("[data-cordee-submit]")) button.hidden = true;
}
