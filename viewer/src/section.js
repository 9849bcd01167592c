// Section. a surface and a plane across an axis -> the curve where they meet, and what a line through it crosses.
const AXES = ["x", "y", "z"];
// The drawing lies as the eye expects: across the foot as seen from the heel, along it with the heel to the left,
// level as seen from above with the heel to the left. Each entry: axis drawn to the right (with sign), axis drawn up.
const DRAWN = { x: { right: 1, sign: -1, up: 2 }, y: { right: 0, sign: 1, up: 2 }, z: { right: 0, sign: 1, up: 1 } };

/** Return the plane {normal, offset, axis, at} in the STL frame; `at` counts medially for y, also on a left foot. */
export function planeOf({ axis, at_mm }, mirrored) {
  const k = AXES.indexOf(axis), at = axis === "y" && mirrored ? -at_mm : at_mm;
  return { normal: [0, 1, 2].map((j) => (j === k ? 1 : 0)), offset: at, axis: k, at };
}

/** Return the segments (6 numbers each) where the surface meets the plane. */
export function cut({ positions, index }, { axis, at }) {
  const found = [];
  for (let f = 0; f < index.length; f += 3) {
    const a = index[f], b = index[f + 1], c = index[f + 2];
    const above = (positions[3 * a + axis] > at) + (positions[3 * b + axis] > at) + (positions[3 * c + axis] > at);
    if (above === 0 || above === 3) continue;
    for (const [p, q] of [[a, b], [b, c], [c, a]]) {
      const from = positions[3 * p + axis], to = positions[3 * q + axis];
      if (from > at === to > at) continue;
      const share = (at - from) / (to - from);
      for (let k = 0; k < 3; k++) found.push(positions[3 * p + k] + share * (positions[3 * q + k] - positions[3 * p + k]));
    }
  }
  return Float32Array.from(found);
}

/** Return the segments as the drawing shows them: 4 numbers each, [u1, v1, u2, v2] in mm, u to the right. */
export function flat(segments, axis) {
  const { right, sign, up } = DRAWN[axis], out = new Float32Array((segments.length / 6) * 4);
  for (let i = 0, j = 0; i < segments.length; i += 3, j += 2) {
    out[j] = sign * segments[i + right];
    out[j + 1] = segments[i + up];
  }
  return out;
}

/** Return the heights, ascending, at which flat segments cross the upright line at u. */
export function crossings(flatSegments, u) {
  const heights = [];
  for (let i = 0; i < flatSegments.length; i += 4) {
    const u1 = flatSegments[i], u2 = flatSegments[i + 2];
    if (u1 > u === u2 > u) continue;
    heights.push(flatSegments[i + 1] + ((u - u1) / (u2 - u1)) * (flatSegments[i + 3] - flatSegments[i + 1]));
  }
  return heights.sort((a, b) => a - b);
}

/** Return what stands at u: {top, bottom, thick} of the device and {gap} to the scan above it, each null if absent. */
export function standing(device, scan, u) {
  const heights = crossings(device, u), above = crossings(scan, u);
  const read = { top: null, bottom: null, thick: null, gap: null };
  if (heights.length < 2) return read;
  read.bottom = heights[0];
  read.top = heights[heights.length - 1];
  read.thick = 0;
  for (let i = 0; i + 1 < heights.length; i += 2) read.thick += heights[i + 1] - heights[i];
  if (above.length) read.gap = above[0] - read.top;
  return read;
}
