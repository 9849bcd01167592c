// Viewer. decoded feet in a place of the page -> the picture with its controls; the one file that knows all parts.
import { rampTexture } from "./colours.js";
import { element } from "./dom.js";
import { listen } from "./gestures.js";
import { press } from "./keys.js";
import { Legend, step } from "./legend.js";
import { Measuring } from "./measuring.js";
import { Model } from "./model.js";
import { normalNear } from "./pick.js";
import { Panel } from "./panel.js";
import { VIEWS, axes, axesOf, between, mirror } from "./pose.js";
import { printed } from "./printed.js";
import { Reader } from "./reader.js";
import { Sectioning } from "./sectioning.js";
import { Stage, projected } from "./stage.js";
import { Overlay } from "./overlay.js";
import { fill } from "./words.js";

const TURN_DEG_PER_PX = 0.4, FLIGHT_MS = 420, NEAR_MM = 110;

export class Viewer {
  constructor(place, scene, drawn) {
    this.place = place;
    this.scene = scene;
    this.words = scene.words;
    for (const foot of scene.feet) {
      foot.models = Object.fromEntries(Object.entries(foot.surfaces).map(([kind, one]) => [kind, new Model(one, kind)]));
    }
    this.textures = Object.fromEntries(Object.entries(scene.ramps).map(([name, anchors]) => [name, rampTexture(anchors)]));
    const [first] = Object.keys(scene.scales), kind = scene.feet[0].surfaces.device ? "device" : "scan";
    this.model = {
      show: kind, feet: scene.feet.length > 1 ? "both" : scene.feet[0].side, colour: first ?? "plain", view: "oblique",
      section: null, measuring: false,
    };
    this.flag = null;
    this.stage = new Stage(drawn, scene.feet);
    this.parts();
    this.build();
    this.resize();
    this.setView("oblique", { still: true });
    this.refresh();
  }

  parts() {
    this.overlay = new Overlay(this.words);
    this.legend = new Legend(this.words, this.scene.ramps);
    this.panel = new Panel(this, this.scene);
    this.reader = new Reader(this.words, this.scene.scales);
    this.measuring = new Measuring(this.words);
    this.sectioning = new Sectioning(this.words, this.stage.feet);
    this.reading = element("output", { class: "ov-reading", "aria-live": "polite", text: this.words.hint });
  }

