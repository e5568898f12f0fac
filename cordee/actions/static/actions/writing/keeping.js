/* Drafts that keep themselves: two seconds after the last key, and when the page is left. One at a time. */
const PAUSE = 2000;
const LARGEST_BEACON = 60_000; // browsers refuse more when a page is left

export function startKeeping(form, words) {
  const status = form.querySelector("[data-cordee-kept]");
  const field = (name) => form.elements.namedItem(name);
  let timer;
  let running = null; // the answer that is waited for
  let isDirty = false;
  let isBeaconed = false;
  let isOver = false; // the form was sent, or another window has another text

  function touched() {
    isDirty = true;
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE);
  }

  async function keep() {
    if (running || !isDirty || isOver) return;
    isDirty = false;
    status.textContent = words.keeping;
    running = sent();
    await running;
    running = null;
    if (isDirty && !isOver) touched(); // typed meanwhile
  }

  async function sent() {
    try {
      const response = await fetch(form.dataset.keep, { method: "POST", body: new FormData(form) });
      const isAnswer = response.headers.get("Content-Type")?.startsWith("application/json");
      if (!isAnswer) throw new Error(words.refused);
      taken(await response.json(), response.ok);
    } catch (error) {
      isDirty = true;
      status.textContent = error instanceof TypeError ? words.offline : words.refused;
    }
  }

  function taken(answer, isKept) {
    status.textContent = answer.said;
    if (!isKept) {
      isOver = true;
      isDirty = true;
      if (answer.address) status.append(" ", linkTo(answer.address));
      return;
    }
    field("draft").value = answer.draft;
    field("draft_version").value = answer.version;
    form.action = answer.address;
    told(answer.meter);
    history.replaceState(history.state, "", answer.address);
  }

  function linkTo(address) {
    return Object.assign(document.createElement("a"), {
      href: address,
      target: "_blank",
      textContent: words.other,
    });
  }

  function told(sentences) {
    const spans = form.querySelectorAll("[data-cordee-meter] span");
    spans.forEach((span, number) => {
      if (span.textContent !== sentences[number]) span.textContent = sentences[number];
    });
  }

  /* What was being kept ends first: else the draft would be there beside the sheet. Once, however often. */
  form.addEventListener("submit", async (event) => {
    clearTimeout(timer);
    if (isOver && form.dataset.sent) return event.preventDefault();
    const { submitter } = event;
    const isPreview = submitter?.value === "preview" && isDirty && !isOver && navigator.onLine;
    if (!running && !isPreview) {
      isOver = true;
      form.dataset.sent = "yes";
      return;
    }
    event.preventDefault();
    await (running ?? keep());
    isOver = true;
    form.requestSubmit(submitter);
  });
  document.querySelector("[data-cordee-discard]")?.addEventListener("submit", () => (isOver = true));

  addEventListener("pagehide", () => {
    if (!isDirty || isOver || running) return;
    const data = new FormData(form);
    const length = [...data.values()].reduce((sum, value) => sum + String(value).length, 0);
    if (length < LARGEST_BEACON && navigator.sendBeacon(form.dataset.keep, data)) {
      isDirty = false;
      isBeaconed = true;
    }
  });
  /* Back by the browser's own memory: the form is as it was left, and may be sent again. */
  addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return;
    if (isBeaconed && field("draft").value) return location.reload(); // what was kept last is there
    isOver = false;
    delete form.dataset.sent;
  });
  addEventListener("online", () => isDirty && touched());
  addEventListener("beforeunload", (event) => {
    if (isDirty && !isOver && !navigator.onLine) event.preventDefault();
  });
  if (form.dataset.cordeeWriting === "unkept") touched(); // an answer to what was typed, which no draft has
  form.addEventListener("input", touched);
  form.addEventListener("change", touched);
}
