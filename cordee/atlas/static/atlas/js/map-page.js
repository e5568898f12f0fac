/* Map and page in step: what is listed is drawn, what is clicked is shown, what is seen is counted. */
import { hostStyle } from "./ground.js";
import { WorldMap } from "./map.js";

const PAUSE = 350; // milliseconds after a move before counting

export async function startMap(box, navigation, words) {
  const config = JSON.parse(document.getElementById("map-config").textContent);
  const note = box.querySelector("[data-cordee-map-note]");
  await styled(config.styles);
  const host = await hostGround(config, note);
  const map = drawn(box.querySelector("[data-cordee-map]"), config, host);
  let asked = query();

  map.addEventListener("ready", () => {
    takeOver(box);
    box.dataset.ready = "yes";
    for (const part of box.querySelectorAll("[data-cordee-map-only]")) part.hidden = false;
    count();
  });
  map.addEventListener("bare", () => (note.hidden = false));
  map.addEventListener("action", ({ detail }) => {
    const url = navigation.url();
    url.searchParams.set("action", detail.slug);
    navigation.go(url);
  });
  map.addEventListener("spot", ({ detail }) => navigation.go(within(navigation.url(), detail.bounds)));

  const count = counter(box, map, config, words);
  map.addEventListener("moved", count);
  navigation.addEventListener("taken", () => {
    if (asked !== query()) map.ask((asked = query()));
    follow();
    count();
  });

  function follow() {
    const [panel] = box.querySelectorAll("[data-cordee-panel]");
    const chosen = panel ? pointsOf(panel) : [];
    map.mark("result", listed().flatMap(pointsOf));
    map.mark("selected", chosen);
    map.mark("highlighted", []);
    showSelected();
    if (chosen.length) map.show(chosen[0], coveredBy(panel));
  }

  startButtons(box, map, navigation);
  startHighlights(map);
  const repaint = async () => map.repaint(await hostGround(config, note));
  document.addEventListener("cordee:theme", repaint);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
  follow();
}

/* The library throws where it cannot draw; that is told apart from what could not be fetched. */
function drawn(container, config, host) {
  try {
    return new WorldMap(container, config, query(), host);
  } catch (error) {
    throw Object.assign(error, { name: "NotDrawn" });
  }
}

/* The live map is there: the poster goes, and who asked for it by its button is on the map. */
function takeOver(box) {
  const button = box.querySelector("[data-cordee-open]");
  const isAsked = document.activeElement === button;
  box.querySelector("[data-cordee-poster]").hidden = true;
  delete box.querySelector(".atlas-map").dataset.failed;
  button.hidden = true;
  if (isAsked) box.querySelector("canvas").focus();
}

/* The library's stylesheet comes with it, before the page's own, which go over it; the map does without. */
function styled(address) {
  return new Promise((done) => {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: address });
    link.addEventListener("load", done, { once: true });
    link.addEventListener("error", done, { once: true });
    document.querySelector("link[rel=stylesheet]").before(link);
  });
}

/* The host's own style in the theme of the page; undefined where there is none, or none that answers. */
async function hostGround(config, note) {
  if (!config.style) return undefined;
  const isDark = getComputedStyle(document.documentElement).colorScheme === "dark" || prefersDark();
  try {
    return await hostStyle(config, isDark);
  } catch (error) {
    console.warn(error);
    note.hidden = false;
    return undefined;
  }
}

function prefersDark() {
  return !document.documentElement.dataset.theme && matchMedia("(prefers-color-scheme: dark)").matches;
}

/* The list scrolls to what was chosen on the map; on a phone the page itself stays where it is. */
function showSelected() {
  const results = document.querySelector(".results");
  const chosen = results.querySelector(".is-sel");
  if (!chosen || results.scrollHeight <= results.clientHeight) return;
  const [frame, box] = [results.getBoundingClientRect(), chosen.getBoundingClientRect()];
  const head = results.querySelector(".r-head").offsetHeight;
  if (box.top >= frame.top + head && box.bottom <= frame.bottom) return;
  results.scrollTop += box.top - frame.top - head;
}