  build() {
    const { words, stage } = this;
    this.node = element("div", {
      class: "ov-stage", tabindex: "0", role: "application", "aria-label": words.stage_label,
      on: { keydown: (event) => press(this, event) && event.preventDefault() },
    }, stage.canvas, this.overlay.node, element("div", { class: "ov-cross" }));
    const keys = element("details", { class: "ov-keys" },
      element("summary", { text: words.keys_title }), element("p", { text: words.keys }));
    this.ui = element("div", { class: "ov-ui", role: "region", "aria-label": words.viewer_label },
      this.panel.top, this.node, this.reading, this.panel.side, this.legend.node, this.panel.section,
      this.sectioning.node, keys);
    this.place.prepend(this.ui);
    listen(this.node, {
      turn: (...move) => this.turn(...move), pan: (...move) => this.pan(...move), zoom: (...to) => this.zoom(...to),
      tap: (at) => { this.node.focus(); this.tap(at); }, hover: (at) => this.hover(at), leave: () => this.hover(null),
    });
    new ResizeObserver(() => this.resize()).observe(this.node);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.refresh());
    stage.canvas.addEventListener("webglcontextrestored", () => this.refresh());
    document.addEventListener("click", (event) => this.follow(event));
    printed(this, this.place);
  }

  // ---- what is shown

  shownFeet() {
    return this.model.feet === "both" ? this.scene.feet.map((foot) => foot.side) : [this.model.feet];
  }

  kinds() {
    return this.model.show === "both" ? ["device", "scan"] : [this.model.show];
  }

  cells() {
    return this.stage.cells(this.shownFeet(), this.stacked);
  }

  /** Bring everything in line with the state: colours, section, controls, legend; then draw. */
  refresh() {
    this.paint(this.model);
    this.sectioning.show(this.model, this.pose, this.shownFeet(), getComputedStyle(this.place));
    this.panel.show(this.model, { range: this.sectioning.range(this.model.section), coloured: this.keysShown() });
    const scale = this.scaleShown();
    this.legend.show(scale, scale && this.beyond(scale));
    this.draw();
  }

  paint({ show, colour }) {
    const scale = this.scene.scales[colour];
    for (const { models } of this.scene.feet) {
      const key = (kind) => (show === "both" && kind === "scan" && models.device?.surface.values[colour] ? null : colour);
      for (const [kind, model] of Object.entries(models)) {
        model.appear(show === kind ? "solid" : show === "both" ? (kind === "scan" ? "glass" : "solid") : "hidden");
        model.colour(scale && key(kind), scale ? { texture: this.textures[scale.ramp], scale, contour: step(scale) } : {});
      }
    }
  }

  surfacesShown() {
    const feet = this.scene.feet.filter((foot) => this.shownFeet().includes(foot.side));
    return feet.flatMap((foot) => this.kinds().map((kind) => foot.surfaces[kind]).filter(Boolean));
  }

  keysShown() {
    return new Set(this.surfacesShown().flatMap((surface) => Object.keys(surface.values)));
  }

  scaleShown() {
    return this.keysShown().has(this.model.colour) ? this.scene.scales[this.model.colour] : null;
  }

  /** Whether any value lies outside the scale: told on both feet alike, so that the legend is one. */
  beyond({ key, low, high }) {
    const all = this.scene.feet.flatMap((foot) => Object.values(foot.surfaces)).map((one) => one.values[key]).filter(Boolean);
    const slack = (high - low) * 0.005;
    return { under: all.some((one) => one.some((value) => value < low - slack)),
      over: all.some((one) => one.some((value) => value > high + slack)) };
  }

  draw() {
    if (this.waiting) return;
    this.waiting = requestAnimationFrame(() => { this.waiting = 0; this.drawNow(); });
  }

  drawNow() {
    this.sectioning.face(this.pose);
    const cells = this.cells();
    this.stage.draw(this.pose, cells);
    const marks = [...this.measuring.marks(), ...(this.flag ? [this.flag] : []), ...(this.spot ? [this.spot] : [])];
    this.overlay.draw(this.pose, cells, { marks, line: this.measuring.line() });
  }

  // ---- moving

  resize() {
    const { clientWidth, clientHeight } = this.node;
    if (!clientWidth || !clientHeight) return;
    this.stage.resize(clientWidth, clientHeight, Math.min(window.devicePixelRatio, 2));
    if (this.pose) this.model.view === "free" ? this.drawNow() : this.setView(this.model.view, { still: true });
    if (this.pose && this.model.section) this.refresh();
  }

  setView(view, { still = false } = {}) {
    if (!VIEWS[view]) throw new Error(`there is no view ${view}; there are ${Object.keys(VIEWS).join(", ")}`);
    const { pose, stacked } = this.stage.fitted(VIEWS[view], this.shownFeet(), this.kinds());
    this.stacked = stacked;
    this.model.view = view;
    this.go(pose, still);
    if (!still) this.say(fill(this.words.view_set, { view: this.words[`view_${view}`] }));
  }

  /** Move to a pose; at once if asked to, at the start, or where the reader wants less motion. */
  go(pose, still) {
    const from = this.pose, begun = performance.now();
    cancelAnimationFrame(this.flight);
    this.flight = 0;
    if (still || !from || matchMedia("(prefers-reduced-motion: reduce)").matches) {
      this.pose = pose;
      return this.moved();
    }
    const frame = (now) => {
      const share = Math.min(Math.max((now - begun) / FLIGHT_MS, 0), 1);
      this.pose = between(from, pose, share * share * (3 - 2 * share));
      this.flight = share < 1 ? requestAnimationFrame(frame) : 0;
      this.drawNow();
      if (!this.flight) this.moved();
    };
    this.flight = requestAnimationFrame(frame);
  }

  moved() {
    this.panel.show(this.model, { range: this.sectioning.range(this.model.section), coloured: this.keysShown() });
    this.drawNow();
  }

  /** A change by hand: ends a flight, and no preset is in force any more. */
  byHand(pose) {
    cancelAnimationFrame(this.flight);
    this.flight = 0;
    this.pose = { ...this.pose, ...pose };
    if (this.model.view !== "free") {
      this.model.view = "free";
      this.moved();
    }
    this.draw();
  }

  cellAt([x, y]) {
    return this.cells().find(({ left, top, width, height }) => x >= left && y >= top && x < left + width && y < top + height);
  }

  middle() {
    const [cell] = this.cells();
    return [cell.left + cell.width / 2, cell.top + cell.height / 2];
  }

  turn(dx, dy, at) {
    const sense = this.cellAt(at)?.foot.mirrored ? -1 : 1;
    const pitch = Math.min(Math.max(this.pose.pitch + dy * TURN_DEG_PER_PX, -90), 90);
    this.byHand({ yaw: this.pose.yaw - sense * dx * TURN_DEG_PER_PX, pitch });
  }

  pan(dx, dy, at) {
    const sense = this.cellAt(at)?.foot.mirrored ? -1 : 1, { right, up } = axes(this.pose), { mmPerPx, target } = this.pose;
    this.byHand({ target: target.map((value, k) => value + (dy * up[k] - sense * dx * right[k]) * mmPerPx) });
  }

  zoom(factor, at) {
    const cell = this.cellAt(at) ?? this.cells()[0], sense = cell.foot.mirrored ? -1 : 1;
    const mmPerPx = Math.min(Math.max(this.pose.mmPerPx * factor, 0.02), 3), { right, up } = axes(this.pose);
    const across = sense * (at[0] - cell.left - cell.width / 2), above = cell.top + cell.height / 2 - at[1];
    const gone = this.pose.mmPerPx - mmPerPx;
    this.byHand({ mmPerPx, target: this.pose.target.map((value, k) => value + gone * (across * right[k] + above * up[k])) });
  }

  /** Show a place of a foot close by, from outside, with a ring and a name; frame: "foot" (right-foot frame) or "stl". */
  flyTo({ side, at_mm, frame = "foot", label = "" }) {
    const foot = this.stage.feet.find((one) => one.side === side);
    if (!foot) throw new Error(`there is no ${side} foot here`);
    const place = frame === "stl" ? at_mm : foot.fromFoot.slice(0, 3).map((row) =>
      row[3] + row[0] * at_mm[0] + row[1] * at_mm[1] + row[2] * at_mm[2]);
    if (!this.shownFeet().includes(side)) this.setFeet("both");
    const normal = mirror(normalNear(foot.surfaces.device ?? foot.surfaces.scan, place), foot.mirrored);
    const [cell] = this.cells(), steep = Math.hypot(normal[0], normal[1]) < 0.35;
    const yaw = steep ? 150 : (Math.atan2(normal[1], normal[0]) * 180) / Math.PI;
    const pitch = Math.min(Math.max((Math.asin(normal[2]) * 180) / Math.PI, -65), 65);
    this.flag = { side, place, kind: "place", label };
    this.model.view = "free";
    this.go({ yaw, pitch, target: mirror(place, foot.mirrored), mmPerPx: NEAR_MM / Math.min(cell.width, cell.height) }, false);
    this.say(fill(this.words.flown, { label, place: this.reader.placed(foot, place) }));
  }

  follow(event) {
    const link = event.target.closest?.("[data-fly-mm]");
    if (!link) return;
    event.preventDefault();
    const { flyMm, flySide, flyFrame, flyLabel } = link.dataset;
    this.flyTo({ side: flySide, at_mm: flyMm.split(",").map(Number), frame: flyFrame, label: flyLabel ?? link.textContent.trim() });
    this.node.scrollIntoView({ block: "nearest" });
    this.node.focus({ preventScroll: true });
  }

  // ---- reading and measuring

  read(at) {
    const cell = this.cellAt(at);
    return cell && this.reader.read(at, this.pose, cell, this.kinds(), this.sectioning.planeFor(cell.foot));
  }

  hover(at) {
    this.pointer = at;
    if (this.reading_) return;
    this.reading_ = requestAnimationFrame(() => {
      this.reading_ = 0;
      const found = this.pointer && !this.flight ? this.read(this.pointer) : null;
      this.spot = found && { side: found.side, place: found.place, kind: "spot" };
      if (found && !this.measuring.told()) this.say(this.reader.said(found, this.model.colour));
      this.draw();
    });
  }

  tap(at) {
    const found = this.read(at);
    if (!found) return this.say(this.words.nothing_here);
    if (this.model.measuring) this.measuring.add(found);
    this.say(this.measuring.told() || this.reader.said(found, this.model.colour));
    this.draw();
  }

  measure(points) {
    this.setMeasuring(true);
    for (const { side, at_mm } of points) {
      this.measuring.add({ side, place: at_mm, mirrored: side === "left" });
    }
    this.say(this.measuring.told());
    this.draw();
    return this.measuring.line();
  }

  say(text) {
    if (this.reading.textContent !== text) this.reading.textContent = text;
  }

  // ---- setting

  set(change) {
    Object.assign(this.model, change);
    this.refresh();
    this.place.dispatchEvent(new CustomEvent("orthogen-viewer-change", { bubbles: true, detail: this.state() }));
  }

  setShow(show) {
    this.set({ show });
    if (this.model.view !== "free") this.setView(this.model.view, { still: true });
  }

  setFeet(feet) {
    this.set({ feet: this.scene.feet.length > 1 ? feet : this.scene.feet[0].side });
    if (this.model.view !== "free") this.setView(this.model.view, { still: true });
  }

  setColour(colour) {
    if (colour !== "plain" && !this.scene.scales[colour]) throw new Error(`there is no scale ${colour}`);
    this.set({ colour });
  }

  setSection(change) {
    this.set({ section: change && this.sectioning.changed(this.model.section, change) });
  }

  toggleSection() { this.setSection(this.model.section ? null : {}); }

  moveSection(mm) {
    if (this.model.section) this.setSection({ at_mm: this.model.section.at_mm + mm });
  }

  setMeasuring(measuring) {
    this.measuring.clear();
    this.node.classList.toggle("ov-aiming", measuring);
    this.set({ measuring });
    this.say(measuring ? this.words.measure_first : this.words.measure_cleared);
  }

  toggleMeasuring() { this.setMeasuring(!this.model.measuring); }

  escape() {
    this.flag = null;
    if (this.model.measuring) this.setMeasuring(false);
    else if (this.model.section) this.setSection(null);
    else this.setView("oblique");
  }

  state() {
    return { ...structuredClone(this.model), pose: structuredClone(this.pose), moving: Boolean(this.flight),
      reading: this.reading.textContent, measured: this.measuring.line(), flag: this.flag && { ...this.flag } };
  }

  /** Return a PNG data URL of a preset view, for print; bright, whatever the screen is. */
  still(view, { width = 900, height = 700, feet = this.shownFeet() } = {}) {
    let url = "";
    const held = this.stage.size;
    this.sectioning.show({ section: null });
    url = this.stage.picture(width, height, () => {
      const { pose, stacked } = this.stage.fitted(VIEWS[view], feet, this.kinds());
      this.stage.draw(pose, this.stage.cells(feet, stacked));
    });
    this.stage.size = held;
    this.refresh();
    return url;
  }

  /** Return where a place (STL frame) of a foot is on the screen: client pixels, for tests and tours. */
  whereIs(side, at_mm) {
    const cell = this.cells().find(({ foot }) => foot.side === side), box = this.node.getBoundingClientRect();
    const [x, y] = projected(at_mm, this.pose, cell);
    return [box.left + x, box.top + y];
  }

  api() {
    const bound = (...names) => Object.fromEntries(names.map((name) => [name, this[name].bind(this)]));
    return { ready: true, ...bound("state", "setColour", "setShow", "setFeet", "setView", "setSection", "setMeasuring",
      "flyTo", "measure", "still", "whereIs", "escape"), views: Object.keys(VIEWS), colours: ["plain", ...Object.keys(this.scene.scales)],
      readAt: (clientX, clientY) => {
        const box = this.node.getBoundingClientRect(), found = this.read([clientX - box.left, clientY - box.top]);
        return found && { side: found.side, kind: found.kind, place: found.place, values: found.values };
      } };
  }
}
