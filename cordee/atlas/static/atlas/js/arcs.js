/* Great circles from the home territory to the places of the results: the ropes of the map. */
const STEPS = 48;

function vector([lon, lat]) {
  const [a, b] = [(lon * Math.PI) / 180, (lat * Math.PI) / 180];
  return [Math.cos(b) * Math.cos(a), Math.cos(b) * Math.sin(a), Math.sin(b)];
}

function degrees([x, y, z]) {
  return [(Math.atan2(y, x) * 180) / Math.PI, (Math.atan2(z, Math.hypot(x, y)) * 180) / Math.PI];
}

/* The points of the arc, without a jump at the antimeridian. */
export function arc(from, to) {
  const [a, b] = [vector(from), vector(to)];
  const angle = Math.acos(Math.min(1, Math.max(-1, a[0] * b[0] + a[1] * b[1] + a[2] * b[2])));
  if (angle < 1e-6) return [from, to];
  const points = [];
  for (let step = 0; step <= STEPS; step += 1) {
    const share = step / STEPS;
    const [p, q] = [Math.sin((1 - share) * angle), Math.sin(share * angle)];
    const point = degrees(a.map((value, axis) => (p * value + q * b[axis]) / Math.sin(angle)));
    const last = points.at(-1)?.[0] ?? from[0];
    points.push([point[0] - 360 * Math.round((point[0] - last) / 360), point[1]]);
  }
  return points;
}

export function ropes(home, points, name) {
  return points.map((point) => ({
    type: "Feature",
    properties: { name },
    geometry: { type: "LineString", coordinates: arc(home, point) },
  }));
}
