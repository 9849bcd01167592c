// Reader. a pixel -> what lies under it, in words: the foot, the place in mm, the value with its unit.
import { mirror } from "./pose.js";
import { pick, valuesAt } from "./pick.js";
import { rayAt } from "./stage.js";
import { fill, number } from "./words.js";

export class Reader {
  constructor(words, scales) {
    this.words = words;
    this.scales = scales;
  }

  /** Return {side, kind, place, values, mirrored} or null; glass is looked through to the device. */
  read(at, pose, cell, kinds, plane) {
    const ray = rayAt(at, pose, cell);
    for (const kind of kinds.filter((name) => cell.foot.surfaces[name])) {
      const surface = cell.foot.surfaces[kind], hit = pick(surface, ray, plane);
      if (!hit) continue;
      const { side, mirrored } = cell.foot;
      if (plane && hit.back) return { side, kind, mirrored, place: onPlane(ray, plane), values: {} };
      return { side, kind, mirrored, place: hit.place, values: valuesAt(surface, hit) };
    }
    return null;
  }

  placed({ mirrored }, place) {
    const [x, y, z] = mirror(place, mirrored), { words } = this;
    const direction = y < 0 ? words.lateral : words.medial;
    return fill(words.place, { x: number(x, 0), y: number(Math.abs(y), 0), direction, z: number(z) });
  }

  /** Return the sentence for a reading: the value of the scale in use first, else all that are known. */
  said(found, colour) {
    const scale = this.scales[colour], known = Object.keys(found.values).filter((key) => !this.scales[key].own);
    const keys = scale ? [colour] : known;
    const told = keys.map((key) => this.value(key, found.values[key])).join(", ");
    const subject = `${this.words[found.side]}, ${this.words[found.kind].toLowerCase()}`;
    return `${subject}: ${[told, this.placed(found, found.place)].filter(Boolean).join(" · ")}`;
  }

  value(key, value) {
    const { title, unit, ramp } = this.scales[key];
    if (value === undefined) return fill(this.words.no_value, { title });
    const sign = ramp === "two_sided" && value > 0.05 ? "+" : "";
    return fill(this.words.value, { title, value: sign + number(value), unit });
  }
}

/** Where a ray meets the cutting plane: what is seen there is the inside, painted flat. */
function onPlane({ origin, direction }, { axis, at }) {
  const t = (at - origin[axis]) / direction[axis];
  return origin.map((value, k) => value + t * direction[k]);
}
