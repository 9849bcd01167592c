// Model. one decoded surface -> what the renderer draws: a mesh, its glass twin, and the line of its section.
import {
  BufferAttribute, BufferGeometry, DoubleSide, LineSegments, Mesh, ShaderMaterial, Sphere, Vector2, Vector3, Vector4,
} from "three";
import { LINE_FRAGMENT, LINE_VERTEX, SURFACE_FRAGMENT, SURFACE_VERTEX } from "./shaders.js";

const BARE = { device: [0.8, 0.785, 0.755], scan: [0.85, 0.73, 0.645] };
const GLASS = 0.42;
const HOLLOW = [0.7, 0.57, 0.48];

export class Model {
  constructor(surface, kind) {
    this.surface = surface;
    this.kind = kind;
    this.geometry = new BufferGeometry();
    this.geometry.setAttribute("position", new BufferAttribute(surface.positions, 3));
    this.geometry.setAttribute("normal", new BufferAttribute(surface.normals, 3));
    this.shown = new BufferAttribute(new Float32Array((2 * surface.positions.length) / 3), 2);
    this.geometry.setAttribute("shown", this.shown);
    this.geometry.boundingSphere = new Sphere(); // nothing is culled or sorted by it: not worth a pass over all points
    this.geometry.setIndex(new BufferAttribute(surface.index, 1));
    this.mesh = new Mesh(this.geometry, surfaceMaterial(BARE[kind]));
    // Glass is drawn after its own depth: only its nearest layer shows.
    this.depth = new Mesh(this.geometry, this.mesh.material.clone());
    this.depth.material.uniforms = this.mesh.material.uniforms;
    this.depth.material.colorWrite = false;
    this.line = sectionLine();
    for (const part of [this.mesh, this.depth, this.line]) part.frustumCulled = false;
    this.mesh.renderOrder = 2;
    this.depth.renderOrder = 1;
    this.line.renderOrder = 3;
  }

  /** Show the values of this key in the colours of a ramp between low and high, or none. */
  colour(key, look) {
    const values = key && this.surface.values[key];
    const shown = this.shown.array;
    for (let i = 0; i < shown.length / 2; i++) {
      const known = values && !Number.isNaN(values[i]);
      shown[2 * i] = known ? values[i] : 0; // value × known: between points the shader divides again
      shown[2 * i + 1] = known ? 1 : 0;
    }
    this.shown.needsUpdate = true;
    const uniforms = this.mesh.material.uniforms;
    if (values) {
      const { texture, scale } = look;
      uniforms.ramp.value = texture;
      uniforms.range.value.set(scale.low, scale.high);
      uniforms.contour.value = scale.step;
    }
  }

  /** Draw it solid, as glass, or not at all. */
  appear(how) {
    const { material } = this.mesh;
    this.mesh.visible = how !== "hidden";
    this.depth.visible = how === "glass";
    material.transparent = how === "glass";
    material.uniforms.opacity.value = how === "glass" ? GLASS : 1;
    this.mesh.renderOrder = how === "glass" ? 2 : 0;
  }

  /** Take away what lies beyond a plane (normal · place > offset); null shows all. */
  cut(plane, inside) {
    const { uniforms } = this.mesh.material;
    uniforms.cut.value = plane !== null;
    if (plane) uniforms.plane.value.set(...plane.normal, plane.offset);
    uniforms.inside.value.set(...(this.kind === "scan" ? HOLLOW : inside));
  }

  /** Show these segments (6 numbers each) as the line of the section. */
  setLine(segments, ink) {
    this.line.geometry.dispose();
    this.line.geometry = new BufferGeometry();
    this.line.geometry.setAttribute("position", new BufferAttribute(segments, 3));
    this.line.material.uniforms.ink.value.set(...ink);
    this.line.visible = this.mesh.visible && segments.length > 0;
  }
}

function surfaceMaterial(bare) {
  return new ShaderMaterial({
    vertexShader: SURFACE_VERTEX,
    fragmentShader: SURFACE_FRAGMENT,
    side: DoubleSide,
    uniforms: {
      ramp: { value: null }, range: { value: new Vector2(0, 1) }, contour: { value: 1 }, opacity: { value: 1 },
      bare: { value: new Vector3(...bare) }, inside: { value: new Vector3() },
      plane: { value: new Vector4() }, cut: { value: false },
    },
  });
}

function sectionLine() {
  const material = new ShaderMaterial({
    vertexShader: LINE_VERTEX, fragmentShader: LINE_FRAGMENT, depthTest: false, transparent: true,
    uniforms: { ink: { value: new Vector3() } },
  });
  const line = new LineSegments(new BufferGeometry(), material);
  line.visible = false;
  return line;
}
