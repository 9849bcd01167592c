// Pick. a ray and a surface -> the nearest place that is visible there, and the values at it.
import { cross, dot } from "./normals.js";

const DOWN_PENALTY_MM2 = 100;

/** Return {place, face, weights, distance, back} or null; back: seen from inside; places beyond the cutting plane do not count. */
export function pick(surface, { origin, direction }, plane) {
  const { positions, index } = surface;
  let best = null;
  for (let f = 0; f < index.length; f += 3) {
    const hit = struck(positions, index, f, origin, direction);
    if (hit === null || (best && hit.distance >= best.distance)) continue;
    if (plane && dot(plane.normal, along(origin, direction, hit.distance)) > plane.offset) continue;
    best = { face: f, ...hit };
  }
  return best && { ...best, place: along(origin, direction, best.distance) };
}

const along = (origin, direction, distance) => origin.map((value, k) => value + direction[k] * distance);

/** Möller and Trumbore 1997, written out because it runs for every triangle while the pointer moves. */
function struck(p, index, f, o, d) {
  const a = 3 * index[f], b = 3 * index[f + 1], c = 3 * index[f + 2];
  const e1x = p[b] - p[a], e1y = p[b + 1] - p[a + 1], e1z = p[b + 2] - p[a + 2];
  const e2x = p[c] - p[a], e2y = p[c + 1] - p[a + 1], e2z = p[c + 2] - p[a + 2];
  const hx = d[1] * e2z - d[2] * e2y, hy = d[2] * e2x - d[0] * e2z, hz = d[0] * e2y - d[1] * e2x;
  const det = e1x * hx + e1y * hy + e1z * hz;
  if (det > -1e-9 && det < 1e-9) return null;
  const sx = o[0] - p[a], sy = o[1] - p[a + 1], sz = o[2] - p[a + 2];
  const u = (sx * hx + sy * hy + sz * hz) / det;
  if (u < 0 || u > 1) return null;
  const qx = sy * e1z - sz * e1y, qy = sz * e1x - sx * e1z, qz = sx * e1y - sy * e1x;
  const v = (d[0] * qx + d[1] * qy + d[2] * qz) / det;
  if (v < 0 || u + v > 1) return null;
  return { distance: (e2x * qx + e2y * qy + e2z * qz) / det, weights: [1 - u - v, u, v], back: det < 0 };
}

/** Return key -> value at a hit, for every scale that has a value at all three corners. */
export function valuesAt(surface, { face, weights }) {
  const found = {};
  for (const [key, values] of Object.entries(surface.values)) {
    const value = weights.reduce((sum, weight, k) => sum + weight * values[surface.index[face + k]], 0);
    if (!Number.isNaN(value)) found[key] = value;
  }
  return found;
}

/** Return the unit normal of the triangle whose middle is nearest to a place; one that looks up counts as nearer. */
export function normalNear(surface, place) {
  const { positions, index } = surface;
  const corner = (f, j) => [0, 1, 2].map((k) => positions[3 * index[f + j] + k]);
  let best = [0, 0, 1], least = Infinity;
  for (let f = 0; f < index.length; f += 3) {
    let square = 0;
    for (let k = 0; k < 3; k++) {
      const middle = (positions[3 * index[f] + k] + positions[3 * index[f + 1] + k] + positions[3 * index[f + 2] + k]) / 3;
      square += (middle - place[k]) ** 2;
    }
    if (square >= least) continue;
    const normal = normalOf(corner(f, 0), corner(f, 1), corner(f, 2));
    square += normal[2] > 0.3 ? 0 : DOWN_PENALTY_MM2;
    if (square < least) { least = square; best = normal; }
  }
  return best;
}

function normalOf(a, b, c) {
  const normal = cross(b.map((value, k) => value - a[k]), c.map((value, k) => value - a[k]));
  const length = Math.hypot(...normal) || 1;
  return normal.map((value) => value / length);
}
