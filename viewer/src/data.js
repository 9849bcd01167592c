// Data. header and base64 -> the feet with their surfaces and values, in mm of the STL frame.
import { vertexNormals } from "./normals.js";

/** Return {feet, scales, ramps, words}; each foot has side, mirrored, fromFoot and surfaces {device, scan}. */
export function decode(header, base64) {
  const bytes = bytesOf(base64);
  const feet = header.feet.map((foot) => ({
    side: foot.side,
    mirrored: foot.side === "left",
    fromFoot: foot.stl_from_foot,
    surfaces: Object.fromEntries(
      Object.entries(foot.surfaces).map(([name, told]) => [name, surfaceOf(told, bytes)]),
    ),
  }));
  const scales = Object.fromEntries(header.scales.map((scale) => [scale.key, scale]));
  return { feet, scales, ramps: header.ramps, words: header.words };
}

function bytesOf(base64) {
  const text = atob(base64.trim());
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes.buffer;
}

function surfaceOf(told, buffer) {
  const codes = new Uint16Array(buffer, told.positions, 3 * told.points);
  const positions = new Float32Array(codes.length);
  for (let i = 0; i < codes.length; i++) positions[i] = told.low_mm[i % 3] + codes[i] * told.step_mm[i % 3];
  const Whole = told.index_bits === 16 ? Uint16Array : Uint32Array;
  const index = new Whole(buffer, told.indices, 3 * told.faces);
  const values = Object.fromEntries(
    Object.entries(told.values).map(([key, one]) => [key, valuesOf(one, told.points, buffer)]),
  );
  return { positions, index, values, normals: vertexNormals(positions, index), box: boxOf(positions) };
}

/** Code 0 says that a vertex has no value: NaN. */
function valuesOf(one, count, buffer) {
  const Whole = one.bits === 8 ? Uint8Array : Uint16Array;
  const codes = new Whole(buffer, one.at, count);
  return Float32Array.from(codes, (code) => (code ? one.low + (code - 1) * one.step : NaN));
}

function boxOf(positions) {
  const low = [Infinity, Infinity, Infinity], high = [-Infinity, -Infinity, -Infinity];
  for (let i = 0; i < positions.length; i += 3) {
    for (let k = 0; k < 3; k++) {
      const value = positions[i + k];
      if (value < low[k]) low[k] = value;
      if (value > high[k]) high[k] = value;
    }
  }
  return { low, high };
}
