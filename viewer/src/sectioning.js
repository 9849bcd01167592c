// Sectioning. axis and place of a plane -> both feet cut there: lines on the models, cut-away halves, drawings.
import { axesOf } from "./pose.js";
import { element } from "./dom.js";
import { Inset } from "./inset.js";
import { cut, flat, planeOf } from "./section.js";

const NOTHING = new Float32Array(0), KINDS = ["device", "scan"], SCAN_ABOVE_MM = 15;

export class Sectioning {
  constructor(words, feet) {
    this.words = words;
    this.feet = feet;
    this.section = null;
    this.insets = new Map(feet.map((foot) => [foot.side, new Inset(words, foot.side)]));
    this.node = element("div", { class: "ov-insets", hidden: true }, ...[...this.insets.values()].map((one) => one.node));
  }

  /** Return the section with a change applied; a new axis starts in the middle, a place stays on the foot. */
  changed(section, change) {
    const next = { axis: "x", cut_away: true, ...section, ...change };
    const { low, high } = this.range(next), given = change.at_mm ?? (change.axis ? undefined : section?.at_mm);
    const at = given ?? (next.axis === "z" ? low + 0.3 * (high - low) : (low + high) / 2);
    return { ...next, at_mm: Math.round(2 * Math.min(Math.max(at, low), high)) / 2 };
  }

  /** Return {low, high} in mm that the plane can move over, the same for both feet; y counts medially. */
  range(section) {
    if (!section) return null;
    const k = "xyz".indexOf(section.axis), ends = this.feet.flatMap((foot) => {
      const { low, high } = (foot.surfaces.device ?? foot.surfaces.scan).box;
      return k === 1 && foot.mirrored ? [-high[k], -low[k]] : [low[k], high[k]];
    });
    return { low: Math.min(...ends) + 0.5, high: Math.max(...ends) - 0.5 };
  }

  /** Return the cutting plane of a foot where half of it is taken away, else null. */
  planeFor(foot) {
    return this.section?.cut_away ? this.planes.get(foot.side) : null;
  }

  /** Cut all feet, draw those shown. */
  show({ section, show }, pose, shown = [], style = null) {
    this.section = section;
    this.node.hidden = section === null;
    this.planes = new Map(this.feet.map((foot) => [foot.side, section && planeOf(section, foot.mirrored)]));
    this.ink = style && inkOf(style);
    const curves = new Map();
    for (const foot of this.feet) curves.set(foot.side, this.cutFoot(foot));
    if (!section) return;
    for (const [side, inset] of this.insets) inset.node.hidden = !shown.includes(side);
    this.pose = pose;
    this.face(pose);
    const frame = frameOf(shown.map((side) => curves.get(side)), section.axis);
    for (const side of shown) {
      const foot = this.feet.find((one) => one.side === side);
      this.insets.get(side).show({ ...section, curves: curves.get(side), frame, ends: this.ends(section.axis, foot) });
    }
  }

  cutFoot(foot) {
    const plane = this.planes.get(foot.side), curves = {};
    for (const kind of KINDS) {
      const model = foot.models[kind], segments = plane && model ? cut(model.surface, plane) : NOTHING;
      model?.setLine(segments, this.ink?.[kind] ?? [0, 0, 0]);
      curves[kind] = this.section ? flat(segments, this.section.axis) : NOTHING;
    }
    if (!plane) for (const model of Object.values(foot.models)) model.cut(null, [0, 0, 0]);
    return curves;
  }

  /** Take away the half that is nearer to the camera, so that the cut is seen. */
  face(pose) {
    if (!this.section) return;
    for (const foot of this.feet) {
      const plane = this.planes.get(foot.side), towards = axesOf(pose, foot.mirrored).away[plane.axis];
      const sign = Math.abs(towards) < 0.02 ? (plane.sign ?? 1) : Math.sign(towards);
      plane.sign = sign;
      plane.normal = [0, 1, 2].map((k) => (k === plane.axis ? sign : 0));
      plane.offset = sign * plane.at;
      for (const model of Object.values(foot.models)) model.cut(this.section.cut_away ? plane : null, this.ink.inside);
    }
  }

  /** The drawing across is seen from the heel, so the lateral side of a right foot lies to the right. */
  ends(axis, foot) {
    const { words } = this;
    if (axis !== "x") return [words.heel, words.toes];
    return foot.mirrored ? [words.lateral, words.medial] : [words.medial, words.lateral];
  }
}

/** Return {low, high} around the device curves, with room above for the scan but not for a whole leg. */
function frameOf(all, axis) {
  const low = [Infinity, Infinity], high = [-Infinity, -Infinity];
  const reach = (curve) => curve.forEach((value, i) => {
    low[i % 2] = Math.min(low[i % 2], value);
    high[i % 2] = Math.max(high[i % 2], value);
  });
  const devices = all.map((curves) => curves.device).filter((curve) => curve.length);
  for (const curve of devices.length ? devices : all.map((curves) => curves.scan)) reach(curve);
  if (!Number.isFinite(low[0])) return { low: [0, 0], high: [100, 20] };
  const room = axis === "z" ? 3 : SCAN_ABOVE_MM;
  return { low: [low[0] - 3, axis === "z" ? low[1] - 3 : Math.min(low[1], 0)], high: [high[0] + 3, high[1] + room] };
}

function inkOf(style) {
  const read = (name) => rgb(style.getPropertyValue(name).trim());
  return { device: read("--ov-device"), scan: read("--ov-scan"), inside: read("--ov-inside") };
}

/** Return a hex colour as numbers 0–1. */
function rgb(hex) {
  return [1, 3, 5].map((k) => parseInt(hex.slice(k, k + 2), 16) / 255);
}
