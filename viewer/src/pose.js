// Pose. where the camera stands, for a right foot: a left foot is seen in the mirror, so both show the same.
import { cross, dot } from "./normals.js";

const DEGREE = Math.PI / 180;
// yaw: from forward towards medial; pitch: up from the floor. Top and underside have the toes up.
export const VIEWS = {
  oblique: { yaw: 132, pitch: 38 },
  top: { yaw: 180, pitch: 90 },
  medial: { yaw: 90, pitch: 0 },
  lateral: { yaw: -90, pitch: 0 },
  heel: { yaw: 180, pitch: 0 },
  underside: { yaw: 0, pitch: -90 },
};

/** Return the unit vectors {away, up, right} of a pose; away points from the target to the camera. */
export function axes({ yaw, pitch }) {
  const cy = Math.cos(yaw * DEGREE), sy = Math.sin(yaw * DEGREE);
  const cp = Math.cos(pitch * DEGREE), sp = Math.sin(pitch * DEGREE);
  const away = [cp * cy, cp * sy, sp], up = [-sp * cy, -sp * sy, cp];
  return { away, up, right: cross(up, away) };
}

/** Return the same vectors, as the camera of one foot needs them: mirrored for a left foot. */
export function axesOf(pose, mirrored) {
  const { away, up } = axes(pose);
  const seen = { away: mirror(away, mirrored), up: mirror(up, mirrored) };
  return { ...seen, right: cross(seen.up, seen.away) };
}

/** Return a place or vector of the right-foot frame in the STL frame of this foot, and back. */
export function mirror(place, mirrored) {
  return mirrored ? [place[0], -place[1], place[2]] : place;
}

/** Return {target, extent: [wide, high]} in mm of a box seen from a pose. */
export function framed(box, pose) {
  const { right, up } = axes(pose);
  const target = box.low.map((low, k) => (low + box.high[k]) / 2);
  const half = box.low.map((low, k) => (box.high[k] - low) / 2);
  const reach = (axis) => 2 * dot(half, axis.map(Math.abs));
  return { target, extent: [reach(right), reach(up)] };
}

/** Return the pose a share of the way between two, turning the short way round. */
export function between(from, to, share) {
  const turn = ((((to.yaw - from.yaw) % 360) + 540) % 360) - 180;
  const mix = (a, b) => a + (b - a) * share;
  return {
    yaw: from.yaw + turn * share,
    pitch: mix(from.pitch, to.pitch),
    mmPerPx: from.mmPerPx * (to.mmPerPx / from.mmPerPx) ** share,
    target: from.target.map((value, k) => mix(value, to.target[k])),
  };
}
