// Pose. where the camera stands, for a right foot: a left foot is seen in the mirror, so both show the same.
import { cross } from "./normals.js";

const DEGREE = Math.PI / 180;
// yaw: from forward towards medial; pitch: up from the floor. Top and underside have the toes up.
export const VIEWS = {
  oblique: { yaw: 150, pitch: 42 },
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

/** Return {target, extent: [wide, high]} in mm of clouds of points (STL frame, some mirrored) seen from a pose. */
export function framed(clouds, pose) {
  const { away, up, right } = axes(pose), axis = [right, up, away], low = [1e9, 1e9, 1e9], high = [-1e9, -1e9, -1e9];
  for (const { positions, mirrored } of clouds) {
    const turn = axis.map((one) => mirror(one, mirrored)), every = 3 * Math.ceil(positions.length / 24000);
    for (let i = 0; i < positions.length; i += every) {
      turn.forEach(([x, y, z], k) => {
        const value = x * positions[i] + y * positions[i + 1] + z * positions[i + 2];
        low[k] = Math.min(low[k], value);
        high[k] = Math.max(high[k], value);
      });
    }
  }
  const middle = low.map((value, k) => (value + high[k]) / 2);
  const target = [0, 1, 2].map((j) => axis.reduce((sum, one, k) => sum + middle[k] * one[j], 0));
  return { target, extent: [high[0] - low[0], high[1] - low[1]] };
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
