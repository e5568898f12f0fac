/* The ground under the actions: sea, land, borders, names. From our own PMTiles, or a host's own style. */

export const FONT = ["Public Sans"];
const COUNTRIES_BY_ZOOM = ["step", ["zoom"], 14, 2, 40, 3, 110, 4, 190, 5, 300]; // by rank of area
const CITIES_BY_ZOOM = ["step", ["zoom"], 0, 8, 12, 9, 0]; // thousands of inhabitants at least
const AROUND = ["left", "right", "top", "bottom", "top-right", "bottom-right", "top-left", "bottom-left"];

export function absolute(address) {
  // Not `new URL(…).href`: it would encode the braces of {z}/{x}/{y}.
  return address.startsWith("/") ? location.origin + address : address;
}

const byZoom = (...stops) => ["interpolate", ["linear"], ["zoom"], ...stops];

export function ground(config, colour) {
  return {
    sky: {
      "sky-color": colour.sea,
      "horizon-color": colour.sea,
      "atmosphere-blend": byZoom(0, 0.2, 4, 0.1, 6, 0),
    },
    sources: { ground: { type: "vector", url: `pmtiles://${absolute(config.basemap)}` } },
    layers: [...shapes(colour), ...names(config, colour)],
  };
}

function shapes(colour) {
  const layer = (id, type, from, paint, more) => {
    return { id, type, source: "ground", "source-layer": from, paint, ...more };
  };
  const wide = byZoom(0, 0.5, 4, 0.9, 8, 1.6);
  return [
    { id: "sea", type: "background", paint: { "background-color": colour.sea } },
    // Both under the land: what shows is their half on the sea, and nothing of how tiles cut the land.
    layer("shore", "line", "land", {
      "line-color": colour.coast,
      "line-opacity": 0.28,
      "line-width": byZoom(0, 3, 4, 7, 8, 12),
      "line-blur": byZoom(0, 2, 4, 5, 8, 9),
    }),
    layer("coast", "line", "land", {
      "line-color": colour.coast,
      "line-width": byZoom(0, 1.2, 4, 2, 8, 2.6),
    }),
    layer("land", "fill", "land", { "fill-color": colour.land }),
    layer(
      "border",
      "line",
      "borders",
      { "line-color": colour.border, "line-width": wide },
      { filter: ["!", ["has", "dashed"]], layout: { "line-join": "round" } },
    ),
    layer(
      "dashed",
      "line",
      "borders",
      { "line-color": colour.border, "line-width": wide, "line-dasharray": [3, 2.5] },
      { filter: ["has", "dashed"] },
    ),
  ];
}

function names(config, colour) {
  const text = (id, from, layout, paint, more) => ({
    id,
    type: "symbol",
    source: "ground",
    "source-layer": from,
    layout: { "text-font": FONT, "text-max-width": 8, ...layout },
    paint: {
      "text-color": colour["map-label"],
      "text-halo-color": colour.land,
      "text-halo-width": 1.4,
      ...paint,
    },
    ...more,
  });
  const ocean = (size, other) => ["match", ["get", "kind"], "ocean", size, other];
  const said = ["coalesce", ["get", config.language], ["get", "en"]];
  return [
    text(
      "seas",
      "seas",
      {
        "text-field": said,
        "text-letter-spacing": 0.16,
        "text-line-height": 1.4,
        "text-size": byZoom(1, ocean(12, 10), 5, ocean(18, 13)),
        "text-max-width": 7,
      },
      { "text-halo-width": 0 },
    ),
    cities(said, text),
    text(
      "names",
      "countries",
      {
        "text-field": named(config, said),
        "text-size": byZoom(1, 11, 4, 12, 7, 16),
        "text-transform": ["step", ["zoom"], "none", 4, "uppercase"],
        "text-letter-spacing": ["step", ["zoom"], 0, 4, 0.08],
        "text-variable-anchor": ["center", "top", "bottom"],
        "text-radial-offset": 1,
        "symbol-sort-key": ["get", "rank"],
      },
      {},
      { filter: ["<=", ["get", "rank"], COUNTRIES_BY_ZOOM], maxzoom: 9 },
    ),
  ];
}

function cities(said, text) {
  const large = ["step", ["get", "pop"], 11, 100, 11.5, 800, 12.5, 3000, 13];
  const largest = ["step", ["get", "pop"], 13, 25, 14, 100, 16, 800, 19];
  return text(
    "cities",
    "cities",
    {
      "text-field": said,
      "text-size": byZoom(4, large, 10, largest),
      "icon-image": "dot",
      "text-variable-anchor": AROUND,
      "text-radial-offset": 0.5,
      "text-justify": "auto",
      "icon-padding": byZoom(4, 8, 9, 3),
      "symbol-sort-key": ["-", ["get", "pop"]],
    },
    {},
    { minzoom: 3.4, filter: [">=", ["get", "pop"], CITIES_BY_ZOOM] },
  );
}

/* The territory's own names of countries come first. */
function named(config, said) {
  const own = Object.entries(config.names).flat();
  return own.length ? ["match", ["get", "code"], ...own, said] : said;
}

/* A host's own style, for the theme and language of the page. Addresses that begin with / are its host's. */
export async function hostStyle(config, isDark) {
  const theme = isDark ? "dark" : "light";
  const address = config.style.replace("{theme}", theme).replace("{language}", config.language);
  const url = new URL(address, location.origin);
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  const style = await response.json();
  return JSON.parse(JSON.stringify(style), (_key, value) => whole(value, url.origin));
}

function whole(value, origin) {
  if (typeof value !== "string") return value;
  if (/^\/[^/]/.test(value)) return origin + value;
  return value.replace(/^pmtiles:\/\/(?=\/[^/])/, `pmtiles://${origin}`);
}
