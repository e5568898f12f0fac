/* MapLibre behind one class: the rest of the page knows no map library. */
import { addProtocol, AttributionControl, Map as Drawing, setWorkerUrl } from "maplibre-gl";
import { Protocol } from "pmtiles";
import { ropes } from "./arcs.js";
import { PIXEL_RATIO, sign } from "./signs.js";
import { colours, style, tilesOf } from "./style.js";

const DEEPEST = 12; // beyond it the ground has nothing more to show
const EDGE = 40; // pixels
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const SIGNS = ["actions", "ropes", "marks"]; // sources of ours; all others are the ground's

addProtocol("pmtiles", new Protocol().tile);

export class WorldMap extends EventTarget {
  #config;
  #map;
  #query;
  #host; // a style of the host's, else undefined
  #projection = "mercator";
  #colours = colours();
  #points = { result: [], selected: [], highlighted: [] };

  /* Throws where the browser has no WebGL 2.
     Events: ready, bare (no ground), moved, action {slug}, spot {bounds}. */
  constructor(container, config, query, host) {
    super();
    this.#config = config;
    this.#query = query;
    this.#host = host;
    setWorkerUrl(new URL(config.worker, location.href).href);
    this.#map = new Drawing({
      container,
      style: this.#style(),
      ...startingView(container, config),
      hash: true,
      maxZoom: DEEPEST,
      minZoom: 0,
      attributionControl: false,
      cooperativeGestures: matchMedia("(max-width: 900px)").matches,
      fadeDuration: calm.matches ? 0 : 300,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      locale: config.locale,
    });
    // Our own sources are in the legend; those of a host's style stand on the map.
    if (host) this.#map.addControl(new AttributionControl({ compact: true }), "bottom-left");
    this.#map.touchZoomRotate.disableRotation();
    this.#map.keyboard.disableRotation();
    this.#listen();
  }

  #style() {
    return style(this.#config, this.#query, this.#colours, this.#projection, this.#host);
  }

  #listen() {
    const map = this.#map;
    map.setMissingStyleImageResolver((id) => {
      const image = sign(id, this.#colours);
      if (image && !map.hasImage(id)) map.addImage(id, image, { pixelRatio: PIXEL_RATIO });
    });
    map.on("error", (event) => this.#failed(event));
    map.on("style.load", () => this.#draw());
    map.once("load", () => this.dispatchEvent(new Event("ready")));
    map.once("idle", () => performance.mark("map-idle")); // all is drawn: what `tests/bench/map.py` measures
    map.on("moveend", () => this.dispatchEvent(new Event("moved")));
    map.on("click", "clusters", (event) => this.#opened(event.features[0].properties));
    map.on("click", "singles", (event) => this.#tell("action", { slug: event.features[0].properties.slug }));
    for (const layer of ["clusters", "singles"]) {
      map.on("mouseenter", layer, () => (map.getCanvas().style.cursor = "pointer"));
      map.on("mouseleave", layer, () => (map.getCanvas().style.cursor = ""));
    }
  }

  /* Without its ground the map goes on, and says so; any other fault is told as the library would. */
  #failed({ sourceId, error }) {
    if (!sourceId || SIGNS.includes(sourceId)) return console.error(error);
    console.warn(error);
    this.dispatchEvent(new Event("bare"));
  }

  /* A cluster opens: nearer to see it apart, or as a list where its places are one spot. */
  #opened({ west, south, east, north }) {
    const isOneSpot = Math.max(east - west, north - south) < 1e-4;
    if (isOneSpot || this.#map.getZoom() > DEEPEST - 0.5) {
      this.#tell("spot", { bounds: [west, south, east, north] });
      return;
    }
    const { clientWidth: width, clientHeight: height } = this.#map.getContainer();
    const padding = Math.min(90, width / 6, height / 6);
    const fit = this.#map.cameraForBounds([west, south, east, north], { padding, maxZoom: DEEPEST });
    const zoom = Math.max(fit?.zoom ?? 0, Math.min(DEEPEST, this.#map.getZoom() + 1)); // always nearer
    const center = fit?.center ?? [(west + east) / 2, (south + north) / 2];
    this.#map.easeTo({ center, zoom, animate: !calm.matches });
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  /* Other filters: the same map, other tiles. */
  ask(query) {
    this.#query = query;
    this.#map.getSource("actions")?.setTiles(tilesOf(this.#config, query));
  }

  /* name: result, selected or highlighted; points: [[lon, lat], …]. */
  mark(name, points) {
    this.#points[name] = points;
    this.#draw();
  }

  /* Bring a point into view, above the `covered` pixels at the bottom; a point well in view stays. */
  show(point, covered) {
    const map = this.#map;
    const { clientWidth: width, clientHeight: height } = map.getContainer();
    const { x, y } = map.project(point);
    const isSeen = x > EDGE && x < width - EDGE && y > 2 * EDGE && y < height - covered - EDGE;
    if (!isSeen) map.easeTo({ center: point, offset: [0, -covered / 2], animate: !calm.matches });
  }

  zoom(step) {
    this.#map.zoomTo(this.#map.getZoom() + step, { animate: !calm.matches });
  }

  /* Flat or round; returns whether it is now a globe. */
  turn() {
    this.#projection = this.#projection === "globe" ? "mercator" : "globe";
    this.#map.setProjection({ type: this.#projection });
    return this.#projection === "globe";
  }

  /* The colours of the page changed, and with them the host's style if it has one. */
  repaint(host) {
    this.#colours = colours();
    this.#host = host;
    this.#map.setStyle(this.#style(), { diff: false });
  }

  /* west,south,east,north as the atlas query takes them. */
  bounds() {
    const seen = this.#map.getBounds();
    const south = Math.max(-90, seen.getSouth());
    const north = Math.min(90, seen.getNorth());
    if (seen.getEast() - seen.getWest() >= 360) return [-180, south, 180, north];
    return [turned(seen.getWest()), south, turned(seen.getEast()), north];
  }

  #draw() {
    const { result, selected, highlighted } = this.#points;
    const home = [this.#config.home.lon, this.#config.home.lat];
    const lines = [...ropes(home, result, "result"), ...ropes(home, selected, "selected")];
    this.#set("ropes", lines);
    this.#set("marks", [
      ...dots([home], "home"),
      ...dots(highlighted, "highlighted"),
      ...dots(selected, "selected"),
    ]);
  }

  #set(source, features) {
    this.#map.getSource(source)?.setData({ type: "FeatureCollection", features });
  }
}

function turned(longitude) {
  return longitude - 360 * Math.round(longitude / 360);
}

function dots(points, name) {
  return points.map((coordinates) => ({
    type: "Feature",
    properties: { name },
    geometry: { type: "Point", coordinates },
  }));
}

/* The box asked for, else the world as the poster has it. A hash in the address wins over both. */
function startingView(container, config) {
  if (config.box) {
    const [west, south, east, north] = config.box.split(",").map(Number);
    const bounds = [west, south, east < west ? east + 360 : east, north];
    return { bounds, fitBoundsOptions: { padding: 24, maxZoom: 9 } };
  }
  const zoom = Math.max(0.4, Math.log2(Math.max(container.clientWidth, 320) / 512) + 0.85);
  return { center: config.centre, zoom };
}