/* How much of the map the panel hides: on a phone it stands below it. */
function coveredBy(panel) {
  return getComputedStyle(panel).position === "absolute" ? panel.offsetHeight : 0;
}

function startButtons(box, map, navigation) {
  box.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.cordeeZoom) map.zoom(button.dataset.cordeeZoom === "in" ? 1 : -1);
    if ("cordeeGlobe" in button.dataset) {
      const isGlobe = map.turn();
      button.setAttribute("aria-pressed", String(isGlobe));
      box.toggleAttribute("data-globe", isGlobe);
    }
    if ("cordeeHere" in button.dataset) navigation.go(within(navigation.url(), map.bounds()));
  });
}

/* Hover and focus in the list show the places on the map. */
function startHighlights(map) {
  const results = document.querySelector(".results");
  const on = (event) => {
    const hit = event.target.closest?.("[data-cordee-hit]");
    map.mark("highlighted", hit ? pointsOf(hit) : []);
  };
  results.addEventListener("mouseover", on);
  results.addEventListener("focusin", on);
  results.addEventListener("mouseleave", () => map.mark("highlighted", []));
  results.addEventListener("focusout", () => map.mark("highlighted", []));
}

/* «61 in this view, 68 with these filters, of 307», asked of the same query with the view as its box. */
function counter(box, map, config, words) {
  const out = box.querySelector("[data-cordee-in-view]");
  let waiting = 0;
  let running = null;

  async function ask() {
    running?.abort();
    running = new AbortController();
    const { query: asked, count, total } = document.getElementById("results-title").dataset;
    const seen = new URLSearchParams(asked);
    const area = seen.get("bbox")?.split(",").map(Number);
    const both = area ? common(area, map.bounds()) : map.bounds();
    if (!both) {
      say("in_area", { count, total });
      return;
    }
    seen.set("bbox", sides(both));
    try {
      const response = await fetch(`${config.results}?${seen}`, { signal: running.signal });
      if (!response.ok) return;
      const { count: shown } = await response.json();
      say(count === total ? "in_view" : "in_view_filtered", { shown, count, total });
    } catch (error) {
      if (error.name !== "AbortError") out.hidden = true;
    }
  }

  function say(name, figures) {
    const filled = (text, [figure, value]) => text.replace(`{${figure}}`, value);
    out.textContent = Object.entries(figures).reduce(filled, words[name]);
    out.hidden = false;
  }

  return () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  };
}

/* The part of one box that lies in the other; null where they are apart or one crosses the antimeridian. */
function common([west, south, east, north], [left, bottom, right, top]) {
  if (west > east || left > right) return null;
  const box = [Math.max(west, left), Math.max(south, bottom), Math.min(east, right), Math.min(north, top)];
  return box[0] <= box[2] && box[1] <= box[3] ? box : null;
}

function listed() {
  return [...document.querySelectorAll("[data-cordee-hit]")];
}

function pointsOf(element) {
  const points = element.dataset.points.split(" ").filter(Boolean);
  return points.map((point) => point.split(",").map(Number));
}

/* The query as the server understood it, for tiles and counts: wrong parameters left out. */
function query() {
  return document.getElementById("results-title").dataset.query;
}

/* The same filters in a box, from the first page. */
function within(url, bounds) {
  url.searchParams.set("bbox", sides(bounds));
  for (const name of ["page", "action"]) url.searchParams.delete(name);
  return url;
}

/* Rounded outwards, so that what lies on the edge is inside. */
function sides([west, south, east, north]) {
  const low = (value, least) => Math.max(least, Math.floor(value * 1e5) / 1e5);
  const high = (value, most) => Math.min(most, Math.ceil(value * 1e5) / 1e5);
  return [low(west, -180), low(south, -90), high(east, 180), high(north, 90)].join(",");
}
