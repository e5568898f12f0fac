/* One sign per action type: full where the place is known, hollow where only a country or a region is. */
const SIDE = 24;
const RATIO = 2;

const SHAPES = {
  antenne: ["M5 5H19V19H5Z"],
  partenariat: [
    "M14.5 12A5.5 5.5 0 1 1 3.5 12 5.5 5.5 0 1 1 14.5 12",
    "M20.5 12A5.5 5.5 0 1 1 9.5 12 5.5 5.5 0 1 1 20.5 12",
  ],
  reseau: ["M12 3.5 20.5 12 12 20.5 3.5 12Z"],
  projet: ["M12 4 21 19.5H3Z"],
  evenement: ["M20 12A8 8 0 1 1 4 12 8 8 0 1 1 20 12"],
};
const HALF = "M12 4a8 8 0 0 1 0 16Z";

/* `name` is «sign-projet», «sign-projet-hollow» or a city's «dot». Null when it is none of them. */
export function sign(name, colours) {
  if (name === "dot") return dot(colours);
  const [, type, hollow] = name.match(/^sign-([a-z]+)(-hollow)?$/) ?? [];
  if (!type) return null;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIDE * RATIO;
  const pen = canvas.getContext("2d");
  pen.scale(RATIO, RATIO);
  pen.lineJoin = "round";
  const colour = colours[`type-${type}`] ?? colours.rope;
  const paths = (SHAPES[type] ?? SHAPES.projet).map((path) => new Path2D(path));
  draw(pen, paths, colours.land, 5);
  const isLight = hollow || type === "evenement";
  for (const path of paths) {
    pen.fillStyle = isLight ? colours.land : colour;
    pen.fill(path);
    pen.strokeStyle = isLight ? colour : colours.land;
    pen.lineWidth = isLight ? 2.25 : 1;
    pen.stroke(path);
  }
  if (type === "evenement" && !hollow) {
    pen.fillStyle = colour;
    pen.fill(new Path2D(HALF));
  }
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}

/* Where a city of the ground is, much less than any sign. */
function dot(colours) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 8 * RATIO;
  const pen = canvas.getContext("2d");
  pen.scale(RATIO, RATIO);
  pen.fillStyle = colours["map-label"];
  pen.strokeStyle = colours.land;
  pen.arc(4, 4, 2, 0, 2 * Math.PI);
  pen.fill();
  pen.stroke();
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}

export const PIXEL_RATIO = RATIO;

function draw(pen, paths, colour, width) {
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  for (const path of paths) pen.stroke(path);
}
