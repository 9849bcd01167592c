// Stage. models of the feet -> pixels: one canvas, a cell for each foot shown, all seen from the same pose.
import { OrthographicCamera, Scene, Vector3, WebGLRenderer } from "three";
import { axesOf, framed, mirror } from "./pose.js";

const FAR_MM = 2000, ROOM = 1.16;

export class Stage {
  constructor({ canvas, gl }, feet) {
    this.canvas = canvas;
    this.renderer = new WebGLRenderer({ canvas, context: gl, alpha: true, antialias: true });
    this.renderer.setClearColor(0xffffff, 0);
    this.renderer.autoClear = false;
    this.feet = feet.map((foot) => ({ ...foot, scene: sceneOf(foot) }));
    this.camera = new OrthographicCamera();
    this.size = { width: 1, height: 1 };
  }

  resize(width, height, ratio) {
    this.size = { width, height };
    this.renderer.setPixelRatio(ratio);
    this.renderer.setSize(width, height, false);
  }

  /** Return the cells {foot, left, top, width, height} in CSS pixels, side by side or one above the other. */
  cells(shown, stacked) {
    const feet = this.feet.filter((foot) => shown.includes(foot.side));
    const { width, height } = this.size;
    return feet.map((foot, k) => stacked
      ? { foot, left: 0, top: (k * height) / feet.length, width, height: height / feet.length }
      : { foot, left: (k * width) / feet.length, top: 0, width: width / feet.length, height });
  }

  /** Return {pose, stacked} that show these kinds of surface of these feet whole, at one scale, as large as can be. */
  fitted(turned, shown, kinds) {
    const { target, extent } = framed(this.clouds(shown, kinds), turned);
    const scaleIn = (stacked) => {
      const [cell] = this.cells(shown, stacked);
      return Math.max(extent[0] / cell.width, extent[1] / cell.height) * ROOM;
    };
    const [beside, above] = [scaleIn(false), scaleIn(true)];
    const stacked = above < beside;
    return { pose: { ...turned, target, mmPerPx: Math.min(beside, above) }, stacked };
  }

  clouds(shown, kinds) {
    const feet = this.feet.filter((foot) => shown.includes(foot.side));
    return feet.flatMap(({ surfaces, mirrored }) =>
      kinds.filter((kind) => surfaces[kind]).map((kind) => ({ positions: surfaces[kind].positions, mirrored })));
  }

  draw(pose, cells) {
    this.renderer.setScissorTest(false);
    this.renderer.clear();
    this.renderer.setScissorTest(true);
    for (const cell of cells) {
      const bottom = this.size.height - cell.top - cell.height;
      this.renderer.setViewport(cell.left, bottom, cell.width, cell.height);
      this.renderer.setScissor(cell.left, bottom, cell.width, cell.height);
      this.aim(pose, cell);
      this.renderer.render(cell.foot.scene, this.camera);
    }
  }

  aim(pose, { foot, width, height }) {
    const { away, up } = axesOf(pose, foot.mirrored);
    const target = mirror(pose.target, foot.mirrored), camera = this.camera;
    camera.right = (width / 2) * pose.mmPerPx;
    camera.left = -camera.right;
    camera.top = (height / 2) * pose.mmPerPx;
    camera.bottom = -camera.top;
    camera.near = 0;
    camera.far = FAR_MM;
    camera.up.set(...up);
    camera.position.set(...target.map((value, k) => value + (away[k] * FAR_MM) / 2));
    camera.lookAt(new Vector3(...target));
    camera.updateProjectionMatrix();
  }

  /** Return a PNG data URL of this size; what is on the screen is as before afterwards. */
  picture(width, height, drawnIn) {
    const { size } = this, ratio = this.renderer.getPixelRatio();
    this.resize(width, height, 1);
    drawnIn();
    const url = this.canvas.toDataURL("image/png");
    this.resize(size.width, size.height, ratio);
    return url;
  }
}

function sceneOf(foot) {
  const scene = new Scene();
  for (const model of Object.values(foot.models)) scene.add(model.mesh, model.depth, model.line);
  return scene;
}

/** Return where a place (STL frame) of a foot appears in its cell, CSS pixels of the canvas. */
export function projected(place, pose, cell) {
  const { up, right } = axesOf(pose, cell.foot.mirrored);
  const target = mirror(pose.target, cell.foot.mirrored);
  const along = (axis) => axis.reduce((sum, value, k) => sum + value * (place[k] - target[k]), 0) / pose.mmPerPx;
  return [cell.left + cell.width / 2 + along(right), cell.top + cell.height / 2 - along(up)];
}

/** Return the ray {origin, direction} (STL frame of that foot) under a pixel of the canvas. */
export function rayAt([px, py], pose, cell) {
  const { away, up, right } = axesOf(pose, cell.foot.mirrored);
  const target = mirror(pose.target, cell.foot.mirrored);
  const across = (px - cell.left - cell.width / 2) * pose.mmPerPx;
  const above = (cell.top + cell.height / 2 - py) * pose.mmPerPx;
  const origin = target.map((value, k) => value + right[k] * across + up[k] * above + (away[k] * FAR_MM) / 2);
  return { origin, direction: away.map((value) => -value) };
}
