// Measuring. points set one after the other -> the straight line between the last two, in mm, with its parts.
import { fill, number } from "./words.js";

export class Measuring {
  constructor(words) {
    this.words = words;
    this.points = [];
  }

  clear() { this.points = []; }

  /** Add a point; a third one, or one on the other foot, begins anew. */
  add({ side, place, mirrored }) {
    if (this.points.length === 2 || (this.points.length && this.points[0].side !== side)) this.clear();
    this.points.push({ side, place, mirrored });
  }

  marks() {
    return this.points.map(({ side, place }) => ({ side, place, kind: "point" }));
  }

  line() {
    if (this.points.length < 2) return null;
    const [{ side, place: from }, { place: to }] = this.points;
    const mm = Math.hypot(...to.map((value, k) => value - from[k]));
    return { side, from, to, mm, label: `${number(mm)} mm` };
  }

  /** Return what there is to say: nothing before the first point. */
  told() {
    if (this.points.length === 0) return "";
    const line = this.line();
    if (!line) return this.words.measure_second;
    const [forward, across, up] = line.to.map((value, k) => number(Math.abs(value - line.from[k])));
    return fill(this.words.measured, { mm: number(line.mm), forward, across, up });
  }
}
