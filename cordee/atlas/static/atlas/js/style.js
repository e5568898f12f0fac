/* The style of the map, in the colours of the page's own tokens: light, dark, each territory's brand. */
const NAMES = [
  "sea", "land", "border", "coast", "map-label", "act", "act-ink", "rope", "larch", "night", "ink",
  "type-antenne", "type-partenariat", "type-reseau", "type-projet", "type-evenement",
];
const FONT = ["Public Sans"];
const SHOWN_BY_ZOOM = ["step", ["zoom"], 14, 2, 40, 3, 110, 4, 190, 5, 300]; // names, by rank of area
const VAGUE = ["country", "region", "world"];
const EXTENDED = ["U+0100-024F", "U+1E00-1EFF"];
export const EMPTY = { type: "FeatureCollection", features: [] };

export function colours() {
  const computed = getComputedStyle(document.documentElement);
  return Object.fromEntries(NAMES.map((name) => [name, computed.getPropertyValue(`--${name}`).trim()]));
}

function absolute(address) {
  // Not `new URL(…).href`: it would encode the braces of {z}/{x}/{y}.
  return location.origin + address;
}

export function tilesOf(config, query) {
  return [absolute(config.tiles) + (query ? `?${query}` : "")];
}

export function style(config, query, colour, projection) {
  const [latin, extended] = config.fonts.map(absolute);
  return {
    version: 8,
    projection: { type: projection },
    "font-faces": { [FONT[0]]: [{ url: latin }, { url: extended, "unicode-range": EXTENDED }] },
    sources: {
      ground: { type: "geojson", data: absolute(config.basemap), tolerance: 0.2 },
      actions: { type: "vector", tiles: tilesOf(config, query), maxzoom: 22 },
      ropes: { type: "geojson", data: EMPTY },
      marks: { type: "geojson", data: EMPTY },
    },
    layers: [
      ...ground(config, colour),
      ...links(colour),
      home(colour),
      ...actions(colour),
      ...marks(colour),
    ],
  };
}

const kind = (name) => ["==", ["get", "kind"], name];

function ground(config, colour) {
  const line = (id, paint) => ({ id, type: "line", source: "ground", filter: kind(id), paint });
  return [
    { id: "sea", type: "background", paint: { "background-color": colour.sea } },
    {
      id: "land",
      type: "fill",
      source: "ground",
      filter: kind("land"),
      paint: { "fill-color": colour.land },
    },
    {
      id: "coast",
      type: "line",
      source: "ground",
      filter: kind("land"),
      paint: { "line-color": colour.coast, "line-width": 0.8 },
    },
    line("border", {
      "line-color": colour.border,
      "line-width": ["interpolate", ["linear"], ["zoom"], 1, 0.6, 6, 1.4],
    }),
    line("dashed", { "line-color": colour.border, "line-width": 1, "line-dasharray": [2, 2] }),
    {
      id: "names",
      type: "symbol",
      source: "ground",
      filter: ["all", kind("name"), ["<=", ["get", "rank"], SHOWN_BY_ZOOM]],
      layout: {
        "text-field": ["coalesce", ["get", config.language], ["get", "en"]],
        "text-font": FONT,
        "text-size": ["interpolate", ["linear"], ["zoom"], 1, 11, 6, 15],
        "text-max-width": 8,
        "symbol-sort-key": ["get", "rank"],
      },
      paint: {
        "text-color": colour["map-label"],
        "text-halo-color": colour.land,
        "text-halo-width": 1.4,
      },
    },
  ];
}

function links(colour) {
  const rope = (id, name, paint) => ({
    id,
    type: "line",
    source: "ropes",
    filter: ["==", ["get", "name"], name],
    layout: { "line-cap": "round", "line-join": "round" },
    paint: { "line-color": colour.rope, ...paint },
  });
  return [
    rope("ropes", "result", { "line-width": 1, "line-opacity": 0.4 }),
    rope("rope-selected", "selected", { "line-width": 2.75 }),
  ];
}

function actions(colour) {
  const layer = { source: "actions", "source-layer": "actions" };
  const many = [">", ["get", "n"], 1];
  return [
    {
      id: "clusters",
      type: "circle",
      ...layer,
      filter: many,
      layout: { "circle-sort-key": ["get", "n"] },
      paint: {
        "circle-color": colour.act,
        "circle-radius": ["interpolate", ["linear"], ["ln", ["get", "n"]], 0.7, 11, 3, 17, 7, 26],
        "circle-stroke-color": ["match", ["get", "type"], ...byType(colour), colour.act],
        "circle-stroke-width": 3,
      },
    },
    {
      id: "counts",
      type: "symbol",
      ...layer,
      filter: many,
      layout: {
        "text-field": ["to-string", ["get", "n"]],
        "text-font": FONT,
        "text-size": 13,
        "text-allow-overlap": true,
        "text-ignore-placement": true,
        "symbol-sort-key": ["get", "n"],
      },
      paint: {
        "text-color": colour["act-ink"],
        "text-halo-color": colour["act-ink"],
        "text-halo-width": 0.4,
      },
    },
    {
      id: "singles",
      type: "symbol",
      ...layer,
      filter: ["==", ["get", "n"], 1],
      layout: {
        "icon-image": [
          "concat",
          "sign-",
          ["get", "type"],
          ["match", ["coalesce", ["get", "precision"], ""], VAGUE, "-hollow", ""],
        ],
        "icon-allow-overlap": true,
        "icon-ignore-placement": true,
      },
    },
  ];
}

/* The colours of the types, as `match` takes them. */
function byType(colour) {
  const names = NAMES.filter((name) => name.startsWith("type-"));
  return names.flatMap((name) => [name.replace("type-", ""), colour[name]]);
}

function mark(name, paint) {
  const filter = ["==", ["get", "name"], name];
  return { id: `mark-${name}`, type: "circle", source: "marks", filter, paint };
}

/* Under the actions: it hides no number. */
function home(colour) {
  return mark("home", {
    "circle-color": colour.larch,
    "circle-radius": 5,
    "circle-stroke-color": colour.night,
    "circle-stroke-width": 2,
  });
}

function marks(colour) {
  return [
    mark("highlighted", {
      "circle-color": colour.larch,
      "circle-opacity": 0.35,
      "circle-radius": 17,
      "circle-stroke-color": colour.rope,
      "circle-stroke-width": 2,
    }),
    mark("selected", {
      "circle-color": colour.rope,
      "circle-opacity": 0,
      "circle-radius": 17,
      "circle-stroke-color": colour.rope,
      "circle-stroke-width": 2.5,
    }),
  ];
}
