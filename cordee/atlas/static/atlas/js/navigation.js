/* Another state of the page without reloading it: fetch the page, take over its regions, keep the focus. */

export class Navigation extends EventTarget {
  #root;
  #words;
  #running = null;
  #status = document.querySelector("[data-cordee-status]");

  constructor(root, words) {
    super();
    this.#root = root;
    this.#words = words;
    this.current = pageOf(location.href);
    root.addEventListener("click", (event) => this.#clicked(event));
    root.addEventListener("keydown", (event) => this.#pressed(event));
    addEventListener("popstate", () => {
      if (pageOf(location.href) !== this.current) this.go(location.href, { history: "none" });
    });
  }

  /* The address now shown, as a URL that may be changed. */
  url() {
    return new URL(this.current, location.origin);
  }

  /* For screen readers; what went wrong is shown too. */
  say(text, { isWrong = false } = {}) {
    this.#status.className = isWrong ? "message error atlas-wrong" : "vh";
    this.#status.textContent = text;
  }

  /* history: "push" (default), "replace" while typing, "none" when going back. */
  async go(address, { history: how = "push" } = {}) {
    const url = new URL(address, location.href);
    if (pageOf(url) === this.current && how !== "none") return;
    this.#running?.abort();
    const running = (this.#running = new AbortController());
    this.#root.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(url, { signal: running.signal, headers: { Accept: "text/html" } });
      if (!response.ok) throw new Error(`${response.status}`);
      const html = await response.text();
      this.#take(new DOMParser().parseFromString(html, "text/html"), url, how);
    } catch (error) {
      if (error.name === "AbortError") return;
      this.say(this.#words.offline, { isWrong: true });
      console.warn(error);
    } finally {
      if (this.#running === running) {
        this.#root.removeAttribute("aria-busy");
        this.#running = null;
      }
    }
  }

  #take(fresh, url, how) {
    const before = new URL(this.current, location.origin);
    const focused = document.activeElement;
    const opened = disclosures(this.#root);
    for (const region of this.#root.querySelectorAll("[data-cordee-region]")) {
      const name = region.dataset.cordeeRegion;
      const other = fresh.querySelector(`[data-cordee-region="${name}"]`);
      if (other) region.replaceChildren(...document.adoptNode(other).childNodes);
    }
    for (const [id, open] of opened) document.getElementById(id)?.toggleAttribute("open", open);
    for (const link of document.querySelectorAll("a[hreflang]")) {
      const other = fresh.querySelector(`a[hreflang="${link.hreflang}"]`);
      if (other) link.setAttribute("href", other.getAttribute("href"));
    }
    document.title = fresh.title;
    this.current = pageOf(url);
    const address = this.current + (url.hash || location.hash);
    document.querySelector("[data-cordee-address]").textContent = location.origin + this.current;
    if (how === "push") history.pushState(null, "", address);
    if (how === "replace") history.replaceState(null, "", address);
    this.#settle(before, url, focused);
    this.dispatchEvent(new CustomEvent("taken", { detail: { before, url } }));
  }

  /* One announcement, and the focus where the person goes on. */
  #settle(before, url, focused) {
    const was = before.searchParams.get("action");
    const is = url.searchParams.get("action");
    if (is && is !== was) {
      focus(document.getElementById("panel-title"));
      return;
    }
    if (was && !is && sameResults(before, url)) {
      this.say(this.#words.closed);
      focus(document.getElementById(`hit-${was}`) ?? document.getElementById("results-title"));
      return;
    }
    const title = document.getElementById("results-title");
    this.say(title.textContent.replace(/\s+/g, " ").trim());
    if (!focused?.isConnected) focus(document.getElementById(focused?.id || "results-title") ?? title);
    if (!sameResults(before, url)) document.querySelector(".results").scrollTop = 0;
    if (before.searchParams.get("page") !== url.searchParams.get("page") && this.#root.matches(".no-map")) {
      title.scrollIntoView({ block: "center" });
    }
  }

  #clicked(event) {
    const link = event.target.closest("[data-cordee-region] a[href]");
    const isPlain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
    if (!link || !isPlain || link.hasAttribute("download") || link.target) return;
    const url = new URL(link.href);
    if (url.origin !== location.origin || url.pathname !== location.pathname) return;
    event.preventDefault();
    this.go(url);
  }

  #pressed(event) {
    if (event.key !== "Escape") return;
    event.target.closest("[data-cordee-panel]")?.querySelector("[data-cordee-close]").click();
  }
}

function pageOf(address) {
  const url = new URL(address, location.href);
  return url.pathname + url.search;
}

function sameResults(one, other) {
  const [a, b] = [new URL(one), new URL(other)];
  for (const url of [a, b]) url.searchParams.delete("action");
  return pageOf(a) === pageOf(b);
}

function disclosures(root) {
  return [...root.querySelectorAll("[data-cordee-region] details[id]")].map((one) => [one.id, one.open]);
}

function focus(element) {
  if (!element) return;
  if (!element.matches("a, button, input, select, summary")) element.tabIndex = -1;
  element.focus();
}
