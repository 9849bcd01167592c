// Inset. the section of one foot -> a drawing to scale, with millimetres, and a reading at the pointer or the arrow keys.
import { element, svg } from "./dom.js";
import { roundStep, ticks } from "./colours.js";
import { standing } from "./section.js";
import { fill, number } from "./words.js";

const MARGIN = { left: 34, right: 12, top: 18, bottom: 26 };

export class Inset {
  constructor(words, side) {
    this.words = words;
    this.side = side;
    this.drawing = svg("svg", { class: "ov-drawing", tabindex: "0", role: "img" });
    this.reading = element("output", { class: "ov-reading", "aria-live": "polite" });
    this.title = element("figcaption");
    this.node = element("figure", { class: "ov-inset" }, this.title, this.drawing, this.reading);
    this.drawing.addEventListener("pointermove", (event) => this.point(event));
    this.drawing.addEventListener("pointerdown", (event) => this.point(event));
    this.drawing.addEventListener("keydown", (event) => this.key(event));
  }

  /** Draw curves {device, scan} (flat segments) within `frame` {low, high} in mm, the same for both feet. */
  show({ axis, at_mm, curves, frame, ends }) {
    if (axis !== this.axis) this.u = undefined;
    this.axis = axis;
    this.curves = curves;
    this.frame = frame;
    const width = Math.max(this.node.clientWidth, 200);
    const span = frame.high.map((high, k) => Math.max(high - frame.low[k], 1));
    this.scale = Math.min((width - MARGIN.left - MARGIN.right) / span[0], 240 / span[1]);
    this.height = span[1] * this.scale + MARGIN.top + MARGIN.bottom;
    const direction = this.words[at_mm < 0 ? "lateral" : "medial"];
    const heading = fill(this.words[`section_title_${axis}`], { at: number(axis === "y" ? Math.abs(at_mm) : at_mm), direction });
    this.title.textContent = `${this.words[this.side]}: ${heading}`;
    this.drawing.setAttribute("aria-label", `${this.title.textContent}. ${this.words.section_hint}`);
    this.drawing.setAttribute("viewBox", `0 0 ${width} ${this.height}`);
    this.drawing.setAttribute("height", this.height);
    this.cursor = svg("g", { class: "ov-cursor" });
    this.drawing.replaceChildren(this.grid(), ...this.lines(), ...this.named(ends), this.cursor);
    this.u ??= (frame.low[0] + frame.high[0]) / 2;
    this.read();
  }

  across(u) { return MARGIN.left + (u - this.frame.low[0]) * this.scale; }

  down(v) { return this.height - MARGIN.bottom - (v - this.frame.low[1]) * this.scale; }

  grid() {
    const { low, high } = this.frame, marks = svg("g", { class: "ov-grid" });
    const step = Math.max(10, roundStep(46 / this.scale, 1));
    for (const u of ticks(low[0], high[0], step)) {
      marks.append(svg("path", { d: `M${this.across(u)} ${this.down(low[1])}V${this.down(high[1])}` }));
    }
    for (const v of ticks(low[1], high[1], step)) {
      marks.append(svg("path", { d: `M${this.across(low[0])} ${this.down(v)}H${this.across(high[0])}` }));
      marks.append(svg("text", { x: MARGIN.left - 5, y: this.down(v) + 4, "text-anchor": "end", text: number(v, 0) }));
    }
    const from = this.across(ticks(low[0], high[0], step)[0] ?? low[0]);
    marks.append(
      svg("path", { class: "ov-scale", d: `M${from} ${this.height - 14}v4H${from + step * this.scale}v-4` }),
      svg("text", { x: from + step * this.scale + 6, y: this.height - 8, text: `${step} mm` }),
    );
    return marks;
  }

  lines() {
    const { low, high } = this.frame, clip = `ov-clip-${this.side}`;
    const box = svg("rect", { x: this.across(low[0]), y: this.down(high[1]),
      width: (high[0] - low[0]) * this.scale, height: (high[1] - low[1]) * this.scale });
    const within = svg("clipPath", { id: clip }, box);
    return [within, ...["scan", "device"].map((kind) => {
      const c = this.curves[kind], parts = [];
      for (let i = 0; i < c.length; i += 4) {
        const at = (j) => `${this.across(c[i + j]).toFixed(1)} ${this.down(c[i + j + 1]).toFixed(1)}`;
        parts.push(`M${at(0)}L${at(2)}`);
      }
      return svg("path", { class: `ov-curve ov-curve-${kind}`, "clip-path": `url(#${clip})`, d: parts.join("") });
    })];
  }

  named([left, right]) {
    const y = this.height - 8, x = this.across(this.frame.high[0]), low = this.across(this.frame.low[0]);
    return [
      svg("text", { class: "ov-end", x: low, y: MARGIN.top - 5, text: `← ${left}` }),
      svg("text", { class: "ov-end", x, y: MARGIN.top - 5, "text-anchor": "end", text: `${right} →` }),
      svg("text", { class: "ov-curve-name ov-curve-device", x, y, "text-anchor": "end", text: this.words.device }),
      svg("text", { class: "ov-curve-name ov-curve-scan", x: x - 70, y, "text-anchor": "end", text: this.words.scan }),
    ];
  }

  point(event) {
    const box = this.drawing.getBoundingClientRect(), wide = this.drawing.viewBox.baseVal.width;
    this.u = this.frame.low[0] + (((event.clientX - box.left) * wide) / box.width - MARGIN.left) / this.scale;
    this.read();
  }

  key(event) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step) return;
    event.preventDefault();
    this.u += step * (event.shiftKey ? 10 : 1);
    this.read();
  }

  read() {
    this.u = Math.min(Math.max(this.u, this.frame.low[0]), this.frame.high[0]);
    const found = standing(this.curves.device, this.curves.scan, this.u), x = this.across(this.u);
    const line = svg("path", { d: `M${x} ${this.down(this.frame.low[1])}V${this.down(this.frame.high[1])}` });
    const dots = [found.bottom, found.top].filter((v) => v !== null);
    this.cursor.replaceChildren(line, ...dots.map((v) => svg("circle", { cx: x, cy: this.down(v), r: 3 })));
    this.reading.textContent = this.said(found);
  }

  said({ top, bottom, thick, gap }) {
    const { words } = this;
    if (thick === null) return words.section_no_device;
    const sentence = this.axis === "z" ? words.section_read_width : words.section_read;
    const told = fill(sentence, { thick: number(thick), top: number(top), bottom: number(bottom) });
    return gap === null || this.axis === "z" ? told : `${told} · ${fill(words.section_gap, { gap: number(gap) })}`;
  }
}
