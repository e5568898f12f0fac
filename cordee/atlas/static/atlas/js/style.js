/* The style of the map, in the colours of the page's own tokens: light, dark, each territory's brand. */
import { absolute, FONT, ground } from "./ground.js";

const NAMES = [
  "sea", "land", "border", "coast", "map-label", "act", "act-ink", "rope", "larch", "night", "ink",
  "type-antenne", "type-partenariat", "type-reseau", "type-projet", "type-evenement",
];
const VAGUE = ["country", "region", "world"];
const EXTENDED = ["U+0100-024F", "U+1E00-1EFF"];
const EMPTY = { type: "FeatureCollection", features: [] };

export function colours() {
  const computed = getComputedStyle(document.documentElement);
  return Object.fromEntries(NAMES.map((name) => [name, computed.getPropertyValue(`--${name}`).trim()]));
}

export function tilesOf(config, query) {
  return [absolute(config.tiles) + (query ? `?${query}` : "")];
}

/* What the map draws: the ground, and over it ropes, actions and marks. */
export function style(config, query, colour, projection, host) {
  const [latin, extended] = config.fonts.map(absolute);
  const under = host ?? ground(config, colour);
  return {
    ...under,
    version: 8,
    projection: { type: projection },
    "font-faces": {
      ...under["font-faces"],
      [FONT[0]]: [{ url: latin }, { url: extended, "unicode-range": EXTENDED }],
    },
    sources: {
      ...under.sources,
      actions: { type: "vector", tiles: tilesOf(config, query), maxzoom: 22 },
      ropes: { type: "geojson", data: EMPTY },
      marks: { type: "geojson", data: EMPTY },
    },
    layers: [
      ...under.layers,
      ...links(colour),
      home(colour),
      ...actions(colour),
      ...marks(colour),
    ],
  };
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
        "text-allow-overlap": true, // always drawn; names of the ground make room
        "text-padding": 8,
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
