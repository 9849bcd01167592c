// Colours. anchor colours of a ramp -> a texture for the surface, a gradient for the legend, and round steps.
import { DataTexture, LinearFilter, RGBAFormat } from "three";

const STEPS = 256;

/** Return a texture of 256 colours, evenly mixed between the anchors (0–255). */
export function rampTexture(anchors) {
  const data = new Uint8Array(4 * STEPS);
  for (let i = 0; i < STEPS; i++) {
    const at = (i / (STEPS - 1)) * (anchors.length - 1), k = Math.min(Math.floor(at), anchors.length - 2);
    for (let c = 0; c < 3; c++) data[4 * i + c] = Math.round(anchors[k][c] + (anchors[k + 1][c] - anchors[k][c]) * (at - k));
    data[4 * i + 3] = 255;
  }
  const texture = new DataTexture(data, STEPS, 1, RGBAFormat);
  texture.minFilter = texture.magFilter = LinearFilter;
  texture.needsUpdate = true;
  return texture;
}

/** Return the CSS gradient of the same ramp, low on the left. */
export function gradient(anchors) {
  return `linear-gradient(to right, ${anchors.map((rgb) => `rgb(${rgb.join(" ")})`).join(", ")})`;
}

/** Return a round step (1, 2 or 5 times a power of ten) that divides a range into at most `most` parts. */
export function roundStep(range, most) {
  const raw = range / most, power = 10 ** Math.floor(Math.log10(raw));
  return [1, 2, 5, 10].map((digit) => digit * power).find((step) => step >= raw * 0.999);
}

/** Return the largest round length (1, 2 or 5 times a power of ten) that is not longer. */
export function roundBelow(length) {
  const power = 10 ** Math.floor(Math.log10(length));
  return [5, 2, 1].map((digit) => digit * power).find((one) => one <= length * 1.001);
}

/** Return the multiples of a step within a range. */
export function ticks(low, high, step) {
  const values = [];
  for (let k = Math.ceil(low / step - 1e-6); k * step <= high + step * 1e-6; k++) values.push(k * step);
  return values;
}
