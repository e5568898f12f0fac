/* The live map is heavy, and the poster says the same: it comes when the browser has nothing better to do, and
   on a phone, where data and batteries are dear, when somebody touches, scrolls or types. */
const LATEST = 2000; // milliseconds a busy browser is waited for
const SIGNS_OF_LIFE = ["pointerdown", "touchstart", "wheel", "scroll", "keydown"];

export function openMap(box, navigation, words) {
  const poster = box.querySelector("[data-cordee-poster]");
  const button = box.querySelector("[data-cordee-open]");
  let isAsked = false;

  function open() {
    if (isAsked) return;
    isAsked = true;
    button.hidden = true;
    import("./map-page.js")
      .then(({ startMap }) => startMap(box, navigation, words))
      .catch((error) => {
        const message = box.querySelector("[data-cordee-map-message]");
        message.textContent = words.failed;
        message.hidden = false;
        console.warn(error);
      });
  }

  navigation.addEventListener("taken", () => {
    if (poster.hidden) return;
    const { query } = document.getElementById("results-title").dataset;
    poster.src = poster.dataset.cordeePoster + (query ? `?${query}` : "");
  });
  button.addEventListener("click", open);
  if (!isPatient(navigation.url())) {
    whenIdle(open);
    return;
  }
  button.hidden = false;
  for (const sign of SIGNS_OF_LIFE) addEventListener(sign, open, { once: true, passive: true });
}

/* A view, an area or an action that the address names is not on the poster. */
function isPatient(url) {
  const isNamed = location.hash.length > 1 || ["bbox", "action"].some((name) => url.searchParams.has(name));
  return !isNamed && (matchMedia("(max-width: 900px)").matches || Boolean(navigator.connection?.saveData));
}

function whenIdle(act) {
  const idle = () => (window.requestIdleCallback ?? setTimeout)(act, { timeout: LATEST });
  if (document.readyState === "complete") idle();
  else addEventListener("load", idle, { once: true });
}
