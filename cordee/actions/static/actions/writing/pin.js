/* The map on which a place is pinned: the ground of the atlas and one pin; fetched when it is asked for. */
import { addProtocol, Map as Drawing, Marker, setWorkerUrl } from "maplibre-gl";
import { Protocol } from "pmtiles";
import { absolute, FONT, ground, hostStyle } from "../../atlas/js/ground.js";
import { PIXEL_RATIO, sign } from "../../atlas/js/signs.js";
import { colours } from "../../atlas/js/style.js";

const NEAR = 9; // the zoom at which a place that is known is shown
const EXTENDED = ["U+0100-024F", "U+1E00-1EFF"];
const calm = matchMedia("(prefers-reduced-motion: reduce)");

addProtocol("pmtiles", new Protocol().tile);

export class PinMap {
  #map;
  #pin;
  #pinned;

  /* pinned(lon, lat): after a click, a drag, or Enter, which pins the middle. Throws without WebGL 2. */
  static async open(box, words, pinned) {
    const config = words.ground;
    await styled(config.styles);
    const isDark = getComputedStyle(document.documentElement).colorScheme.trim() === "dark";
    const under = config.style ? await hostStyle(config, isDark) : ground(config, colours());
    return new PinMap(box, config, under, words, pinned);
  }

  constructor(box, config, under, words, pinned) {
    setWorkerUrl(new URL(config.worker, location.href).href);
    const [latin, extended] = config.fonts.map(absolute);
    this.#pinned = pinned;
    this.#map = new Drawing({
      container: box,
      style: {
        ...under,
        version: 8,
        "font-faces": {
          ...under["font-faces"],
          [FONT[0]]: [{ url: latin }, { url: extended, "unicode-range": EXTENDED }],
        },
      },
      center: [10, 20],
      zoom: 0.6,
      maxZoom: 14,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      cooperativeGestures: matchMedia("(max-width: 900px)").matches,
      fadeDuration: calm.matches ? 0 : 300,
      locale: { "Map.Title": words.pin },
    });
    this.#map.touchZoomRotate.disableRotation();
    this.#map.on("click", ({ lngLat }) => this.#put(lngLat.wrap()));
    this.#map.getCanvas().addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault(); // the form is not sent
      this.#put(this.#map.getCenter().wrap());
    });
    this.#map.setMissingStyleImageResolver((id) => {
      const image = sign(id, colours());
      if (image && !this.#map.hasImage(id)) this.#map.addImage(id, image, { pixelRatio: PIXEL_RATIO });
    });
    this.#map.on("error", ({ error }) => console.warn(error)); // without its ground the map goes on
  }

  show(lon, lat) {
    this.#mark({ lng: lon, lat });
    this.#map.jumpTo({ center: [lon, lat], zoom: Math.max(NEAR, this.#map.getZoom()) });
  }

  #put(point) {
    this.#mark(point);
    this.#pinned(point.lng, point.lat);
  }

  #mark(point) {
    if (this.#pin) {
      this.#pin.setLngLat(point);
      return;
    }
    const element = Object.assign(document.createElement("div"), { className: "pin" });
    this.#pin = new Marker({ element, draggable: true }).setLngLat(point).addTo(this.#map);
    this.#pin.on("dragend", () => this.#put(this.#pin.getLngLat().wrap()));
  }
}

/* The library's stylesheet comes before the page's own, which go over it; the map does without. */
function styled(address) {
  if (document.querySelector(`link[href="${address}"]`)) return Promise.resolve();
  return new Promise((done) => {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: address });
    link.addEventListener("load", done, { once: true });
    link.addEventListener("error", done, { once: true });
    document.querySelector("link[rel=stylesheet]").before(link);
  });
}
