// Moving. the pose of the camera and how it changes: presets, flights, turning, panning and zooming by hand.
import { VIEWS, axes, between, mirror } from "./pose.js";
import { normalNear } from "./pick.js";

const TURN_DEG_PER_PX = 0.4, FLIGHT_MS = 420, NEAR_MM = 110, STEEP_DEG = 65;
const DEGREES = 180 / Math.PI;

export class Moving {
  /** drawn() is called for each new pose, arrived() when a flight or a jump has ended. */
  constructor(stage, { drawn, arrived }) {
    this.stage = stage;
    this.drawn = drawn;
    this.arrived = arrived;
    this.flight = 0;
    this.stacked = false;
  }

  /** Go to a preset view of these feet and kinds of surface. */
  preset(view, feet, kinds, still) {
    const { pose, stacked } = this.stage.fitted(VIEWS[view], feet, kinds);
    this.stacked = stacked;
    this.go(pose, still);
  }

  /** Move to a pose; at once if asked to, at the start, or where the reader wants less motion. */
  go(pose, still) {
    const from = this.pose, begun = performance.now();
    this.stop();
    if (still || !from || matchMedia("(prefers-reduced-motion: reduce)").matches) {
      this.pose = pose;
      return this.arrived();
    }
    const frame = (now) => {
      const share = Math.min(Math.max((now - begun) / FLIGHT_MS, 0), 1);
      this.pose = between(from, pose, share * share * (3 - 2 * share));
      this.flight = share < 1 ? requestAnimationFrame(frame) : 0;
      if (this.flight) this.drawn();
      else this.arrived();
    };
    this.flight = requestAnimationFrame(frame);
  }

  stop() {
    cancelAnimationFrame(this.flight);
    this.flight = 0;
  }

  /** Go close to a place (STL frame) of a foot and look at it from outside. */
  near(foot, place, cell) {
    const normal = mirror(normalNear(foot.surfaces.device ?? foot.surfaces.scan, place), foot.mirrored);
    const level = Math.hypot(normal[0], normal[1]) < 0.35;
    const yaw = level ? VIEWS.oblique.yaw : Math.atan2(normal[1], normal[0]) * DEGREES;
    const pitch = Math.min(Math.max(Math.asin(normal[2]) * DEGREES, -STEEP_DEG), STEEP_DEG);
    const mmPerPx = NEAR_MM / Math.min(cell.width, cell.height);
    this.go({ yaw, pitch, mmPerPx, target: mirror(place, foot.mirrored) }, false);
  }

  byHand(change) {
    this.stop();
    this.pose = { ...this.pose, ...change };
    this.drawn();
  }

  /** Turn as if the surface under the pointer were dragged; a left foot is a mirror image, so it turns the other way. */
  turn(dx, dy, cell) {
    const pitch = Math.min(Math.max(this.pose.pitch + dy * TURN_DEG_PER_PX, -90), 90);
    this.byHand({ yaw: this.pose.yaw - sense(cell) * dx * TURN_DEG_PER_PX, pitch });
  }

  pan(dx, dy, cell) {
    const { right, up } = axes(this.pose), { mmPerPx, target } = this.pose;
    this.byHand({ target: target.map((value, k) => value + (dy * up[k] - sense(cell) * dx * right[k]) * mmPerPx) });
  }

  /** Zoom so that what is under the pointer stays there. */
  zoom(factor, [x, y], cell) {
    const mmPerPx = Math.min(Math.max(this.pose.mmPerPx * factor, 0.02), 3), { right, up } = axes(this.pose);
    const across = sense(cell) * (x - cell.left - cell.width / 2), above = cell.top + cell.height / 2 - y;
    const gone = this.pose.mmPerPx - mmPerPx;
    const target = this.pose.target.map((value, k) => value + gone * (across * right[k] + above * up[k]));
    this.byHand({ mmPerPx, target });
  }
}

const sense = (cell) => (cell?.foot.mirrored ? -1 : 1);
