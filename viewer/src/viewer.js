// Viewer. decoded feet in a place of the page -> the picture with its controls; the one file that knows all parts.
import { rampTexture } from "./colours.js";
import { element } from "./dom.js";
import { listen } from "./gestures.js";
import { press } from "./keys.js";
import { Legend } from "./legend.js";
import { Measuring } from "./measuring.js";
import { Model } from "./model.js";
import { Moving } from "./moving.js";
import { beyond, feetOf, keysShown, kindsOf, paint, scaleShown } from "./painting.js";
import { Panel } from "./panel.js";
import { VIEWS } from "./pose.js";
import { printed } from "./printed.js";
import { Reader } from "./reader.js";
import { Sectioning } from "./sectioning.js";
import { Stage, projected } from "./stage.js";
import { Overlay } from "./overlay.js";
import { fill } from "./words.js";

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
    this.moving = new Moving(this.stage, { drawn: () => this.draw(), arrived: () => this.arrived() });
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
    }, stage.canvas, this.overlay.node);
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

  shownFeet() { return feetOf(this.model, this.scene); }

  kinds() { return kindsOf(this.model); }

  cells() {
    return this.stage.cells(this.shownFeet(), this.moving.stacked);
  }

  /** Bring everything in line with the state: colours, section, controls, legend; then draw. */
  refresh() {
    paint(this.model, this.scene, this.textures);
    this.sectioning.show(this.model, this.moving.pose, this.shownFeet(), getComputedStyle(this.place));
    this.showPanel();
    const scale = scaleShown(this.model, this.scene);
    this.legend.show(scale, scale && beyond(scale, this.scene));
    this.draw();
  }

  showPanel() {
    this.panel.show(this.model, { range: this.sectioning.range(this.model.section), coloured: keysShown(this.model, this.scene) });
  }

  draw() {
    if (this.waiting) return;
    this.waiting = requestAnimationFrame(() => { this.waiting = 0; this.drawNow(); });
  }

  drawNow() {
    this.sectioning.face(this.moving.pose);
    const cells = this.cells();
    this.stage.draw(this.moving.pose, cells);
    const marks = [...this.measuring.marks(), ...(this.flag ? [this.flag] : []), ...(this.spot ? [this.spot] : [])];
    this.overlay.draw(this.moving.pose, cells, { marks, line: this.measuring.line() });
  }

  // ---- moving

  resize() {
    const { clientWidth, clientHeight } = this.node;
    if (!clientWidth || !clientHeight) return;
    this.stage.resize(clientWidth, clientHeight, Math.min(window.devicePixelRatio, 2));
    if (this.moving.pose) this.model.view === "free" ? this.drawNow() : this.setView(this.model.view, { still: true });
    if (this.moving.pose && this.model.section) this.refresh();
  }

  setView(view, { still = false } = {}) {
    if (!VIEWS[view]) throw new Error(`there is no view ${view}; there are ${Object.keys(VIEWS).join(", ")}`);
    this.model.view = view;
    this.flag = null;
    this.moving.preset(view, this.shownFeet(), this.kinds(), still);
    if (!still) this.say(fill(this.words.view_set, { view: this.words[`view_${view}`] }));
  }

  arrived() {
    this.showPanel();
    this.draw();
  }

  /** After a change by hand no preset is in force any more. */
  freed() {
    if (this.model.view === "free") return;
    this.model.view = "free";
    this.showPanel();
  }

  cellAt([x, y]) {
    return this.cells().find(({ left, top, width, height }) => x >= left && y >= top && x < left + width && y < top + height);
  }

  middle() {
    const [cell] = this.cells();
    return [cell.left + cell.width / 2, cell.top + cell.height / 2];
  }

  turn(dx, dy, at) { this.moving.turn(dx, dy, this.cellAt(at)); this.freed(); }

  pan(dx, dy, at) { this.moving.pan(dx, dy, this.cellAt(at)); this.freed(); }

  zoom(factor, at) { this.moving.zoom(factor, at, this.cellAt(at) ?? this.cells()[0]); this.freed(); }

  /** Show a place of a foot close by, from outside, with a ring and a name; frame: "foot" (right-foot frame) or "stl". */
  flyTo({ side, at_mm, frame = "foot", label = "" }) {
    const foot = this.stage.feet.find((one) => one.side === side);
    if (!foot) throw new Error(`there is no ${side} foot here`);
    const place = frame === "stl" ? at_mm : foot.fromFoot.slice(0, 3).map((row) =>
      row[3] + row[0] * at_mm[0] + row[1] * at_mm[1] + row[2] * at_mm[2]);
    if (!this.shownFeet().includes(side)) this.setFeet("both");
    this.flag = { side, place, kind: "place", label };
    this.freed();
    this.moving.near(foot, place, this.cells()[0]);
    const told = this.reader.placed(foot, place);
    this.say(label ? fill(this.words.flown, { label, place: told }) : told);
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
    return cell && this.reader.read(at, this.moving.pose, cell, this.kinds(), this.sectioning.planeFor(cell.foot));
  }

  hover(at) {
    this.pointer = at;
    if (this.reading_) return;
    this.reading_ = requestAnimationFrame(() => {
      this.reading_ = 0;
      const found = this.pointer && !this.moving.flight ? this.read(this.pointer) : null;
      this.spot = found && { side: found.side, place: found.place, kind: "spot" };
      if (found && !this.measuring.told()) this.say(this.reader.said(found, this.model.colour));
      this.draw();
    });
  }

  tap(at) {
    const found = this.read(at);
    if (!found) return this.say(this.words.nothing_here);
    if (this.model.measuring) this.measuring.add(found);
    else this.spot = { side: found.side, place: found.place, kind: "spot" };
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
    this.flag = null;
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
    return { ...structuredClone(this.model), pose: structuredClone(this.moving.pose), moving: Boolean(this.moving.flight),
      reading: this.reading.textContent, measured: this.measuring.line(), flag: this.flag && { ...this.flag } };
  }

  /** Return a PNG data URL of a preset view on nothing, for print; without section, marks and words. */
  still(view, { width = 900, height = 700, feet = this.shownFeet(), show = this.model.show, colour = this.model.colour } = {}) {
    const state = { ...this.model, show, colour };
    this.sectioning.show({ section: null });
    paint(state, this.scene, this.textures);
    const url = this.stage.picture(width, height, () => {
      const { pose, stacked } = this.stage.fitted(VIEWS[view], feet, kindsOf(state));
      this.stage.draw(pose, this.stage.cells(feet, stacked));
    });
    this.refresh();
    return url;
  }

  /** Return where a place (STL frame) of a foot is on the screen: client pixels, for tests and tours. */
  whereIs(side, at_mm) {
    const cell = this.cells().find(({ foot }) => foot.side === side), box = this.node.getBoundingClientRect();
    const [x, y] = projected(at_mm, this.moving.pose, cell);
    return [box.left + x, box.top + y];
  }
}
