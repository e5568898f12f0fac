/* The live map is heavy, and the poster says the same: it comes when the browser has nothing better to do,
   and on a phone, where data and batteries are dear, when somebody touches or scrolls. */
const LATEST = 2000; // milliseconds a busy browser is waited for
const SIGNS_OF_LIFE = ["pointerdown", "touchstart", "wheel", "scroll"];

export function openMap(box, navigation, words) {
  const button = box.querySelector("[data-cordee-open]");
  const message = box.querySelector("[data-cordee-map-message]");
  let isAsked = false;

  async function open() {
    if (isAsked) return;
    isAsked = true;
    message.hidden = true;
    try {
      const { startMap } = await import("./map-page.js");
      await startMap(box, navigation, words);
    } catch (error) {
      failed(error);
    }
  }

  /* What could not be fetched may be asked for again; what cannot be drawn stays a picture. */
  function failed(error) {
    const isDrawing = error.name === "NotDrawn";
    message.textContent = isDrawing ? words.failed : words.not_fetched;
    message.hidden = false;
    box.querySelector(".atlas-map").dataset.failed = "yes";
    isAsked = isDrawing;
    button.hidden = isDrawing;
    console.warn(error);
  }

  keepPoster(box.querySelector("[data-cordee-poster]"), navigation);
  button.addEventListener("click", open);
  if (!isPatient(navigation.url())) {
    whenIdle(open);
    return;
  }
  button.hidden = false;
  if (isSaving()) return;
  for (const sign of SIGNS_OF_LIFE) addEventListener(sign, open, { once: true, passive: true });
}

/* The poster follows the filters while it is seen, and once more for a printer. */
function keepPoster(poster, navigation) {
  const update = () => {
    const { query } = document.getElementById("results-title").dataset;
    const address = poster.dataset.cordeePoster + (query ? `?${query}` : "");
    if (poster.getAttribute("src") !== address) poster.src = address;
  };
  navigation.addEventListener("taken", () => {
    if (!poster.hidden) update();
  });
  addEventListener("beforeprint", update);
}

/* A view, an area or an action that the address names is not on the poster. */
function isPatient(url) {
  const isNamed = location.hash.length > 1 || ["bbox", "action"].some((name) => url.searchParams.has(name));
  return !isNamed && (matchMedia("(max-width: 900px)").matches || isSaving());
}

function isSaving() {
  return Boolean(navigator.connection?.saveData);
}

function whenIdle(act) {
  const idle = () => (window.requestIdleCallback ?? setTimeout)(act, { timeout: LATEST });
  if (document.readyState === "complete") idle();
  else addEventListener("load", idle, { once: true });
}
